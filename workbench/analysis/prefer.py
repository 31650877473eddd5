"""Take what was asked for, or say what is taken in its place: a corpus may lack a document."""

import warnings

import polars as pl

from workbench.analysis.gate import Gate, gate
from workbench.errors import WorkbenchWarning
from workbench.lacking import Lack
from workbench.pairs import among


def prefer(documents: pl.DataFrame, doc_id: str) -> str:
    """Give the document if it is there, otherwise the first one with a warning.

    Examples
    --------
    >>> import workbench
    >>> prefer(workbench.load().documents, "vov-2025")
    'vov-2025'
    """
    known = documents["doc_id"].cast(pl.String).to_list()
    if doc_id in known:
        return doc_id
    warnings.warn(
        f"{doc_id} is not in this corpus; {known[0]} is shown instead.",
        WorkbenchWarning,
        stacklevel=2,
    )
    return known[0]


def prefer_pair(
    comparability: pl.DataFrame | pl.LazyFrame, documents: pl.DataFrame, left: str, right: str
) -> Gate | Lack:
    """Pass the gate with this pair, or with the first pair that is not blocked and a warning.

    Takes comparability and documents; a pair of which both have body text goes before one without.
    A pair that is there and blocked is refused by the gate as always; a corpus without any pair
    that may be compared gives a `Lack`, which says so.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> prefer_pair(corpus.comparability, corpus.documents, "vov-2025", "vgp-2025").kind
    'editorial selection'
    """
    if not among(comparability, [left], [right]).collect().is_empty():
        return gate(comparability, left, right)
    worded = documents.filter(pl.col("n_words") > 0)["doc_id"].cast(pl.String)
    other = first_open(among(comparability, worded, worded))
    if other is None and worded.len() < documents.height:
        other = first_open(comparability.lazy())
    if other is None:
        return Lack("This section compares two documents, and none of this corpus may be compared.")
    warnings.warn(
        f"{left} and {right} are not both in this corpus; {other[0]} and {other[1]} are compared "
        "instead.",
        WorkbenchWarning,
        stacklevel=2,
    )
    return gate(comparability, other[0], other[1])


def first_open(pairs: pl.LazyFrame) -> tuple[str, str] | None:
    """Give the first pair that is not blocked, if there is one."""
    first = pairs.filter(pl.col("kind") != "blocked").head(1)
    there = first.select(pl.col("left", "right").cast(pl.String)).collect(engine="streaming")
    return None if there.is_empty() else there.row(0)
