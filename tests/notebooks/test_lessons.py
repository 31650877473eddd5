"""Every lesson can be taught: tasks with their answers apart, talk, key points, a fitting length."""

import json
import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.notebooks.test_form import FOLDER, cells, name
from workbench.seminar import TASKS
from workbench.seminar.copies import KEPT_BACK, for_students

LESSONS = sorted((FOLDER / "seminar").glob("*.ipynb"))
TASK = re.compile(r'seminar\.(?:ask|check)\(corpus, "(lesson-\d-\w)"')
NEEDED = ("**How to work.**", "## Talk about it", "## Key points", "**Predict", "**Explain")


def content(path):
    return json.loads(path.read_text("utf-8"))


def test_every_task_is_asked_in_one_lesson_and_once():
    asked = Counter(TASK.findall("\n".join("\n".join(cells(path, "code")) for path in LESSONS)))
    assert asked == dict.fromkeys(TASKS, 1)


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_the_answer_to_each_task_stands_folded_in_a_cell_of_its_own(path):
    tasks = TASK.findall("\n".join(cells(path, "code")))
    keys = [
        "".join(cell["source"])
        for cell in content(path)["cells"]
        if "answer-key" in cell["metadata"].get("tags", ())
    ]
    assert tasks
    for task in tasks:
        assert [key for key in keys if f"Answer to task {task.removeprefix('lesson-')}<" in key]
    assert all(key.startswith("<details><summary>") and key.endswith("</details>") for key in keys)


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_tags_are_those_that_are_known(path):
    tags = {tag for cell in content(path)["cells"] for tag in cell["metadata"].get("tags", ())}
    assert tags == KEPT_BACK


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_has_its_parts_and_fits_an_hour(path):
    text = "\n".join(cells(path, "markdown"))
    box = cells(path, "markdown")[1]
    assert all(part in text for part in NEEDED)
    assert "**You need:**" in box
    minutes = int(re.search(r"\*\*Minutes:\*\* (\d+)", box).group(1))
    assert 45 <= minutes <= 60
    planned = sum(map(int, re.findall(r"^## .*\((\d+) minutes\)", text, re.MULTILINE)))
    assert minutes - 15 <= planned <= minutes


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_the_copy_for_students_has_prose_before_each_code_cell(path):
    kinds = [cell["cell_type"] for cell in for_students(content(path))["cells"]]
    assert ("code", "code") not in pairwise(kinds)
