"""What students code by hand: one small file per coder, saved after each passage.

``codes/<coder>.toml`` holds ``[coder]`` and ``[[code]]`` tables, one after the other; a later
table about the same passage replaces the earlier one when the file is read. A passage is its
line and its first words, so that a changed source is noticed. Files of several coders are put
together by laying them into one folder.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.coding import NONE
from workbench.corpus.decisions import anchor
from workbench.corpus.files import label, read_toml
from workbench.corpus.own import NAME
from workbench.corpus.saving import quoted, rewrite
from workbench.errors import WorkbenchError
from workbench.schemas import ACTORS, CODED, FRAMES, conform

KEYS = {"doc", "para", "words", "topic", "actor", "operator", "note", "when"}
MARK = "\n[[code]]\n"
HEAD = """# What {coder} coded by hand; the workbench adds to it after each passage.
# A passage is its line in the source and its first words. The last table about a passage counts.

[coder]
name = {name}
"""


@dataclass(frozen=True)
class Sheet:
    """What may be given: ``topics`` (and *none*), ``ACTORS``, and operators with their rank."""

    topics: tuple[str, ...]
    operators: dict[str, int]

    def choices(self) -> dict[str, tuple[Any, ...]]:
        """Give the choices of each field."""
        ranks = tuple(range(1, max(self.operators.values(), default=0) + 1))
        return {
            "topic": (*self.topics, NONE),
            "actor": ACTORS,
            "operator": tuple(self.operators),
            "strength": ranks,
        }


@dataclass(frozen=True)
class Code:
    """What one coder says of one body paragraph; what is left open is empty (strength: None)."""

    doc_id: str
    para_no: int
    topic: str = ""
    actor: str = ""
    operator: str = ""
    strength: int | None = None
    note: str = ""


def sheet(topics: pl.DataFrame, operators: pl.DataFrame) -> Sheet:
    """Make a coding sheet from the topics of a codebook and a ladder of operators.

    Takes frames with ``topic``, and with ``operator`` and ``rank`` (whole numbers from 1, the
    weakest first; several operators may share a rank).

    Examples
    --------
    >>> ladder = pl.DataFrame({"operator": ["note", "affirm"], "rank": [1, 2]})
    >>> sheet(pl.DataFrame({"topic": ["sea"]}), ladder).choices()["strength"]
    (1, 2)
    """
    missing = {"operator", "rank"} - set(operators.columns)
    if missing:
        raise WorkbenchError(f"The ladder of operators lacks the column {min(missing)}.")
    ranks = dict(operators.select("operator", pl.col("rank").cast(pl.Int64)).iter_rows())
    if not ranks or min(ranks.values()) < 1:
        raise WorkbenchError("The ladder of operators needs at least one, ranked from 1.")
    return Sheet(tuple(topics["topic"]), ranks)


def codes_path(folder: Path, coder: str) -> Path:
    """Give the file of a coder; the name is plain, so that it cannot lead elsewhere.

    Examples
    --------
    >>> codes_path(Path("data"), "anna").as_posix()
    'data/codes/anna.toml'
    """
    if not NAME.fullmatch(coder):
        raise WorkbenchError(
            f"{coder!r} cannot name a coder; use small letters, digits and hyphens, such as anna-k."
        )
    return folder / "codes" / f"{coder}.toml"


def bodies(paragraphs: pl.DataFrame) -> dict[tuple[str, int], str]:
    """Give the text of each body paragraph by document and line."""
    rows = paragraphs.filter(zone="body").select(
        pl.col("doc_id").cast(pl.String), "para_no", "text"
    )
    return {(doc_id, para_no): text for doc_id, para_no, text in rows.iter_rows()}


def save_code(
    folder: Path, paragraphs: pl.DataFrame, allowed: Sheet, coder: str, code: Code
) -> Path:
    """Save what a coder says of a passage at once, and return the coder's file.

    Raises `WorkbenchError` for a passage that is no body paragraph, or a code not on the sheet.
    """
    path, texts = codes_path(folder, coder), bodies(paragraphs)
    text = texts.get((code.doc_id, code.para_no))
    if text is None:
        raise WorkbenchError(f"{code.doc_id}, line {code.para_no}: no body paragraph.")
    entry = {
        "doc": code.doc_id,
        "para": code.para_no,
        "words": anchor(text),
        "topic": code.topic,
        "actor": code.actor,
        "operator": code.operator,
        **({} if code.strength is None else {"strength": code.strength}),
        "note": code.note,
        "when": datetime.now(UTC).isoformat(timespec="microseconds"),
    }
    wrong = fault(entry, texts, allowed)
    if wrong:
        raise WorkbenchError(f"{code.doc_id}, line {code.para_no}: {wrong}.")
    lines = (
        f"{key} = {value if isinstance(value, int) else quoted(value)}\n"
        for key, value in entry.items()
    )
    table = MARK + "".join(lines)
    head = HEAD.format(coder=coder, name=quoted(coder))
    rewrite(path, lambda before: (before or head) + table)
    return path


def undo_code(folder: Path, coder: str) -> tuple[str, int]:
    """Take the last code of a coder back, and return the passage: document and line."""
    path = codes_path(folder, coder)
    tables = coded_by(path)[1] if path.exists() else []
    if not tables or MARK not in path.read_text("utf-8"):
        raise WorkbenchError(f"{label(path)}: nothing to take back.")
    rewrite(path, lambda before: before[: before.rindex(MARK)])
    return tables[-1]["doc"], tables[-1]["para"]


def fault(entry: Any, texts: dict[tuple[str, int], str], allowed: Sheet) -> str:  # noqa: ANN401 - any TOML value
    """Say what is wrong with a code as read; nothing if it can be used."""
    if not isinstance(entry, dict) or set(entry) - {"strength"} != KEYS:
        return f"it needs {', '.join(sorted(KEYS))}, and may have strength"
    if not all(isinstance(entry[key], str) for key in KEYS - {"para"}):
        return f"all but para and strength must be text: {', '.join(sorted(KEYS - {'para'}))}"
    if not all(type(entry.get(key, 0)) is int for key in ("para", "strength")):
        return "para and strength must be whole numbers"
    text = texts.get((entry["doc"], entry["para"]))
    if text is None or anchor(text) != entry["words"]:
        return f"{entry['doc']} has no body line {entry['para']} that begins {entry['words']!r}"
    for field, choices in allowed.choices().items():
        value = entry.get(field, "")
        if value not in ("", *choices):
            return f"unknown {field} {value!r}, choose {', '.join(map(str, choices))}"
    return ""


def read_codes(
    folder: Path, paragraphs: pl.DataFrame, allowed: Sheet
) -> tuple[pl.DataFrame, list[str]]:
    """Read the codes of all coders; what cannot be used is named in a sentence, the rest loads.

    Gives the codes frame, the last code of each coder on each passage, and notices. A coder
    whose file is there twice is one coder.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> read_codes(corpus.folder, corpus.paragraphs, Sheet(("sea",), {"affirm": 1}))[1]
    []
    """
    texts, rows, notices = bodies(paragraphs), [], []
    for path in sorted((folder / "codes").glob("*.toml")):
        try:
            coder, tables = coded_by(path)
        except WorkbenchError as error:
            notices.append(str(error))
            continue
        for number, entry in enumerate(tables, 1):
            wrong = fault(entry, texts, allowed)
            if wrong:
                notices.append(f"{label(path)}: code {number}: {wrong}; it is left out.")
            else:
                rows.append(row(entry, coder))
    names = list(FRAMES["codes"].columns)
    frame = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    frame = conform("codes", frame, paragraphs.schema["doc_id"])
    key = FRAMES["codes"].key
    return frame.sort("when").unique(key, keep="last", maintain_order=True).sort(key), notices


def coded_by(path: Path) -> tuple[str, list[Any]]:
    """Read one file: the coder and the tables."""
    content = read_toml(path)
    head, tables = content.get("coder"), content.get("code", [])
    if not isinstance(head, dict) or not isinstance(head.get("name"), str):
        raise WorkbenchError(f"{label(path)}: needs [coder] with a name; it is left out.")
    return head["name"], tables if isinstance(tables, list) else [tables]


def row(entry: dict[str, Any], coder: str) -> tuple[Any, ...]:
    """Give the values of a checked code in the order of the codes frame; empty is null."""
    codes = (entry.get(field, "") or None for field in CODED)
    return (entry["doc"], entry["para"], *codes, entry["note"], coder, entry["when"])
