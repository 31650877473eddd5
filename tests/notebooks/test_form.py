"""Every notebook is thin, and written for readers."""

import ast
import json
import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

import workbench as wb
from workbench.publish import notebooks_folder, with_key
from workbench.publish.site import requests

FOLDER = notebooks_folder()
NOTEBOOKS = sorted(request.path for request in requests(FOLDER))
STUDIES = [path for path in NOTEBOOKS if path.parent == FOLDER]
MOST_LINES = 12
#: What a notebook may import, and under which name.
IMPORTS = {("workbench", "wb"), ("polars", "pl"), ("altair", "alt")}
TAGS = {"answer", "parameters", "thumbnail", "answer-key", "instructor", "before-run", "index"}
#: Folders that are made when a reader saves something.
SAVED = ("data/links", "data/codes", "data/own")
#: Longer quotations claim to be a source's words, unless they are listed here as ours or a reader's.
LONGEST = 4
OURS = set((Path(__file__).parent / "cases" / "ours.txt").read_text("utf-8").splitlines())
EMPHASIS = re.compile(r"(?<![*\w])\*(?![\s*])([^*\n]+?)(?<!\s)\*(?![*\w])")
QUOTED = re.compile(r"“([^”]+)”")


def content(path):
    """Return a notebook, a lesson with what is for the instructor."""
    return with_key(json.loads(path.read_text("utf-8")), path)


def cells(path, kind, without="before-run"):
    """Return the cells of a kind, but for what stands in for a result until it is run."""
    return [
        "".join(one["source"])
        for one in content(path)["cells"]
        if one["cell_type"] == kind and without not in tags(one)
    ]


def name(path):
    return path.stem


def tags(cell):
    return set(cell["metadata"].get("tags", ()))


def words(text):
    """Fold a text to its words, so that lines, marks and case make no difference."""
    return " ".join(re.findall(r"\w+", text.lower()))


every = pytest.mark.parametrize("path", NOTEBOOKS, ids=name)


def test_there_are_studies_and_lessons():
    assert [path.stem for path in STUDIES] == [
        "00_start", "01_changes", "02_wording", "03_readability", "04_emphasis", "05_ukraine", "06_east_sea",
    ]  # fmt: skip
    assert len(NOTEBOOKS) == len(STUDIES) + 7


@every
def test_one_heading_of_first_rank_and_it_asks_a_question(path):
    lines = [line for cell in cells(path, "markdown") for line in cell.splitlines()]
    (heading,) = [line for line in lines if line.startswith("# ")]
    assert heading.endswith("?")
    assert cells(path, "markdown")[0] == heading


@every
def test_the_box_names_readers_time_and_aims(path):
    box = cells(path, "markdown")[1]
    for part in ("> **Audience:** ", "> **Time:** ", "> **You will be able to**"):
        assert part in box
    assert re.search(r"\*\*Time:\*\* \d+ minutes\b", box)


@every
def test_it_says_what_it_cannot_show_and_where_to_go_next(path):
    text = "\n".join(cells(path, "markdown"))
    assert text.count("## What this cannot show") == 1
    assert text.count("**Where next:**") == 1


@every
def test_code_cells_are_short_and_import_one_thing(path):
    trees = []
    for source in cells(path, "code"):
        assert len(source.splitlines()) <= MOST_LINES, source
        trees.append(ast.parse(source))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ImportFrom)
    assert not [ast.unparse(node) for node in nodes if isinstance(node, kinds)]
    imported = {(one.name, one.asname) for node in nodes if isinstance(node, ast.Import)
                for one in node.names}  # fmt: skip
    assert ("workbench", "wb") in imported
    assert imported <= IMPORTS


@every
def test_every_name_of_the_workbench_is_public(path):
    nodes = [node for source in cells(path, "code") for node in ast.walk(ast.parse(source))]
    used = [node for node in nodes if isinstance(node, ast.Attribute)]
    assert {one.attr for one in used if ast.unparse(one.value) == "wb"} <= set(wb.__all__)
    lessons = {one.attr for one in used if ast.unparse(one.value) == "wb.seminar"}
    assert lessons <= set(wb.seminar.__all__)


@every
def test_prose_stands_before_each_code_cell(path):
    kinds = [cell["cell_type"] for cell in content(path)["cells"] if tags(cell) != {"answer"}]
    assert kinds[0] == "markdown"
    assert ("code", "code") not in pairwise(kinds)


@every
def test_nothing_that_was_run_is_committed(path):
    notebook = content(path)
    for cell in notebook["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert "widgets" not in notebook["metadata"]
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


@every
def test_tags_are_those_that_are_known(path):
    assert set().union(*(tags(cell) for cell in content(path)["cells"])) <= TAGS


@pytest.mark.parametrize("path", STUDIES, ids=name)
def test_a_study_has_one_answer_for_the_index(path):
    answers = [cell for cell in content(path)["cells"] if "answer" in tags(cell)]
    assert ["".join(cell["source"]).startswith("wb.answer(") for cell in answers] == [True]


@every
def test_what_prose_links_to_and_names_is_there(path):
    text = "\n".join(cells(path, "markdown"))
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / target).exists(), target
    for target in re.findall(r"`(data/[\w./-]+)`", text):
        assert (FOLDER.parent / target).exists() or target in SAVED, target


@every
def test_prose_calls_sources_as_people_do(path, corpus):
    for cell in cells(path, "markdown"):
        prose = re.sub(r"`[^`]*`", "", cell)
        found = [doc_id for doc_id in corpus.documents["doc_id"] if doc_id in prose]
        assert found == [], cell


def quotations(path):
    """Return what prose sets in quotation marks or italics and is longer than a few words."""
    for cell in map(unescape, cells(path, "markdown", without="")):
        for pattern in (QUOTED, EMPHASIS):
            for found in pattern.findall(cell):
                parts = [words(part) for part in re.split(r"…|\[…\]", found.strip("“”"))]
                if any(part.count(" ") >= LONGEST for part in parts):
                    yield found.strip("“”"), parts


@every
def test_every_quotation_is_found_in_the_sources(path, corpus):
    printed = words("\n".join(corpus.documents["text"]))
    made_up = [
        quotation
        for quotation, parts in quotations(path)
        if quotation not in OURS
        and not quotation.endswith("?")  # a question is nobody's words
        and not all(part in printed for part in parts)
    ]
    assert made_up == []


def test_what_is_listed_as_ours_is_still_written():
    told = {quotation for path in NOTEBOOKS for quotation, _ in quotations(path)}
    assert told >= OURS
