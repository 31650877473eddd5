"""Words that set texts apart: the published values, and counts by hand."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.made import cases
from workbench.emphasis.measure import (
    g2_four_cell,
    g2_two_cell,
    keyness,
    log_ratio,
    weighted_log_odds,
)
from workbench.errors import Missing

CASES = cases(__file__)

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


@pytest.mark.parametrize(("cells", "expected"), CASES["dunning"])
def test_dunning_1993(cells, expected):
    # his table: A and B, B without A, A without B, neither
    both, b_only, a_only, neither = cells
    found = value(g2_four_cell, both, both + a_only, b_only, b_only + neither)
    assert found == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("measure", [g2_two_cell, g2_four_cell])
def test_equal_rates_are_no_evidence(measure):
    assert value(measure, 3, 30, 4, 40) == pytest.approx(0, abs=1e-12)


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
APART = {"brown": 1, "fox": 1, "quick": 1, "donkey": -1, "lazier": -1, "purple": -1}


@pytest.mark.parametrize("word", sorted({*LEFT.split(), *RIGHT.split()}))
def test_wigders_example_with_a_flat_prior(word):
    left, right = LEFT.split(), RIGHT.split()
    vocabulary = {*left, *right}
    found = zeta(left.count(word), 9, right.count(word), 9, 0.05, 0.05 * len(vocabulary))
    assert found == pytest.approx(0.68942 * APART.get(word, 0), abs=5e-6)


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
    expected = 0.0
    for row in table:
        for number, column in zip(row, (total_a, total_b), strict=True):
            if number:
                expected += (
                    2 * number * math.log(number * (total_a + total_b) / (sum(row) * column))
                )
    assert value(g2_four_cell, a, total_a, b, total_b) == pytest.approx(expected, abs=1e-8)


# --- counts of words ---

A = "1. The sea is cold and the sea is wide.\n\n2. They met in Viet Nam.\n"
B = "1. The fire is warm.\n\n2. The fire is wide.\n\n3. They met in Vietnam.\n"
FUNCTION = {"function words": ["the", "is", "and", "in", "they"]}


@pytest.fixture(scope="module")
def made(make):
    return make({"a": A, "b": B, "c": "They met.\n"})


def rows_of(made, right=("b",), left_out=FUNCTION, **options):
    rows, gone = keyness(made, ["a"], list(right), left_out, **options)
    return {row["word"]: row for row in rows.iter_rows(named=True)}, gone


def test_counts_totals_and_dispersion(made):
    row = rows_of(made)[0]["sea"]
    # a has 9 + 4 words (Viet Nam is one), b has 4 + 4 + 4
    assert (row["n_left"], row["total_left"], row["n_right"], row["total_right"]) == (2, 13, 0, 12)
    assert (row["n_provisions_left"], row["provisions_left"]) == (1, 2)
    assert (row["n_provisions_right"], row["provisions_right"]) == (0, 3)


def test_words_of_one_side_alone_and_signs_for_the_right(made):
    rows, _ = rows_of(made)
    used = {word: rows[word]["used"] for word in ("sea", "fire", "wide")}
    assert used == {"sea": "only left", "fire": "only right", "wide": "on both sides"}
    for name in ("log_ratio", "delta", "zeta"):
        assert rows["sea"][name] < 0 < rows["fire"][name]


def test_variants_are_joined(made):
    rows, _ = rows_of(made)
    assert not {"viet", "nam"} & set(rows)
    assert (rows["vietnam"]["n_left"], rows["vietnam"]["n_right"]) == (1, 1)


def test_words_left_out_have_no_row_are_counted_and_stay_in_the_totals(made):
    rows, gone = rows_of(made)
    every, none = rows_of(made, left_out={})
    assert "the" not in rows
    assert every["the"]["n_left"] == 2
    assert every["sea"] == rows["sea"]
    # a: the, is, and, the, is, they, in; b: the, is, the, is, they, in
    assert gone.rows() == [("words in other voices", 0, 0), ("function words", 7, 6)]
    assert none.rows() == [("words in other voices", 0, 0)]


def test_words_in_other_voices_are_left_out_and_counted(make):
    text = "They said “the sea is wide and deep” when they met again in the old harbour.\n"
    quoting = make({"a": text, "b": text.replace("sea", "fire")})
    rows, gone = rows_of(quoting, voices=["quoted"])
    assert set(rows) == {"sea", "fire", "wide", "deep"}
    assert (rows["sea"]["n_left"], rows["sea"]["total_left"]) == (1, 6)
    assert gone.row(0) == ("words in other voices", 10, 10)
    with pytest.raises(Missing, match="words on both sides"):
        rows_of(quoting, voices=["stated"])


def test_the_prior_by_hand(made):
    # sea: 2 of 27 words in all; prior 27 words, so alpha is 2
    row = rows_of(made, prior=27.0)[0]["sea"]
    odds = [(0 + 2) / (12 + 27 - 2), (2 + 2) / (13 + 27 - 4)]
    assert row["delta"] == pytest.approx(math.log(odds[0] / odds[1]))
    assert row["zeta"] == pytest.approx(row["delta"] / (1 / 2 + 1 / 4) ** 0.5)


def test_parts_do_not_change_what_is_counted(corpus, monkeypatch):
    whole, _ = keyness(corpus, ["vgp-2025"], ["vov-2025"], FUNCTION)
    assert whole.select(pl.all().is_not_null().all()).row(0) == (True,) * whole.width
    parts = list(corpus.parts(at_once=900))
    assert len(parts) > 2
    monkeypatch.setattr(corpus, "parts", lambda: parts)
    assert_frame_equal(keyness(corpus, ["vgp-2025"], ["vov-2025"], FUNCTION)[0], whole)


def test_the_shipped_pair_leaves_out_frame_words_and_persons(study):
    rows, gone = keyness(study.corpus, ["tass-2021"], ["tass-2024"], study.left_out)
    assert not set(rows["word"]) & {"viet", "nam", "the", "said", "statement", "putin", "tass"}
    assert gone["group"].to_list() == ["words in other voices", *study.left_out]
    assert min(gone.filter(group="attribution verbs").row(0)[1:]) > 0
