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
    Facts,
    ask,
    letters,
    needed,
    of_lines,
    part_at_breaks,
    roman,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Strict Office Open XML has other names for the same things.
STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
PARTS = re.compile(r"word/(?:document|styles|numbering|footnotes|endnotes|header\d*|footer\d*)\.xml")  # fmt: skip
#: What holds no printed text of its paragraph: struck out, moved away, a second copy, a box.
ELSEWHERE = frozenset(
    "del moveFrom Fallback txbxContent pPr rPr rt instrText delText delInstrText".split()
)
SAID_AS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
HOLDERS = frozenset("sdt sdtContent ins moveTo customXml smartTag".split())
OFF = ("0", "false", "off", "none")
#: Signs of symbol fonts that are bullets.
BULLETS = ("F0B7", "F0A7", "F0D8", "00B7")
#: A cell of a table says no more; one that does sets the page.
CELL = 400
#: Styles that are based on one another, at the most.
CHAIN = 20
#: Zones of styles, and what stands outside the body.
ZONES = {"title": "title", "subtitle": "deck", "caption": "caption"}
ASIDES = {"header": "running head", "footer": "foot of the page", "footnotes": "footnote", "endnotes": "endnote"}  # fmt: skip
Row = tuple[str, str, str]
FORMS: dict[str, Callable[[int], str]] = {
    "bullet": lambda _: "•",
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


def value(element: Any, *path: str) -> str | None:  # noqa: ANN401
    """Return the attribute val of what is found under an element, if it is there."""
    found = element.find("/".join(f"{W}{name}" for name in path))
    return None if found is None else found.get(f"{W}val", "")


class Level:
    """One level of a list: how Word numbers a paragraph of it."""

    def __init__(self, element: Any) -> None:  # noqa: ANN401
        self.form = value(element, "numFmt") or "decimal"
        self.text = "•" if self.form == "bullet" else value(element, "lvlText") or ""
        self.start = int(value(element, "start") or 1)
        self.style = value(element, "pStyle")
        self.gap = "" if value(element, "suff") == "nothing" else " "
        legal = value(element, "isLgl")
        self.legal = legal is not None and legal not in OFF
        self.known = value(element, "lvlRestart") is None


@dataclass
class Document:
    """One DOCX file as it is read: its parts, its styles, its lists, and what was met on the way.

    Rules of numbers: ECMA-376, part 1, 17.9: a paragraph or its style names a list and a level; the
    level gives form, text and start; a paragraph begins the levels below its own anew.
    """

    parts: dict[str, Any]
    styles: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)
    unread: int = 0
    hidden: list[str] = field(default_factory=list)
    called: Counter[str] = field(default_factory=Counter)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read styles and lists."""
        sheet, numbering = (self.parts.get(f"word/{name}.xml") for name in ("styles", "numbering"))
        if sheet is not None:
            self.styles = {style.get(f"{W}styleId"): style for style in sheet.iter(f"{W}style")}
        if numbering is None:
            return
        abstract = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
        for entry in numbering.iter(f"{W}num"):
            of = value(entry, "abstractNumId") or ""
            found = (
                [*abstract[of].iter(f"{W}lvl"), *entry.iter(f"{W}lvl")] if of in abstract else []
            )
            levels = {int(level.get(f"{W}ilvl")): Level(level) for level in found}
            begins = {
                int(override.get(f"{W}ilvl")): int(begin)
                for override in entry.iter(f"{W}lvlOverride")
                if (begin := value(override, "startOverride"))
            }
            self.lists[entry.get(f"{W}numId")] = (of, levels, begins)

    def chain(self, name: str | None) -> Iterator[Any]:
        """Return a style and those that it is based on."""
        for _ in range(CHAIN):
            if name not in self.styles:
                return
            yield self.styles[name]
            name = value(self.styles[name], "basedOn")

    def styled(self, name: str | None, *path: str) -> str | None:
        """Find a property of a style, or of one that it is based on."""
        found = (value(style, *path) for style in self.chain(name))
        return next((one for one in found if one is not None), None)

    def number(self, paragraph: Any) -> str:  # noqa: ANN401
        """Return what Word sets before the next paragraph, with its gap; count on."""
        number, level = None, None
        for holder in (paragraph, *self.chain(value(paragraph, "pPr", "pStyle") or "Normal")):
            number, own = (value(holder, "pPr", "numPr", key) for key in ("numId", "ilvl"))
            level = own if level is None else level
            if number is not None:
                name = holder.get(f"{W}styleId", "-")
                tied = self.lists.get(number, ("", {}, {}))[1].items()
                level = level or next((n for n, one in tied if one.style == name), 0)
                break
        if number in (None, "0"):
            return ""
        own = int(level or 0)
        abstract, levels, begins = self.lists.get(number, ("", {}, {}))
        if own not in levels:
            self.unread += 1
            return ""
        counts = self.counts.setdefault(abstract, {})
        if own in begins and (number, own) not in self.begun:
            counts[own] = begins[own] - 1
        self.begun.add((number, own))
        counts[own] = counts.get(own, levels[own].start - 1) + 1
        for other in levels:
            if other > own:
                counts.pop(other, None)
            elif other < own:
                counts.setdefault(other, levels[other].start)
        return self.filled(levels, counts, own)

    def filled(self, levels: dict[int, Level], counts: dict[int, int], own: int) -> str:
        """Put the numbers into the text of a level; nothing for a form that is not known."""
        shown = levels[own].text
        for place in re.findall(r"%([1-9])", shown):
            level = levels.get(int(place) - 1)
            form = "decimal" if levels[own].legal or level is None else level.form
            if form not in FORMS or not levels[own].known:
                self.unread += 1
                return ""
            shown = shown.replace(f"%{place}", FORMS[form](counts.get(int(place) - 1, 1)))
        return shown + levels[own].gap if shown else ""

    def lines(self, holder: Any) -> Iterator[Row]:  # noqa: ANN401
        """Return text, proposed zone and reason of each paragraph, row of a table, text box."""
        for block in blocks(holder):
            if tag(block) == "tbl":
                yield from self.rows(block)
                continue
            gone = block.find(f"{W}pPr/{W}rPr/{W}del") is not None
            printed = self.printed(block, block)
            number = "" if gone and not printed.strip() else self.number(block)
            zone = self.zone(block)
            for text in part_at_breaks(printed):
                yield number + text, *zone
                number = ""
            for box in boxes(block):
                yield from self.lines(box)

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
            texts = [" ".join(text for text, *_ in cell) for cell in cells if cell]
            if len(texts) == 1 or any(
                len(cell) > 1 and sum(len(text) for text, *_ in cell) > CELL for cell in cells
            ):
                yield from (line for cell in cells for line in cell)
            elif texts:
                yield "\t".join(texts), "", ""

    def printed(self, element: Any, paragraph: Any) -> str:  # noqa: ANN401
        """Return the text that a paragraph prints itself; hidden text is kept aside."""
        parts = []
        for child in element:
            name = tag(child)
            if name in ELSEWHERE:
                continue
            if name == "t":
                parts.append(child.text or "")
            elif name in ("footnoteReference", "endnoteReference"):
                parts.append(self.note_mark(child, name.removesuffix("Reference")))
            elif name == "sym":
                code = (child.get(f"{W}char") or "FFFD").upper()
                parts.append("•" if code in BULLETS else chr(int(code, 16)))
            elif name == "r":
                text = self.printed(child, paragraph)
                if self.is_hidden(child, paragraph):
                    self.hidden.append(" ".join(text.split()))
                    continue
                raised = value(child, "rPr", "vertAlign") == "superscript"
                figures = re.fullmatch(r"\s*[\d,]+\s*", text)
                parts.append(text.translate(SUPERSCRIPT) if raised and figures else text)
            else:
                parts.append(SAID_AS.get(name) or self.printed(child, paragraph))
        return "".join(parts)

    def note_mark(self, reference: Any, kind: str) -> str:  # noqa: ANN401
        """Return the mark that Word prints for a note."""
        key = kind, reference.get(f"{W}id") or ""
        if key not in self.marks:
            self.called[kind] += 1
            self.marks[key] = str(self.called[kind]).translate(SUPERSCRIPT)
        return self.marks[key]

    def is_hidden(self, run: Any, paragraph: Any) -> bool:  # noqa: ANN401
        """Tell whether a run is set hidden, by itself or by its style."""
        own = value(run, "rPr", "vanish")
        names = (value(run, "rPr", "rStyle"), value(paragraph, "pPr", "pStyle"))
        said = [self.styled(name, "rPr", "vanish") for name in names] if own is None else [own]
        return any(one is not None and one not in OFF for one in said)

    def zone(self, paragraph: Any) -> tuple[str, str]:  # noqa: ANN401
        """Propose a zone by the name of the paragraph's style."""
        style = value(paragraph, "pPr", "pStyle") or ""
        shown = (value(self.styles[style], "name") if style in self.styles else style) or style
        name = shown.lower()
        if name in ZONES:
            return ZONES[name], f"Word's style {shown}"
        if name.startswith("toc") or "contents" in name:
            return "boilerplate", "table of contents"
        level = self.styled(style, "pPr", "outlineLvl") or "9"
        return ("heading", f"Word's style {shown}") if name.startswith("heading") or level != "9" else ("", "")  # fmt: skip

    def asides(self) -> Iterator[Row]:
        """Return the lines that stand outside the body, each text once, as no body."""
        found: dict[str, str] = {}
        for name, root in self.parts.items():
            stem = re.sub(r"\d*\.xml$", "", name.rpartition("/")[2])
            if stem in ("header", "footer"):
                found |= {text: ASIDES[stem] for text, *_ in self.lines(root)}
            for note in root.iter(f"{W}footnote", f"{W}endnote") if stem in ASIDES else ():
                texts = [self.printed(paragraph, paragraph) for paragraph in note.iter(f"{W}p")]
                mark = self.marks.get((tag(note), note.get(f"{W}id") or ""), "")
                text = " ".join(" ".join([mark, *texts]).split())
                if note.get(f"{W}type") is None and text != mark:
                    found[text] = tag(note)
        found |= {text: "hidden text" for text in self.hidden if text}
        for text, what in found.items():
            yield text, "boilerplate", f"{what}, set at the end"


def from_docx(data: bytes, name: str) -> Extracted:
    """Return the text of a document with its automatic numbers; what is left out is counted."""
    try:
        document = Document(parts_of(data))
        body = document.parts["word/document.xml"].find(f"{W}body")
        lines = list(document.lines(body))
        asides = list(document.asides())
        doubts = tuple(doubted(document, body, lines + asides))
    except ImportError:
        raise needed("lxml", name) from None
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        raise WorkbenchError(
            f"{name}: cannot be read as DOCX; open it in a word processor and save it anew."
        ) from None
    if not lines:
        raise WorkbenchError(f"{name}: the document holds no text; is it a picture of text?")
    titles = [text for text, zone, _ in lines if zone == "title"]
    once = len(titles) == 1
    facts: Facts = {"title": (titles[0], "the only line in Word's style Title")} if once else {}
    n = sum(len(text.split()) for text in document.hidden)
    notes = (f"{n:,} words are hidden in the document and are no body.",) * bool(n)
    about = {"encoding": "utf-8 (DOCX is XML)", "facts": facts, "doubts": doubts, "notes": notes}
    return of_lines(lines + asides, "lxml", **about)


def parts_of(data: bytes) -> dict[str, Any]:
    """Parse the parts of a DOCX that hold text or say how it is set."""
    from lxml import etree  # noqa: PLC0415 - optional

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: etree.fromstring(archive.read(name).replace(*STRICT), parser)
            for name in sorted(archive.namelist())
            if PARTS.fullmatch(name)
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


def doubted(document: Document, body: Any, lines: list[Row]) -> Iterator[str]:  # noqa: ANN401
    """Ask about what is in the file and not in the text, or in the text and doubtful."""
    inserted = [part for change in body.iter(f"{W}ins", f"{W}moveTo") for part in change.iter(f"{W}t")]  # fmt: skip
    new, old = (
        sum(len((part.text or "").split()) for part in parts)
        for parts in (inserted, body.iter(f"{W}delText"))
    )
    if new or old:
        yield ask("tracked", f"{new:,}", f"{old:,}")
    if document.unread:
        yield ask("numbers", f"{document.unread:,}")
    gone = {"del", "moveFrom", "Fallback"}
    texts = [part for part in body.iter(f"{W}t") if not gone & set(map(tag, part.iterancestors()))]
    there = sum(len("".join((part.text or "").split())) for part in texts)
    kept = sum(len("".join(text.split())) for text, *_ in lines)
    if kept < there or body.find(f".//{W}altChunk") is not None:
        yield ask("lost", f"{there - kept:,}", f"{there:,}")
