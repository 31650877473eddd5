"""Readability scores with their intervals, beside the two components that make them."""

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.naming import count, gate, source_line, with_label
from workbench.display.theme import GENRE_COLOUR, GENRE_SHAPE, QUIET
from workbench.display.timeline import genre_scale
from workbench.schemas import GENRES

ROW = 30
#: Name of the selection by which an explorer hears which mark was clicked.
PICK = "pick"
COMPONENTS = {
    "words_per_sentence": "Words per sentence",
    "syllables_per_word": "Syllables per word",
}
HEADERS = {
    "name": "Text",
    "genre": "Genre",
    "value": "Score",
    "low": "95 % from",
    "high": "to",
    "words_per_sentence": "Words per sentence",
    "syllables_per_word": "Syllables per word",
    "n_words": "Words",
    "n_sentences": "Sentences",
    "n_guessed": "Words with guessed syllables",
    "note": "Mind",
}


def named(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add the reader's names, the genre, and what to mind about each score."""
    genre = documents.select("doc_id", "genre")
    whole = pl.col("unit").cast(pl.String) == "document"
    told = pl.format(
        "{} ({} to {})", pl.col("value").round(1), pl.col("low").round(1), pl.col("high").round(1)
    )
    note = pl.when(pl.col("reason") != "").then("reason").otherwise("warning")
    brief = (
        pl.when(pl.col("reason") != "")
        .then("reason")
        .when(pl.col("low").is_null())
        .then(pl.format("{}, no interval", pl.col("value").round(1)))
        .when(pl.col("warning").str.contains("short text"))
        .then(pl.format("{} · short text", told))
        .otherwise(told)
    )
    return with_label(rows.join(genre, on="doc_id", maintain_order="left"), documents).with_columns(
        name=pl.when(whole)
        .then("document")
        .when(pl.col("unit_id") == "")
        .then(pl.format("{} · under no heading", "document"))
        .otherwise(pl.format("{} · {}", "document", "unit_id")),
        key=pl.format("{}|{}", pl.col("doc_id").cast(pl.String), "unit_id"),
        note=note,
        brief=brief,
        fill=pl.when("beyond_scale").then(pl.lit("hollow")).otherwise(pl.lit("filled")),
    )


def scores(rows: pl.DataFrame, documents: pl.DataFrame, comparability: pl.DataFrame) -> Figure:
    """Draw one measure of some units under one splitting variant.

    Takes rows of the frame `readability` that share measure, unit and splitter, documents, and
    comparability. A hollow mark is beyond the scale on which the formula was fitted.
    """
    rows = named(rows, documents)
    measure, splitter = rows["measure"][0], rows["splitter"][0]
    shown = documents.filter(pl.col("doc_id").is_in(rows["doc_id"].unique().implode()))
    order = rows["name"].to_list()
    height = ROW * len(order)
    panels = [dots(rows, measure, order).properties(width=330, height=height)]
    panels += [
        component(rows, column, title, order).properties(width=110, height=height)
        for column, title in COMPONENTS.items()
    ]
    beyond = rows["beyond_scale"].sum()
    title = (
        f"Words per sentence differ by a factor of {factor(rows['words_per_sentence'])}, "
        f"syllables per word by {factor(rows['syllables_per_word'])}"
    )
    defined = rows["value"].count()
    listed = "; ".join(
        f"{name}: {brief}" for name, brief in rows.select("name", "brief").iter_rows()
    )
    return Figure(
        name="readability",
        title=title if defined else f"{measure} is not defined for any of these texts",
        subtitle=f"{measure}, {count(rows.height, 'text')} cut at each {splitter}; 95 % interval from "
        f"{rows['n_draws'].max() or 0:,} resamples of sentences inside the text, which does not cover "
        f"the choice of splitting; {beyond} beyond the formula's scale (hollow). "
        f"{gate(comparability, shown)}",
        source=f"{source_line(shown)} Syllables: {rows['syllable_source'][0]}. "
        f"Counts of words: {rows['engine'][0]}.",
        alt=f"Dot chart with intervals. {measure}. {listed}. Beside it {title.lower()}.",
        body=alt.hconcat(*panels, spacing=18),
        table=rows,
        headers=HEADERS,
    )


def factor(values: pl.Series) -> str:
    """Say how many times the largest value is the smallest."""
    low, high = values.min(), values.max()
    return f"{high / low:.2f}" if low else "an unknown number"


def dots(rows: pl.DataFrame, measure: str, order: list[str]) -> alt.LayerChart:
    """Draw the scores with their intervals and their values in words."""
    genres = [genre for genre in GENRES if genre in rows["genre"].unique()]
    fields = ["name", "key", "genre", "value", "low", "high", "brief", "fill", "note"]
    reach = [v for v in (*rows["low"], *rows["high"], *rows["value"]) if v is not None] or [
        0.0,
        1.0,
    ]
    width = max(reach) - min(reach) or 1.0
    scale = alt.Scale(domain=[min(reach) - 0.05 * width, max(reach) + 0.9 * width], nice=False)
    base = alt.Chart(rows.select(fields)).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=520)),
        x=alt.X("value:Q", scale=scale, title=measure, axis=alt.Axis(tickCount=5)),
    )
    picked = alt.selection_point(name=PICK, fields=["key"], empty=False)
    marks = (
        base.mark_point(size=110, opacity=1, strokeWidth=2)
        .encode(
            stroke=alt.Stroke("genre:N", scale=genre_scale(genres, GENRE_COLOUR), title="Genre"),
            fill=alt.condition(
                "datum.fill == 'hollow'",
                alt.value("white"),
                alt.Fill("genre:N", scale=genre_scale(genres, GENRE_COLOUR), title="Genre"),
            ),
            shape=alt.Shape("genre:N", scale=genre_scale(genres, GENRE_SHAPE), title="Genre"),
            strokeWidth=alt.condition(picked, alt.value(4), alt.value(2)),
            tooltip=[
                alt.Tooltip("name:N"),
                alt.Tooltip("brief:N"),
                alt.Tooltip("note:N", title="mind"),
            ],
        )
        .add_params(picked)
    )
    lines = base.mark_rule(strokeWidth=2, color=QUIET).encode(x="low:Q", x2="high:Q")
    place = alt.X("at:Q", scale=scale)
    words = (
        base.transform_calculate(
            at=f"isValid(datum.high) ? datum.high : isValid(datum.value) ? datum.value : {min(reach)}"
        )
        .mark_text(align="left", dx=10)
        .encode(x=place, text="brief:N")
    )
    return lines + marks + words


def component(rows: pl.DataFrame, column: str, title: str, order: list[str]) -> alt.LayerChart:
    """Draw one component as a bar with its number."""
    top = (rows[column].max() or 1.0) * 1.6
    base = alt.Chart(rows.select("name", column)).encode(
        y=alt.Y("name:N", sort=order, axis=None),
        x=alt.X(
            f"{column}:Q", title=title, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(tickCount=3)
        ),
    )
    bars = base.mark_bar(height=10, color="#8aa6b8")
    words = base.mark_text(align="left", dx=4).encode(text=alt.Text(f"{column}:Q", format=".3r"))
    return bars + words
