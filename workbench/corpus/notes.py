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
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Annotated, Any, Literal
from unicodedata import normalize

import polars as pl
from msgspec import Meta, Struct, to_builtins
from msgspec.structs import replace as renewed

from workbench import schema
from workbench.corpus.books import Text, convert, decode, label, read_bytes, read_toml, table, toml
from workbench.corpus.codebooks import Codebook, to_toml
from workbench.errors import WorkbenchError

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows
    from msvcrt import LK_NBLCK, locking

#: Seconds for which a save waits for another.
WAIT = 10.0
#: What may name a codebook: letters of any script, digits and hyphens.
NAME = re.compile(r"[^\W_](?:[^\W_]|-){0,40}")
#: What may name a coder: anything that is seen and could not lead to another folder.
PEN_NAME = re.compile(r"(?!\s*$)[^/\\\x00-\x1f]{1,60}")
#: The words by which a passage is known again.
ANCHOR_WORDS = 4
#: What a coder may say of a passage that no topic, and nobody, is for.
NONE, NOBODY, EVERYBODY = "none", "other or none", "both sides"
LINKS_HEAD = """# What readers decided about links between {left} and {right}; the workbench adds to it.
# A passage is its place in the source and its first words. Delete a table to undo a decision.
"""
#: The choices of each field of a code.
Sheet = dict[str, tuple[Any, ...]]
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
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file; wait for others, and raise if one takes longer than `WAIT`."""
    lock, deadline = path.with_suffix(".lock"), monotonic() + WAIT
    while True:
        with writing(path):
            lock.parent.mkdir(parents=True, exist_ok=True)
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


def take_back(path: Path, name: str, mine: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Delete the last of some tables of a file, and return it."""
    taken_back = {}

    def change(before: str) -> str:
        tables = tomllib.loads(before).get(name, [])
        places = [number for number, one in enumerate(tables) if mine(one)]
        if not places:
            raise WorkbenchError(f"{label(path)}: nothing to take back.")
        marks = re.finditer(rf"^[ \t]*\[\[{name}\]\]", before, re.MULTILINE)
        edges = [*(mark.start() for mark in marks), len(before)]
        last = places[-1]
        if len(edges) != len(tables) + 1:
            raise WorkbenchError(
                f"{label(path)}: was edited by hand; delete {name} {last + 1} there yourself."
            )
        taken_back.update(tables[last])
        after = f"{before[: edges[last]].rstrip()}\n\n{before[edges[last + 1] :]}"
        return after.rstrip() + "\n"

    rewrite(path, change)
    return taken_back


def stem(name: str) -> str:
    """Return how a file is called after a name in any script.

    Case, spaces and signs make no other file; a name without letters is called by its code points.

    Examples
    --------
    >>> stem("Nguyễn Văn Ả"), stem("😀")
    ('nguyễn-văn-ả', 'u1f600')
    """
    words = re.findall(r"[^\W_]+", normalize("NFC", name).lower())
    return "-".join(words or [f"u{ord(sign):x}" for sign in name.strip()])


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


class Decision(Struct, forbid_unknown_fields=True):
    """What a reader decides about two passages, and the table of it in a file of links.

    A passage may be given as (document, start, end); its ``words`` and ``when`` are filled in when
    it is saved.
    """

    left: Passage
    right: Passage
    status: Literal["confirmed", "rejected", "added"]
    who: Text
    note: str = ""
    when: str = ""


def decide(folder: Path, documents: pl.DataFrame, decision: Decision) -> Path:
    """Save a decision at once and return the file that has it.

    Takes the folder of the corpus and its documents. The documents of a pair are put in the order
    of the corpus, whichever of them was on the left.
    """
    texts, what = dict(documents.select("doc_id", "text").iter_rows()), "The decision"
    sides = [
        Passage(doc, start, end, anchor(texts.get(doc, "")[start:end]))
        for doc, start, end in (decision.left, decision.right)
    ]
    saved = renewed(decision, left=sides[0], right=sides[1], when=now())
    check_decision(convert(to_builtins(saved), Decision, what), texts, what)
    left, right = sorted(sides, key=lambda side: list(texts).index(side.doc))
    entry = table("decision", to_builtins(renewed(saved, left=left, right=right)))
    head = LINKS_HEAD.format(left=left.doc, right=right.doc)
    path = folder / "links" / f"{left.doc}--{right.doc}.toml"
    rewrite(path, lambda before: (before or head) + entry)
    return path


def check_decision(one: Decision, texts: dict[str, str], where: str) -> None:
    """Raise unless the passages of a decision are where they were, in two documents."""
    for side in (one.left, one.right):
        if side.doc not in texts:
            known = ", ".join(list(texts)[:30])
            raise WorkbenchError(
                f"{where}: this corpus has no document {side.doc!r}; choose {known}."
            )
        printed = texts[side.doc][side.start : side.end]
        if not side.words or side.end > len(texts[side.doc]) or anchor(printed) != side.words:
            raise WorkbenchError(
                f"{where}: {side.doc} has no passage {side.words!r} from {side.start} to {side.end}, "
                "so the source or the offsets changed."
            )
    if one.left.doc == one.right.doc:
        raise WorkbenchError(f"{where}: a link needs two different documents.")


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
    texts = dict(documents.select("doc_id", "text").iter_rows())

    def row(one: Decision, _: dict[str, Any], where: str) -> tuple[Any, ...]:
        check_decision(one, texts, where)
        places = ((side.doc, side.start, side.end) for side in (one.left, one.right))
        return (*chain(*places), one.status, one.note, one.who, one.when)

    order = documents.select(left_id="doc_id")
    return read_saved("decisions", folder / "links", Decision, row, order)


def undo_decision(folder: Path, documents: pl.DataFrame, who: str) -> Decision | None:
    """Take the latest decision of a reader back and return it; None if there is none."""
    saved, _ = read_decisions(folder, documents)
    mine = saved.filter(pl.col("who") == who).sort("when", maintain_order=True)
    if mine.is_empty():
        return None
    left, right = mine.select("left_id", "right_id").row(-1)
    path = folder / "links" / f"{left}--{right}.toml"
    gone = take_back(path, "decision", lambda one: one.get("who") == who)
    sides = [[gone[side][key] for key in ("doc", "start", "end")] for side in ("left", "right")]
    return Decision(*map(tuple, sides), gone["status"], who, gone["note"])


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


def sheet(topics: pl.DataFrame, operators: pl.DataFrame, parties: Sequence[str] = ()) -> Sheet:
    """Return the choices of each field of a code.

    Takes frames with ``topic``, and with ``operator`` and ``rank`` (whole numbers from 1, the
    weakest first; several operators may share a rank), and the parties.

    Examples
    --------
    >>> ladder = pl.DataFrame({"operator": ["note", "affirm"], "rank": [1, 2]})
    >>> sheet(pl.DataFrame({"topic": ["sea"]}), ladder)["strength"]
    (1, 2)
    """
    return {
        "topic": (*topics["topic"], NONE),
        "actor": (EVERYBODY, *parties, NOBODY),
        "operator": tuple(operators["operator"]),
        "strength": tuple(range(1, operators["rank"].max() + 1)),
    }


def codes_path(folder: Path, coder: str) -> Path:
    """Return the file of a coder.

    Examples
    --------
    >>> codes_path(Path("data"), "anna").as_posix()
    'data/codes/anna.toml'
    """
    if not PEN_NAME.fullmatch(coder):
        raise WorkbenchError(
            f"{coder!r} cannot name a coder; use up to 60 letters of any script, without slashes."
        )
    return folder / "codes" / f"{stem(coder)}.toml"


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
    words = anchor(texts.get((code.doc_id, code.para_no), ""))
    code = renewed(code, words=words, when=now())
    check_code(code, texts, allowed, f"{code.doc_id}, line {code.para_no}")
    entry = {key: value for key, value in to_builtins(code).items() if value is not None}
    head = CODES_HEAD.format(coder=coder, name=toml(coder))
    rewrite(path, lambda before: (before or head) + table("code", entry))
    return path


def undo_code(folder: Path, coder: str) -> tuple[str, int]:
    """Take the last code of a coder back, and return the passage: document and line."""
    gone = take_back(codes_path(folder, coder), "code", lambda _: True)
    return gone["doc"], gone["para"]


def check_code(code: Code, texts: dict[tuple[str, int], str], allowed: Sheet, where: str) -> None:
    """Raise unless the passage of a code is where it was and its values are on the sheet."""
    if not code.words or anchor(texts.get((code.doc_id, code.para_no), "")) != code.words:
        raise WorkbenchError(
            f"{where}: {code.doc_id} has no body line {code.para_no} that begins {code.words!r}."
        )
    for field, choices in allowed.items():
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
    >>> read_codes(corpus.folder, corpus.paragraphs, {"topic": ("sea",)})[1]
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

    def change(before: str) -> str:
        if before and not overwrite:
            raise WorkbenchError(
                f"own/{path.name}: there already; choose another name, or say that it may be "
                "replaced."
            )
        return to_toml(replace(codebook, name=name))

    rewrite(path, change)
    return path
