import random

import polars as pl
import pytest

from workbench.analysis.wording.ablation import ablation
from workbench.analysis.wording.evaluate import (
    best_threshold,
    bootstrap,
    cross_validate,
    evaluate,
    judge,
    rates,
    strict,
    with_rates,
)
from workbench.analysis.wording.report import report
from workbench.corpus.links import read_reference
from workbench.errors import WorkbenchError


def link(number, left, right, score):
    span = {
        "left_start": left,
        "left_end": left + 10,
        "right_start": right,
        "right_end": right + 10,
    }
    return {"left_id": "a", "right_id": "b", "link_no": number, **span, "score": score}


def coded(number, left, right, label):
    row = link(number, left, right, 0.0) | {"label": label, "note": "n"}
    del row["score"]
    return row


LINKS = pl.DataFrame([link(1, 0, 0, 0.9), link(2, 20, 20, 0.5), link(3, 40, 0, 0.3)])
REFERENCE = pl.DataFrame(
    [
        coded(1, 5, 5, "counterpart"),
        coded(2, 60, 60, "counterpart"),
        coded(3, 25, 25, "tempting but different"),
    ]
)


def test_right_tempting_and_missed():
    predicted, found = judge(LINKS, REFERENCE)
    assert predicted.select("right", "tempting").rows() == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert found["best"].to_list() == [0.9, None]


def test_rates_by_hand():
    row = rates(*judge(LINKS, REFERENCE), 0.4).row(0, named=True)
    assert (row["n_predicted"], row["n_right"], row["n_reference"], row["n_found"]) == (2, 1, 2, 1)
    assert (row["precision"], row["recall"], row["f1"]) == (0.5, 0.5, 0.5)


def test_touching_is_not_overlapping():
    reference = pl.DataFrame([coded(1, 10, 0, "counterpart")])
    assert judge(LINKS.head(1), reference)[1]["best"].to_list() == [None]


def test_no_prediction_has_no_precision():
    counts = pl.DataFrame({"n_predicted": 0, "n_right": 0, "n_reference": 3, "n_found": 0})
    assert with_rates(counts).select("precision", "recall", "f1").row(0) == (None, 0.0, 0.0)


def test_the_threshold_comes_from_the_other_pairs():
    other = LINKS.with_columns(left_id=pl.lit("c"))
    truth = REFERENCE.with_columns(left_id=pl.lit("c"))
    predicted, found = judge(pl.concat([LINKS, other]), pl.concat([REFERENCE, truth]))
    curve = pl.DataFrame(
        {
            "left_id": ["a", "a", "c", "c"],
            "right_id": ["b"] * 4,
            "threshold": [0.1, 0.6] * 2,
            "f1": [0.1, 0.9, 0.8, 0.2],
        }
    )
    rows = cross_validate(predicted, found, curve)
    assert rows.select("left_id", "threshold").rows() == [("a", 0.1), ("c", 0.6)]


def test_equal_thresholds_give_the_lower():
    curve = pl.DataFrame({"threshold": [0.3, 0.1], "f1": [0.5, 0.5]})
    assert best_threshold(curve) == 0.1


def test_the_interval_of_a_perfect_score_is_a_point():
    assert set(bootstrap([(1, 1, 1, 1)] * 5, random.Random(1))) == {(1.0, 1.0, 1.0)}  # noqa: S311


@pytest.fixture(scope="module")
def reference(corpus):
    return read_reference(corpus.folder, corpus.paragraphs)


@pytest.fixture(scope="module")
def result(spaces, reference):
    return evaluate(spaces["sentence"], reference)


def f1(frame, left, right):
    return frame.filter(left_id=left, right_id=right)["f1"].item()


def test_what_the_alignment_reaches(result):
    assert f1(result.validated, "vov-2025", "vgp-2025") >= 0.90
    assert result.validated["f1"].mean() >= 0.65
    assert (result.scores["f1_low"] <= result.scores["f1"]).all()
    assert (result.scores["f1_high"] >= result.scores["f1"]).all()


def test_what_the_parts_contribute(corpus, concepts, reference, result):
    rows = ablation(corpus, concepts, reference)
    means = rows.group_by("variant", maintain_order=True).agg(pl.col("f1").mean())
    assert means["f1"].is_sorted(descending=True)
    assert rows.filter(variant="as it is")["f1"].to_list() == result.validated["f1"].to_list()
    assert "without concepts" in report(result, corpus.documents, rows)


@pytest.mark.parametrize("unit", ["sentence", "clause", "provision"])
def test_the_default_threshold_is_the_best_on_average(spaces, reference, unit):
    result = evaluate(spaces[unit], reference)
    assert best_threshold(result.curve) == result.threshold


def test_precision_at_a_price(result):
    rows = strict(result.curve, 0.85)
    assert rows.height == 5
    assert (rows["precision"].drop_nulls() >= 0.85).all()


def test_every_error_is_listed(result):
    counts = result.scores.select(
        false=(pl.col("n_predicted") - pl.col("n_right")).sum(),
        missed=(pl.col("n_reference") - pl.col("n_found")).sum(),
    ).row(0)
    missed = result.errors.filter(error="missed").height
    assert (result.errors.height - missed, missed) == counts


def test_report_is_the_same_twice(spaces, reference, result, corpus):
    text = report(result, corpus.documents)
    assert text == report(evaluate(spaces["sentence"], reference), corpus.documents)
    assert "vov-2025 → vgp-2025" in text
    assert "cross-validated" in text


def test_an_empty_reference(spaces, reference):
    with pytest.raises(WorkbenchError, match="nothing to evaluate against"):
        evaluate(spaces["sentence"], reference.clear())
