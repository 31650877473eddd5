import polars as pl
import pytest

from workbench.analysis.voice import voiced

DOCUMENTS = pl.DataFrame({"doc_id": ["a", "b"], "genre": ["digest", "statement"]})
QUOTES = pl.DataFrame(
    [
        ("a", 1, 10, 20, True),
        ("a", 1, 30, 31, False),
        ("a", 2, 40, 50, True),
        ("b", 1, 10, 20, True),
    ],
    schema=["doc_id", "para_no", "start", "end", "balanced"],
    orient="row",
)


@pytest.mark.parametrize(
    ("place", "voice"),
    [
        (("a", 1, 10, 20), "quoted"),
        (("a", 1, 12, 15), "quoted"),
        (("a", 1, 9, 15), "reported"),
        (("a", 1, 15, 21), "reported"),
        (("a", 1, 30, 31), "reported"),
        (("a", 2, 12, 15), "reported"),
        (("a", 2, 41, 42), "quoted"),
        (("b", 1, 12, 15), "stated"),
    ],
)
def test_voices(place, voice):
    rows = pl.DataFrame([place], schema=["doc_id", "para_no", "start", "end"], orient="row")
    assert voiced(rows, DOCUMENTS, QUOTES)["voice"].to_list() == [voice]


def test_the_order_of_rows_is_kept():
    places = [("a", 2, 41, 42), ("b", 1, 1, 2), ("a", 1, 12, 15), ("a", 1, 1, 2)]
    rows = pl.DataFrame(places, schema=["doc_id", "para_no", "start", "end"], orient="row")
    shown = voiced(rows, DOCUMENTS, QUOTES)
    assert shown.drop("voice").rows() == places
    assert shown["voice"].to_list() == ["quoted", "stated", "quoted", "reported"]
