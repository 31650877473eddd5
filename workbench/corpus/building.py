"""Build the store of a corpus: only what is not there yet, a part at a time.

Each part is made by `make`, from the disk to the disk, and says only how it went; so it is the
same here and on another machine that sees the folder.
"""

import time
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.batches import Batch, Spread, cut, cut_up, same_version, side_by_side
from workbench.corpus.files import label
from workbench.corpus.load import Progress, chosen, listed, read_documents
from workbench.corpus.recipe import AT_ONCE, Recipe, built, content_key, read_recipe
from workbench.corpus.store import (
    ABOUT,
    FRAMES,
    STORE,
    TROUBLE,
    ChangedError,
    Stored,
    file_of,
    filed,
    part_name,
    parts_of,
    placed,
    put,
    survey,
)
from workbench.errors import WorkbenchWarning
from workbench.schemas import conform, resolve

#: Seconds after which what an unfinished build has left is nobody's any more.
LEFT_BEHIND = 3_600
ROUNDS = 3


def build_store(
    path: str | Path, progress: Progress | None = None, spread: Spread = side_by_side
) -> tuple[int, int]:
    """Build what the store of a corpus folder lacks; give how many were built, and how many it has.

    Afterwards `load` reads the frames from ``built/`` in the folder, and anything else can: a
    Parquet file per frame and part, without the rows of documents that are gone or have changed.
    A document is built if its text, what the rules read of its manifest table, a codebook or the
    code is not what it was. A build that was stopped goes on where it was, and several at once do
    no harm. ``progress`` is told how many documents are done, and of how many; ``spread`` may
    carry the parts elsewhere (`workbench.cluster.cluster`).

    A file that vanishes meanwhile is left out with a `WorkbenchWarning`; a folder that cannot be
    written is a `WorkbenchError`, and what is built stays.

    Examples
    --------
    >>> import shutil, tempfile
    >>> with tempfile.TemporaryDirectory() as work:
    ...     folder = shutil.copytree(chosen(), Path(work) / "mine")
    ...     build_store(folder)
    (5, 5)
    """
    folder = chosen(path)
    tables, notices = listed(folder)
    recipe = read_recipe(folder)
    sweep(folder)
    done = 0
    # another build that tidies up at the same moment may take a part away: look again
    for _ in range(ROUNDS):
        missing = lacking(folder, tables, recipe)
        gone = spread_out(folder, missing, recipe, progress, spread)
        done += len(missing) - len(gone)
        tables = [table for table in tables if table["file"] not in gone]
        notices += [
            f"{label(folder / 'raw' / file)}: vanished meanwhile; left out." for file in gone
        ]
        tidy(folder, tables, recipe)
        # where another build wrote what was tidied away, a part without all its files is left
        sweep(folder)
        left = lacking(folder, tables, recipe)
        if not left:
            break
    for notice in notices:
        warnings.warn(notice, WorkbenchWarning, stacklevel=2)
    return done, len(tables) - len(left)


def spread_out(
    folder: Path,
    tables: list[dict[str, Any]],
    recipe: Recipe,
    progress: Progress | None,
    spread: Spread,
) -> list[str]:
    """Make parts of some documents; give the files that have vanished."""
    tasks = cut_up(folder, tables, recipe, survey(folder, []))
    done, gone = 0, []
    for task, vanished in zip(tasks, spread(make, tasks), strict=True):
        done, gone = done + len(task), [*gone, *vanished]
        if progress:
            progress(done, len(tables))
    return gone


def lacking(folder: Path, tables: list[dict[str, Any]], recipe: Recipe) -> list[dict[str, Any]]:
    """Give the documents that no sound part has as they are now."""
    there = set(survey(folder, sound(folder))["key"])
    return [table for table in tables if content_key(table, recipe) not in there]


def sound(folder: Path) -> list[str]:
    """Name the parts all of whose files can be opened; the others will be built again."""
    return [
        part
        for part in parts_of(folder)
        if all(opens(file_of(folder, name, part)) for name in (ABOUT, *FRAMES))
    ]


def opens(path: Path) -> bool:
    """Say whether a Parquet file is whole enough to tell its columns."""
    try:
        pl.read_parquet_schema(path)
    except TROUBLE:
        return False
    return True


def make(batch: Batch) -> list[str]:
    """Build one part from the disk to the disk; give the files that have vanished."""
    same_version(batch)
    raw = batch.folder / "raw"
    tables = [table for table in batch.tables if (raw / table["file"]).is_file()]
    gone = [table["file"] for table in batch.tables if table not in tables]
    if tables:
        documents = read_documents(raw, tables)
        frames = built(documents, batch.recipe.rules, batch.recipe.markers, batch.recipe.variants)
        keys = [content_key(table, batch.recipe) for table in tables]
        size = pl.col("text").str.len_bytes()
        about = frames["documents"].with_columns(key=pl.Series(keys), n_bytes=size)
        write(batch.folder, about, frames)
    return gone


def write(folder: Path, about: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write a part: its frames, and last the documents that it holds."""
    part = part_name(about["key"])
    about = about.with_columns(pl.col("doc_id").cast(pl.String))
    for name in FRAMES:
        rows = filed(name, frames[name])
        put(rows, file_of(folder, name, part))
        counts = rows.group_by("doc_id").agg(pl.len().alias(f"n_{name}"))
        about = about.join(counts, on="doc_id", how="left", maintain_order="left")
    about = about.with_columns(pl.col(f"n_{name}").fill_null(0) for name in FRAMES)
    put(conform("stored", about, pl.String()), file_of(folder, ABOUT, part))


def tidy(folder: Path, tables: list[dict[str, Any]], recipe: Recipe) -> None:
    """Leave only the rows of the corpus as it is, in parts that are not too small.

    What still holds of parts with other rows, and of small ones, is copied into new parts before
    these are removed.
    """
    keys = [content_key(table, recipe) for table in tables]
    doc_ids = pl.Series([table["doc_id"] for table in tables])
    stored = survey(folder, sound(folder))
    places = placed(doc_ids, keys, stored).drop_nulls("part")
    parts = places.group_by("part", "size").agg(pl.len(), pl.col("n_bytes").sum())
    kept = parts.filter(pl.col("len") == pl.col("size"), pl.col("n_bytes") >= AT_ONCE // 2)["part"]
    loose = places.filter(~pl.col("part").is_in(kept.implode()))
    there = {*kept, *loose["part"]}
    made = set()
    with suppress(ChangedError):
        for rows in cut(list(range(loose.height)), loose["n_bytes"].to_list()):
            made.add(copy(folder, loose[rows], there))
        for part in sorted(set(stored["part"]) - {*kept, *made}):
            remove(folder, part, loose.filter(part=part)["key"])


def copy(folder: Path, places: pl.DataFrame, there: set[str]) -> str:
    """Copy the rows of some documents into a part of their own, unless it is there; give its name."""
    part = part_name(places["key"])
    if part not in there:
        order = pl.Enum(places["doc_id"])
        about = places.with_columns(pl.col("doc_id").cast(order))
        frames = {}
        for name in FRAMES:
            rows = about.select("doc_id", "part", "at", "size", rows=f"n_{name}")
            empty = pl.DataFrame(schema=resolve(name, order))
            frames[name] = Stored(folder, name, rows, empty).collect()
        write(folder, about.drop(f"n_{name}" for name in FRAMES), frames)
    return part


def remove(folder: Path, part: str, keys: pl.Series) -> None:
    """Remove a part whose documents, as far as they still hold, are in others at this moment."""
    if not keys.is_empty():
        others = survey(folder).filter(pl.col("part") != part)["key"]
        if not keys.is_in(others.implode()).all():
            return
    with suppress(OSError):  # a reader may keep a file open; a later build removes the rest
        for name in (ABOUT, *FRAMES):
            file_of(folder, name, part).unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove damaged parts, and what stopped builds have left: drafts, files without documents."""
    for part in set(parts_of(folder)) - set(sound(folder)):
        remove(folder, part, pl.Series(dtype=pl.String))
    parts = set(parts_of(folder))
    for path in (folder / STORE).glob("*/*"):
        with suppress(OSError):
            left = path.suffix == ".tmp" or path.stem not in parts
            if left and time.time() - path.stat().st_mtime > LEFT_BEHIND:
                path.unlink()
