"""The ten named formulas as data: constant, coefficients, components, scale and source.

Every formula is a constant plus coefficients times components, and every component is a ratio of
counts. That makes a value, its bootstrap and its decomposition the same few expressions. The
definitions are textstat's, with one exception: Coleman–Liau has its published coefficient 0.0588
(textstat has 0.058, which gives about 0.4 less).
"""

from dataclasses import dataclass

import polars as pl

from workbench.errors import WorkbenchError

#: What is summed over the sentences of a unit.
COUNTS = (
    "n_words",
    "n_sentences",
    "n_syllables",
    "n_letters",
    "n_characters",
    "n_long",
    "n_mini",
    "n_polysyllables",
    "n_difficult",
    "n_complex",
)

SENTENCE_LENGTH, WORD_LENGTH, UNFAMILIAR = "sentence length", "word length", "unfamiliar words"
BOTH = "sentence length and words together"


def ratio(above: str, below: str, per: int = 1) -> pl.Expr:
    """Divide one count by another (null where there is nothing to divide by)."""
    above_count = pl.col(above).cast(pl.Float64) * per
    return pl.when(pl.col(below) > 0).then(above_count / pl.col(below))


#: Component: how it is computed, and which side of difficulty it belongs to.
COMPONENTS: dict[str, tuple[pl.Expr, str]] = {
    "words_per_sentence": (ratio("n_words", "n_sentences"), SENTENCE_LENGTH),
    "sentences_per_100_words": (ratio("n_sentences", "n_words", 100), SENTENCE_LENGTH),
    "syllables_per_word": (ratio("n_syllables", "n_words"), WORD_LENGTH),
    "letters_per_word": (ratio("n_letters", "n_words"), WORD_LENGTH),
    "letters_per_100_words": (ratio("n_letters", "n_words", 100), WORD_LENGTH),
    "characters_per_word": (ratio("n_characters", "n_words"), WORD_LENGTH),
    "complex_per_100_words": (ratio("n_complex", "n_words", 100), WORD_LENGTH),
    "long_per_100_words": (ratio("n_long", "n_words", 100), WORD_LENGTH),
    "difficult_per_100_words": (ratio("n_difficult", "n_words", 100), UNFAMILIAR),
    "step_above_5_difficult": (
        (ratio("n_difficult", "n_words", 100) > 5).cast(pl.Float64),  # noqa: PLR2004
        UNFAMILIAR,
    ),
    "miniwords_per_sentence": (ratio("n_mini", "n_sentences"), BOTH),
    "long_per_sentence": (ratio("n_long", "n_sentences"), BOTH),
    "root_of_polysyllables_per_30_sentences": (
        ratio("n_polysyllables", "n_sentences", 30).sqrt(),
        BOTH,
    ),
}


@dataclass(frozen=True)
class Formula:
    """One named formula: its terms, its published scale and where it comes from.

    ``scale`` is the range for which its author gave readers or school years; None is an open end.
    """

    constant: float
    terms: dict[str, float]
    scale: tuple[float | None, float | None]
    source: str
    harder: str = "higher"
    min_sentences: int = 0


#: Twelve years of school and six of university; McLaughlin's own table of SMOG ends there too.
GRADES = (0.0, 18.0)

FORMULAS: dict[str, Formula] = {
    "Flesch reading ease": Formula(
        206.835,
        {"words_per_sentence": -1.015, "syllables_per_word": -84.6},
        (0.0, 100.0),
        "Flesch 1948",
        harder="lower",
    ),
    "Flesch–Kincaid grade": Formula(
        -15.59,
        {"words_per_sentence": 0.39, "syllables_per_word": 11.8},
        GRADES,
        "Kincaid et al. 1975",
    ),
    "Gunning fog": Formula(
        0.0, {"words_per_sentence": 0.4, "complex_per_100_words": 0.4}, GRADES, "Gunning 1952"
    ),
    "SMOG": Formula(
        3.1291,
        {"root_of_polysyllables_per_30_sentences": 1.043},
        GRADES,
        "McLaughlin 1969",
        min_sentences=30,
    ),
    "ARI": Formula(
        -21.43,
        {"words_per_sentence": 0.5, "characters_per_word": 4.71},
        GRADES,
        "Smith & Senter 1967",
    ),
    "Coleman–Liau": Formula(
        -15.8,
        {"sentences_per_100_words": -0.296, "letters_per_100_words": 0.0588},
        GRADES,
        "Coleman & Liau 1975",
    ),
    "Dale–Chall": Formula(
        0.0,
        {
            "words_per_sentence": 0.0496,
            "difficult_per_100_words": 0.1579,
            "step_above_5_difficult": 3.6365,
        },
        (0.0, 10.0),
        "Dale & Chall 1948",
    ),
    "LIX": Formula(
        0.0, {"words_per_sentence": 1.0, "long_per_100_words": 1.0}, (None, None), "Björnsson 1968"
    ),
    "RIX": Formula(0.0, {"long_per_sentence": 1.0}, (None, None), "Anderson 1983"),
    "McAlpine EFLAW": Formula(
        0.0,
        {"words_per_sentence": 1.0, "miniwords_per_sentence": 1.0},
        (None, None),
        "McAlpine 2006",
    ),
}


def formula(measure: str) -> Formula:
    """Find a formula by name, or say which there are."""
    if measure not in FORMULAS:
        raise WorkbenchError(f"{measure!r} is not a measure; there are {', '.join(FORMULAS)}.")
    return FORMULAS[measure]


def value(measure: str) -> pl.Expr:
    """Compute a measure from the counts of a unit (columns `COUNTS`).

    Examples
    --------
    >>> counts = {"n_words": 10, "n_sentences": 1, "n_syllables": 10}
    >>> pl.DataFrame(counts).select(value("Flesch reading ease").round(3)).item()
    112.085
    """
    spec = formula(measure)
    terms = [coefficient * COMPONENTS[name][0] for name, coefficient in spec.terms.items()]
    return pl.sum_horizontal(pl.lit(spec.constant), *terms, ignore_nulls=False).alias(measure)
