"""Percentile intervals by resampling whole sentences inside a unit, in columns.

Random numbers come from a hash of (seed, unit, draw, place), computed with integers in columns.
So a unit's interval is the same whatever else is measured beside it, in whatever order, and with
whatever version of Polars or Python.

The interval covers the choice of sentences only: not the splitting variant, not the syllable
source. A percentile interval is too narrow where sentences are few, so both its arms are stretched
by sqrt(n / (n − 1)) · t / z, Student's t with n − 1 degrees of freedom against the normal quantile
(after Hesterberg 2015, "What teachers should know about the bootstrap"): by 9.2 for two sentences,
1.6 for five, 1.02 for ninety. With one sentence there is no interval.
"""

from zlib import crc32

import polars as pl

from workbench.analysis.readability.counts import UNIT_KEY
from workbench.analysis.readability.formulas import COUNTS, FORMULAS, value
from workbench.corpus.batches import side_by_side

SEED = 1950
DRAWS = 1_000
LEVEL = 0.95
#: Sentences drawn at a time; keeps the memory of a large corpus flat.
CHUNK = 500_000
TWO_32 = 4_294_967_296


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


def salt(unit: tuple[str, ...], seed: int) -> int:
    """Give each unit its own stream of random numbers, the same for all splitting variants."""
    return crc32("\x1f".join(map(str, unit)).encode(), seed & 0xFFFFFFFF)


def drawn(sentences: pl.DataFrame, blocks: pl.DataFrame, draws: int) -> pl.DataFrame:
    """Sum the counts of the sentences drawn for each unit (``block``) and draw."""
    rows = blocks.select(
        "offset", "n", "salt", place=pl.int_ranges(0, pl.col("n") * draws, dtype=pl.UInt64)
    ).explode("place")
    mixed = ((pl.col("place") + 1) * 0x9E3779B9 % TWO_32) ^ pl.col("salt")
    index = rows.select(pl.col("offset") + scramble(mixed) * pl.col("n") // TWO_32).to_series()
    running = sentences.select(pl.col(COUNTS).gather(index)).select(pl.all().cum_sum())
    ends = blocks.select("block", "n", draw=pl.int_ranges(0, draws)).explode("draw")
    last = ends.select(pl.col("n").cum_sum().cast(pl.UInt32) - 1).to_series()
    sums = running[last].select(pl.all() - pl.all().shift(1, fill_value=0))
    return sums.with_columns(ends["block"])


def intervals(
    sentences: pl.DataFrame, draws: int = DRAWS, seed: int = SEED, level: float = LEVEL
) -> pl.DataFrame:
    """Give the percentile interval of every measure for every unit of two sentences or more.

    Takes the rows of `counts.spread`; gives `UNIT_KEY`, ``measure``, ``low`` and ``high``.
    """
    sentences = sentences.sort(*UNIT_KEY, "start")
    blocks = (
        sentences.with_row_index("offset")
        .group_by(UNIT_KEY, maintain_order=True)
        .agg(pl.col("offset").first().cast(pl.UInt64), n=pl.len().cast(pl.UInt64))
        .filter(pl.col("n") > 1)
        .with_row_index("block")
    )
    salts = [salt(unit, seed) for unit in blocks.select(UNIT_KEY[:3]).iter_rows()]
    blocks = blocks.with_columns(salt=pl.Series(salts, dtype=pl.UInt64))
    tail = (1 - level) / 2

    def resample(chunk: pl.DataFrame) -> pl.DataFrame:
        return (
            drawn(sentences, chunk, draws)
            .select("block", *(value(measure) for measure in FORMULAS))
            .unpivot(index="block", variable_name="measure")
            .group_by("block", "measure", maintain_order=True)
            .agg(
                low=pl.col("value").quantile(tail, "linear"),
                high=pl.col("value").quantile(1 - tail, "linear"),
            )
        )

    found = list(side_by_side(resample, chunks(blocks, draws)))
    empty = {"block": pl.UInt32, "measure": pl.String, "low": pl.Float64, "high": pl.Float64}
    table = pl.concat(found) if found else pl.DataFrame(schema=empty)
    return blocks.select("block", *UNIT_KEY).join(table, on="block").drop("block")


def chunks(blocks: pl.DataFrame, draws: int) -> list[pl.DataFrame]:
    """Part the units so that no part draws many more sentences than `CHUNK`."""
    if blocks.is_empty() or draws < 1:
        return []
    size = (pl.col("n") * draws).cum_sum() // CHUNK
    return blocks.with_columns(part=size).partition_by(
        "part", maintain_order=True, include_key=False
    )


#: Student's t, 97.5 %, for 1 to 30 degrees of freedom (any printed table).
STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
NORMAL = 1.95996


def stretch(n: int) -> float:
    """Say by how much the arms of an interval over n sentences are stretched.

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


def widened(rows: pl.DataFrame) -> pl.DataFrame:
    """Stretch ``low`` and ``high`` away from ``value`` where sentences (``n_parts``) are few."""
    sizes = rows.filter(pl.col("n_parts") > 1)["n_parts"].unique()
    factors = {n: stretch(n) for n in sizes.to_list()}
    factor = pl.col("n_parts").replace_strict(factors, default=None, return_dtype=pl.Float64)
    return rows.with_columns(
        (pl.col("value") + factor * (pl.col(end) - pl.col("value"))).alias(end)
        for end in ("low", "high")
    )
