"""Competing names: which name each publisher prints, and which only inside a title."""

from collections.abc import Callable
from typing import Any

import polars as pl

from workbench.display.figure import Figure
from workbench.display.html import join
from workbench.display.naming import count, source_line, with_label
from workbench.display.table import table

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
    """Set the names in columns and the documents in rows; no name is not used without saying so.

    Takes the naming frame of one issue and documents; ``what`` is what the names are for.
    """
    named = with_label(rows, documents)
    names = named["name"].unique(maintain_order=True).to_list()
    wide = named.group_by("document", "publisher", maintain_order=True).agg(
        *(
            pl.struct("n", "n_inside", "status").filter(name=name).first().alias(name)
            for name in names
        )
    )
    made = {name: cell(name) for name in names}
    used = named.filter(pl.col("n") > 0)
    told = "; ".join(
        f"{document}: " + ", ".join(f"{name} {n}" for name, n in group.select("name", "n").rows())
        for (document,), group in used.group_by("document", maintain_order=True)
    )
    speaking = used["document"].n_unique()
    title = f"Names for {what}: {count(used['name'].n_unique(), 'name')} in {speaking} of {count(wide.height, 'document')}"
    return Figure(
        name="naming",
        title=title,
        subtitle="Counted in the body, by publisher: a name is the policy of whoever prints it, and of the "
        "translator. A name inside a longer one is not counted with it.",
        source=source_line(documents.filter(pl.col("doc_id").is_in(rows["doc_id"].implode()))),
        alt=f"Table of names. {title}. {told or 'No name is used'}.",
        body=join(
            [
                table(
                    wide,
                    "Times a name stands by itself",
                    {"document": "Document", "publisher": "Publisher"}
                    | {name: name for name in names},
                    made,
                )
            ]
        ),
        table=named,
        headers=HEADERS,
    )


def cell(name: str) -> Callable[[dict[str, Any]], str]:
    """Make the cell of one name."""

    def said(row: dict[str, Any]) -> str:
        here = row[name]
        inside = f" (and {here['n_inside']} inside a longer name)" if here["n_inside"] else ""
        return f"{here['n']}{inside}" if here["n"] else f"○ {here['status']}{inside}"

    return said
