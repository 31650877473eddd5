"""The published values, by an implementation that did not make them."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.emphasis.measures import (
    g2_four_cell,
    g2_two_cell,
    log_ratio,
    weighted_log_odds,
)

MILLION = 1_000_000


def value(measure, *numbers):
    return pl.select(measure(*(pl.lit(float(number)) for number in numbers))).item()


def test_the_worked_example_of_ucrel():
    assert value(g2_two_cell, 52, 50_000, 57, 75_000) == pytest.approx(2.65, abs=0.005)


@pytest.mark.parametrize(
    ("a", "b", "expected"), [(348, 99, 147), (15, 14, 0), (9, 32, 14), (21, 25, 0), (392, 170, 90)]
)
def test_rayson_2002(a, b, expected):
    assert round(value(g2_two_cell, a, MILLION, b, MILLION)) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((10, 0, 3, 31764), 167.23),
        ((16, 0, 865, 30896), 115.02),
    ],
)
def test_dunning_1993(cells, expected):
    # his table: A and B, B without A, A without B, neither
    both, b_only, a_only, neither = cells
    found = value(g2_four_cell, both, both + a_only, b_only, b_only + neither)
    assert found == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("measure", [g2_two_cell, g2_four_cell])
def test_equal_rates_are_no_evidence(measure):
    assert value(measure, 3, 30, 4, 40) == pytest.approx(0, abs=1e-12)


def test_the_two_conventions_differ():
    assert value(g2_four_cell, 5, 10, 1, 10) > value(g2_two_cell, 5, 10, 1, 10)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((4, 100, 2, 100), 1), ((0, 100, 2, 100), -2), ((1, 10, 1, 20), 1), ((2, 100, 0, 100), 2)],
)
def test_log_ratio_by_hand(counts, expected):
    assert value(log_ratio, *counts) == pytest.approx(expected)


def zeta(a, total_a, b, total_b, alpha, alpha_total):
    numbers = (pl.lit(float(number)) for number in (a, total_a, b, total_b))
    return pl.select(weighted_log_odds(*numbers, alpha, alpha_total)[1]).item()


LEFT = "the quick brown fox jumps over the lazy pig"
RIGHT = "the lazy purple pig jumps over the lazier donkey"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(("brown", 0.68942), ("fox", 0.68942), ("quick", 0.68942)),
        *(("donkey", -0.68942), ("lazier", -0.68942), ("purple", -0.68942)),
        *(("the", 0), ("pig", 0), ("over", 0)),
    ],
)
def test_wigders_example_with_a_flat_prior(word, expected):
    left, right = LEFT.split(), RIGHT.split()
    vocabulary = set(left) | set(right)
    found = zeta(left.count(word), 9, right.count(word), 9, 0.05, 0.05 * len(vocabulary))
    assert found == pytest.approx(expected, abs=5e-6)


COUNT = st.integers(0, 50)


@given(COUNT, st.integers(60, 500), COUNT, st.integers(60, 500))
def test_turning_the_sides_turns_the_sign(a, total_a, b, total_b):
    there, back = (a, total_a, b, total_b), (b, total_b, a, total_a)
    assert value(log_ratio, *there) == pytest.approx(-value(log_ratio, *back))
    assert zeta(*there, 0.5, 9) == pytest.approx(-zeta(*back, 0.5, 9))
    assert value(g2_two_cell, *there) == pytest.approx(value(g2_two_cell, *back), abs=1e-9)


@given(COUNT, st.integers(60, 500), COUNT, st.integers(60, 500))
def test_dunnings_g2_is_that_of_a_table(a, total_a, b, total_b):
    table = [[a, b], [total_a - a, total_b - b]]
    whole = total_a + total_b
    expected = 0.0
    for row in table:
        for number, column in zip(row, (total_a, total_b), strict=True):
            if number:
                expected += 2 * number * math.log(number * whole / (sum(row) * column))
    assert value(g2_four_cell, a, total_a, b, total_b) == pytest.approx(expected, abs=1e-8)
