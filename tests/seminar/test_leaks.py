"""A wrong try opens the next hint, and nothing that is said gives the answer away."""

import pytest

from tests.seminar.given import gives_away, wrong_answers
from workbench import seminar
from workbench.seminar import TASKS

EVERY = sorted(TASKS)
TRIES = (1, 2, 3, 4)


@pytest.mark.parametrize("name", EVERY)
def test_each_wrong_try_opens_the_next_hint(corpus, name):
    task = TASKS[name]
    wrong = wrong_answers(task, corpus)[0]
    told = [seminar.check(corpus, name, wrong, tries).text for tries in TRIES]
    for text, hint in zip(told, (*task.hints, task.hints[-1]), strict=True):
        assert hint in text
    assert len(set(told)) == len(task.hints)


@pytest.mark.parametrize("tries", TRIES)
@pytest.mark.parametrize("name", EVERY)
def test_no_message_holds_the_answer(corpus, name, tries):
    task = TASKS[name]
    for wrong in wrong_answers(task, corpus):
        said = seminar.check(corpus, name, wrong, tries)
        assert not said.right, wrong
        assert not gives_away(task, corpus, said.text), said.text
        assert not gives_away(task, corpus, said.html().split("</style>")[1])


def test_the_test_for_leaks_sees_one(corpus):
    assert gives_away(TASKS["lesson-1-b"], corpus, "It is 971.")
    assert gives_away(TASKS["lesson-1-a"], corpus, "It is 0.")
    assert gives_away(TASKS["lesson-3-a"], corpus, "TASS 2021 and tass-2024")
    assert gives_away(TASKS["lesson-3-d"], corpus, "third (?:party)")


@pytest.mark.parametrize("name", EVERY)
def test_neither_question_nor_repr_holds_the_answer(corpus, name):
    task = TASKS[name]
    assert not gives_away(task, corpus, task.question.replace("1,000", ""))
    assert repr(task) == f"Task {name}: {task.question}"
