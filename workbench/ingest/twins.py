"""Texts that are there already: the same bytes, the same text, nearly the same text."""

import hashlib
import re
import zlib

import polars as pl

from workbench.schemas.ingest import INGEST_FRAMES

WORD = re.compile(r"\w+")
#: Words in a group.
GROUP = 5
#: From here on two texts are nearly the same.
NEAR = 0.7


def groups(text: str) -> frozenset[int]:
    """Give the groups of five words of a text, as numbers."""
    words = WORD.findall(text.lower())
    return frozenset(
        zlib.crc32(" ".join(words[place : place + GROUP]).encode())
        for place in range(max(1, len(words) - GROUP + 1))
    )


def plain(text: str) -> str:
    """Give the fingerprint of a text without regard to white space and case."""
    return hashlib.sha256(" ".join(WORD.findall(text.lower())).encode()).hexdigest()


def twins(offered: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Find pairs of texts that are the same or nearly so.

    Takes two frames with ``doc_id``, ``sha256`` and ``text``: what is offered and what is there.
    Gives one row per pair of an offered text and one before it or there (declared as ``twins``).
    The share is Jaccard's: word groups in both, divided by those in either (Broder 1997).

    Examples
    --------
    >>> text = pl.DataFrame({"doc_id": "a", "sha256": "1", "text": "Both sides agreed."})
    >>> other = pl.DataFrame({"doc_id": "b", "sha256": "2", "text": "Both  sides agreed"})
    >>> twins(text, other).row(0)
    ('a', 'b', 'same text', 1.0)
    """
    known = [(*row, plain(row[2]), groups(row[2])) for row in there.select(*COLUMNS).iter_rows()]
    rows = []
    for row in offered.select(*COLUMNS).iter_rows():
        mine = (*row, plain(row[2]), groups(row[2]))
        rows += [found for other in known if (found := pair(mine, other))]
        known.append(mine)
    schema = {name: column.dtype for name, column in INGEST_FRAMES["twins"].columns.items()}
    return pl.DataFrame(rows, schema=schema, orient="row")


COLUMNS = ("doc_id", "sha256", "text")


def pair(
    mine: tuple[str, str, str, str, frozenset[int]],
    other: tuple[str, str, str, str, frozenset[int]],
) -> tuple[str, str, str, float] | None:
    """Compare two texts; None if they are not nearly the same."""
    if mine[1] == other[1]:
        return mine[0], other[0], "same bytes", 1.0
    if mine[3] == other[3]:
        return mine[0], other[0], "same text", 1.0
    left, right = mine[4], other[4]
    share = len(left & right) / max(1, len(left | right))
    return (mine[0], other[0], "near-same text", share) if share >= NEAR else None
