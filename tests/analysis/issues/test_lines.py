"""The places of an issue between the words around them."""

import polars as pl
import pytest

from workbench.analysis.emphasis import mentions
from workbench.analysis.issues import coverage, lines, openings, outermost
from workbench.corpus import read_issue
from workbench.errors import WorkbenchError


@pytest.fixture(scope="module")
def sea(corpus):
    issue = read_issue(corpus.folder, "east-sea")
    return issue, mentions(corpus, issue.codebook)


def test_every_line_is_the_printed_text(corpus, sea):
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    rows = lines(corpus, *sea, "sentence")
    for row in rows.iter_rows(named=True):
        text = texts[row["doc_id"]]
        assert text[row["start"] : row["end"]] == row["match"]
        whole = row["left"] + row["match"] + row["right"]
        first = row["start"] - len(row["left"])
        assert text[first : first + len(whole)] == whole


def test_there_are_as_many_lines_as_the_coverage_counts(corpus, sea):
    rows = lines(corpus, *sea, 5).group_by("doc_id", "term").agg(lines=pl.len())
    counted = coverage(corpus, *sea).select("doc_id", "term", "n").filter(pl.col("n") > 0)
    both = counted.join(rows, on=["doc_id", "term"], how="full")
    assert both.filter(pl.col("n") != pl.col("lines")).is_empty()
    assert both.null_count().sum_horizontal().item() == 0


def test_a_place_inside_another_is_shown_once():
    rows = pl.DataFrame(
        {
            "doc_id": ["a", "a", "a", "b"],
            "start": [4, 0, 9, 0],
            "end": [8, 9, 12, 2],
            "term": ["x", "y", "z", "x"],
        }
    )
    assert outermost(rows)["term"].to_list() == ["y", "z", "x"]


def test_the_first_position_of_each_document_begins_with_the_base():
    rows = pl.DataFrame({"doc_id": ["a", "a", "b"], "start": [3, 1, 5], "end": [4, 2, 6]})
    assert openings(rows, "b") == [("b", 5, 6), ("a", 3, 4)]
    assert openings(rows, "missing") == [("a", 3, 4), ("b", 5, 6)]
    with pytest.raises(WorkbenchError, match="Fewer than two documents"):
        openings(rows.head(2), "a")
