"""Both ends of very many scores are drawn; the middle is told."""

import polars as pl

from workbench.display.many import shown
from workbench.display.naming import count


def part(n: int, total: int) -> str:
    """Say that the ends of many texts are drawn."""
    return shown(
        n, total, "text", "those with the highest and the lowest scores; the table has all"
    )


def middle(rows: pl.DataFrame) -> str:
    """Say between which scores the middle half of many texts lies."""
    low, half, high = (rows["value"].quantile(share, "linear") for share in (0.25, 0.5, 0.75))
    told = f"{rows['measure'][0]} of {count(rows.height, 'text')}"
    if half is None:
        return told
    return f"{told}: half of them between {low:.1f} and {high:.1f}, the median {half:.1f}"
