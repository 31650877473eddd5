"""Answers are judged, typical errors are named, and nothing that is said gives the answer away."""

import re

import polars as pl
import pytest

import workbench as wb
from tests.made import cases
from tests.seminar.given import as_given, gives_away, wrong_answers
from workbench.errors import Missing, WorkbenchError
from workbench.seminar import tasks

CASES = cases(__file__)

TASKS = tasks()
EVERY = sorted(TASKS)
TRIES = (1, 2, 3, 4)
check = wb.seminar.check


def test_every_kind_of_answer_is_asked_for_and_every_lesson_has_tasks():
    assert {task.kind for task in TASKS.values()} == {"number", "choice", "frame", "rule"}
    assert {name[0] for name in EVERY} == set("1234567")


@pytest.mark.parametrize("name", [name for name in EVERY if TASKS[name].kind != "rule"])
def test_the_answer_computed_from_the_corpus_is_right(corpus, name):
    task = TASKS[name]
    said = check(corpus, name, as_given(task.right(corpus)))
    assert said.right
    assert said.text == f"Right. {task.why}"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("1-a", 0),
        ("1-b", "971"),
        ("1-b", 965),
        ("1-c", "TASS 2024"),
        ("1-d", ["tass-2021", "The Investor 2024"]),
        ("2-a", "51,8 %"),
        ("2-b", {"vov-2025"}),
        ("2-c", ["tass-2021", "investor-2024", "tass-2024", "vov-2025"]),
        ("2-d", "speaker"),
        ("2-e", "(?:statement|document) (?:says|underscores|reads|states|notes)"),
        ("2-e", r"\w+ment (?:notes|reads|states|says|underscores)"),
        ("3-a", ["kept", "gone"]),
        ("3-b", "highly appreciates"),
        ("3-c", 4.7),
        ("3-d", r"(?:with|against|any) third \w+"),
        ("3-e", ["tass-2021", "tass-2024"]),
        ("4-a", "of-the-text"),
        ("4-b", "TASS 2024"),
        ("4-c", ["The Investor 2024"]),
        ("4-d", 4),
        ("4-e", ["press-2021", "war-2025", "told-2024"]),
        ("5-a", "4"),
        ("5-b", ["principles together", "legitimate interests"]),
        ("5-c", "gone"),
        ("5-d", ["safety", "freedom"]),
        ("5-e", ["highly appreciate", "welcome", "note"]),
        ("6-a", "tass-2024"),
        ("6-b", "15,5"),
        ("6-c", 4.5),
        ("6-d", ["full stop and semicolon", "full stop and semicolon, with headings"]),
        ("6-e", ["longer", "semicolons"]),
        ("7-a", "nuclear (?:power|science|technology)|atomic energy"),
        ("7-b", "VOVWORLD 2025"),
        ("7-c", ["p5", "p7"]),
        ("7-d", "-0.11"),
        ("7-d", "−0,1"),
        ("7-e", ["examples", "differences"]),
    ],
)
def test_answers_worked_out_by_hand_are_right(corpus, name, answer):
    assert check(corpus, name, answer).right


@pytest.mark.parametrize(("name", "answer", "error"), CASES["wrong"])
def test_wrong_numbers_worked_out_by_hand_are_known(corpus, name, answer, error):
    assert error in check(corpus, name, answer).text


@pytest.mark.parametrize("name", EVERY)
def test_typical_errors_are_named(corpus, name):
    task = TASKS[name]
    for wrong in task.wrong:
        rule = task.kind == "rule"
        given = wrong.value[1] if rule else as_given(task.mistaken(corpus, wrong))
        said = check(corpus, name, given)
        assert not said.right
        assert said.text.startswith(f"Not yet. {wrong.says} ")


@pytest.mark.parametrize("name", EVERY)
def test_a_typical_error_is_an_error(corpus, name):
    task = TASKS[name]
    right = task.right(corpus)
    for wrong in task.wrong:
        value = task.mistaken(corpus, wrong)
        if task.kind == "number":
            assert abs(value - right) > task.tolerance
        elif task.kind == "choice":
            assert value != right
            assert value <= set(task.offered(corpus))
        else:
            assert not value.select(right.columns).equals(right)


@pytest.mark.parametrize("name", [name for name in EVERY if TASKS[name].one])
def test_where_one_can_be_chosen_one_is_right(corpus, name):
    assert len(TASKS[name].right(corpus)) == 1


# --- what is said of a choice, a frame and a rule ---


def test_a_choice_says_how_many_do_not_belong_and_not_which(corpus):
    said = check(corpus, "3-e", ["tass-2021", "investor-2024", "vov-2025"]).text
    assert "2 of your 3 do not belong." in said
    assert "Something is missing." in said
    assert not any(name in said for name in corpus.labels.values())


def test_a_frame_is_known_by_its_key_in_any_order_and_with_more_columns(corpus):
    body = corpus.paragraphs.filter(pl.col("zone") == "body", doc_id="investor-2024")
    assert check(corpus, "1-e", body.reverse()).right
    assert check(corpus, "1-e", body.cast({"para_no": pl.Int64})).right


def test_a_frame_with_rows_that_do_not_belong_is_shown_one(corpus):
    lines = corpus.paragraphs.filter(pl.col("zone") == "title", doc_id="investor-2024")
    said = check(corpus, "1-e", lines).text
    assert "rows that do not belong, for example doc_id investor-2024, para_no 1." in said


def test_rows_that_are_missing_or_there_twice_are_said(corpus):
    body = corpus.paragraphs.filter(pl.col("zone") == "body", doc_id="investor-2024")
    assert "Something is missing." in check(corpus, "1-e", body.tail(2)).text
    assert "a row twice" in check(corpus, "1-e", pl.concat([body, body.head(1)])).text


def test_a_rule_is_shown_a_sentence_that_does_not_belong(corpus):
    said = check(corpus, "3-d", "third|nuclear").text
    assert "Your rule matches in 12 sentences of the bodies." in said
    assert "One does not belong (TASS 2021, ¶ 17): “in this context" in said


def test_a_rule_that_finds_too_little_hears_that(corpus):
    said = check(corpus, "3-d", "third sides?").text
    assert "matches in 1 sentence of" in said
    assert "Something is missing." in said


@pytest.mark.parametrize(
    ("name", "answer", "message"),
    [
        ("9", 1, "No task '9'; choose 1-a, 1-b"),
        ("1-a", "two", "Task 1-a asks for a number, such as 12 or 3.5; you gave 'two'."),
        ("1-a", True, "asks for a number, such as 12 or 3.5; you gave 'True'."),
        ("1-a", "nan", "asks for a number"),
        ("1-a", None, "you gave 'None'"),
        ("1-c", ["tass-1999"], "unknown choice 'tass-1999'; choose tass-2021"),
        ("1-c", [], "choose at least one of"),
        ("1-c", 3, "asks for a choice; you gave '3'"),
        ("1-e", 3, "asks for a Polars frame; you gave '3'"),
        ("1-e", pl.DataFrame({"x": [1]}), "your frame lacks the column doc_id; it has x"),
        ("3-d", "(third", "'(third' is not a valid pattern"),
        ("3-d", " ", "asks for the pattern of a rule"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(corpus, name, answer, message):
    with pytest.raises(WorkbenchError, match=re.escape(message)) as caught:
        check(corpus, name, answer)
    if name in TASKS and TASKS[name].kind != "choice":  # whose message lists all choices
        assert not gives_away(TASKS[name], corpus, str(caught.value))


# --- help, and no more than help ---


@pytest.mark.parametrize("name", EVERY)
def test_each_wrong_try_opens_the_next_hint(corpus, name):
    task = TASKS[name]
    wrong = wrong_answers(task, corpus)[0]
    told = [check(corpus, name, wrong, tries).text for tries in TRIES]
    for text, hint in zip(told, (*task.hints, task.hints[-1]), strict=True):
        assert hint in text
    assert len(set(told)) == len(task.hints)


@pytest.mark.parametrize("tries", TRIES)
@pytest.mark.parametrize("name", EVERY)
def test_no_message_holds_the_answer(corpus, name, tries):
    task = TASKS[name]
    for wrong in wrong_answers(task, corpus):
        said = check(corpus, name, wrong, tries)
        assert not said.right, wrong
        assert not gives_away(task, corpus, said.text), said.text
        assert not gives_away(task, corpus, said.html().split("</style>")[1])


def test_the_test_for_leaks_sees_one(corpus):
    assert gives_away(TASKS["1-b"], corpus, "It is 971.")
    assert gives_away(TASKS["1-a"], corpus, "It is 0.")
    assert gives_away(TASKS["3-e"], corpus, "TASS 2021 and tass-2024")
    assert gives_away(TASKS["3-d"], corpus, "third (?:party)")


@pytest.mark.parametrize("name", EVERY)
def test_neither_question_nor_repr_holds_the_answer(corpus, name):
    task = TASKS[name]
    assert not gives_away(task, corpus, task.question.replace("1,000", ""))
    assert repr(task) == f"Task {name}: {task.question}"


# --- other corpora ---


@pytest.fixture(scope="module")
def lacking(corpus, tmp_path_factory):
    """Give the corpus without each of its documents."""
    every = tmp_path_factory.mktemp("lacking")
    return {doc_id: wb.load(without(corpus, doc_id, every / doc_id)) for doc_id in corpus.labels}


def without(corpus, doc_id, folder):
    """Make a corpus folder that shares all files but those of one document."""
    (folder / "raw").mkdir(parents=True)
    for part in ("codebook", "reference", "glossary.toml"):
        (folder / part).symlink_to(corpus.folder / part)
    head, *entries = (corpus.folder / "manifest.toml").read_text("utf-8").split("[[document]]\n")
    kept = [entry for entry in entries if f'doc_id = "{doc_id}"' not in entry]
    assert len(kept) == len(entries) - 1
    (folder / "manifest.toml").write_text("[[document]]\n".join([head, *kept]), "utf-8")
    for other in corpus.labels:
        if other != doc_id:
            (folder / "raw" / f"{other}.txt").symlink_to(corpus.folder / "raw" / f"{other}.txt")
    return folder


@pytest.mark.parametrize("name", EVERY)
def test_without_a_document_a_task_is_judged_or_says_what_is_missing(corpus, lacking, name):
    task = TASKS[name]
    given = {"number": -5, "rule": "nuclear", "frame": corpus.paragraphs}
    for doc_id, rest in lacking.items():
        answer = list(task.offered(rest))[:1] if task.kind == "choice" else given[task.kind]
        if doc_id in task.about:
            wanted = f"^{doc_id}. Task {name} is about it, so it is not asked.$"
        elif (name, doc_id) == ("6-a", "tass-2024"):
            wanted = "^a right answer to task 6-a, so it is not asked.$"
        else:
            assert check(rest, name, answer).text
            continue
        with pytest.raises(Missing, match=wanted):
            check(rest, name, answer)
