"""The box for an answer without a browser."""

import json
import re

import pytest
from ipywidgets import Widget

import workbench as wb
from tests.made import RIVER, few
from workbench.errors import WorkbenchError
from workbench.explorer import Explorer
from workbench.seminar import tasks
from workbench.seminar.tasks import done

TASKS = tasks()


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def give(box, answer):
    return box.submit("main", "check", answer=answer)


def test_wrong_then_right(corpus):
    box = wb.seminar.ask(corpus, "1-a")
    said = give(box, "2")
    assert "You counted the teasers as well" in said
    assert TASKS["1-a"].hints[0] in said
    assert TASKS["1-a"].hints[1] in give(box, "3")
    said = give(box, "0")
    assert "✓ Right.</strong> If you count the file" in said
    assert "Lesson 1: one of five tasks answered, none at the first try." in said


def test_the_same_answer_again_is_no_new_try(corpus):
    box = wb.seminar.ask(corpus, "1-a")
    assert give(box, "2") == give(box, "2")
    assert TASKS["1-a"].hints[1] in give(box, "3")


def test_progress_counts_each_task_once_and_the_first_try(corpus):
    assert "one of five tasks answered, one at the first" in give(
        wb.seminar.ask(corpus, "1-a"), "0"
    )
    assert "one of five" in give(wb.seminar.ask(corpus, "1-a"), "0")
    said = give(wb.seminar.ask(corpus, "1-c"), ("tass-2024",))
    assert "two of five tasks answered, two at the first try." in said


def test_what_cannot_be_read_is_no_try(corpus):
    box = wb.seminar.ask(corpus, "1-a")
    assert "asks for a number" in give(box, "two")
    assert TASKS["1-a"].hints[0] in give(box, "2")


@pytest.mark.parametrize(("name", "nothing"), [("1-a", ""), ("1-c", ()), ("2-d", None)])
def test_nothing_given_is_asked_for(corpus, name, nothing):
    assert "Give an answer first" in give(wb.seminar.ask(corpus, name), nothing)


@pytest.mark.parametrize(("name", "kind"), [("1-a", "text"), ("1-c", "checks"), ("2-d", "radio")])
def test_one_is_chosen_by_radio_buttons_and_several_by_checkboxes_none_at_first(corpus, name, kind):
    panel = wb.seminar.ask(corpus, name).panes["main"].form.panel
    assert panel.fields[0]["kind"] == kind
    assert not panel.values["answer"]


def test_what_was_answered_stays(corpus):
    box = wb.seminar.ask(corpus, "1-c")
    assert "only in teasers" in give(box, ("tass-2024", "investor-2024"))
    assert len(box.panes["main"].form.panel.values["answer"]) == 2
    assert "Right." in give(box, ("tass-2024",))


def test_the_state_of_the_widgets_does_not_hold_the_answer(corpus):
    box = wb.seminar.ask(corpus, "1-b")
    panel = box.panes["main"].form.panel
    panel.receive({"press": "check", "values": {"answer": "1885"}})
    state = Widget.get_manager_state()["state"]
    text = json.dumps([state[panel.model_id]["state"], state[box.page.model_id]["state"]])
    assert "1885" in text
    assert not re.search(r"\b971\b", text)


def test_the_still_page_asks_and_does_not_tell(corpus):
    page = str(wb.seminar.ask(corpus, "1-c").still())
    assert "Task 1-c" in page
    assert "☐ The Investor 2024" in page
    assert "checked" not in page.replace("Check my answer", "")


def test_a_frame_has_no_box(corpus):
    with pytest.raises(WorkbenchError, match=r"give it to wb\.seminar\.check"):
        wb.seminar.ask(corpus, "1-e")


def test_other_texts_are_asked_what_they_can_answer(tmp_path):
    other = wb.load(few(tmp_path / "corpus", RIVER, f"{RIVER}\nThey will meet again.\n"))
    assert wb.seminar.ask(other, "4-e").title == (
        "Not in this corpus: tass-2021, tass-2024 and vgp-2025. Task 4-e is about them, so it is "
        "not asked."
    )
    assert wb.seminar.ask(other, "1-d").title == (
        "Not in this corpus: a right answer to task 1-d, so it is not asked."
    )
    assert isinstance(wb.seminar.ask(other, "7-d"), Explorer)


def test_the_shipped_corpus_has_an_answer_to_every_task(corpus):
    boxes = [wb.seminar.ask(corpus, name) for name, task in TASKS.items() if task.kind != "frame"]
    assert [box for box in boxes if not isinstance(box, Explorer)] == []
