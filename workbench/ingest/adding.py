"""Add drafts to a corpus folder, and settle what is open in it.

The folder is the plan: a document whose reading leaves questions has them in its table of the
manifest (``draft``), is read but not compared, and is finished when they are gone. Everything is
written so that a run that is killed loses nothing: originals first, the manifest last.
"""

import csv
import hashlib
import io
import os
import re
import shutil
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from workbench import schema
from workbench.corpus.books import (
    FIELDS,
    Manifest,
    convert,
    label,
    quoted,
    read_manifest,
    read_toml,
)
from workbench.corpus.load import shipped_folder
from workbench.corpus.store import Recipe, read_recipe
from workbench.corpus.zones import CONFIRMED, zone
from workbench.errors import WorkbenchError
from workbench.ingest.drafts import (
    Draft,
    checked,
    dated,
    drafted,
    groups,
    parties,
    plain,
    with_copies,
)
from workbench.ingest.sources import (
    ABOUT,
    DATES,
    SAYABLE,
    Source,
    gather,
    likeliest,
    read_table,
    said,
)
from workbench.ingest.text import Zones, lines_of, listing

MANIFEST, ADDED, STAGE, LOCK = "manifest.toml", "added.toml", ".adding", ".lock"
OURS = {
    MANIFEST,
    ADDED,
    STAGE,
    LOCK,
    "raw",
    "originals",
    "codebook",
    "glossary.toml",
    "built",
    ".gitattributes",
}
#: The keys of a document's table in the manifest, in order, beside its zones, slips and questions.
KEYS = (*(name for name in FIELDS if name != "composition_note"), "composition_note")
YES = ("yes", "y", "1", "true", "x", "ja", "oui", "да")
#: Documents that are read at a time, and seconds that another add is waited for.
BATCH, PATIENCE = 200, 10.0
#: Headings take so much of a text, or it is asked whether they are.
HEADINGS = 0.15
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
HEAD = """\
# One table per document. "unknown" means that its text does not say: fill in what you know.
# Nothing is compared while genre, statement_id or series of a document is unknown.
#   genre         statement (its full text), digest (a press text of one), report (about one), unknown
#   statement_id  one name for all texts of one statement, such as lake-2023
#   series        one name for all statements of the same parties and the same line
#   side          country or party of the publisher
# draft lists what is open about the reading of a document: look at it, then delete the line.
# [[document.zone]] says what some lines are; lines are numbered from 1 without the blank ones.
"""
PARTIES = """\
# Parties whose positions are read, one table each (names and adjectives as the texts have them):
# [[corpus.party]]
# party = "Lake Union"
# names = ["Lake Union", "Union of the Lake"]
# adjectives = ["Lacustrine"]
"""


@dataclass(frozen=True)
class Report:
    """What became of each offered file: the frame ``added``, and how it is told."""

    into: Path
    files: pl.DataFrame
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Tell it in lines of a terminal."""
        return "\n".join(CONTROL.sub(" ", line) for line in self.told())

    def told(self) -> Iterator[str]:
        """Tell how many files became what, what is open, alike questions together, and what next."""
        counts = Counter(self.files["status"])
        words, body = self.files["n_words_raw"].sum(), self.files["n_words"].sum()
        names = {
            "ready": "ready",
            "draft": "with open questions",
            "there": "there already",
            "refused": "refused",
            "changed": "changed",
            "unchanged": "as they were",
        }
        what = ", ".join(f"{counts[key]:,} {words}" for key, words in names.items() if counts[key])
        yield f"{self.files.height:,} offered to {self.into}: {what or 'nothing'}. {body:,} of {words:,} words are body."
        for status, heading in (
            ("draft", "Open"),
            ("refused", "Refused"),
            ("there", "There already"),
        ):
            alike: dict[str, list[tuple[str, str]]] = {}
            for file, doubts in (
                self.files.filter(pl.col("status") == status).select("file", "doubts").iter_rows()
            ):
                for doubt in doubts:
                    kind = doubt.removeprefix(f"{file}: ")
                    shape = (
                        kind.partition(":")[0]
                        if status == "draft"
                        else re.sub(r"\d[\d,.]*|“.*?”|'.*?'", "#", kind)
                    )
                    alike.setdefault(shape, []).append((file, kind))
            for entries in sorted(alike.values(), key=len, reverse=True)[:12]:
                such = "such as " * (len(entries) > 1)
                yield f"  {heading}, {len(entries):,}×: {entries[0][1][:300]} ({such}{entries[0][0]})"
        yield from (f"  {note}" for note in self.notes)
        open_fields = [name for name in ("genre", "statement_id", "series") if self.unknown(name)]
        if open_fields:
            yield f"  Not known of some: {', '.join(open_fields)}. Nothing is compared without them; fill them in in {self.into / MANIFEST}, or in a sheet: workbench add … --into {self.into} --sheet metadata.csv"
        if counts["draft"]:
            yield f"  Drafts are read and not compared. Look at them, then delete their line draft in {self.into / MANIFEST}, or give --looked with a name, a kind of question or all."
        if counts["ready"] or counts["draft"]:
            yield f"  Then: workbench check {self.into}, workbench lab {self.into}"

    def unknown(self, name: str) -> bool:
        """Tell whether a field of a new document is unknown."""
        return bool(
            (
                self.files.filter(pl.col("status").is_in(["ready", "draft"]))[
                    "unknown"
                ].list.contains(name)
            ).any()
        )


def add(  # noqa: PLR0913 - each by name
    offered: Iterable[str | Path | Source],
    into: str | Path,
    looked: Iterable[str] = (),
    sheet: str | Path | None = None,
    column: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Report:
    """Read files and add them to a corpus folder; return what became of each.

    Takes files, folders, ZIP archives, tables. A new folder gets the codebooks that come with the
    workbench, as copies to be changed. What is there already is left as it is, so that adding again
    changes nothing. ``looked`` names what has been looked at, by document, file or kind of question,
    or ``all``; ``column`` the column of a table that has the texts. ``sheet`` is a table of
    metadata: written if it is not there, to be filled in; read back if it is. Raises
    `WorkbenchError` if nothing can be found or the folder cannot be written.
    """
    into = Path(into).expanduser()
    sources = gather(offered, column)
    with writing(into):
        folder = Folder(into)
        notes = folder.tidy()
        rows = [source.fields for source in sources if source.refusal == ABOUT]
        sources = [source for source in sources if source.refusal != ABOUT]
        if sheet is not None and Path(sheet).exists():
            about = read_table(Path(sheet).read_bytes(), Path(sheet).name)
            rows += [
                said(row) | {"file": (row.get("file") or "").strip()}
                for row in about.iter_rows(named=True)
            ]
        sources, rows = merged(sources, rows)
        drafts = list(folder.read(sources, set(looked), progress))
        found = folder.write(drafts)
        found += folder.settle(rows, set(looked))
        if sheet is not None and not Path(sheet).exists():
            write_sheet(into, Path(sheet))
            notes.append(
                f"Metadata to be filled in: {sheet}. Give the same command again when it is."
            )
    if into.resolve() == shipped_folder().resolve():
        raise WorkbenchError(
            "The corpus that comes with the workbench is not changed; name another."
        )
    return Report(
        into, pl.DataFrame(found, schema=schema.dtypes("added"), orient="row"), tuple(notes)
    )


@contextmanager
def writing(into: Path) -> Iterator[None]:
    """Hold a corpus folder alone, and say in a sentence why it cannot be written.

    The lock is one of the system, so that it is gone with the process that held it.
    """
    if into.resolve() == shipped_folder().resolve():
        raise WorkbenchError(
            "The corpus that comes with the workbench is not changed; name another."
        )
    if into.exists() and not into.is_dir():
        raise WorkbenchError(f"{into.name}: is a file; name a folder.")
    names = {path.name for path in into.iterdir()} if into.is_dir() else set()
    if names - OURS and MANIFEST not in names:
        raise WorkbenchError(
            f"{into.name}: is not a corpus folder (it has no manifest.toml); name one, or a new folder."
        )
    new = not into.exists()
    try:
        into.mkdir(parents=True, exist_ok=True)
        with (into / LOCK).open("a") as file:
            hold(file.fileno(), into)
            try:
                yield
            except OSError:
                Folder(into).tidy()
                raise
    except OSError as error:
        raise WorkbenchError(
            f"{into.name}: cannot be written ({error.strerror or error}); what was there is as it was. "
            "Mend that and give the same command again."
        ) from None
    finally:
        with suppress(OSError):
            if new and {path.name for path in into.iterdir()} <= {LOCK, STAGE}:
                shutil.rmtree(into)


def hold(handle: int, into: Path) -> None:
    """Lock an open file, waiting a little for another process."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            try:
                import fcntl  # noqa: PLC0415 - not on Windows

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except ImportError:
                import msvcrt  # noqa: PLC0415 - only on Windows

                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except BlockingIOError:
            if time.monotonic() > end:
                raise WorkbenchError(
                    f"{into.name}: another process is adding to it; give the same command again when it is done."
                ) from None
            time.sleep(0.05)
        else:
            return


@dataclass
class Folder:
    """A corpus folder that is written to: what its manifest and its list of additions say."""

    into: Path
    manifest: Manifest | None = None
    added: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read both, if they are there."""
        if (self.into / MANIFEST).is_file():
            self.manifest = read_manifest(self.into / MANIFEST)
        if (self.into / ADDED).is_file():
            entries = read_toml(self.into / ADDED).get("file", [])
            self.added = {entry.get("doc_id", ""): entry for entry in entries}

    @property
    def documents(self) -> list[Any]:
        """The documents of the manifest, in order."""
        return self.manifest.document if self.manifest else []

    def tidy(self) -> list[str]:
        """Put away what a killed run has left, and texts whose table was deleted by hand.

        A text goes only if it is the one that was made from an original; one that was changed is
        kept beside the originals.
        """
        stage, originals = self.into / STAGE, self.into / "originals"
        for path in sorted((stage / "originals").glob("*")):
            if not (originals / path.name).exists():
                originals.mkdir(exist_ok=True)
                path.replace(originals / path.name)
        shutil.rmtree(stage, ignore_errors=True)
        listed = {document.file for document in self.documents}
        gone = 0
        for doc_id, entry in self.added.items():
            path = self.into / "raw" / f"{doc_id}.txt"
            if path.name in listed or not path.is_file():
                continue
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == entry.get("text"):
                path.unlink()
            else:
                path.replace(originals / f"{doc_id}-{short(data)}.txt")
            gone += 1
        return (
            [
                f"{gone:,} texts that the manifest does not list were put away; their originals are kept in originals/."
            ]
            if gone
            else []
        )

    def read(
        self, sources: list[Source], looked: set[str], progress: Callable[[str], None] | None
    ) -> Iterator[Draft]:
        """Read the offered files into the staging folder, some at a time; give their drafts.

        Texts and originals are on disk then, and the drafts without them.
        """
        for name in ("raw", "originals"):
            (self.into / STAGE / name).mkdir(parents=True, exist_ok=True)
        self.found()
        recipe = read_recipe(self.into)
        taken = {document.doc_id for document in self.documents}
        taken |= {path.stem for path in (self.into / "raw").glob("*.txt")}
        known = {document.sha256: document.doc_id for document in self.documents}
        listed = set(known.values())
        origins = {
            (entry["name"], entry["sha256"]): doc_id
            for doc_id, entry in self.added.items()
            if doc_id in listed
        }
        index, drafts, tables = Index(), [], {}
        for some in chunks(self.documents if sources else []):
            index.take(
                [
                    (
                        one.doc_id,
                        {name: getattr(one, name) for name in DATES},
                        self.text_of(one),
                        zones_of(one.zone),
                    )
                    for one in some
                ]
            )
        for some in chunks(sources):
            batch, new = [], []
            for source in some:
                draft = drafted(source, taken)
                if draft.refusal:
                    batch.append(draft)
                    continue
                data = source.data
                sha256 = hashlib.sha256(data).hexdigest()
                twin = known.get(draft.table["sha256"]) or origins.get((source.name, sha256))
                if twin:
                    batch.append(replace(draft, there=f"It is there already as {twin}."))
                    continue
                taken.add(draft.doc_id)
                known[draft.table["sha256"]] = draft.doc_id
                self.stage(draft, data, sha256, tables)
                new.append(draft)
                batch.append(draft)
            twins = index.take(
                [(draft.doc_id, draft.table, draft.extracted.text, draft.zones) for draft in new]
            )
            counted = counts([draft for draft in new if draft.doc_id not in twins], recipe)
            drafts += [
                light(
                    replace(draft, there=twins.get(draft.doc_id, draft.there)),
                    *counted.get(draft.doc_id, (0, 0, ())),
                )
                for draft in batch
            ]
            if progress and len(sources) > BATCH:
                progress(f"Read {len(drafts):,} of {len(sources):,} files.")
        new = [draft for draft in drafts if not draft.refusal and not draft.there]
        asked = {draft.doc_id: draft for draft in index.asked(new)}
        for draft in drafts:
            done = asked[draft.doc_id] if not draft.refusal and not draft.there else draft
            yield replace(done, doubts=still_open(done, looked))

    def text_of(self, document: Any) -> str:  # noqa: ANN401 - a struct of the manifest
        """Return the text of a document that is there, as far as it can be read."""
        path = self.into / "raw" / document.file
        return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""

    def stage(self, draft: Draft, data: bytes, sha256: str, tables: dict[str, str]) -> None:
        """Write text and original of a draft into the staging folder."""
        stage = self.into / STAGE
        (stage / "raw" / draft.table["file"]).write_bytes(
            draft.extracted.text.encode("utf-8", "replace")
        )
        name = f"{draft.doc_id}{Path(draft.source.name).suffix.lower()[:10]}"
        if draft.source.text is not None:
            name = Path(draft.source.name.rpartition(", row ")[0]).name
        if sha256 not in tables:
            there = self.into / "originals" / name
            if there.exists() and there.read_bytes() != data:
                name = f"{Path(name).stem}-{short(data)}{Path(name).suffix}"
            tables[sha256] = name
            if not (self.into / "originals" / name).exists():
                (stage / "originals" / name).write_bytes(data)
        draft.table["original"] = tables[sha256] if draft.source.text is not None else name
        draft.table["original_sha256"] = sha256

    def found(self) -> None:
        """Put into a new folder what every corpus has."""
        for name in ("codebook", "glossary.toml"):
            source, target = shipped_folder() / name, self.into / name
            if target.exists() or not source.exists():
                continue
            made = self.into / STAGE / name
            shutil.copytree(source, made) if source.is_dir() else shutil.copy(source, made)
            made.replace(target)
        if not (self.into / ".gitattributes").exists():
            (self.into / ".gitattributes").write_text("raw/* -text\noriginals/* -text\n", "utf-8")

    def write(self, drafts: list[Draft]) -> list[tuple[Any, ...]]:
        """Move what is staged into its place, the manifest last; tell what became of each file."""
        new = [draft for draft in drafts if not draft.refusal and not draft.there]
        self.name_series(new)
        new.sort(key=lambda draft: (draft.table["event_date"], str(draft.table["year"])))
        if new:
            lost = {draft.doc_id for draft in new}
            entries = [entry for doc_id, entry in self.added.items() if doc_id not in lost] + [
                origin(draft) for draft in new
            ]
            head = "# Where the added documents come from; the originals are kept byte for byte in originals/.\n"
            put(self.into / ADDED, "\n\n".join([head.rstrip(), *map(origin_table, entries)]) + "\n")
            for name in ("originals", "raw"):
                (self.into / name).mkdir(exist_ok=True)
                for path in sorted((self.into / STAGE / name).iterdir()):
                    if name == "originals" or path.stem in lost:
                        path.replace(self.into / name / path.name)
            path = self.into / MANIFEST
            before = (
                path.read_text("utf-8").rstrip("\n")
                if path.exists()
                else (HEAD + "\n" + head_of(new)).rstrip("\n")
            )
            tables = [
                table_of({**draft.table, "draft": list(draft.doubts), "zone": ranges(draft.zones)})
                for draft in new
            ]
            text = "\n\n".join([before, *tables]) + "\n"
            convert(tomllib.loads(text), Manifest, label(path))
            put(path, text)
        shutil.rmtree(self.into / STAGE, ignore_errors=True)
        return [row_of(draft) for draft in drafts]

    def name_series(self, drafts: list[Draft]) -> None:
        """Give a document the series of another on the same statement."""
        known = {one.statement_id: one.series for one in self.documents if one.series != "unknown"}
        known |= {
            draft.table["statement_id"]: draft.table["series"]
            for draft in drafts
            if draft.table["series"] != "unknown"
        }
        for draft in drafts:
            same = (
                known.get(draft.table["statement_id"])
                if draft.table["statement_id"] != "unknown"
                else None
            )
            if same and draft.table["series"] == "unknown":
                draft.table["series"] = same
                draft.because["series"] = "that of another document on the same statement"

    def settle(self, rows: list[dict[str, str]], looked: set[str]) -> list[tuple[Any, ...]]:
        """Take over what rows of a sheet say of documents that are there, and what was looked at."""
        self.__post_init__()
        tables = {document.doc_id: document for document in self.documents}
        names = {
            entry.get("name"): doc_id for doc_id, entry in self.added.items() if doc_id in tables
        }
        names |= {document.file: doc_id for doc_id, document in tables.items()}
        changes: dict[str, dict[str, Any]] = {}
        found = []
        for row in rows:
            doc_id = (
                row.get("doc_id", "")
                if row.get("doc_id") in tables
                else names.get(row.get("file"), "")
            )
            if not doc_id:
                wanted = row.get("file") or row.get("doc_id", "")
                raise WorkbenchError(
                    f"No document and no offered file is called {wanted!r}{likeliest(wanted, [*tables, *filter(None, names)])}."
                )
            fields = {
                name: value
                for name, value in checked(row, doc_id).items()
                if name in SAYABLE and name != "doc_id"
            }
            change = {
                name: value
                for name, value in fields.items()
                if value != getattr(tables[doc_id], name)
            }
            change |= (
                {"draft": []}
                if row.get("looked", "").lower() in YES and tables[doc_id].draft
                else {}
            )
            if change:
                changes[doc_id] = change
            unknown = [
                name
                for name in SAYABLE
                if (fields.get(name) or getattr(tables[doc_id], name)) == "unknown"
            ]
            found.append(
                (
                    row.get("file") or tables[doc_id].file,
                    doc_id,
                    "changed" if change else "unchanged",
                    tables[doc_id].title,
                    0,
                    0,
                    unknown,
                    [],
                    [],
                )
            )
        for doc_id, document in tables.items():
            left = [
                doubt
                for doubt in document.draft
                if not is_settled(
                    doubt,
                    {doc_id, *[name for name, of in names.items() if of == doc_id and name]},
                    looked,
                )
            ]
            if len(left) < len(document.draft):
                changes.setdefault(doc_id, {}).setdefault("draft", left)
        if changes:
            edit(self.into, changes)
        return found


@dataclass
class Index:
    """What is known of texts by which others that are the same, or nearly, are found."""

    names: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    same: dict[int, str] = field(default_factory=dict)
    kept: list[pl.DataFrame] = field(default_factory=list)

    def take(self, texts: list[tuple[str, Mapping[str, Any], str, Zones]]) -> dict[str, str]:
        """Take in texts; return of those that are there already, in all but signs, which they are."""
        bodies = [body_text(text, zones) for _, _, text, zones in texts]
        numbers = pl.DataFrame({"text": bodies}, schema={"text": pl.String}).select(
            plain("text").str.extract_all(r"\w+").list.join(" ").hash()
        )
        twins, new = {}, []
        for (name, table, text, _), body, number in zip(
            texts, bodies, numbers.to_series(), strict=True
        ):
            twin = self.same.setdefault(number, name)
            if twin != name:
                twins[name] = (
                    f"Its text is there already, as {twin}, in all but signs and capitals."
                )
                continue
            self.names.append(name)
            self.dates.append(dated(table, text))
            new.append(body)
        self.kept.append(groups(new, len(self.names) - len(new)))
        return twins

    def asked(self, drafts: list[Draft]) -> list[Draft]:
        """Return new drafts, with a question for those that are nearly another text."""
        return with_copies(drafts, pl.concat(self.kept), self.names, self.dates) if drafts else []


def edit(into: Path, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change tables of the manifest, and nothing else in the file; comments stay.

    ``changes`` gives, by document, new values for keys of its table (``draft`` and ``zone`` too).
    Raises `WorkbenchError` for a value that the manifest would refuse; nothing is written then.
    """
    path = into / MANIFEST
    text = path.read_text("utf-8")
    parsed = tomllib.loads(text)["document"]
    head, *blocks = re.split(r"(?m)^(?=\[\[document\]\])", text)
    if len(blocks) != len(parsed):
        raise WorkbenchError(f"{label(path)}: cannot be changed by rule; change it in an editor.")
    for n, table in enumerate(parsed):
        change = changes.get(table["doc_id"])
        if not change:
            continue
        rest = re.search(r"(?m)^\[(?!\[document[\].])", blocks[n])
        tail = blocks[n][rest.start() :] if rest else ""
        comments = [
            line
            for line in blocks[n][: rest.start() if rest else None].split("\n")
            if line.startswith("#")
        ]
        blocks[n] = "\n".join([table_of(table | dict(change)), *comments]) + "\n\n" + tail
    text = (head + "".join(blocks)).rstrip("\n") + "\n"
    convert(tomllib.loads(text), Manifest, label(path))
    with tempfile.TemporaryDirectory() as work:  # the checks of whole manifests
        (Path(work) / MANIFEST).write_text(text, "utf-8")
        read_manifest(Path(work) / MANIFEST)
    put(path, text)


def put(path: Path, text: str) -> None:
    """Write a file whole or not at all; a symbolic link stays one."""
    path = path.resolve()
    made = path.with_name(f".{path.name}.new")
    with made.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)


def chunks(items: list[Any]) -> Iterator[list[Any]]:
    """Part a list into runs that are worked on together."""
    yield from (items[at : at + BATCH] for at in range(0, len(items), BATCH))


def short(data: bytes) -> str:
    """Return a short checksum, to tell files of one name apart."""
    return hashlib.sha256(data).hexdigest()[:8]


def body_text(text: str, zones: Zones) -> str:
    """Return the lines of a text that no zone cuts."""
    return "\n".join(
        line
        for n, line in enumerate(lines_of(text), 1)
        if zones.get(n, ("body",))[0] in ("body", "heading")
    )


def zones_of(ranges: Iterable[Any]) -> Zones:
    """Return the zone of each line of ranges of lines (no more lines than a document has)."""
    return {
        n: (one.zone, one.reason)
        for one in ranges
        for n in range(one.first, min(one.last, one.first + 100_000) + 1)
    }


def ranges(zones: Zones) -> list[dict[str, Any]]:
    """Join lines that follow one another and have one zone for one reason.

    Examples
    --------
    >>> ranges({1: ("deck", "x"), 2: ("deck", "x"), 4: ("body", "")})
    [{'first': 1, 'last': 2, 'zone': 'deck', 'reason': 'x'}, {'first': 4, 'last': 4, 'zone': 'body', 'reason': ''}]
    """
    joined: list[dict[str, Any]] = []
    for number, (name, reason) in sorted(zones.items()):
        last = joined[-1] if joined else {}
        if last and (last["last"], last["zone"], last["reason"]) == (number - 1, name, reason):
            last["last"] = number
        else:
            joined.append({"first": number, "last": number, "zone": name, "reason": reason})
    return joined


def counts(drafts: list[Draft], recipe: Recipe) -> dict[str, tuple[int, int, tuple[str, ...]]]:
    """Count the words of drafts and those of their body, by the rules of the corpus; ask about headings."""
    if not drafts:
        return {}
    columns = ("doc_id", "publisher", "title")
    rows = pl.DataFrame(
        {
            **{name: [draft.table[name] for draft in drafts] for name in columns},
            "text": [draft.extracted.text for draft in drafts],
            "zones": pl.Series([ranges(draft.zones) for draft in drafts], dtype=pl.List(CONFIRMED)),
        }
    )
    lines = zone(rows, recipe.rules, recipe.markers).join(
        pl.DataFrame(
            [(draft.doc_id, n, True) for draft in drafts for n in draft.zones],
            schema={"doc_id": pl.String, "para_no": pl.UInt32, "said": pl.Boolean},
            orient="row",
        ),
        on=["doc_id", "para_no"],
        how="left",
        maintain_order="left",
    )
    head = (pl.col("zone") == "heading") & pl.col("said").is_null()
    n = pl.col("n_words")
    sums = lines.group_by("doc_id", maintain_order=True).agg(
        raw=n.sum(),
        body=n.filter(pl.col("zone") == "body").sum(),
        heads=n.filter(head).sum(),
        at=pl.col("para_no").filter(head),
    )
    found = {}
    for doc_id, raw, body, heads, at in sums.iter_rows():
        doubt = f"Headings: line {listing(at)} would be headings, for they are short and have no end; words of headings are not counted as body."
        many = len(at) > 5 and heads > HEADINGS * (heads + body)  # noqa: PLR2004
        none = ("Body: no word is left to count.",) * (not body)
        found[doc_id] = raw, body, none or ((doubt,) if many else ())
    return found


def light(draft: Draft, raw: int, body: int, doubts: tuple[str, ...]) -> Draft:
    """Return a draft without its text, which is on disk, and with its counts."""
    table = draft.table | {"n_words_raw": raw, "n_words": body}
    doubts = tuple(dict.fromkeys((*draft.doubts, *doubts)))
    source = replace(draft.source, content=b"", text=None if draft.source.text is None else "")
    return replace(
        draft,
        source=source,
        table=table,
        extracted=replace(draft.extracted, text=""),
        doubts=doubts,
    )


def still_open(draft: Draft, looked: set[str]) -> tuple[str, ...]:
    """Return the questions of a draft that nobody has looked at."""
    if draft.source.fields.get("looked", "").lower() in YES:
        return ()
    return tuple(
        doubt
        for doubt in draft.doubts
        if not is_settled(
            doubt, {draft.doc_id, draft.source.name, Path(draft.source.name).name}, looked
        )
    )


def is_settled(doubt: str, names: set[str], looked: set[str]) -> bool:
    """Tell whether a question is settled: of this document, of its kind, or all are."""
    kind = doubt.partition(":")[0].casefold()
    return bool({"all", *names} & looked) or kind in {name.casefold() for name in looked}


def merged(
    sources: list[Source], rows: list[dict[str, str]]
) -> tuple[list[Source], list[dict[str, str]]]:
    """Give offered files what rows of a sheet say of them; return the rows about others as well."""
    by_file = {row["file"]: row for row in rows if row.get("file")}
    names = {source.name for source in sources}
    told = [
        replace(
            source,
            fields=source.fields
            | {k: v for k, v in by_file.get(source.name, {}).items() if k != "file"},
        )
        for source in sources
    ]
    return told, [row for row in rows if row.get("file") not in names or not sources]


def origin(draft: Draft) -> dict[str, Any]:
    """Say where a document comes from."""
    evidence = [
        f"{name} = {str(draft.table[name]).rstrip('.')}: {why}"
        for name, why in draft.because.items()
    ]
    return {
        "doc_id": draft.doc_id, "original": draft.table["original"], "name": draft.source.name,
        "sha256": draft.table["original_sha256"], "text": draft.table["sha256"],
        "extractor": draft.extracted.extractor, "encoding": draft.extracted.encoding,
        "when": datetime.now(UTC).date().isoformat(), "evidence": evidence, "notes": list(draft.notes),
    }  # fmt: skip


def origin_table(entry: Mapping[str, Any]) -> str:
    """Write where a document comes from as a table."""
    return "\n".join(["[[file]]", *(f"{key} = {value_of(value)}" for key, value in entry.items())])


def table_of(table: Mapping[str, Any]) -> str:
    """Write the table of a document as the manifest has it."""
    lines = [
        "[[document]]",
        *(f"{key} = {value_of(table[key])}" for key in KEYS if table.get(key, "") != ""),
    ]
    lines += [f"draft = {value_of(table['draft'])}"] * bool(table.get("draft"))
    for key in ("slip", "zone"):
        for entry in table.get(key, []):
            lines += [
                "",
                f"[[document.{key}]]",
                *(f"{name} = {value_of(value)}" for name, value in entry.items()),
            ]
    return "\n".join(lines)


def value_of(value: object) -> str:
    """Write a TOML value: a number, a text, or a list of texts, a line each.

    Examples
    --------
    >>> value_of(2024), value_of("a “b”"), value_of([])
    ('2024', '"a “b”"', '[]')
    """
    if isinstance(value, list):
        return "[\n" + "".join(f"  {quoted(text)},\n" for text in value) + "]" if value else "[]"
    return str(value) if isinstance(value, int) else quoted(str(value))


def head_of(drafts: list[Draft]) -> str:
    """Write the parties of a new corpus, if the titles of all its statements name the same."""
    named = {tuple(parties(draft.table["title"])) for draft in drafts} - {()}
    if len(named) != 1 or len(next(iter(named))) < 2:  # noqa: PLR2004 - who speaks to whom
        return PARTIES
    return "\n".join(
        f"[[corpus.party]]\nparty = {quoted(name)}\nnames = [{quoted(name)}]\n"
        for name in next(iter(named))
    )


def row_of(draft: Draft) -> tuple[Any, ...]:
    """Tell what became of an offered file: a row of the frame ``added``."""
    status = (
        "refused"
        if draft.refusal
        else "there"
        if draft.there
        else "draft"
        if draft.doubts
        else "ready"
    )
    said = [draft.refusal or draft.there] if draft.refusal or draft.there else list(draft.doubts)
    new = status in ("ready", "draft")
    unknown = [name for name in SAYABLE if draft.table.get(name) == "unknown"] * new
    return (
        draft.source.name, draft.doc_id, status, draft.table["title"], draft.table.get("n_words_raw", 0) * new,
        draft.table.get("n_words", 0) * new, unknown, said, list(draft.notes),
    )  # fmt: skip


def write_sheet(into: Path, path: Path) -> None:
    """Write the metadata of a corpus as a table: a row per document, to be filled in.

    After the fields are ``looked`` (write *yes* when the questions of a draft are settled) and
    ``questions``. A cell that a spreadsheet would take for a formula gets an apostrophe.
    """
    folder = Folder(into)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", *SAYABLE, "looked", "questions"])
    for document in folder.documents:
        name = folder.added.get(document.doc_id, {}).get("name", document.file)
        cells = [
            name,
            *(str(getattr(document, key)) for key in SAYABLE),
            "",
            " | ".join(document.draft),
        ]
        writer.writerow([f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell for cell in cells])
    put(path, "\ufeff" + out.getvalue())
