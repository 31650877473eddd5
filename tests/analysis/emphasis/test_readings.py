"""Many coders: fractions worked out by hand, and the shipped codings."""

from itertools import combinations

import polars as pl
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from workbench.analysis.emphasis import (
    cohen_kappa,
    joint_agreement,
    krippendorff_alpha,
    mentions,
    pair_of,
    pairwise,
    readings,
    rule_readings,
    shipped_readings,
    to_discuss,
    weighted_kappa,
)
from workbench.corpus import read_coding, read_topics
from workbench.errors import WorkbenchError


def coded(**coders):
    """Give readings of passages 1, 2, …: a text per coder, a letter per passage, a dot for a gap."""
    rows = [
        ("d", number, coder, None if value == "." else value)
        for coder, values in coders.items()
        for number, value in enumerate(values, 1)
    ]
    return pl.DataFrame(rows, schema=["doc_id", "para_no", "coder", "value"], orient="row")


def measured(given, draws=50):
    return dict(joint_agreement(given, draws).select("measure", "value").iter_rows())


def test_the_published_alpha_of_two_coders():
    given = coded(one="aabbdcccedda", two="babbbccceddd")
    assert measured(given)["Krippendorff's α"] == pytest.approx(0.692, abs=5e-4)


def test_shares_of_three_coders_by_hand():
    # passage 1: three alike, 3 of 3 pairs; passage 2: two alike, 1 of 3; passage 3: 0 of 3
    assert measured(coded(x="aaa", y="aab", z="abc"))["share of agreeing pairs"] == 4 / 9


def test_gaps_take_no_part():
    # passage 1 has two values, one pair, alike; passage 2 one value, no pair
    table = joint_agreement(coded(x="aa", y="a.", z=".."), 50)
    assert table["value"].to_list() == [1.0, None]
    assert table.select("n_units", "n_coders").row(0) == (1, 2)


@pytest.mark.parametrize("given", [coded(x="abc"), coded(x="..", y="..")])
def test_one_coder_or_none_has_no_agreement_and_no_error(given):
    table = joint_agreement(given, 50)
    assert table["value"].null_count() == table["low"].null_count() == 2
    assert pairwise(given)["kappa"].null_count() == pairwise(given).height
    assert to_discuss(given, given.select("doc_id", "para_no", text=pl.lit("t"))).is_empty()


@drawn(st.lists(st.text("abc.", min_size=6, max_size=6), min_size=2, max_size=5))
def test_alpha_is_that_of_the_two_way_module(columns):
    given = coded(**{f"c{number}": text for number, text in enumerate(columns)})
    unit = given.select("coder", "value", unit="para_no")
    expected = krippendorff_alpha(unit)
    found = measured(given, 2)["Krippendorff's α"]
    assert (found is None) == (expected is None)
    assert found is None or found == pytest.approx(expected)


def test_the_interval_holds_the_value_and_is_the_same_each_time():
    given = coded(x="aabbccddaabb", y="aabbccdaabcb", z="aabcccddaaba")
    once, again = joint_agreement(given), joint_agreement(given)
    assert once.equals(again)
    assert (once["low"] <= once["value"]).all()
    assert (once["value"] <= once["high"]).all()
    assert (once["low"] < once["high"]).all()


def test_pairs_of_coders():
    rows = pairwise(coded(x="aabb", y="aab.", z="bbbb"))
    assert rows.select("left", "right", "n_units", "n_same").rows() == [
        ("x", "y", 3, 3),
        ("x", "z", 4, 2),
        ("y", "z", 3, 1),
    ]
    assert rows["kappa"].to_list() == [1.0, 0.0, 0.0]
    assert rows["weighted_kappa"].null_count() == 3


def test_kappa_is_that_of_the_two_way_module():
    given = coded(x="aabbcc", y="abbbca")
    assert pairwise(given)["kappa"].item() == pytest.approx(cohen_kappa(pair_of(given, "x", "y")))


def test_weighted_kappa_forgives_a_small_step():
    near, far = coded(x="1231", y="1221"), coded(x="1231", y="1211")
    scale = ["1", "2", "3"]
    values = [pairwise(one, scale)["weighted_kappa"].item() for one in (near, far)]
    assert values[0] > values[1]
    table = [[2, 0, 0], [0, 1, 0], [0, 1, 0]]
    weights = [[0, 1, 2], [1, 0, 1], [2, 1, 0]]
    assert values[0] == pytest.approx(weighted_kappa(table, weights))


def test_a_value_outside_the_order_is_named():
    with pytest.raises(WorkbenchError, match="Unknown value '3'; the order names 1, 2"):
        pairwise(coded(x="3", y="1"), ["1", "2"])


def test_an_unknown_coder_or_field_is_named():
    with pytest.raises(WorkbenchError, match="No coder 'q'; choose x, y"):
        pair_of(coded(x="a", y="a"), "x", "q")
    with pytest.raises(WorkbenchError, match="Unknown field 'mood'; choose topic, actor"):
        readings(coded(x="a"), "mood")


def test_who_said_what_the_most_disputed_first():
    given = coded(x="aaa", y="aab", z="abc")
    lines = given.select("doc_id", "para_no", text=pl.lit("t")).unique()
    rows = to_discuss(given, lines).select("para_no", "n_values", "n_coders", "said").rows()
    assert rows == [
        (3, 3, 3, "a: x; b: y; c: z"),
        (2, 2, 3, "a: x, y; b: z"),
    ]


def test_thirty_coders_are_all_compared():
    given = coded(**{f"s{number:02}": "abcabcabca"[number % 3 :] for number in range(30)})
    assert pairwise(given).height == len(list(combinations(range(30), 2)))
    assert joint_agreement(given, 50)["n_coders"][0] == 30


def test_rules_give_the_topic_named_most_and_the_first_of_equals():
    lines = pl.DataFrame({"doc_id": "d", "para_no": [1, 2, 3], "zone": "body"})
    found = pl.DataFrame(
        [("d", 1, "sea", 9), ("d", 1, "order", 1), ("d", 1, "sea", 20), ("d", 2, "sea", 30), ("d", 2, "order", 25)],
        schema=["doc_id", "para_no", "topic", "start"],
        orient="row",
    )  # fmt: skip
    assert rule_readings(lines, found)["value"].to_list() == ["sea", "order", "none"]


def test_shipped_readings_and_rules_are_coders_like_others(corpus):
    codebook = read_topics(corpus.folder)
    topics = codebook.topics["topic"].to_list()
    codings = [
        read_coding(corpus.folder, corpus.paragraphs, topics, file)
        for file in ("first.toml", "independent.toml")
    ]
    rules = rule_readings(corpus.paragraphs, mentions(corpus, codebook))
    given = pl.concat([*map(shipped_readings, codings), rules], how="vertical_relaxed")
    table = joint_agreement(given, 50)
    assert table.select("n_units", "n_coders").row(0) == (149, 3)
    first = codings[0].filter("primary")
    both = pair_of(given, first["coder"][0], codings[1]["coder"][0])
    assert both.height == 149
