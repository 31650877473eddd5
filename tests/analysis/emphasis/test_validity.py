import polars as pl
import pytest

from workbench.analysis.emphasis import disagreements, reliability, transfer, validity
from workbench.analysis.emphasis.transfer import against_headings, carried
from workbench.corpus.coding import read_coding
from workbench.errors import WorkbenchError

#: Paragraphs 1–4; the reader gives sea to 1, 2 and (second) 3; the rules find it in 2, 3 and 4.
CODING = pl.DataFrame(
    {
        "doc_id": ["a"] * 5,
        "para_no": [1, 2, 3, 3, 4],
        "topic": ["sea", "sea", "fire", "sea", "none"],
        "primary": [True, True, True, False, True],
        "note": ["", "n2", "", "", "n4"],
        "coder": ["c"] * 5,
    }
)
FOUND = pl.DataFrame(
    {
        "doc_id": ["a"] * 4,
        "para_no": [2, 2, 3, 4],
        "topic": ["sea"] * 4,
        "rule": ["r", "s", "r", "r"],
        "match": ["sea", "seas", "sea", "sea"],
    }
)
TOPICS = ["sea", "fire"]


def test_rates_by_hand():
    row = validity(CODING, FOUND, TOPICS, draws=50).row(0, named=True)
    assert (row["n_there"], row["n_found"], row["n_both"]) == (3, 3, 2)
    assert row["precision"] == row["recall"] == row["f1"] == 2 / 3
    assert (row["n_primary"], row["recall_primary"]) == (2, 0.5)
    # alike in 2 of 4; chance 9/16 + 1/16
    assert row["kappa"] == pytest.approx((0.5 - 0.625) / (1 - 0.625))
    assert row["n_paragraphs"] == 4


def test_a_topic_that_no_rule_finds():
    row = validity(CODING, FOUND, TOPICS, draws=50).row(1, named=True)
    assert (row["precision"], row["recall"], row["kappa"]) == (None, 0.0, 0.0)


def test_all_topics_together():
    row = validity(CODING, FOUND, TOPICS, draws=50).row(2, named=True)
    assert (row["topic"], row["n_there"], row["n_found"], row["n_both"]) == ("all topics", 4, 3, 2)


def test_every_disagreement_is_listed_with_what_matched():
    lines = pl.DataFrame({"doc_id": ["a"] * 4, "para_no": [1, 2, 3, 4], "text": list("wxyz")})
    rows = disagreements(CODING, FOUND, TOPICS, lines)
    assert rows.select("para_no", "topic", "error", "matches", "note", "text").rows() == [
        (1, "sea", "missed", "", "", "w"),
        (3, "fire", "missed", "", "", "y"),
        (4, "sea", "false", "r: sea", "n4", "z"),
    ]


def test_two_coders_in_one_frame_are_no_reference():
    with pytest.raises(WorkbenchError, match="coding of one coder"):
        validity(pl.concat([CODING, CODING.with_columns(coder=pl.lit("d"))]), FOUND, TOPICS)


def test_words_that_only_one_statement_has_are_not_carried():
    found = pl.DataFrame(
        {
            "doc_id": ["a", "b", "c", "c"],
            "topic": ["sea"] * 4,
            "match": ["East-Sea", "east sea", "East Sea", "reef"],
        }
    )
    documents = pl.DataFrame({"doc_id": ["a", "b", "c"], "statement_id": ["s", "s", "t"]})
    assert carried(found, documents)["match"].to_list() == ["East-Sea", "east sea", "East Sea"]
    assert carried(found.head(2), documents).is_empty()


def test_what_the_shipped_rules_reach(coding, found, topics):
    rows = validity(coding, found, topics)
    assert rows.height == 13
    assert (rows["precision"] >= 0.75).all()
    assert (rows["recall"] >= 0.9).all()
    assert (rows["kappa_low"] <= rows["kappa"]).all()


def test_what_is_carried_over_is_less(corpus, coding, found, topics):
    row = transfer(coding, found, topics, corpus.documents).row(12, named=True)
    assert (round(row["precision"], 2), round(row["recall"], 2)) == (0.97, 0.76)


def test_the_figures_told_in_the_readme_are_those_measured(corpus, coding, found, topics):
    row = validity(coding, found, topics).row(12, named=True)
    told = (corpus.folder / "reference" / "topics" / "README.md").read_text("utf-8")
    line = next(line for line in told.splitlines() if line.startswith("| rules as shipped"))
    measured = [f"{row[name]:.2f}" for name in ("precision", "recall", "kappa")]
    assert [cell.strip() for cell in line.split("|")[2:5]] == measured


def test_the_two_readings(corpus, coding, topics):
    second = read_coding(corpus.folder, corpus.paragraphs, topics, "second.toml")
    measures, cells = reliability(coding, second)
    assert measures["n_units"].to_list() == [41] * 3
    assert cells["n"].sum() == 41
    assert cells.filter(pl.col("left") != pl.col("right"))["n"].sum() == 2


def test_what_the_editors_headings_say_of_the_rules(found):
    rows = against_headings(found)
    assert (rows.height, rows["in_text"].sum()) == (24, 19)
    missed = rows.filter(~pl.col("in_text"))["heading"].unique().to_list()
    assert set(missed) == {"IT sector … cybersecurity", "Asia-Pacific"}
