"""What was searched, and which documents are silent: silence is a row."""

import polars as pl

from workbench.analysis.concordance.query import Query
from workbench.corpus import Corpus
from workbench.silence import silence


def by_document(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Count the lines of every document, silent ones included.

    Takes the frame ``concordance`` and documents; gives a row per document: ``doc_id``, ``n``
    lines, ``n_words`` of the body, ``per_1000`` = 1,000 × n / n_words (empty where there is no
    body), and ``finding``: the count, or what the silence means. A digest or report is silent for
    itself alone; a full statement also for the statement, as its publisher prints it.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask, concordance
    >>> corpus = workbench.load()
    >>> rows = concordance(corpus, ask("East Sea", {}))
    >>> by_document(rows, corpus.documents).select("doc_id", "n", "finding").row(0)
    ('tass-2021', 0, 'not in this source')
    """
    counts = rows.group_by("doc_id").agg(n=pl.len())
    lines = pl.when(pl.col("n") == 1).then(pl.lit("1 line")).otherwise(pl.format("{} lines", "n"))
    return (
        documents.select("doc_id", "genre", "publisher", "n_words")
        .join(counts, on="doc_id", how="left", maintain_order="left")
        .with_columns(pl.col("n").fill_null(0))
        .select(
            "doc_id",
            "n",
            "n_words",
            per_1000=pl.when(pl.col("n_words") > 0).then(1000 * pl.col("n") / pl.col("n_words")),
            finding=pl.when(pl.col("n") > 0).then(lines).otherwise(silence()),
        )
    )


def searched(corpus: Corpus, query: Query) -> str:
    """Say in a sentence what was searched, and how the query was understood.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask
    >>> searched(workbench.load(), ask("East Sea", {}))[:48]
    'Searched: 149 paragraphs and 7,556 words of 5 bo'
    """
    n_lines = corpus.paragraphs.filter(pl.col("zone") == "body").height
    n_words = corpus.documents["n_words"].sum()
    bodies = corpus.documents.height
    return (
        f"Searched: {n_lines:,} paragraph{'' if n_lines == 1 else 's'} and {n_words:,} words of "
        f"{bodies:,} bod{'y' if bodies == 1 else 'ies'}. Understood as: {query}."
    )
