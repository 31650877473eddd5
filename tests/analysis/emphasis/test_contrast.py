from math import log, sqrt

import polars as pl
import pytest

from workbench.analysis import gate
from workbench.analysis.emphasis import contrast, emphasis
from workbench.analysis.gate import Gate
from workbench.errors import WorkbenchError

OPEN = Gate("a", "b", "change over time", "One paper.", override=False)
ROWS = pl.DataFrame(
    {
        "doc_id": ["a", "a", "b", "b"],
        "unit": ["provision"] * 4,
        "topic": ["sea", "fire"] * 2,
        "n": [1, 0, 3, 0],
        "n_units": [4, 4, 9, 9],
    }
)


def test_log_odds_by_hand():
    row = contrast(ROWS, OPEN).row(0, named=True)
    # right (3.5 / 6.5) over left (1.5 / 3.5)
    expected = log((3.5 / 6.5) / (1.5 / 3.5))
    half = 1.959964 * sqrt(1 / 1.5 + 1 / 3.5 + 1 / 3.5 + 1 / 6.5)
    assert row["log_odds"] == pytest.approx(expected)
    assert (row["low"], row["high"]) == pytest.approx((expected - half, expected + half))
    assert row["stamp"] == "Read as change over time. One paper."


def test_where_both_are_silent_there_is_a_row_without_a_number():
    row = contrast(ROWS, OPEN).row(1)
    assert row[:9] == ("fire", "provision", 0, 4, 0, 9, None, None, None)


def test_turning_the_pair_turns_the_sign():
    back = Gate("b", "a", "change over time", "One paper.", override=False)
    assert contrast(ROWS, back)["log_odds"][0] == pytest.approx(
        -contrast(ROWS, OPEN)["log_odds"][0]
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (ROWS.with_columns(unit=pl.lit("words")), "words in one sentence do not vary alone"),
        (ROWS.with_columns(unit=pl.Series(["provision", "sentence"] * 2)), "emphasis of one unit"),
        (ROWS.head(2), "no document 'b'"),
    ],
)
def test_rows_that_cannot_be_contrasted(rows, message):
    with pytest.raises(WorkbenchError, match=message):
        contrast(rows, OPEN)


def test_a_blocked_pair_carries_its_stamp(corpus, book, found):
    pair = gate(corpus.comparability, "tass-2021", "vgp-2025", override=True)
    rows = contrast(emphasis(corpus, found, book), pair)
    assert rows.height == 12
    assert rows["stamp"][0].startswith("Not comparable, shown because the reader asked")
