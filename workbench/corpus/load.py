"""Load a corpus: read the files, then build one frame from the other."""

import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.codebook import read_variants, read_zones
from workbench.corpus.comparability import comparability
from workbench.corpus.files import label, read_source
from workbench.corpus.manifest import FIELDS, read_manifest
from workbench.corpus.model import Corpus
from workbench.corpus.quotes import quotes
from workbench.corpus.sentences import clauses, sentences
from workbench.corpus.structure import structure
from workbench.corpus.words import n_words, tokens
from workbench.corpus.zones import CONFIRMED, zone
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.schemas import conform

DATA = Path(__file__).parents[2] / "data"
#: The environment variable that names the corpus of those who name none.
CHOSEN = "WORKBENCH_CORPUS"
#: A longer line is hardly a paragraph; it is kept and reported.
LONG_LINE = 20_000
#: Bytes of text that are cut up at a time; whole documents, so a longer one is a part of its own.
AT_ONCE = 2_000_000


def load(
    path: str | Path | None = None, progress: Callable[[int, int], None] | None = None
) -> Corpus:
    """Load the corpus in a folder with ``manifest.toml``, ``raw/`` and ``codebook/``.

    Without a path, the corpus that the environment variable ``WORKBENCH_CORPUS`` names, and if it
    is not set the one that comes with the workbench. Checksums are verified. A file that
    is listed and gone, or there and not listed, is left out with a `WorkbenchWarning`; anything
    else that is wrong raises `WorkbenchError` with one sentence. ``progress`` is told now and then
    how many documents are done, and of how many.

    Examples
    --------
    >>> load().documents.select("doc_id", "n_words_raw", "n_words").row(0)
    ('tass-2021', 1321, 1202)
    """
    folder = chosen(path)
    if not (folder / "manifest.toml").is_file():
        raise WorkbenchError(
            f"{label(folder / 'manifest.toml')}: no such file; a corpus is a folder with manifest.toml, "
            "raw/ and codebook/, and the shipped one is in data/ of the workbench's own folder."
        )
    tables, notices = present(folder, read_manifest(folder / "manifest.toml"))
    rules, markers = read_zones(folder / "codebook" / "zones.toml")
    variants = read_variants(folder / "codebook" / "variants.toml")
    documents = read_documents(folder / "raw", tables)
    order = pl.Enum([table["doc_id"] for table in tables])
    documents = documents.with_columns(pl.col("doc_id").cast(order))
    frames = build(documents, rules, markers, variants, progress)
    where = label(folder / "manifest.toml")
    frames["slips"] = slips(tables, frames["paragraphs"].cast({"doc_id": pl.String}), where)
    frames = {name: conform(name, frame, order) for name, frame in frames.items()}
    notices += beyond(tables, frames["paragraphs"], where)
    notices += remarks(frames["documents"], frames["paragraphs"], label(folder / "raw"))
    for notice in notices:
        warnings.warn(notice, WorkbenchWarning, stacklevel=2)
    return Corpus(folder=folder, notices=tuple(notices), **frames)


def chosen(path: str | Path | None = None) -> Path:
    """Give the corpus folder that is meant: the one named, that of the environment, or the shipped."""
    return Path(path or os.environ.get(CHOSEN) or DATA).expanduser()


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
    """Read the source texts beside their manifest fields; the same bytes twice are refused."""
    first: dict[str, dict[str, Any]] = {}
    for table in tables:
        twin = first.setdefault(table["sha256"], table)
        if twin is not table:
            raise WorkbenchError(
                f"{label(raw / table['file'])}: the same bytes as {twin['file']}; keep one of them."
            )
    rows = {field: [table[field] for table in tables] for field in FIELDS}
    rows["year"] = [None if year == "unknown" else year for year in rows["year"]]
    zones = pl.Series([table.get("zone", []) for table in tables], dtype=pl.List(CONFIRMED))
    texts = [read_source(raw / table["file"], table["sha256"]) for table in tables]
    return pl.DataFrame(
        {**rows, "zones": zones, "text": texts}, schema_overrides={"year": pl.Int16}
    )


def build(
    documents: pl.DataFrame,
    rules: list[dict[str, str]],
    markers: list[dict[str, str]],
    variants: dict[str, str],
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, pl.DataFrame | pl.LazyFrame]:
    """Build every frame that the texts and the codebooks determine.

    Texts are taken in parts of whole documents, so that only the frames themselves need memory.
    After each, ``progress`` is told how many documents are done, and of how many.
    """
    part = (pl.col("text").str.len_bytes().cast(pl.Int64).cum_sum() - 1) // AT_ONCE
    parts: dict[str, list[pl.DataFrame]] = {}
    done = 0
    for some in documents.with_columns(part=part).partition_by(
        "part", maintain_order=True, include_key=False
    ):
        for name, frame in built(some, rules, markers, variants).items():
            parts.setdefault(name, []).append(frame)
        done += some.height
        if progress:
            progress(done, documents.height)
    frames = {name: pl.concat(part) for name, part in parts.items()}
    return {**frames, "comparability": comparability(frames["documents"])}


def built(
    documents: pl.DataFrame,
    rules: list[dict[str, str]],
    markers: list[dict[str, str]],
    variants: dict[str, str],
) -> dict[str, pl.DataFrame]:
    """Build the frames of some documents."""
    paragraphs = structure(zone(documents, rules, markers))
    sentence_rows = sentences(paragraphs)
    clause_rows = clauses(sentence_rows)
    words = sentence_rows.group_by("doc_id").agg(pl.col("n_words").sum())
    documents = documents.join(words, on="doc_id", how="left", maintain_order="left").with_columns(
        pl.col("n_words").fill_null(0), n_words_raw=n_words("text")
    )
    return {
        "documents": documents,
        "paragraphs": paragraphs,
        "sentences": sentence_rows,
        "clauses": clause_rows,
        "tokens": tokens(clause_rows, variants),
        "quotes": quotes(paragraphs),
    }


def slips(tables: list[dict[str, Any]], paragraphs: pl.DataFrame, where: str) -> pl.DataFrame:
    """Find the slips that the manifest notes: the printed form in the line that it names."""
    rows = []
    for table in tables:
        for slip in table.get("slip", []):
            line = (
                paragraphs.row(
                    by_predicate=(pl.col("doc_id") == table["doc_id"])
                    & (pl.col("para_no") == slip["para_no"]),
                    named=True,
                )
                if slip["para_no"] in paragraphs.filter(doc_id=table["doc_id"])["para_no"]
                else None
            )
            place = line["text"].find(slip["printed"]) if line else -1
            if place < 0:
                raise WorkbenchError(
                    f"{where}: document {table['doc_id']}: the slip {slip['printed']!r} is "
                    f"not in line {slip['para_no']}."
                )
            start = line["start"] + place
            rows.append(
                (
                    table["doc_id"],
                    slip["para_no"],
                    start,
                    start + len(slip["printed"]),
                    slip["note"],
                    slip["printed"],
                )
            )
    names = ("doc_id", "para_no", "start", "end", "note", "text")
    return pl.DataFrame(rows, schema=names, orient="row")


def beyond(tables: list[dict[str, Any]], paragraphs: pl.DataFrame, where: str) -> list[str]:
    """Say which confirmed zones name lines that a document does not have."""
    counts = dict(paragraphs.group_by(pl.col("doc_id").cast(pl.String)).len().iter_rows())
    return [
        f"{where}: document {table['doc_id']}: a zone names line {zone['last']}, and there are "
        f"{counts.get(table['doc_id'], 0)}."
        for table in tables
        for zone in table.get("zone", [])
        if zone["last"] > counts.get(table["doc_id"], 0)
    ]


def remarks(documents: pl.DataFrame, paragraphs: pl.DataFrame, raw: str) -> list[str]:
    """Say what is odd about the content: no body, or a line too long for a paragraph."""
    empty = documents.filter(pl.col("n_words") == 0)["file"].to_list()
    size = pl.col("end") - pl.col("start")
    long = paragraphs.filter(size > LONG_LINE).join(documents, on="doc_id")
    return [f"{raw}/{file}: no body text is left after the cuts." for file in empty] + [
        f"{raw}/{row['file']}: line {row['para_no']} has {row['size']:,} characters; "
        "is it one paragraph?"
        for row in long.select("file", "para_no", size=size).iter_rows(named=True)
    ]
