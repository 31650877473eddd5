"""How long the documents are, and how much of each file is body."""

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.groups import bars
from workbench.display.many import ROWS, gathered, in_groups
from workbench.display.naming import count, source_line, with_label, words_of
from workbench.display.theme import CUT_COLOUR, GENRE_COLOUR, genre_scale
from workbench.schemas import GENRES

ROW = 38
HEADERS = {
    "document": "Document",
    "genre": "Genre",
    "n_words": "Words of the body",
    "n_cut": "Words cut",
    "n_words_raw": "Words in the file",
    "cut": "Share cut",
}


def lengths(documents: pl.DataFrame) -> Figure:
    """Draw body words and cut words as one bar per document.

    Takes documents; the colour and the word beside the bar tell the genre.
    More documents than `many.ROWS` are added up by genre and years.
    """
    n_cut = pl.col("n_words_raw") - pl.col("n_words")
    share = (n_cut / pl.col("n_words_raw")).fill_nan(0)  # a file of nothing but signs
    rows = with_label(documents, documents).with_columns(
        n_cut=n_cut,
        share=share,
        cut=pl.format("{} %", (100 * share).round(0).cast(pl.Int64)),
        said=pl.format("{} · {}", "genre", words_of("n_words", "n_words_raw")),
    )
    more, names, body = "", rows, None
    if documents.height > ROWS:
        said = pl.format("{} · {} in all", words_of("n_words", "n_words_raw"), "n_documents")
        names = gathered(rows, documents, "n_words", "n_words_raw").with_columns(said=said)
        body = bars(names, "n_words", "Words (grey: cut from the files)", "n_words_raw")
        more, names = f" {in_groups(documents, names.height)}", names.rename({"group": "document"})
    most = rows.row(rows["share"].arg_max(), named=True)
    total, kept_total = rows["n_words_raw"].sum(), rows["n_words"].sum()
    title = f"{most['cut']} of the file of {most['document']} is not body text"
    listed = "; ".join(f"{row['document']}: {row['said']}" for row in names.iter_rows(named=True))
    return Figure(
        name="lengths",
        title=title,
        subtitle=f"Words of the body among all words of each file: {kept_total:,} of {total:,} in "
        f"{count(documents.height, 'document')}. A hyphen separates words.{more}",
        source=source_line(documents),
        alt=f"Bar chart. {title}. {listed}.",
        body=body or drawn(rows),
        table=rows,
        headers=HEADERS,
    )


def drawn(rows: pl.DataFrame) -> alt.LayerChart:
    """Draw a bar per document: what is body before what is in the file."""
    genres = [genre for genre in GENRES if genre in rows["genre"].unique()]
    y = alt.Y("document:N", sort=rows["document"].to_list(), title=None)
    limit = alt.Scale(domain=[0, max(rows["n_words_raw"].max() * 1.35, 1)])
    base = alt.Chart(
        rows.select("document", "genre", "n_words", "n_words_raw", "n_cut", "cut", "said")
    ).encode(y=y)
    tooltip = [
        alt.Tooltip("document:N"),
        alt.Tooltip("n_words:Q", title="words of the body"),
        alt.Tooltip("n_cut:Q", title="words cut"),
        alt.Tooltip("cut:N", title="share cut"),
    ]
    whole = base.mark_bar(color=CUT_COLOUR, stroke="#6f6f6f", height=18).encode(
        x=alt.X(
            "n_words_raw:Q",
            scale=limit,
            title="Words (grey: cut from the file)",
            axis=alt.Axis(tickCount=6),
        ),
        tooltip=tooltip,
    )
    kept = base.mark_bar(height=18).encode(
        x=alt.X("n_words:Q"),
        color=alt.Color("genre:N", scale=genre_scale(genres, GENRE_COLOUR), title="Body of a"),
        tooltip=tooltip,
    )
    words = base.mark_text(align="left", dx=6).encode(x=alt.X("n_words_raw:Q"), text="said:N")
    return (whole + kept + words).properties(width=640, height=ROW * rows.height)
