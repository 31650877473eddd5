"""Shares, passages, gaps and trials, on texts of a few lines and on the shipped ones."""

from itertools import combinations

import polars as pl
import pytest

import workbench as wb
from workbench.corpus.match import mentions
from workbench.emphasis import measure
from workbench.emphasis.measure import (
    claimed,
    emphasis,
    no_test,
    passages,
    rule_counts,
    smallest_p,
    trial,
    uncoded,
)
from workbench.errors import Missing, WorkbenchError
from workbench.schema import dtypes

#: Two points; the first has two sentences (4 and 3 words), the second one of 5 words.
POINTS = "1. They saw the sea. It was cold.\n\n2. A fire, “a sea,” again.\n"
UNITS = {"provision": ((2, 2), (1, 2)), "sentence": ((2, 3), (1, 3)), "words": ((9, 12), (5, 12))}


@pytest.fixture(scope="module")
def two(make):
    return make({"a": POINTS, "b": "They met in the house.\n"}, genre=["digest", "statement"])


def shares(corpus, book, unit="provision", **options):
    rows = emphasis(corpus, mentions(corpus, book), book, unit, **options)
    return {(row["doc_id"], row["topic"]): row for row in rows.iter_rows(named=True)}


@pytest.mark.parametrize("unit", UNITS)
def test_count_and_denominator_of_each_unit(two, small, unit):
    at, (sea, fire) = shares(two, small, unit), UNITS[unit]
    assert (at["a", "sea"]["n"], at["a", "sea"]["n_units"]) == sea
    assert (at["a", "fire"]["n"], at["a", "fire"]["n_units"]) == fire
    assert at["a", "fire"]["share"] == fire[0] / fire[1]
    assert at["a", "sea"]["n_mentions"] == 2
    assert at["a", "sea"]["per_1000"] == pytest.approx(2000 / 12)


def test_silence_is_a_row_and_says_what_it_means(two, small, make):
    at = shares(two, small)
    assert len(at) == 2 * 3
    assert at["a", "fire"]["finding"] == "1 of 2 provisions"
    assert at["a", "snow"]["finding"] == "not in this press text: 0 of 2 provisions"
    assert at["b", "snow"]["finding"] == "not in the text as published: 0 of 1 provisions"
    unknown = make({"a": POINTS}, genre="unknown")
    assert shares(unknown, small)["a", "snow"]["finding"].startswith("not in this text: 0 of 2")


def test_what_was_read_whole_has_no_interval():
    assert not {"low", "high", "method"} & set(dtypes("emphasis"))


def test_a_voice_leaves_the_denominator_as_it_is(two, small):
    at = shares(two, small, voices=["quoted"])
    assert (at["a", "sea"]["n"], at["a", "sea"]["n_units"]) == (1, 2)
    assert at["a", "fire"]["n"] == 0


def test_a_lending_heading_codes_every_sentence_but_is_no_mention(make, small):
    at = shares(make({"a": "Of the sea\n\nThey met. They left.\n"}), small, "sentence")
    assert (at["a", "sea"]["n"], at["a", "sea"]["n_mentions"]) == (2, 0)


def test_a_document_without_body(make, small):
    corpus = make({"a": "Of the sea\n", "b": "They met.\n"})
    for unit in ("provision", "words"):
        row = shares(corpus, small, unit)["a", "sea"]
        assert (row["finding"], row["share"], row["per_1000"]) == ("no body text", None, None)


def test_the_shipped_shares(study):
    rows = study.emphasis
    assert dict(rows.schema) == dtypes("emphasis")
    assert rows.height == 5 * 16 * 3
    assert rows["topic"].head(16).to_list() == study.codebook.topics["topic"].to_list()
    assert rows["doc_id"].unique(maintain_order=True).equals(study.corpus.documents["doc_id"])


def test_the_lesson_on_selection(study):
    """Ukraine: about 2 % of the words of the 2025 statement, and 11 % of those of its digest."""
    rows = study.shares("words").filter(topic="ukraine")
    share = dict(rows.select("doc_id", "share").iter_rows())
    assert round(share["vgp-2025"], 2) == 0.02
    assert round(share["vov-2025"], 2) == 0.11


# --- two documents ---


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        (["tass-2021"], ["tass-2024"], "a difference shows its selection"),
        (["vgp-2025"], ["vov-2025"], "what a witness selected"),
    ],
)
def test_what_a_difference_means_is_said(corpus, left, right, said):
    assert said in claimed(corpus, left, right)


def test_a_pair_that_proves_nothing_is_shown_only_if_asked_for(corpus):
    for left, right in ((["tass-2021"], ["vgp-2025"]), (["tass-2024"], ["tass-2021", "vov-2025"])):
        with pytest.raises(Missing, match="emphasis can be compared here"):
            claimed(corpus, left, right)
        assert "because the reader asked" in claimed(corpus, left, right, override=True)


@pytest.mark.parametrize(("left", "right"), [([], ["tass-2021"]), (["tass-2021"], ["tass-2021"])])
def test_sides_that_are_no_sides(corpus, left, right):
    with pytest.raises(WorkbenchError, match="a document on each side"):
        claimed(corpus, left, right)


@pytest.mark.parametrize(
    ("left", "right", "expected"), [(1, 4, 0.20), (2, 3, 0.10), (3, 3, 0.05), (2, 5, 1 / 21)]
)
def test_the_smallest_p_of_a_permutation_test(left, right, expected):
    assert smallest_p(left, right) == smallest_p(right, left) == pytest.approx(expected)
    assert round(1 / expected) == len(list(combinations(range(left + right), left)))


def test_whether_a_test_can_be_made_is_said_with_its_arithmetic():
    assert no_test(1, 1).startswith(
        "No test can be made: two documents fall into groups of 1 and 1"
    )
    assert no_test(3, 3).startswith("A test could be made: six documents")


# --- a codebook at work ---


def test_what_to_mark_stands_in_the_text(make, small):
    made = make({"a": "Of the sea\n\nThey met.\n\nThe fire is “at sea” and the sea is not wide.\n"})
    found = mentions(made, small)
    rows = passages(made, found, "a", "sea")
    assert rows.select("para_no", "provision", "section").rows() == [
        (2, "¶2", "Of the sea"),
        (3, "¶3", "Of the sea"),
    ]
    lent, marked = rows["marks"].to_list()
    assert lent == []
    text = rows["text"][1]
    assert [text[mark["start"] : mark["end"]] for mark in marked] == ["sea", "the sea"]
    assert rows["why"][0] == "the heading lends it (heading: sea)"
    assert "sea (quoted)" in rows["why"][1]
    assert passages(made, found, "a", "sea", ["quoted"])["para_no"].to_list() == [3]
    assert passages(made, found, "a", "snow").is_empty()


def test_a_negation_is_shown_with_the_rule(make, small):
    made = make({"a": "They do not fear the fire that burns in the harbour.\n"})
    assert passages(made, mentions(made, small), "a", "fire")["why"].to_list() == [
        "fire (reported, after “not”)"
    ]


def test_every_passage_behind_a_shipped_mark(study):
    for doc_id in study.corpus.documents["doc_id"]:
        for topic in study.labels:
            rows = passages(study.corpus, study.mentions, doc_id, topic)
            coded = study.mentions.filter(pl.col("topic") == topic, doc_id=doc_id)
            assert rows.height == coded["para_no"].n_unique()


def test_rules_that_never_match_or_never_count_alone_and_provisions_without_topic(make, small):
    text = (
        "1. They saw the sea frost. They saw a fire.\n\n2. They met in the house.\n\nThey left.\n"
    )
    made = make({"a": text})
    found = mentions(made, small)
    rows = rule_counts(made, found, small)
    assert rows.select("rule", "n_hits", "n_mentions", "verdict").rows() == [
        ("sea", 1, 0, "never counted alone"),
        ("sea frost", 1, 1, ""),
        ("on sea", 1, 0, "never counted alone"),
        ("heading: sea", 0, 0, "never matches"),
        ("fire", 1, 1, ""),
        ("ash", 0, 0, "never matches"),
        ("snow", 0, 0, "never matches"),
    ]
    assert uncoded(made, found).select("provision", "n_words", "text").rows() == [
        ("2", 7, "2. They met in the house.\nThey left.")
    ]


def test_the_shipped_rules_for_text_all_match(study):
    rows = rule_counts(study.corpus, study.mentions, study.codebook)
    assert rows.filter(pl.col("scope") == "text", verdict="never matches").is_empty()


def test_gains_and_losses_of_a_changed_codebook(make, small):
    made = make(
        {
            "a": "They saw a fire in the harbour of the town.\n\n"
            "They saw the ash and the snow on the harbour.\n"
        }
    )
    study = wb.Emphasis(made, small)
    assert trial(made, study.mentions, study.changed("fire", pattern="a fire|harbour")).is_empty()
    bare = wb.Emphasis(made, study.changed("ash"))
    rows = trial(made, study.mentions, bare.changed("snow", pattern="snow|fire", example="snow"))
    assert rows.select("change", "topic", "para_no", "matches").rows() == [
        ("gained", "snow", 1, "snow: fire"),
        ("lost", "fire", 2, "ash: ash"),
    ]
    assert rows["text"][1].startswith("They saw the ash")


def test_a_trial_changes_nothing(study):
    before, found = study.codebook.rules.clone(), study.mentions.clone()
    rows = trial(study.corpus, found, study.changed("ASEAN", pattern="asean|apec"))
    assert study.codebook.rules.equals(before)
    assert measure.mentions(study.corpus, study.codebook).equals(found)
    assert rows.filter(change="gained").is_empty()
