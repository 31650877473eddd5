"""Every readability measure of the same texts, one at a time, and whether they agree."""

import altair as alt
import polars as pl

from workbench.display.ends import part
from workbench.display.figure import Figure
from workbench.display.many import ends
from workbench.display.naming import (
    NAMED,
    count,
    gate,
    labels,
    source_line,
    syllables,
)
from workbench.display.scores import HEADERS, named
from workbench.display.theme import GENRE_COLOUR, GENRE_SHAPE, QUIET, genre_scale
from workbench.pairs import listed, open_pairs
from workbench.schemas import GENRES

#: The measure that a reader finds chosen, if it is there.
FIRST = "Flesch–Kincaid grade"
CHOSEN = "measure_shown"
WIDTH, ROW = 460, 30


def measures(
    rows: pl.DataFrame,
    definitions: pl.DataFrame,
    documents: pl.DataFrame,
    comparability: pl.DataFrame | pl.LazyFrame,
) -> Figure:
    """Draw the documents under the measure that the reader chooses; it works without a kernel.

    Takes rows of the frame `readability` for whole documents under one splitting variant, the frame
    of `readability.definitions` (``measure``, ``harder``, ``formula``), documents and
    comparability. Measures have different units, so the axis changes with the choice. Of more
    documents than `many.ROWS` those are drawn that are highest and lowest by the first measure.

    Examples
    --------
    >>> import workbench
    >>> from workbench import analysis
    >>> c = workbench.load()
    >>> texts = (c.documents, c.paragraphs, c.clauses, c.quotes)
    >>> rows = analysis.readability.readability(*texts, splitters=("full stop",), draws=0)
    >>> measures(rows, analysis.readability.definitions(), c.documents, c.comparability).title
    '2 of 3 comparable pairs ordered alike by all 10 measures; not Viet Nam Government Portal 2025 and VOVWORLD 2025'
    """
    rows = named(rows, documents).with_columns(pl.col("measure").cast(pl.String))
    rows = rows.join(definitions.select("measure", "formula"), on="measure", maintain_order="left")
    choices = rows["measure"].unique(maintain_order=True).to_list()
    first = FIRST if FIRST in choices else choices[0]
    ahead = ends(rows.filter(measure=first), "value")
    drawn = rows.join(ahead, on="doc_id", how="semi", maintain_order="left")
    shown = documents.filter(pl.col("doc_id").is_in(rows["doc_id"].unique().implode()))
    here = documents.filter(pl.col("doc_id").is_in(drawn["doc_id"].unique().implode()))
    more = (
        f" {part(here.height, shown.height)[:-1]}, by {first}."
        if here.height < shown.height
        else ""
    )
    title = finding(rows, definitions, documents, comparability)
    briefs = "; ".join(
        f"{name}: {brief}"
        for name, brief in drawn.filter(measure=first).select("name", "brief").iter_rows()
    )
    return Figure(
        name="measures",
        title=title,
        subtitle=f"{count(shown.height, 'document')} cut at each {rows['splitter'][0]}, under each of "
        f"{count(len(choices), 'measure')} with its own scale; 95 % intervals inside the document; "
        f"hollow marks are beyond the scale. {gate(comparability, here)}{more}",
        source=f"{source_line(shown)}{syllables(rows)}",
        alt=f"Dot chart with intervals, one measure at a time. {title}. {first}: {briefs}.{more}",
        body=chart(drawn, choices, first),
        table=rows,
        headers={"measure": "Measure", **HEADERS, "formula": "Formula"},
    )


def finding(
    rows: pl.DataFrame,
    definitions: pl.DataFrame,
    documents: pl.DataFrame,
    comparability: pl.DataFrame | pl.LazyFrame,
) -> str:
    """Say how many pairs that may be compared are ordered alike by every measure."""
    sign = pl.when(pl.col("harder") == "lower").then(-1).otherwise(1)
    hard = (
        rows.drop_nulls("value")
        .join(definitions.select("measure", "harder"), on="measure", maintain_order="left")
        .select(pl.col("doc_id").cast(pl.String), "measure", hard=sign * pl.col("value"))
    )
    n_measures = rows["measure"].n_unique()
    neutral = f"{count(n_measures, 'measure')} of {count(rows['doc_id'].n_unique(), 'document')}, side by side"
    if hard.is_empty():
        return neutral
    wide = hard.pivot(on="measure", index="doc_id", values="hard").with_row_index("no").lazy()
    measures = hard["measure"].unique().to_list()
    signs = [(pl.col(name) - pl.col(f"{name}_right")).sign() for name in measures]
    both = (
        open_pairs(comparability, hard["doc_id"].unique(maintain_order=True))
        .join(wide.rename({"doc_id": "left"}), on="left")
        .join(wide.rename({"doc_id": "right"}), on="right")
        .with_columns(low=pl.min_horizontal(signs), high=pl.max_horizontal(signs))
        .filter(pl.col("low").is_not_null())
    )
    other = both.filter(pl.col("low") != pl.col("high")).bottom_k(NAMED, by=["no", "no_right"])
    sums = both.select(n=pl.len(), alike=(pl.col("low") == pl.col("high")).sum())
    n, alike = sums.collect(engine="streaming").row(0)
    apart = other.select("left", "right").collect(engine="streaming").rows()
    if not n:
        return neutral
    names = labels(documents)
    told = " or ".join(f"{names[left]} and {names[right]}" for left, right in apart)
    told = listed([told], 1 + n - alike - len(apart), "pair") if told else ""
    return (
        f"{alike} of {count(n, 'comparable pair')} ordered alike by all "
        f"{count(n_measures, 'measure')}{f'; not {told}' if told else ''}"
    )


def chart(rows: pl.DataFrame, choices: list[str], first: str) -> alt.LayerChart:
    """Draw the rows of the chosen measure, with its formula above them."""
    genres = [genre for genre in GENRES if genre in rows["genre"].unique()]
    order = rows["name"].unique(maintain_order=True).to_list()
    choice = alt.param(
        name=CHOSEN, value=first, bind=alt.binding_select(options=choices, name="Measure ")
    )
    fields = ["name", "genre", "measure", "value", "low", "high", "brief", "fill", "formula"]
    base = (
        alt.Chart(rows.select(fields))
        .transform_filter(f"datum.measure == {CHOSEN}")
        .encode(
            y=alt.Y("name:N", sort=order, title=None),
            x=alt.X("value:Q", title=None, scale=alt.Scale(zero=False, padding=14)),
        )
    )
    colour, below = genre_scale(genres, GENRE_COLOUR), alt.Legend(orient="bottom")
    marks = base.mark_point(size=110, opacity=1, strokeWidth=2).encode(
        stroke=alt.Stroke("genre:N", scale=colour, title="Genre", legend=below),
        fill=alt.condition(
            "datum.fill == 'hollow'",
            alt.value("white"),
            alt.Fill("genre:N", scale=colour, title="Genre", legend=below),
        ),
        shape=alt.Shape(
            "genre:N", scale=genre_scale(genres, GENRE_SHAPE), title="Genre", legend=below
        ),
        tooltip=[alt.Tooltip("name:N", title="text"), alt.Tooltip("brief:N", title="score")],
    )
    lines = base.mark_rule(strokeWidth=2, color=QUIET).encode(x="low:Q", x2="high:Q")
    words = base.mark_text(align="left").encode(x=alt.value(WIDTH + 8), text="brief:N")
    head = (
        base.transform_window(row="row_number()")
        .transform_filter("datum.row == 1")
        .transform_calculate(told="datum.measure + ': ' + datum.formula")
        .mark_text(align="left", fontWeight="bold", limit=WIDTH + 160)
        .encode(x=alt.value(0), y=alt.value(-12), text="told:N")
    )
    layers = lines + marks + words + head
    return layers.add_params(choice).properties(width=WIDTH, height=ROW * len(order))
