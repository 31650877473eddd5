import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import WorkbenchError
from workbench.analysis.readability import definitions, readability_of_texts, text_counts
from workbench.analysis.readability.engine import engine
from workbench.analysis.readability.formulas import COUNTS, FORMULAS, formula, value
from workbench.schemas import MEASURES

#: Made up; simple enough that textstat's splitter finds the same words and sentences.
SIMPLE = (
    "The two sides met in the old town hall. They talked about trade, energy and education for "
    "three hours. Nobody mentioned the considerable difficulties of international transportation. "
    "A second conversation is expected next year! Will it happen in autumn? The organisers hope so."
)


def by_hand(c: dict[str, float]) -> dict[str, float]:
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


def by_textstat(text: str) -> dict[str, float]:
    stat, _ = engine()
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


def measured(text: str) -> dict[str, float]:
    rows = readability_of_texts(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
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


def test_agrees_with_textstat_where_its_splitting_agrees():
    assert measured(SIMPLE) == pytest.approx(by_textstat(SIMPLE), rel=1e-13)


def test_agrees_with_textstat_on_real_words_in_our_sentences(corpus):
    """Our splitting, spelled out so that textstat's splitter finds it again."""
    stat, _ = engine()
    words = corpus.tokens.filter(doc_id="tass-2024").with_columns(
        pl.col("form").str.replace_all(r"[^\p{L}\p{N}'’]", "").str.replace("’", "'")
    )
    lines = words.group_by("sent_no", maintain_order=True).agg(pl.col("form").str.join(" "))
    text = " ".join(f"{line[0].upper()}{line[1:]}." for line in lines["form"])
    assert stat.sentence_count(text) == lines.height
    ours = text_counts(pl.DataFrame({"doc_id": ["a"], "text": [text]}))
    assert ours["n_sentences"].item() == lines.height
    assert ours.select(*FORMULAS).row(0, named=True) == pytest.approx(by_textstat(text), rel=1e-12)


counts = st.fixed_dictionaries(
    {name: st.integers(0, 5000) for name in COUNTS}
    | {"n_words": st.integers(1, 5000), "n_sentences": st.integers(1, 300)}
)


@settings(max_examples=60, deadline=None)
@given(counts)
def test_agrees_with_an_independent_implementation_on_the_same_counts(count):
    ours = pl.DataFrame(count).select(value(name) for name in FORMULAS).row(0, named=True)
    assert ours == pytest.approx(by_hand(count), rel=1e-12, abs=1e-9)


def test_nothing_divided_by_nothing_is_no_number():
    empty = pl.DataFrame({name: [0] for name in COUNTS})
    assert empty.select(value(name) for name in FORMULAS).row(0) == (None,) * 10


def test_measures_stand_in_the_order_of_their_enum():
    assert tuple(FORMULAS) == MEASURES == tuple(definitions()["measure"])


def test_a_wrong_name_lists_the_right_ones():
    with pytest.raises(WorkbenchError, match="'Flesch' is not a measure; there are Flesch reading"):
        formula("Flesch")
