"""Which terms and names each document has, silences included."""

import polars as pl
import pytest

from workbench import schema
from workbench.corpus.codebooks import read_country_order
from workbench.corpus.match import mentions
from workbench.issues.coverage import naming, nested, on_issue, outermost

LINES = (
    "They spoke of the Blue Lake. They praised its fish at length. They spoke of trade and of ships.\n\n"
    "They spoke of fish in the sea and of other things.\n\n"
    "Of the Grey Lake\n\n"
    "They spoke of trade and of many ships on that day.\n"
)
GENRES = ["statement", "digest", "report"]
TEXTS = {
    "a": "Both affirmed the law of the Blue Lake, for all of its fish.",
    "b": "They said that “the Blue Lake has fish” and that fish has a law.\n\n"
    "A law on trade was signed by both of them.",
    "c": "They met in the harbour and spoke of the law of the sea and of fishing.",
}


@pytest.fixture
def three(lake_of):
    return lake_of(TEXTS, genre=GENRES, publisher=["Portal", "Gazette", "Herald"])


# --- which sentences are on the issue ---


def test_a_sentence_is_on_the_issue_by_itself_by_its_paragraph_or_by_its_heading(lake_of):
    study = lake_of({"a": LINES})
    rows = on_issue(study.corpus, study.book, study.mentions)
    assert rows.select("para_no", "text", "provision").rows() == [
        (1, "They spoke of the Blue Lake.", "¶1"),
        (1, "They praised its fish at length.", "¶1"),
        (4, "They spoke of trade and of many ships on that day.", "¶4"),
    ]


def test_a_name_inside_a_title_or_a_longer_name_is_told_apart(lake_of):
    study = lake_of({"a": "They praised the Pact on the Grey Lake and saw the Grey Lake at last."})
    rows = nested(study.book, study.mentions)
    assert rows.select("topic", "match", "inside", "titled").rows() == [
        ("pact", "Pact on the Grey Lake", False, False),
        ("grey lake", "Grey Lake", True, True),
        ("grey lake", "Grey Lake", False, False),
    ]


# --- coverage ---


def test_every_document_has_every_term_in_its_best_voice_with_every_voice_counted(three):
    rows = three.coverage
    assert rows.height == 3 * 5
    assert rows["term"].to_list() == ["blue lake", "grey lake", "pact", "fish", "law"] * 3
    assert rows.schema == schema.dtypes("coverage")
    counts = ("status", "n", "n_stated", "n_quoted", "n_reported", "n_elsewhere")
    told = {(row["doc_id"], row["term"]): row for row in rows.iter_rows(named=True)}
    assert [told["a", "fish"][name] for name in counts] == ["stated", 1, 1, 0, 0, 0]
    assert [told["b", "fish"][name] for name in counts] == ["quoted", 2, 0, 1, 1, 0]
    assert [told["b", "law"][name] for name in counts] == ["reported", 1, 0, 0, 1, 1]
    assert told["b", "fish"]["why"] == "2 mentions in the body: 1 quoted, 1 reported."


def test_a_silence_says_what_it_means(three):
    silent = three.coverage.filter(term="pact").select("doc_id", "status", "why").rows()
    behind = "; the statement itself may have it."
    assert silent == [
        (
            "a",
            "not in the text as published",
            "Not on this issue in the text as published by Portal.",
        ),
        ("b", "not in this press text", f"Not on this issue in this press text by Gazette{behind}"),
        ("c", "not in this press text", f"Not on this issue in this press text by Herald{behind}"),
    ]


def test_what_is_not_known_of_a_silent_document_is_not_made_up(lake_of):
    rows = lake_of(
        {"a": "They met in the harbour."}, genre=["unknown"], publisher=["unknown"]
    ).coverage
    assert set(rows["why"]) == {"Not on this issue in this text; the statement itself may have it."}


def test_a_term_is_called_silent_only_with_what_was_found_near_it(three):
    rows = three.coverage.filter(doc_id="c")
    near = dict(rows.select("term", "near").iter_rows())
    assert near["fish"] == "fish* 1"
    fish = rows.filter(term="fish")["why"].item()
    assert fish.endswith("; the statement itself may have it; near it: fish* 1.")
    assert three.coverage.filter(doc_id="a", term="fish")["near"].item() == ""


def test_a_term_that_is_found_only_elsewhere_is_silent_on_the_issue(three):
    law = three.coverage.filter(doc_id="c", term="law").row(0, named=True)
    assert (law["status"], law["n"], law["n_elsewhere"]) == ("not in this press text", 0, 1)
    assert "; 1 mention elsewhere, not on this issue" in law["why"]


def test_a_heading_is_counted_once_however_many_lines_are_under_it(lake_of):
    text = "Of the Grey Lake\n\nThey met in the harbour and spoke.\n\nThey met in the yard and spoke.\n"
    grey = lake_of({"a": text}).coverage.filter(term="grey lake")
    assert grey.select("status", "n", "n_headings", "why").row(0) == (
        "reported",
        0,
        1,
        "0 mentions in the body: 1 in a heading.",
    )


def test_the_counts_of_the_voices_make_the_count(shipped):
    for study in shipped.values():
        rows = study.coverage
        voices = pl.sum_horizontal("n_stated", "n_quoted", "n_reported")
        assert rows.filter(pl.col("n") != voices).height == 0
        named = rows["n"].sum() + rows["n_elsewhere"].sum()
        assert named == study.mentions.filter(scope="text").height


def test_an_issue_that_is_nowhere_is_all_silence(lake_of):
    study = lake_of({"a": "They met in the harbour and spoke of many things."})
    assert set(study.coverage["n"]) == {0}
    assert study.coverage.height == 5
    assert study.positions.is_empty()
    assert study.contexts.is_empty()


# --- names ---


def test_a_name_in_a_title_does_not_count_by_itself(lake_of):
    text = "They praised the Pact on the Grey Lake, saw the Grey Lake and read the Pact."
    rows = lake_of({"a": text, "b": "They spoke of trade and of many other things."}).naming
    columns = ("doc_id", "name", "n", "n_inside", "n_titles", "status")
    assert rows.select(columns).rows() == [
        ("a", "Blue", 0, 0, 0, "not in this press text"),
        ("a", "Grey", 1, 1, 1, "reported"),
        ("a", "titles", 2, 0, 0, "reported"),
        ("b", "Blue", 0, 0, 0, "not in this press text"),
        ("b", "Grey", 0, 0, 0, "not in this press text"),
        ("b", "titles", 0, 0, 0, "not in this press text"),
    ]
    assert rows["per_1000"].to_list()[:3] == [0, 1000 * 1 / 16, 1000 * 2 / 16]
    assert rows.schema == schema.dtypes("naming")


def test_every_mention_of_a_name_is_counted_once(shipped):
    for study in shipped.values():
        topic = pl.col("topic").cast(pl.String)
        names = study.mentions.filter(topic.is_in(study.book.naming), scope="text")
        assert study.naming["n"].sum() + study.naming["n_inside"].sum() == names.height


def test_the_two_sides_name_themselves_first(corpus):
    order = read_country_order(corpus.folder)
    rows = naming(corpus, order, mentions(corpus, order.codebook))
    first = rows.filter(name="Russia first").select("doc_id", "n")
    assert dict(first.iter_rows()) == {
        "tass-2021": 21, "tass-2024": 12, "investor-2024": 0, "vgp-2025": 1, "vov-2025": 0,
    }  # fmt: skip
    second = rows.filter(name="Viet Nam first", publisher="TASS")
    assert set(second["n"]) == {0}
    assert rows.filter(name="Viet Nam first")["n"].sum() == 3 + 25 + 3


# --- in time, in context ---


def test_overlapping_core_mentions_count_once(lake_of):
    text = (
        "They read the Pact on the Grey Lake.\n\nThey saw the Blue Lake and spoke of fish in it.\n\n"
        "They spoke of trade and of other things."
    )
    (row,) = lake_of({"a": text}).timeline.rows(named=True)
    assert (row["n"], row["n_provisions"], row["n_provisions_all"]) == (2, 2, 3)
    assert row["per_1000"] == 1000 * 2 / row["n_words"]
    assert row["why"] == "2 mentions in 2 of 3 provisions: 2 reported."


def test_every_document_has_its_place_in_time(corpus, shipped):
    for study in shipped.values():
        assert study.timeline["doc_id"].equals(corpus.documents["doc_id"])
        assert study.timeline.schema == schema.dtypes("timeline")


def test_contexts_are_the_printed_text_as_often_as_the_coverage_counts(corpus, shipped):
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for study in shipped.values():
        rows = study.contexts
        for row in rows.iter_rows(named=True):
            text, first = texts[row["doc_id"]], row["start"] - len(row["left"])
            whole = row["left"] + row["match"] + row["right"]
            assert text[row["start"] : row["end"]] == row["match"]
            assert text[first : first + len(whole)] == whole
        counted = study.coverage.filter(pl.col("n") > 0).select("doc_id", "term", "n")
        lines = rows.group_by("doc_id", "term").agg(n=pl.len())
        assert sorted(counted.rows()) == sorted(lines.rows())


def test_a_place_inside_another_is_shown_once():
    places = [("a", 4, 8, "x"), ("a", 0, 9, "y"), ("a", 9, 12, "z"), ("b", 0, 2, "x")]
    rows = pl.DataFrame(places, schema=["doc_id", "start", "end", "term"], orient="row")
    assert outermost(rows)["term"].to_list() == ["y", "z", "x"]
