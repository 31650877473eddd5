"""Add drafts to a corpus folder, and settle what is open in it.

The folder is the plan: a document whose reading leaves questions has them in its table of the
manifest (``draft``), is read but not compared, and is finished when they are gone. Everything is
written so that a run that is killed loses nothing: originals first, the manifest last.
"""

import csv
import hashlib
import io
import re
import shutil
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from workbench import schema
from workbench.corpus.books import (  # fmt: skip
    FIELDS,
    Document,
    Manifest,
    convert,
    label,
    quoted,
    read_manifest,
    read_toml,
)
from workbench.corpus.load import shipped_folder
from workbench.corpus.notes import locked, write
from workbench.corpus.store import Recipe, read_recipe
from workbench.corpus.zones import CONFIRMED, zone
from workbench.errors import WorkbenchError
from workbench.ingest.drafts import Copies, Draft, body_of, checked, drafted, parties
from workbench.ingest.sources import SAYABLE, Source, gather, likeliest, read_table, said
from workbench.ingest.text import Zones, listing

MANIFEST, ADDED, STAGE = "manifest.toml", "added.toml", ".adding"
OURS = {MANIFEST, ADDED, STAGE, "manifest.lock", "raw", "originals", "codebook", "glossary.toml", "built", ".gitattributes"}  # fmt: skip
#: Provisions are those of one series: a reader writes the own ones.
THEIRS = shutil.ignore_patterns("provisions.toml")
YES = ("yes", "y", "1", "true", "x", "ja", "oui", "да")
#: Documents that are read at a time; kinds of questions that are told.
BATCH, TOLD = 200, 12
#: Headings take so much of a text, and are so many, or it is asked whether they are headings.
HEADINGS, FEW = 0.15, 5
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
ORIGINS = (
    "# Where the added documents come from; the originals are kept byte for byte in originals/.\n"
)
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
                plain = doubt.removeprefix(f"{file}: ")
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
    into, settled = Path(into).expanduser(), set(looked)
    sources = gather(offered, column)
    with writing(into):
        folder = Folder(into)
        notes = folder.tidy()
        rows = [source.fields for source in sources if source.about]
        sources = [source for source in sources if not source.about]
        if sheet is not None and Path(sheet).exists():
            about = read_table(Path(sheet).read_bytes(), Path(sheet).name)
            rows += [said(row) for row in about.iter_rows(named=True)]
        named = {row["file"]: row for row in rows if "file" in row}
        sources = [replace(one, fields=one.fields | named.get(one.name, {})) for one in sources]
        drafts = folder.read(sources, settled, progress)
        folder.write([draft for draft in drafts if draft.status in ("ready", "draft")])
        done = {draft.source.name for draft in drafts if not draft.there}
        rows = [row for row in rows if row.get("file") not in done]
        found = [row_of(draft) for draft in drafts] + Folder(into).settle(rows, settled)
        if sheet is not None and not Path(sheet).exists():
            write_sheet(into, Path(sheet))
            notes.append(f"{sheet} has the metadata: fill it in and give the same command again.")
    return Report(
        into, pl.DataFrame(found, schema=schema.dtypes("added"), orient="row"), tuple(notes)
    )


@contextmanager
def writing(into: Path) -> Iterator[None]:
    """Have a corpus folder alone, and say in a sentence why it cannot be written."""
    if into.resolve() == shipped_folder().resolve():
        raise WorkbenchError(
            "The corpus that comes with the workbench is not changed; name another."
        )
    new = True
    try:
        new = not into.exists()
        names = (
            {"a file"} if into.is_file() else set() if new else {one.name for one in into.iterdir()}
        )
        if names - OURS and MANIFEST not in names:
            told = "is not a corpus folder (it has no manifest.toml); name one, or a new folder."
            raise WorkbenchError(f"{into.name}: {told}")
        into.mkdir(parents=True, exist_ok=True)
        with locked(into / MANIFEST):
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


class Folder:
    """A corpus folder that is written to: what its manifest and its list of additions say."""

    def __init__(self, into: Path) -> None:
        self.into, self.documents, self.added = into, [], {}
        if (into / MANIFEST).is_file():
            self.documents = read_manifest(into / MANIFEST).document
        if (into / ADDED).is_file():
            entries = read_toml(into / ADDED).get("file", [])
            self.added = {entry.get("doc_id", ""): entry for entry in entries}

    def tidy(self) -> list[str]:
        """Put away what a killed run has left, and texts whose table was deleted by hand.

        A text goes only if it is the one that was made from an original; one that was changed is
        kept beside the originals.
        """
        originals = self.into / "originals"
        for path in sorted((self.into / STAGE / "originals").glob("*")):
            originals.mkdir(exist_ok=True)
            if not (originals / path.name).exists():
                path.replace(originals / path.name)
        shutil.rmtree(self.into / STAGE, ignore_errors=True)
        listed = {document.file for document in self.documents}
        unlisted = [
            self.into / "raw" / f"{name}.txt" for name in self.added if f"{name}.txt" not in listed
        ]
        gone = [path for path in unlisted if path.is_file()]
        for path in gone:
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            if sha256 == self.added[path.stem].get("text"):
                path.unlink()
            else:
                path.replace(originals / f"{path.stem}-{sha256[:8]}.txt")
        told = f"{len(gone):,} texts that the manifest does not list were put away; their originals are kept in originals/."
        return [told] * bool(gone)

    def read(
        self, sources: list[Source], looked: set[str], progress: Callable[[str], None] | None
    ) -> list[Draft]:
        """Read the offered files, some at a time; texts and originals are on disk then, not held."""
        for name in ("raw", "originals"):
            (self.into / STAGE / name).mkdir(parents=True, exist_ok=True)
        self.found()
        recipe = read_recipe(self.into)
        ids = {document.sha256: document.doc_id for document in self.documents}
        taken = {*ids.values(), *(path.stem for path in (self.into / "raw").glob("*.txt"))}
        known = dict(ids)  # by checksum of a text, and by name and checksum of an original
        known |= {
            entry["name"] + entry["sha256"]: name
            for name, entry in self.added.items()
            if name in taken
        }
        copies = Copies()
        for some in batches(self.documents if sources else []):
            copies.take([(one.doc_id, {"event_date": one.event_date, "published": one.published}, *self.text_of(one)) for one in some])  # fmt: skip
        drafts: list[Draft] = []
        for some in batches(sources):
            batch, new = [], []
            for source in some:
                draft = drafted(source, taken)
                if not draft.refusal:
                    data = source.data
                    key = source.name + hashlib.sha256(data).hexdigest()
                    twin = known.get(draft.table["sha256"]) or known.get(key)
                    draft = replace(draft, there=f"It is there already as {twin}." if twin else "")
                    if not twin:
                        taken.add(draft.doc_id)
                        known |= {draft.table["sha256"]: draft.doc_id, key: draft.doc_id}
                        self.stage(draft, data)
                        new.append(draft)
                batch.append(draft)
            twins = copies.take([(one.doc_id, one.table, one.extracted.text, body_of(one.extracted.text, one.zones)) for one in new])  # fmt: skip
            counted = counts([one for one in new if one.doc_id not in twins], recipe)
            for draft in batch:
                raw, body, doubts = counted.get(draft.doc_id, (0, 0, ()))
                draft.table.update(n_words_raw=raw, n_words=body)
                light = replace(draft.extracted, text="")
                open_ = tuple(dict.fromkeys((*draft.doubts, *doubts)))
                source = replace(draft.source, content=b"", text=draft.source.text and " ")
                there = draft.there or ("" if draft.refusal else twins.get(draft.doc_id, ""))
                drafts.append(
                    replace(draft, source=source, extracted=light, doubts=open_, there=there)
                )
            if progress and len(sources) > BATCH:
                progress(f"Read {len(drafts):,} of {len(sources):,} files.")
        asked = copies.asked()
        return [
            settled(replace(one, doubts=(*one.doubts, *asked.get(one.doc_id, ()))), looked)
            for one in drafts
        ]

    def text_of(self, document: Document) -> tuple[str, str]:
        """Return the text of a document that is there, as far as it can be read, and its body."""
        path = self.into / "raw" / document.file
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        zones = {n: (one.zone, one.reason) for one in document.zone for n in range(one.first, min(one.last, len(text)) + 1)}  # fmt: skip
        return text, body_of(text, zones)

    def stage(self, draft: Draft, data: bytes) -> None:
        """Write text and original of a draft into the staging folder; name them in its table."""
        stage, table = self.into / STAGE, draft.source.name.rpartition(", row ")[0]
        (stage / "raw" / draft.table["file"]).write_bytes(
            draft.extracted.text.encode("utf-8", "replace")
        )
        name = (
            Path(table).name
            if table
            else draft.doc_id + Path(draft.source.name).suffix.lower()[:10]
        )
        sha256 = hashlib.sha256(data).hexdigest()
        for folder in (self.into / "originals", stage / "originals"):
            there = folder / name
            if (there.exists() and there.stat().st_size != len(data)) or (
                there.exists() and there.read_bytes() != data
            ):
                name = f"{Path(name).stem}-{sha256[:8]}{Path(name).suffix}"
        if not any((folder / "originals" / name).exists() for folder in (self.into, stage)):
            (stage / "originals" / name).write_bytes(data)
        draft.table.update(original=name, original_sha256=sha256)

    def found(self) -> None:
        """Put into a new folder what every corpus has."""
        for name in ("codebook", "glossary.toml"):
            source, target = shipped_folder() / name, self.into / name
            if not target.exists():
                made = self.into / STAGE / name
                shutil.copytree(source, made, ignore=THEIRS) if source.is_dir() else shutil.copy(
                    source, made
                )
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
            write(
                self.into / ADDED,
                "\n\n".join([ORIGINS, *(table_of("file", one) for one in entries)]) + "\n",
            )
        for name in ("originals", "raw"):
            (self.into / name).mkdir(exist_ok=True)
            for path in (self.into / STAGE / name).iterdir():
                if path.stem in ids or (drafts and name == "originals"):
                    path.replace(self.into / name / path.name)
        if drafts:
            path = self.into / MANIFEST
            before = path.read_text("utf-8") if path.exists() else HEAD + "\n" + head_of(drafts)
            tables = [
                document_of(one.table | {"draft": list(one.doubts), "zone": ranges(one.zones)})
                for one in drafts
            ]
            put_manifest(path, "\n\n".join([before.rstrip("\n"), *tables]) + "\n")
        shutil.rmtree(self.into / STAGE, ignore_errors=True)

    def name_series(self, drafts: list[Draft]) -> None:
        """Give a document the series of another on the same statement."""
        known = {one.statement_id: one.series for one in self.documents}
        known |= {
            one.table["statement_id"]: one.table["series"]
            for one in drafts
            if one.table["series"] != "unknown"
        }
        for draft in drafts:
            same = known.get(draft.table["statement_id"], "unknown")
            if (
                draft.table["series"] == "unknown" != same
                and draft.table["statement_id"] != "unknown"
            ):
                draft.table["series"] = same
                draft.because["series"] = "that of another document on the same statement"

    def settle(self, rows: list[dict[str, str]], looked: set[str]) -> list[tuple[Any, ...]]:
        """Take over what rows of a sheet say of documents that are there, and what was looked at."""
        tables = {document.doc_id: document for document in self.documents}
        names = {document.file: document.doc_id for document in self.documents}
        names |= {entry["name"]: name for name, entry in self.added.items() if name in tables}
        changes: dict[str, dict[str, Any]] = {}
        found = []
        for row in rows:
            wanted = (
                row.get("doc_id") if row.get("doc_id") in tables else names.get(row.get("file", ""))
            )
            if wanted is None:
                asked = row.get("file") or row.get("doc_id", "")
                close = likeliest(asked, [*tables, *names])
                raise WorkbenchError(f"No document and no offered file is called {asked!r}{close}.")
            fields = {
                name: value for name, value in checked(row, wanted).items() if name in SAYABLE[1:]
            }
            change = {
                name: value
                for name, value in fields.items()
                if value != getattr(tables[wanted], name)
            }
            if row.get("looked", "").lower() in YES and tables[wanted].draft:
                change["draft"] = []
            changes[wanted] = change
            found.append((row.get("file", tables[wanted].file), wanted, "changed" if change else "unchanged", tables[wanted].title, 0, 0, [], [], []))  # fmt: skip
        for name, document in tables.items():
            called = (
                {name, *(file for file, of in names.items() if of == name)}
                if document.draft
                else set()
            )
            left = [doubt for doubt in document.draft if not is_settled(doubt, called, looked)]
            if left != document.draft:
                changes.setdefault(name, {}).setdefault("draft", left)
        if any(changes.values()):
            edit(self.into, changes)
        return found


def batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Part a list into runs that are worked on together."""
    yield from (items[at : at + BATCH] for at in range(0, len(items), BATCH))


def settled(draft: Draft, looked: set[str]) -> Draft:
    """Return a draft without the questions that somebody has looked at."""
    names = {draft.doc_id, draft.source.name, Path(draft.source.name).name}
    if draft.source.fields.get("looked", "").lower() in YES:
        looked = {"all"}
    return replace(
        draft, doubts=tuple(one for one in draft.doubts if not is_settled(one, names, looked))
    )


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
        doubt = f"Headings: line {listing(at)} would be headings, for they are short and have no end; words of headings are not counted as body."
        many = len(at) > FEW and heads > HEADINGS * (heads + body)
        none = "Body: no word is left to count."
        found[name] = raw, body, (none,) * (not body) or (doubt,) * many
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
    for n, table in enumerate(parsed):
        if changes.get(table["doc_id"]):
            own, *rest = re.split(r"(?m)^(?=\[(?!\[document[\].]))", blocks[n], maxsplit=1)
            comments = [line for line in own.split("\n") if line.startswith("#")]
            block = [document_of(table | dict(changes[table["doc_id"]])), *comments]
            blocks[n] = "\n".join(block) + "\n\n" + "".join(rest)
    put_manifest(path, (head + "".join(blocks)).rstrip("\n") + "\n")


def put_manifest(path: Path, text: str) -> None:
    """Write a manifest, if it is in order."""
    convert(tomllib.loads(text), Manifest, label(path))
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / MANIFEST).write_text(text, "utf-8")
        read_manifest(Path(work) / MANIFEST)
    write(path, text)


def ranges(zones: Zones) -> list[dict[str, Any]]:
    """Join lines that follow one another and have one zone for one reason.

    Examples
    --------
    >>> [entry["last"] for entry in ranges({1: ("deck", "x"), 2: ("deck", "x"), 4: ("body", "")})]
    [2, 4]
    """
    joined: list[dict[str, Any]] = []
    for number, (name, reason) in sorted(zones.items()):
        entry = {"first": number, "last": number, "zone": name, "reason": reason}
        if (
            joined
            and joined[-1] | {"first": number, "last": number} == entry
            and joined[-1]["last"] == number - 1
        ):
            joined[-1]["last"] = number
        else:
            joined.append(entry)
    return joined


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


def document_of(table: Mapping[str, Any]) -> str:
    """Write the table of a document as the manifest has it, with its zones and slips."""
    fields = {key: table[key] for key in FIELDS if table.get(key, "") != ""}
    fields |= {"draft": table["draft"]} if table.get("draft") else {}
    under = [
        table_of(f"document.{key}", one) for key in ("slip", "zone") for one in table.get(key, [])
    ]
    return "\n\n".join([table_of("document", fields), *under])


def table_of(name: str, table: Mapping[str, Any]) -> str:
    """Write a TOML table of numbers, texts and lists of texts.

    Examples
    --------
    >>> print(table_of("file", {"year": 2024, "title": "a “b”", "notes": []}))
    [[file]]
    year = 2024
    title = "a “b”"
    notes = []
    """
    lines = [f"[[{name}]]"]
    for key, value in table.items():
        if isinstance(value, list):
            inner = "".join(f"  {quoted(text)},\n" for text in value)
            lines.append(f"{key} = [\n{inner}]" if value else f"{key} = []")
        else:
            lines.append(f"{key} = {value if isinstance(value, int) else quoted(str(value))}")
    return "\n".join(lines)


def head_of(drafts: list[Draft]) -> str:
    """Write the parties of a new corpus, if the titles of all its statements name the same."""
    named = {tuple(parties(draft.table["title"])) for draft in drafts} - {()}
    who = named.pop() if len(named) == 1 else ()
    tables = [table_of("corpus.party", {"party": name, "names": [name]}) for name in who]
    return "\n\n".join(tables) if len(who) > 1 else PARTIES


def row_of(draft: Draft) -> tuple[Any, ...]:
    """Tell what became of an offered file: a row of the frame ``added``."""
    new = draft.status in ("ready", "draft")
    told = list(draft.doubts) if new else [draft.refusal or draft.there]
    unknown = [name for name in SAYABLE if draft.table.get(name) == "unknown"] * new
    words = [draft.table[name] * new for name in ("n_words_raw", "n_words")]
    return draft.source.name, draft.doc_id, draft.status, draft.table["title"], *words, unknown, told, list(draft.notes)  # fmt: skip


def write_sheet(into: Path, path: Path) -> None:
    """Write the metadata of a corpus as a table: a row per document, to be filled in.

    After the fields are ``looked`` (write *yes* when the questions of a draft are settled) and
    ``questions``. A cell that a spreadsheet would take for a formula gets an apostrophe.
    """
    folder, out = Folder(into), io.StringIO()
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
    write(path, "\ufeff" + out.getvalue())
