"""A large corpus in parts of whole documents, so that a long count needs little memory."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from workbench.corpus import Corpus

#: Words of a part.
AT_ONCE = 500_000
FRAMES = ("paragraphs", "sentences", "tokens", "quotes")


def parts(corpus: Corpus, at_once: int = AT_ONCE) -> Iterator[Corpus]:
    """Part a corpus into runs of documents with about so many words; a small one stays whole.

    Frames in the order of the documents, as `workbench.load` gives them, are sliced and not
    copied. What a part keeps whole: clauses, slips and comparability.

    Examples
    --------
    >>> import workbench
    >>> [part.documents.height for part in parts(workbench.load(), at_once=3_000)]
    [3, 2]
    """
    part = pl.col("n_words").cum_sum() // at_once
    runs = corpus.documents.with_columns(part=part).partition_by(
        "part", maintain_order=True, include_key=False
    )
    if len(runs) < 2:  # noqa: PLR2004 - nothing to part
        yield corpus
        return
    whole = {name: getattr(corpus, name) for name in FRAMES}
    order = corpus.documents["doc_id"].to_physical()
    in_order = order.is_sorted() and all(
        frame["doc_id"].to_physical().is_sorted() for frame in whole.values()
    )
    for documents in runs:
        cut = run if in_order else chosen
        frames = {name: cut(frame, documents["doc_id"]) for name, frame in whole.items()}
        yield replace(corpus, documents=documents, **frames)


def run(frame: pl.DataFrame, doc_ids: pl.Series) -> pl.DataFrame:
    """Slice the rows of a run of documents out of a frame in their order."""
    codes, run = frame["doc_id"].to_physical(), doc_ids.to_physical()
    first = codes.search_sorted(run[0], side="left")
    return frame.slice(first, codes.search_sorted(run[-1], side="right") - first)


def chosen(frame: pl.DataFrame, doc_ids: pl.Series) -> pl.DataFrame:
    """Filter the rows of some documents out of a frame in any order."""
    return frame.filter(pl.col("doc_id").is_in(doc_ids.implode()))
