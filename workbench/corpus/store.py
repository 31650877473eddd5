"""The store: frames that were built beforehand, as Parquet files in ``built/`` of the corpus folder.

``built/<frame>/<part>.parquet`` holds the rows of some whole documents, and
``built/documents/<part>.parquet`` says which, with the key of their content (`recipe.content_key`).
That file is written last and removed first, so a part is there if and only if it is. A part is
named after the keys in it, so that whoever builds the same writes the same, and a file takes its
place at once, so that nothing is half-written and no lock is needed.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import polars as pl

from workbench.corpus.files import label
from workbench.errors import WorkbenchError
from workbench.schemas import STORED, conform, resolve

STORE = "built"
ABOUT = "documents"
FRAMES = STORED
#: Columns of words that are numbers in the files: these are compared without the letters.
CODED = {"tokens": ("form",)}
#: The file of the documents; like all files of the store it has their names as plain text.
SCHEMA = resolve("stored", pl.String())
#: So often a part may be read over to keep its documents in order; beyond that they are sorted.
OFTEN = 2
Rows = TypeVar("Rows", pl.DataFrame, pl.LazyFrame)
TROUBLE = (OSError, pl.exceptions.PolarsError)


class ChangedError(WorkbenchError):
    """A part was replaced by another build while it was to be read."""


def file_of(folder: Path, name: str, part: str) -> Path:
    """Give the file of one frame of a part."""
    return folder / STORE / name / f"{part}.parquet"


def part_name(keys: Iterable[str]) -> str:
    """Name a part after the keys of its documents in their order."""
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:20]


def parts_of(folder: Path) -> list[str]:
    """Name the parts that are there, in a settled order."""
    return sorted(path.stem for path in (folder / STORE / ABOUT).glob("*.parquet"))


def put(frame: pl.DataFrame, path: Path) -> None:
    """Write a Parquet file beside its place and move it there; a failure leaves nothing."""
    draft = path.with_name(f"{path.stem}.{uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            frame.rechunk().write_parquet(draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except TROUBLE as error:
        raise WorkbenchError(
            f"{label(path.parent)}: cannot be written ({reason(error)}); what is built already "
            "stays, and the next build goes on from there."
        ) from None


def reason(error: Exception) -> str:
    """Give the reason in a few words, without a path of the machine."""
    return getattr(error, "strerror", None) or str(error).splitlines()[0].split(": /")[0]


def damaged(path: Path, error: Exception) -> WorkbenchError:
    """Say which file of the store cannot be read, and what to do."""
    name = "/".join(path.parts[-4:])
    return WorkbenchError(
        f"{name}: cannot be read ({reason(error)}); delete this file and run "
        f"workbench build {path.parts[-4]}, which builds it again."
    )


def filed(name: str, frame: Rows) -> Rows:
    """Give a frame the types that it has in the files of the store; a lazy frame stays lazy."""
    coded = dict.fromkeys(CODED.get(name, ()), pl.Categorical)
    return conform(name, frame, pl.String()).cast(coded)


def whole(places: pl.DataFrame) -> bool:
    """Say whether a run of documents is all of its part."""
    return places["part"][0] is not None and places.height == places["size"][0]


def survey(folder: Path, parts: list[str] | None = None) -> pl.DataFrame:
    """Say what is in the store: a row per document and part that it is in.

    ``part``, ``at`` (its place among the documents of the part, from 0), ``size`` (how many these
    are), and the columns of `SCHEMA`. Without ``parts``, all that are there.
    """
    found = []
    for part in parts_of(folder) if parts is None else parts:
        path = file_of(folder, ABOUT, part)
        try:
            rows = pl.read_parquet(path).select(pl.col(n).cast(t) for n, t in SCHEMA.items())
        except FileNotFoundError:  # another build has replaced it meanwhile
            continue
        except TROUBLE as error:
            raise damaged(path, error) from None
        found.append(
            rows.select(part=pl.lit(part), at=pl.int_range(pl.len()), size=pl.len()).hstack(rows)
        )
    place = {"part": pl.String, "at": pl.Int64, "size": pl.UInt32}
    return pl.concat(found) if found else pl.DataFrame(schema=place | SCHEMA)


def complete(folder: Path, stored: pl.DataFrame) -> pl.DataFrame:
    """Keep what is in parts with a file for every frame.

    A part that lacks one may be left where two builds have crossed: it is passed over if other
    parts have its documents, and if not its file is named.
    """
    missing = {
        part: path
        for part in stored["part"].unique(maintain_order=True)
        for path in (file_of(folder, name, part) for name in FRAMES)
        if not path.is_file() and file_of(folder, ABOUT, part).is_file()
    }
    broken = pl.col("part").is_in(list(missing))
    whole = stored.filter(~broken)
    lost = stored.filter(broken).join(whole, on="key", how="anti")
    if not lost.is_empty():
        raise damaged(missing[lost["part"][0]], FileNotFoundError(2, "no such file"))
    return whole


def placed(doc_ids: pl.Series, keys: list[str], stored: pl.DataFrame) -> pl.DataFrame:
    """Find documents in the store by the keys of their content: a row for each, in their order.

    Gives ``doc_id``, ``key`` and the other columns of `survey`, which are empty where the store
    does not have the document as it is now.
    """
    once = stored.drop("doc_id").unique("key", keep="first", maintain_order=True)
    wanted = pl.DataFrame({"doc_id": doc_ids, "key": pl.Series(keys, dtype=pl.String)})
    return wanted.join(once, on="key", how="left", maintain_order="left")


@dataclass(frozen=True)
class Stored:
    """Rows of one frame that are in the store, and rows beside it that are not.

    ``places`` has a row per document in order of the corpus: ``doc_id`` (an Enum), ``part``,
    ``at``, ``size`` and ``rows``; ``fresh`` has the rows of documents whose part is empty.
    """

    folder: Path
    name: str
    places: pl.DataFrame
    fresh: pl.DataFrame

    @property
    def height(self) -> int:
        """Count the rows."""
        return int(self.places["rows"].sum()) + self.fresh.height

    def narrowed(self, doc_ids: pl.Series) -> "Stored":
        """Keep some documents."""
        here = pl.col("doc_id").is_in(doc_ids.implode())
        return replace(self, places=self.places.filter(here), fresh=self.fresh.filter(here))

    def lazy(self) -> pl.LazyFrame:
        """Give the rows in order of the corpus as a query that reads what it needs."""
        return conform(self.name, self.as_stored(), self.places.schema["doc_id"])

    def as_stored(self) -> pl.LazyFrame:
        """Give the rows in the types of the files (`filed`)."""
        part = pl.col("part")
        turn = part.ne_missing(part.shift(1)) | (pl.col("at").diff() < 0).fill_null(value=False)
        places = self.places.with_columns(run=turn.cum_sum())
        scattered = places["run"].n_unique() > OFTEN * (places["part"].n_unique() + 1)
        runs = places.group_by("part" if scattered else "run", maintain_order=True)
        pieces = []
        for is_whole, group in groupby((run for _, run in runs), key=whole):
            some = list(group)
            pieces += [self.parts(some)] if is_whole else map(self.some, some)
        rows = pl.concat(pieces)
        order = pl.col("doc_id").cast(self.places.schema["doc_id"])
        return rows.sort(order, maintain_order=True) if scattered else rows

    def parts(self, runs: Iterable[pl.DataFrame]) -> pl.LazyFrame:
        """Give the rows of whole parts, as one query: many cost far more."""
        files = [file_of(self.folder, self.name, run["part"][0]) for run in runs]
        return pl.scan_parquet(files)

    def some(self, places: pl.DataFrame) -> pl.LazyFrame:
        """Give the rows of some documents of a part, or of documents that are in none."""
        part, here = places["part"][0], pl.col("doc_id").is_in(places["doc_id"].implode())
        if part is None:
            return filed(self.name, self.fresh.lazy().filter(here))
        here = pl.col("doc_id").is_in(places["doc_id"].cast(pl.String).implode())
        return pl.scan_parquet(file_of(self.folder, self.name, part)).filter(here)

    def collect(self, *columns: str) -> pl.DataFrame:
        """Read the rows, of these columns or of all; a file that cannot be read is named."""
        with naming(self):
            return self.lazy().select(columns or pl.all()).collect()

    def codes(self, column: str) -> pl.Series:
        """Read a column of `CODED` as it is in the files."""
        with naming(self):
            return self.as_stored().select(column).collect().to_series()

    def blamed(self, error: Exception) -> WorkbenchError:
        """Find the file that cannot be read."""
        for part in self.places["part"].drop_nulls().unique(maintain_order=True):
            path = file_of(self.folder, self.name, part)
            if not file_of(self.folder, ABOUT, part).is_file():
                return ChangedError(
                    f"{label(self.folder / STORE)}: was built anew since the corpus was loaded; "
                    "load it again."
                )
            try:
                pl.read_parquet(path)
            except TROUBLE as found:
                return damaged(path, found)
        return WorkbenchError(f"{label(self.folder / STORE)}: cannot be read ({reason(error)}).")


@contextmanager
def naming(frame: pl.DataFrame | Stored) -> Iterator[None]:
    """Name the file when a query on a stored frame fails."""
    try:
        yield
    except TROUBLE as error:
        raise frame.blamed(error) if isinstance(frame, Stored) else error from None
