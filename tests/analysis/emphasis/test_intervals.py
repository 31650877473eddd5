import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.emphasis.intervals import draw, resampled, wilson


def ends(n, total):
    low, high = wilson(pl.lit(n), pl.lit(total))
    return pl.select(low.alias("low"), high.alias("high")).row(0)


@pytest.mark.parametrize(
    ("n", "total", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_values(n, total, low, high):
    assert ends(n, total) == pytest.approx((low, high), abs=5e-5)


def test_nothing_to_count_has_no_interval():
    assert ends(0, 0) == (None, None)


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_interval_holds_the_share_and_stays_inside(counts):
    n, total = counts
    low, high = ends(n, total)
    assert 0 <= low <= n / total <= high <= 1
    assert ends(total - n, total) == pytest.approx((1 - high, 1 - low))


def test_draws_stay_inside_and_are_the_same_every_time():
    rows = draw(7, 100, "a")
    assert rows.height == 700
    assert set(rows["row"]) == set(range(7))
    assert rows.equals(draw(7, 100, "a"))
    assert not rows.equals(draw(7, 100, "b"))


def test_rows_that_are_all_alike_always_sum_to_the_same():
    rows = pl.DataFrame({"hit": [2] * 5, "n": [3] * 5})
    assert set(resampled(rows, ["hit", "n"], 20).rows()) == {(10, 15)}


def test_no_rows_give_no_draws():
    assert resampled(pl.DataFrame({"n": []}, schema={"n": pl.Int64}), ["n"], 20).is_empty()
