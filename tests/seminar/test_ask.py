"""The box for an answer without a browser."""

import json
import re
import shutil
from dataclasses import replace

import polars as pl
import pytest
from ipywidgets import Widget

from workbench import seminar
from workbench.errors import WorkbenchError
from workbench.lacking import Lack
from workbench.seminar import TASKS


def answer(box, given):
    box.view.children[1].value = given


def press(box):
    box.view.children[2].click()


def test_wrong_then_right(corpus):
    box = seminar.ask(corpus, "lesson-1-a")
    answer(box, "2")
    assert "You counted the teasers as well" in box.state.said
    assert TASKS["lesson-1-a"].hints[0] in box.state.said
    answer(box, "3")
    assert TASKS["lesson-1-a"].hints[1] in box.state.said
    answer(box, "0")
    assert box.state.right
    assert "Right. Whoever counts the file" in box.state.said
    assert box.state.wrong == 2


def test_enter_and_then_the_button_is_one_try(corpus):
    box = seminar.ask(corpus, "lesson-1-a")
    answer(box, "2")
    press(box)
    assert box.state.wrong == 1


def test_what_cannot_be_read_is_no_try(corpus):
    box = seminar.ask(corpus, "lesson-1-a")
    answer(box, "two")
    assert "asks for a number" in box.state.said
    assert box.state.wrong == 0


def test_nothing_given_is_asked_for(corpus):
    box = seminar.ask(corpus, "lesson-1-c")
    press(box)
    assert "Give an answer first" in box.state.said


def test_a_choice_is_checked_by_the_button_alone(corpus):
    box = seminar.ask(corpus, "lesson-1-c")
    answer(box, ("investor-2024", "tass-2024"))
    assert box.state.said == ""
    press(box)
    assert "only in teasers" in box.state.said
    answer(box, ("tass-2024",))
    assert box.state.said == ""
    press(box)
    assert box.state.right


def test_the_state_of_the_widgets_does_not_hold_the_answer(corpus):
    box = seminar.ask(corpus, "lesson-1-b")
    answer(box, "1885")
    held = Widget.get_manager_state()["state"]
    ids = {box.view.model_id, *(child.model_id for child in box.view.children)}
    text = json.dumps([held[one]["state"] for one in ids if one in held])
    assert "1885" in text
    assert not re.search(r"\b971\b", text)


def test_the_still_page_asks_and_does_not_tell(corpus):
    page = str(seminar.ask(corpus, "lesson-1-a").still())
    assert "Task 1-a" in page
    assert "running notebook" in page


def test_a_frame_has_no_box(corpus):
    with pytest.raises(WorkbenchError, match=r"hand it to seminar\.check"):
        seminar.ask(corpus, "lesson-1-e")


def test_a_task_without_an_answer_is_not_asked_and_says_why(corpus):
    gone = replace(corpus, documents=corpus.documents.filter(pl.col("year") > 2024))
    assert repr(seminar.ask(gone, "lesson-4-e")) == (
        "Not in this corpus: Task 4-e is about tass-2021, tass-2024, so it is not asked."
    )
    speaking = replace(corpus, documents=corpus.documents.filter(doc_id="tass-2024"))
    assert "Nothing here would be a right answer to task 1-d" in repr(
        seminar.ask(speaking, "lesson-1-d")
    )


def test_what_an_answer_is_computed_from_may_be_missing(corpus, tmp_path):
    shutil.copytree(corpus.folder / "codebook", tmp_path / "codebook")
    uncoded = replace(corpus, folder=tmp_path)
    assert "this corpus has no reference/positions" in repr(seminar.ask(uncoded, "lesson-5-a"))


def test_the_shipped_corpus_has_an_answer_to_every_task(corpus):
    boxes = [seminar.ask(corpus, name) for name, task in TASKS.items() if task.kind != "frame"]
    assert not [box for box in boxes if isinstance(box, Lack)]
