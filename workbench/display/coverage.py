"""Coverage of an issue: which term stands in which document, and what a silence means."""

from textwrap import wrap
from typing import Any

import altair as alt
import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import fold, join, region, unseen
from workbench.display.many import TEXTS, most, shown
from workbench.display.naming import count, labels, sentence_case, source_line, with_label
from workbench.display.scores import PICK
from workbench.display.theme import INK, PAPER, QUIET, VOICE_COLOUR, VOICE_SHAPE

SILENT = ("not in this source", "not in the statement")
ROW, COLUMN, HEAD, LINE = 24, 104, 16, 14
HEADERS = {
    "document": "Document",
    "label": "Term",
    "status": "Status",
    "n": "Mentions",
    "n_stated": "Stated",
    "n_quoted": "Quoted",
    "n_reported": "Reported",
    "n_inside": "Only inside a longer name",
    "n_headings": "In headings",
    "n_elsewhere": "Elsewhere, not on this issue",
    "why": "Why",
}


def coverage(
    rows: pl.DataFrame,
    lines: pl.DataFrame,
    terms: pl.DataFrame,
    documents: pl.DataFrame,
    issue: str,
) -> Figure:
    """Show terms against documents; each cell opens its passages, or the reason of its silence.

    Takes the coverage frame of one issue, the concordance lines of its mentions with ``term``, the
    terms of its codebook (``topic``, ``label``), documents, and the neutral name of the issue. Of
    more documents than `many.TEXTS` those with the most mentions are shown.
    """
    rows = told(rows, terms, documents)
    names = labels(documents)
    here = speaking_most(rows)
    columns = here["doc_id"].cast(pl.String).unique(maintain_order=True).to_list()
    lines = lines.filter(pl.col("doc_id").cast(pl.String).is_in(columns))
    passages = {
        key: list(group.iter_rows(named=True))
        for key, group in lines.with_columns(pl.col("doc_id").cast(pl.String)).group_by(
            "doc_id", "term", maintain_order=True
        )
    }
    head = join(Markup('<th scope="col">{}</th>').format(names[doc_id]) for doc_id in columns)
    body = join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            label, join(cell(row, passages) for row in group.iter_rows(named=True))
        )
        for (label,), group in here.group_by("label", maintain_order=True)
    )
    whole = Markup(
        "<table><caption>{}</caption><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>"
    ).format("Open a cell for its passages, or for what its silence means.", head, body)
    return figure("coverage", issue, rows, documents, region("Coverage", "wb-scroll", whole))


def coverage_map(
    rows: pl.DataFrame, terms: pl.DataFrame, documents: pl.DataFrame, issue: str
) -> Figure:
    """Draw the same as a chart in which a cell can be picked."""
    whole = told(rows, terms, documents)
    rows = speaking_most(whole).with_columns(
        key=pl.format("{}|{}", pl.col("doc_id").cast(pl.String), "term"),
        told=pl.format("{}, {}: {}", "label", "document", "said"),
        column=pl.col("document").map_elements(
            lambda name: "\n".join(wrap(name, HEAD)), return_dtype=pl.String
        ),
        voice=pl.when("silent").then(pl.lit("silent")).otherwise(pl.col("status").cast(pl.String)),
    )
    picked = alt.selection_point(name=PICK, fields=["key"], empty=False)
    base = alt.Chart(rows.select("document", "column", "label", "voice", "said", "told", "n", "key")).encode(
        x=alt.X(
            "column:N",
            sort=rows["column"].unique(maintain_order=True).to_list(),
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr="split(datum.value, '\\n')",
                labelPadding=4 + LINE * rows["column"].str.count_matches("\n").max(),
                domain=False,
            ),
        ),
        y=alt.Y(
            "label:N", sort=rows["label"].unique(maintain_order=True).to_list(), title=None,
            axis=alt.Axis(labelLimit=300, grid=True),
        ),
    )  # fmt: skip
    marks = (
        base.mark_point(size=110, strokeWidth=2, opacity=1)
        .encode(
            shape=alt.Shape(
                "voice:N",
                scale=scale(VOICE_SHAPE),
                title=None,
                legend=alt.Legend(orient="bottom"),
            ),
            stroke=alt.Stroke("voice:N", scale=scale(VOICE_COLOUR), title=None),
            fill=alt.Fill("voice:N", scale=scale(VOICE_COLOUR | {"silent": PAPER}), title=None),
            strokeWidth=alt.condition(picked, alt.value(5), alt.value(2)),
            tooltip=[alt.Tooltip("document:N"), alt.Tooltip("label:N"), alt.Tooltip("said:N")],
            description="told:N",
        )
        .add_params(picked)
    )
    words = base.mark_text(align="left", dx=13).encode(
        text=alt.Text("n:Q"),
        color=alt.condition("datum.n == 0", alt.value(QUIET), alt.value(INK)),
    )
    size = {
        "width": COLUMN * rows["document"].n_unique(),
        "height": ROW * rows["label"].n_unique(),
    }
    return figure("coverage-map", issue, whole, documents, (marks + words).properties(**size))


def speaking_most(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the documents with the most mentions, if there are too many for a column each."""
    sums = rows.group_by("doc_id", maintain_order=True).agg(pl.col("n").sum())
    return rows.join(most(sums, "n", TEXTS), on="doc_id", how="semi", maintain_order="left")


def scale(values: dict[str, str]) -> alt.Scale:
    """Give each voice its colour or shape, the same in shape, line and filling."""
    return alt.Scale(domain=list(values), range=list(values.values()))


def figure(
    name: str,
    issue: str,
    rows: pl.DataFrame,
    documents: pl.DataFrame,
    body: Markup | alt.LayerChart,
) -> Figure:
    """Put title, words and data around either form of the matrix."""
    n_terms, n_documents = rows["label"].n_unique(), rows["document"].n_unique()
    speaking = rows.filter(pl.col("silent").all().over("document").not_())
    n_speaking = speaking["document"].n_unique()
    filled = speaking.filter(~pl.col("silent")).height
    there = f"; there, {filled:,} of {count(speaking.height, 'cell')} are filled" if filled else ""
    title = (
        f"{sentence_case(issue)}: terms in {n_speaking} of {count(n_documents, 'document')}{there}"
    )
    rule = "those with the most mentions, in order of date; the data table has all"
    more = shown(min(n_documents, TEXTS), n_documents, "document", rule)
    drawn = speaking_most(rows)
    listed = "; ".join(
        f"{document}: "
        + (", ".join(f"{label} {n}" for label, n in group.select("label", "n").rows()) or "nothing")
        for (document,), group in drawn.filter(~pl.col("silent")).group_by(
            "document", maintain_order=True
        )
    )
    return Figure(
        name=name,
        title=title,
        subtitle=f"{count(n_terms, 'term')} in {count(n_documents, 'document')}; mentions in sentences on "
        "the issue, those inside a longer name or title too. Some terms are names that stand "
        "for each other. A digest or report that lacks a term says nothing about the statement behind it. "
        f"{more}".strip(),
        source=source_line(documents.filter(pl.col("doc_id").is_in(rows["doc_id"].implode()))),
        alt=f"Matrix of terms and documents. {title}. Mentions: {listed or 'none'}. {more}".strip(),
        body=body,
        table=rows,
        headers=HEADERS,
    )


def told(rows: pl.DataFrame, terms: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add names, and what a cell says in words."""
    known = dict(terms.select("topic", "label").iter_rows())
    status = pl.col("status").cast(pl.String)
    silent = status.is_in(SILENT)
    return (
        with_label(rows, documents)
        .with_columns(
            label=pl.col("term").replace_strict(known),
            silent=silent,
            said=pl.when(silent & (pl.col("n_elsewhere") > 0))
            .then(pl.lit("not on this issue"))
            .when(silent)
            .then(status)
            .otherwise(pl.format("{} {}", status, "n")),
        )
        .sort(
            pl.col("term").replace_strict({term: no for no, term in enumerate(known)}),
            "doc_id",
            maintain_order=True,
        )
    )


def cell(row: dict[str, Any], passages: dict[tuple[str, str], list[dict[str, Any]]]) -> Markup:
    """Show one cell, folded over its passages or its reason."""
    lines = passages.get((str(row["doc_id"]), row["term"]), [])
    what = join(["○ " if row["silent"] else "", row["said"]])
    inside = join(line(each) for each in lines)
    summary = join([what, unseen(f": {row['label']} in {row['document']}")])
    why = Markup("<p>{}</p>").format(row["why"])
    return Markup("<td>{}</td>").format(fold(summary, inside, why))


def line(row: dict[str, Any]) -> Markup:
    """Show one mention in its sentence."""
    return Markup("<p>¶ {}, {}: {}<mark>{}</mark>{}</p>").format(
        row["para_no"], row["voice"], row["left"], row["match"], row["right"]
    )
