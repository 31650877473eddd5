"""Batches of a corpus folder: whole documents that are worked on apart, here or on another machine.

A batch says where its documents are and holds no rows, so that it travels light; whoever sees
the folder can open it.
"""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.files import label
from workbench.corpus.load import chosen, framed, listed
from workbench.corpus.model import Corpus
from workbench.corpus.recipe import AT_ONCE, Recipe, code_digest, content_key, read_recipe
from workbench.corpus.remarks import slips
from workbench.corpus.store import placed, survey
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.schemas import conform

#: How a function is carried out on each of many things: `map`, or that of `workbench.cluster`.
Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

#: Batches that are worked on at a time in one process; each takes some 100 MB.
AT_A_TIME = min(4, os.cpu_count() or 1)


def side_by_side(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
    """Carry out a function on each of many things, a few at a time; the results are in order.

    Examples
    --------
    >>> list(side_by_side(abs, [-1, 2, -3]))
    [1, 2, 3]
    """
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        yield from pool.map(function, items)


@dataclass(frozen=True)
class Batch:
    """Some documents: their manifest tables, how they are cut up, and what the store has of them."""

    folder: Path
    tables: list[dict[str, Any]]
    recipe: Recipe
    stored: pl.DataFrame

    def __len__(self) -> int:
        """Count the documents."""
        return len(self.tables)


def batches(path: str | Path | None = None) -> list[Batch]:
    """Cut a corpus folder into batches of about `AT_ONCE` bytes, in order; nothing of it is read yet.

    Examples
    --------
    >>> [len(batch) for batch in batches()]
    [5]
    """
    folder = chosen(path)
    tables, notices = listed(folder)
    for notice in notices:
        warnings.warn(notice, WorkbenchWarning, stacklevel=2)
    return cut_up(folder, tables, read_recipe(folder), survey(folder))


def cut_up(
    folder: Path, tables: list[dict[str, Any]], recipe: Recipe, stored: pl.DataFrame
) -> list[Batch]:
    """Cut documents into batches, each with what is stored of it."""
    doc_ids = pl.Series([table["doc_id"] for table in tables], dtype=pl.String)
    keys = [content_key(table, recipe) for table in tables]
    places = placed(doc_ids, keys, stored)
    at, made = 0, []
    for some in cut(tables, sizes(folder, tables)):
        there = places.slice(at, len(some)).drop_nulls("part").select(stored.columns)
        made.append(Batch(folder.absolute(), some, recipe, there))
        at += len(some)
    return made


def sizes(folder: Path, tables: list[dict[str, Any]]) -> list[int]:
    """Give the bytes of each text; none if it is gone."""
    paths = [folder / "raw" / table["file"] for table in tables]
    return [path.stat().st_size if path.is_file() else 0 for path in paths]


def cut(items: list[Any], weights: list[int]) -> Iterator[list[Any]]:
    """Cut a list into runs of about `AT_ONCE` bytes; what is heavier is a run of its own.

    Examples
    --------
    >>> list(cut(["a", "b", "c", "d"], [900_000, 900_000, 900_000, 9_000_000]))
    [['a', 'b'], ['c'], ['d']]
    """
    run: list[Any] = []
    full = 0
    for item, weight in zip(items, weights, strict=True):
        if run and full + weight > AT_ONCE:
            yield run
            run, full = [], 0
        run.append(item)
        full += weight
    if run:
        yield run


def opened(batch: Batch) -> Corpus:
    """Open a batch as a corpus of its documents; checksums are verified, nothing is remarked on.

    Examples
    --------
    >>> opened(batches()[0]).documents["doc_id"].to_list()[:2]
    ['tass-2021', 'investor-2024']
    """
    same_version(batch)
    order = pl.Enum([table["doc_id"] for table in batch.tables])
    frames = framed(batch.folder, batch.tables, order, batch.recipe, batch.stored)
    noted = [table for table in batch.tables if table.get("slip")]
    lines = frames["paragraphs"].lazy()
    frames["slips"] = conform(
        "slips", slips(noted, lines, label(batch.folder / "manifest.toml")), order
    )
    return Corpus(folder=batch.folder, notices=(), **frames)


def same_version(batch: Batch) -> None:
    """Refuse a batch that another version of the code has cut."""
    if batch.recipe.code != code_digest():
        raise WorkbenchError(
            "A worker has another version of the workbench or of Polars; install the same everywhere."
        )
