"""Load a corpus: read the files, then take each frame from the store or build it."""

import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.comparability import comparability
from workbench.corpus.files import label, read_source
from workbench.corpus.manifest import FIELDS, read_manifest
from workbench.corpus.model import Corpus, held
from workbench.corpus.recipe import Recipe, build, content_key, read_recipe
from workbench.corpus.remarks import beyond, remarks, slips
from workbench.corpus.store import FRAMES, Stored, complete, naming, placed, survey
from workbench.corpus.zones import CONFIRMED
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.schemas import SOURCES, conform

DATA = Path(__file__).parents[2] / "data"
#: The environment variable that names the corpus of those who name none.
CHOSEN = "WORKBENCH_CORPUS"
#: From so many bytes of text on, about a million words, building beforehand is worth a hint.
LARGE = 6_000_000
#: Texts that are in memory twice while they are read.
READ_AT_ONCE = 100
Progress = Callable[[int, int], None]


def load(path: str | Path | None = None, progress: Progress | None = None) -> Corpus:
    """Load the corpus in a folder with ``manifest.toml``, ``raw/`` and ``codebook/``.

    Without a path, the corpus that the environment variable ``WORKBENCH_CORPUS`` names, and if it
    is not set the one that comes with the workbench. Checksums are verified. What `build_store`
    has built is read when it is first asked for; the rest is built now, and ``progress`` is told
    now and then how many of these documents are done, and of how many. A file that
    is listed and gone, or there and not listed, is left out with a `WorkbenchWarning`; anything
    else that is wrong raises `WorkbenchError` with one sentence.

    Examples
    --------
    >>> load().documents.select("doc_id", "n_words_raw", "n_words").row(0)
    ('tass-2021', 1321, 1202)
    """
    folder = chosen(path)
    tables, notices = listed(folder)
    recipe, stored = read_recipe(folder), complete(folder, survey(folder))
    order = pl.Enum([table["doc_id"] for table in tables])
    frames = framed(folder, tables, order, recipe, stored, progress)
    hint(folder, frames)
    paragraphs, where = frames["paragraphs"], label(folder / "manifest.toml")
    with naming(paragraphs):
        lines = paragraphs.lazy()
        frames["slips"] = conform("slips", slips(tables, lines, where), order)
        notices += beyond(tables, lines, where)
        notices += remarks(frames["documents"], lines, label(folder / "raw"))
    for notice in notices:
        warnings.warn(notice, WorkbenchWarning, stacklevel=2)
    return Corpus(folder=folder, notices=tuple(notices), **frames)


def scan(path: str | Path | None = None) -> dict[str, pl.LazyFrame]:
    """Load a corpus as queries: every frame by name, of which only what is asked for is read.

    Takes what `load` takes, and verifies what it verifies.

    Examples
    --------
    >>> tokens = scan()["tokens"]
    >>> tokens.filter(pl.col("word") == "brics").select("doc_id", "form").collect().height
    1
    """
    corpus = load(path)
    return {name: held(corpus, name).lazy() for name in SOURCES}


def chosen(path: str | Path | None = None) -> Path:
    """Give the corpus folder that is meant: the one named, that of the environment, or the shipped."""
    return Path(path or os.environ.get(CHOSEN) or DATA).expanduser()


def listed(folder: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """Read the manifest: the documents whose file is there, and what is to be said of the others.

    The same bytes twice are refused.
    """
    if not (folder / "manifest.toml").is_file():
        raise WorkbenchError(
            f"{label(folder / 'manifest.toml')}: no such file; a corpus is a folder with manifest.toml, "
            "raw/ and codebook/, and the shipped one is in data/ of the workbench's own folder."
        )
    tables, notices = present(folder, read_manifest(folder / "manifest.toml"))
    first: dict[str, dict[str, Any]] = {}
    for table in tables:
        twin = first.setdefault(table["sha256"], table)
        if twin is not table:
            raise WorkbenchError(
                f"{label(folder / 'raw' / table['file'])}: the same bytes as {twin['file']}; "
                "keep one of them."
            )
    return tables, notices


def present(folder: Path, tables: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """Keep the documents whose file is there; say which listed or unlisted files are left out."""
    raw = folder / "raw"
    there = {file.name for file in raw.iterdir()} if raw.is_dir() else set()
    listed = {table["file"] for table in tables}
    notices = [
        f"{label(raw / name)}: listed in the manifest but not there; going on without it "
        "(restore the file, or delete its table from the manifest)."
        for name in sorted(listed - there)
    ] + [
        f"{label(raw / name)}: not listed in the manifest, so it is left out "
        "(add a table for it, or delete the file)."
        for name in sorted(there - listed)
        if not name.startswith(".")
    ]
    kept = [table for table in tables if table["file"] in there]
    if not kept:
        raise WorkbenchError(f"{label(raw)}: none of the files in the manifest is there.")
    return kept, notices


def read_documents(raw: Path, tables: list[dict[str, Any]]) -> pl.DataFrame:
    """Read the source texts beside their manifest fields."""
    rows = {field: [table[field] for table in tables] for field in FIELDS}
    rows["year"] = [None if year == "unknown" else year for year in rows["year"]]
    # few documents have confirmed zones, and an empty list takes longer to read than none
    zones = pl.Series([table.get("zone") or None for table in tables], dtype=pl.List(CONFIRMED))
    texts = pl.concat(
        read_texts(raw, tables[at : at + READ_AT_ONCE])
        for at in range(0, len(tables), READ_AT_ONCE)
    )
    return pl.DataFrame(
        {**rows, "zones": pl.select(zones.fill_null([])).to_series(), "text": texts},
        schema_overrides={"year": pl.Int16},
    )


def read_texts(raw: Path, tables: list[dict[str, Any]]) -> pl.Series:
    """Read some source texts; Python's own copies of them are soon gone again."""
    texts = [read_source(raw / table["file"], table["sha256"]) for table in tables]
    return pl.Series(texts, dtype=pl.String)


def framed(
    folder: Path,
    tables: list[dict[str, Any]],
    order: pl.Enum,
    recipe: Recipe,
    stored: pl.DataFrame,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Give the frames of some documents: from the store what it has, and the rest built now."""
    documents = read_documents(folder / "raw", tables).with_columns(pl.col("doc_id").cast(order))
    keys = [content_key(table, recipe) for table in tables]
    places = placed(documents["doc_id"], keys, stored)
    fresh = documents.filter(places["part"].is_null())
    made = build(fresh, recipe.rules, recipe.markers, recipe.variants, progress)
    counted = ("doc_id", "n_words", "n_words_raw")
    counts = pl.concat(
        [places.drop_nulls("part").select(counted), made["documents"].select(counted)]
    )
    documents = documents.join(counts, on="doc_id", how="left", maintain_order="left")
    frames: dict[str, Any] = {"documents": conform("documents", documents, order)}
    for name in FRAMES:
        rows = conform(name, made[name], order)
        there = places.select("doc_id", "part", "at", "size", rows=f"n_{name}")
        frames[name] = (
            rows if fresh.height == documents.height else Stored(folder, name, there, rows)
        )
    return {**frames, "comparability": comparability(frames["documents"])}


def hint(folder: Path, frames: dict[str, Any]) -> None:
    """Say once that a large corpus opens quicker when it is built beforehand."""
    fresh, tokens = frames["documents"], frames["tokens"]
    if isinstance(tokens, Stored):
        fresh = fresh.filter(tokens.places["part"].is_null())
    size = fresh["text"].str.len_bytes().sum()
    if size > LARGE:
        warnings.warn(
            f"{folder.name}: {size / 1_000_000:,.0f} MB of text are cut up anew at each opening; "
            f"workbench build {folder.name} does it once.",
            WorkbenchWarning,
            stacklevel=3,
        )
