"""Readability scores with their intervals, beside the two components that make them."""

import altair as alt
import polars as pl

from workbench.display.ends import middle, part
from workbench.display.figure import Figure
from workbench.display.many import ends
from workbench.display.naming import (
    count,
    gate,
    labels,
    source_line,
    syllables,
    with_label,
)
from workbench.display.theme import GENRE_COLOUR, GENRE_SHAPE, QUIET, genre_scale
from workbench.errors import WorkbenchError
from workbench.pairs import open_pairs
from workbench.schemas import GENRES

ROW, TIGHT, CROWDED = 30, 17, 30
#: Words of a heading that fit on one line over a narrow panel.
LINE = 4
VOICES = (
    "Many sentences mix both voices: each voice takes their whole length, and its share of them. "
)
#: Name of the selection by which an explorer hears which mark was clicked.
PICK = "pick"
NAMES = {
    "words_per_sentence": "Words per sentence",
    "syllables_per_word": "Syllables per word",
    "letters_per_word": "Letters per word",
    "long_word_share": "Share of long words",
}
#: A voice has no sentences of its own where one sentence mixes both.
MIXED = "Length of the sentences these words stand in"
#: The word side of each formula, where the frame has it; syllables stand for the others.
WORD_SIDE = {
    "ARI": "letters_per_word",
    "Coleman–Liau": "letters_per_word",
    "LIX": "long_word_share",
    "RIX": "long_word_share",
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
    "note": "What to mind",
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
        .then(pl.format("{} · one sentence, no interval", pl.col("value").round(1)))
        .when(pl.col("warning").str.contains("short text"))
        .then(pl.format("{} · short text", told))
        .when(pl.col("warning").str.contains("the formula needs"))
        .then(pl.format("{} · too few sentences for it", told))
        .otherwise(told)
    )
    return (
        with_label(rows.join(genre, on="doc_id", maintain_order="left"), documents)
        .with_columns(
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
        .with_columns(said=pl.format("{}: {} {}", "name", "measure", "brief"))
    )


def scores(
    rows: pl.DataFrame, documents: pl.DataFrame, comparability: pl.DataFrame | pl.LazyFrame
) -> Figure:
    """Draw one measure of some units under one splitting variant.

    Takes rows of the frame `readability` that share measure, unit and splitter, documents, and
    comparability. A hollow mark is beyond the scale set for the formula. Of more texts than
    `many.ROWS` the highest and the lowest are drawn, and the title tells the middle of all.
    """
    rows = named(rows, documents)
    if rows.is_empty():
        raise WorkbenchError(
            "There is no such score of these texts; a full statement, for one, has no voices."
        )
    measure, splitter = rows["measure"][0], rows["splitter"][0]
    drawn = ends(rows, "value")
    few = drawn.height == rows.height
    here = documents.filter(pl.col("doc_id").is_in(drawn["doc_id"].unique().implode()))
    order = drawn["name"].to_list()
    height = (ROW if len(order) <= CROWDED else TIGHT) * len(order)
    unit = str(rows["unit"][0])
    panels = [dots(drawn, measure, order).properties(width=330, height=height)]
    panels += [
        component(drawn, column, heading(column, unit), order).properties(width=110, height=height)
        for column in ("words_per_sentence", WORD_SIDE.get(measure, "syllables_per_word"))
    ]
    beyond = rows["beyond_scale"].sum()
    title = finding(rows, documents, comparability) if few else middle(rows)
    more = "" if few else f" {part(drawn.height, rows.height)}"
    defined = rows["value"].count()
    listed = "; ".join(
        f"{name}: {brief}" for name, brief in drawn.select("name", "brief").iter_rows()
    )
    return Figure(
        name="readability",
        title=title if defined else f"{measure} is not defined for any of these texts",
        subtitle=f"{measure}, {count(rows.height, 'text')} cut at each {splitter}; 95 % interval from "
        f"{rows['n_draws'].max() or 0:,} resamples of sentences inside the text, widened for few "
        f"sentences, which does not cover the choice of splitting; hollow marks: {beyond} beyond the "
        f"scale ({scale(rows)}). {VOICES if unit == 'voice' else ''}{gate(comparability, here)}{more}",
        source=f"{source_line(behind(rows, documents))}{syllables(rows)} Counts of words: {rows['engine'][0]}.",
        alt=f"Dot chart with intervals, and two bars beside each: {measure}. {listed}.{more}",
        body=alt.hconcat(*panels, spacing=18),
        table=rows,
        headers=HEADERS,
    )


def behind(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Keep the documents of these rows."""
    return documents.filter(pl.col("doc_id").is_in(rows["doc_id"].unique().implode()))


def finding(
    rows: pl.DataFrame, documents: pl.DataFrame, comparability: pl.DataFrame | pl.LazyFrame
) -> str:
    """State the largest difference between documents that may be compared, or none."""
    measure = rows["measure"][0]
    neutral = f"{measure} of {count(rows.height, 'text')}, side by side"
    values = dict(
        rows.filter(unit="document").select(pl.col("doc_id").cast(pl.String), "value").iter_rows()
    )
    names = labels(documents)
    here = [doc_id for doc_id, value in values.items() if value is not None]
    value = {
        side: pl.col(side).replace_strict(values, default=None, return_dtype=pl.Float64)
        for side in ("left", "right")
    }
    apart = open_pairs(comparability, here).with_columns(gap=(value["right"] - value["left"]).abs())
    widest = apart.top_k(1, by=["gap", "left", "right"]).collect(engine="streaming")
    if widest.is_empty():
        return neutral
    left, right, kind = widest.select("left", "right", "kind").row(0)
    return (
        f"{measure}: {names[left]} {values[left]:.1f}, {names[right]} {values[right]:.1f} "
        f"(the widest pair that may be compared, as {kind})"
    )


def scale(rows: pl.DataFrame) -> str:
    """Name the scale of the measure, as far as a warning or the frame tells it."""
    told = rows.filter("beyond_scale")["warning"].str.extract(r"beyond the scale \(([^)]*)\)", 1)
    return told[0] if told.len() else "none here"


def heading(column: str, unit: str) -> list[str]:
    """Head a component; for a voice, say what its sentence length is."""
    name = MIXED if unit == "voice" and column == "words_per_sentence" else NAMES[column]
    words = name.split()
    half = len(words) // 2
    return [name] if len(words) <= LINE else [" ".join(words[:half]), " ".join(words[half:])]


def dots(rows: pl.DataFrame, measure: str, order: list[str]) -> alt.LayerChart:
    """Draw the scores with their intervals and their values in words."""
    genres = [genre for genre in GENRES if genre in rows["genre"].unique()]
    fields = ["name", "key", "genre", "value", "low", "high", "brief", "fill", "note", "said"]
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
            description=alt.Description("said:N"),
            tooltip=[
                alt.Tooltip("name:N", title="text"),
                alt.Tooltip("brief:N", title="score"),
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


def component(
    rows: pl.DataFrame, column: str, title: list[str], order: list[str]
) -> alt.LayerChart:
    """Draw one component as a bar with its number."""
    top = (rows[column].max() or 1.0) * 1.6
    base = alt.Chart(rows.select("name", column)).encode(
        y=alt.Y("name:N", sort=order, axis=None),
        x=alt.X(
            f"{column}:Q", title=title, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(tickCount=3)
        ),
    )
    bars = base.mark_bar(height=10, color="#5f7f94")
    words = base.mark_text(align="left", dx=4).encode(text=alt.Text(f"{column}:Q", format=".3r"))
    return bars + words
