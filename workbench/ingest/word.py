"""A DOCX file becomes its text: a line per paragraph, a line per row of a table.

What Word keeps beside the text is kept too, at the end, and is no body: notes, running heads,
hidden text. Tracked changes are read as accepted. What is left out is said.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from workbench.errors import WorkbenchError
from workbench.ingest.text import (
    SUPERSCRIPT,
    Extracted,
    letters,
    needed,
    of_lines,
    part_at_breaks,
    roman,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Strict Office Open XML has other names for the same things.
STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
#: What holds no printed text of its paragraph: struck out, moved away, a second copy, a box.
ELSEWHERE = frozenset(
    "del moveFrom Fallback txbxContent pPr rPr instrText delText delInstrText".split()
)
SAID_AS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
HOLDERS = frozenset("sdt sdtContent ins moveTo customXml smartTag".split())
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
OFF = ("0", "false", "off", "none")
#: A cell of a table says no more; one that does sets the page.
CELL = 400
#: Styles that are based on one another, at the most.
CHAIN = 20
Row = tuple[str, str, str]


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda _: "",
}


def tag(element: Any) -> str:  # noqa: ANN401 - lxml declares no types
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any) -> str | None:  # noqa: ANN401
    """Return the attribute val of an element that may be missing."""
    return None if element is None else element.get(f"{W}val")


def is_on(element: Any) -> bool:  # noqa: ANN401
    """Tell whether a property is there and not switched off."""
    return element is not None and element.get(f"{W}val") not in OFF


@dataclass
class Numbers:
    """The numbers that Word sets before paragraphs: they are printed, but are not in the text.

    Rules: ECMA-376, part 1, 17.9: a paragraph or its style names a list and a level; the level
    gives form, text and start; a paragraph begins the levels below its own anew.
    """

    styles: dict[str, Any]
    lists: dict[str, tuple[str, dict[int, Any], dict[int, int]]] = field(default_factory=dict)
    ties: dict[tuple[str | None, str], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)
    written: int = 0
    unread: int = 0

    def declare(self, root: Any) -> None:  # noqa: ANN401
        """Take the lists that a document declares."""
        abstract = {entry.get(f"{W}abstractNumId"): entry for entry in root.iter(f"{W}abstractNum")}
        for entry in root.iter(f"{W}num"):
            number, of = entry.get(f"{W}numId"), value(entry.find(f"{W}abstractNumId"))
            if of is None or of not in abstract:
                continue
            levels = {int(level.get(f"{W}ilvl")): level for level in abstract[of].iter(f"{W}lvl")}
            begins = {}
            for override in entry.iter(f"{W}lvlOverride"):
                place = int(override.get(f"{W}ilvl"))
                begin, other = value(override.find(f"{W}startOverride")), override.find(f"{W}lvl")
                begins |= {place: int(begin)} if begin else {}
                levels |= {place: other} if other is not None else {}
            self.lists[number] = (of, levels, begins)
            for place, level in levels.items():
                style = value(level.find(f"{W}pStyle"))
                self.ties |= {(number, style): place} if style else {}

    def of(self, paragraph: Any) -> str:  # noqa: ANN401
        """Return what Word sets before the next paragraph, with its gap; count on."""
        number, level = self.place(paragraph)
        if number in (None, "0"):
            return ""
        if number not in self.lists or level not in self.lists[number][1]:
            self.unread += 1
            return ""
        abstract, levels, begins = self.lists[number]
        counts = self.counts.setdefault(abstract, {})
        if level in begins and (number, level) not in self.begun:
            counts[level] = begins[level] - 1
        self.begun.add((number, level))
        counts[level] = counts.get(level, start_of(levels[level]) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        for above in range(level):
            if above in levels:
                counts.setdefault(above, start_of(levels[above]))
        shown = filled(level, levels, counts)
        self.unread += shown is None
        self.written += bool(shown)
        gap = "" if value(levels[level].find(f"{W}suff")) == "nothing" else " "
        return shown + gap if shown else ""

    def place(self, paragraph: Any) -> tuple[str | None, int]:  # noqa: ANN401
        """Return list and level of a paragraph: its own, or those of its style."""
        number, level = (
            value(paragraph.find(f"{W}pPr/{W}numPr/{W}{key}")) for key in ("numId", "ilvl")
        )
        name = value(paragraph.find(f"{W}pPr/{W}pStyle")) or "Normal"
        for _ in range(CHAIN):
            if number is not None or name not in self.styles:
                break
            style = self.styles[name]
            number, styled = (
                value(style.find(f"{W}pPr/{W}numPr/{W}{key}")) for key in ("numId", "ilvl")
            )
            level = level or styled or self.ties.get((number, name))
            name = value(style.find(f"{W}basedOn"))
        return number, int(level or 0)


def start_of(level: Any) -> int:  # noqa: ANN401
    """Return the number with which a level begins."""
    return int(value(level.find(f"{W}start")) or 1)


def filled(own: int, levels: dict[int, Any], counts: dict[int, int]) -> str | None:
    """Put the numbers into the text of a level; None for a form that is not known."""
    form = value(levels[own].find(f"{W}numFmt")) or "decimal"
    if form == "bullet":
        return "•"
    shown = value(levels[own].find(f"{W}lvlText")) or ""
    legal = is_on(levels[own].find(f"{W}isLgl"))
    for place in range(9):
        if f"%{place + 1}" not in shown:
            continue
        at = levels.get(place)
        form = "decimal" if legal or at is None else value(at.find(f"{W}numFmt")) or "decimal"
        if form not in FORMS or levels[own].find(f"{W}lvlRestart") is not None:
            return None
        shown = shown.replace(f"%{place + 1}", FORMS[form](counts.get(place, 1)))
    return shown


@dataclass
class Document:
    """One DOCX file as it is read: its parts, and what was met on the way."""

    parts: dict[str, Any]
    styles: dict[str, Any] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=lambda: Numbers({}))
    hidden: list[str] = field(default_factory=list)
    called: Counter[str] = field(default_factory=Counter)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    symbols: int = 0
    boxed: int = 0

    def __post_init__(self) -> None:
        """Read styles and lists."""
        sheet = self.parts.get("word/styles.xml")
        if sheet is not None:
            self.styles = {style.get(f"{W}styleId"): style for style in sheet.iter(f"{W}style")}
        self.numbers = Numbers(self.styles)
        if "word/numbering.xml" in self.parts:
            self.numbers.declare(self.parts["word/numbering.xml"])

    def lines(self, holder: Any) -> Iterator[Row]:  # noqa: ANN401
        """Return text, proposed zone and reason of each paragraph, row of a table, text box."""
        for block in blocks(holder):
            if tag(block) == "tbl":
                yield from self.rows(block)
                continue
            gone = block.find(f"{W}pPr/{W}rPr/{W}del") is not None
            printed = self.printed(block, block)
            number = "" if gone and not printed.strip() else self.numbers.of(block)
            zone = self.zone(block)
            for text in part_at_breaks(printed):
                yield number + text, *zone
                number = ""
            for box in boxes(block):
                found = list(self.lines(box))
                self.boxed += sum(len(text.split()) for text, *_ in found)
                yield from found

    def rows(self, table: Any) -> Iterator[Row]:  # noqa: ANN401
        """Return a line per row of a table, its cells set apart by tabs; of a layout its lines."""
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue
            cells = [
                list(self.lines(cell))
                for cell in row.iter(f"{W}tc")
                if next(cell.iterancestors(f"{W}tr")) is row
            ]
            cells = [cell for cell in cells if cell]
            texts = [" ".join(text for text, *_ in cell) for cell in cells]
            if len(cells) == 1 or any(
                len(cell) > 1 and len(text) > CELL for cell, text in zip(cells, texts, strict=True)
            ):
                yield from (line for cell in cells for line in cell)
            elif texts:
                yield "\t".join(texts), "", ""

    def printed(self, element: Any, paragraph: Any) -> str:  # noqa: ANN401
        """Return the text that a paragraph prints itself; hidden text is kept aside."""
        parts = []
        for child in element:
            name = tag(child)
            if name in ELSEWHERE or name == "rt":
                continue
            if name == "t":
                parts.append(child.text or "")
            elif name in NOTES:
                parts.append(self.note_mark(child, name))
            elif name == "sym":
                known = (child.get(f"{W}char") or "").upper() in ("F0B7", "F0A7", "F0D8", "00B7")
                parts.append("•" if known else "")
                self.symbols += not known
            elif name == "r":
                text = self.printed(child, paragraph)
                if self.is_hidden(child, paragraph):
                    self.hidden.append(" ".join(text.split()))
                else:
                    raised = value(child.find(f"{W}rPr/{W}vertAlign")) == "superscript"
                    figures = re.fullmatch(r"\s*[\d,]+\s*", text)
                    parts.append(text.translate(SUPERSCRIPT) if raised and figures else text)
            else:
                parts.append(SAID_AS.get(name) or self.printed(child, paragraph))
        return "".join(parts)

    def note_mark(self, reference: Any, name: str) -> str:  # noqa: ANN401
        """Return the mark that Word prints for a note."""
        kind = NOTES[name]
        key = kind, reference.get(f"{W}id") or ""
        if key not in self.marks:
            self.called[kind] += 1
            self.marks[key] = str(self.called[kind]).translate(SUPERSCRIPT)
        return self.marks[key]

    def is_hidden(self, run: Any, paragraph: Any) -> bool:  # noqa: ANN401
        """Tell whether a run is set hidden, by itself or by its style."""
        own = run.find(f"{W}rPr/{W}vanish")
        if own is not None:
            return is_on(own)
        names = [value(run.find(f"{W}rPr/{W}rStyle")), value(paragraph.find(f"{W}pPr/{W}pStyle"))]
        return any(is_on(self.styled(name, f"{W}rPr/{W}vanish")) for name in names if name)

    def styled(self, name: str | None, path: str) -> Any:  # noqa: ANN401
        """Find a property of a style, or of one that it is based on."""
        for _ in range(CHAIN):
            if name is None or name not in self.styles:
                return None
            found = self.styles[name].find(path)
            if found is not None:
                return found
            name = value(self.styles[name].find(f"{W}basedOn"))
        return None

    def zone(self, paragraph: Any) -> tuple[str, str]:  # noqa: ANN401
        """Propose a zone by the name of the paragraph's style."""
        style = value(paragraph.find(f"{W}pPr/{W}pStyle")) or ""
        shown = value(self.styles[style].find(f"{W}name")) if style in self.styles else style
        name = (shown or style).lower()
        level = self.styled(style, f"{W}pPr/{W}outlineLvl")
        zones = {"title": "title", "subtitle": "deck", "caption": "caption"}
        if name in zones:
            return zones[name], f"Word's style {shown}"
        if name.startswith("toc") or "contents" in name:
            return "boilerplate", "table of contents"
        if name.startswith("heading") or (level is not None and value(level) != "9"):
            return "heading", f"Word's style {shown}"
        return "", ""

    def asides(self) -> list[Row]:
        """Return the lines that stand outside the body, each text once, as no body."""
        found: dict[str, str] = {}
        for name, root in self.parts.items():
            stem = re.sub(r"\d*\.xml$", "", name.rpartition("/")[2])
            if stem in ("footnotes", "endnotes"):
                for note in root:
                    if note.get(f"{W}type") is None:
                        text = " ".join(
                            " ".join(
                                self.printed(para, para) for para in note.iter(f"{W}p")
                            ).split()
                        )
                        mark = self.marks.get((stem[:-1], note.get(f"{W}id") or ""), "")
                        if text:
                            found.setdefault(
                                f"{mark} {text}".strip(), f"{stem[:-1]}, set at the end"
                            )
            elif stem in ("header", "footer"):
                what = "running head" if stem == "header" else "foot of the page"
                for text, *_ in self.lines(root):
                    found.setdefault(text, f"{what}, set at the end")
        found |= {text: "hidden text, set at the end" for text in self.hidden if text}
        return [(text, "boilerplate", reason) for text, reason in found.items()]


def from_docx(data: bytes, name: str) -> Extracted:
    """Return the text of a document with its automatic numbers; what is left out is counted."""
    try:
        document = Document(parts_of(data))
        body = document.parts["word/document.xml"].find(f"{W}body")
        lines = list(document.lines(body))
        asides = document.asides()
        told = doubts_and_notes(document, body, lines + asides)
    except ImportError:
        raise needed("lxml", name) from None
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        raise WorkbenchError(
            f"{name}: cannot be read as DOCX; open it in a word processor and save it anew."
        ) from None
    if not lines:
        raise WorkbenchError(f"{name}: the document holds no text; is it a picture of text?")
    titles = [text for text, zone, _ in lines if zone == "title"]
    facts = (
        {"title": (titles[0], "the only line in Word's style Title")} if len(titles) == 1 else {}
    )
    return of_lines(
        lines + asides,
        "lxml",
        encoding="utf-8 (DOCX is XML)",
        facts=facts,
        doubts=tuple(told[0]),
        notes=tuple(told[1]),
    )


def parts_of(data: bytes) -> dict[str, Any]:
    """Parse the parts of a DOCX that hold text or say how it is set."""
    from lxml import etree  # noqa: PLC0415 - optional

    wanted = re.compile(
        r"word/(?:document|styles|numbering|footnotes|endnotes|comments|header\d*|footer\d*)\.xml"
    )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: etree.fromstring(archive.read(name).replace(*STRICT), parser)
            for name in sorted(archive.namelist())
            if wanted.fullmatch(name)
        }


def blocks(holder: Any) -> Iterator[Any]:  # noqa: ANN401
    """Return the paragraphs and tables of a part in order, those in content controls too."""
    for child in holder:
        if tag(child) in ("p", "tbl"):
            yield child
        elif tag(child) in HOLDERS:
            yield from blocks(child)


def boxes(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """Return the text boxes that hang on a paragraph, once each."""
    for box in paragraph.iter(f"{W}txbxContent"):
        outer = list(box.iterancestors())
        place = next(n for n, element in enumerate(outer) if tag(element) == "p")
        second = any(tag(element) == "Fallback" for element in outer[:place])
        if outer[place] is paragraph and not second:
            yield box


def doubts_and_notes(
    document: Document,
    body: Any,  # noqa: ANN401
    lines: list[Row],
) -> tuple[list[str], list[str]]:
    """Say what is in the file and not in the text, or in the text and doubtful."""
    doubts, notes = [], []
    new = sum(
        len("".join(part.itertext(f"{W}t")).split()) for part in body.iter(f"{W}ins", f"{W}moveTo")
    )
    old = sum(len((part.text or "").split()) for part in body.iter(f"{W}delText"))
    if new or old:
        doubts.append(
            f"Tracked changes: they are read as accepted; {new:,} words that they add are in the text, "
            f"{old:,} that they strike out are not. Is that the version to be counted?"
        )
    numbers = document.numbers
    if numbers.unread:
        doubts.append(
            f"Numbers: Word sets {numbers.unread:,} numbers in a way that is not known here; they are not in the text, so those points are not counted as points."
        )
    if document.symbols:
        doubts.append(f"Signs: {document.symbols:,} signs of a symbol font are not in the text.")
    other = sum(1 for _ in body.iter(f"{W}altChunk"))
    if other:
        doubts.append(f"Parts: {other:,} parts of other files are put into it and are not read.")
    there = sum(
        len("".join((node.text or "").split()))
        for node in body.iter(f"{W}t")
        if not {"del", "moveFrom", "Fallback"} & {tag(outer) for outer in node.iterancestors()}
    )
    kept = sum(len("".join(text.split())) for text, *_ in lines)
    if kept < there:
        doubts.append(
            f"Lost: {there - kept:,} of {there:,} letters of the file did not reach the text."
        )
    if document.hidden:
        n = sum(len(text.split()) for text in document.hidden)
        notes.append(f"{n:,} words are hidden in the document and are no body.")
    if document.boxed:
        notes.append(
            f"{document.boxed:,} words stand in text boxes; each box follows the paragraph that it hangs on."
        )
    if numbers.written:
        notes.append(f"{numbers.written:,} numbers and bullets that Word sets were written out.")
    if "word/comments.xml" in document.parts:
        n = sum(1 for _ in document.parts["word/comments.xml"].iter(f"{W}comment"))
        notes += [f"{n:,} comments beside the text are left out."] * bool(n)
    return doubts, notes
