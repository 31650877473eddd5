"""What readers save: links they decided on, what they coded, codebooks of their own.

Small TOML files beside the data, one per pair of documents, coder or codebook. To save is to wait
for others, read the file as it is now, add to it, and rename a finished copy into place: nothing is
half-written, two notebooks may save at once, and a file that is no TOML any more is never written
over. A passage is its place and its first words, so that a changed source is noticed.
"""

import os
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Annotated, Any, Literal

import polars as pl
from msgspec import Meta, Struct, to_builtins
from msgspec.structs import replace as renewed

from workbench import schema
from workbench.corpus.books import convert, decode, label, quoted, read_bytes, read_toml, table
from workbench.corpus.codebooks import Codebook, to_toml
from workbench.errors import WorkbenchError

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows
    from msvcrt import LK_NBLCK, locking

#: Seconds for which a save waits for another.
WAIT = 10.0
#: What may name a coder or a codebook: letters of any script, digits and hyphens.
NAME = re.compile(r"[^\W_](?:[^\W_]|-){0,40}")
#: The words by which a passage is known again.
ANCHOR_WORDS = 4
DECIDED = ("confirmed", "rejected", "added")
#: What a coder may say of a passage that no topic, and nobody, is for.
NONE, NOBODY, EVERYBODY = "none", "other or none", "both sides"
LINKS_HEAD = """# What readers decided about links between {left} and {right}; the workbench adds to it.
# A passage is its place in the source and its first words. Delete a table to undo a decision.
"""
CODES_HEAD = """# What {coder} coded by hand; the workbench adds to it after each passage.
# A passage is its line in the source and its first words. The last table about a passage counts.

[coder]
name = {name}
"""


# How files are written


def taken(file: IO[bytes], lock: Path) -> bool:
    """Take the lock of an open file, or tell that another has it; it ends with its process."""
    try:
        if "flock" in globals():
            flock(file, LOCK_EX | LOCK_NB)
        else:
            locking(file.fileno(), LK_NBLCK, 1)
        # who had the lock before has removed the file: another of its name does not count
        return os.path.samestat(os.fstat(file.fileno()), lock.stat())
    except OSError:
        return False


@contextmanager
def locked(path: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the lock of a file; wait for others, and raise if one takes longer than that."""
    lock, deadline = path.with_suffix(".lock"), monotonic() + (WAIT if wait is None else wait)
    while True:
        with writing(path):
            file = lock.open("ab")
        if taken(file, lock):
            break
        file.close()
        if monotonic() > deadline:
            raise WorkbenchError(
                f"{label(path)}: another notebook or command is writing it; try again in a moment."
            )
        sleep(0.01)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows keeps a file that is open
            lock.unlink()
        file.close()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in a sentence why a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise WorkbenchError(
            f"{label(path)}: cannot be written ({error.strerror or error}); nothing was saved, and "
            "what was there is unchanged."
        ) from None


def write(path: Path, data: str | bytes) -> None:
    """Write a file whole or not at all, and on the disk before it takes its place.

    A link stays one: what it leads to is written. Who may write at once must be `locked` out.
    """
    path = path.resolve()
    draft = path.with_name(f"{path.name}.tmp")
    with writing(path):
        try:
            with draft.open("wb") as file:
                file.write(data.encode() if isinstance(data, str) else data)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    with suppress(OSError):  # not every system opens a folder
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Change a TOML file as it is now (empty if there is none)."""
    with writing(path):
        path.parent.mkdir(exist_ok=True)
    with locked(path):
        data = read_bytes(path) if path.exists() else b""
        before = decode(data, label(path)).removeprefix("\ufeff") if data.strip() else ""
        if before and not before.endswith("\n"):
            before += "\n"
        try:
            tomllib.loads(before)
        except tomllib.TOMLDecodeError as error:
            raise WorkbenchError(
                f"{label(path)}: malformed TOML: {error}; nothing was saved, repair it first."
            ) from None
        write(path, change(before))


def without(before: str, name: str, number: int, path: Path) -> str:
    """Return the text of a file without one of its tables; its number is counted from 0."""
    marks = [
        found.start() for found in re.finditer(rf"^[ \t]*\[\[{name}\]\]", before, re.MULTILINE)
    ]
    ends = [*marks[1:], len(before)]
    tables = tomllib.loads(before)[name]
    if len(marks) == len(tables):
        after = before[: marks[number]].rstrip() + "\n\n" + before[ends[number] :]
        after = after.rstrip() + "\n"
        if tomllib.loads(after).get(name, []) == tables[:number] + tables[number + 1 :]:
            return after
    raise WorkbenchError(
        f"{label(path)}: was edited by hand; delete {name} {number + 1} there yourself."
    )


def plain_name(name: str, what: str) -> str:
    """Return a name that cannot lead to another folder, or raise."""
    if not NAME.fullmatch(name) or name != name.lower():
        raise WorkbenchError(
            f"{name!r} cannot name a {what}; use small letters, digits and hyphens, such as anna-k."
        )
    return name


def anchor(text: str) -> str:
    """Return the first words of a passage.

    Examples
    --------
    >>> anchor("one two three four five")
    'one two three four'
    """
    return " ".join(text.split()[:ANCHOR_WORDS])


def now() -> str:
    """Return the time as files have it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def read_saved(
    name: str,
    folder: Path,
    shape: type[Struct],
    row: Callable[[Any, dict[str, Any], str], tuple[Any, ...]],
    order: pl.DataFrame,
) -> tuple[pl.DataFrame, list[str]]:
    """Read what readers have saved in a folder as a frame, in an order, the last row of each key.

    ``row`` makes a row of a table that has its shape, or refuses it; it also has all of the file,
    and its place for messages. What cannot be used is said in a sentence, and the rest is read. In
    a file the table below is the later one, whatever the clock said.
    """
    rows, notices, table = [], [], name.removesuffix("s")
    for path in sorted(folder.glob("*.toml")):
        turn = ""
        try:
            content = read_toml(path)
        except WorkbenchError as error:
            notices.append(str(error))
            continue
        found = content.get(table, [])
        for number, entry in enumerate(found if isinstance(found, list) else [found], 1):
            where = f"{label(path)}: {table} {number}"
            try:
                one = convert(entry, shape, where)
                values = row(one, content, where)
            except WorkbenchError as error:
                notices.append(f"{str(error).removesuffix('.')}; it is left out.")
                continue
            turn = max(turn, one.when)
            rows.append((*values, turn))
    types, key = schema.dtypes(name) | {"turn": pl.String()}, schema.FRAMES[name].key
    frame = pl.DataFrame(rows, schema=types, orient="row").sort("turn", maintain_order=True)
    frame = frame.unique(key, keep="last", maintain_order=True)
    placed = frame.join(order.with_row_index("place"), on=order.columns, how="left")
    return placed.sort("place", *key).drop("place", "turn"), notices


# Links


class Passage(Struct, forbid_unknown_fields=True):
    """A passage in a file of links."""

    doc: str
    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=1)]
    words: str


class SavedDecision(Struct, forbid_unknown_fields=True):
    """A table in a file of links."""

    left: Passage
    right: Passage
    status: Literal["confirmed", "rejected", "added"]
    note: str
    who: str
    when: str


@dataclass(frozen=True)
class Decision:
    """What a reader decides: two passages as (document, start, end), a status, who and why."""

    left: tuple[str, int, int]
    right: tuple[str, int, int]
    status: str
    who: str
    note: str = ""


def decide(folder: Path, documents: pl.DataFrame, decision: Decision) -> Path:
    """Save a decision at once and return the file that has it.

    Takes the folder of the corpus and its documents. The documents of a pair are put in the order
    of the corpus, whichever of them was on the left.
    """
    left, right = decision.left[0], decision.right[0]
    texts = texts_of(documents, {left, right})
    order = list(texts)
    if decision.status not in DECIDED:
        raise WorkbenchError(f"Unknown status {decision.status!r}; choose {', '.join(DECIDED)}.")
    if not decision.who.strip():
        raise WorkbenchError("A decision needs a name or initials, so that others can ask back.")
    for doc_id, start, end in (decision.left, decision.right):
        if doc_id not in texts:
            known = ", ".join(documents["doc_id"].head(30))
            raise WorkbenchError(f"Unknown document {doc_id!r}; choose {known}.")
        if not 0 <= start < end <= len(texts[doc_id]) or not texts[doc_id][start:end].strip():
            raise WorkbenchError(f"{doc_id} has no passage from {start} to {end}.")
    if left == right:
        raise WorkbenchError("A link needs two different documents.")
    if order != [left, right]:
        decision = replace(decision, left=decision.right, right=decision.left)
        left, right = order
    sides = [
        Passage(doc_id, start, end, anchor(texts[doc_id][start:end]))
        for doc_id, start, end in (decision.left, decision.right)
    ]
    saved = SavedDecision(*sides, decision.status, decision.note, decision.who, now())
    entry = table("decision", to_builtins(saved))
    path = folder / "links" / f"{left}--{right}.toml"
    rewrite(path, lambda before: (before or LINKS_HEAD.format(left=left, right=right)) + entry)
    return path


def texts_of(documents: pl.DataFrame, doc_ids: set[str]) -> dict[str, str]:
    """Return the texts of some documents, in the order of the corpus."""
    some = documents.filter(pl.col("doc_id").is_in(list(doc_ids)))
    return dict(some.select("doc_id", "text").iter_rows())


def read_decisions(folder: Path, documents: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Read all decisions; what cannot be used is named in a sentence and the rest loads.

    Returns the frame ``decisions``, the last one of each reader on each pair of passages, and the
    sentences. In a file the later table is the later decision, whatever the clock said.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> corpus = load()
    >>> read_decisions(corpus.folder, corpus.documents)[1]
    []
    """
    known = set(documents["doc_id"])

    def row(one: SavedDecision, _: dict[str, Any], where: str) -> tuple[Any, ...]:
        sides = (one.left, one.right)
        texts = texts_of(documents, {side.doc for side in sides})
        for side in sides:
            check_passage(side, texts, known, where)
        places = (value for side in sides for value in (side.doc, side.start, side.end))
        return (*places, one.status, one.note, one.who, one.when)

    order = documents.select(left_id="doc_id")
    return read_saved("decisions", folder / "links", SavedDecision, row, order)


def undo_decision(folder: Path, documents: pl.DataFrame, who: str) -> Decision | None:
    """Take the latest decision of a reader back and return it; None if there is none."""
    saved, _ = read_decisions(folder, documents)
    mine = saved.filter(pl.col("who") == who).sort("when", maintain_order=True)
    if mine.is_empty():
        return None
    last, undone = mine.row(-1, named=True), []
    path = folder / "links" / f"{last['left_id']}--{last['right_id']}.toml"

    def change(before: str) -> str:
        tables = tomllib.loads(before).get("decision", [])
        places = [number for number, table in enumerate(tables) if table.get("who") == who]
        if not places:
            raise WorkbenchError(f"{label(path)}: nothing to take back.")
        table = convert(tables[places[-1]], SavedDecision, label(path))
        sides = ((side.doc, side.start, side.end) for side in (table.left, table.right))
        undone.append(Decision(*sides, table.status, who, table.note))
        return without(before, "decision", places[-1], path)

    rewrite(path, change)
    return undone[0]


def check_passage(side: Passage, texts: dict[str, str], known: set[str], where: str) -> None:
    """Raise unless a saved passage is where it was."""
    if side.doc not in known:
        raise WorkbenchError(f"{where}: this corpus has no document {side.doc!r}.")
    text = texts[side.doc]
    if not side.start < side.end <= len(text) or anchor(text[side.start : side.end]) != side.words:
        raise WorkbenchError(
            f"{where}: {side.doc} no longer has {side.words!r} at {side.start}, so the source or the "
            "offsets changed."
        )


# Codes


class Code(
    Struct, forbid_unknown_fields=True, frozen=True, rename={"doc_id": "doc", "para_no": "para"}
):
    """What one coder says of one body paragraph; what is left open is empty (strength: None).

    ``words``, the first of the paragraph, and ``when`` are filled in when it is saved.
    """

    doc_id: str
    para_no: int
    topic: str = ""
    actor: str = ""
    operator: str = ""
    strength: int | None = None
    note: str = ""
    words: str = ""
    when: str = ""


@dataclass(frozen=True)
class Sheet:
    """What may be given: topics (and *none*), actors, and operators with their rank."""

    topics: tuple[str, ...]
    operators: dict[str, int]
    actors: tuple[str, ...] = (EVERYBODY, NOBODY)

    def choices(self) -> dict[str, tuple[Any, ...]]:
        """Return the choices of each field."""
        return {
            "topic": (*self.topics, NONE),
            "actor": self.actors,
            "operator": tuple(self.operators),
            "strength": tuple(range(1, max(self.operators.values(), default=0) + 1)),
        }


def sheet(topics: pl.DataFrame, operators: pl.DataFrame, parties: Sequence[str] = ()) -> Sheet:
    """Make a coding sheet from the topics of a codebook, a ladder of operators, and the parties.

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
    return Sheet(tuple(topics["topic"]), ranks, (EVERYBODY, *parties, NOBODY))


def codes_path(folder: Path, coder: str) -> Path:
    """Return the file of a coder.

    Examples
    --------
    >>> codes_path(Path("data"), "anna").as_posix()
    'data/codes/anna.toml'
    """
    return folder / "codes" / f"{plain_name(coder, 'coder')}.toml"


def bodies(paragraphs: pl.DataFrame) -> dict[tuple[str, int], str]:
    """Return the text of each body paragraph by document and line."""
    rows = paragraphs.filter(pl.col("zone") == "body").select("doc_id", "para_no", "text")
    return {(doc_id, para_no): text for doc_id, para_no, text in rows.iter_rows()}


def save_code(
    folder: Path, paragraphs: pl.DataFrame, allowed: Sheet, coder: str, code: Code
) -> Path:
    """Save what a coder says of a passage at once, and return the coder's file.

    Raises `WorkbenchError` for a passage that is no body paragraph, or a code not on the sheet.
    """
    path, texts = codes_path(folder, coder), bodies(paragraphs)
    where = f"{code.doc_id}, line {code.para_no}"
    if (code.doc_id, code.para_no) not in texts:
        raise WorkbenchError(f"{where}: no body paragraph.")
    words = anchor(texts[code.doc_id, code.para_no])
    code = renewed(code, words=words, when=now())
    check_code(code, texts, allowed, where)
    entry = {key: value for key, value in to_builtins(code).items() if value is not None}
    head = CODES_HEAD.format(coder=coder, name=quoted(coder))
    rewrite(path, lambda before: (before or head) + table("code", entry))
    return path


def undo_code(folder: Path, coder: str) -> tuple[str, int]:
    """Take the last code of a coder back, and return the passage: document and line."""
    path, undone = codes_path(folder, coder), []

    def change(before: str) -> str:
        tables = tomllib.loads(before).get("code")
        if not tables:
            raise WorkbenchError(f"{label(path)}: nothing to take back.")
        undone.append((tables[-1]["doc"], tables[-1]["para"]))
        return without(before, "code", len(tables) - 1, path)

    if not path.exists():
        raise WorkbenchError(f"{label(path)}: nothing to take back.")
    rewrite(path, change)
    return undone[0]


def check_code(code: Code, texts: dict[tuple[str, int], str], allowed: Sheet, where: str) -> None:
    """Raise unless the passage of a code is where it was and its values are on the sheet."""
    if not code.words or anchor(texts.get((code.doc_id, code.para_no), "")) != code.words:
        raise WorkbenchError(
            f"{where}: {code.doc_id} has no body line {code.para_no} that begins {code.words!r}."
        )
    for field, choices in allowed.choices().items():
        value = getattr(code, field)
        if value not in ("", None, *choices):
            raise WorkbenchError(
                f"{where}: unknown {field} {value!r}; choose {', '.join(map(str, choices))}."
            )


def read_codes(
    folder: Path, paragraphs: pl.DataFrame, allowed: Sheet
) -> tuple[pl.DataFrame, list[str]]:
    """Read the codes of all coders; what cannot be used is named in a sentence, the rest loads.

    Returns the frame ``codes``, the last code of each coder on each passage, and the sentences. A
    coder whose file is there twice is one coder.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> corpus = load()
    >>> read_codes(corpus.folder, corpus.paragraphs, Sheet(("sea",), {"affirm": 1}))[1]
    []
    """
    texts = bodies(paragraphs)

    def row(one: Code, content: dict[str, Any], where: str) -> tuple[Any, ...]:
        coder = content.get("coder")
        if not isinstance(coder, dict) or not isinstance(coder.get("name"), str):
            raise WorkbenchError(f"{where}: the file needs [coder] with a name.")
        check_code(one, texts, allowed, where)
        given = (one.topic or None, one.actor or None, one.operator or None, one.strength)
        return (one.doc_id, one.para_no, *given, one.note, coder["name"], one.when)

    order = paragraphs.select("doc_id", "para_no")
    return read_saved("codes", folder / "codes", Code, row, order)


# Codebooks


def codebook_path(folder: Path, name: str) -> Path:
    """Return the place of a reader's own codebook.

    Examples
    --------
    >>> codebook_path(Path("data"), "seminar").as_posix()
    'data/own/seminar.toml'
    """
    return folder / "own" / f"{plain_name(name, 'codebook')}.toml"


def save_codebook(codebook: Codebook, folder: Path, name: str, *, overwrite: bool = False) -> Path:
    """Save a codebook as a reader's own and return its file; the shipped one stays as it is.

    A file of this name is only replaced with ``overwrite``.
    """
    path = codebook_path(folder, name)
    with writing(path):
        path.parent.mkdir(exist_ok=True)
    with locked(path):
        if path.exists() and not overwrite:
            raise WorkbenchError(
                f"own/{path.name}: there already; choose another name, or say that it may be "
                "replaced."
            )
        write(path, to_toml(replace(codebook, name=name)))
    return path
