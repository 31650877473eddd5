"""Answers are judged, and typical errors are named."""

import re
from dataclasses import replace

import polars as pl
import pytest

from tests.seminar.given import as_given, gives_away
from workbench import seminar
from workbench.errors import WorkbenchError
from workbench.seminar import TASKS
from workbench.seminar.task import KINDS

EVERY = sorted(TASKS)


def test_every_kind_of_answer_is_asked_for_somewhere():
    assert {task.kind for task in TASKS.values()} == set(KINDS)


@pytest.mark.parametrize("name", [name for name in EVERY if TASKS[name].kind != "rule"])
def test_the_answer_computed_from_the_corpus_is_right(corpus, name):
    task = TASKS[name]
    said = seminar.check(corpus, name, as_given(task.answer(corpus)))
    assert said.right
    assert said.text == f"Right. {task.why}"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("lesson-1-a", 0),
        ("lesson-1-b", "971"),
        ("lesson-1-b", 965),
        ("lesson-1-c", "TASS 2024"),
        ("lesson-1-d", ["tass-2021", "The Investor 2024"]),
        ("lesson-2-a", "51,8 %"),
        ("lesson-2-b", {"vov-2025"}),
        ("lesson-2-c", ["tass-2021", "investor-2024", "tass-2024", "vov-2025"]),
        ("lesson-2-d", "speaker"),
        ("lesson-2-e", "(?:statement|document) (?:says|underscores|reads|states|notes)"),
        ("lesson-2-e", r"\w+ment (?:notes|reads|states|says|underscores)"),
        ("lesson-3-a", ["tass-2021", "tass-2024"]),
        ("lesson-3-b", "highly appreciates"),
        ("lesson-3-c", 4.7),
        ("lesson-3-d", r"(?:with|against|any) third \w+"),
        ("lesson-4-a", "of-the-text"),
        ("lesson-4-b", "TASS 2024"),
        ("lesson-4-c", ["The Investor 2024"]),
        ("lesson-4-d", 4),
        ("lesson-4-e", ["press-2021", "war-2025", "told-2024"]),
        ("lesson-5-a", "4"),
        ("lesson-5-b", ["principles together", "legitimate interests"]),
        ("lesson-5-c", "blocked"),
        ("lesson-5-d", ["safety", "freedom"]),
        ("lesson-5-e", ["highly appreciate", "welcome", "note"]),
        ("lesson-6-a", "tass-2024"),
        ("lesson-6-b", "15,5"),
        ("lesson-6-c", 4.5),
        ("lesson-6-d", ["full stop and semicolon", "full stop and semicolon, with headings"]),
        ("lesson-6-e", ["longer", "semicolons"]),
        ("lesson-7-a", "nuclear (?:power|science|technology)|atomic energy"),
        ("lesson-7-b", "VOVWORLD 2025"),
        ("lesson-7-c", ["p5", "p7"]),
        ("lesson-7-d", "-0.11"),
        ("lesson-7-d", -0.1),
        ("lesson-7-e", ["examples", "differences"]),
    ],
)
def test_answers_worked_out_by_hand_are_right(corpus, name, answer):
    assert seminar.check(corpus, name, answer).right


@pytest.mark.parametrize(
    ("name", "answer", "error"),
    [
        ("lesson-1-a", 2, "You counted the teasers as well"),
        ("lesson-1-b", 1885, "You counted the whole file"),
        ("lesson-1-b", 850, "what is cut, not what is kept"),
        ("lesson-1-b", 1035, "headline, summary and caption"),
        ("lesson-1-c", ["tass-2024", "investor-2024"], "only in teasers"),
        ("lesson-1-d", ["tass-2021", "investor-2024", "tass-2024"], "the adjective only"),
        ("lesson-2-a", 48.2, "does not stand between"),
        ("lesson-2-b", ["vov-2025", "vgp-2025"], "around names"),
        ("lesson-2-d", "statement", "would it say “I”?"),
        ("lesson-2-e", "document|statement", "either noun"),
        ("lesson-3-a", ["tass-2024", "vov-2025"], "two newsrooms"),
        ("lesson-3-b", "acknowledged", "the verb of the digest"),
        ("lesson-3-c", 3, "You gave the count"),
        ("lesson-3-c", 6.3, "the headings are the editor's"),
        ("lesson-3-d", r"third \w+", "information campaigns"),
        ("lesson-4-a", "of-the-statement", "a text that is not in the corpus"),
        ("lesson-4-a", "of-the-agency", "You gave a motive"),
        ("lesson-4-b", ["tass-2021", "tass-2024"], "no other witness is here"),
        ("lesson-4-c", "tass-2024", "the adjective stands"),
        ("lesson-4-d", 10, "every empty cell"),
        ("lesson-4-d", 6, "the terms that the statement lacks"),
        ("lesson-4-e", ["press-2021"], "too careful"),
        ("lesson-5-a", 2, "the rung of the digest's verb"),
        ("lesson-5-a", 3, "the verb of the second half"),
        ("lesson-5-b", ["balanced and objective", "peaceful"], "what the digest kept"),
        ("lesson-5-c", "change over time", "What else differs"),
        ("lesson-5-d", ["security", "restraint", "force", "peaceful"], "words that both have"),
        ("lesson-5-e", "support", "on which ladder it is"),
        ("lesson-6-a", ["tass-2021", "investor-2024", "vgp-2025", "vov-2025"], "beyond the scale"),
        ("lesson-6-b", 31.0, "something is taken away"),
        ("lesson-6-b", 26.2, "with its long sentences"),
        ("lesson-6-c", 21.7, "the grade after the change"),
        ("lesson-6-c", 3.3, "the distance to the digest"),
        (
            "lesson-6-d",
            ["full stop", "full stop, with headings"],
            "the question asks for the digest",
        ),
        ("lesson-6-e", ["longer", "semicolons", "purpose"], "gives a purpose"),
        ("lesson-7-a", "nuclear|atomic", "one on weapons"),
        ("lesson-7-a", "nuclear", "You thought of one word"),
        ("lesson-7-b", ["investor-2024", "vgp-2025", "vov-2025"], "still found"),
        ("lesson-7-c", ["p3", "p6", "p8", "p9", "p10", "p11", "p12"], "On these they agree"),
        ("lesson-7-d", 0.8, "due to chance is still in it"),
        ("lesson-7-d", -0.02, "divide by what was left"),
        ("lesson-7-e", ["examples", "differences", "kappa"], "takes agreement for truth"),
    ],
)
def test_typical_errors_are_named(corpus, name, answer, error):
    said = seminar.check(corpus, name, answer)
    assert not said.right
    assert said.text.startswith("Not yet. ")
    assert error in said.text


@pytest.mark.parametrize("name", EVERY)
def test_a_typical_error_is_an_error_and_says_so_in_its_own_words(corpus, name):
    task = TASKS[name]
    for wrong in task.wrong:
        value, right = wrong.value(corpus), task.answer(corpus)
        assert wrong.says
        if task.kind == "number":
            assert abs(value - right) > task.tolerance
        elif task.kind == "choice":
            assert value != right
            assert value <= set(task.options(corpus))
        else:
            assert not value.select(right.columns).equals(right)


@pytest.mark.parametrize(
    ("name", "answer", "message"),
    [
        ("lesson-9", 1, "No task 'lesson-9'; choose lesson-1-a, lesson-1-b"),
        ("lesson-1-a", "two", "lesson-1-a asks for a number, such as 12 or 3.5; you gave 'two'."),
        ("lesson-1-a", True, "asks for a number; you gave yes or no"),
        ("lesson-1-a", "nan", "asks for a number"),
        ("lesson-1-a", None, "you gave nothing"),
        ("lesson-1-c", ["tass-1999"], "unknown choice 'tass-1999'; choose tass-2021"),
        ("lesson-1-c", [], "choose at least one of"),
        ("lesson-1-c", 3, "asks you to choose; you gave a number"),
        ("lesson-1-e", 3, "asks for a Polars frame; you gave a number"),
        ("lesson-1-e", pl.DataFrame({"x": [1]}), "your frame lacks the column doc_id; it has x"),
        ("lesson-3-d", "(third", "lesson-3-d: '(third' is not a valid pattern"),
        ("lesson-3-d", " ", "asks for the pattern of a rule"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(corpus, name, answer, message):
    with pytest.raises(WorkbenchError, match=re.escape(message)) as caught:
        seminar.check(corpus, name, answer)
    if name in TASKS and TASKS[name].kind != "choice":  # whose message lists all choices
        assert not gives_away(TASKS[name], corpus, str(caught.value))


@pytest.mark.parametrize("name", EVERY)
def test_without_a_document_a_task_is_judged_or_says_what_is_missing(corpus, name):
    for doc_id in corpus.documents["doc_id"]:
        rest = replace(
            corpus,
            **{
                frame: getattr(corpus, frame).filter(pl.col("doc_id") != doc_id)
                for frame in ("documents", "paragraphs", "sentences", "tokens", "quotes")
            },
        )
        task = TASKS[name]
        given = {"number": -5, "choice": list(task.options(rest))[:1], "rule": "nuclear"}
        given["frame"] = rest.paragraphs
        if doc_id in task.about:
            said = seminar.check(rest, name, given[task.kind])
            short = name.removeprefix("lesson-")
            assert repr(said) == (
                f"Not in this corpus: Task {short} is about {doc_id}, so it is not asked."
            )
        else:
            assert seminar.check(rest, name, given[task.kind]).text
