"""Intervals for shares: Wilson's for counts, and a bootstrap of sentences for words.

Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference,
*Journal of the American Statistical Association* 22, 209–212. It stays within 0 and 1, and for a
count of zero it still has an upper bound: "not observed; at most x %".

The bootstrap draws whole sentences with replacement (words in one sentence are not independent),
with the random numbers of `readability.bootstrap`: the same on every machine.
"""

from statistics import NormalDist

import polars as pl

from workbench.analysis.readability.bootstrap import DRAWS, SEED, TWO_32, salt, scramble

LEVEL = 0.95


def quantile(level: float = LEVEL) -> float:
    """Give the normal quantile of a two-sided interval.

    Examples
    --------
    >>> round(quantile(0.95), 3)
    1.96
    """
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(n: pl.Expr, total: pl.Expr, level: float = LEVEL) -> tuple[pl.Expr, pl.Expr]:
    """Give both ends of Wilson's interval for n out of total; empty where total is 0.

    Examples
    --------
    >>> low, high = wilson(pl.lit(0), pl.lit(10))
    >>> pl.select(low.alias("low"), high.round(3).alias("high")).row(0)
    (0.0, 0.278)
    """
    z2 = quantile(level) ** 2
    n, total = n.cast(pl.Float64), total.cast(pl.Float64)
    share = n / total
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = (z2 * (share * (1 - share) / total + z2 / (4 * total**2))).sqrt() / (1 + z2 / total)
    low = pl.when(n == 0).then(0.0).otherwise((centre - half).clip(0, 1))
    high = pl.when(n == total).then(1.0).otherwise((centre + half).clip(0, 1))
    some = total > 0
    return pl.when(some).then(low), pl.when(some).then(high)


def draw(n: int, draws: int, name: str, seed: int = SEED) -> pl.DataFrame:
    """Draw n of n rows with replacement, many times: ``draw`` and ``row``.

    Examples
    --------
    >>> draw(3, 2, "a")["draw"].to_list()
    [0, 0, 0, 1, 1, 1]
    """
    place = pl.int_range(0, n * draws, dtype=pl.UInt64, eager=True)
    mixed = pl.select(scramble(((place + 1) * 0x9E3779B9 % TWO_32) ^ pl.lit(salt((name,), seed))))
    return pl.DataFrame({"draw": place // max(n, 1), "row": mixed.to_series() * n // TWO_32})


def resampled(
    rows: pl.DataFrame, columns: list[str], draws: int = DRAWS, seed: int = SEED, name: str = ""
) -> pl.DataFrame:
    """Sum columns over rows drawn with replacement: one row of sums per draw.

    Examples
    --------
    >>> rows = pl.DataFrame({"hit": [1, 1], "n": [2, 2]})
    >>> resampled(rows, ["hit", "n"], draws=1).row(0)
    (2, 4)
    """
    n = rows.height
    if not n:
        return rows.select(columns).clear()
    drawn = draw(n, draws, name, seed)["row"]
    running = rows.select(pl.col(columns).cast(pl.Int64).gather(drawn)).select(pl.all().cum_sum())
    ends = running.gather_every(n, n - 1)
    return ends.select(pl.all() - pl.all().shift(1, fill_value=0))
