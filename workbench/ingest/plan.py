"""The plan: what would be added, line by line and field by field, with what is doubtful."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.codebook import read_zones
from workbench.corpus.load import DATA
from workbench.corpus.manifest import read_manifest
from workbench.corpus.words import n_words
from workbench.corpus.zones import CONFIRMED, zone
from workbench.errors import WorkbenchError
from workbench.ingest.draft import Draft, drafted, ranges
from workbench.ingest.gather import Source
from workbench.ingest.tables import SAYABLE
from workbench.ingest.twins import twins
from workbench.schemas.ingest import INGEST_FRAMES, PLAN_STATUSES

#: A text that loses more, or less, asks for a look.
MOST_CUT, LEAST_CUT = 0.60, 0.02
#: Texts much like a file that are named.
NAMED = 3
#: The counts of a file that could not be read.
NOTHING = (0, 0, 0)


@dataclass(frozen=True, repr=False, eq=False)
class Plan:
    """What would be added: ``files``, ``lines``, ``fields``, ``twins``, each a declared frame."""

    files: pl.DataFrame
    lines: pl.DataFrame
    fields: pl.DataFrame
    twins: pl.DataFrame
    drafts: tuple[Draft, ...]

    def __repr__(self) -> str:
        """Say how much would be added."""
        counts = dict(self.files["status"].value_counts().iter_rows())
        return "Plan: " + ", ".join(
            f"{counts[status]} {status}" for status in PLAN_STATUSES if status in counts
        )


def propose(
    sources: list[Source], into: Path, progress: Callable[[int, int], None] | None = None
) -> Plan:
    """Read the offered files and propose what would be added to the corpus folder ``into``.

    Nothing is written. Metadata are taken from a table that came with the files, or from what the
    text proves, with the evidence; the rest is ``unknown``. ``progress`` is told after each file
    how many are read, and of how many. Raises `WorkbenchError` if ``into`` is something other than
    a corpus or a new folder.
    """
    there = present(into)
    taken = set(there["doc_id"])
    drafts = []
    for source in sources:
        draft = drafted(source, taken)
        taken.add(draft.table["doc_id"])
        drafts.append(draft)
        if progress:
            progress(len(drafts), len(sources))
    return planned(tuple(drafts), into, there)


def present(into: Path) -> pl.DataFrame:
    """Give ``doc_id``, ``sha256`` and ``text`` of the documents that are in a corpus folder."""
    schema = dict.fromkeys(("doc_id", "sha256", "text"), pl.String)
    if not into.exists() or (into.is_dir() and not any(into.iterdir())):
        return pl.DataFrame(schema=schema)
    if into.resolve() == DATA.resolve():
        raise WorkbenchError(
            "The corpus that comes with the workbench is not changed; name another."
        )
    if not (into / "manifest.toml").is_file():
        raise WorkbenchError(
            f"{into.name}: is not a corpus folder (it has no manifest.toml); name one, or a new folder."
        )
    tables = read_manifest(into / "manifest.toml")
    files = [into / "raw" / table["file"] for table in tables]
    texts = [
        file.read_bytes().decode("utf-8", "replace") if file.is_file() else "" for file in files
    ]
    rows = [(table["doc_id"], table["sha256"]) for table in tables]
    return pl.DataFrame(
        [(*row, text) for row, text in zip(rows, texts, strict=True)], schema=schema, orient="row"
    )


def planned(drafts: tuple[Draft, ...], into: Path, there: pl.DataFrame) -> Plan:
    """Make the frames of a plan from its drafts."""
    lines = zoned(drafts, into)
    same = twins(texts(drafts), there)
    words = counted(lines)
    pairs = {left: list(of) for left, of in groupby(same.iter_rows(), key=itemgetter(0))}
    rows = [
        row_of(number, draft, *words.get(draft.table["doc_id"], NOTHING), pairs)
        for number, draft in enumerate(drafts, 1)
    ]
    return Plan(frame("plan", rows), lines, fields_of(drafts), same, drafts)


def frame(name: str, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Make a frame of a plan as it is declared."""
    schema = {column: spec.dtype for column, spec in INGEST_FRAMES[name].columns.items()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def texts(drafts: tuple[Draft, ...]) -> pl.DataFrame:
    """Give what zones and twins are worked out from, a row per file that could be read."""
    columns = ("doc_id", "publisher", "title", "sha256")
    good = [draft for draft in drafts if not draft.refusal]
    zones = [ranges(draft.extracted.hints) for draft in good]
    return pl.DataFrame(
        {
            **{name: [draft.table[name] for draft in good] for name in columns},
            "text": [draft.extracted.text for draft in good],
            "zones": pl.Series(zones, dtype=pl.List(CONFIRMED)),
        },
        schema_overrides=dict.fromkeys((*columns, "text"), pl.String),
    )


def zoned(drafts: tuple[Draft, ...], into: Path) -> pl.DataFrame:
    """Give every line its zone, by the proposals and then by the rules of the corpus."""
    rules, markers = read_zones(codebook(into) / "zones.toml")
    columns = INGEST_FRAMES["plan_lines"].columns.items()
    found = zone(texts(drafts), rules, markers)
    prose = pl.col("text").str.slice(pl.col("prose_start") - pl.col("start"))
    found = found.with_columns(prose=pl.when(pl.col("zone") == "body").then(prose))
    return found.with_columns(n_body=n_words("prose").fill_null(0)).select(
        pl.col(name).cast(spec.dtype) for name, spec in columns
    )


def counted(lines: pl.DataFrame) -> dict[str, tuple[int, int, int]]:
    """Give the words of each document, those that count, and all those of its body lines."""
    body = pl.col("n_words").filter(pl.col("zone") == "body").sum()
    sums = lines.group_by("doc_id").agg(pl.col("n_words", "n_body").sum(), body=body)
    return {doc_id: tuple(words) for doc_id, *words in sums.iter_rows()}


def fields_of(drafts: tuple[Draft, ...]) -> pl.DataFrame:
    """Give a row per file that could be read and field of its manifest table."""
    nothing = ("unknown", "")
    rows = [
        (draft.table["doc_id"], name, str(draft.table[name]), *draft.because.get(name, nothing))
        for draft in drafts
        if not draft.refusal
        for name in SAYABLE
    ]
    return frame("plan_fields", rows)


def codebook(into: Path) -> Path:
    """Give the codebooks of a corpus, or for a new one those that come with the workbench."""
    return (into if (into / "codebook").is_dir() else DATA) / "codebook"


def row_of(
    number: int,
    draft: Draft,
    total: int,
    counts: int,
    body: int,
    pairs: dict[str, list[tuple[Any, ...]]],
) -> tuple[Any, ...]:
    """Give the row of one file in the plan: its status, its counts, and what is to be looked at."""
    doc_id = draft.table["doc_id"]
    mine = [] if draft.refusal else pairs.get(doc_id, [])
    cut = 1 - counts / total if total else None
    outside = 1 - body / total if total else None
    notes = [draft.refusal] if draft.refusal else [*doubtful(outside), *draft.notes]
    notes += alike(mine)
    status = "looked" if draft.looked else "look" if notes else "ready"
    if any(kind != "near-same text" for _, _, kind, _ in mine):
        status = "left out"
    if draft.refusal:
        status = "refused"
    return (
        number, draft.source.name, doc_id, status, draft.table["title"], draft.extracted.extractor,
        draft.extracted.encoding, total, counts, cut, draft.evidence("proved"), notes,
    )  # fmt: skip


def alike(pairs: list[tuple[Any, ...]]) -> list[str]:
    """Name the texts that one is much like, those that are most like it first, and count the rest."""
    nearest = sorted(pairs, key=itemgetter(3), reverse=True)
    more = len(pairs) - NAMED
    return [
        f"{kind[0].upper()}{kind[1:]} as {other} ({share:.0%} of their groups of five words are in both)."
        for _, other, kind, share in nearest[:NAMED]
    ] + [f"It is nearly the same as {more:,} more."] * (more > 0)


def doubtful(cut: float | None) -> list[str]:
    """Say that a share of words outside the body is not what a page or a text usually has."""
    if cut is None:
        return ["No word is left to count."]
    if cut > MOST_CUT:
        return [f"{cut:.0%} of the words are cut; is the body among them?"]
    if cut < LEAST_CUT:
        return [f"Only {cut:.1%} of the words are cut; is there no menu, byline or caption in it?"]
    return []


def runs(lines: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Give the stretches of lines of one document that have one zone for one reason.

    Takes the ``plan_lines`` of one document; gives ``first``, ``last``, ``zone``, ``reason``,
    ``n_words`` and the ``text`` of the first line.
    """
    rows = lines.iter_rows(named=True)
    for (name, reason), group in groupby(rows, key=lambda row: (row["zone"], row["reason"])):
        run = list(group)
        yield {
            "first": run[0]["para_no"],
            "last": run[-1]["para_no"],
            "zone": name,
            "reason": reason,
            "n_words": sum(row["n_words"] for row in run),
            "text": run[0]["text"],
        }
