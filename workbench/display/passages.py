"""The passages behind a mark: every paragraph, its matches marked, with citations to save."""

from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, join
from workbench.display.naming import citation, count, labels, sentence_case, source_line
from workbench.display.table import table
from workbench.silence import silence

HEADERS = {"place": "Place", "passage": "Passage", "why": "Why it is coded"}


def passages(rows: pl.DataFrame, documents: pl.DataFrame, doc_id: str, topic: str) -> Figure:
    """Show the paragraphs of one document that have one topic.

    Takes the frame of `emphasis.passages`, documents, and the label of the topic.
    """
    name = labels(documents)[doc_id]
    shown = documents.filter(pl.col("doc_id").cast(pl.String) == doc_id)
    title = f"{topic} in {name}: {count(rows.height, 'paragraph')}"
    itself = pl.lit("not in this source; that says nothing about the statement behind it")
    silent = f"{sentence_case(shown.select(silence(itself)).item())}."
    cited = [citation(documents, doc_id, number) for number in rows["para_no"]]
    plain = rows.drop("marks").with_columns(citation=pl.Series(cited, dtype=pl.String))
    made = {"place": place, "passage": marked, "why": why}
    return Figure(
        name=f"passages-{doc_id}",
        title=title,
        subtitle="Every paragraph, with the words that a rule matched; a heading can lend its topic."
        if rows.height
        else silent,
        source=source_line(shown),
        alt=f"Table. {title}.",
        body=join(
            [
                table(
                    rows.with_row_index("row_no", offset=1),
                    "Passages",
                    {"row_no": "No"} | HEADERS,
                    made,
                ),
                download(f"passages-{doc_id}.csv", plain),
            ]
        )
        if rows.height
        else Markup("<p>{}</p>").format(silent),
    )


def place(row: dict[str, Any]) -> str:
    """Say where a paragraph stands."""
    section = f", under “{row['section']}”" if row["section"] else ""
    return f"¶ {row['para_no']} (provision {row['provision']}){section}"


def marked(row: dict[str, Any]) -> Markup:
    """Show a paragraph with its matches marked."""
    text, at, parts = row["text"], 0, []
    for mark in row["marks"]:
        first, last = max(mark["first"], at), mark["last"]
        if first < last:
            parts += [text[at:first], Markup("<mark>{}</mark>").format(text[first:last])]
            at = last
    return join([*parts, text[at:]])


def why(row: dict[str, Any]) -> Markup:
    """Name the rules that matched, the voice, and what is negated."""
    told = [
        f"{mark['rule']} ({mark['voice']}{', after ' + repr(mark['negation']) if mark['negation'] else ''})"
        for mark in row["marks"]
    ]
    if row["lent"]:
        told.append("lent by the heading")
    return Markup("<br>").join(dict.fromkeys(told))
