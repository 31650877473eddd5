import random
from zlib import crc32

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import WorkbenchError
from workbench.readability.measure import (
    frames_of_texts,
    readability,
    textstat_with_our_dictionary,
    unit_counts,
)
from workbench.readability.scores import (
    COUNTED,
    SEED,
    decompose,
    definitions,
    formula,
    formulas,
    intervals,
    linear,
    stretch,
    value,
)
from workbench.schema import MEASURES

GRADE = "Flesch–Kincaid grade"


def sentences(**docs):
    """Rows of ``unit_sentences`` from (words, syllables) per sentence."""
    rows = [
        {"doc_id": doc, "unit": "document", "unit_id": doc, "splitter": "full stop", "start": i}
        | dict.fromkeys(COUNTED, 1)
        | {"n_words": words, "n_syllables": syllables, "n_sentences": 1.0}
        for doc, counts in docs.items()
        for i, (words, syllables) in enumerate(counts)
    ]
    return pl.DataFrame(rows)


def grade(rows, doc="a", draws=1_000):
    found = intervals(rows, draws).filter(doc_id=doc, measure=GRADE)
    return found.select("low", "high").row(0)


def armed(end, score, n):
    """Return the end of an interval, its arm stretched from the score."""
    return score + stretch(n) * (end - score)


VARIED = [(4 + 7 * i % 47, 60 + 11 * i % 31) for i in range(30)]


def fmix32(h):
    """The finalizer of MurmurHash3 with plain integers."""
    h = (h ^ h >> 16) * 0x85EBCA6B % 2**32
    h = (h ^ h >> 13) * 0xC2B2AE35 % 2**32
    return h ^ h >> 16


def test_agrees_with_an_independent_bootstrap():
    def scored(drawn):
        words, syllables = (sum(pair[i] for pair in drawn) for i in (0, 1))
        return 0.39 * words / len(drawn) + 11.8 * syllables / words - 15.59

    generator, n = random.Random(7), len(VARIED)  # noqa: S311 - no secret is at stake
    values = sorted(scored(generator.choices(VARIED, k=n)) for _ in range(4000))
    width = values[3900] - values[100]
    for end, expected in zip(
        grade(sentences(a=VARIED), draws=4000), values[100::3800], strict=True
    ):
        assert end == pytest.approx(armed(expected, scored(VARIED), n), abs=0.06 * width)


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
    found = intervals(sentences(a=VARIED), draws).filter(measure="LIX")
    score, *ends = (
        x + 100 / x for x in (sum(w for w, _ in VARIED) / size, lengths[1], lengths[-2])
    )
    expected = [armed(end, score, size) for end in ends]
    assert found.select("low", "high").row(0) == pytest.approx(expected)


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


def test_two_documents_have_streams_of_their_own():
    rows = sentences(a=VARIED, b=VARIED)
    assert grade(rows, "a") != grade(rows, "b")


def test_one_sentence_has_no_interval():
    rows = sentences(a=[(10, 12)], b=VARIED)
    assert set(intervals(rows)["doc_id"]) == {"b"}
    assert intervals(rows.filter(doc_id="a")).is_empty()
    assert intervals(rows, 0).is_empty()


def test_equal_sentences_have_an_interval_of_no_width():
    found = intervals(sentences(a=[(10, 12)] * 5))
    assert found.height == len(formulas())
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


def by_hand(c):
    """The ten formulas once more, straight from their publications."""
    w, s = c["n_words"], c["n_sentences"]
    hard = c["n_difficult"] / w * 100
    return {
        "Flesch reading ease": 206.835 - 1.015 * w / s - 84.6 * c["n_syllables"] / w,
        "Flesch–Kincaid grade": 0.39 * w / s + 11.8 * c["n_syllables"] / w - 15.59,
        "Gunning fog": 0.4 * (w / s + 100 * c["n_complex"] / w),
        "SMOG": 1.043 * (30 * c["n_polysyllables"] / s) ** 0.5 + 3.1291,
        "ARI": 4.71 * c["n_characters"] / w + 0.5 * w / s - 21.43,
        "Coleman–Liau": 0.0588 * 100 * c["n_letters"] / w - 0.296 * 100 * s / w - 15.8,
        "Dale–Chall": 0.1579 * hard + 0.0496 * w / s + (3.6365 if hard > 5 else 0),
        "LIX": w / s + 100 * c["n_long"] / w,
        "RIX": c["n_long"] / s,
        "McAlpine EFLAW": (w + c["n_mini"]) / s,
    }


def by_textstat(stat, text):
    letters = 100 * stat.letter_count(text) / stat.lexicon_count(text)
    return {
        "Flesch reading ease": stat.flesch_reading_ease(text),
        "Flesch–Kincaid grade": stat.flesch_kincaid_grade(text),
        "Gunning fog": stat.gunning_fog(text),
        "SMOG": stat.smog_index(text),
        "ARI": stat.automated_readability_index(text),
        # textstat's coefficient is 0.058, the published one 0.0588
        "Coleman–Liau": stat.coleman_liau_index(text) + 0.0008 * letters,
        "Dale–Chall": stat.dale_chall_readability_score(text),
        "LIX": stat.lix(text),
        "RIX": stat.rix(text),
        "McAlpine EFLAW": stat.mcalpine_eflaw(text),
    }


def measured(text):
    texts = frames_of_texts(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
    rows = readability(texts, draws=0)
    return dict(rows.select(pl.col("measure").cast(pl.String), "value").iter_rows())


@pytest.mark.parametrize(
    ("text", "measure", "expected", "digits"),
    [
        ("The cat in the hat at green ham and eggs.", "Flesch reading ease", 112.085, 3),
        ("Once upon a time.", "Flesch reading ease", 97.025, 3),
        ("The cat in the hat ate breakfast.", "Gunning fog", 2.8, 1),
    ],
)
def test_published_values(text, measure, expected, digits):
    assert round(measured(text)[measure], digits) == expected


def test_published_value_of_coleman_liau_from_counts():
    counts = pl.DataFrame({"n_words": [1000], "n_sentences": [42.0], "n_letters": [5370]})
    assert round(counts.select(value("Coleman–Liau")).item(), 2) == 14.53


def test_agrees_with_textstat_on_real_words_in_our_sentences(corpus):
    """Our splitting, spelled out so that textstat's splitter finds it again; no possessives."""
    words = corpus.tokens.filter(doc_id="tass-2024").with_columns(
        pl.col("form").str.replace_all(r"[^\p{L}\p{N}'’]", "").str.replace("['’]s?", "")
    )
    lines = words.group_by("sent_no", maintain_order=True).agg(pl.col("form").str.join(" "))
    text = " ".join(f"{line[0].upper()}{line[1:]}." for line in lines["form"])
    with textstat_with_our_dictionary() as stat:
        assert stat.sentence_count(text) == lines.height
        theirs = by_textstat(stat, text)
    ours = unit_counts(frames_of_texts(pl.DataFrame({"doc_id": ["a"], "text": [text]})))
    assert ours["n_sentences"].item() == lines.height
    assert ours.select(*formulas()).row(0, named=True) == pytest.approx(theirs, rel=1e-12)


counts = st.fixed_dictionaries(
    {name: st.integers(0, 5000) for name in COUNTED}
    | {"n_words": st.integers(1, 5000), "n_sentences": st.integers(1, 300)}
)


@settings(max_examples=60, deadline=None)
@given(counts)
def test_agrees_with_an_independent_implementation_on_the_same_counts(count):
    ours = pl.DataFrame(count).select(value(name) for name in formulas()).row(0, named=True)
    assert ours == pytest.approx(by_hand(count), rel=1e-12, abs=1e-9)


def test_nothing_divided_by_nothing_is_no_number():
    empty = pl.DataFrame({name: [0] for name in COUNTED})
    assert empty.select(value(name) for name in formulas()).row(0) == (None,) * 10


def test_measures_stand_in_the_order_of_their_enum():
    assert tuple(formulas()) == MEASURES == tuple(definitions()["measure"])


def test_a_wrong_name_lists_the_right_ones():
    with pytest.raises(WorkbenchError, match="'Flesch' is not a measure; choose Flesch reading"):
        formula("Flesch")


def decomposed(left, right, measure="Flesch–Kincaid grade"):
    sides = [dict.fromkeys(COUNTED, 1) | counts for counts in (left, right)]
    return decompose(*sides, measure), pl.DataFrame(sides)


@settings(max_examples=40, deadline=None)
@given(counts, counts, st.sampled_from(linear()))
def test_the_parts_add_up_exactly(left, right, measure):
    rows, frame = decomposed(left, right, measure)
    a, b = frame.select(value(measure)).to_series()
    assert rows["contribution"].sum() == rows["difference"][0]
    assert rows["difference"][0] == pytest.approx(b - a, rel=1e-9, abs=1e-8)


def test_in_this_corpus_readability_is_sentence_length(corpus):
    sides = {row["doc_id"]: row for row in unit_counts(corpus).iter_rows(named=True)}
    rows = decompose(sides["tass-2024"], sides["vgp-2025"])
    parts = dict(rows.select("part", "contribution").iter_rows())
    assert parts["sentence length"] / rows["difference"][0] > 0.9


@pytest.mark.parametrize("measure", ["SMOG", "RIX", "McAlpine EFLAW"])
def test_measures_that_multiply_cannot_be_split(measure):
    with pytest.raises(WorkbenchError, match="cannot be split; choose Flesch reading ease"):
        decomposed({}, {}, measure)
