import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import WorkbenchError
from workbench.analysis.readability import LINEAR, decompose, unit_counts
from workbench.analysis.readability.formulas import COUNTS, value


def counts(left: dict[str, int], right: dict[str, int]) -> pl.DataFrame:
    rows = [
        {"doc_id": doc, "unit": "document", "unit_id": doc, "splitter": "full stop"}
        | dict.fromkeys(COUNTS, 1)
        | count
        for doc, count in (("a", left), ("b", right))
    ]
    return pl.DataFrame(rows)


def test_by_hand():
    frame = counts(
        {"n_words": 100, "n_sentences": 10, "n_syllables": 150},
        {"n_words": 200, "n_sentences": 8, "n_syllables": 400},
    )
    rows = decompose(frame, "a", "b", "Flesch–Kincaid grade")
    assert rows.select("part", "left", "right").rows() == [
        ("sentence length", 10.0, 25.0),
        ("word length", 1.5, 2.0),
    ]
    assert rows["contribution"].to_list() == pytest.approx([0.39 * 15, 11.8 * 0.5])


count = st.fixed_dictionaries(
    {name: st.integers(0, 4000) for name in COUNTS}
    | {"n_words": st.integers(1, 4000), "n_sentences": st.integers(1, 200)}
)


@settings(max_examples=40, deadline=None)
@given(count, count, st.sampled_from(LINEAR))
def test_the_parts_add_up_exactly(left, right, measure):
    frame = counts(left, right)
    rows = decompose(frame, "a", "b", measure)
    a, b = frame.select(value(measure)).to_series()
    assert rows["contribution"].sum() == rows["difference"][0]
    assert rows["difference"][0] == pytest.approx(b - a, rel=1e-9, abs=1e-8)


def test_in_this_corpus_readability_is_sentence_length(corpus):
    frame = unit_counts(corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes)
    rows = decompose(frame, "tass-2024", "vgp-2025")
    parts = dict(rows.select("part", "contribution").iter_rows())
    assert parts["sentence length"] / rows["difference"][0] > 0.9


@pytest.mark.parametrize("measure", ["SMOG", "RIX", "McAlpine EFLAW"])
def test_measures_that_multiply_cannot_be_split(measure):
    with pytest.raises(WorkbenchError, match="cannot be split; Flesch reading ease"):
        decompose(counts({}, {}), "a", "b", measure)


def test_an_unknown_document_lists_those_that_are_there():
    with pytest.raises(WorkbenchError, match=r"no counts for 'c' .*there: a, b"):
        decompose(counts({}, {}), "a", "c")


def test_an_empty_document_is_not_compared():
    with pytest.raises(WorkbenchError, match="b: not defined for text without words"):
        decompose(counts({}, {"n_words": 0}), "a", "b")
