"""The gate before a comparison: what a pair of documents can tell, and what it cannot."""

from dataclasses import dataclass

import polars as pl

from workbench.errors import WorkbenchError
from workbench.lacking import through
from workbench.pairs import among, listed, paired

#: Documents named in a sentence; of more the number is told.
NAMED = 30


@dataclass(frozen=True)
class Gate:
    """What may be said of an ordered pair of documents; ``stamp`` is printed on every figure."""

    left: str
    right: str
    kind: str
    why: str
    override: bool

    @property
    def stamp(self) -> str:
        """Say in a sentence what the comparison can mean."""
        if self.override:
            return f"Not comparable, shown because the reader asked for it. {self.why}"
        return f"Read as {self.kind}. {self.why}"


@through
def of_pair(frame: pl.DataFrame, passed: Gate) -> pl.DataFrame:
    """Keep the rows of the two documents that passed the gate.

    Takes and gives a frame with ``doc_id``.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> of_pair(corpus.documents, gate(corpus.comparability, "vov-2025", "vgp-2025")).height
    2
    """
    return frame.filter(pl.col("doc_id").cast(pl.String).is_in([passed.left, passed.right]))


def gate(
    comparability: pl.DataFrame | pl.LazyFrame, left: str, right: str, *, override: bool = False
) -> Gate:
    """Look up what a pair can tell; a blocked pair passes only with ``override``.

    Takes the comparability frame. An override of a pair that is not blocked changes nothing.

    Examples
    --------
    >>> import workbench
    >>> gate(workbench.load().comparability, "tass-2021", "tass-2024").kind
    'change over time'
    """
    rows = among(comparability, [left], [right]).collect()
    if rows.is_empty():
        known = paired(comparability)
        raise WorkbenchError(
            f"No pair of {left!r} and {right!r}; choose two different documents of "
            f"{listed(known[:NAMED], len(known), 'document')}."
        )
    kind, why = rows.select("kind", "why").row(0)
    if kind == "blocked" and not override:
        raise WorkbenchError(
            f"{left} and {right} are not comparable: {why} To see them side by side all the same, "
            "override the block; the override is then printed with the result."
        )
    return Gate(left, right, kind, why, override and kind == "blocked")
