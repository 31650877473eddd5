"""The form in a notebook: files are added as drafts, and what is open in them is settled there."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench import schema
from workbench.corpus import load, open_questions
from workbench.errors import WorkbenchError
from workbench.explorer import Control, Explorer, Form, Tab, check, choice, files, text
from workbench.figures.tables import table
from workbench.figures.theme import join
from workbench.ingest.adding import Folder, add, edit, ranges, writing, zones_of
from workbench.ingest.drafts import checked
from workbench.ingest.sources import SAYABLE, Source

ACCEPTED = ".txt,.md,.html,.htm,.pdf,.docx,.csv,.tsv,.xlsx,.parquet,.zip"
BUTTONS = {"save": "Save", "zone": "Set the zone of these lines"}
LOOKED = "I have looked at it: its questions are settled"
HOW = "Choose files, or a table that describes them. They are added at once; what is open is asked under Documents, and nothing of a draft is compared."


class Desk:
    """What the form shows and does, for one corpus folder."""

    def __init__(self, folder: Path) -> None:
        self.into, self.said = folder, Markup("")

    def folder(self, choices: Any) -> Folder:  # noqa: ANN401 - the choices of an explorer
        """Return the folder as it is; what asks for it is drawn again after each saving."""
        _ = choices.saved
        return Folder(self.into)

    def names(self, choices: Any) -> dict[str, str]:  # noqa: ANN401
        """Return the documents, drafts first."""
        documents = sorted(self.folder(choices).documents, key=lambda one: not one.draft)
        return {f"{one.doc_id}{' (draft)' * bool(one.draft)}": one.doc_id for one in documents}

    def document(self, choices: Any) -> Any:  # noqa: ANN401 - a struct of the manifest
        """Return the table of the chosen document."""
        documents = {one.doc_id: one for one in self.folder(choices).documents}
        if choices.document not in documents:
            raise WorkbenchError("No document is in the corpus yet; choose files under Add files.")
        return documents[choices.document]

    def lines(self, choices: Any) -> Markup:  # noqa: ANN401
        """Show the open questions of a document, and its lines with their zones."""
        document = self.document(choices)
        questions = join(Markup("<li>{}</li>").format(one) for one in document.draft)
        told = "Open questions:" if document.draft else "No question is open."
        rows = load(self.into).paragraphs.filter(doc_id=document.doc_id)
        columns = schema.headers("paragraphs", "para_no", "zone", "reason", "n_words", "text")
        shown = table(rows, f"Lines of {document.doc_id}", columns, first=300, tall=True)
        return Markup("<p>{}</p><ul>{}</ul>{}").format(told, questions, shown)

    def fields(self, choices: Any) -> Mapping[str, Control]:  # noqa: ANN401
        """Return the fields of a document: its metadata, its lines, whether it was looked at."""
        folder, document = self.folder(choices), self.document(choices)
        evidence = folder.added.get(document.doc_id, {}).get("evidence", [])
        proved = {line.partition(" =")[0]: line.partition(": ")[2] for line in evidence}
        columns = schema.FRAMES["documents"].columns
        made: dict[str, Control] = {}
        for name in SAYABLE[1:]:
            label = f"{columns[name].title} ({proved.get(name) or columns[name].meaning})"
            value = str(getattr(document, name))
            others = sorted({str(getattr(one, name)) for one in folder.documents} - {"unknown"})
            made[name] = text(label, value, suggest=others)
            if name == "genre":
                made[name] = choice(label, schema.GENRES, value)
        return made | {
            "lines": text("Lines", hint="3, 5-8"),
            "zone": choice("Zone", schema.ZONES),
            "looked": check(LOOKED, value=not document.draft),
        }

    def submit(self, choices: Any, button: str, values: dict[str, Any]) -> str:  # noqa: ANN401
        """Save what was filled in, or set the zone of some lines."""
        document = self.document(choices)
        if button == "zone":
            last = load(self.into).paragraphs.filter(doc_id=document.doc_id).height
            reason = "" if values["zone"] == "body" else "set by the reader"
            set_now = dict.fromkeys(numbers(values["lines"], last), (values["zone"], reason))
            change: dict[str, Any] = {"zone": ranges(zones_of(document, last) | set_now)}
        else:
            given = {name: values[name].strip() or "unknown" for name in SAYABLE[1:]}
            given["composition_note"] = values["composition_note"].strip()
            change = checked(given, document.doc_id) | ({"draft": []} if values["looked"] else {})
        with writing(self.into):
            edit(self.into, {document.doc_id: change})
        return f"Saved {document.doc_id} in {self.into.name}/manifest.toml."

    def add(self, _: Any, __: str, values: dict[str, Any]) -> str:  # noqa: ANN401
        """Add the files that were chosen; questions stay as drafts."""
        offered = [Source(Path(name).name, bytes(data)) for name, data in values["files"]]
        report = add(offered, self.into)
        names = ("file", "status", "title", "n_words", "n_words_raw", "doubts")
        told = report.files.with_columns(pl.col("doubts").list.join(" "))
        headers = schema.headers("added", *names)
        self.said = table(told, "What became of each file", headers, first=100)
        return next(report.told())

    def report(self, choices: Any) -> Markup:  # noqa: ANN401
        """Show what became of the files that were added last, and what is asked about the parties."""
        if not (choices.saved and self.said):
            return Markup("<p>{}</p>").format(HOW)
        asked = [one for one in open_questions(self.into) if one.startswith("parties")]
        return self.said + join(Markup("<p>{}</p>").format(one) for one in asked)


def numbers(words: str, last: int) -> list[int]:
    """Read line numbers such as ``3, 5-8``.

    Examples
    --------
    >>> numbers("3, 5-8", 9)
    [3, 5, 6, 7, 8]
    """
    parts = [
        re.fullmatch(r"\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\s*", part) for part in words.split(",")
    ]
    found = [n for part in parts if part for n in range(int(part[1]), int(part[2] or part[1]) + 1)]
    if not all(parts):
        raise WorkbenchError(f"{words!r} are no line numbers; write them as 3, 5-8.")
    if not found or min(found) < 1 or max(found) > last:
        raise WorkbenchError(f"{words!r}: the lines are numbered from 1 to {last}.")
    return found


def add_form(folder: str | Path) -> Explorer:
    """Open the form that adds documents to the corpus in ``folder`` (new, or there already).

    Files are added as drafts. For each document the form shows what is known of it with the
    evidence, its open questions and its lines with their zones, to be filled in and changed; all of
    it is kept in the folder's ``manifest.toml``.

    Examples
    --------
    >>> add_form("my-corpus").pane("Add files")[:18]
    '<p>Choose files, o'
    """
    desk = Desk(Path(folder).expanduser())
    upload = Form(
        {"files": files("Files", ACCEPTED)}, {"add": f"Add to {desk.into.name}"}, desk.add
    )
    return Explorer(
        {"document": choice("Document", desk.names)},
        tabs={
            "Add files": Tab(desk.report, form=upload),
            "Documents": Tab(desk.lines, form=Form(desk.fields, BUTTONS, desk.submit)),
        },
        line=f"wb.add_form({str(folder)!r})",
    )
