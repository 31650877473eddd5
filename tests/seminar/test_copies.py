"""What is handed out: students get no answers, and no folder is written over."""

import json

import pytest

from workbench.errors import WorkbenchError
from workbench.publish import held_back, notebooks_folder, with_key, write_copies
from workbench.seminar import tasks

LESSONS = notebooks_folder() / "seminar"
NAMES = sorted(path.name for path in LESSONS.glob("*.ipynb"))


def lesson(*tagged):
    made = [
        {"cell_type": kind, "metadata": {"tags": tags}, "source": [text], **more}
        for kind, tags, text, more in tagged
    ]
    return {
        "cells": made,
        "metadata": {"widgets": {"state": 1}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def cells(path):
    return json.loads(path.read_text("utf-8"))["cells"]


@pytest.fixture
def lessons(tmp_path):
    folder = tmp_path / "lessons"
    folder.mkdir()
    ran = {"outputs": [{"output_type": "stream", "text": "971"}], "execution_count": 3}
    content = lesson(
        ("markdown", [], "Question", {}),
        ("code", ["keep"], "ask()", ran),
        ("markdown", ["answer-key"], "The answer is 971", {}),
        ("markdown", ["instructor"], "Misconception", {}),
    )
    (folder / "1_x.ipynb").write_text(json.dumps(content), "utf-8")
    return folder


def test_students_get_neither_answers_nor_notes_nor_outputs(lessons, tmp_path):
    written = write_copies(tmp_path / "out", lessons)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "out/instructor/1_x.ipynb",
        "out/student/1_x.ipynb",
    ]
    instructor, student = (json.loads(path.read_text("utf-8")) for path in written)
    assert [cell["source"] for cell in student["cells"]] == [["Question"], ["ask()"]]
    assert student["cells"][1]["outputs"] == []
    assert student["cells"][1]["execution_count"] is None
    assert "971" not in written[1].read_text("utf-8")
    assert student["metadata"] == {}
    assert len(instructor["cells"]) == 4


def test_an_empty_folder_is_filled(lessons, tmp_path):
    (tmp_path / "out").mkdir()
    assert len(write_copies(tmp_path / "out", lessons)) == 2


def test_a_folder_that_is_not_empty_is_refused_and_kept(lessons, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x")
    with pytest.raises(WorkbenchError, match="out: not an empty folder"):
        write_copies(tmp_path / "out", lessons)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkbenchError, match="file: not an empty folder"):
        write_copies(tmp_path / "file", lessons)


def test_a_folder_without_lessons_is_named(tmp_path):
    (tmp_path / "none").mkdir()
    with pytest.raises(WorkbenchError, match="/none: no lesson there"):
        write_copies(tmp_path / "out", tmp_path / "none")


def test_a_broken_lesson_leaves_nothing_behind(lessons, tmp_path):
    (lessons / "2_y.ipynb").write_text("{", "utf-8")
    with pytest.raises(json.JSONDecodeError):
        write_copies(tmp_path / "out", lessons)
    assert [path.name for path in tmp_path.iterdir()] == ["lessons"]


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_lessons_keep_their_code_without_the_answers(name, tmp_path):
    write_copies(tmp_path / "out", LESSONS)
    student, instructor = (
        cells(tmp_path / "out" / who / name) for who in ("student", "instructor")
    )
    text = json.dumps(student)
    assert "Answer to task" not in text
    assert "For the instructor" not in text
    code = [
        [cell["source"] for cell in copy if cell["cell_type"] == "code"]
        for copy in (student, instructor)
    ]
    assert code[0] == code[1]
    assert "Answer to task" in json.dumps(instructor)


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_asks_each_of_its_tasks_once_and_answers_at_the_end(name):
    lesson, key = cells(LESSONS / name), cells(LESSONS / "instructor" / f"key_{name}")
    lesson_cells = with_key({"cells": lesson}, LESSONS / name)["cells"]
    assert [cell for cell in lesson_cells if held_back(cell)] == key  # each has its place
    assert not any(map(held_back, lesson))  # a student who opens the lesson has no answer
    texts = ["".join(cell["source"]) for cell in lesson_cells]
    whole = "\n".join(texts)
    mine = [task for task in tasks() if task.startswith(name[0])]
    for task in mine:
        asked = f'seminar.{"check" if tasks()[task].kind == "frame" else "ask"}(corpus, "{task}"'
        assert whole.count(asked) == 1, task
        assert whole.count(f"Answer to task {task}") == 1, task
    last = max(n for n, text in enumerate(texts) if "wb.seminar." in text)
    keys = [n for n, cell in enumerate(lesson_cells)
            if "answer-key" in cell["metadata"].get("tags", ())]  # fmt: skip
    assert min(keys) > last


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_has_two_explorers_at_most(name):
    whole = "\n".join("".join(cell["source"]) for cell in cells(LESSONS / name))
    assert whole.count(".explore(") <= 2


def test_the_guide_goes_to_the_instructor_alone(tmp_path):
    write_copies(tmp_path / "out", LESSONS)
    assert (tmp_path / "out" / "instructor" / "INSTRUCTOR.md").is_file()
    assert not (tmp_path / "out" / "student" / "INSTRUCTOR.md").exists()
