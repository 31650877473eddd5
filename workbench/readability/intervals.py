"""How sure a score is: intervals by resampling sentences, and when a score is refused or doubtful.

Random numbers come from a hash of (seed, unit, draw, place), computed with integers in columns.
So a unit's interval is the same whatever else is measured beside it, in whatever order, and with
whatever version of Polars or Python.

The interval answers one question: would another draw of sentences like those of this text give
another score. It covers neither the splitting variant nor the syllable source. A percentile
interval is too narrow where sentences are few, so both its arms are stretched by
sqrt(n / (n − 1)) · t / z, Student's t with n − 1 degrees of freedom against the normal quantile
(after Hesterberg 2015, "What teachers should know about the bootstrap"): by 9.2 for two sentences,
1.6 for five, 1.02 for ninety. With one sentence there is no interval.
"""

from collections.abc import Sequence
from zlib import crc32

import polars as pl

from workbench.readability.formulas import definitions, formulas, value

SEED, DRAWS, TAIL = 1950, 1_000, 0.025
#: Sentences drawn at a time, which keeps memory flat.
CHUNK = 500_000
TWO_32 = 4_294_967_296
COUNTS = (
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
#: Shares of words above which a text is taken for something other than English. English of this
#: corpus has at most 0.14 guessed words in any provision; French, German, Vietnamese and
#: Indonesian samples have 0.23 and more, and hardly any easy words.
SCRIPT_SHARE, ACCENT_SHARE, GUESSED_SHARE, MOSTLY_GUESSED = 0.5, 0.3, 0.2, 0.5
EASY_SHARE, ENOUGH_WORDS = 0.25, 10


def intervals(sentences: pl.DataFrame, keys: Sequence[str], draws: int = DRAWS) -> pl.DataFrame:
    """Return the 95 % interval of every measure for every unit of two sentences or more.

    Takes the counts of sentences with the ``keys`` of their unit; returns the keys, ``measure``,
    ``low`` and ``high``.
    """
    sentences = sentences.sort(*keys, "start")
    blocks = (
        sentences.with_row_index("offset")
        .group_by(keys, maintain_order=True)
        .agg(pl.col("offset").first().cast(pl.UInt64), n=pl.len().cast(pl.UInt64))
        .filter(pl.col("n") > 1)
        .with_row_index("block")
    )
    # a unit has its own random numbers, the same for all splitting variants
    salts = [crc32("\x1f".join(unit).encode(), SEED) for unit in blocks.select(keys[:3]).iter_rows()]
    blocks = blocks.with_columns(salt=pl.Series(salts, dtype=pl.UInt64))
    size = (pl.col("n") * draws).cum_sum() // CHUNK
    chunks = blocks.with_columns(part=size).partition_by("part", include_key=False) if draws else []
    empty = pl.DataFrame(
        schema={"block": pl.UInt32, "measure": pl.String, "low": pl.Float64, "high": pl.Float64}
    )
    found = pl.concat([empty, *(resampled(sentences, chunk, draws) for chunk in chunks)])
    return blocks.select("block", *keys).join(found, on="block").drop("block")


def resampled(sentences: pl.DataFrame, blocks: pl.DataFrame, draws: int) -> pl.DataFrame:
    """Draw sentences for each unit (``block``), sum their counts, and take percentiles of measures."""
    rows = blocks.select(
        "offset", "n", "salt", place=pl.int_ranges(0, pl.col("n") * draws, dtype=pl.UInt64)
    ).explode("place")
    mixed = ((pl.col("place") + 1) * 0x9E3779B9 % TWO_32) ^ pl.col("salt")
    index = rows.select(pl.col("offset") + scramble(mixed) * pl.col("n") // TWO_32).to_series()
    running = sentences.select(pl.col(COUNTS).gather(index)).select(pl.all().cum_sum())
    ends = blocks.select("block", "n", draw=pl.int_ranges(0, draws)).explode("draw")
    last = ends.select(pl.col("n").cum_sum().cast(pl.UInt32) - 1).to_series()
    sums = running[last].select(pl.all() - pl.all().shift(1, fill_value=0))
    return (
        sums.with_columns(ends["block"])
        .select("block", *map(value, formulas()))
        .unpivot(index="block", variable_name="measure")
        .group_by("block", "measure", maintain_order=True)
        .agg(
            low=pl.col("value").quantile(TAIL, "linear"),
            high=pl.col("value").quantile(1 - TAIL, "linear"),
        )
    )


def scramble(number: pl.Expr) -> pl.Expr:
    """Hash 32-bit numbers (in UInt64) with the finalizer of MurmurHash3.

    Examples
    --------
    >>> pl.select(scramble(pl.lit(1, pl.UInt64))).item()
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
    share = {name: pl.col(f"n_{name}") / pl.col("n_words") for name in
             ("guessed", "easy", "cyrillic", "other_script", "accented")}  # fmt: skip
    foreign = (share["guessed"] > MOSTLY_GUESSED) | (
        (pl.col("n_words") >= ENOUGH_WORDS)
        & (share["guessed"] > GUESSED_SHARE)
        & (share["easy"] < EASY_SHARE)
    )
    english = "formulas and dictionary are for English"
    reasons = {
        "text without words": pl.col("n_words") == 0,
        "digits alone": pl.col("n_numbers") == pl.col("n_words"),
        f"Cyrillic script: {english}": share["cyrillic"] > SCRIPT_SHARE,
        f"a script other than Latin: {english}": share["other_script"] > SCRIPT_SHARE,
        f"Vietnamese or another language with accents: {english}": share["accented"] > ACCENT_SHARE,
        "one word": pl.col("n_words") == 1,
        "text that is not English: too few of its words are in the dictionary": foreign,
        "text without sentences: nothing here ends in a stop mark": ~pl.col("closed"),
    }
    return pl.coalesce(
        pl.when(fits).then(pl.lit(f"not defined for {what}")) for what, fits in reasons.items()
    )


def judged(rows: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Stretch the intervals, blank what is refused, add ``beyond_scale`` and ``warning``.

    Takes a row per unit and measure with ``value``, ``low``, ``high``, ``reason`` and the counts.
    """
    sizes = rows.filter(pl.col("n_parts") > 1)["n_parts"].unique()
    factor = pl.col("n_parts").replace_strict(
        {n: stretch(n) for n in sizes}, default=None, return_dtype=pl.Float64
    )
    arms = [pl.col("value") + factor * (pl.col(end) - pl.col("value")) for end in ("low", "high")]
    outside = (pl.col("value") < pl.col("scale_low")) | (pl.col("value") > pl.col("scale_high"))
    unpaired = quotes.filter(~pl.col("balanced"))["doc_id"].unique()
    voice = (pl.col("unit") == "voice") & pl.col("doc_id").is_in(unpaired.implode())
    return (
        rows.with_columns(low=arms[0], high=arms[1])
        .join(definitions(), on="measure", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("reason").is_null()).then(pl.col("value", "low", "high")).name.keep(),
            pl.col("reason").fill_null(""),
        )
        .with_columns(beyond_scale=outside.fill_null(value=False))
        .with_columns(warning=warnings(voice))
    )


def warnings(unpaired: pl.Expr) -> pl.Expr:
    """List what makes a score doubtful, separated by semicolons (empty where nothing does)."""
    number = pl.col("n_sentences")
    written = (
        pl.when(number == number.round(0))
        .then(number.cast(pl.Int64).cast(pl.String))
        .otherwise(number.round(1).cast(pl.String))
    )
    short = (pl.col("n_words") < FEW_WORDS) | (number < FEW_SENTENCES)
    size = "short text ({} words, {} sentences): score and interval are unreliable"
    alone = "one sentence ({} words): no interval can be given"
    notes = [
        pl.when(short & (pl.col("n_parts") > 1)).then(pl.format(size, "n_words", written)),
        pl.when(pl.col("n_parts") == 1).then(pl.format(alone, "n_words")),
        pl.when(number < pl.col("min_sentences")).then(
            pl.format("the formula needs {} sentences", "min_sentences")
        ),
        pl.when("beyond_scale").then(pl.format("beyond the scale ({})", "scale")),
        pl.when(unpaired).then(
            pl.lit("a quotation mark has no partner: what it opens counts as own words")
        ),
    ]
    listed = pl.concat_str(notes, separator="; ", ignore_nulls=True)
    return pl.when(pl.col("value").is_not_null()).then(listed).otherwise(pl.lit(""))
