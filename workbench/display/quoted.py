"""How much of each document stands between quotation marks."""

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.groups import bars
from workbench.display.many import ROWS, gathered, in_groups
from workbench.display.naming import count, source_line, with_label, words_of
from workbench.display.theme import GENRE_COLOUR, GENRE_SHAPE, genre_scale
from workbench.schemas import GENRES

ROW = 38
HEADERS = {
    "document": "Document",
    "genre": "Genre",
    "n_quoted": "Words in quotation marks",
    "n_words": "Words of the body",
    "percent": "Share",
    "n_passages": "Passages",
    "n_unpaired": "Marks without a partner",
}


def quoted(share: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Draw the share of body words in quotation marks, one mark per document.

    Takes the frame of `analysis.quoted_share` and documents. More documents than `many.ROWS` are
    added up by genre and years.
    """
    genre = documents.select("doc_id", "genre")
    bound = pl.when(pl.col("n_unpaired") > 0).then(pl.lit("at least ")).otherwise(pl.lit(""))
    percent = pl.format("{}{} %", bound, (100 * pl.col("share")).round(1))
    rows = with_label(share.join(genre, on="doc_id", maintain_order="left"), documents)
    rows = rows.with_columns(
        percent=pl.when(pl.col("share").is_null()).then(pl.lit("no body")).otherwise(percent)
    ).with_columns(said=pl.format("{} · {}", "percent", words_of("n_quoted", "n_words")))
    more, names, body = "", rows, None
    if rows.height > ROWS:
        names = gathered(rows, documents, "n_quoted", "n_words").with_columns(
            share=(pl.col("n_quoted") / pl.col("n_words")).fill_nan(0)
        )
        tenths = (100 * pl.col("share")).round(1)
        told = pl.format("{} % · {}", tenths, words_of("n_quoted", "n_words"))
        names = names.with_columns(said=told)
        body = bars(names, "share", "Share of body words")
        more, names = f" {in_groups(documents, names.height)}", names.rename({"group": "document"})
    most = rows.sort("share", descending=True, nulls_last=True).row(0, named=True)
    title = (
        f"{most['document']} speaks most in quotation marks: {most['percent']} of its words"
        if most["n_quoted"]
        else "No document sets words between paired quotation marks"
    )
    listed = "; ".join(f"{row['document']}: {row['said']}" for row in names.iter_rows(named=True))
    return Figure(
        name="quoted",
        title=title,
        subtitle=f"Body words inside double quotation marks, {rows['n_quoted'].sum():,} of "
        f"{rows['n_words'].sum():,} in {count(rows.height, 'document')}. Names in quotation marks count "
        f"too; a mark without a partner is not counted, so the share is then a lower bound.{more}",
        source=source_line(documents),
        alt=f"Dot chart. {title}. {listed}.",
        body=body or drawn(rows),
        table=rows,
        headers=HEADERS,
    )


def drawn(rows: pl.DataFrame) -> alt.LayerChart:
    """Draw a mark per document on its stem, with the counts in words."""
    genres = [name for name in GENRES if name in rows["genre"].unique()]
    y = alt.Y("document:N", sort=rows["document"].to_list(), title=None)
    limit = alt.Scale(domain=[0, max(1.5 * (rows["share"].max() or 0), 0.1)])
    base = alt.Chart(rows.select("document", "genre", "share", "said")).encode(
        y=y, x=alt.X("share:Q", scale=limit, axis=alt.Axis(format="%"), title="Share of body words")
    )
    stems = base.mark_rule(color="#8c8c8c").encode(x2=alt.datum(0))
    marks = base.mark_point(size=130, filled=True, opacity=1).encode(
        color=alt.Color("genre:N", scale=genre_scale(genres, GENRE_COLOUR), title="Genre"),
        shape=alt.Shape("genre:N", scale=genre_scale(genres, GENRE_SHAPE), title="Genre"),
        tooltip=[alt.Tooltip("document:N"), alt.Tooltip("said:N", title="in quotation marks")],
    )
    words = base.mark_text(align="left", dx=12).encode(text="said:N")
    return (stems + marks + words).properties(width=640, height=ROW * rows.height)
