"""One sentence read for its positions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import cases
from workbench.issues.positions import Match, Sentence, form_of, read_sentence

CASES = cases(__file__)

OPERATORS = {
    "supports": "support", "support": "support", "supported": "support", "supporting": "support",
    "welcomes": "welcome", "welcomed": "welcome", "welcoming": "welcome", "welcome": "welcome",
    "agreed": "agree", "affirm": "affirm", "affirmed": "affirm", "says": "state", "said": "state",
    "will": "will", "readiness": "intend",
}  # fmt: skip
ACTORS = {name: name for name in ("North", "South", "they")} | {"They": "they"}
ACTORS |= {"Both": "both sides", "both": "both sides", "The statement": "both sides"}
ACTORS["the statement"] = "both sides"
NOT_AFTER = ("of", "in", "with")


def found(text, words):
    places = re.finditer(r"[Tt]he statement|\w+(?:’s)?", text)
    folded = [(place.span(), place[0].removesuffix("’s")) for place in places]
    return [Match(*span, words[word]) for span, word in folded if word in words]


def sentence(text, base=0):
    """Read a sentence of made-up words; clauses end at semicolons."""
    clauses = [match.span() for match in re.finditer(r"[^;\s][^;]*;?", text)]
    matches = {
        "operator": found(text, OPERATORS),
        "actor": found(text, ACTORS),
        "anchor": found(text, {"Charter": "Charter"}),
        "qualifier": found(text, {"full": "full", "early": "early"}),
        "name": found(text, {"Lake": "Lake"}),
    }
    moved = {
        kind: [Match(one.start + base, one.end + base, one.value) for one in here]
        for kind, here in matches.items()
    }
    return Sentence(text, base, [(a + base, b + base) for a, b in clauses], moved, NOT_AFTER)


def read(text, reporting=("state",)):
    rows = read_sentence(sentence(text), reporting)
    return [(row["actor"], row["operator"], row["embedded"], row["object"]) for row in rows]


@pytest.mark.parametrize(("text", "rows"), CASES["positions"])
def test_who_takes_which_position_on_what(text, rows):
    assert [list(row) for row in read(text)] == rows


@pytest.mark.parametrize(("text", "rows"), CASES["objects"])
def test_objects_are_whole(text, rows):
    assert [list(row) for row in read(text)] == rows


@pytest.mark.parametrize(("text", "rows"), CASES["frames"])
def test_a_reporters_frame_is_no_position(text, rows):
    assert [list(row) for row in read(text)] == rows


def test_in_a_full_statement_a_verb_of_saying_is_a_position():
    text = "North said that South will sail."
    assert read(text) == [("South", "will", [], "sail")]
    assert read(text, ()) == [("North", "state", ["will"], "that South will sail")]


@pytest.mark.parametrize(("text", "rows"), CASES["others"])
def test_a_verb_that_belongs_to_another_is_not_the_actors(text, rows):
    assert [list(row) for row in read(text)] == rows


@pytest.mark.parametrize(
    ("text", "negation", "printed"),
    [
        ("North does not support it.", "does not", "does not support"),
        ("North cannot support it.", "cannot", "cannot support"),
        ("North agreed not to sail.", "", "agreed"),
        ("North supports those who do not sail.", "", "supports"),
    ],
)
def test_only_words_before_the_verb_negate_it(text, negation, printed):
    (row,) = read_sentence(sentence(text))
    assert (row["negation"], row["operator_text"]) == (negation, printed)


def test_legal_bases_qualifiers_and_name_are_those_of_the_passage():
    text = "North supports full use of the Lake under the Charter and welcomes early talks."
    rows = read_sentence(sentence(text))
    told = [(row["legal_anchors"], row["qualifiers"], row["name_used"]) for row in rows]
    assert told == [(["Charter"], ["full"], "Lake"), ([], ["early"], "")]


def test_the_form_by_which_verbs_are_joined():
    words = ("highly appreciates", "reiterated its support", "will", "stress", "aim to", "saying")
    assert [form_of(each) for each in words] == ["s", "ed", "to", "", "to", "ing"]


words = st.lists(
    st.sampled_from(
        [*OPERATORS, *ACTORS, *"the plan to not and of talks, sea; Lake full “now now,”".split()]
    ),
    min_size=1,
    max_size=14,
)


@given(words, st.integers(0, 50))
def test_every_passage_stands_where_it_says(parts, base):
    text = " ".join(parts) + "."
    rows = read_sentence(sentence(text, base), ("state",))
    for row in rows:
        assert text[row["start"] - base : row["end"] - base] == row["text"]
        printed = text[row["operator_start"] - base : row["operator_end"] - base]
        assert printed == row["operator_text"]
        assert row["start"] <= row["operator_start"] < row["operator_end"] <= row["end"]
        assert row["object"] in text
    starts = [row["operator_start"] for row in rows]
    assert starts == sorted(set(starts))


@given(words)
def test_no_verb_is_read_twice(parts):
    text = " ".join(parts) + "."
    rows = read_sentence(sentence(text), ("state",))
    assert sum(1 + len(row["embedded"]) for row in rows) <= len(found(text, OPERATORS))
