import polars as pl
import pytest

from workbench.analysis.wording.reuse import fragments, reuse
from workbench.errors import WorkbenchError


def tokens(**texts):
    rows = [(doc_id, word) for doc_id, text in texts.items() for word in text.split()]
    frame = pl.DataFrame(rows, schema=["doc_id", "form"], orient="row")
    return frame.with_columns(word=pl.col("form").str.to_lowercase())


def test_by_hand():
    # fragments: "the cat" (2) and "mat" (1) of 4 words, against 6
    frame = reuse(tokens(s="The cat ate mat", a="the cat sat on the mat"), [("s", "a")])
    row = frame.row(0, named=True)
    assert row["n_fragments"] == 2
    assert row["coverage"] == pytest.approx(3 / 4)
    assert row["density"] == pytest.approx((2**2 + 1) / 4)
    assert row["compression"] == pytest.approx(6 / 4)
    assert row["redline"]


def test_nothing_shared():
    row = reuse(tokens(s="x y", a="z"), [("s", "a")]).row(0, named=True)
    assert (row["coverage"], row["density"], row["redline"]) == (0, 0, False)


def test_the_longest_run_is_taken():
    assert fragments("a b c".split(), "a b x a b c".split()) == [(0, 3, 3)]


def test_no_body():
    with pytest.raises(WorkbenchError, match="'q' has no body"):
        reuse(tokens(s="x"), [("s", "q")])


def test_reference_values(corpus):
    rows = reuse(corpus.tokens, [("vov-2025", "vgp-2025"), ("investor-2024", "tass-2024")])
    measured = rows.select("coverage", "density", "compression").rows()
    assert measured[0] == pytest.approx((0.91, 4.1, 9.3), rel=0.02)
    assert measured[1] == pytest.approx((0.59, 0.89, 0.7), rel=0.07)
    assert rows["redline"].to_list() == [True, False]
