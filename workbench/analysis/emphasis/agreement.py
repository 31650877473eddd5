"""Agreement between coders beyond chance: Cohen's κ, weighted κ, Krippendorff's α.

κ = 1 − D / E, with D the disagreement observed and E the disagreement expected if both coders
kept their own shares and coded at random; weighted κ counts disagreements by a weight (Cohen
1968). α = 1 − D / E with E from the values of all coders pooled, corrected for small numbers;
any number of coders, and gaps are allowed (Krippendorff 2019, ch. 12). Intervals: percentile
bootstrap of units, for which a coder's habits stay as they are.
"""

from collections.abc import Sequence

import polars as pl

from workbench.analysis.emphasis.intervals import LEVEL, draw
from workbench.analysis.readability.bootstrap import DRAWS, SEED
from workbench.errors import WorkbenchError

Table = Sequence[Sequence[float]]


def weighted_kappa(table: Table, weights: Table | None = None) -> float | None:
    """Give κ of a square table (rows: first coder), counts or shares; without weights Cohen's κ.

    ``weights`` are those of disagreement, 0 on the diagonal. Empty when chance alone would agree
    wholly (both coders used one value), for then there is nothing to measure.

    Examples
    --------
    >>> round(weighted_kappa([[20, 5], [10, 15]]), 3)
    0.4
    """
    size = range(len(table))
    if weights is None:
        weights = [[float(i != j) for j in size] for i in size]
    total = sum(map(sum, table))
    rows = [sum(row) / total for row in table]
    columns = [sum(row[j] for row in table) / total for j in size]
    observed = sum(weights[i][j] * table[i][j] / total for i in size for j in size)
    expected = sum(weights[i][j] * rows[i] * columns[j] for i in size for j in size)
    return 1 - observed / expected if expected else None


def confusion(pairs: pl.DataFrame, values: list[str]) -> pl.DataFrame:
    """Count how often the coders gave which values: ``left``, ``right``, ``n``, zeros included.

    Takes a row per unit with ``left`` and ``right``.

    Examples
    --------
    >>> pairs = pl.DataFrame({"left": ["a", "a"], "right": ["a", "b"]})
    >>> confusion(pairs, ["a", "b"])["n"].to_list()
    [1, 1, 0, 0]
    """
    unknown = set(pairs["left"]) | set(pairs["right"])
    unknown -= set(values)
    if unknown:
        raise WorkbenchError(
            f"Unknown value {min(map(str, unknown))!r} in a coding; choose {', '.join(values)}."
        )
    every = pl.DataFrame({"left": values}).join(pl.DataFrame({"right": values}), how="cross")
    counts = pairs.group_by("left", "right").len("n")
    return every.join(counts, on=["left", "right"], how="left", maintain_order="left").with_columns(
        pl.col("n").fill_null(0)
    )


def cohen_kappa(pairs: pl.DataFrame) -> float | None:
    """Give Cohen's κ of units coded twice (``left``, ``right``); empty if it is not defined.

    Examples
    --------
    >>> cohen_kappa(pl.DataFrame({"left": ["a", "b"], "right": ["a", "b"]}))
    1.0
    """
    values = sorted(set(pairs["left"]) | set(pairs["right"]))
    counts = confusion(pairs, values)["n"].to_list()
    size = len(values)
    return (
        weighted_kappa([counts[i * size : (i + 1) * size] for i in range(size)]) if size else None
    )


def krippendorff_alpha(codes: pl.DataFrame) -> float | None:
    """Give Krippendorff's α for nominal values (``unit``, ``coder``, ``value``; gaps allowed).

    Units coded once do not count. Empty if all values are one and the same.

    Examples
    --------
    >>> codes = pl.DataFrame({"unit": [1, 1, 2, 2], "coder": ["x", "y"] * 2, "value": ["a", "a", "b", "b"]})
    >>> krippendorff_alpha(codes)
    1.0
    """
    codes = codes.drop_nulls("value")
    counts = codes.group_by("unit", "value", maintain_order=True).len("n")
    counts = counts.with_columns(m=pl.col("n").sum().over("unit")).filter(pl.col("m") > 1)
    total = counts["n"].sum()
    unlike = pl.col("n") * (pl.col("m") - pl.col("n")) / (pl.col("m") - 1)
    observed = counts.select(unlike.sum()).item()
    values = counts.group_by("value", maintain_order=True).agg(pl.col("n").sum())["n"]
    expected = (total**2 - (values**2).sum()) / (total - 1) if total > 1 else 0
    return 1 - observed / expected if expected else None


def agreement(
    pairs: pl.DataFrame, draws: int = DRAWS, seed: int = SEED, level: float = LEVEL
) -> pl.DataFrame:
    """Give raw agreement, κ and α of two codings with bootstrap intervals.

    Takes a row per unit with ``left`` and ``right``; gives ``measure``, ``value``, ``low``,
    ``high``, ``n_units``. Draws in which a measure is not defined are left out of its interval.

    Examples
    --------
    >>> pairs = pl.DataFrame({"left": ["a", "b", "a"], "right": ["a", "b", "b"]})
    >>> agreement(pairs, draws=200).select("measure", "n_units").row(0)
    ('share of units on which both agree', 3)
    """
    if pairs.is_empty():
        raise WorkbenchError("No unit was coded twice; there is no agreement to measure.")
    values = sorted(set(pairs["left"]) | set(pairs["right"]))
    code = pairs.select(pl.col("left", "right").replace_strict(values, range(len(values))))
    taken = draw(pairs.height, draws, "agreement", seed)
    sums = pl.concat(
        [
            cells(code.with_columns(draw=0), 1),
            cells(code[taken["row"]].with_columns(taken["draw"]), draws),
        ]
    )
    measures = sums.select(*measure_expressions())
    tail = (1 - level) / 2
    rest = measures.slice(1)
    return pl.DataFrame(
        {
            "measure": measures.columns,
            "value": measures.row(0),
            "low": rest.select(pl.all().quantile(tail, "linear")).row(0),
            "high": rest.select(pl.all().quantile(1 - tail, "linear")).row(0),
            "n_units": pl.Series([pairs.height] * measures.width, dtype=pl.UInt32),
        }
    )


def cells(code: pl.DataFrame, draws: int) -> pl.DataFrame:
    """Sum, per draw, the units, the agreements and the two kinds of agreement by chance."""
    key = pl.col("draw").cast(pl.UInt64)
    rows = code.with_columns(key)
    sides = [
        rows.group_by("draw", value=side).len(side).cast({side: pl.Float64})
        for side in ("left", "right")
    ]
    both = sides[0].join(sides[1], on=["draw", "value"], how="full", coalesce=True).fill_null(0)
    chance = both.group_by("draw").agg(
        product=(pl.col("left") * pl.col("right")).sum(),
        pooled=((pl.col("left") + pl.col("right")) ** 2).sum(),
    )
    seen = rows.group_by("draw").agg(n=pl.len(), same=(pl.col("left") == pl.col("right")).sum())
    return seen.join(chance, on="draw").sort("draw").head(draws)


def measure_expressions() -> list[pl.Expr]:
    """Write the measures from n, same, product and pooled of `cells`."""
    n = pl.col("n").cast(pl.Float64)
    raw = pl.col("same") / n
    chance = pl.col("product") / n**2
    unlike = (4 * n**2 - pl.col("pooled")) / (2 * n - 1)
    kappa = pl.when(chance < 1).then((raw - chance) / (1 - chance))
    alpha = pl.when(unlike > 0).then(1 - 2 * (n - pl.col("same")) / unlike)
    return [
        raw.alias("share of units on which both agree"),
        kappa.alias("Cohen's κ"),
        alpha.alias("Krippendorff's α"),
    ]
