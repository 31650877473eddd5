"""What a topic takes of a document, and the words that stand out, from frames small enough to read."""

import polars as pl
import pytest

from tests.display.made import ORDER, TOPICS, two_documents
from workbench.display import contrast, emphasis, keyness, passages


@pytest.fixture
def documents():
    return two_documents(("statement", "digest"))


GATE = pl.DataFrame({"left": ["a"], "right": ["b"], "kind": ["blocked"], "why": ["So."]})


def rows(*shares):
    places = [("a", "sea"), ("a", "trade"), ("b", "sea"), ("b", "trade")]
    return pl.DataFrame(
        {
            "doc_id": pl.Series([doc for doc, _ in places], dtype=ORDER),
            "unit": ["provision"] * 4,
            "topic": [topic for _, topic in places],
            "n": [round(10 * share) for share in shares],
            "n_units": [10] * 4,
            "share": list(shares),
            "low": [0.0] * 4,
            "high": [0.9] * 4,
            "method": ["Wilson 95 %"] * 4,
            "n_mentions": [1] * 4,
            "n_words": [100] * 4,
            "finding": [f"{round(10 * share)} of 10 provisions" for share in shares],
        }
    )


def test_the_title_counts_leaders_and_compares_no_documents(documents):
    same = emphasis(rows(0.5, 0.1, 0.4, 0.2), TOPICS, documents, GATE)
    assert same.title == "The sea is the widest topic, alone or with others, in 2 of 2 documents"
    apart = emphasis(rows(0.5, 0.1, 0.1, 0.2), TOPICS, documents, GATE)
    assert apart.title == "No topic is the widest in more than one of 2 documents"


def test_silence_is_counted_and_stays_in_the_table(documents):
    figure = emphasis(rows(0.5, 0.0, 0.4, 0.2), TOPICS, documents, GATE)
    assert "1 silent cell drawn hollow" in figure.subtitle
    assert figure.table.filter(n=0).height == 1
    assert "Blocked, shown side by side only: 1 pair." in figure.subtitle


def test_nothing_found_is_a_title_too(documents):
    figure = emphasis(rows(0.0, 0.0, 0.0, 0.0), TOPICS, documents, GATE)
    assert figure.title == "No topic of this codebook is found in these documents"


PASSAGE = pl.DataFrame(
    {
        "doc_id": ["a"],
        "para_no": [4],
        "provision": ["2"],
        "section": ["Of ships"],
        "text": ["The <sea> is not blue."],
        "marks": [[{"first": 4, "last": 9, "rule": "sea", "voice": "stated", "negation": "not"}]],
        "lent": [True],
    }
)


def test_a_passage_shows_match_rule_voice_negation_and_heading(documents):
    html = passages(PASSAGE, documents, "a", "The sea").html()
    assert "The <mark>&lt;sea&gt;</mark> is not blue." in html
    assert "sea (stated, after &#39;not&#39;)" in html
    assert "lent by the heading" in html
    assert "¶ 4 (provision 2), under “Of ships”" in html


def test_the_two_kinds_of_silence(documents):
    none = PASSAGE.clear()
    assert (
        "Not in the statement as published by Courier."
        in passages(none, documents, "a", "X").html()
    )
    assert "says nothing about the statement" in passages(none, documents, "b", "X").html()
    nobody = passages(none, documents.with_columns(publisher=pl.lit("unknown")), "a", "X")
    assert nobody.subtitle == "Not in the statement as published by an unknown publisher."


def words():
    return pl.DataFrame(
        {
            "word": ["tide", "reef"],
            "n_left": [0, 3],
            "total_left": [100, 100],
            "n_right": [4, 0],
            "total_right": [200, 200],
            "n_provisions_left": [0, 2],
            "provisions_left": [9, 9],
            "n_provisions_right": [3, 0],
            "provisions_right": [12, 12],
            "change": ["gained", "lost"],
            "g2_two_cell": [1.0, 2.0],
            "g2_four_cell": [1.0, 2.0],
            "log_ratio": [3.0, -3.0],
            "zeta": [2.0, -1.5],
            "stamp": ["Read as editions."] * 2,
        }
    )


def test_keyness_gives_both_counts_both_totals_and_the_stamp(documents):
    figure = keyness(words(), documents, "Courier", "Herald", "Cannot test: so.")
    assert figure.title == (
        "“tide” leans most to one side: 0 of 100 words in Courier, 4 of 200 in Herald"
    )
    assert "Read as editions. Cannot test: so." in figure.subtitle
    assert figure.table["spread"].to_list() == ["0 of 9 / 3 of 12", "2 of 9 / 0 of 12"]


def test_a_contrast_names_what_its_intervals_can_tell(documents):
    rows = pl.DataFrame(
        {
            "topic": ["sea", "trade"],
            "unit": ["provision"] * 2,
            "n_left": [1, 2],
            "n_units_left": [9, 9],
            "n_right": [8, 2],
            "n_units_right": [9, 9],
            "log_odds": [3.0, 0.1],
            "low": [0.5, -1.0],
            "high": [5.0, 1.2],
            "stamp": ["Read as editions."] * 2,
        }
    )
    figure = contrast(rows, TOPICS, documents, "a", "b")
    assert figure.title == "Topics whose interval stays on one side of zero: The sea"
    assert "The sea: 1 of 9 / 8 of 9" in figure.alt
    assert "2 of them" in figure.subtitle
    assert "Read as editions." in figure.subtitle


def test_each_mark_says_document_topic_and_counts(documents):
    spec = emphasis(rows(0.5, 0.0, 0.4, 0.2), TOPICS, documents, GATE).body.to_dict()
    marks = spec["hconcat"][1]["layer"][1]
    assert marks["encoding"]["description"] == {"field": "said", "type": "nominal"}
    names = {row["said"] for data in spec["datasets"].values() for row in data}
    assert "Herald 2002, The sea: 4 of 10 provisions" in names
    assert len(names) == 4


@pytest.mark.parametrize(
    ("n", "columns", "said"),
    [
        (9, 9, "of each document coded with a topic"),
        (60, 60, "of each document coded with a topic"),
        (61, 13, "The 61 documents are gathered into 13 groups by genre and years"),
    ],
)
def test_many_documents_are_a_grid_and_very_many_are_added_up(n, columns, said):
    order = pl.Enum([f"d{number}" for number in range(n)])
    names = pl.Series(order.categories, dtype=order)
    one = rows(0.5, 0.0, 0.4, 0.2).filter(doc_id="a", topic="sea").drop("doc_id")
    each = pl.DataFrame({"doc_id": names}).join(one, how="cross")
    about = (
        two_documents()
        .head(1)
        .drop("doc_id", "year")
        .join(pl.DataFrame({"doc_id": names, "year": range(2000, 2000 + n)}), how="cross")
    )
    figure = emphasis(each, TOPICS, about, GATE.clear())
    cells = next(iter(figure.body.to_dict()["datasets"].values()))
    assert len({cell["group"] for cell in cells}) == columns
    assert {cell["percent"] for cell in cells} == {"50"}
    assert said in figure.subtitle
    assert figure.table.height == n
