"""The documents in time, told apart by genre."""

import datetime as dt

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.groups import bars
from workbench.display.many import ROWS, gathered, in_groups
from workbench.display.naming import count, source_line, with_label
from workbench.display.theme import GENRE_COLOUR, GENRE_SHAPE, genre_scale
from workbench.schemas import GENRES
from workbench.silence import known

ROW = 38
HEADERS = {
    "document": "Document",
    "genre": "Genre",
    "event_date": "Statement of",
    "published": "Published",
    "publisher": "Publisher",
    "side": "Side",
}

#: Where the axis stands if no document has a date.
NO_YEAR = 2000


def placed(documents: pl.DataFrame) -> pl.DataFrame:
    """Add the day at which a document is drawn: a month or a year stands at its middle."""
    date = pl.col("event_date")
    day = (
        pl.when(date.str.contains(r"^\d{4}-\d{2}-\d{2}$"))
        .then(date)
        .when(date.str.contains(r"^\d{4}-\d{2}$"))
        .then(pl.concat_str(date, pl.lit("-15")))
        .otherwise(pl.concat_str(pl.col("year").cast(pl.String), pl.lit("-07-01")))
    )
    inferred = pl.when(pl.col("date_note").str.starts_with("Inferred")).then(
        pl.lit(" (year inferred)")
    )
    event = known("event_date", "statement of {}", "date of the statement unknown")
    said = pl.concat_str(
        known("genre", "{}", "genre unknown"),
        pl.concat_str(event, inferred.otherwise(pl.lit(""))),
        known("published", "published {}", "publication date unknown"),
        separator=" · ",
    )
    return documents.with_columns(day=day.str.to_date(), said=said)


def time_axis(rows: pl.DataFrame, room: int) -> tuple[alt.X, pl.DataFrame]:
    """Give a time axis with free years on its right, and the rows at their days.

    Takes rows with ``day``; those without one stand to the left of the years, over *no date*.
    """
    dated = rows["day"].drop_nulls().dt.year().to_list()
    first, last = (min(dated), max(dated)) if dated else (NO_YEAR, NO_YEAR - 1)
    undated = rows["day"].has_nulls()
    domain = [f"{first - undated}-01-01", f"{last + room}-01-01"]
    years = [f"{year}-01-01" for year in range(first, last + 2)] if dated else []
    axis = alt.Axis(values=years, format="%Y")
    if undated:
        words = f"datum.value < time('{first}-01-01') ? 'no date' : timeFormat(datum.value, '%Y')"
        axis = alt.Axis(values=[f"{first - 1}-07-01", *years], labelExpr=words)
    at_days = rows.with_columns(pl.col("day").fill_null(dt.date(first - undated, 7, 1)))
    return alt.X("day:T", scale=alt.Scale(domain=domain), title=None, axis=axis), at_days


def statements(documents: pl.DataFrame) -> str:
    """Say on how many joint statements some documents are, as far as the manifest says."""
    named = documents.filter(pl.col("statement_id") != "unknown")
    told = count(named["statement_id"].n_unique(), "joint statement")
    if named.height == documents.height:
        return told
    return f"{told}, and others not named" if named.height else "statements that are not named"


def timeline(documents: pl.DataFrame) -> Figure:
    """Draw one mark per document at the date of its statement.

    Takes documents; the mark's shape and colour tell the genre, the words beside it the dates.
    More documents than `many.ROWS` are counted by genre and years.
    """
    rows = with_label(placed(documents), documents)
    more, names, body = "", rows, None
    if documents.height > ROWS:
        names = gathered(rows, documents).with_columns(said=said_of("n_documents"))
        more, body = (
            f" {in_groups(documents, names.height)}",
            bars(names, "n_documents", "Documents"),
        )
        names = names.rename({"group": "document"})
    counts = documents.group_by("genre", maintain_order=True).len()
    told = ", ".join(
        f"{n:,} of unknown genre" if genre == "unknown" else count(n, genre)
        for genre, n in counts.sort("genre").iter_rows()
    )
    full = documents.filter(genre="statement").height
    n_documents = count(documents.height, "document")
    title = f"{n_documents} on {statements(documents)}: {told}"
    listed = "; ".join(f"{row['document']}, {row['said']}" for row in names.iter_rows(named=True))
    return Figure(
        name="documents",
        title=title,
        subtitle=f"Date of the statement behind each document; full texts: {full} of "
        f"{n_documents}. A date marked with month or year only is as exact as the "
        f"source is.{more}",
        source=source_line(documents),
        alt=f"Timeline. {title}. {listed}.",
        body=body or drawn(rows),
        table=rows,
        headers=HEADERS,
    )


def said_of(column: str) -> pl.Expr:
    """Say a count of documents."""
    one = pl.when(pl.col(column) == 1).then(pl.lit("document")).otherwise(pl.lit("documents"))
    return pl.format("{} {}", column, one)


def drawn(rows: pl.DataFrame) -> alt.LayerChart:
    """Draw the marks and the words beside them."""
    genres = [genre for genre in GENRES if genre in rows["genre"].unique()]
    y = alt.Y("document:N", sort=rows["document"].to_list(), title=None)
    x, at_days = time_axis(rows, 3)  # room for the words on the right
    base = alt.Chart(at_days.select("document", "day", "genre", "said")).encode(x=x, y=y)
    marks = base.mark_point(size=160, filled=True, opacity=1).encode(
        color=alt.Color("genre:N", scale=genre_scale(genres, GENRE_COLOUR), title="Genre"),
        shape=alt.Shape("genre:N", scale=genre_scale(genres, GENRE_SHAPE), title="Genre"),
        tooltip=[alt.Tooltip("document:N"), alt.Tooltip("said:N", title="about it")],
    )
    words = base.mark_text(align="left", dx=12).encode(text="said:N")
    return (marks + words).properties(width=640, height=ROW * rows.height)
