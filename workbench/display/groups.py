"""Groups of documents, a bar each: what stands where there are too many documents to draw."""

import altair as alt
import polars as pl

from workbench.display.theme import CUT_COLOUR, GENRE_COLOUR, genre_scale
from workbench.schemas import GENRES

ROW, WIDTH = 22, 640


def bars(groups: pl.DataFrame, value: str, title: str, whole: str | None = None) -> alt.LayerChart:
    """Draw a value of each group as a bar, with its words beside it.

    Takes the frame of `many.gathered` with ``said`` and the column ``value``: a count, or as
    `Float64` a share of 1. The bar stands before that of ``whole``, if a column is named.
    """
    genres = [genre for genre in GENRES if genre in groups["genre"].unique()]
    fields = ["group", "genre", value, "said", *([whole] if whole else [])]
    share = groups.schema[value].is_float()
    most = groups[whole or value].max() or (0.1 if share else 1)
    x = alt.X(
        f"{value}:Q",
        title=title,
        scale=alt.Scale(domain=[0, 1.7 * most], nice=False),
        axis=alt.Axis(tickCount=6, format="%" if share else "~s"),
    )
    base = alt.Chart(groups.select(fields)).encode(
        y=alt.Y(
            "group:N", sort=groups["group"].to_list(), title=None, axis=alt.Axis(labelLimit=220)
        ),
        tooltip=[alt.Tooltip("group:N"), alt.Tooltip("said:N", title="about it")],
    )
    colour = alt.Color("genre:N", scale=genre_scale(genres, GENRE_COLOUR), title="Genre")
    drawn = base.mark_bar(height=14).encode(x=x, color=colour)
    end = alt.X(f"{whole or value}:Q")
    words = base.mark_text(align="left", dx=6).encode(x=end, text="said:N")
    layers = drawn + words
    if whole:
        behind = base.mark_bar(height=14, color=CUT_COLOUR, stroke="#6f6f6f").encode(x=end)
        layers = behind + layers
    return layers.properties(width=WIDTH, height=ROW * groups.height)
