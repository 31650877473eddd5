"""What each document gives weight to: shares with intervals, silences drawn, genres apart."""

import warnings
from textwrap import wrap

import altair as alt
import polars as pl

from workbench.display.emphasis_grid import cells, grid
from workbench.display.figure import Figure
from workbench.display.many import PANELS, ROWS, in_groups
from workbench.display.naming import count, gate, source_line, with_label
from workbench.display.scores import PICK
from workbench.display.theme import GENRE_COLOUR, GENRE_SHAPE, QUIET
from workbench.lacking import through

ROW, PANEL, HEAD = 24, 120, 18
#: The reader's choice; the marks of other topics fade, none goes.
CHOSEN = "highlighted"
LIT = f"{CHOSEN} == null || datum.label == {CHOSEN}"
MIXED = (
    "A group holds documents of many publishers: its numbers tell what the corpus holds, not what "
    "has changed."
)
HEADERS = {
    "document": "Document",
    "genre": "Genre",
    "label": "Topic",
    "finding": "Finding",
    "percent": "Share",
    "low_percent": "95 % from",
    "high_percent": "to",
    "n_mentions": "Mentions",
    "n_words": "Words",
    "method": "Interval",
}


@through
def emphasis(
    rows: pl.DataFrame,
    topics: pl.DataFrame,
    documents: pl.DataFrame,
    comparability: pl.DataFrame | pl.LazyFrame,
    by: str = "genre",
) -> Figure:
    """Draw the share of each topic, a panel per document, by genre and year or ``by`` year alone.

    Takes the emphasis frame of one unit, the topics of the codebook (``topic``, ``label``),
    documents and comparability. A silent topic keeps its row: a hollow mark at zero whose line ends
    at the upper bound. Nothing joins the panels. More documents than `many.PANELS` are a grid with a
    column each, more than `many.ROWS` one by genre and years, and the subtitle says so.
    """
    rows = named(rows, topics, documents, by)
    unit = str(rows["unit"][0])
    names = rows["document"].unique(maintain_order=True).to_list()
    if len(names) > PANELS:
        return crowded(rows, unit, documents, comparability)
    labels = rows["label"].unique(maintain_order=True).to_list()
    top = min(1.0, (rows["high"].max() or 1.0) * 1.05)
    picked = alt.selection_point(name=PICK, fields=["key"], empty=False)
    drawn = [
        panel(rows.filter(document=name), name, labels, top, picked, first=number == 0)
        for number, name in enumerate(names)
    ]
    with warnings.catch_warnings():  # one selection for all panels is what we want
        warnings.filterwarnings("ignore", message="Automatically deduplicated selection")
        body = alt.hconcat(*drawn, spacing=18).add_params(highlight(labels))
    shown = documents.filter(pl.col("doc_id").is_in(rows["doc_id"].unique().implode()))
    title = finding(rows)
    silent = rows.filter(n=0).height
    return Figure(
        name="emphasis",
        title=title,
        subtitle=f"Share of each document's {unit if unit == 'words' else unit + 's'} coded with a topic; one "
        f"passage may have several. 95 % intervals inside the document; {count(silent, 'silent cell')} "
        f"drawn hollow with the upper bound. {gate(comparability, shown)}",
        source=f"{source_line(shown)} Coding by declared rules.",
        alt=f"Dot chart with intervals, a panel per document. {title}. The widest of each: {widest(rows, names)}.",
        body=body,
        table=rows,
        headers=HEADERS,
    )


def crowded(
    rows: pl.DataFrame,
    unit: str,
    documents: pl.DataFrame,
    comparability: pl.DataFrame | pl.LazyFrame,
) -> Figure:
    """Draw the topics of many documents in a grid: a column each, or one by genre and years."""
    here = documents.filter(pl.col("doc_id").is_in(rows["doc_id"].unique().implode()))
    columns = cells(rows, here)
    n_columns, silent = columns["group"].n_unique(), columns.filter(n=0).height
    what, how = "document", f"The data table has the 95 % intervals. {gate(comparability, here)}"
    if here.height > ROWS:
        what, how = "group", f"{in_groups(here, n_columns)} {MIXED}"
    title = finding(rows)
    leading = columns.filter(pl.col("n") > 0).sort("share", descending=True, maintain_order=True)
    told = "; ".join(
        f"{name}: {label} {percent} %"
        for name, label, percent in leading.unique("group", keep="first", maintain_order=True)
        .select("group", "label", "percent")
        .iter_rows()
    )
    return Figure(
        name="emphasis",
        title=title,
        subtitle=f"Per cent of the {unit if unit == 'words' else unit + 's'} of each {what} coded with a topic; "
        f"one passage may have several; ○ marks {count(silent, 'cell')} without any. {how}",
        source=f"{source_line(here)} Coding by declared rules.",
        alt=f"Grid of topics, a column per {what}. {title}. The widest of each: {told or 'none'}.",
        body=grid(columns),
        table=rows,
        headers=HEADERS,
    )


def named(
    rows: pl.DataFrame, topics: pl.DataFrame, documents: pl.DataFrame, by: str
) -> pl.DataFrame:
    """Add names, genre and percentages; order by genre and year (or year alone) and the codebook."""
    first = ["genre", "year"] if by == "genre" else ["year", "genre"]
    about = documents.select("doc_id", "genre", "year")
    order = pl.Enum(topics["topic"])
    percent = [
        pl.when(pl.col(name).is_not_null())
        .then(pl.format("{} %", (100 * pl.col(name)).round(1)))
        .otherwise(pl.lit("no body"))
        .alias(alias)
        for name, alias in (("share", "percent"), ("low", "low_percent"), ("high", "high_percent"))
    ]
    return (
        with_label(rows.join(about, on="doc_id", maintain_order="left"), documents)
        .join(topics.select("topic", "label"), on="topic", maintain_order="left")
        .with_columns(
            *percent,
            key=pl.format("{}|{}", pl.col("doc_id").cast(pl.String), "topic"),
            order=pl.col("topic").cast(order),
            silent=pl.col("n") == 0,
            said=pl.format("{}, {}: {}", "document", "label", "finding"),
        )
        .sort(*first, "doc_id", "order")
    )


def widest(rows: pl.DataFrame, names: list[str]) -> str:
    """Say the three widest topics of each of these documents."""
    told = []
    for name in names:
        first = rows.filter(document=name).sort("share", descending=True).head(3)
        topics = [f"{label} {said}" for label, said in first.select("label", "finding").iter_rows()]
        told.append(f"{name}: {', '.join(topics)}")
    return "; ".join(told)


def finding(rows: pl.DataFrame) -> str:
    """Say in how many documents the most frequent leader leads; this compares no two documents."""
    with_body = rows.filter(pl.col("n_units") > 0, pl.col("n") > 0)
    if with_body.is_empty():
        return "No topic of this codebook is found in these documents"
    leaders = with_body.filter(pl.col("share") == pl.col("share").max().over("document"))
    widest = leaders.group_by("label").len().sort("len", "label", descending=[True, False])
    label, n = widest.row(0)
    n_documents = count(rows["document"].n_unique(), "document")
    if n == 1 < rows["document"].n_unique():
        return f"No topic is the widest in more than one of {n_documents}"
    return f"{label} is the widest topic, alone or with others, in {n} of {n_documents}"


def highlight(labels: list[str]) -> alt.Parameter:
    """Let the reader choose a topic to look at; it works without a kernel."""
    choice = alt.binding_select(
        options=[None, *labels], labels=["no one topic", *labels], name="Highlight "
    )
    return alt.param(name=CHOSEN, bind=choice, value=None)


def panel(
    rows: pl.DataFrame,
    name: str,
    labels: list[str],
    top: float,
    picked: alt.Parameter,
    *,
    first: bool,
) -> alt.LayerChart:
    """Draw one document."""
    genre = rows["genre"][0]
    axis = alt.Axis(labelLimit=300) if first else None
    base = alt.Chart(
        rows.select("label", "share", "low", "high", "silent", "finding", "percent", "key", "said")
    ).encode(
        y=alt.Y("label:N", sort=labels, title=None, axis=axis),
        x=alt.X(
            "share:Q",
            title=None,
            scale=alt.Scale(domain=[0, top]),
            axis=alt.Axis(format="%", tickCount=3),
        ),
    )
    lit = alt.condition(LIT, alt.value(1), alt.value(0.15))
    lines = base.mark_rule(strokeWidth=2, color=QUIET).encode(x="low:Q", x2="high:Q", opacity=lit)
    marks = (
        base.mark_point(size=80, stroke=GENRE_COLOUR[genre], shape=GENRE_SHAPE[genre])
        .encode(
            opacity=lit,
            fill=alt.condition("datum.silent", alt.value("white"), alt.value(GENRE_COLOUR[genre])),
            strokeWidth=alt.condition(picked, alt.value(4), alt.value(2)),
            description=alt.Description("said:N"),
            tooltip=[
                alt.Tooltip("label:N", title="topic"),
                alt.Tooltip("finding:N"),
                alt.Tooltip("percent:N", title="share"),
            ],
        )
        .add_params(picked)
    )
    head = alt.TitleParams(
        [*wrap(name, HEAD), str(genre)], fontSize=12, anchor="start", limit=PANEL + 60
    )
    return (lines + marks).properties(width=PANEL, height=ROW * len(labels), title=head)
