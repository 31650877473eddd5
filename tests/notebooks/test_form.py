"""Every notebook is thin and written for readers."""

import ast
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(
    path for path in FOLDER.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)
MOST_LINES = 6


def cells(path, kind):
    content = json.loads(path.read_text("utf-8"))
    return ["".join(cell["source"]) for cell in content["cells"] if cell["cell_type"] == kind]


def name(path):
    return path.stem


def test_there_are_notebooks():
    assert "00_start" in [path.stem for path in NOTEBOOKS]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_one_heading_of_first_rank_and_it_asks_a_question(path):
    headings = [
        line
        for cell in cells(path, "markdown")
        for line in cell.splitlines()
        if re.match(r"# ", line)
    ]
    assert len(headings) == 1
    assert headings[0].endswith("?")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_the_box_names_readers_minutes_and_aims(path):
    box = cells(path, "markdown")[1]
    for part in ("**For whom:**", "**Minutes:**", "**You will be able to**"):
        assert part in box


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_it_says_what_it_cannot_show(path):
    assert any("## What this cannot show" in cell for cell in cells(path, "markdown"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_code_cells_are_short_and_only_call(path):
    for source in cells(path, "code"):
        assert len(source.splitlines()) <= MOST_LINES, source
        kinds = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)], source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_prose_stands_before_each_code_cell(path):
    content = json.loads(path.read_text("utf-8"))
    kinds = [cell["cell_type"] for cell in content["cells"]]
    assert kinds[0] == "markdown"
    assert ("code", "code") not in pairwise(kinds)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_no_outputs_are_committed(path):
    content = json.loads(path.read_text("utf-8"))
    for cell in content["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
