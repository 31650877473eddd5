import polars as pl
import pytest

from tests.display.made import two_documents
from workbench.analysis import readability
from workbench.display import measures

LIX, EASE = "LIX", "Flesch reading ease"


@pytest.fixture
def rows():
    """Give two texts of which the second has the longer sentence and the longer words."""
    texts = pl.DataFrame(
        {"doc_id": ["a", "b"], "text": ["We came. They left.", "The government negotiated."]}
    )
    rows = readability.readability_of_texts(texts, splitters=("full stop",), draws=20)
    return rows.filter(pl.col("measure").is_in([LIX, EASE]))


def draw(rows, kind="editions"):
    gate = {"left": ["a", "b"], "right": ["b", "a"], "kind": [kind] * 2, "why": ["."] * 2}
    documents = two_documents(("digest", "report"))
    return measures(rows, readability.definitions(), documents, pl.DataFrame(gate))


def test_a_low_reading_ease_and_a_high_lix_are_the_same_order(rows):
    title = draw(rows).title
    assert title == "1 of 1 comparable pair ordered alike by all 2 measures"


def test_a_measure_that_turns_the_pair_round_is_told(rows):
    turned = rows.with_columns(value=pl.when(measure=LIX, doc_id="b").then(0.0).otherwise("value"))
    assert draw(turned).title == (
        "0 of 1 comparable pair ordered alike by all 2 measures; not Courier 2001 and Herald 2002"
    )


def test_a_blocked_pair_is_not_ordered(rows):
    assert draw(rows, "blocked").title == "2 measures of 2 documents, side by side"


def test_the_reader_chooses_among_the_measures_that_there_are(rows):
    (choice,) = [param for param in draw(rows).chart().to_dict()["params"] if "bind" in param]
    assert choice["bind"]["options"] == [EASE, LIX]
    assert choice["value"] == EASE


def test_the_table_holds_every_measure_with_its_formula(rows):
    figure = draw(rows)
    assert figure.table.height == 4
    assert {"measure", "formula"} <= set(figure.headers)
    assert "Herald 2002" in figure.alt
