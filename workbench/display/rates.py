"""Rates with their intervals, a row per thing that was measured."""

import altair as alt
import polars as pl

from workbench.display.theme import QUIET

COLOURS = ("#0072b2", "#b34e00", "#00735c")
SHAPES = ("square", "circle", "triangle-up")


def rates(rows: pl.DataFrame, column: str, wanted: dict[str, str], row: int) -> alt.LayerChart:
    """Draw up to three rates side by side for each value of a column.

    Takes a frame with each rate and its ``_low`` and ``_high``; ``wanted`` gives the columns of the
    rates with the names that the legend shows, ``row`` the height of one rate in pixels.
    """
    long = pl.concat(
        rows.select(column, rate=pl.lit(name), value=rate, low=f"{rate}_low", high=f"{rate}_high")
        for rate, name in wanted.items()
    )
    names = list(wanted.values())
    axis = alt.Axis(labelLimit=420)
    base = alt.Chart(long).encode(
        y=alt.Y(f"{column}:N", sort=rows[column].to_list(), title=None, axis=axis),
        yOffset=alt.YOffset("rate:N", sort=names),
        x=alt.X("value:Q", scale=alt.Scale(domain=[0, 1]), title="Rate"),
    )
    colours = alt.Scale(domain=names, range=list(COLOURS[: len(names)]))
    shapes = alt.Scale(domain=names, range=list(SHAPES[: len(names)]))
    lines = base.mark_rule(strokeWidth=2, color=QUIET).encode(x="low:Q", x2="high:Q")
    marks = base.mark_point(size=70, filled=True, opacity=1).encode(
        color=alt.Color("rate:N", scale=colours, title="Rate"),
        shape=alt.Shape("rate:N", scale=shapes, title="Rate"),
        tooltip=[
            alt.Tooltip(f"{column}:N"),
            alt.Tooltip("rate:N"),
            alt.Tooltip("value:Q", format=".2f"),
        ],
    )
    return (lines + marks).properties(width=420, height=alt.Step(row))
