"""The cleaning ledger: words in, words out, rule by rule."""

import polars as pl

from workbench.corpus.words import n_words

KEPT = "kept as body"
MARKER_RULE = "{} in front of the prose"


def ledger(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Account for every word of every source.

    Takes paragraphs; gives one row per document and rule, in order of zone: ``doc_id``, ``zone``,
    ``rule`` (why it was cut, or that it was kept), ``kept``, ``n_lines``, ``n_words``. The words of
    a document's rows add up to its ``n_words_raw``, those of the kept row to its ``n_words``.

    Examples
    --------
    >>> import workbench
    >>> rows = ledger(workbench.load().paragraphs).filter(doc_id="vov-2025")
    >>> rows.select("rule", "n_words").row(0)
    ('headline', 11)
    """
    front = pl.col("text").str.slice(0, pl.col("prose_start") - pl.col("start"))
    lines = paragraphs.with_columns(front=front).with_columns(n_front=n_words("front"))
    body = pl.col("zone") == "body"
    whole = lines.select(
        "doc_id",
        "zone",
        rule=pl.when(body).then(pl.lit(KEPT)).otherwise("reason"),
        kept=body,
        n_lines=pl.lit(1, pl.UInt32),
        n_words=pl.col("n_words") - pl.col("n_front"),
    )
    fronts = lines.filter(pl.col("marker").is_not_null()).select(
        "doc_id",
        "zone",
        rule=pl.format(MARKER_RULE, pl.col("marker").cast(pl.String)),
        kept=pl.lit(value=False),
        n_lines=pl.lit(1, pl.UInt32),
        n_words="n_front",
    )
    return (
        pl.concat([whole, fronts])
        .group_by("doc_id", "zone", "rule", "kept", maintain_order=True)
        .agg(pl.col("n_lines", "n_words").sum())
        .sort("doc_id", "zone", "kept", "rule", descending=[False, False, True, False])
    )
