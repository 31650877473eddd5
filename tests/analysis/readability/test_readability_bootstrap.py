import random
from zlib import crc32

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.analysis.readability import bootstrap
from workbench.analysis.readability.bootstrap import SEED, intervals, scramble, stretch, widened
from workbench.analysis.readability.formulas import COUNTS, FORMULAS

GRADE = "Flesch–Kincaid grade"


def sentences(**docs: list[tuple[int, int]]) -> pl.DataFrame:
    """Rows of `counts.spread` from (words, syllables) per sentence."""
    rows = [
        {"doc_id": doc, "unit": "document", "unit_id": doc, "splitter": "full stop", "start": i}
        | dict.fromkeys(COUNTS, 1)
        | {"n_words": words, "n_syllables": syllables, "n_sentences": 1.0}
        for doc, counts in docs.items()
        for i, (words, syllables) in enumerate(counts)
    ]
    return pl.DataFrame(rows)


def grade(rows: pl.DataFrame, doc: str = "a", **options) -> tuple[float, float]:
    found = intervals(rows, **options).filter(doc_id=doc, measure=GRADE)
    return found.select("low", "high").row(0)


VARIED = [(4 + 7 * i % 47, 60 + 11 * i % 31) for i in range(30)]


def fmix32(h: int) -> int:
    """The finalizer of MurmurHash3 with plain integers."""
    h = (h ^ h >> 16) * 0x85EBCA6B % 2**32
    h = (h ^ h >> 13) * 0xC2B2AE35 % 2**32
    return h ^ h >> 16


def test_the_hash_is_that_of_murmur():
    numbers = [0, 1, 2, 12_345, 2**32 - 1]
    series = pl.Series("h", numbers, dtype=pl.UInt64)
    assert pl.select(scramble(series)).to_series().to_list() == [fmix32(n) for n in numbers]
    assert fmix32(1) == 0x514E28B7


def test_draws_are_uniform():
    rows = sentences(a=[(1, 1)] * 9 + [(101, 1)])
    index = intervals(rows, draws=4000).filter(doc_id="a", measure="LIX")
    # share of the tenth sentence among ten is binomial(10, 1/10): 0 to 3 times in 95 %
    low, high = index.select("low", "high").row(0)
    assert low < 110
    assert 3 < (high - 1) / 10 < 42


def test_agrees_with_an_independent_bootstrap():
    generator = random.Random(7)  # noqa: S311 - no secret is at stake
    values = []
    for _ in range(4000):
        drawn = generator.choices(VARIED, k=len(VARIED))
        words, syllables = (sum(pair[i] for pair in drawn) for i in (0, 1))
        values.append(0.39 * words / len(drawn) + 11.8 * syllables / words - 15.59)
    values.sort()
    low, high = grade(sentences(a=VARIED), draws=4000)
    width = values[3900] - values[100]
    assert low == pytest.approx(values[100], abs=0.06 * width)
    assert high == pytest.approx(values[3900], abs=0.06 * width)


def test_the_draws_are_those_of_plain_integers():
    """No version of Polars can move an interval: its draws are arithmetic."""
    size, draws = len(VARIED), 41
    salt = crc32(b"a\x1fdocument\x1fa", SEED)
    lengths = []
    for draw in range(draws):
        places = range(draw * size + 1, (draw + 1) * size + 1)
        index = [fmix32(place * 0x9E3779B9 % 2**32 ^ salt) * size >> 32 for place in places]
        lengths.append(sum(VARIED[i][0] for i in index) / size)
    lengths.sort()
    # 41 draws: the 2.5 % and 97.5 % points are the second smallest and the second largest;
    # the column n_long is 1 for each sentence, so LIX is the length plus 100 / the length
    found = intervals(sentences(a=VARIED), draws=draws).filter(measure="LIX")
    assert found["low"].item() == pytest.approx(lengths[1] + 100 / lengths[1])
    assert found["high"].item() == pytest.approx(lengths[-2] + 100 / lengths[-2])


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    rows = sentences(a=VARIED)
    assert grade(rows) == grade(rows)
    assert grade(rows, seed=1) != grade(rows, seed=2)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 120)), min_size=2, max_size=12),
    st.randoms(use_true_random=False),
)
def test_an_interval_does_not_depend_on_neighbours_or_row_order(counts, shuffler):
    alone = sentences(a=counts)
    crowd = sentences(c=VARIED, a=counts, b=VARIED[:3])
    order = list(range(crowd.height))
    shuffler.shuffle(order)
    assert grade(crowd[order], draws=50) == grade(alone, draws=50)


def test_an_interval_does_not_depend_on_the_size_of_a_chunk(monkeypatch):
    rows = sentences(a=VARIED, b=VARIED[:7], c=VARIED[5:])
    whole = intervals(rows, draws=60).sort(pl.all())
    monkeypatch.setattr(bootstrap, "CHUNK", 500)
    assert intervals(rows, draws=60).sort(pl.all()).equals(whole)


def test_two_documents_have_streams_of_their_own():
    rows = sentences(a=VARIED, b=VARIED)
    assert grade(rows, "a") != grade(rows, "b")


def test_one_sentence_has_no_interval():
    rows = sentences(a=[(10, 12)], b=VARIED)
    assert set(intervals(rows)["doc_id"]) == {"b"}
    assert intervals(rows.filter(doc_id="a")).is_empty()
    assert intervals(rows, draws=0).is_empty()


def test_equal_sentences_have_an_interval_of_no_width():
    found = intervals(sentences(a=[(10, 12)] * 5))
    assert found.height == len(FORMULAS)
    assert found.filter(pl.col("high") - pl.col("low") > 1e-9).is_empty()


@pytest.mark.parametrize(
    ("n", "factor"),
    [
        (2, 9.168),  # √2 · 12.706 / 1.95996
        (5, 1.583),  # √1.25 · 2.776 / 1.95996
        (31, 1.059),  # √(31/30) · 2.042 / 1.95996
        (61, 1.029),  # √(61/60) · 2.000 / 1.95996: t with 60 degrees of freedom is 2.000
    ],
)
def test_the_arms_are_stretched_by_students_t(n, factor):
    assert stretch(n) == pytest.approx(factor, abs=0.001)


def test_both_arms_are_stretched_from_the_score():
    rows = pl.DataFrame(
        {"value": [10.0, 10.0], "low": [9.0, None], "high": [12.0, None], "n_parts": [5, 1]}
    )
    wide = widened(rows)
    assert wide["low"].to_list() == [pytest.approx(10 - 1.583, abs=0.001), None]
    assert wide["high"].to_list() == [pytest.approx(10 + 2 * 1.5835, abs=0.001), None]
