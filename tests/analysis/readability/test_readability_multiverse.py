import polars as pl
import pytest

from workbench.analysis.readability import pairs, ranks

DOCS = pl.Enum(["a", "b", "c"])
#: grades of a, b and c under two variants: a and b change places, c stays the easiest
VALUES = {"full stop": (20.0, 18.0, 9.0), "full stop and semicolon": (15.0, 17.0, 8.0)}


@pytest.fixture
def rows():
    table = [
        (doc, "document", splitter, "Flesch–Kincaid grade", score, score - 1.5, score + 1.5)
        for splitter, scores in VALUES.items()
        for doc, score in zip("abc", scores, strict=True)
    ]
    names = ("doc_id", "unit", "splitter", "measure", "value", "low", "high")
    return pl.DataFrame(table, schema=names, orient="row").cast({"doc_id": DOCS})


def test_ranks_under_each_variant(rows):
    assert ranks(rows).select("doc_id", "rank", "best", "worst").rows() == [
        ("a", 1, 1, 2),
        ("a", 2, 1, 2),
        ("b", 2, 1, 2),
        ("b", 1, 1, 2),
        ("c", 3, 3, 3),
        ("c", 3, 3, 3),
    ]


@pytest.fixture
def gate():
    """Every pair may be compared, but for b and c."""
    table = [
        (left, right, "blocked" if {left, right} == {"b", "c"} else "editions")
        for left in "abc"
        for right in "abc"
    ]
    names = ("left", "right", "kind")
    return pl.DataFrame(table, schema=names, orient="row").cast({"left": DOCS, "right": DOCS})


def test_which_order_survives(rows, gate):
    assert pairs(rows, gate).collect().sort("left", "right").rows() == [
        ("a", "b", 2, 1, 1, -2.0, 2.0, 0, False),
        ("a", "c", 2, 2, 0, -11.0, -7.0, 2, True),
    ]


def test_a_variant_without_one_of_the_values_says_nothing_of_the_pair(rows, gate):
    some = rows.filter((pl.col("doc_id") != "b") | (pl.col("splitter") == "full stop"))
    assert pairs(some, gate).filter(right="b").collect().rows() == [
        ("a", "b", 1, 1, 0, -2.0, -2.0, 0, True)
    ]


def test_a_low_reading_ease_is_hard(rows):
    ease = rows.with_columns(measure=pl.lit("Flesch reading ease"))
    assert ranks(ease, "Flesch reading ease")["rank"].to_list() == [3, 2, 2, 3, 1, 1]


def test_an_undefined_value_has_no_rank(rows, gate):
    gone = rows.with_columns(value=pl.when(pl.col("doc_id") != "c").then("value"))
    assert set(ranks(gone)["doc_id"]) == {"a", "b"}
    assert pairs(gone, gate).collect().height == 1
    assert pairs(rows.with_columns(value=None), gate).collect().is_empty()


def test_equal_values_share_a_rank_and_survive_nothing(rows, gate):
    equal = rows.with_columns(value=pl.lit(10.0))
    assert set(ranks(equal)["rank"]) == {1}
    assert not pairs(equal, gate).collect()["survives"].any()
