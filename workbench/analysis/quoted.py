"""How much of a document stands between quotation marks."""

import polars as pl


def quoted_share(
    documents: pl.DataFrame, tokens: pl.DataFrame, quotes: pl.DataFrame
) -> pl.DataFrame:
    """Count the body words inside balanced double quotation marks.

    Takes documents, tokens and quotes; gives one row per document: ``doc_id``, ``n_quoted`` words,
    ``n_words`` of the body, ``share`` of the two (0 to 1), ``n_passages`` in the body, and
    ``n_unpaired`` marks whose partner is missing: with any of these the share is a lower bound.
    Names in quotation marks count as quoted, for the marks do not tell them apart.
    """
    body = tokens.select("doc_id", "para_no").unique()
    inside = quotes.join(body, on=["doc_id", "para_no"], how="semi")
    passages = inside.filter("balanced").select("doc_id", "para_no", first="start", last="end")
    words = (
        tokens.join(passages, on=["doc_id", "para_no"])
        .filter((pl.col("start") >= pl.col("first")) & (pl.col("end") <= pl.col("last")))
        .group_by("doc_id")
        .agg(n_quoted=pl.len())
    )
    marks = inside.group_by("doc_id").agg(
        n_passages=pl.col("balanced").sum(), n_unpaired=pl.col("balanced").not_().sum()
    )
    counts = pl.col("n_quoted", "n_passages", "n_unpaired").fill_null(0).cast(pl.UInt32)
    return (
        documents.select("doc_id", "n_words")
        .join(words, on="doc_id", how="left", maintain_order="left")
        .join(marks, on="doc_id", how="left", maintain_order="left")
        .with_columns(counts)
        .with_columns(
            share=pl.when(pl.col("n_words") > 0).then(pl.col("n_quoted") / pl.col("n_words"))
        )
        .select("doc_id", "n_quoted", "n_words", "share", "n_passages", "n_unpaired")
    )
