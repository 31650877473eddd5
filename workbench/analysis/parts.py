"""A large corpus in parts of whole documents, so that a long count needs little memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.batches import Batch, Spread, batches, opened
from workbench.corpus.model import Held, held

#: Words of a part.
AT_ONCE = 500_000
FRAMES = ("paragraphs", "sentences", "clauses", "tokens", "quotes", "slips")


def parts(corpus: Corpus, at_once: int = AT_ONCE) -> Iterator[Corpus]:
    """Part a corpus into runs of documents with about so many words; a small one stays whole.

    Frames in the order of the documents, as `workbench.load` gives them, are sliced and not
    copied; what was built beforehand is read part by part. What a part keeps whole:
    comparability.

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
    whole = {name: held(corpus, name) for name in FRAMES}
    ordered = {name for name, frame in whole.items() if in_order(frame)}
    if not in_order(corpus.documents):
        ordered = set()
    for documents in runs:
        cut = {
            name: run(frame, documents["doc_id"])
            if name in ordered
            else chosen(frame, documents["doc_id"])
            for name, frame in whole.items()
        }
        yield replace(corpus, documents=documents, **cut)


def each(
    corpus: Corpus | str | Path, function: Callable[[Corpus], pl.DataFrame], spread: Spread = map
) -> pl.DataFrame:
    """Carry out a function on each part of a corpus, and give its rows in order of the documents.

    Takes a corpus, or the folder of one that is too large to be opened whole; a function from a
    corpus of some of its documents to a frame, such as the mentions of a codebook in them; and how
    it is carried out: `map` here, or what `workbench.cluster.cluster` gives. What is a sum over
    documents is summed afterwards.

    Examples
    --------
    >>> import workbench
    >>> folder = workbench.load().folder
    >>> counts = each(folder, lambda part: part.tokens.group_by("word").len())
    >>> counts.filter(word="cooperation")["len"].sum()
    105
    """
    if isinstance(corpus, Corpus):
        return pl.concat(spread(function, parts(corpus)))
    some = batches(corpus)
    orders = [pl.Enum([table["doc_id"] for table in batch.tables]) for batch in some]
    whole = pl.Enum(pl.concat(order.categories for order in orders))
    found = spread(partial(on_piece, function), some)
    return pl.concat(
        frame.with_columns(pl.col(order).cast(pl.String).cast(whole))
        for frame, order in zip(found, orders, strict=True)
    )


def on_piece(function: Callable[[Corpus], pl.DataFrame], batch: Batch) -> pl.DataFrame:
    """Open a batch of a folder, and carry out the function on it."""
    return function(opened(batch))


def in_order(frame: pl.DataFrame | Held) -> bool:
    """Say whether a frame in memory has its rows in the order of the documents."""
    return isinstance(frame, pl.DataFrame) and frame["doc_id"].to_physical().is_sorted()


def run(frame: pl.DataFrame, doc_ids: pl.Series) -> pl.DataFrame:
    """Slice the rows of a run of documents out of a frame in their order."""
    codes, run = frame["doc_id"].to_physical(), doc_ids.to_physical()
    first = codes.search_sorted(run[0], side="left")
    return frame.slice(first, codes.search_sorted(run[-1], side="right") - first)


def chosen(frame: pl.DataFrame | Held, doc_ids: pl.Series) -> pl.DataFrame | Held:
    """Take the rows of some documents out of a frame in any order, or out of the store."""
    if not isinstance(frame, pl.DataFrame):
        return frame.narrowed(doc_ids)
    return frame.filter(pl.col("doc_id").is_in(doc_ids.implode()))
