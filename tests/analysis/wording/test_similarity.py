import math

import polars as pl
import pytest

from workbench.analysis.wording.similarity import ALL_PAIRS, similarity


def test_three_numbers_by_hand():
    rows = [("a", "the"), ("a", "sea"), ("b", "the"), ("b", "sea"), ("b", "law"), ("c", "law")]
    words = pl.DataFrame(rows, schema=["doc_id", "word"], orient="row")
    got = similarity(words).filter(left="a", right="b").row(0, named=True)
    assert got["raw"] == pytest.approx(2 / math.sqrt(2 * 3))
    assert got["without_function_words"] == pytest.approx(1 / math.sqrt(1 * 2))
    both = math.log(3 / 2) + 1
    assert got["tf_idf"] == pytest.approx(both**2 / (both * math.sqrt(2 * both**2)))
    assert (got["n_words_left"], got["n_words_right"]) == (2, 3)


def test_nothing_shared_is_zero():
    words = pl.DataFrame({"doc_id": ["a", "b"], "word": ["sea", "law"]})
    assert similarity(words).select("raw", "tf_idf").row(0) == (0, 0)


def test_the_three_differ_on_the_corpus(corpus):
    rows = similarity(corpus.tokens)
    assert rows.height == 10
    assert (rows["raw"] > rows["without_function_words"]).all()
    assert (rows["without_function_words"] > rows["tf_idf"]).all()


def test_of_many_documents_each_is_compared_with_the_next():
    names = [f"d{number}" for number in range(ALL_PAIRS + 1)]
    words = pl.DataFrame({"doc_id": names, "word": ["sea"] * len(names)})
    words = words.cast({"doc_id": pl.Enum(names)})
    rows = similarity(words)
    assert rows.height == ALL_PAIRS
    assert rows.select("left", "right", "raw").row(0) == ("d0", "d1", 1.0)
    assert similarity(words.head(ALL_PAIRS)).height == ALL_PAIRS * (ALL_PAIRS - 1) // 2
