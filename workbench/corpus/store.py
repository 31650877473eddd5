"""Frames that were built beforehand: a folder of Parquet files per batch of documents.

A batch is a run of whole documents. Its frames are determined by the texts, the codebooks, the code
of this room and the version of Polars; all of these are in its key, by which its folder is called.
A folder is written under another name and renamed, so that it is there whole or not at all; what
no key leads to is deleted at the next build. Other tools can read ``built/*/tokens.parquet``.
"""

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from workbench import schema
from workbench.corpus.books import Document, decode, label, read_bytes
from workbench.corpus.sentences import clauses, quotes, sentences
from workbench.corpus.words import read_variants, tokens
from workbench.corpus.zones import read_zones, structure, zone
from workbench.errors import WorkbenchError

BUILT = "built"
FRAMES = ("paragraphs", "sentences", "clauses", "tokens", "quotes")
#: Beside the frames: the counts of documents, and the checksum of each file.
COUNTS, SUMS = "documents", "checksums.json"
#: Bytes of text in a batch; a longer document is a batch of its own.
BATCH = 4_000_000
Progress = Callable[[int, int], None]


class ProgressLine:
    """A line on standard error that tells how far long work is, from the first second on."""

    def __init__(self, what: str) -> None:
        self.what, self.start, self.told = what, time.monotonic(), False

    def __call__(self, done: int, total: int) -> None:
        """Tell that so many of all are done."""
        now = time.monotonic()
        last = done >= total
        if now - self.start < 1 or (last and not self.told):
            return
        left = (now - self.start) / max(done, 1) * (total - done)
        rest = "" if last else f", about {left:,.0f} s left"
        end = "\n" if last else ""
        sys.stderr.write(f"\r{self.what}: {done:,} of {total:,}{rest}      {end}")
        sys.stderr.flush()
        self.told = not last


@dataclass(frozen=True)
class Recipe:
    """The codebooks by which frames are built; ``digest`` stands for them and for the code."""

    rules: list[dict[str, str]]
    markers: list[dict[str, str]]
    variants: dict[str, str]
    digest: str


def read_recipe(folder: Path) -> Recipe:
    """Read the codebooks of a corpus folder on which the frames depend."""
    zones, variants = (folder / "codebook" / f"{name}.toml" for name in ("zones", "variants"))
    rules, markers = read_zones(zones)
    code = sorted(Path(__file__).parent.glob("*.py")) + [Path(schema.__file__).with_suffix(".toml")]
    digest = hashlib.sha256(pl.__version__.encode())
    for path in (*code, zones, variants):
        digest.update(hashlib.sha256(read_bytes(path)).digest())
    return Recipe(rules, markers, read_variants(variants), digest.hexdigest())


@dataclass(frozen=True)
class Batch:
    """Some documents of a corpus folder, in order, and the key under which they are built."""

    folder: Path
    documents: tuple[Document, ...]
    key: str

    @property
    def built(self) -> Path:
        """The folder of the batch, which may not be there."""
        return self.folder / BUILT / self.key

    @property
    def complete(self) -> bool:
        """Whether the batch is built."""
        return (self.built / SUMS).is_file()


def batches(folder: Path, documents: Sequence[Document], recipe: Recipe) -> list[Batch]:
    """Part the documents of a corpus folder into batches."""
    runs: list[list[Document]] = []
    room = 0
    for document in documents:
        size = (folder / "raw" / document.file).stat().st_size
        if not runs or size > room:
            runs.append([])
            room = BATCH
        runs[-1].append(document)
        room -= size
    return [Batch(folder, tuple(run), key_of(run, recipe)) for run in runs]


def key_of(documents: Iterable[Document], recipe: Recipe) -> str:
    """Return the key of a batch: equal keys have equal rows in every frame."""
    about = [
        [one.doc_id, one.sha256, one.publisher, one.title]
        + [[zone.first, zone.last, zone.zone, zone.reason] for zone in one.zone]
        for one in documents
    ]
    content = json.dumps([recipe.digest, about], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def read_source(path: Path, sha256: str) -> str:
    """Read one source text and verify its checksum."""
    data = read_bytes(path)
    text = decode(data, label(path))
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        ends = data.replace(b"\r\n", b"\n"), data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        if any(hashlib.sha256(other).hexdigest() == sha256 for other in ends):
            raise WorkbenchError(
                f"{label(path)}: only the line ends differ from those of the manifest's checksum; "
                "turn off the conversion of line ends (git: core.autocrlf) and restore the file."
            )
        raise WorkbenchError(
            f"{label(path)}: the checksum is {found[:12]}…, the manifest says {sha256[:12]}…; "
            "restore the file, or correct sha256 in the manifest if the change is meant."
        )
    return text


def make(batch: Batch, recipe: Recipe) -> dict[str, pl.DataFrame]:
    """Build the frames of a batch, and ``documents``: its counts of words, lines and signs."""
    rows = pl.DataFrame(
        {
            "doc_id": [one.doc_id for one in batch.documents],
            "publisher": [one.publisher for one in batch.documents],
            "title": [one.title for one in batch.documents],
            "text": [
                read_source(batch.folder / "raw" / one.file, one.sha256) for one in batch.documents
            ],
        }
    )
    confirmed = [
        [{"first": z.first, "last": z.last, "zone": z.zone, "reason": z.reason} for z in one.zone]
        for one in batch.documents
    ]
    if any(confirmed):
        shape = {"first": pl.UInt32, "last": pl.UInt32, "zone": pl.String, "reason": pl.String}
        rows = rows.with_columns(zones=pl.Series(confirmed, dtype=pl.List(pl.Struct(shape))))
    paragraphs = structure(zone(rows, recipe.rules, recipe.markers))
    sentence_rows = sentences(paragraphs)
    clause_rows = clauses(sentence_rows)
    made = {
        "paragraphs": paragraphs,
        "sentences": sentence_rows,
        "clauses": clause_rows,
        "tokens": tokens(clause_rows, recipe.variants),
        "quotes": quotes(paragraphs),
    }
    made = {name: schema.conform(name, frame) for name, frame in made.items()}
    lines = paragraphs.group_by("doc_id").agg(
        n_words_raw=pl.col("n_words").sum(),
        n_lines=pl.len(),
        longest_line=(pl.col("end") - pl.col("start")).max(),
    )
    words = sentence_rows.group_by("doc_id").agg(n_words=pl.col("n_words").sum())
    counts = rows.select("doc_id").join(lines, on="doc_id", how="left", maintain_order="left")
    counts = counts.join(words, on="doc_id", how="left", maintain_order="left")
    return made | {COUNTS: counts.with_columns(pl.all().exclude("doc_id").fill_null(0))}


def write(batch: Batch, recipe: Recipe) -> None:
    """Build a batch and write its folder; if another build was sooner, its folder is as good."""
    place = batch.folder / BUILT
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="building-", dir=place) as work:
        folder = Path(work) / batch.key
        folder.mkdir()
        sums = {}
        for name, frame in make(batch, recipe).items():
            path = folder / f"{name}.parquet"
            frame.write_parquet(path)
            sums[path.name] = checksum(path)
        (folder / SUMS).write_text(json.dumps(sums), "utf-8")
        try:
            folder.rename(batch.built)
        except OSError:
            if not batch.complete:
                raise


def checksum(path: Path) -> int:
    """Return a checksum of a file's bytes."""
    value = 0
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            value = zlib.crc32(part, value)
    return value


def built_file(batch: Batch, name: str) -> Path:
    """Return the file of a frame of a built batch, its bytes verified."""
    path = batch.built / f"{name}.parquet"
    where = f"{batch.folder.name}/{BUILT}/{batch.key[:8]}…/{path.name}"
    try:
        sums = json.loads((batch.built / SUMS).read_text("utf-8"))
        sound = checksum(path) == sums[path.name]
    except (OSError, ValueError, KeyError):
        raise WorkbenchError(
            f"{where}: was removed or damaged since the corpus was opened; open it again."
        ) from None
    if not sound:
        raise WorkbenchError(
            f"{where}: its bytes have changed since it was built; delete the folder {BUILT} and run "
            f"workbench build {batch.folder.name}."
        )
    return path


def build(
    folder: str | Path,
    map: Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]] = map,  # noqa: A002 - it takes the place of map
    progress: Progress | None = None,
) -> tuple[int, int]:
    """Build what is not built yet of a corpus folder; return how many documents, of how many.

    ``map`` carries out a function on each of many things, here (the default) or elsewhere: that of
    a pool of threads, or of a Dask client whose workers see the folder under the same path.
    """
    from workbench.corpus.load import listed  # noqa: PLC0415 - load reads what is built here

    folder = Path(folder)
    documents, _ = listed(folder)
    recipe = read_recipe(folder)
    every = batches(folder, documents, recipe)
    missing = [batch for batch in every if not batch.complete]
    done = size = sum(len(batch.documents) for batch in missing)
    done = 0
    try:
        for batch, _ in zip(missing, map(Builder(recipe), missing), strict=True):
            done += len(batch.documents)
            if progress:
                progress(done, size)
        forget(folder, {batch.key for batch in every})
    except OSError as error:
        raise WorkbenchError(f"{folder.name}/{BUILT}: cannot be written ({error.strerror}).") from None
    return size, len(documents)


@dataclass(frozen=True)
class Builder:
    """Writes a batch; it can travel to another process or machine."""

    recipe: Recipe

    def __call__(self, batch: Batch) -> str:
        """Build one batch and return its key."""
        if not batch.complete:
            write(batch, self.recipe)
        return batch.key


def forget(folder: Path, keys: set[str]) -> None:
    """Delete what is built and no longer needed, and what builds that were stopped have left."""
    for path in (folder / BUILT).glob("*"):
        left = path.name.startswith("building-") and time.time() - path.stat().st_mtime > 3600  # noqa: PLR2004 - an hour
        if path.is_dir() and (left or (path.name not in keys and (path / SUMS).is_file())):
            shutil.rmtree(path, ignore_errors=True)


def cache_folder() -> Path:
    """Return the folder of the user for what is costly to make again; it may be deleted."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "joint-statement-workbench"
