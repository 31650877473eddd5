"""Add drafts to a corpus folder, and settle what is open in it.

The folder is the plan: a document whose reading leaves questions has them in its table of the
manifest (``draft``), is read but not compared, and is finished when they are gone. Everything is
written so that a run that is killed loses nothing: originals first, the manifest last.
"""

import hashlib
import os
import re
import shutil
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl
from msgspec.structs import asdict

from workbench import schema
from workbench.corpus.books import FIELDS, Document, label, read_manifest, read_toml, table
from workbench.corpus.load import shipped_folder
from workbench.corpus.notes import locked, write
from workbench.corpus.store import Recipe, read_recipe
from workbench.corpus.zones import CONFIRMED, zone
from workbench.errors import WorkbenchError
from workbench.ingest.drafts import Copies, Draft, checked, drafted, parties
from workbench.ingest.sources import SAYABLE, Source, gather, likeliest
from workbench.ingest.text import Zones, ask, form, listing

MANIFEST, ADDED, STAGE = "manifest.toml", "added.toml", ".adding"
OURS = {MANIFEST, ADDED, STAGE, "manifest.lock", "raw", "originals", "codebook", "glossary.toml", "built", ".gitattributes"}  # fmt: skip
#: Provisions are those of one series: a reader writes the own ones.
THEIRS = shutil.ignore_patterns("provisions.toml")
YES = ("yes", "y", "1", "true", "x", "ja", "oui", "да")
#: Documents that are read at a time; kinds of questions that are told.
BATCH, TOLD = 200, 12
#: Headings take so much of a text, and are so many, or it is asked whether they are headings.
HEADINGS, FEW = 0.15, 5
ORIGINS = "# Where added documents come from; the originals are kept byte for byte in originals/.\n"
STATES = {"ready": "ready", "draft": "with open questions", "there": "there already", "refused": "refused", "changed": "changed", "unchanged": "as they were"}  # fmt: skip
SHOWN = {"draft": "Open", "refused": "Refused", "there": "There already"}


@dataclass(frozen=True)
class Report:
    """What became of each offered file: the frame ``added``, and how it is told."""

    into: Path
    files: pl.DataFrame
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Tell it in lines of a terminal, without signs that would speak to it."""
        return "\n".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", line) for line in self.told())

    def told(self) -> Iterator[str]:
        """Tell how many files became what, what is open, alike questions together, and what next."""
        counts = Counter(self.files["status"])
        words, body = self.files["n_words_raw"].sum(), self.files["n_words"].sum()
        what = ", ".join(f"{counts[key]:,} {name}" for key, name in STATES.items() if counts[key])
        yield f"{len(self.files):,} offered to {self.into}: {what or 'nothing'}. {body:,} of {words:,} words are body."
        for status, heading in SHOWN.items():
            rows = self.files.filter(pl.col("status") == status).explode("doubts")
            kinds: dict[str, list[tuple[str, str]]] = {}
            for file, doubt in rows.select("file", "doubts").iter_rows():
                plain = doubt.removeprefix(f"{WorkbenchError(file)}: ")
                kinds.setdefault(re.split(r"[:“'\d]", plain)[0], []).append((plain, file))
            for same in sorted(kinds.values(), key=len, reverse=True)[:TOLD]:
                such = "such as " * (len(same) > 1)
                yield f"  {heading}, {len(same):,}×: {same[0][0][:300]} ({such}{same[0][1]})"
        yield from (f"  {note}" for note in self.notes)
        unknown = set(self.files["unknown"].explode().drop_nulls())
        needed = [name for name in ("genre", "statement_id", "series") if name in unknown]
        if needed:
            yield f"  Unknown of some: {', '.join(needed)}. Nothing is compared without them: fill them in in {self.into / MANIFEST}, or in a sheet (--sheet metadata.csv)."
        if counts["draft"]:
            yield f"  Drafts are read and not compared. Look at them, then delete their line draft in {self.into / MANIFEST}, or give --looked with a name, a kind of question or all."
        yield f"  Next: workbench check {self.into}, workbench lab {self.into}"


def add(
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
    into, done = Path(into).expanduser(), set(looked)
    filled = sheet is not None and Path(sheet).exists()
    rows = [Source(Path(sheet).name, Path(sheet).read_bytes())] if filled else []
    found = gather([*offered, *rows], column)
    sources = [source for source in found if not source.about]
    with writing(into):
        folder = Folder(into)
        notes = folder.tidy()
        folder.expect([one.name for one in found if one.about])
        drafts = folder.read(sources, done, progress)
        folder.write([draft for draft in drafts if draft.is_new])
        rows = [one.fields for one in found if one.about]
        if filled:
            rows += [one.source.fields for one in drafts if one.there]
        told = [row_of(draft) for draft in drafts] + folder.settle(rows, done)
        if sheet is not None and not filled:
            write_sheet(into, Path(sheet))
            notes.append(f"{sheet} has the metadata: fill it in and give the same command again.")
    files = pl.DataFrame(told, schema=schema.dtypes("added"), orient="row")
    return Report(into, files, tuple(notes))


@contextmanager
def writing(into: Path) -> Iterator[None]:
    """Have a corpus folder alone, and say in a sentence why it cannot be written."""
    if into.resolve() == shipped_folder().resolve():
        raise WorkbenchError(
            "The corpus that comes with the workbench is not changed; name another."
        )
    new = False
    try:
        new = not into.exists()
        into.mkdir(parents=True, exist_ok=True)
        with locked(into / MANIFEST):
            names = {one.name.removesuffix(".tmp") for one in into.iterdir()}  # or half-written
            if names - OURS and MANIFEST not in names:
                told = "is not a corpus folder (it has no manifest.toml); name one, or a new one."
                raise WorkbenchError(f"{into.name}: {told}")
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
            if new and not (into / MANIFEST).exists() and not any((into / "originals").glob("*")):
                shutil.rmtree(into)


@lru_cache(2)
def digest(data: bytes) -> str:
    """Return the checksum of some bytes; the rows of a table share theirs."""
    return hashlib.sha256(data).hexdigest()


class Folder:
    """A corpus folder that is written to: what its manifest and its list of additions say."""

    def __init__(self, into: Path) -> None:
        self.into, self.stage = into, into / STAGE
        self.added: dict[str, dict[str, Any]] = {}
        self.originals: dict[str, str] = {}
        there = (into / MANIFEST).is_file()
        self.documents = read_manifest(into / MANIFEST).document if there else []
        if (into / ADDED).is_file():
            entries = read_toml(into / ADDED).get("file", [])
            self.added = {entry.get("doc_id", ""): entry for entry in entries}

    def tidy(self) -> list[str]:
        """Put away what a killed run has left, and texts whose table was deleted by hand.

        A text goes only if it is the one that was made from an original; one that was changed is
        kept beside the originals.
        """
        shutil.rmtree(self.stage, ignore_errors=True)
        listed = {document.file for document in self.documents}
        paths = {name: self.into / "raw" / f"{name}.txt" for name in self.added}
        gone = {n: path for n, path in paths.items() if path.name not in listed and path.is_file()}
        for name, path in gone.items():
            sha256 = digest(path.read_bytes())
            if sha256 == self.added[name].get("text"):
                path.unlink()
            else:
                path.replace(self.into / "originals" / f"{name}-{sha256[:8]}.txt")
        told = f"{len(gone):,} texts that the manifest does not list were put away; their originals are kept in originals/."
        return [told] * bool(gone)

    def read(
        self, sources: list[Source], looked: set[str], progress: Callable[[str], None] | None
    ) -> list[Draft]:
        """Read the offered files, some at a time; texts and originals are on disk then, not held."""
        self.found()
        recipe, copies = read_recipe(self.into), Copies()
        # by checksum of a text, and by name and checksum of an original
        known = {document.sha256: document.doc_id for document in self.documents}
        taken = {*known.values(), *(path.stem for path in (self.into / "raw").glob("*.txt"))}
        known |= {
            one["name"] + one["sha256"]: name for name, one in self.added.items() if name in taken
        }
        for at in range(0, len(self.documents) if sources else 0, BATCH):
            copies.take([self.text_of(one) for one in self.documents[at : at + BATCH]])
        drafts: list[Draft] = []
        for at in range(0, len(sources), BATCH):
            batch = [self.drafted(one, known, taken) for one in sources[at : at + BATCH]]
            new = [one for one in batch if one.is_new]
            twins = copies.take([(one.table, one.extracted.text, one.zones) for one in new])
            counted = counts([one for one in new if one.doc_id not in twins], recipe)
            for draft in batch:
                raw, body, doubts = counted.get(draft.doc_id, (0, 0, ()))
                draft.table.update(n_words_raw=raw, n_words=body)
                source = replace(draft.source, content=b"", text=draft.source.text and " ")
                light = replace(draft, source=source, extracted=replace(draft.extracted, text=""))
                there = draft.there or twins.get(draft.doc_id, "") * draft.is_new
                drafts.append(replace(light, there=there, doubts=(*draft.doubts, *doubts)))
            if progress and len(sources) > BATCH:
                progress(f"Read {len(drafts):,} of {len(sources):,} files.")
        asked = copies.asked()
        return [settled(one, asked.get(one.doc_id, ()), looked) for one in drafts]

    def drafted(self, source: Source, known: dict[str, str], taken: set[str]) -> Draft:
        """Read one offered file, and stage its text and its original if it is new."""
        draft = drafted(source, taken)
        if draft.refusal:
            return draft
        data = source.data
        key = source.name + digest(data)
        twin = known.get(draft.table["sha256"]) or known.get(key)
        if twin:
            return replace(draft, there=f"It is there already as {twin}.")
        taken.add(draft.doc_id)
        known |= {draft.table["sha256"]: draft.doc_id, key: draft.doc_id}
        text = draft.extracted.text.encode("utf-8", "replace")
        (self.stage / "raw" / draft.table["file"]).write_bytes(text)
        suffix = Path(source.name).suffix.lower()[:10]
        whole = source.name.rpartition(", row ")[0]  # a table is kept once
        name = Path(whole).name if source.text is not None and whole else draft.doc_id + suffix
        draft.table.update(original=self.kept(name, data), original_sha256=digest(data))
        return draft

    def kept(self, name: str, data: bytes) -> str:
        """Stage an original if it is new, and return the name under which it is kept."""
        there, sha256 = self.into / "originals" / name, digest(data)
        if name not in self.originals and there.is_file():
            self.originals[name] = digest(there.read_bytes())
        if self.originals.get(name, sha256) != sha256:
            return self.kept(f"{Path(name).stem}-{sha256[:8]}{Path(name).suffix}", data)
        if name not in self.originals:
            (self.stage / "originals" / name).write_bytes(data)
            self.originals[name] = sha256
        return name

    def text_of(self, document: Document) -> tuple[dict[str, Any], str, Zones]:
        """Return table, text and zones of a document that is there, as far as it can be read."""
        path = self.into / "raw" / document.file
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        return asdict(document), text, zones_of(document, len(text))

    def found(self) -> None:
        """Make the staging folder, and put into a new corpus what every corpus has."""
        for name in ("raw", "originals"):
            (self.stage / name).mkdir(parents=True, exist_ok=True)
        for name in ("codebook", "glossary.toml"):
            source, target, made = shipped_folder() / name, self.into / name, self.stage / name
            if not target.exists():
                copy = partial(shutil.copytree, ignore=THEIRS) if source.is_dir() else shutil.copy
                copy(source, made)
                made.replace(target)
        if not (self.into / ".gitattributes").exists():
            write(self.into / ".gitattributes", "raw/* -text\noriginals/* -text\n")

    def write(self, drafts: list[Draft]) -> None:
        """Move what is staged into its place, the manifest last."""
        ids = {draft.doc_id for draft in drafts}
        if drafts:
            self.name_series(drafts)
            drafts.sort(key=lambda draft: (draft.table["event_date"], str(draft.table["year"])))
            entries = [entry for name, entry in self.added.items() if name not in ids]
            entries += [origin(draft) for draft in drafts]
            write(self.into / ADDED, ORIGINS + "".join(table("file", entry) for entry in entries))
            getattr(os, "sync", int)()  # what is staged is on the disk before it is moved
        for name in ("originals", "raw"):
            (self.into / name).mkdir(exist_ok=True)
            for path in (self.stage / name).iterdir():
                if path.stem in ids or (drafts and name == "originals"):
                    path.replace(self.into / name / path.name)
        if drafts:
            path = self.into / MANIFEST
            before = path.read_text("utf-8") if path.exists() else head_of(drafts)
            tables = [one.table | {"draft": list(one.doubts), "zone": ranges(one.zones)} for one in drafts]  # fmt: skip
            put_manifest(path, before.rstrip("\n") + "\n" + "".join(map(document_of, tables)))
        shutil.rmtree(self.stage, ignore_errors=True)

    def name_series(self, drafts: list[Draft]) -> None:
        """Give a document the series of another on the same statement."""
        named = [(one.statement_id, one.series) for one in self.documents]
        named += [(one.table["statement_id"], one.table["series"]) for one in drafts]
        known = {statement: series for statement, series in named if series != "unknown"}
        for draft in drafts:
            statement = draft.table["statement_id"]
            if draft.table["series"] == "unknown" != statement and statement in known:
                draft.table["series"] = known[statement]
                draft.because["series"] = "that of another document on the same statement"

    def names(self) -> dict[str, str]:
        """Return the names by which documents are called: their own, of their text, of the file."""
        ids = {document.doc_id for document in self.documents}
        names = {entry["name"]: name for name, entry in self.added.items() if name in ids}
        names |= {document.file: document.doc_id for document in self.documents}
        return names | {name: name for name in ids}

    def expect(self, asked: list[str]) -> None:
        """Raise with every name of a table that neither a document nor an offered file has."""
        names = self.names()
        wrong = [f"{one!r}{likeliest(one, [*names])}" for one in asked if one not in names]
        if wrong:
            raise WorkbenchError(f"No document and no offered file is called {', '.join(wrong)}.")

    def settle(self, rows: list[dict[str, str]], looked: set[str]) -> list[tuple[Any, ...]]:
        """Take over what rows of a sheet say of documents that are there, and what was looked at."""
        now = Folder(self.into) if rows or looked else self
        tables, names = {document.doc_id: document for document in now.documents}, now.names()
        changes: dict[str, dict[str, Any]] = {}
        found = []
        for row in rows:
            wanted = names.get(row.get("file") or row.get("doc_id", ""))
            if wanted is None:
                continue  # another name of a text that is there
            document = tables[wanted]
            changes[wanted] = {
                name: value
                for name, value in checked(row, wanted).items()
                if name in SAYABLE[1:] and value != getattr(document, name)
            }
            if row.get("looked", "").lower() in YES and document.draft:
                changes[wanted]["draft"] = []
            status = "changed" if changes[wanted] else "unchanged"
            found.append((row.get("file", document.file), wanted, status, document.title, 0, 0, [], [], []))  # fmt: skip
        for document in now.documents if looked else ():
            called = {name for name, of in names.items() if of == document.doc_id}
            left = [one for one in document.draft if not is_settled(one, called, looked)]
            if left != document.draft:
                changes.setdefault(document.doc_id, {}).setdefault("draft", left)
        if any(changes.values()):
            edit(self.into, changes)
        return found


def settled(draft: Draft, asked: tuple[str, ...], looked: set[str]) -> Draft:
    """Return a draft with the questions that nobody has looked at, each once."""
    names = {draft.doc_id, draft.source.name, Path(draft.source.name).name}
    looked = {"all"} if draft.source.fields.get("looked", "").lower() in YES else looked
    doubts = dict.fromkeys((*draft.doubts, *asked))
    return replace(draft, doubts=tuple(one for one in doubts if not is_settled(one, names, looked)))


def is_settled(doubt: str, names: set[str], looked: set[str]) -> bool:
    """Tell whether a question is settled: of this document, of its kind, or all are."""
    kind = doubt.partition(":")[0].casefold()
    return bool({"all", *names} & looked) or kind in {name.casefold() for name in looked}


def counts(drafts: list[Draft], recipe: Recipe) -> dict[str, tuple[int, int, tuple[str, ...]]]:
    """Count the words of drafts and of their body by the rules of the corpus; ask about headings."""
    if not drafts:
        return {}
    rows = pl.DataFrame(
        {name: [draft.table[name] for draft in drafts] for name in ("doc_id", "publisher", "title")}
        | {"text": [draft.extracted.text for draft in drafts]}
        | {"zones": pl.Series([ranges(draft.zones) for draft in drafts], dtype=pl.List(CONFIRMED))}
    )
    head = (pl.col("zone") == "heading") & pl.col("reason").str.starts_with("heading inside")
    n = pl.col("n_words")
    sums = zone(rows, recipe.rules, recipe.markers).group_by("doc_id", maintain_order=True).agg(
        n.sum(), body=n.filter(pl.col("zone") == "body").sum(), heads=n.filter(head).sum(), at=pl.col("para_no").filter(head)
    )  # fmt: skip
    found = {}
    for name, raw, body, heads, at in sums.iter_rows():
        many = len(at) > FEW and heads > HEADINGS * (heads + body)
        doubts = (ask("headings", listing(at)),) if many and body else ()
        found[name] = raw, body, doubts or (ask("body none"),) * (not body)
    return found


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
    for n, one in enumerate(parsed):
        if changes.get(one["doc_id"]):
            own, *rest = re.split(r"(?m)^(?=\[(?!\[document[\].]))", blocks[n], maxsplit=1)
            comments = [f"{line}\n" for line in own.split("\n") if line.startswith("#")]
            block = document_of(one | dict(changes[one["doc_id"]])).lstrip("\n")
            blocks[n] = "".join([block, *comments, "\n", *rest])
    put_manifest(path, (head + "".join(blocks)).rstrip("\n") + "\n")


def put_manifest(path: Path, text: str) -> None:
    """Write a manifest, if it is in order."""
    with tempfile.TemporaryDirectory() as work:
        tried = Path(work) / path.parent.name / MANIFEST
        tried.parent.mkdir()
        tried.write_text(text, "utf-8")
        read_manifest(tried)
    write(path, text)


def ranges(zones: Zones) -> list[dict[str, Any]]:
    """Join lines that follow one another and have one zone for one reason.

    Examples
    --------
    >>> [entry["last"] for entry in ranges({1: ("deck", "x"), 2: ("deck", "x"), 4: ("body", "")})]
    [2, 4]
    """
    found = []
    lines = enumerate(sorted(zones.items()))
    for (name, reason, _), run in groupby(lines, lambda one: (*one[1][1], one[1][0] - one[0])):
        numbers = [number for _, (number, _) in run]
        found.append({"first": numbers[0], "last": numbers[-1], "zone": name, "reason": reason})
    return found


def zones_of(document: Document, last: int) -> Zones:
    """Return the lines whose zone the manifest confirms; ``last`` bounds what a slip may ask for."""
    return {
        number: (one.zone, one.reason)
        for one in document.zone
        for number in range(one.first, min(one.last, last) + 1)
    }


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


def document_of(entry: Mapping[str, Any]) -> str:
    """Write the table of a document as the manifest has it, with its zones and slips."""
    fields = {key: entry[key] for key in FIELDS if entry.get(key, "") != ""}
    fields |= {"draft": entry["draft"]} if entry.get("draft") else {}
    under = [
        table(f"document.{key}", one) for key in ("slip", "zone") for one in entry.get(key, [])
    ]
    return "".join([table("document", fields), *under])


def head_of(drafts: list[Draft]) -> str:
    """Write the head of a new manifest, with the parties if all titles name the same."""
    text = files("workbench.ingest").joinpath("manifest-head.toml").read_text("utf-8")
    named = {tuple(parties(draft.table["title"])) for draft in drafts} - {()}
    who = named.pop() if len(named) == 1 else ()
    asked: dict[str, list[str]] = {"adjectives": [], "capitals": [], "offices": []}
    short = {name: form("text.state").sub("", name) for name in who}
    alone = Counter(short.values())
    names = {
        one: [one] + [short[one]] * (short[one] != one and alone[short[one]] == 1) for one in who
    }
    tables = [table("corpus.party", {"party": one, "names": names[one], **asked}) for one in who]
    return text + "".join(tables if len(who) > 1 else [])


def row_of(draft: Draft) -> tuple[Any, ...]:
    """Tell what became of an offered file: a row of the frame ``added``."""
    new = draft.is_new
    told = list(draft.doubts) if new else [draft.refusal or draft.there]
    unknown = [name for name in SAYABLE if draft.table.get(name) == "unknown"] * new
    words = [draft.table[name] * new for name in ("n_words_raw", "n_words")]
    return draft.source.name, draft.doc_id, draft.status, draft.table["title"], *words, unknown, told, list(draft.notes)  # fmt: skip


def write_sheet(into: Path, path: Path) -> None:
    """Write the metadata of a corpus as a table: a row per document, to be filled in.

    After the fields are ``looked`` (write *yes* when the questions of a draft are settled) and
    ``questions``. A cell that a spreadsheet would take for a formula gets an apostrophe.
    """
    folder = Folder(into)
    rows = [
        {"file": folder.added.get(one.doc_id, {}).get("name", one.file)}
        | {name: str(getattr(one, name)) for name in SAYABLE}
        | {"looked": "", "questions": " | ".join(one.draft)}
        for one in folder.documents
    ]
    cells = pl.DataFrame(rows).with_columns(pl.all().str.replace(r"^([=+\-@\t\r])", "'${1}"))
    write(path, "\ufeff" + cells.write_csv())
