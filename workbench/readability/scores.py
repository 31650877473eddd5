"""Scores: the named formulas, and how sure what they give is.

Every formula is a constant plus weights times components, and every component is a ratio of counts.
That makes a value, its bootstrap and its decomposition the same few expressions. The formulas
themselves stand in ``formulas.toml``.

An interval answers one question: would another draw of sentences like those of this text give
another score. It covers neither the splitting variant nor the syllable source. Random numbers come
from a hash of (seed, unit, draw, place), computed with integers in columns, so that a unit's interval
is the same whatever else is measured beside it, in whatever order, and with whatever version of
Polars or Python. A percentile interval is too narrow where sentences are few, so both its arms are
stretched by sqrt(n / (n − 1)) · t / z, Student's t with n − 1 degrees of freedom against the normal
quantile (after Hesterberg 2015, "What teachers should know about the bootstrap"): by 9.2 for two
sentences, 1.6 for five, 1.02 for ninety. With one sentence there is no interval.
"""

from functools import cache
from importlib.resources import files
from typing import Literal
from zlib import crc32

import msgspec
import polars as pl

from workbench.errors import WorkbenchError

UNIT_KEY = ("doc_id", "unit", "unit_id", "splitter")
SENTENCES, WORDS, UNFAMILIAR = "sentence length", "word length", "unfamiliar words"
BOTH = "sentence length and words together"
SEED, DRAWS, TAIL = 1950, 1_000, 0.025
TWO_32 = 4_294_967_296
COUNTED = (
    "n_words n_sentences n_syllables n_letters n_characters n_long n_mini n_polysyllables "
    "n_difficult n_complex"
).split()
#: Student's t, 97.5 %, for 1 to 30 degrees of freedom (any printed table).
STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
NORMAL = 1.95996
FEW_WORDS, FEW_SENTENCES = 100, 5
#: Shares of words without entry or with accents above which a text is not English, the lower one
#: where hardly a word is easy. In this corpus no provision has more than 0.14; French, German,
#: Vietnamese and Indonesian samples have 0.23 and more.
FOREIGN, MAYBE_FOREIGN, EASY, ENOUGH_WORDS = 0.5, 0.2, 0.25, 10


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
    scale: list[float]
    source: str
    harder: Literal["higher", "lower"]
    min_sentences: int

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
    """Return a row per measure: ``measure``, ``formula`` in words, ``harder``, ``scale`` in words.

    Further columns: ``scale_low``, ``scale_high`` (null: open) and ``min_sentences``.

    Examples
    --------
    >>> definitions().select("measure", "harder", "scale").row(0)
    ('Flesch reading ease', 'lower', '0 to 100')
    """
    rows = []
    for one in formulas().values():
        low, high = one.scale or (None, None)
        scale = f"{low:g} to {high:g}" if one.scale else "open"
        rows.append((one.measure, one.written(), one.harder, scale, low, high, one.min_sentences))
    names = "measure formula harder scale scale_low scale_high min_sentences".split()
    return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)


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
    values = pl.DataFrame([left, right]).select(
        COMPONENTS[term][0].alias(term) for term in one.weights
    )
    rows = [
        (measure, COMPONENTS[term][1], term, weight, a, b, weight * (b - a))
        for (term, weight), a, b in zip(one.weights.items(), *values.rows(), strict=True)
    ]
    names = "measure part component coefficient left right contribution".split()
    table = pl.DataFrame(rows, schema=names, orient="row")
    return table.with_columns(difference=pl.col("contribution").sum())


def intervals(sentences: pl.DataFrame, draws: int = DRAWS) -> pl.DataFrame:
    """Return the 95 % interval of every measure for every unit of two sentences or more.

    Takes the counts of sentences with the keys of their unit; returns the keys, ``measure``,
    ``low`` and ``high``. A unit has its own random numbers, the same for all splitting variants.
    """
    names = (*UNIT_KEY, "measure")
    found = [
        pl.DataFrame(
            schema=dict.fromkeys(names, pl.String) | dict.fromkeys(("low", "high"), pl.Float64)
        )
    ]
    units = sentences.filter(pl.col("n_words") > 0).sort("start")
    for unit, rows in units.group_by(UNIT_KEY, maintain_order=True):
        if draws and rows.height > 1:
            salt = crc32("\x1f".join(unit[:3]).encode(), SEED)
            keys = {name: pl.lit(each) for name, each in zip(UNIT_KEY, unit, strict=True)}
            ends = resampled(rows.select(COUNTED), salt, draws)
            found.append(ends.select(**keys, measure="measure", low="low", high="high"))
    return pl.concat(found)


def resampled(sentences: pl.DataFrame, salt: int, draws: int) -> pl.DataFrame:
    """Draw the sentences of one unit, sum their counts, and take percentiles of the measures."""
    n, measures = sentences.height, list(map(value, formulas()))
    place = pl.int_range(n * draws, dtype=pl.UInt64, eager=True)
    mixed = ((place + 1) * 0x9E3779B9 % TWO_32) ^ pl.Series([salt], dtype=pl.UInt64)
    index = scramble(mixed) * n // TWO_32
    scored = sentences[index].group_by(place // n).sum().select(measures)
    low, high = (scored.quantile(end, "linear").row(0) for end in (TAIL, 1 - TAIL))
    point = sentences.sum().select(measures).row(0)
    ends = pl.DataFrame({"measure": list(formulas()), "value": point, "low": low, "high": high})
    arms = (pl.col("low", "high") - pl.col("value")) * stretch(n)
    return ends.with_columns(arms + pl.col("value"))


def scramble(number: pl.Series) -> pl.Series:
    """Hash 32-bit numbers (in UInt64) with the finalizer of MurmurHash3.

    Examples
    --------
    >>> scramble(pl.Series([1], dtype=pl.UInt64)).item()
    1364076727
    """
    for shift, factor in ((65_536, 0x85EBCA6B), (8_192, 0xC2B2AE35)):
        number = number ^ (number // shift)
        number = (number * factor) % TWO_32
    return number ^ (number // 65_536)


def stretch(n: int) -> float:
    """Return by how much the arms of an interval over n sentences are stretched.

    Examples
    --------
    >>> round(stretch(2), 1), round(stretch(5), 1), round(stretch(90), 2)
    (9.2, 1.6, 1.02)
    """
    if n <= len(STUDENT):
        student = STUDENT[n - 2]
    else:  # Cornish and Fisher's first two terms, right to the third digit beyond the table
        df, z = n - 1, NORMAL
        student = z + (z**3 + z) / (4 * df) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
    return (n / (n - 1)) ** 0.5 * student / NORMAL


def refusal() -> pl.Expr:
    """Say why the formulas are not defined for a unit (null where they are), from its counts."""
    words = pl.col("n_words")
    # accents are left out when a word is looked up, so that they tell of another language too
    unknown = (pl.col("n_guessed") + pl.col("n_accented")) / words
    rare = (words >= ENOUGH_WORDS) & (1 - pl.col("n_difficult") / words < EASY)
    foreign = (unknown > FOREIGN) | ((unknown > MAYBE_FOREIGN) & rare)
    reasons = {
        "text without words": words == 0,
        "digits alone": pl.col("n_numbers") == words,
        "text that is not English: formulas and dictionary are for English": foreign,
        "one word": words == 1,
        "text without sentences: nothing here ends in a stop mark": ~pl.col("closed"),
    }
    return pl.coalesce(
        pl.when(fits).then(pl.lit(f"not defined for {what}")) for what, fits in reasons.items()
    )


def judged(rows: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Blank what is refused, add ``beyond_scale`` and ``warning``: what makes a score doubtful.

    Takes a row per unit and measure with ``value``, ``low``, ``high``, ``reason`` and the counts.
    """
    number, n_words = pl.col("n_sentences"), pl.col("n_words")
    outside = (pl.col("value") < pl.col("scale_low")) | (pl.col("value") > pl.col("scale_high"))
    unpaired = quotes.filter(~pl.col("balanced"))["doc_id"].unique()
    mixed = (pl.col("unit") == "voice") & pl.col("doc_id").is_in(unpaired.implode())
    scored, alone = pl.col("value").is_not_null(), pl.col("n_parts") == 1
    short = ((n_words < FEW_WORDS) | (number < FEW_SENTENCES)) & ~alone
    few = number < pl.col("min_sentences")
    size = "short text ({} words, {} sentences): score and interval are unreliable"
    whole = number.round(1).cast(pl.String).str.strip_suffix(".0")
    doubts = [
        pl.when(scored & short).then(pl.format(size, n_words, whole)),
        pl.when(scored & alone).then(
            pl.format("one sentence ({} words): no interval can be given", n_words)
        ),
        pl.when(scored & few).then(pl.format("the formula needs {} sentences", "min_sentences")),
        pl.when("beyond_scale").then(pl.format("beyond the scale ({})", "scale")),
        pl.when(mixed).then(
            pl.lit("a quotation mark has no partner: what it opens counts as own words")
        ),
    ]
    sure = pl.when(pl.col("reason").is_null()).then(pl.col("value", "low", "high"))
    return (
        rows.join(definitions(), on="measure", how="left", maintain_order="left")
        .with_columns(sure.name.keep(), pl.col("reason").fill_null(""))
        .with_columns(beyond_scale=outside.fill_null(value=False))
        .with_columns(warning=pl.concat_str(doubts, separator="; ", ignore_nulls=True))
    )
