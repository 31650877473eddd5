"""Frames that were built beforehand: a folder of Parquet files per batch of documents.

A batch is a run of whole documents. Its frames are determined by the texts, the codebooks, the code
that makes them and the version of Polars; all of these are in its key, by which its folder is
called. A folder is written under another name and renamed, so that it is there whole or not at all;
what no key leads to is deleted at the next build. Other tools can read ``built/*/tokens.parquet``.
"""

import hashlib
import os
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from workbench import schema
from workbench.corpus import books
from workbench.corpus.books import Document, Manifest, decode, label, read_bytes, read_manifest
from workbench.corpus.words import clauses, quotes, read_variants, sentences, tokens
from workbench.corpus.zones import CONFIRMED, read_zones, structure, zone
from workbench.errors import WorkbenchError

BUILT = "built"
FRAMES = ("paragraphs", "sentences", "clauses", "tokens", "quotes")
#: Beside the frames of a batch: texts and counts of its documents, and what is known of its files.
DOCUMENTS, ABOUT = "documents", "about.json"
#: What is kept of a manifest; what is being written, and after how many seconds it is abandoned.
MANIFEST, UNFINISHED, ABANDONED = ".manifest", "unfinished-", 3600
#: Bytes of text in a batch (a longer document is one by itself); one document in so many ends one.
BATCH, ENDS = 4_000_000, 200
#: The modules and data by which frames are made.
CODE = ("store.py", "zones.py", "words.py", "spelling.txt")
#: What is told how many things are done, and of how many.
Told = Callable[[int, int], None]


class Progress:
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
    digest = hashlib.sha256(pl.__version__.encode())
    room = Path(__file__).parent
    declared = Path(schema.__file__).with_suffix(".toml")
    for path in (*(room / name for name in CODE), declared, zones, variants):
        digest.update(hashlib.sha256(read_bytes(path)).digest())
    return Recipe(rules, markers, read_variants(variants), digest.hexdigest())


class About(msgspec.Struct):
    """The checksum of each file of a batch, and size and time of each source when it was read."""

    files: dict[str, int]
    sources: dict[str, tuple[int, int]]


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
        return (self.built / ABOUT).is_file()

    def sound(self) -> bool:
        """Tell whether the batch is built and every file as it was; what is damaged is deleted."""
        with suppress(WorkbenchError):
            if self.complete and all(self.file(name) for name in (DOCUMENTS, *FRAMES)):
                return True
        discard(self.built)
        return False

    @cached_property
    def about(self) -> About:
        """What is known of the files of the batch."""
        try:
            return msgspec.json.decode((self.built / ABOUT).read_bytes(), type=About)
        except (OSError, msgspec.MsgspecError, UnicodeError):
            raise self.damaged(ABOUT) from None

    def file(self, name: str) -> Path:
        """Return the file of a frame, its bytes verified."""
        path = self.built / f"{name}.parquet"
        try:
            if crc(path, path.stat().st_mtime_ns) == self.about.files[name]:
                return path
        except (OSError, KeyError):
            pass
        raise self.damaged(path.name)

    def damaged(self, name: str) -> WorkbenchError:
        """Say that a file of the batch cannot be used, and what to do."""
        where = f"{self.folder.name}/{BUILT}/{self.key}"
        if not self.built.is_dir():
            return WorkbenchError(
                f"{where}: was built anew since the corpus was opened; open it again."
            )
        return WorkbenchError(
            f"{where}/{name}: is not as it was built; run workbench build {self.folder.name}, which "
            "builds it again."
        )

    def verify(self) -> None:
        """Verify the sources of a built batch: a file with another size or time is read again."""
        for document in self.documents:
            if self.about.sources.get(document.file) != stamp(self.folder / "raw" / document.file):
                read_source(self.folder / "raw" / document.file, document.sha256)


def stamp(path: Path) -> tuple[int, int]:
    """Return size and time of a file, by which an unchanged one is known."""
    try:
        about = path.stat()
    except FileNotFoundError:
        raise WorkbenchError(f"{label(path)}: no such file.") from None
    return about.st_size, about.st_mtime_ns


def batches(folder: Path, documents: Sequence[Document], recipe: Recipe) -> list[Batch]:
    """Part the documents of a corpus folder into batches.

    Where a batch ends is a matter of its last document, as far as possible: when a document comes
    or goes, most batches stay as they are.
    """
    runs: list[list[Document]] = []
    room, ends = 0, True
    for document in documents:
        size, _ = stamp(folder / "raw" / document.file)
        if ends or size > room:
            runs.append([])
            room = BATCH
        runs[-1].append(document)
        room -= size
        ends = int(document.sha256[:8], 16) % ENDS == 0
    return [Batch(folder, tuple(run), key_of(run, recipe)) for run in runs]


def key_of(documents: Iterable[Document], recipe: Recipe) -> str:
    """Return the key of a batch: equal keys have equal rows in every frame."""
    about = [[one.doc_id, one.sha256, one.publisher, one.title, one.zone] for one in documents]
    return hashlib.sha256(msgspec.json.encode([recipe.digest, about])).hexdigest()[:32]


def read_source(path: Path, sha256: str) -> str:
    """Read one source text and verify its checksum."""
    data = read_bytes(path)
    text = decode(data, label(path))
    found = hashlib.sha256(data).hexdigest()
    if found == sha256:
        return text
    ends = data.replace(b"\r\n", b"\n"), data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if sha256 in (hashlib.sha256(other).hexdigest() for other in ends):
        raise WorkbenchError(
            f"{label(path)}: only the line ends differ from those of the manifest's checksum; turn "
            "off the conversion of line ends (git: core.autocrlf) and restore the file."
        )
    raise WorkbenchError(
        f"{label(path)}: its checksum is not the one in the manifest; restore the file, or set its "
        f"sha256 to {found} if the change is meant."
    )


def make(batch: Batch, recipe: Recipe) -> dict[str, pl.DataFrame]:
    """Build the frames of a batch, and ``documents``: its texts, and counts of words and lines."""
    documents = batch.documents
    rows = pl.DataFrame(
        {
            "doc_id": [one.doc_id for one in documents],
            "publisher": [one.publisher for one in documents],
            "title": [one.title for one in documents],
            "text": [read_source(batch.folder / "raw" / one.file, one.sha256) for one in documents],
            "zones": [msgspec.to_builtins(one.zone) for one in documents],
        },
        schema_overrides={"zones": pl.List(CONFIRMED)},
    )
    made = framed(rows, recipe)
    counted = rows.select("doc_id", "text")
    lines = made["paragraphs"].group_by("doc_id")
    size = pl.col("end") - pl.col("start")
    for counts in (
        lines.agg(n_words_raw=pl.sum("n_words"), n_lines=pl.len(), longest_line=size.max()),
        made["sentences"].group_by("doc_id").agg(pl.sum("n_words")),
    ):
        counted = counted.join(counts, on="doc_id", how="left", maintain_order="left")
    return {DOCUMENTS: counted.fill_null(0), **made}


def framed(documents: pl.DataFrame, recipe: Recipe) -> dict[str, pl.DataFrame]:
    """Build the frames of documents (``doc_id``, ``publisher``, ``title``, ``text``, ``zones``)."""
    paragraphs = structure(zone(documents, recipe.rules, recipe.markers))
    sentence_rows = sentences(paragraphs)
    clause_rows = clauses(sentence_rows)
    made = {
        "paragraphs": paragraphs,
        "sentences": sentence_rows,
        "clauses": clause_rows,
        "tokens": tokens(clause_rows, recipe.variants),
        "quotes": quotes(paragraphs),
    }
    return {name: schema.conform(name, frame) for name, frame in made.items()}


def write(batch: Batch, recipe: Recipe) -> None:
    """Build a batch and write its folder; if another build was sooner, its folder is as good."""
    if batch.complete:
        return
    place = batch.folder / BUILT
    place.mkdir(exist_ok=True)
    sources = {one.file: stamp(batch.folder / "raw" / one.file) for one in batch.documents}
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=place) as work:
        folder, sums = Path(work) / batch.key, {}
        folder.mkdir()
        for name, frame in make(batch, recipe).items():
            path = folder / f"{name}.parquet"
            frame.rechunk().write_parquet(path)
            sums[name] = crc(path, path.stat().st_mtime_ns)
        (folder / ABOUT).write_bytes(msgspec.json.encode(About(sums, sources)))
        try:
            folder.rename(batch.built)
        except OSError:
            if not batch.complete:
                raise


@cache
def crc(path: Path, time_ns: int) -> int:  # noqa: ARG001 - a file with another time is another
    """Return a checksum of the bytes of a file, which is read once."""
    return zlib.crc32(path.read_bytes())


def build(
    folder: str | Path,
    map: Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]] = map,  # noqa: A002 - it takes the place of map
    progress: Told | None = None,
) -> tuple[int, int]:
    """Build what is not built yet of a corpus folder; return how many documents, of how many.

    ``map`` carries out a function on each of many things, here (the default) or elsewhere: that of
    a pool of processes, or of a Dask client whose workers see the folder under the same path. Two
    builds may run at once.
    """
    from workbench.corpus.load import listed  # noqa: PLC0415 - load reads what is built here

    folder = Path(folder)
    place = manifest_file(folder)
    manifest, documents, _ = listed(folder)
    recipe = read_recipe(folder)
    every = batches(folder, documents, recipe)
    missing = [batch for batch in every if not batch.sound()]
    done, size = 0, sum(len(batch.documents) for batch in missing)
    try:
        for batch, _ in zip(missing, map(partial(write, recipe=recipe), missing), strict=True):
            done += len(batch.documents)
            if progress:
                progress(done, size)
        if place == manifest_file(folder) and not kept(place):  # it may have changed meanwhile
            keep(place, msgspec.msgpack.encode(manifest))
        forget(folder, {batch.key for batch in every} | {place.name})
    except (OSError, pl.exceptions.PolarsError) as error:
        why = getattr(error, "strerror", None) or str(error).splitlines()[0].split(": /")[0]
        raise WorkbenchError(
            f"{folder.name}/{BUILT}: cannot be written ({why}); what is built already stays, and the "
            "next build goes on from there."
        ) from None
    return size, len(documents)


def forget(folder: Path, wanted: set[str]) -> None:
    """Delete what is built and no longer needed, and what builds that were stopped have left."""
    for path in (folder / BUILT).iterdir():
        ours = path.suffix == MANIFEST or (path / ABOUT).is_file()
        if path.name.startswith(UNFINISHED):
            with suppress(FileNotFoundError):  # another build may just have removed it
                ours = time.time() - path.stat().st_mtime > ABANDONED
        if ours and path.name not in wanted:
            discard(path)


def discard(path: Path) -> None:
    """Delete what is built: it goes at once, whatever stops this, or another has deleted it."""
    with suppress(OSError), tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=path.parent) as work:
        path.rename(Path(work) / path.name)


def manifest_file(folder: Path) -> Path:
    """Return the file in which the manifest, as it is now, is kept checked and quick to read."""
    code = Path(books.__file__).read_bytes()
    data = read_bytes(folder / "manifest.toml")
    return folder / BUILT / f"{hashlib.sha256(code + data).hexdigest()[:32]}{MANIFEST}"


def open_manifest(folder: Path) -> Manifest:
    """Return the manifest of a corpus folder, from what is built if it is there and sound."""
    if found := kept(manifest_file(folder)):
        return msgspec.msgpack.decode(found, type=Manifest)
    return read_manifest(folder / "manifest.toml")


def kept(place: Path) -> bytes:
    """Return what a file keeps; nothing if it is not there, or damaged, or still being written."""
    try:
        found = place.read_bytes()
    except OSError:
        return b""
    return found[32:] if hashlib.sha256(found[32:]).digest() == found[:32] else b""


def keep(place: Path, data: bytes) -> bytes:
    """Write what is costly to make again into a file, its checksum first, if that can be done."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(hashlib.sha256(data).digest() + data)
    return data


def cache_folder() -> Path:
    """Return the folder of the user for what is costly to make again; it may be deleted."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "joint-statement-workbench"
