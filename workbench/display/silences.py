"""An issue in time: how often each document speaks of it, with its silences drawn."""

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.groups import bars
from workbench.display.many import ROWS as MANY
from workbench.display.many import gathered, in_groups
from workbench.display.naming import count, sentence_case, source_line, with_label
from workbench.display.scores import PICK
from workbench.display.theme import GENRE_COLOUR, GENRE_SHAPE, genre_scale
from workbench.display.timeline import placed, time_axis
from workbench.schemas import GENRES

ROW, WIDTH, ROOM_YEARS = 40, 640, 3
HEADERS = {
    "document": "Document",
    "genre": "Genre",
    "event_date": "Statement of",
    "label": "Issue",
    "n": "Mentions",
    "n_words": "Words",
    "per_1000": "Per 1,000 words",
    "n_provisions": "Provisions on it",
    "n_provisions_all": "Provisions",
    "why": "In words",
}


def silences(rows: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Draw a mark per document at the date of its statement, hollow where it is silent.

    Takes the timeline frame of one issue, and documents. Nothing joins the marks: the documents
    are witnesses of different kinds. Of more documents than `many.ROWS`, the share that speaks of
    it is drawn by genre and years.
    """
    about = placed(documents).select("doc_id", "genre", "day")
    rows = with_label(rows.join(about, on="doc_id", maintain_order="left"), documents)
    rows = rows.with_columns(
        key=pl.format("{}|", pl.col("doc_id").cast(pl.String)),
        silent=pl.col("n") == 0,
        said=pl.when(pl.col("n") == 0)
        .then(pl.format("silent: {}", pl.col("status").cast(pl.String)))
        .otherwise(
            pl.format(
                "{} in {} of {} provisions, {} per 1,000 words",
                "n",
                "n_provisions",
                "n_provisions_all",
                pl.col("per_1000").round(1),
            )
        ),
    )
    rows = rows.with_columns(told=pl.format("{}: {}", "document", "said"))
    issue = rows["label"][0]
    spoken = rows.filter(~pl.col("silent")).height
    title = f"{sentence_case(issue)} is mentioned in {spoken} of {count(rows.height, 'document')}"
    more, names, body = "", rows, None
    if rows.height > MANY:
        names = speaking(rows, documents)
        body = bars(names, "share", "Documents that mention it")
        more, names = f" {in_groups(documents, names.height)}", names.rename({"group": "document"})
    listed = "; ".join(
        f"{document}: {said}" for document, said in names.select("document", "said").rows()
    )
    return Figure(
        name="silences",
        title=title,
        subtitle="Mentions of the issue's core terms in the body, at the date of the statement behind each "
        f"document; a hollow mark is a silence. Not a trend: each year is seen through other witnesses.{more}",
        source=source_line(documents.filter(pl.col("doc_id").is_in(rows["doc_id"].implode()))),
        alt=f"Timeline. {title}. {listed}.",
        body=body or drawn(rows),
        table=rows,
        headers=HEADERS,
    )


def speaking(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Say of each group of documents how many of them mention the issue; silent groups stay."""
    spoken = rows.with_columns(n_speaking=(pl.col("n") > 0).cast(pl.UInt32))
    groups = gathered(spoken, documents, "n_speaking", "n")
    told = pl.format("{} of {}, {} mentions", "n_speaking", "n_documents", "n")
    silent = pl.format("silent: 0 of {}", "n_documents")
    return groups.with_columns(
        share=pl.col("n_speaking") / pl.col("n_documents"),
        said=pl.when(pl.col("n_speaking") > 0).then(told).otherwise(silent),
    )


def drawn(rows: pl.DataFrame) -> alt.LayerChart:
    """Draw the marks and the words beside them."""
    x, at_days = time_axis(rows, ROOM_YEARS)
    picked = alt.selection_point(name=PICK, fields=["key"], empty=False)
    genres = [genre for genre in GENRES if genre in rows["genre"].unique()]
    colour = genre_scale(genres, GENRE_COLOUR)
    base = alt.Chart(
        at_days.select("document", "day", "genre", "said", "told", "silent", "key")
    ).encode(
        x=x,
        y=alt.Y("document:N", sort=rows["document"].to_list(), title=None),
    )
    marks = (
        base.mark_point(size=150, opacity=1)
        .encode(
            color=alt.Color("genre:N", scale=colour, title="Genre"),
            shape=alt.Shape("genre:N", scale=genre_scale(genres, GENRE_SHAPE), title="Genre"),
            fill=alt.condition(
                "datum.silent", alt.value("white"), alt.Color("genre:N", scale=colour)
            ),
            strokeWidth=alt.condition(picked, alt.value(5), alt.value(2)),
            tooltip=[alt.Tooltip("document:N"), alt.Tooltip("said:N", title="says")],
            description="told:N",
        )
        .add_params(picked)
    )
    words = base.mark_text(align="left", dx=13).encode(text="said:N")
    return (marks + words).properties(width=WIDTH, height=ROW * rows.height)
