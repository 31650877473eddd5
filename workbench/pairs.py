"""Pairs of documents, asked for when they are needed: n documents have n² of them.

The frame comparability of a corpus is a `polars.LazyFrame`. A filter on ``left`` or ``right``
reaches the documents before they are paired, so that a question about the documents on show costs
in proportion to their pairs. A frame that is there already is taken as well.
"""

from collections.abc import Iterable

import polars as pl


def among(
    comparability: pl.DataFrame | pl.LazyFrame, left: Iterable[str], right: Iterable[str]
) -> pl.LazyFrame:
    """Narrow comparability to pairs of one of ``left`` with one of ``right``; nothing is built yet.

    Gives the columns as they are, with ``left``, ``right`` and ``kind`` as plain text; the rows
    keep their order.

    Examples
    --------
    >>> import workbench
    >>> pairs = workbench.load().comparability
    >>> among(pairs, ["tass-2021"], ["tass-2024", "vov-2025"]).collect()["kind"].to_list()
    ['change over time', 'blocked']
    """
    dtype = comparability.lazy().collect_schema()["left"]
    inside = []
    for side, names in (("left", left), ("right", right)):
        chosen = pl.Series(list(names), dtype=pl.String).cast(dtype, strict=False).drop_nulls()
        inside.append(pl.col(side).is_in(chosen.implode()))  # a cast here would stop the filter
    plain = pl.col("left", "right", "kind").cast(pl.String)
    return comparability.lazy().filter(inside).with_columns(plain)


def open_pairs(comparability: pl.DataFrame | pl.LazyFrame, doc_ids: Iterable[str]) -> pl.LazyFrame:
    """Keep each pair among these documents that is not blocked once, the earlier one on the left.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> open_pairs(corpus.comparability, ["tass-2021", "tass-2024", "vov-2025"]).collect().row(0)
    ('tass-2021', 'tass-2024', 'change over time')
    """
    return once(comparability, doc_ids).filter(pl.col("kind") != "blocked")


def once(comparability: pl.DataFrame | pl.LazyFrame, doc_ids: Iterable[str]) -> pl.LazyFrame:
    """Narrow comparability to each pair among these documents, once."""
    chosen = list(doc_ids)
    ordered = comparability.lazy().filter(pl.col("left") < pl.col("right"))
    return among(ordered, chosen, chosen).select("left", "right", "kind")


def paired(comparability: pl.DataFrame | pl.LazyFrame) -> list[str]:
    """Name the documents that comparability knows, without building its pairs.

    Examples
    --------
    >>> import workbench
    >>> paired(workbench.load().comparability)[:2]
    ['tass-2021', 'investor-2024']
    """
    dtype = comparability.lazy().collect_schema()["left"]
    if isinstance(dtype, pl.Enum):
        return dtype.categories.to_list()
    left = comparability.lazy().select("left").unique(maintain_order=True).collect()
    return left["left"].to_list()


def listed(items: list[str], n: int, noun: str) -> str:
    """Join the first items of ``n`` in words, and say how many more there are.

    Examples
    --------
    >>> listed(["a", "b"], 2, "pair"), listed(["a", "b"], 1_002, "pair")
    ('a, b', 'a, b and 1,000 more pairs')
    """
    more = n - len(items)
    noun = noun if more == 1 else f"{noun}s"
    return ", ".join(items) + (f" and {more:,} more {noun}" if more > 0 else "")
