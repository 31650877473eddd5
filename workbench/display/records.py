"""What is known of a document: its card, its cleaning ledger, and where a word stands."""

from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, join
from workbench.display.many import LISTED, most, shown
from workbench.display.naming import (
    NAMED,
    citation,
    citations,
    count,
    labels,
    line_id,
    not_in,
    source_line,
    with_label,
)
from workbench.display.table import table
from workbench.pairs import listed as names_of

CARD = {
    "publisher": "Publisher",
    "side": "Side",
    "genre": "Genre",
    "title": "Title",
    "event_date": "Statement of",
    "published": "Published",
    "date_note": "On the dates",
    "language_note": "On the language",
    "rights": "Rights",
    "url": "Address",
    "file": "File",
    "sha256": "Checksum (SHA-256)",
}
LEDGER = {"rule": "Rule", "zone": "Zone", "n_lines": "Lines", "n_words": "Words"}


def card(documents: pl.DataFrame, doc_id: str) -> Markup:
    """Show everything the manifest says of one document, and how to cite it."""
    row = documents.row(by_predicate=pl.col("doc_id") == doc_id, named=True)
    items = [(heading, row[field]) for field, heading in CARD.items()]
    items.append(("How to cite", citation(documents, doc_id)))
    pairs = join(Markup("<dt>{}</dt><dd>{}</dd>").format(*item) for item in items)
    return Markup('<dl class="wb-card">{}</dl>').format(pairs)


def ledger_table(ledger: pl.DataFrame, documents: pl.DataFrame, doc_id: str) -> Figure:
    """Show the cleaning ledger of one document.

    Takes the frame of `analysis.ledger` and documents.
    """
    rows = ledger.filter(doc_id=doc_id)
    kept = rows.filter("kept")["n_words"].sum()
    total = rows["n_words"].sum()
    sums = pl.DataFrame(
        {"rule": "all of the file", "zone": "", "n_lines": None, "n_words": total},
        schema={"rule": pl.String, "zone": pl.String, "n_lines": pl.UInt32, "n_words": pl.UInt32},
    )
    shown = pl.concat([rows.select(sums.columns).cast(sums.schema), sums])
    name = labels(documents)[doc_id]
    title = f"{total - kept:,} of {total:,} words of {name} are cut, each by a rule"
    return Figure(
        name=f"ledger-{doc_id}",
        title=title,
        subtitle=f"Every word of {documents.filter(doc_id=doc_id)['file'].item()} stands in one row.",
        source=source_line(documents.filter(doc_id=doc_id)),
        alt=f"Table. {title}.",
        body=table(shown, "Cleaning ledger: words in, words out, rule by rule", LEDGER),
    )


def hit_list(
    found: pl.DataFrame,
    by_document: pl.DataFrame,
    documents: pl.DataFrame,
    query: str,
    beside: str | None = None,
) -> Figure:
    """List where the query is printed, and which documents are silent.

    Takes the frames of `analysis.hits` and `analysis.hits_by_document`, and documents. Hits in the
    document that is shown ``beside`` the list are links to their lines.
    """
    counts = with_label(by_document, documents)
    n_body, n_cut = counts["n_body"].sum(), counts["n_cut"].sum()
    quiet = silence(counts, documents)
    places = with_label(found, documents).with_columns(
        place=pl.when(pl.col("zone") == "body")
        .then(pl.lit("body"))
        .otherwise(pl.format("cut: {}", "reason")),
    )

    def line(row: dict[str, Any]) -> str:
        number = f"¶ {row['para_no']}"
        if row["doc_id"] != beside:
            return number
        return Markup('<a href="#{}">{}</a>').format(line_id(beside, row["para_no"]), number)

    headers = {"document": "Document", "line": "Line", "place": "Where", "passage": "Passage"}
    summary = {
        "document": "Document",
        "n_body": "In the body",
        "n_cut": "In cut material",
        "n_other": "Another spelling",
    }
    plain = found.drop("before", "after").with_columns(citation=citations(found, documents))
    title = f"“{query}”: {count(n_body, 'hit')} in a body, {count(n_cut, 'hit')} in cut material"
    first = most(counts.with_columns(n=pl.col("n_body") + pl.col("n_cut")), "n")
    rule = "those with the most hits, in order of date; the file beside them holds all"
    more = shown(first.height, counts.height, "document", rule)
    listed = "; ".join(
        f"{d}: {b} in the body, {c} in cut material, {o} in another spelling"
        for d, b, c, o in first.select(*summary).iter_rows()
    )
    parts = [table(first, "Hits per document, silent ones included", summary)]
    parts += [download("hits-by-document.csv", counts.select(*summary))] if more else []
    if found.height:
        parts += [
            table(
                places.head(LISTED),
                listing(found.height),
                headers,
                {"line": line, "passage": in_context},
            ),
            download("hits.csv", plain),
        ]
    return Figure(
        name="hits",
        title=title,
        subtitle=f"As printed, in any case, in {count(documents.height, 'document')}. {quiet} {more}".strip(),
        source=source_line(documents),
        alt=f"Table of hits. {title}. {listed}.",
        body=join(parts),
    )


def silence(counts: pl.DataFrame, documents: pl.DataFrame) -> str:
    """Name the documents without a hit, and those that print it in another spelling."""
    rows = counts.join(documents.select("doc_id", "genre"), on="doc_id", maintain_order="left")
    told = not_in(rows.filter(n_body=0, n_cut=0, n_other=0))
    spelled = rows.filter(pl.col("n_other") > 0)["document"].to_list()
    told += (
        [f"Under another spelling: {names_of(spelled[:NAMED], len(spelled), 'document')}."]
        if spelled
        else []
    )
    return " ".join(told) or "In every document."


def listing(n_hits: int) -> str:
    """Say how many of the hits the table shows."""
    if n_hits <= LISTED:
        return f"All {count(n_hits, 'hit')}, source by source"
    return f"The first {LISTED} of {n_hits:,} hits; the file below holds all of them"


def in_context(row: dict[str, str]) -> Markup:
    """Set a hit among the words around it."""
    return Markup("… {}<mark>{}</mark>{} …").format(row["before"], row["text"], row["after"])
