"""The named formulas: every one is a constant plus weights times components.

Every component is a ratio of counts. That makes a value, its bootstrap and its decomposition the
same few expressions. The formulas themselves stand in ``formulas.toml``.
"""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import polars as pl

from workbench.errors import WorkbenchError
from workbench.readability.syllables import syllable_source

SENTENCES, WORDS, UNFAMILIAR = "sentence length", "word length", "unfamiliar words"
BOTH = "sentence length and words together"


def ratio(above: str, below: str, per: int = 1) -> pl.Expr:
    """Divide one count by another; null where there is nothing to divide by."""
    return pl.when(pl.col(below) > 0).then(pl.col(above).cast(pl.Float64) * per / pl.col(below))


#: Component: how it is computed, and which side of difficulty it belongs to.
COMPONENTS: dict[str, tuple[pl.Expr, str]] = {
    "words_per_sentence": (ratio("n_words", "n_sentences"), SENTENCES),
    "sentences_per_100_words": (ratio("n_sentences", "n_words", 100), SENTENCES),
    "syllables_per_word": (ratio("n_syllables", "n_words"), WORDS),
    "letters_per_word": (ratio("n_letters", "n_words"), WORDS),
    "letters_per_100_words": (ratio("n_letters", "n_words", 100), WORDS),
    "characters_per_word": (ratio("n_characters", "n_words"), WORDS),
    "complex_per_100_words": (ratio("n_complex", "n_words", 100), WORDS),
    "long_per_100_words": (ratio("n_long", "n_words", 100), WORDS),
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


class Formula(msgspec.Struct, frozen=True):
    """One named formula, its published scale (empty: open) and where it comes from."""

    measure: str
    constant: float
    weights: dict[str, float]
    scale: tuple[float, float] | tuple[()]
    source: str
    harder: Literal["higher", "lower"]
    min_sentences: int

    @property
    def scale_in_words(self) -> str:
        """The scale as a reader would write it."""
        return f"{self.scale[0]:g} to {self.scale[1]:g}" if self.scale else "open"

    def written(self, components: dict[str, float] | None = None) -> str:
        """Write the formula out, with the values of its components if these are given.

        Examples
        --------
        >>> formula("LIX").written()
        'words per sentence + long per 100 words'
        >>> formula("Gunning fog").written({"words_per_sentence": 7, "complex_per_100_words": 0})
        '0.4 × 7.00 words per sentence + 0.4 × 0.00 complex per 100 words'
        """
        text = f"{self.constant:g}".replace("-", "−") if self.constant else ""
        for name, weight in self.weights.items():
            label = name.replace("_", " ")
            if components is not None:
                label = f"{components[name]:.2f} {label}"
            factor = "" if abs(weight) == 1 else f"{abs(weight):g} × "
            text += f" {'−' if weight < 0 else '+'} {factor}{label}"
        return text.removeprefix(" + ")


@cache
def formulas() -> dict[str, Formula]:
    """Return all formulas by the name of their measure, in order."""
    text = files(__package__).joinpath("formulas.toml").read_text("utf-8")
    listed = msgspec.toml.decode(text, type=dict[str, list[Formula]])["formula"]
    return {one.measure: one for one in listed}


def formula(measure: str) -> Formula:
    """Return the formula of a measure, or raise with the names that there are."""
    if measure not in formulas():
        raise WorkbenchError(f"{measure!r} is not a measure; choose {', '.join(formulas())}.")
    return formulas()[measure]


def value(measure: str) -> pl.Expr:
    """Compute a measure from the counts of a unit (``n_words``, ``n_sentences``, …).

    Examples
    --------
    >>> counts = {"n_words": 10, "n_sentences": 1, "n_syllables": 10}
    >>> pl.DataFrame(counts).select(value("Flesch reading ease").round(3)).item()
    112.085
    """
    one = formula(measure)
    terms = [weight * COMPONENTS[name][0] for name, weight in one.weights.items()]
    return pl.sum_horizontal(pl.lit(one.constant), *terms, ignore_nulls=False).alias(measure)


def definitions() -> pl.DataFrame:
    """Return a row per measure: ``measure``, ``formula`` in words, ``harder``, ``scale``, its ends,
    ``min_sentences`` and ``source``.

    Examples
    --------
    >>> definitions().select("measure", "harder", "scale").row(0)
    ('Flesch reading ease', 'lower', '0 to 100')
    """
    rows = [
        {
            "measure": one.measure,
            "formula": one.written(),
            "harder": one.harder,
            "scale": one.scale_in_words,
            "scale_low": one.scale[0] if one.scale else None,
            "scale_high": one.scale[1] if one.scale else None,
            "min_sentences": one.min_sentences,
            "source": one.source,
        }
        for one in formulas().values()
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def linear() -> list[str]:
    """Return the measures that are a sum of a sentence term and a word term."""
    return [
        one.measure
        for one in formulas().values()
        if all(COMPONENTS[term][1] != BOTH for term in one.weights)
    ]


def decompose(
    left: dict[str, float], right: dict[str, float], measure: str = "Flesch–Kincaid grade"
) -> pl.DataFrame:
    """Split the difference right − left of two units into the terms of a formula.

    Takes the counts of two units; returns a row per term: ``measure``, ``part`` (sentence length,
    word length, unfamiliar words), ``component``, ``coefficient``, its values ``left`` and
    ``right``, ``contribution`` = coefficient × (right − left), and ``difference``, the sum of the
    contributions, on every row. SMOG, RIX and EFLAW multiply the two sides and cannot be split.

    Examples
    --------
    >>> few, many = ({"n_words": n, "n_sentences": 2, "n_syllables": 1.5 * n} for n in (20, 60))
    >>> decompose(few, many).select("part", pl.col("contribution").round(6)).rows()
    [('sentence length', 7.8), ('word length', 0.0)]
    """
    one = formula(measure)
    if measure not in linear():
        raise WorkbenchError(
            f"{measure} multiplies sentences and words, so its difference cannot be split; choose "
            f"{', '.join(linear())}."
        )
    counts = pl.DataFrame([left, right])
    values = counts.select(COMPONENTS[term][0].alias(term) for term in one.weights)
    table = pl.DataFrame(
        {
            "measure": [measure] * len(one.weights),
            "part": [COMPONENTS[term][1] for term in one.weights],
            "component": list(one.weights),
            "coefficient": list(one.weights.values()),
            "left": values.row(0),
            "right": values.row(1),
        }
    )
    change = pl.col("coefficient") * (pl.col("right") - pl.col("left"))
    return table.with_columns(contribution=change).with_columns(
        difference=pl.col("contribution").sum(), syllable_source=pl.lit(syllable_source())
    )
