"""The plan: what would be added, line by line and field by field, with what is doubtful."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.codebook import read_zones
from workbench.corpus.load import DATA
from workbench.corpus.manifest import read_manifest
from workbench.corpus.zones import CONFIRMED, zone
from workbench.errors import WorkbenchError
from workbench.ingest.draft import Draft, drafted, ranges
from workbench.ingest.extracted import Hint
from workbench.ingest.gather import Source
from workbench.ingest.twins import twins
from workbench.schemas import ZONES
from workbench.schemas.ingest import INGEST_FRAMES

#: A text that loses more, or less, asks for a look.
MOST_CUT, LEAST_CUT = 0.60, 0.02


@dataclass(frozen=True, repr=False, eq=False)
class Plan:
    """What would be added: ``files``, their ``lines`` and ``twins``, each a declared frame."""

    files: pl.DataFrame
    lines: pl.DataFrame
    twins: pl.DataFrame
    drafts: tuple[Draft, ...]

    def __repr__(self) -> str:
        """Say how much would be added."""
        counts = dict(self.files["status"].value_counts().iter_rows())
        return "Plan: " + ", ".join(
            f"{counts[status]} {status}"
            for status in ("ready", "look", "left out", "refused")
            if status in counts
        )


def propose(sources: list[Source], into: Path) -> Plan:
    """Read the offered files and propose what would be added to the corpus folder ``into``.

    Nothing is written. Metadata are taken from a table that came with the files, or from what the
    text proves, with the evidence; the rest is ``unknown``. Raises `WorkbenchError` if ``into`` is
    something other than a corpus or a new folder.
    """
    there = present(into)
    taken = set(there["doc_id"])
    drafts = []
    for source in sources:
        draft = drafted(source, taken)
        taken.add(draft.table["doc_id"])
        drafts.append(draft)
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
    rules, markers = read_zones(codebook(into) / "zones.toml")
    good = [draft for draft in drafts if not draft.refusal]
    documents = pl.DataFrame(
        {
            "doc_id": [draft.table["doc_id"] for draft in good],
            "publisher": [draft.table["publisher"] for draft in good],
            "title": [draft.table["title"] for draft in good],
            "sha256": [draft.table["sha256"] for draft in good],
            "text": [draft.extracted.text for draft in good],
            "zones": pl.Series(
                [ranges(draft.extracted.hints) for draft in good], dtype=pl.List(CONFIRMED)
            ),
        },
        schema_overrides=dict.fromkeys(
            ("doc_id", "publisher", "title", "sha256", "text"), pl.String
        ),
    )
    lines = zone(documents, rules, markers).select(
        pl.col(name).cast(spec.dtype) for name, spec in INGEST_FRAMES["plan_lines"].columns.items()
    )
    same = twins(documents, there)
    rows = [row_of(number, draft, lines, same) for number, draft in enumerate(drafts, 1)]
    schema = {name: column.dtype for name, column in INGEST_FRAMES["plan"].columns.items()}
    return Plan(pl.DataFrame(rows, schema=schema, orient="row"), lines, same, drafts)


def codebook(into: Path) -> Path:
    """Give the codebooks of a corpus, or for a new one those that come with the workbench."""
    return (into if (into / "codebook").is_dir() else DATA) / "codebook"


def row_of(number: int, draft: Draft, lines: pl.DataFrame, same: pl.DataFrame) -> tuple[Any, ...]:
    """Give the row of one file in the plan: its status, its counts, and what is to be looked at."""
    doc_id = draft.table["doc_id"]
    mine = lines.filter(pl.col("doc_id") == doc_id) if not draft.refusal else lines.clear()
    total = int(mine["n_words"].sum())
    body = int(mine.filter(zone="body")["n_words"].sum())
    cut = 1 - body / total if total else None
    pairs = same.filter(left=doc_id) if not draft.refusal else same.clear()
    exact = pairs.filter(pl.col("kind") != "near-same text")
    notes = [draft.refusal] if draft.refusal else [*doubtful(cut), *draft.notes]
    notes += [
        f"{kind[0].upper()}{kind[1:]} as {other} ({share:.0%} of the word groups)."
        for _, other, kind, share in pairs.iter_rows()
    ]
    status = (
        "refused" if draft.refusal else "left out" if exact.height else "look" if notes else "ready"
    )
    return (
        number, draft.source.name, doc_id, status, draft.table["title"], draft.extracted.extractor,
        draft.extracted.encoding, total, body, cut, list(draft.evidence), notes,
    )  # fmt: skip


def doubtful(cut: float | None) -> list[str]:
    """Say that a share of cut words is not what a page or a text usually has."""
    if cut is None:
        return ["No word is left to count."]
    if cut > MOST_CUT:
        return [f"{cut:.0%} of the words are cut; is the body among them?"]
    if cut < LEAST_CUT:
        return [f"Only {cut:.1%} of the words are cut; is there no menu, byline or caption in it?"]
    return []


def with_zone(plan: Plan, into: Path, doc_id: str, lines: list[int], name: str) -> Plan:
    """Give the plan with another zone for some lines of one document; nothing is written.

    Raises `WorkbenchError` for an unknown zone, document or line.
    """
    if name not in ZONES:
        raise WorkbenchError(f"Unknown zone {name!r}; choose {', '.join(ZONES)}.")
    numbers = plan.lines.filter(doc_id=doc_id)["para_no"].to_list()
    wrong = [line for line in lines if line not in numbers]
    if wrong or not lines:
        raise WorkbenchError(f"{doc_id} has no line {', '.join(map(str, wrong)) or 'to change'}.")
    reason = "" if name == "body" else "set by the reader"
    new = tuple(Hint(line, name, reason) for line in lines)
    drafts = tuple(
        replace(draft, extracted=replace(draft.extracted, hints=(*new, *draft.extracted.hints)))
        if draft.table["doc_id"] == doc_id
        else draft
        for draft in plan.drafts
    )
    return planned(drafts, into, present(into))
