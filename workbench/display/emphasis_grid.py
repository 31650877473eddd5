"""Emphasis of many documents: topics against documents, or groups of them, each cell a number."""

import altair as alt
import polars as pl

from workbench.display.many import ROWS, grouped
from workbench.display.naming import labels
from workbench.display.theme import INK, PAPER

ROW, COLUMN = 24, 44
#: A darker cell than this share of the darkest is written on in white.
DARK = 0.6
RAMP = ["#f4f8fb", "#005a8f"]


def cells(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Give the coded units of each document and topic, or add them up over `many.grouped`.

    Takes rows of the emphasis frame with ``label`` in the order of the codebook, and documents;
    gives ``group``, ``label``, ``n``, ``n_units``, ``share`` of the units, ``percent`` and
    ``said``. A group in which a topic is silent keeps its cell.
    """
    columns = grouped(documents)
    if documents.height <= ROWS:
        names = pl.col("doc_id").cast(pl.String).replace_strict(labels(documents))
        columns = documents.select("doc_id", "genre", first="year", group=names)
    summed = (
        rows.join(columns, on="doc_id", maintain_order="left")
        .group_by("group", "genre", "first", "label", maintain_order=True)
        .agg(pl.len().alias("n_documents"), pl.col("n", "n_units").sum())
        .sort("genre", "first", nulls_last=True, maintain_order=True)
    )
    share = (pl.col("n") / pl.col("n_units")).fill_nan(None)
    return summed.with_columns(
        share=share,
        percent=pl.when(pl.col("n") == 0)
        .then(pl.lit("○"))
        .otherwise(pl.format("{}", (100 * share).round(0).cast(pl.Int64))),
        said=pl.format("{} of {}; documents: {}", "n", "n_units", "n_documents"),
    )


def grid(groups: pl.DataFrame) -> alt.LayerChart:
    """Draw the cells: the darker, the larger the share, and the percentage in each.

    Takes the frame of `cells`.
    """
    order = groups["group"].unique(maintain_order=True).to_list()
    topics = groups["label"].unique(maintain_order=True).to_list()
    base = alt.Chart(groups.select("group", "label", "share", "percent", "said")).encode(
        x=alt.X("group:N", sort=order, title=None, axis=alt.Axis(orient="top", labelAngle=-60)),
        y=alt.Y("label:N", sort=topics, title=None, axis=alt.Axis(labelLimit=300)),
        tooltip=[
            alt.Tooltip("group:N"),
            alt.Tooltip("label:N", title="topic"),
            alt.Tooltip("said:N", title="coded"),
        ],
    )
    fill = alt.Color(
        "share:Q",
        scale=alt.Scale(range=RAMP),
        title="Share of units, in %",
        legend=alt.Legend(format="%", orient="bottom"),
    )
    limit = DARK * (groups["share"].max() or 1)
    words = base.mark_text(fontSize=11).encode(
        text="percent:N",
        color=alt.condition(f"datum.share > {limit}", alt.value(PAPER), alt.value(INK)),
    )
    size = {"width": COLUMN * len(order), "height": ROW * len(topics)}
    return (base.mark_rect().encode(color=fill) + words).properties(**size)
