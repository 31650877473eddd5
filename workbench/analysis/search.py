"""Find words as printed, in the body and in what was cut."""

import re

import polars as pl

CONTEXT = 60
HIT = {
    "doc_id": pl.String,
    "para_no": pl.UInt32,
    "start": pl.UInt32,
    "end": pl.UInt32,
    "before": pl.String,
    "text": pl.String,
    "after": pl.String,
}


def pattern(query: str) -> re.Pattern[str]:
    """Match the query in any case, any white space for a space, any apostrophe for another."""
    words = (re.escape(word) for word in query.split())
    return re.compile(re.sub("['’]", "['’]", r"\s+".join(words)), re.IGNORECASE)


def hits(paragraphs: pl.DataFrame, query: str) -> pl.DataFrame:
    """List every place where the query is printed, cut material included.

    Takes paragraphs; gives one row per hit in order of the sources: ``doc_id``, ``para_no``,
    ``zone``, ``reason``, ``start``, ``end``, ``text`` as printed, and up to 60 characters
    ``before`` and ``after`` it on the same line. An empty query has no hits.

    Examples
    --------
    >>> import workbench
    >>> found = hits(workbench.load().paragraphs, "brics").filter(doc_id="investor-2024")
    >>> found["zone"].unique().to_list(), found.height
    (['boilerplate'], 2)
    """
    about = paragraphs.select("doc_id", "para_no", "zone", "reason")
    wanted = pattern(query)
    rows = []
    if query.strip():
        lines = paragraphs.select(pl.col("doc_id").cast(pl.String), "para_no", "start", "text")
        for doc_id, para_no, start, text in lines.iter_rows():
            for match in wanted.finditer(text):
                before = text[max(0, match.start() - CONTEXT) : match.start()]
                after = text[match.end() : match.end() + CONTEXT]
                place = (start + match.start(), start + match.end())
                rows.append((doc_id, para_no, *place, before, match.group(), after))
    found = pl.DataFrame(rows, schema=HIT, orient="row")
    found = found.with_columns(pl.col("doc_id").cast(about.schema["doc_id"]))
    return found.join(about, on=["doc_id", "para_no"], how="left", maintain_order="left")


def hits_by_document(documents: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Count hits per document, silent documents included: ``n_body`` and ``n_cut``."""
    body = pl.col("zone") == "body"
    counts = found.group_by("doc_id").agg(n_body=body.sum(), n_cut=body.not_().sum())
    return (
        documents.select("doc_id")
        .join(counts, on="doc_id", how="left", maintain_order="left")
        .with_columns(pl.col("n_body", "n_cut").fill_null(0).cast(pl.UInt32))
    )
