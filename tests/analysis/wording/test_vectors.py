import math

import polars as pl
import pytest

from workbench.analysis.wording.vectors import PLAIN, Recipe, features, space, weigh


def words(*rows):
    return pl.DataFrame(
        rows,
        schema={
            "doc_id": pl.String,
            "unit_no": pl.UInt32,
            "piece_no": pl.UInt32,
            "word": pl.String,
        },
        orient="row",
    ).with_columns(start=pl.int_range(pl.len()))


CONCEPTS = pl.DataFrame({"concept": ["sea", None], "phrase": ["open ocean*", "sides"]})


def test_features_are_stems_and_concepts_without_weightless_words():
    rows = words(
        ("a", 1, 1, "the"), ("a", 1, 1, "sides"), ("a", 1, 2, "open"), ("a", 1, 2, "oceans")
    )
    found = features(rows, CONCEPTS, Recipe())
    assert found.select("piece_no", "feature", "kind").rows() == [
        (2, "open", "word"),
        (2, "ocean", "word"),
        (2, "concept: sea", "concept"),
    ]


def test_plain_features_are_words_and_pairs():
    rows = words(("a", 1, 1, "the"), ("a", 1, 1, "oceans"))
    found = features(rows, CONCEPTS, PLAIN)
    assert found["feature"].to_list() == ["the", "oceans", "the oceans"]


def test_weights_by_hand():
    counts = pl.DataFrame(
        {
            "doc_id": ["a", "a", "b"],
            "unit_no": [1, 1, 1],
            "piece_no": [0, 0, 0],
            "feature": ["x", "y", "y"],
            "kind": ["word"] * 3,
            "len": [2, 1, 1],
        }
    )
    weights = weigh(counts, 2, Recipe(shrink=1.0))
    x = (1 + math.log(2)) * math.log(3 / 1.5)
    y = math.log(3 / 2.5)
    length = math.sqrt(x**2 + y**2 + math.log(3 / 1.5) ** 2)
    got = weights.filter(doc_id="a").select("feature", "weight").rows()
    assert dict(got) == pytest.approx({"x": x / length, "y": y / length})


def test_a_corpus_of_one_word(make):
    assert space(make({"a": "Peace.", "b": "War."})).weights["feature"].n_unique() == 2
