"""The recipe: how texts become frames, and what the frames of a document depend on."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.codebook import read_variants, read_zones
from workbench.corpus.comparability import comparability
from workbench.corpus.files import read_bytes
from workbench.corpus.quotes import quotes
from workbench.corpus.sentences import clauses, sentences
from workbench.corpus.structure import structure
from workbench.corpus.words import tokens
from workbench.corpus.zones import zone

#: Bytes of text that are cut up at a time; whole documents, so a longer one is a part of its own.
AT_ONCE = 2_000_000
#: The rooms whose code decides what a frame holds.
ROOMS = ("corpus", "schemas")


@dataclass(frozen=True)
class Recipe:
    """The codebooks that the frames are built by; ``digest`` stands for them and for the code."""

    rules: list[dict[str, str]]
    markers: list[dict[str, str]]
    variants: dict[str, str]
    digest: str
    code: str


def read_recipe(folder: Path) -> Recipe:
    """Read the codebooks of a corpus folder that the frames depend on."""
    zones, variants = (folder / "codebook" / f"{name}.toml" for name in ("zones", "variants"))
    code = code_digest()
    digest = digest_of([code, *(hashed(read_bytes(path)) for path in (zones, variants))])
    return Recipe(*read_zones(zones), read_variants(variants), digest, code)


def code_digest() -> str:
    """Give a checksum of the code that builds frames, and of the version of Polars under it.

    A version number by hand would be forgotten; this one cannot be.
    """
    house = Path(__file__).parents[1]
    files = sorted(path for room in ROOMS for path in (house / room).glob("*.py"))
    return digest_of([pl.__version__, *(hashed(path.read_bytes()) for path in files)])


def content_key(table: dict[str, Any], recipe: Recipe) -> str:
    """Give the key of a document: equal keys have equal rows in every frame.

    Takes its manifest table: identity, checksum, and what the rules for zones look at.

    Examples
    --------
    >>> import workbench
    >>> recipe = read_recipe(workbench.load().folder)
    >>> table = {"doc_id": "a", "sha256": "0" * 64, "publisher": "Gazette", "title": "The Shores"}
    >>> content_key(table, recipe) == content_key(table | {"rights": "unknown"}, recipe)
    True
    >>> content_key(table, recipe) == content_key(table | {"title": "The Two Shores"}, recipe)
    False
    """
    about = [table[field] for field in ("doc_id", "sha256", "publisher", "title")]
    return digest_of([recipe.digest, *about, table.get("zone", [])])


def digest_of(content: object) -> str:
    """Give a checksum of plain values, half as long as SHA-256."""
    return hashed(json.dumps(content, sort_keys=True).encode())


def hashed(data: bytes) -> str:
    """Give the first half of the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()[:32]


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
    if documents.is_empty():
        return built(documents, rules, markers, variants)
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
    # no word runs from one line into the next, so those of the lines are those of the text
    for rows, name in ((sentence_rows, "n_words"), (paragraphs, "n_words_raw")):
        counts = rows.group_by("doc_id").agg(pl.col("n_words").sum().alias(name))
        documents = documents.join(counts, on="doc_id", how="left", maintain_order="left")
        documents = documents.with_columns(pl.col(name).fill_null(0))
    return {
        "documents": documents,
        "paragraphs": paragraphs,
        "sentences": sentence_rows,
        "clauses": clause_rows,
        "tokens": tokens(clause_rows, variants),
        "quotes": quotes(paragraphs),
    }
