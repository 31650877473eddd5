import re
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.figures.checks import Page
from workbench.corpus.words import known_words
from workbench.errors import WorkbenchError
from workbench.figures.texts import redline
from workbench.schema import dtypes
from workbench.wording.edits import (
    Codebook,
    Edits,
    Frame,
    Passage,
    Rule,
    diff,
    edits,
    kind_of,
    link_edits,
    mark,
    read_edits,
    tokens,
)

NOTHING = re.compile("(?!)")
#: Every kind of token, to be put together at random.
PIECES = (
    "the", "of", "sea", "peace", "law", "trade", "Viet", "Nam", "$5", "€5", "10,000", "10 000",
    "5 %", "5 percent", "(DOC)", "“free”", "May 9, 2025", "9 May 2025", "-3", "U.N.", "; and", "…",
)  # fmt: skip
passage = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map(" ".join)
generated = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def words_of(text):
    """Return the words of a text, folded."""
    end = pl.col("start") + pl.col("size")
    return known_words(pl.Series([text])).select("start", end.alias("end"), "word").rows()


def one(text, book):
    passage = Passage(text, 0, words_of(text), book)
    mark([passage], book)
    return passage


def rows_of(left, right, book):
    """Return the edits of two passages."""
    names = list(dtypes("edits"))[3:]
    found = link_edits(one(left, book), one(right, book), book)
    return [dict(zip(names, row, strict=True)) for row in found]


def changes(left, right, book):
    """Return kind and words of each change, without the space around them."""
    return [
        (row["kind"], row["left"].strip(), row["right"].strip())
        for row in rows_of(left, right, book)
        if row["op"] != "kept"
    ]


def kinds(left, right, book):
    return [kind for kind, *_ in changes(left, right, book)]


# --- laws ---


@generated
@given(passage, passage)
def test_edits_rebuild_both_sides_to_the_character(book, left, right):
    rows = rows_of(left, right, book)
    for side, whole in (("left", left), ("right", right)):
        there = sorted((row for row in rows if row[side]), key=lambda row: row[f"{side}_start"])
        assert "".join(row[side] for row in there) == whole
        assert all(whole[row[f"{side}_start"] : row[f"{side}_end"]] == row[side] for row in there)


@generated
@given(passage, passage)
def test_edits_are_numbered_as_they_are_shown(book, left, right):
    rows = rows_of(left, right, book)
    numbers = [row["edit_no"] for row in rows if row["op"] != "kept"]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [row["part_no"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["edit_no"] is None for row in rows if row["op"] == "kept")


@generated
@given(passage, passage)
def test_there_and_back_are_the_same_edits(book, left, right):
    there = Counter((row["kind"], row["left"], row["right"]) for row in rows_of(left, right, book))
    back = Counter((row["kind"], row["right"], row["left"]) for row in rows_of(right, left, book))
    assert there == back
    assert {row["op"] for row in rows_of(left, left, book)} == {"kept"}


@generated
@given(passage, passage)
def test_no_character_is_lost_in_a_redline(book, left, right):
    rows = pl.DataFrame(rows_of(left, right, book), schema=dtypes("edits"))
    moved = rows.filter(op="moved")["left"].str.join("").item()
    for formal, printed in ((False, right), (True, right), (True, left)):
        shown = Counter(Page(redline(rows, "A", "B", formal=formal)).text)
        lost = Counter(printed.replace(" ", "")) - shown - Counter(moved)
        assert not lost


# --- difference ---


def ops(left, right):
    sides = [tokens(side, 0, words_of(side), NOTHING) for side in (left, right)]
    return [op for op, *_ in diff(*sides)]


def test_an_island_of_function_words_joins_the_change():
    assert ops("red of the green sea", "blue of the grey sea") == ["reworded", "kept"]
    assert ops("the red", "the blue") == ["kept", "reworded"]
    assert ops("red, green sea", "blue, grey sea") == ["reworded", "kept", "reworded", "kept"]


def test_a_move_is_shown_as_a_move():
    found = ops("in the new year we plant trees", "we plant trees in the new year")
    assert found.count("moved") == 1
    assert set(found) == {"kept", "moved"}


def test_frequent_words_are_not_dropped():
    assert ops("the sea " * 150, "the sea " * 150 + "end") == ["kept", "added"]


def test_case_and_the_kind_of_quotation_mark_are_kept(book):
    assert kinds("The “sea” is ‘free’", "the \"sea\" is 'free'", book) == []


# --- kinds by the codebook ---


CASES = Path(__file__).parent / "cases" / "edits.tsv"


@pytest.mark.parametrize("case", CASES.read_text("utf-8").splitlines())
def test_an_edit_has_its_kind(book, case):
    """A kind (or *not* one) and two passages: beside it there are edits of form alone."""
    kind, left, right = case.split("\t")
    found = set(kinds(left, right, book))
    if kind.startswith("not "):
        assert kind.removeprefix("not ") not in found
    else:
        assert kind in found <= {kind, "form"}


def test_a_concept_of_one_side_only_is_scope(book):
    rows = rows_of("They speak of oil and gas.", "They speak of renewable energy.", book)
    changed = [row for row in rows if row["op"] != "kept"]
    assert [(row["kind"], row["rule"]) for row in changed] == [("scope", "concept: oil and gas")]


def test_a_phrase_covers_its_own_words_and_no_others():
    book = Codebook(Edits(rule=[Rule("form", "all", ["joint statement"])]))

    def named(left):
        return kind_of(
            book, one(left, book), one("it", book), ("reworded", 0, len(left.split()), 0, 1)
        )

    assert named("joint statement") == ("form", "joint statement")
    assert named("joint statement tides") == ("wording", "")


def test_without_a_codebook_there_are_wording_and_form(tmp_path):
    book = read_edits(tmp_path)
    assert kinds("it may go", "it shall go", book) == ["wording"]
    assert kinds("a sea", "the sea", book) == ["form"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('[[rule]]\nkind = "verb"\nmatch = "any"\nwords = ["may"]', "choose actor, commitment"),
        ('[[frame]]\npattern = "^says"\nexample = "It says"', "frame 1 does not match its example"),
    ],
)
def test_a_fault_of_the_codebook_is_one_sentence(tmp_path, written, message):
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "edits.toml").write_text(written)
    with pytest.raises(WorkbenchError, match=message):
        read_edits(tmp_path)


# --- reporter's frames ---


@pytest.mark.parametrize(
    ("framed", "frame"),
    [
        ("The document says that the sides will trade.", "The document says that"),
        ("The sides, according to the statement, will trade.", ", according to the statement,"),
        ("The sides will trade, the statement says.", ", the statement says"),
    ],
)
def test_a_reporters_frame_is_taken_off_and_shown_apart(book, framed, frame):
    found = changes(framed, "The sides will trade.", book)
    assert ("frame", frame, "") in found
    assert {kind for kind, *_ in found} <= {"frame", "form"}


def test_two_frames_are_set_against_each_other(book):
    left, right = "The document says that ships sail.", "It states that ships sail."
    assert changes(left, right, book) == [("frame", "The document says that", "It states that")]


def test_frames_of_own_rules():
    book = Codebook(Edits(frame=[Frame("^they claim ", "They claim x")]))
    assert changes("They claim ships sail", "Ships sail", book) == [("frame", "They claim", "")]


# --- edits of links ---


def test_edits_of_a_link(make, outcome):
    corpus = make(
        {
            "a": "Russia highly appreciates the balanced stance of Viet Nam on fishing.",
            "b": "Russia acknowledged the balanced stance of Vietnam on fishing and ships.",
        }
    )
    _, links, rows = outcome(corpus)
    assert links.height == 1
    assert rows.schema == dtypes("edits")
    shown = rows.drop_nulls("edit_no").select("op", "kind", "left", "right", "substantive")
    assert shown.rows() == [
        ("reworded", "commitment", "highly appreciates ", "acknowledged ", True),
        ("reworded", "form", "Viet Nam ", "Vietnam ", False),
        ("added", "wording", "", "and ships", False),
    ]


def test_links_of_the_sources_are_rebuilt(corpus, aligners, book):
    links = aligners["sentence"].links("vov-2025", "vgp-2025")
    rows = edits(links, corpus, book)
    for side in ("left", "right"):
        there = rows.drop_nulls(f"{side}_start").sort("link_no", f"{side}_start")
        whole = there.group_by("link_no", maintain_order=True).agg(pl.col(side).str.join(""))
        assert whole[side].to_list() == links[f"{side}_text"].to_list()
    change = rows.filter(pl.col("left") == "acknowledged ").select("right", "kind").row(0)
    assert change == ("highly appreciates ", "commitment")


def test_no_links_no_edits(corpus, aligners, book):
    links = aligners["sentence"].links("vov-2025", "vgp-2025").clear()
    assert edits(links, corpus, book).is_empty()
