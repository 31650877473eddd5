import polars as pl

from tests.corpus.made import TEXT, frames
from workbench.analysis import ledger
from workbench.schemas import MARKER, ZONE

LINES = pl.DataFrame(
    {
        "doc_id": ["a", "a", "a", "a", "b"],
        "zone": ["title", "body", "body", "boilerplate", "body"],
        "reason": ["headline", "", "", "share button", ""],
        "marker": [None, "point number", None, None, None],
        "start": [0, 10, 30, 50, 0],
        "prose_start": [0, 14, 30, 50, 0],
        "n_words": [2, 4, 3, 1, 5],
        "text": ["The Shores", "12. They met here.", "They spoke long.", "Share", "…"],
    },
    schema_overrides={"zone": ZONE, "marker": MARKER, "n_words": pl.UInt32},
)


def test_every_rule_has_a_row_with_its_lines_and_words():
    rows = ledger(LINES).filter(doc_id="a")
    assert rows.select("zone", "rule", "kept", "n_lines", "n_words").rows() == [
        ("title", "headline", False, 1, 2),
        ("body", "kept as body", True, 2, 6),
        ("body", "point number in front of the prose", False, 1, 1),
        ("boilerplate", "share button", False, 1, 1),
    ]


def test_words_of_a_rule_are_added_up_by_document():
    assert ledger(LINES).filter(doc_id="b").rows() == [("b", "body", "kept as body", True, 1, 5)]


def test_rows_add_up_to_the_words_of_the_file_and_of_the_body():
    made = frames(TEXT, "They met.")
    rows = ledger(made["paragraphs"]).group_by("doc_id", maintain_order=True)
    kept = pl.col("n_words").filter("kept").sum().alias("body")
    assert rows.agg(pl.col("n_words").sum(), kept).rows() == (
        made["documents"].select("doc_id", "n_words_raw", "n_words").rows()
    )


def test_the_ledger_of_the_shipped_corpus_adds_up(corpus):
    rows = ledger(corpus.paragraphs).group_by("doc_id", maintain_order=True)
    kept = pl.col("n_words").filter("kept").sum().alias("body")
    assert rows.agg(pl.col("n_words").sum(), kept).rows() == (
        corpus.documents.select("doc_id", "n_words_raw", "n_words").rows()
    )
