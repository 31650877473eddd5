"""Positions on an issue: who takes them, with which verb, on what footing, in which passage."""

from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, join
from workbench.display.many import LISTED, ROWS, shown
from workbench.display.naming import (
    NAMED,
    citation,
    citations,
    count,
    labels,
    source_line,
    with_label,
)
from workbench.display.table import table
from workbench.lacking import through
from workbench.pairs import listed as names_of

HEADERS = {
    "document": "Document",
    "actor": "Who",
    "operator_text": "Operator, as printed",
    "object": "On what",
    "footing": "Footing",
    "place": "Place",
}
FOOTING = {"anchors": "Instruments named", "narrowed": "Qualifiers", "name_used": "Name used"}
FIELDS = {
    "operator": "Operator on the ladder",
    "within": "Inside it",
    "negation": "Negation",
    **FOOTING,
    "note": "Coder's note",
}


@through
def positions(rows: pl.DataFrame, documents: pl.DataFrame, issue: str) -> Figure:
    """Set the positions of one coder one below the other, a row each, with a file to save.

    Takes rows of the positions frame, documents, and the neutral name of the issue.
    """
    rows = flat(rows, documents)
    made = {
        "place": lambda row: f"¶ {row['para_no']}, {row['voice']}",
        "footing": lambda row: fields(row, FOOTING, "<br>"),
    }
    drawn = table(rows.head(LISTED), "One row per position", HEADERS, made)
    body = join([drawn, saved(rows, documents)])
    return figure("positions", rows, documents, issue, body, LISTED)


@through
def position_cards(rows: pl.DataFrame, documents: pl.DataFrame, issue: str) -> Figure:
    """Show each position as a card: the claim in a line, its fields, and the passage it stands in."""
    rows = flat(rows, documents)
    drawn = join(card(row, documents) for row in rows.head(ROWS).iter_rows(named=True))
    body = join([drawn, saved(rows, documents)])
    return figure("position-cards", rows, documents, issue, body, ROWS)


def flat(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add the reader's name of the document, and join what is listed."""
    return with_label(rows, documents).with_columns(
        anchors=pl.col("legal_anchors").list.join(", "),
        narrowed=pl.col("qualifiers").list.join(", "),
        within=pl.col("embedded").list.join(", "),
    )


def figure(
    name: str, rows: pl.DataFrame, documents: pl.DataFrame, issue: str, body: Markup, most: int
) -> Figure:
    """Put the finding and the denominators around a list of positions, of which ``most`` are shown."""
    more = shown(min(most, rows.height), rows.height, "position", "the first; the file holds all")
    speaking = documents.filter(pl.col("doc_id").is_in(rows["doc_id"].implode()))
    coders = {"hand": "coded from reading by a language model", "rule": "found by rule"}
    how = " and ".join(coders[str(coder)] for coder in rows["coder"].unique(maintain_order=True))
    verbs = rows.group_by("document", maintain_order=True).agg(
        pl.col("operator_text").unique(maintain_order=True).str.join(", ")
    )
    used = "; ".join(f"{document} {said}" for document, said in verbs.head(NAMED).rows())
    if verbs.height > NAMED:
        used += f"; and those of {count(verbs.height - NAMED, 'more document')}"
    listed = "; ".join(
        f"{row['document']}, {row['actor']}: {row['operator_text']}"
        for row in rows.head(most).iter_rows(named=True)
    )
    title = who_speaks(rows, issue)
    return Figure(
        name=name,
        title=title,
        subtitle=f"{count(rows.height, 'position')} in {speaking.height} of "
        f"{count(documents.height, 'document')}{', ' + how if how else ''}. {f'Verbs as printed: {used}. ' if used else ''}The actor is that of "
        "the verb; a statement as a whole is issued by both. The verb of a digest or report is its "
        "editor's, unless it is quoted. Documents of different kinds stand beside each "
        f"other; their differences are no change. {more}".strip(),
        source=source_line(speaking),
        alt=f"Positions. {title}. {listed or 'None'}. {more}".strip(),
        body=body,
    )


def who_speaks(rows: pl.DataFrame, issue: str) -> str:
    """Say who takes the positions, document by document; one actor everywhere is said at once."""
    by_document = rows.group_by("document", maintain_order=True).agg(
        pl.col("actor").unique(maintain_order=True)
    )
    actors = by_document["actor"].explode().unique(maintain_order=True).to_list()
    n = by_document.height
    if not actors:
        return f"No position on {issue} is coded in these documents"
    if len(actors) == 1:
        return (
            f"On {issue}, {actors[0]} is the only actor of a verb, in "
            f"{'all ' if n > 1 else ''}{count(n, 'document')} with a position"
        )
    told = [
        f"{document}, {' and '.join(said)}" for document, said in by_document.head(NAMED).rows()
    ]
    if n > NAMED:
        return f"On {issue}, in {n} documents: {names_of(actors[:NAMED], len(actors), 'actor')}"
    return f"On {issue}: " + "; ".join(told)


def card(row: dict[str, Any], documents: pl.DataFrame) -> Markup:
    """Show one position."""
    first = row["operator_start"] - row["start"]
    last = row["operator_end"] - row["start"]
    text = row["text"]
    passage = join([text[:first], Markup("<mark>{}</mark>").format(text[first:last]), text[last:]])
    return Markup(
        '<article class="wb-now"><p class="wb-kind">{}: {} <em>{}</em></p>'
        "<blockquote>{}</blockquote><p>{}</p>"
        '<p class="wb-source">{}, {}. {}</p></article>'
    ).format(
        row["document"],
        row["actor"],
        row["operator_text"],
        passage,
        fields(row, FIELDS, " · "),
        row["voice"],
        "coded from reading" if str(row["coder"]) == "hand" else "found by rule",
        citation(documents, row["doc_id"], row["para_no"], row["provision"]),
    )


def fields(row: dict[str, Any], names: dict[str, str], between: str) -> Markup:
    """List what a position rests on and how it is narrowed; what is empty is left out."""
    told = (
        Markup("<strong>{}:</strong> {}").format(label, row[name])
        for name, label in names.items()
        if row[name]
    )
    return Markup(between).join(told)  # noqa: S704 - a constant


def saved(rows: pl.DataFrame, documents: pl.DataFrame) -> Markup:
    """Link to a file of all positions with citations."""
    plain = rows.drop("legal_anchors", "qualifiers", "embedded")
    plain = plain.with_columns(citation=citations(rows.select("doc_id", "para_no"), documents))
    return download("positions.csv", plain)


@through
def review(agreement: pl.DataFrame, differences: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Show where the rules and the hand differ on positions, and how often they agree.

    Takes the two frames of `issues.review`, and documents.
    """
    names = labels(documents)
    rows = differences.with_columns(
        document=pl.col("doc_id").cast(pl.String).replace_strict(names, default=None)
    )
    both = agreement.filter(pl.col("field").cast(pl.String) == "position").row(0, named=True)
    title = f"Rules and hand share {both['n_agree']} of {count(both['n'], 'position')}"
    counts = table(
        agreement,
        "Agreement field by field, on the positions that both have",
        {"field": "Field", "n": "Compared", "n_agree": "Agree", "share": "Share"},
    )
    every = table(
        rows.head(LISTED).with_row_index("row_no", offset=1),
        "Every difference",
        {
            "row_no": "No",
            "document": "Document",
            "field": "Field",
            "rule": "By rule",
            "hand": "By hand",
            "text": "Passage",
        },
    )
    told = ", ".join(
        f"{field} {n_agree} of {n}"
        for field, n, n_agree in agreement.select("field", "n", "n_agree").rows()
    )
    more = shown(
        min(LISTED, rows.height), rows.height, "difference", "the first; the file holds all"
    )
    return Figure(
        name="position-review",
        title=title,
        subtitle=f"{count(rows.height, 'difference')}. The hand is a reading by a language model, made before "
        "the rules; the rules were written by a reader of the same texts, so agreement here says little about "
        f"other texts. Where the two differ, read the passage and take sides. {more}".strip(),
        source=source_line(documents),
        alt=f"Tables. {title}. {told}.",
        body=join([counts, every, download("position-review.csv", rows)]),
    )
