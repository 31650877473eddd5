import polars as pl
import pytest

from workbench.analysis.emphasis import mentions
from workbench.analysis.issues import coverage, notice
from workbench.schemas import mismatches

GENRES = ["statement", "digest", "report"]
TEXTS = {
    "a": "Both affirmed the law of the Blue Lake, for all of its fish.",
    "b": "They said that “the Blue Lake has fish” and that fish has a law.\n\nA law on trade was signed by both of them.",
    "c": "They met in the harbour and spoke of the law of the sea.",
}  # fmt: skip


@pytest.fixture
def rows(make, lake):
    corpus = make(TEXTS, genre=GENRES, publisher=["Portal", "Gazette", "Herald"])
    return coverage(corpus, lake, mentions(corpus, lake.codebook))


def test_every_document_has_every_term(rows):
    assert rows.height == 3 * 5
    assert rows["term"].to_list() == ["blue lake", "grey lake", "pact", "fish", "law"] * 3
    assert mismatches("coverage", rows, rows["doc_id"].dtype) == []


def test_the_best_voice_is_the_status_and_every_voice_is_counted(rows):
    counts = ("term", "status", "n", "n_stated", "n_quoted", "n_reported", "n_elsewhere")
    assert rows.filter(doc_id="a", term="fish").select(counts).row(0) == (
        "fish",
        "stated",
        1,
        1,
        0,
        0,
        0,
    )
    assert rows.filter(doc_id="b", term="fish").select(counts).row(0) == (
        "fish",
        "quoted",
        2,
        0,
        1,
        1,
        0,
    )
    assert rows.filter(doc_id="b", term="law").select(counts).row(0) == (
        "law",
        "reported",
        1,
        0,
        0,
        1,
        1,
    )


def test_a_silence_says_what_it_means(rows):
    silent = rows.filter(term="pact").select("doc_id", "status", "why").rows()
    assert silent == [
        ("a", "not in the statement", "Of this issue, not in the statement as published by Portal."),
        ("b", "not in this source", "Of this issue, not in this digest by Gazette; the statement itself may have it."),
        ("c", "not in this source", "Of this issue, not in this report by Herald; the statement itself may have it."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("genre", "why"),
    [
        ("statement", "not in the statement as published by an unknown publisher."),
        ("report", "not in this report by an unknown publisher; the statement itself may have it."),
        (
            "unknown",
            "not in this source by an unknown publisher; the statement itself may have it.",
        ),
    ],
)
def test_what_is_not_known_of_a_silent_document_is_said(make, lake, genre, why):
    corpus = make({"a": "They met in the harbour."}, genre=genre, publisher="unknown")
    rows = coverage(corpus, lake, mentions(corpus, lake.codebook))
    assert set(rows["why"]) == {f"Of this issue, {why}"}


def test_a_term_that_stands_only_elsewhere_is_silent_on_the_issue(rows):
    law = rows.filter(doc_id="c", term="law").row(0, named=True)
    assert (law["status"], law["n"], law["n_elsewhere"]) == ("not in this source", 0, 1)
    assert law["why"].endswith("; 1 mention elsewhere, not on this issue.")


def test_counts_are_said_in_words(rows):
    assert rows.filter(doc_id="b", term="fish")["why"].item() == (
        "2 mentions in the body: 1 quoted, 1 reported."
    )


def test_a_heading_is_counted_once_however_many_lines_stand_under_it(make, lake):
    text = "Of the Grey Lake\n\nThey met in the harbour and spoke.\n\nThey met in the yard and spoke.\n"
    corpus = make({"a": text})
    grey = coverage(corpus, lake, mentions(corpus, lake.codebook)).filter(term="grey lake")
    assert grey.select("status", "n", "n_headings", "why").row(0) == (
        "reported",
        0,
        1,
        "0 mentions in the body: 1 in a heading.",
    )


def test_the_counts_of_the_voices_make_the_count(corpus, shipped):
    for issue, found in shipped.values():
        rows = coverage(corpus, issue, found)
        voices = pl.sum_horizontal("n_stated", "n_quoted", "n_reported")
        assert rows.filter(pl.col("n") != voices).height == 0
        named = rows["n"].sum() + rows["n_elsewhere"].sum()
        assert named == found.filter(scope="text").height


def test_an_issue_that_is_nowhere_says_so(make, lake):
    corpus = make({"a": "They met in the harbour and spoke of many things."})
    found = mentions(corpus, lake.codebook)
    assert notice(lake, found) == (
        "codebook/issues/lake.toml: none of its 5 terms is in this corpus; every row is a silence."
    )
    assert set(coverage(corpus, lake, found)["n"]) == {0}
