"""One offered file becomes a draft: its manifest table with evidence, its zones, its bytes."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from workbench.corpus.manifest import FIELDS, SHAPES
from workbench.errors import WorkbenchError
from workbench.ingest.encodings import Decoded
from workbench.ingest.extract import extract, from_text
from workbench.ingest.extracted import Extracted, Hint
from workbench.ingest.gather import Source
from workbench.ingest.guess import facts
from workbench.ingest.layout import doubts, lines_of, proposed
from workbench.ingest.tables import checked

LONG_LINE = 20_000
DATES_SAID = ("event_date", "published")


@dataclass(frozen=True)
class Draft:
    """One offered document: its manifest table, its zones, and the bytes that would be written.

    ``because`` gives each field that is known its basis and the evidence for it; ``looked`` says
    that a reader has looked at what is doubtful.
    """

    source: Source
    table: dict[str, Any]
    extracted: Extracted
    raw: bytes
    because: dict[str, tuple[str, str]]
    notes: tuple[str, ...]
    refusal: str = ""
    looked: bool = False

    def evidence(self, *bases: str) -> list[str]:
        """Say what each field is known by whose basis is one of these, a sentence each."""
        return [
            f"{name} = {str(self.table[name]).rstrip('.')}: {why}"
            for name, (basis, why) in self.because.items()
            if basis in bases
        ]


def drafted(source: Source, taken: set[str]) -> Draft:
    """Read one file and fill its manifest table."""
    doc_id = named(source, taken)
    try:
        fields, extracted = read(source, taken)
    except WorkbenchError as error:
        nothing = Extracted("", "none", "unknown")
        table = {"doc_id": doc_id, "title": "unknown"}
        return Draft(source, table, nothing, b"", {}, (), str(error))
    lines = lines_of(extracted.text)
    proved = facts(lines, extracted.facts)
    values: dict[str, Any] = {name: value for name, (value, _) in proved.items()}
    if values.get("year", "").isdigit():
        values["year"] = int(values["year"])
    raw = written(source, extracted)
    worked_out = {"file": f"{doc_id}.txt", "sha256": hashlib.sha256(raw).hexdigest()}
    said = {name: value for name, value in fields.items() if value != values.get(name, "unknown")}
    because = {"doc_id": ("worked out", "from the name of the file")}
    because |= {name: ("proved", why) for name, (_, why) in proved.items()}
    because |= dict.fromkeys(said, ("table", "said by the table"))
    because = {name: entry for name, entry in because.items() if said.get(name) != "unknown"}
    table = dict.fromkeys(FIELDS, "unknown") | values | {"doc_id": doc_id} | worked_out | said
    known = {hint.para_no for hint in extracted.hints}
    known |= {number for number, line in enumerate(lines, 1) if line == table["title"]}
    hints = tuple(extracted.hints) + tuple(proposed(lines, known))
    given = source.fields.get("doc_id", doc_id)
    used = f"doc_id {given} is used already, so it would be called {doc_id}."
    notes = (
        *filter(None, [source.doubt, used * (given != doc_id)]),
        *extracted.notes,
        *doubts(lines),
        *odd(lines),
    )
    return dated(Draft(source, table, replace(extracted, hints=hints), raw, because, notes))


def read(source: Source, taken: set[str]) -> tuple[dict[str, Any], Extracted]:
    """Give what a table says of a file, checked, and the file's text; or raise why it is refused."""
    if source.refusal:
        raise WorkbenchError(source.refusal)
    fields = checked(source.fields, source.name)
    if fields.get("doc_id") in taken:
        del fields["doc_id"]
    if source.text is None:
        return fields, extract(source.data, source.name)
    return fields, from_text(Decoded(source.text, "utf-8", "in the table"), source.name)


def dated(draft: Draft) -> Draft:
    """Say where the dates come from, unless somebody has said so."""
    if draft.because.get("date_note", ("worked out",))[0] != "worked out":
        return draft
    told = [f"{name}: {draft.because[name][1]}" for name in DATES_SAID if name in draft.because]
    said = "; ".join(told)
    note = f"{said[0].upper()}{said[1:]}." if told else "unknown"
    because = {name: entry for name, entry in draft.because.items() if name != "date_note"}
    if told:
        because["date_note"] = ("worked out", "from what the dates are known by")
    return replace(draft, table=draft.table | {"date_note": note}, because=because)


def odd(lines: list[str]) -> list[str]:
    """Find lines too long for a paragraph."""
    long = [(n, len(line)) for n, line in enumerate(lines, 1) if len(line) > LONG_LINE]
    return [f"Line {n} has {size:,} characters; is it one paragraph?" for n, size in long]


def named(source: Source, taken: set[str]) -> str:
    """Give an identifier: that of the table, or one made from the file's name."""
    given = source.fields.get("doc_id", "")
    if given and re.fullmatch(SHAPES["doc_id"][0], given):
        base = given
    else:
        stem = re.sub(r"\.\w{2,5}$", "", source.name.replace(", ", "-"))
        plain = unicodedata.normalize("NFKD", stem.replace("đ", "d").replace("Đ", "D"))
        base = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip(
            "-"
        )
    base = base[:60] or "document"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def written(source: Source, extracted: Extracted) -> bytes:
    """Give the bytes of the extracted text: those of the file itself where they are the text."""
    data = extracted.text.encode("utf-8")
    same = source.text is None and source.data.decode("utf-8", "replace") == extracted.text
    return source.data if same else data


def ranges(hints: tuple[Hint, ...]) -> list[dict[str, Any]]:
    """Join proposals for lines that follow one another; the first proposal for a line counts.

    Examples
    --------
    >>> ranges((Hint(1, "deck", "x"), Hint(2, "deck", "x"), Hint(2, "body", "")))
    [{'first': 1, 'last': 2, 'zone': 'deck', 'reason': 'x'}]
    """
    each: dict[int, Hint] = {}
    for hint in hints:
        each.setdefault(hint.para_no, hint)
    joined: list[dict[str, Any]] = []
    for number in sorted(each):
        hint = each[number]
        what = {"zone": hint.zone, "reason": hint.reason}
        if joined and joined[-1]["last"] == number - 1 and what.items() <= joined[-1].items():
            joined[-1]["last"] = number
        else:
            joined.append({"first": number, "last": number, **what})
    return joined
