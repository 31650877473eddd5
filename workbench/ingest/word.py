"""A DOCX file is set as a page, with what Word prints by itself: numbers, marks of notes, symbols.

What Word keeps beside the text is kept too, at the end, and is no body: notes, running heads.
Tracked changes are read as accepted. What is left out is said.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from io import BytesIO
from typing import Any

from workbench.ingest.page import from_html
from workbench.ingest.text import Extracted, ask, counted, refused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Strict Office Open XML has other names for the same things.
STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
PARTS = re.compile(r"word/(?:document|styles|numbering|footnotes|endnotes|header\d*|footer\d*)\.xml")  # fmt: skip
#: What holds no printed text of its paragraph: struck out, moved away, a second copy, a box.
ELSEWHERE = frozenset("del moveFrom Fallback pPr rPr rt instrText delText delInstrText".split())
SAID_AS = {"tab": " ", "br": "<br>", "cr": "<br>", "noBreakHyphen": "-", "ptab": " "}
OFF = ("0", "false", "off", "none")
#: Signs of symbol fonts that are bullets.
BULLETS = ("F0B7", "F0A7", "F0D8", "00B7")
#: A cell of a table says no more; one that does sets the page.
CELL = 400
#: Styles that are based on one another, at the most.
CHAIN = 20
#: What paragraphs of a style are on a page, and parts outside the body.
STYLES = {"title": "h1", "subtitle": "h2", "caption": "figcaption"}
ASIDES = {"header": "<div role=banner>", "footer": "<div role=contentinfo>", "footnotes": "<div class=footnotes>", "endnotes": "<div class=endnotes>"}  # fmt: skip
FORMS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}  # fmt: skip


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
    boxes: list[Any] = field(default_factory=list)
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
        """Return what Word sets before the next paragraph, and a space; count on."""
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
            shown = shown.replace(f"%{place}", counted(counts.get(int(place) - 1, 1), FORMS[form]))
        return f"{shown} " if shown else ""

    def page(self) -> str:
        """Return the document as a page: its body, and once each what stands outside of it."""
        body = "".join(self.blocks(self.parts["word/document.xml"].find(f"{W}body")))
        asides: dict[str, None] = {}
        for name, root in self.parts.items():
            stem = re.sub(r"\d*\.xml$", "", name.rpartition("/")[2])
            if stem in ("header", "footer"):
                asides |= {ASIDES[stem] + block + "</div>": None for block in self.blocks(root)}
            for note in root.iter(f"{W}footnote", f"{W}endnote") if stem in ASIDES else ():
                key = (tag(note), note.get(f"{W}id") or "")
                words = " ".join(self.printed(one, one) for one in note.iter(f"{W}p"))
                if note.get(f"{W}type") is None and words.strip():
                    asides[f"{ASIDES[stem]}{self.marks.get(key, '')} {words}</div>"] = None
        return f"<body>{body}{''.join(asides)}</body>"

    def blocks(self, holder: Any) -> Iterator[str]:  # noqa: ANN401
        """Set the paragraphs and tables of a part in order, those in content controls too."""
        for block in holder:
            if tag(block) == "tbl":
                yield f"<table>{''.join(self.rows(block))}</table>"
            elif tag(block) == "p":
                gone = block.find(f"{W}pPr/{W}rPr/{W}del") is not None
                printed, kind = self.printed(block, block), self.kind(block)
                number = "" if gone and not printed.strip() else escape(self.number(block))
                yield f"<{kind}>{number}{printed}</{kind}>"
                boxes, self.boxes = self.boxes, []
                for box in boxes:
                    yield f"<div>{''.join(self.blocks(box))}</div>"
            elif tag(block) not in ELSEWHERE:
                yield from self.blocks(block)

    def rows(self, table: Any) -> Iterator[str]:  # noqa: ANN401
        """Set the rows of a table; the paragraphs of a short cell are one text."""
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue
            cells = []
            for cell in (one for one in row.iter(f"{W}tc") if next(one.iterancestors(f"{W}tr")) is row):  # fmt: skip
                parts = list(self.blocks(cell))
                if all(part.startswith("<p>") for part in parts) and sum(map(len, parts)) < CELL:
                    parts = ["<br>".join(part[3:-4] for part in parts)]
                cells.append(f"<td>{''.join(parts)}</td>")
            yield f"<tr>{''.join(cells)}</tr>"

    def printed(self, element: Any, paragraph: Any) -> str:  # noqa: ANN401
        """Set the text that a paragraph prints itself; hidden text is hidden on the page."""
        parts = []
        for child in element:
            name = tag(child)
            if name in ELSEWHERE:
                continue
            if name == "t":
                parts.append(escape(child.text or ""))
            elif name == "txbxContent":
                self.boxes.append(child)
            elif name in ("footnoteReference", "endnoteReference"):
                kind = name.removesuffix("Reference")
                mark = f"<sup>{sum(one == kind for one, _ in self.marks) + 1}</sup>"
                parts.append(self.marks.setdefault((kind, child.get(f"{W}id") or ""), mark))
            elif name == "sym":
                code = (child.get(f"{W}char") or "FFFD").upper()
                parts.append("•" if code in BULLETS else chr(int(code, 16)))
            elif name == "r":
                text = self.printed(child, paragraph)
                raised = value(child, "rPr", "vertAlign") == "superscript"
                text = f"<sup>{text}</sup>" if raised else text
                hidden = self.is_hidden(child, paragraph)
                parts.append(f"<span hidden>{text}</span>" if hidden else text)
            else:
                parts.append(SAID_AS.get(name) or self.printed(child, paragraph))
        return "".join(parts)

    def is_hidden(self, run: Any, paragraph: Any) -> bool:  # noqa: ANN401
        """Tell whether a run is set hidden, by itself or by its style."""
        own = value(run, "rPr", "vanish")
        names = (value(run, "rPr", "rStyle"), value(paragraph, "pPr", "pStyle"))
        said = [self.styled(name, "rPr", "vanish") for name in names] if own is None else [own]
        return any(one is not None and one not in OFF for one in said)

    def kind(self, paragraph: Any) -> str:  # noqa: ANN401
        """Return what a paragraph is on a page, by the name of its style."""
        style = value(paragraph, "pPr", "pStyle") or ""
        name = (self.styled(style, "name") or style).lower()
        if name.startswith("toc") or "contents" in name:
            return "nav"
        headed = name.startswith("heading") or self.styled(style, "pPr", "outlineLvl") not in (None, "9")  # fmt: skip
        return STYLES.get(name, "h2" if headed else "p")

    def doubted(self) -> Iterator[str]:
        """Ask about changes that are not accepted yet, and numbers that could not be written out."""
        body = self.parts["word/document.xml"]
        new, old = (
            sum(len("".join(part.itertext(f"{W}{kind}")).split()) for part in body.iter(*changes))
            for kind, changes in (("t", (f"{W}ins", f"{W}moveTo")), ("delText", (f"{W}del",)))
        )
        if new or old:
            yield ask("tracked", f"{new:,}", f"{old:,}")
        if self.unread:
            yield ask("numbers", f"{self.unread:,}")


def from_docx(data: bytes, name: str) -> Extracted:
    """Return the text of a document with its automatic numbers; what is left out is counted."""
    try:
        document = Document(parts_of(data))
        page = document.page()
    except ImportError:
        raise refused("needed", name, "lxml") from None
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        raise refused("docx", name) from None
    if not re.sub(r"<[^>]*>", "", page).strip():
        raise refused("picture", name)
    found = from_html(Extracted(page, encoding="utf-8 (DOCX is XML)"), name, plain=True)
    return replace(found, doubts=tuple(document.doubted()))


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
