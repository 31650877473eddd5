"""The operator ladder: how often each verb is used, by document and voice, never averaged."""

from textwrap import wrap

import altair as alt
import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import join
from workbench.display.many import PANELS
from workbench.display.naming import count, source_line, with_label
from workbench.display.table import table
from workbench.display.theme import VOICE_COLOUR, VOICE_SHAPE

ROW, PANEL, HEAD = 24, 110, 16
HEADERS = {
    "document": "Document",
    "voice": "Voice",
    "label": "Operator",
    "class": "Kind of act",
    "rank": "Rank in its kind",
    "n": "Positions",
    "n_negated": "Negated",
    "n_embedded": "Inside another",
    "n_positions": "All positions in this voice",
}


def operators(
    rows: pl.DataFrame, ladder: pl.DataFrame, documents: pl.DataFrame, what: str
) -> Figure:
    """Draw how often each operator is used, a panel per document, one mark per voice.

    Takes the operators frame, the operators of the ladder (``operator``, ``label``) and documents;
    ``what`` says which positions were counted. Operators that no document uses are left to the table.
    More documents than `many.PANELS` are added up by genre.
    """
    rows = with_label(rows, documents).with_columns(
        label=pl.col("operator").replace_strict(
            dict(ladder.select("operator", "label").iter_rows())
        )
    )
    # One order for all panels: kind of act, then rank, as the ladder lists them.
    order = {operator: no for no, operator in enumerate(ladder["operator"])}
    rows = rows.sort(
        "doc_id", pl.col("operator").replace_strict(order), "voice", maintain_order=True
    )
    used = rows.filter(pl.col("n").sum().over("operator") > 0)
    panels = documents.filter(pl.col("doc_id").is_in(rows["doc_id"].implode()))
    panelled, used, more = by_genre(rows, used, panels)
    names = panelled["document"].unique(maintain_order=True).to_list()
    total = rows.unique(["doc_id", "voice"], maintain_order=True)["n_positions"].sum()
    said = "; ".join(
        f"{document} {leading(group)}"
        for (document,), group in panelled.group_by("document", maintain_order=True)
    )
    title = f"{used['operator'].n_unique()} of {rows['operator'].n_unique()} operators stand by themselves somewhere"
    return Figure(
        name="operators",
        title=title,
        subtitle=f"{count(total, 'position')}: {what}. Most often: {said}. No mark: no "
        "plain use; negated ones and those inside another operator are in the table. Ranks are declared, not "
        f"measured, and never averaged.{more}",
        source=source_line(panels),
        alt=f"Dot chart, a panel per {'genre' if more else 'document'}. {title}. Most often: {said}.",
        body=alt.hconcat(
            *(panel(used, name, first=number == 0) for number, name in enumerate(names)), spacing=10
        ),
        table=rows,
        headers=HEADERS,
    )


def by_genre(
    rows: pl.DataFrame, used: pl.DataFrame, documents: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, str]:
    """Add up the documents of each genre if there are too many panels, and say so."""
    if documents.height <= PANELS:
        return rows, used, ""
    genre = documents.select("doc_id", document=pl.col("genre").cast(pl.String))
    keys = ["document", "label", "class", "voice", "operator"]
    whole, some = (
        part.drop("document")
        .join(genre, on="doc_id", maintain_order="left")
        .group_by(keys, maintain_order=True)
        .agg(pl.col("n", "n_positions").sum())
        for part in (rows, used)
    )
    told = f" The {documents.height:,} documents are added up by genre; the data table has each of them."
    return whole, some, told


def leading(rows: pl.DataFrame) -> str:
    """Name the operator that a document uses most, in all voices; several if they are even."""
    sums = rows.group_by("label", maintain_order=True).agg(pl.col("n").sum())
    top = sums["n"].max()
    if not top:
        return "none"
    even = sums.filter(n=top)["label"].to_list()
    return (
        f"{' and '.join(f'“{label}”' for label in even)} ({top}{' each' if len(even) > 1 else ''})"
    )


def panel(rows: pl.DataFrame, name: str, *, first: bool) -> alt.Chart:
    """Draw one document."""
    labels = rows["label"].unique(maintain_order=True).to_list()
    voices = list(VOICE_SHAPE)[:3]
    top = max(rows["n"].max() or 1, 1)
    here = rows.filter(pl.col("n") > 0, document=name).select(
        "label", "class", "voice", "n", "n_positions"
    )
    return (
        alt.Chart(here, title=alt.TitleParams(wrap(name, HEAD), fontSize=12, anchor="start"))
        .mark_point(size=70, opacity=1, strokeWidth=2)
        .encode(
            x=alt.X(
                "n:Q",
                title=None,
                scale=alt.Scale(domain=[0, top], nice=True),
                axis=alt.Axis(tickCount=3, format="d"),
            ),
            y=alt.Y(
                "label:N",
                sort=labels,
                title=None,
                scale=alt.Scale(domain=labels),
                axis=alt.Axis(labelLimit=220, grid=True)
                if first
                else alt.Axis(labels=False, grid=True, ticks=False),
            ),
            shape=alt.Shape(
                "voice:N",
                scale=alt.Scale(domain=voices, range=[VOICE_SHAPE[voice] for voice in voices]),
                title="Voice",
            ),
            color=alt.Color(
                "voice:N",
                scale=alt.Scale(domain=voices, range=[VOICE_COLOUR[voice] for voice in voices]),
                title="Voice",
            ),
            tooltip=[
                alt.Tooltip("label:N", title="operator"),
                alt.Tooltip("class:N", title="kind of act"),
                alt.Tooltip("voice:N"),
                alt.Tooltip("n:Q", title="positions"),
                alt.Tooltip("n_positions:Q", title="of"),
            ],
        )
        .properties(width=PANEL, height=ROW * len(labels))
    )


def ladder(operators: pl.DataFrame, classes: pl.DataFrame, precedent: str, limits: str) -> Figure:
    """Show the ladder itself: operators by kind of act and rank, what it follows, and its limits."""
    rows = operators.join(classes, on="class", maintain_order="left").with_row_index(
        "row_no", offset=1
    )
    title = (
        f"A ladder of {count(rows.height, 'operator')} in {count(classes.height, 'kind')} of act"
    )
    return Figure(
        name="ladder",
        title=title,
        subtitle="Declared, and open to dispute: change data/codebook/operators.toml and run again.",
        source="Source: data/codebook/operators.toml.",
        alt=f"Table. {title}: {', '.join(rows['label'])}.",
        body=join(
            [
                table(
                    rows,
                    "Operators from the weakest to the strongest of each kind",
                    {
                        "label": "Operator",
                        "class": "Kind of act",
                        "rank": "Rank in its kind",
                        "meaning": "What the kind means",
                    },
                ),
                Markup(
                    "<p><strong>Precedent.</strong> {}</p><p><strong>Limits.</strong> {}</p>"
                ).format(precedent, limits),
            ]
        ),
    )
