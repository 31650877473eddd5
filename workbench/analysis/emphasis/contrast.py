"""Contrast: how the emphasis of two documents differs, as smoothed log-odds, behind the gate.

Half a unit is added to each of the four cells (Haldane–Anscombe), so that silence has a number;
the interval is the normal one of the smoothed log-odds. With few provisions it is wide, and that
is the finding. A topic that both are silent on has its row, without a number. Log-odds are in natural logarithms: 0.69 is twice the odds.
"""

import polars as pl

from workbench.analysis.emphasis.intervals import LEVEL, quantile
from workbench.analysis.gate import Gate
from workbench.errors import WorkbenchError
from workbench.lacking import through

ADDED = 0.5


def log_odds(n: pl.Expr, total: pl.Expr) -> pl.Expr:
    """Give the smoothed log-odds of n out of total.

    Examples
    --------
    >>> pl.select(log_odds(pl.lit(2), pl.lit(4))).item()
    0.0
    """
    return ((n + ADDED) / (total - n + ADDED)).log()


@through
def contrast(rows: pl.DataFrame, gate: Gate, level: float = LEVEL) -> pl.DataFrame:
    """Set two documents side by side: a row per topic, both counts and totals, and the stamp.

    Takes emphasis by provision or sentence and the gate of the pair (`analysis.gate`). Columns:
    ``topic``, ``unit``, ``n_left``, ``n_units_left``, ``n_right``, ``n_units_right``,
    ``log_odds`` (above 0: more on the right), ``low``, ``high``, ``stamp``.

    Examples
    --------
    >>> rows = pl.DataFrame({
    ...     "doc_id": ["a", "b"], "unit": "provision", "topic": "sea", "n": [1, 3], "n_units": [4, 4]
    ... })
    >>> found = contrast(rows, Gate("a", "b", "change over time", "Same paper.", override=False))
    >>> found.select(pl.col("log_odds").round(3)).item()
    1.695
    """
    units = rows["unit"].cast(pl.String).unique().to_list()
    if len(units) != 1 or units[0] == "words":
        raise WorkbenchError(
            "A contrast needs the emphasis of one unit, provision or sentence; words in one "
            "sentence do not vary alone."
        )
    side = pl.col("doc_id").cast(pl.String)
    columns = ("topic", "n", "n_units")
    left, right = (rows.filter(side == name) for name in (gate.left, gate.right))
    for name, part in ((gate.left, left), (gate.right, right)):
        if part.is_empty():
            raise WorkbenchError(f"The emphasis frame has no document {name!r}.")
    pairs = left.select("unit", *columns).join(
        right.select(columns), on="topic", suffix="_right", maintain_order="left"
    )
    pairs = pairs.rename({"n": "n_left", "n_units": "n_units_left"})
    cells = [
        pl.col("n_left") + ADDED,
        pl.col("n_units_left") - pl.col("n_left") + ADDED,
        pl.col("n_right") + ADDED,
        pl.col("n_units_right") - pl.col("n_right") + ADDED,
    ]
    half = quantile(level) * sum(1 / cell for cell in cells).sqrt()
    delta = log_odds(pl.col("n_right"), pl.col("n_units_right")) - log_odds(
        pl.col("n_left"), pl.col("n_units_left")
    )
    named = pl.col("n_left") + pl.col("n_right") > 0
    values = {"log_odds": delta, "low": delta - half, "high": delta + half}
    return pairs.select(
        *("topic", "unit", "n_left", "n_units_left", "n_right", "n_units_right"),
        **{name: pl.when(named).then(value) for name, value in values.items()},
        stamp=pl.lit(gate.stamp),
    )
