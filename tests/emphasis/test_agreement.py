"""Agreement of coders and of rules: published values, fractions by hand, the shipped readings."""

import polars as pl
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from workbench.emphasis.agreement import (
    agreement,
    cohen_kappa,
    confusion,
    disagreements,
    krippendorff_alpha,
    pair_of,
    pairwise,
    primary_readings,
    rule_readings,
    to_discuss,
    validity,
    weighted_kappa,
    wilson,
)
from workbench.errors import WorkbenchError
from workbench.schema import dtypes

COHEN = [[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]]
WEIGHTS = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]


def coded(**coders):
    """Give readings of passages 1, 2, …: a text per coder, a letter per passage, a dot for a gap."""
    rows = [
        ("d", number, coder, None if value == "." else value)
        for coder, values in coders.items()
        for number, value in enumerate(values, 1)
    ]
    return pl.DataFrame(rows, schema=["doc_id", "para_no", "coder", "value"], orient="row")


def measured(given, draws=50):
    return dict(agreement(given, draws).select("measure", "value").iter_rows())


def pairs(left, right):
    return pl.DataFrame({"left": list(left), "right": list(right)})


def test_cohen_1968():
    assert weighted_kappa(COHEN) == pytest.approx(0.492, abs=5e-4)
    assert weighted_kappa(COHEN, WEIGHTS) == pytest.approx(0.348, abs=5e-4)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("0100000010", "1110010000", 0.095), ("aabbdcccedda", "babbbccceddd", 0.692)],
)
def test_krippendorff(left, right, expected):
    given = coded(x=left, y=right)
    assert krippendorff_alpha(given) == pytest.approx(expected, abs=5e-4)
    assert measured(given)["Krippendorff's α"] == pytest.approx(expected, abs=5e-4)


def test_krippendorff_with_gaps_and_four_coders():
    # Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C: .743
    given = coded(
        a="123321412...", b="1233224125.3", c=".333234225 1.".replace(" ", ""), d="12332441251."
    )
    assert krippendorff_alpha(given) == pytest.approx(0.743, abs=5e-4)


def test_kappa_by_hand():
    # 3 of 4 alike; chance (2·3 + 2·1) / 16 = .5
    assert cohen_kappa(pairs("aabb", "aaab")) == pytest.approx(0.5)
    assert measured(coded(x="aabb", y="aaab"))["Cohen's κ"] == pytest.approx(0.5)


def test_one_value_leaves_nothing_to_measure():
    assert cohen_kappa(pairs("aa", "aa")) is None
    assert agreement(coded(x="aa", y="aa"), 10)["value"].to_list() == [1.0, None, None]


def test_shares_of_three_coders_by_hand():
    # passage 1: three alike, 3 of 3 pairs; passage 2: two alike, 1 of 3; passage 3: 0 of 3
    found = measured(coded(x="aaa", y="aab", z="abc"))
    assert found["Share of agreeing pairs"] == 4 / 9
    assert "Cohen's κ" not in found


def test_gaps_take_no_part():
    # passage 1 has two values, one pair, alike; passage 2 one value, no pair
    table = agreement(coded(x="aa", y="a.", z=".."), 50)
    assert table["value"].to_list() == [1.0, None, None]
    assert table.select("n_units", "n_coders").row(0) == (1, 2)


@pytest.mark.parametrize(("given", "n"), [(coded(x="abc"), 1), (coded(x="..", y=".."), 0)])
def test_one_coder_or_none_has_no_agreement_and_no_error(given, n):
    table = agreement(given, 50)
    assert dict(table.schema) == dtypes("agreement")
    assert table.select("value", "n_units", "n_coders").rows() == [(None, 0, n)] * 2


VALUES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20
)


@drawn(VALUES)
def test_kappa_and_share_of_drawn_coders(units):
    left, right = ("".join(side) for side in zip(*units, strict=True))
    found = measured(coded(x=left, y=right), 5)
    same = sum(a == b for a, b in units) / len(units)
    chance = sum(left.count(one) * right.count(one) for one in "abc") / len(units) ** 2
    assert found["Share of agreeing pairs"] == pytest.approx(same)
    expected = None if chance == 1 else pytest.approx((same - chance) / (1 - chance))
    assert found["Cohen's κ"] == expected


def test_perfect_agreement_has_an_interval_of_no_width():
    rows = agreement(coded(x="abc" * 5, y="abc" * 5), 50)
    assert rows["low"].to_list() == pytest.approx([1.0, 1.0, None])
    assert rows["n_units"].to_list() == [15] * 3


def test_intervals_hold_the_value_and_are_the_same_every_time():
    given = coded(x="abcabcabca", y="abcabcaaab")
    once = agreement(given, 200)
    assert once.equals(agreement(given, 200))
    assert (once["low"] < once["value"]).to_list() == [True, True, None]
    assert (once["value"] < once["high"]).to_list() == [True, True, None]


def test_confusion_has_every_cell():
    rows = confusion(pairs("aab", "abb"), ["a", "b", "c"])
    assert rows.height == 9
    assert rows.filter(pl.col("n") > 0).rows() == [("a", "a", 1), ("a", "b", 1), ("b", "b", 1)]


def test_pairs_of_coders():
    rows = pairwise(coded(x="aabb", y="aab.", z="bbbb"))
    assert rows.select("left", "right", "n_units", "n_same").rows() == [
        ("x", "y", 3, 3),
        ("x", "z", 4, 2),
        ("y", "z", 3, 1),
    ]
    assert rows["kappa"].to_list() == [1.0, 0.0, 0.0]
    assert pairwise(coded(x="a.", y=".a"))["share"].to_list() == [None]


def test_weighted_kappa_forgives_a_small_step():
    weights = [[0, 1, 2], [1, 0, 1], [2, 1, 0]]
    near, far = [[2, 0, 0], [0, 1, 0], [0, 1, 0]], [[2, 0, 0], [0, 1, 0], [1, 0, 0]]
    assert weighted_kappa(near, weights) > weighted_kappa(far, weights)


def test_what_is_unknown_is_named():
    with pytest.raises(WorkbenchError, match="Unknown coder 'q'; choose x, y"):
        pair_of(coded(x="a", y="a"), "x", "q")


def test_who_said_what_the_most_disputed_first():
    given = coded(x="aaa", y="aab", z="abc")
    lines = given.select("doc_id", "para_no", text=pl.lit("t")).unique(maintain_order=True)
    assert to_discuss(given, lines).select("para_no", "n_values", "n_coders", "said").rows() == [
        (3, 3, 3, "a: x; b: y; c: z"),
        (2, 2, 3, "a: x, y; b: z"),
    ]


def test_rules_give_the_topic_named_most_and_the_first_of_equals():
    lines = pl.DataFrame({"doc_id": "d", "para_no": [1, 2, 3], "zone": "body"})
    found = pl.DataFrame(
        [("d", 1, "sea", 9), ("d", 1, "order", 1), ("d", 1, "sea", 20), ("d", 2, "sea", 30), ("d", 2, "order", 25)],
        schema=["doc_id", "para_no", "topic", "start"],
        orient="row",
    )  # fmt: skip
    assert rule_readings(lines, found)["value"].to_list() == ["sea", "order", "none"]


# --- rules against a reading ---


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
def test_wilsons_published_values(n, total, low, high):
    assert ends(n, total) == pytest.approx((low, high), abs=5e-5)
    assert ends(0, 0) == (None, None)


def ends(n, total):
    low, high = wilson(pl.lit(n), pl.lit(total))
    return pl.select(low.alias("low"), high.alias("high")).row(0)


@drawn(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilsons_interval_holds_the_share_and_stays_inside(counts):
    n, total = counts
    low, high = ends(n, total)
    assert 0 <= low <= n / total <= high <= 1
    assert ends(total - n, total) == pytest.approx((1 - high, 1 - low))


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
    rows = validity(CODING, FOUND, TOPICS)
    assert dict(rows.schema) == dtypes("validity")
    sea, fire, every = rows.iter_rows(named=True)
    assert (sea["n_there"], sea["n_found"], sea["n_both"], sea["n_paragraphs"]) == (3, 3, 2, 4)
    assert sea["precision"] == sea["recall"] == 2 / 3
    # alike in 2 of 4; chance 9/16 + 1/16
    assert sea["kappa"] == pytest.approx((0.5 - 0.625) / (1 - 0.625))
    assert (fire["precision"], fire["recall"], fire["kappa"]) == (None, 0.0, 0.0)
    assert every["topic"] == "all topics"
    assert (every["n_there"], every["n_found"], every["n_both"]) == (4, 3, 2)


def test_every_disagreement_is_listed_with_what_matched():
    lines = pl.DataFrame({"doc_id": ["a"] * 4, "para_no": [1, 2, 3, 4], "text": list("wxyz")})
    rows = disagreements(CODING, FOUND, TOPICS, lines)
    assert rows.select("para_no", "topic", "error", "matches", "note", "text").rows() == [
        (1, "sea", "missed", "", "", "w"),
        (3, "fire", "missed", "", "", "y"),
        (4, "sea", "false", "r: sea", "n4", "z"),
    ]


def test_two_coders_in_one_frame_are_no_reference():
    with pytest.raises(WorkbenchError, match="reading of one coder"):
        validity(pl.concat([CODING, CODING.with_columns(coder=pl.lit("d"))]), FOUND, TOPICS)


def test_readings_and_rules_are_coders_like_others(study):
    rules = rule_readings(study.corpus.paragraphs, study.translated)
    full = [study.readings[name] for name in ("first", "independent")]
    given = pl.concat([*map(primary_readings, full), rules], how="vertical_relaxed")
    assert agreement(given, 50).select("n_units", "n_coders").row(0) == (149, 3)
    again = pl.concat(primary_readings(study.readings[name]) for name in ("first", "second"))
    both = pair_of(again, *sorted(again["coder"].unique()))
    assert (both.height, both.filter(pl.col("left") != pl.col("right")).height) == (41, 2)
