import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.corpus.pieces import beside, count_up, cut
from workbench.corpus.sentences import unused


def texts(*rows):
    return pl.DataFrame(rows, schema={"start": pl.UInt32, "text": pl.String}, orient="row")


@given(st.lists(st.tuples(st.integers(0, 99), st.text())))
def test_every_piece_stands_where_it_is_said_to_stand(rows):
    found = cut(texts(*rows), pl.col("text").str.split(" "), between=1)
    for start, row, piece in found.select("start", "row", "piece").iter_rows():
        base, text = rows[row]
        assert text[start - base : start - base + len(piece)] == piece
    assert found.height == sum(text.count(" ") + 1 for _, text in rows)


def test_an_empty_text_has_no_piece():
    found = cut(texts((3, "ab"), (9, ""), (20, "c")), pl.col("text").str.extract_all("[a-z]"))
    rows = [(3, 0, "a"), (4, 0, "b"), (20, 2, "c")]
    assert found.select("start", "row", "piece").rows() == rows


@pytest.mark.parametrize(
    ("step", "expected"),
    {1: [None, "a", None], -1: ["b", None, None], -2: [None, None, None]}.items(),
)
def test_the_piece_beside_is_of_the_same_text(step, expected):
    pieces = pl.DataFrame({"row": [0, 0, 1], "piece": ["a", "b", "c"]})
    assert pieces.select(beside("piece", step)).to_series().to_list() == expected


def test_each_run_is_counted_from_one():
    assert count_up(pl.Series(["a", "a", "b", "a"])).to_list() == [1, 2, 1, 1]
    assert count_up(pl.Series([], dtype=pl.String)).to_list() == []


def test_the_sign_stands_in_no_text():
    assert unused(pl.Series(["a\x00b", "\x01"])) == "\x02"
