import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.emphasis import (
    agreement,
    cohen_kappa,
    confusion,
    krippendorff_alpha,
    weighted_kappa,
)
from workbench.errors import WorkbenchError

COHEN = [[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]
WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]


def pairs(left, right):
    return pl.DataFrame({"left": list(left), "right": list(right)})


def codes(*coders):
    rows = [
        (unit, name, value)
        for name, values in enumerate(coders)
        for unit, value in enumerate(values)
    ]
    return pl.DataFrame(rows, schema=["unit", "coder", "value"], orient="row")


def test_cohen_1968():
    assert weighted_kappa(COHEN) == pytest.approx(0.492, abs=5e-4)
    assert weighted_kappa(COHEN, WEIGHTS) == pytest.approx(0.348, abs=5e-4)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbccceddd", 0.692)],
)
def test_krippendorff(left, right, expected):
    assert krippendorff_alpha(codes(left, right)) == pytest.approx(expected, abs=5e-4)
    rows = agreement(pairs(left, right), draws=20)
    assert rows["value"][2] == pytest.approx(expected, abs=5e-4)


def test_krippendorff_with_gaps_and_four_coders():
    # Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C: .743
    four = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    assert krippendorff_alpha(codes(*four)) == pytest.approx(0.743, abs=5e-4)


def test_kappa_by_hand():
    # 3 of 4 alike; chance (2·3 + 2·1) / 16 = .5
    assert cohen_kappa(pairs("aabb", "aaab")) == pytest.approx(0.5)


def test_one_value_leaves_nothing_to_measure():
    assert cohen_kappa(pairs("aa", "aa")) is None
    assert krippendorff_alpha(codes("aa", "aa")) is None
    assert agreement(pairs("aa", "aa"), draws=10)["value"].to_list() == [1.0, None, None]


def test_no_unit_twice():
    with pytest.raises(WorkbenchError, match="No unit was coded twice"):
        agreement(pairs("", ""))


def test_confusion_has_every_cell_and_knows_its_values():
    rows = confusion(pairs("aab", "abb"), ["a", "b", "c"])
    assert rows.height == 9
    assert rows.filter(pl.col("n") > 0).rows() == [("a", "a", 1), ("a", "b", 1), ("b", "b", 1)]
    with pytest.raises(WorkbenchError, match="Unknown value 'b' in a coding; choose a"):
        confusion(pairs("a", "b"), ["a"])


VALUES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20
)


@given(VALUES)
def test_the_table_and_the_formulas_agree(units):
    rows = pairs(*zip(*units, strict=True))
    found = agreement(rows, draws=5)["value"].to_list()
    assert found[1] == pytest.approx(cohen_kappa(rows))
    alpha = krippendorff_alpha(codes(rows["left"], rows["right"]))
    assert found[2] == pytest.approx(alpha)


def test_perfect_agreement_has_an_interval_of_no_width():
    rows = agreement(pairs("abc" * 5, "abc" * 5), draws=50)
    assert rows["low"].to_list() == pytest.approx([1.0, 1.0, 1.0])
    assert rows["n_units"].to_list() == [15] * 3
