"""Competing names: which name each publisher prints, and which only inside a title."""

from collections.abc import Callable
from typing import Any

import polars as pl

from workbench.display.figure import Figure
from workbench.display.many import COLUMNS, most, shown
from workbench.display.naming import source_line, with_label
from workbench.display.table import table
from workbench.silence import known

HEADERS = {
    "document": "Document",
    "publisher": "Publisher",
    "name": "Name",
    "n": "By itself",
    "n_inside": "Only inside a longer name",
    "n_headings": "In headings",
    "n_words": "Words",
    "per_1000": "Per 1,000 words",
    "status": "Status",
    "why": "In words",
}


def competing(rows: pl.DataFrame, documents: pl.DataFrame, what: str) -> Figure:
    """Set names in rows and documents in columns; where a name is not used, the cell says so.

    Takes the naming frame of one issue and documents; ``what`` is what the names are for. Of more
    documents than `many.COLUMNS` the columns are publishers.
    """
    named = with_label(rows, documents)
    across, more = columns(named)
    shown = across["document"].unique(maintain_order=True).to_list()
    wide = across.group_by("name", maintain_order=True).agg(
        pl.struct("n", "n_inside", "status").filter(document=document).first().alias(document)
        for document in shown
    )
    made = {document: cell(document) for document in shown}
    used = across.filter(pl.col("n") > 0)
    told = "; ".join(
        f"{document}: " + ", ".join(f"{name} {n}" for name, n in group.select("name", "n").rows())
        for (document,), group in used.group_by("document", maintain_order=True)
    )
    sums = named.group_by("name", maintain_order=True).agg(pl.col("n").sum())
    there = ", ".join(f"{name} {n}" for name, n in sums.filter(pl.col("n") > 0).rows()) or "none"
    absent = sums.filter(n=0)["name"].to_list()
    title = f"Names for {what}, by themselves: {there}" + (
        f"; never {', '.join(absent)}" if absent else ""
    )
    return Figure(
        name="naming",
        title=title,
        subtitle="Counted in the body, by publisher: a name is the policy of whoever prints it, and of the "
        f"translator. A name inside a longer one is not counted with it.{more}",
        source=source_line(documents.filter(pl.col("doc_id").is_in(rows["doc_id"].implode()))),
        alt=f"Table of names. {title}. {told or 'No name is used'}.",
        body=table(
            wide,
            "Times a name stands by itself",
            {"name": "Name"} | {document: document for document in shown},
            made,
        ),
        table=named,
        headers=HEADERS,
    )


def columns(named: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """Give a column to each document, or of too many to each publisher, and say so."""
    n_documents = named["document"].n_unique()
    if n_documents <= COLUMNS:
        return named, ""
    sizes = named.group_by("publisher", maintain_order=True).agg(
        n_documents=pl.col("document").n_unique()
    )
    first = most(sizes, "n_documents", COLUMNS)
    rule = "those with the most documents; the data table has every document"
    more = shown(first.height, sizes.height, "publisher", rule)
    status = pl.format("not in any of {} documents", "n_documents")
    heading = known("publisher", "{}", "publisher unknown")
    across = (
        named.group_by("name", "publisher", maintain_order=True)
        .agg(pl.col("n", "n_inside").sum(), n_documents=pl.len())
        .join(first.select("publisher"), on="publisher", how="semi", maintain_order="left")
        .select("name", "n", "n_inside", document=heading, status=status)
    )
    told = f" The {n_documents:,} documents are added up by publisher; the data table has each of them."
    return across, f"{told} {more}".rstrip()


def cell(document: str) -> Callable[[dict[str, Any]], str]:
    """Make the cell of one document."""

    def said(row: dict[str, Any]) -> str:
        here = row[document]
        if here["n"]:
            inside = f" (and {here['n_inside']} inside a longer name)" if here["n_inside"] else ""
            return f"{here['n']}{inside}"
        if here["n_inside"]:
            return f"○ only inside a longer name: {here['n_inside']}"
        return f"○ {here['status']}"

    return said
