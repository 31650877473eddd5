"""What the manifest and the lines of the sources say of each other: slips, zones, oddities.

Each takes paragraphs as a query, for a large corpus need not be read for a few lines of it.
"""

from typing import Any

import polars as pl

from workbench.errors import WorkbenchError

#: A longer line is hardly a paragraph; it is kept and reported.
LONG_LINE = 20_000


def slips(tables: list[dict[str, Any]], paragraphs: pl.LazyFrame, where: str) -> pl.DataFrame:
    """Find the slips that the manifest notes: the printed form in the line that it names."""
    noted = [table["doc_id"] for table in tables if table.get("slip")]
    name = pl.col("doc_id").cast(pl.String)
    lines = paragraphs.filter(name.is_in(noted)).select(name, "para_no", "start", "text").collect()
    printed = {row[:2]: row[2:] for row in lines.iter_rows()}
    rows = []
    for table in tables:
        for slip in table.get("slip", []):
            doc_id, para_no, form = table["doc_id"], slip["para_no"], slip["printed"]
            begin, text = printed.get((doc_id, para_no), (0, ""))
            place = text.find(form)
            if place < 0:
                raise WorkbenchError(
                    f"{where}: document {doc_id}: the slip {form!r} is not in line {para_no}."
                )
            start = begin + place
            rows.append((doc_id, para_no, start, start + len(form), slip["note"], form))
    names = ("doc_id", "para_no", "start", "end", "note", "text")
    return pl.DataFrame(rows, schema=names, orient="row")


def beyond(tables: list[dict[str, Any]], paragraphs: pl.LazyFrame, where: str) -> list[str]:
    """Say which confirmed zones name lines that a document does not have."""
    if not any(table.get("zone") for table in tables):
        return []
    lengths = paragraphs.group_by(pl.col("doc_id").cast(pl.String)).len().collect()
    counts = dict(lengths.iter_rows())
    return [
        f"{where}: document {table['doc_id']}: a zone names line {zone['last']}, and there are "
        f"{counts.get(table['doc_id'], 0)}."
        for table in tables
        for zone in table.get("zone", [])
        if zone["last"] > counts.get(table["doc_id"], 0)
    ]


def remarks(documents: pl.DataFrame, paragraphs: pl.LazyFrame, raw: str) -> list[str]:
    """Say what is odd about the content: no body, or a line too long for a paragraph."""
    empty = documents.filter(pl.col("n_words") == 0)["file"].to_list()
    size = pl.col("end") - pl.col("start")
    long = paragraphs.filter(size > LONG_LINE).select("doc_id", "para_no", size=size).collect()
    files = documents.select("doc_id", "file")
    long = long.join(files, on="doc_id", maintain_order="left").select("file", "para_no", "size")
    return [f"{raw}/{file}: no body text is left after the cuts." for file in empty] + [
        f"{raw}/{file}: line {para_no} has {size:,} characters; is it one paragraph?"
        for file, para_no, size in long.iter_rows()
    ]
