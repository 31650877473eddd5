"""A reader's own links: confirmed, rejected or added, kept in small files beside the data.

``links/<left>--<right>.toml`` holds the ``[[decision]]`` tables about one pair of documents, one
after the other; a later decision of the same reader replaces an earlier one when they are read,
and nothing is ever deleted. A passage is its offsets and its first words, so that a changed
source is noticed. Saving takes a lock, reads the file again, adds, and renames a finished copy
into place: two notebooks may save at once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.files import read_toml
from workbench.corpus.saving import quoted, rewrite
from workbench.errors import WorkbenchError
from workbench.schemas import FRAMES, conform

DECIDED = ("confirmed", "rejected", "added")
KEYS = {"left", "right", "status", "note", "who", "when"}
ANCHOR_WORDS = 4
HEAD = """# What readers decided about links between {left} and {right}; the workbench adds to it.
# A passage is its place in the source and its first words. Delete a table to undo a decision.
"""


@dataclass(frozen=True)
class Decision:
    """What a reader decides: two passages as (document, start, end), a status, who and why."""

    left: tuple[str, int, int]
    right: tuple[str, int, int]
    status: str
    who: str
    note: str = ""


def anchor(text: str) -> str:
    """Give the first words of a passage.

    Examples
    --------
    >>> anchor("one two three four five")
    'one two three four'
    """
    return " ".join(text.split()[:ANCHOR_WORDS])


def check(decision: Decision, texts: dict[str, str]) -> None:
    """Raise for the first thing that is wrong with a decision."""
    if decision.status not in DECIDED:
        raise WorkbenchError(f"Unknown status {decision.status!r}; choose {', '.join(DECIDED)}.")
    if not decision.who.strip():
        raise WorkbenchError("A decision needs a name or initials, so that others can ask back.")
    for doc_id, start, end in (decision.left, decision.right):
        if doc_id not in texts:
            raise WorkbenchError(f"Unknown document {doc_id!r}; choose {', '.join(texts)}.")
        if not 0 <= start < end <= len(texts[doc_id]) or not texts[doc_id][start:end].strip():
            raise WorkbenchError(f"{doc_id} has no passage from {start} to {end}.")
    if decision.left[0] == decision.right[0]:
        raise WorkbenchError("A link needs two different documents.")


def table(decision: Decision, texts: dict[str, str], when: str) -> str:
    """Write a decision as a TOML table."""
    lines = ["", "[[decision]]"]
    for side, (doc_id, start, end) in (("left", decision.left), ("right", decision.right)):
        words = quoted(anchor(texts[doc_id][start:end]))
        lines.append(
            f"{side} = {{ doc = {quoted(doc_id)}, start = {start}, end = {end}, words = {words} }}"
        )
    fields = {"status": decision.status, "note": decision.note, "who": decision.who, "when": when}
    return (
        "\n".join([*lines, *(f"{key} = {quoted(value)}" for key, value in fields.items())]) + "\n"
    )


def decide(folder: Path, documents: pl.DataFrame, decision: Decision) -> Path:
    """Save a decision at once and return the file that holds it.

    Takes the folder of the corpus and its documents. The documents of a pair are put in the order
    of the corpus, whichever of them was on the left.
    """
    texts = dict(documents.select(pl.col("doc_id").cast(pl.String), "text").iter_rows())
    check(decision, texts)
    order = list(texts)
    if order.index(decision.left[0]) > order.index(decision.right[0]):
        turned = (decision.right, decision.left, decision.status, decision.who, decision.note)
        decision = Decision(*turned)
    left, right = decision.left[0], decision.right[0]
    path = folder / "links" / f"{left}--{right}.toml"
    entry = table(decision, texts, datetime.now(UTC).isoformat(timespec="microseconds"))
    rewrite(path, lambda before: (before or HEAD.format(left=left, right=right)) + entry)
    return path


def read_decisions(folder: Path, documents: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Read all decisions; what cannot be used is named in a sentence and the rest loads.

    Gives the decisions frame, the last one of each reader on each pair of passages, and notices.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> read_decisions(corpus.folder, corpus.documents)[1]
    []
    """
    texts = dict(documents.select(pl.col("doc_id").cast(pl.String), "text").iter_rows())
    rows, notices = [], []
    for path in sorted((folder / "links").glob("*.toml")):
        try:
            tables = read_toml(path).get("decision", [])
        except WorkbenchError as error:
            notices.append(str(error))
            continue
        for number, entry in enumerate(tables if isinstance(tables, list) else [tables], 1):
            wrong = fault(entry, texts)
            if wrong:
                notices.append(f"links/{path.name}: decision {number}: {wrong}; it is left out.")
            else:
                rows.append(row(entry))
    names = list(FRAMES["decisions"].columns)
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    frame = conform("decisions", frame, documents["doc_id"].dtype)
    key = FRAMES["decisions"].key
    return frame.sort("when").unique(key, keep="last", maintain_order=True).sort(key), notices


def fault(entry: Any, texts: dict[str, str]) -> str | None:  # noqa: ANN401 - any TOML value
    """Say what is wrong with a decision as read, or nothing."""
    if not isinstance(entry, dict) or set(entry) != KEYS:
        return f"it needs {', '.join(sorted(KEYS))}, and no more"
    if entry["status"] not in DECIDED:
        return f"unknown status {entry['status']!r}, choose {', '.join(DECIDED)}"
    if not all(isinstance(entry[key], str) for key in ("note", "who", "when")):
        return "note, who and when must be text"
    faults = (passage_fault(side, entry[side], texts) for side in ("left", "right"))
    return next((wrong for wrong in faults if wrong), None)


def passage_fault(side: str, passage: Any, texts: dict[str, str]) -> str | None:  # noqa: ANN401
    """Say what is wrong with one passage of a decision, or nothing."""
    if not isinstance(passage, dict) or set(passage) != {"doc", "start", "end", "words"}:
        return f"{side} needs doc, start, end and words"
    if passage["doc"] not in texts:
        return f"unknown document {passage['doc']!r}, choose {', '.join(texts)}"
    start, end = passage["start"], passage["end"]
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        return f"{side} needs whole numbers for start and end, start before end"
    if (
        end > len(texts[passage["doc"]])
        or anchor(texts[passage["doc"]][start:end]) != passage["words"]
    ):
        return (
            f"{passage['doc']} no longer has {passage['words']!r} at {start}, so the source or "
            "the offsets changed"
        )
    return None


def row(entry: dict[str, Any]) -> tuple[Any, ...]:
    """Give the values of a checked decision in the order of the decisions frame."""
    left, right = entry["left"], entry["right"]
    places = (left["doc"], left["start"], left["end"], right["doc"], right["start"], right["end"])
    return (*places, entry["status"], entry["note"], entry["who"], entry["when"])
