"""A DOCX file becomes its text: a line per paragraph, a line per row of a table.

What Word keeps beside the text is kept too, at the end, proposed as no body: footnotes, running
heads. Tracked changes are read as accepted. What is left out is said.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from workbench.errors import WorkbenchError
from workbench.ingest.extracted import Extracted, Hint, missing, named
from workbench.ingest.word_numbers import Numbers, W, numbers

#: More than this, unpacked, is no document but a bomb.
LARGEST = 200_000_000
#: What holds no printed text of its paragraph: struck out, moved away, a second copy, a box.
ELSEWHERE = ("del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr")
SAID_AS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}
HOLDERS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
ASIDES = {
    "footnotes": "footnote, set at the end",
    "endnotes": "endnote, set at the end",
    "header": "running head, set at the end",
    "footer": "foot of the page, set at the end",
}


def from_docx(data: bytes, name: str) -> Extracted:
    """Give the text of a document with its automatic numbers; what is left out is counted."""
    try:
        import docx  # noqa: PLC0415 - optional
    except ImportError:
        raise missing(name, "python-docx") from None
    refuse_bomb(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        counted = numbers(document)
        body = list(lines_of(document.element.body, document, counted))
        lines = [*body, *asides(document)]
        notes = tuple(doubts(document, body, counted))
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        raise WorkbenchError(
            f"{name}: cannot be read as DOCX; open it in a word processor and save it anew."
        ) from None
    if not body:
        raise WorkbenchError(f"{name}: the document holds no text; is it a picture of text?")
    hints = tuple(
        Hint(number, zone, reason) for number, (_, zone, reason) in enumerate(lines, 1) if zone
    )
    titles = [text for text, zone, _ in lines if zone == "title"]
    facts = (
        {"title": (titles[0], "the only line in Word's style Title")} if len(titles) == 1 else {}
    )
    wrote = f"; {counted.written:,} numbers and bullets written out" if counted.written else ""
    return Extracted(
        "\n\n".join(text for text, *_ in lines) + "\n",
        named("python-docx") + wrote,
        "utf-8 (DOCX is XML)",
        hints,
        facts,
        notes,
    )


def refuse_bomb(data: bytes, name: str) -> None:
    """Raise if the file is no archive, or unpacks to far more than a document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError):
        raise WorkbenchError(f"{name}: is not a whole DOCX file (its archive is broken).") from None
    if size > LARGEST:
        raise WorkbenchError(f"{name}: unpacks to {size:,} bytes, which no document has.")


def tag(element: Any) -> str:  # noqa: ANN401 - lxml
    """Give the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def blocks(holder: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give the paragraphs and tables of a part in order, those in content controls too."""
    for child in holder:
        if tag(child) in ("p", "tbl"):
            yield child
        elif tag(child) in HOLDERS:
            yield from blocks(child)


def lines_of(
    holder: Any,  # noqa: ANN401
    document: Any,  # noqa: ANN401
    counted: Numbers,
) -> Iterator[tuple[str, str, str]]:
    """Give text, proposed zone and reason of each paragraph, each row of a table, each text box."""
    for block in blocks(holder):
        if tag(block) == "tbl":
            yield from rows_of(block, document, counted)
            continue
        gone = block.find(f"{W}pPr/{W}rPr/{W}del") is not None
        text = " ".join(printed(block).split())
        number = "" if gone and not text else counted.of(block)
        if text:
            yield (number + text, *zone_of(block, document))
        for box in boxes(block):
            yield from lines_of(box, document, counted)


def rows_of(table: Any, document: Any, counted: Numbers) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401
    """Give a line per row of a table, its cells set apart by tabs; a merged cell stands once."""
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue
        cells = [
            " ".join(text for text, *_ in lines_of(cell, document, counted))
            for cell in row.iter(f"{W}tc")
            if next(cell.iterancestors(f"{W}tr")) is row
        ]
        if any(cells):
            yield "\t".join(cells), "", ""


def printed(element: Any) -> str:  # noqa: ANN401
    """Give the text that a paragraph prints itself."""
    parts = []
    for child in element:
        name = tag(child)
        if name in ELSEWHERE:
            continue
        if name == "t":
            parts.append(child.text or "")
        else:
            parts.append(SAID_AS.get(name) or printed(child))
    return "".join(parts)


def boxes(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give the text boxes that hang on a paragraph, once each."""
    for box in paragraph.iter(f"{W}txbxContent"):
        outer = list(box.iterancestors())
        place = next(n for n, element in enumerate(outer) if tag(element) == "p")
        second = any(tag(element) == "Fallback" for element in outer[:place])
        if outer[place] is paragraph and not second:
            yield box


def zone_of(paragraph: Any, document: Any) -> tuple[str, str]:  # noqa: ANN401
    """Propose a zone by the name of the paragraph's style."""
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    found = Paragraph(paragraph, document).style
    style = found.name if found is not None and found.name else ""
    if style.startswith("Heading"):
        return "heading", f"Word's style {style}"
    zones = {"Title": "title", "Subtitle": "deck", "Caption": "caption"}
    return (zones[style], f"Word's style {style}") if style in zones else ("", "")


def asides(document: Any) -> list[tuple[str, str, str]]:  # noqa: ANN401
    """Give the lines that stand outside the body, each text once, as no body."""
    from lxml import etree  # noqa: PLC0415

    safe = etree.XMLParser(resolve_entities=False, no_network=True)
    found: dict[str, str] = {}
    for part in document.part.package.iter_parts():
        stem = re.sub(r"\d*\.xml$", "", str(part.partname).rpartition("/")[2])
        reason = ASIDES.get(stem)
        if reason is None:
            continue
        for note in etree.fromstring(part.blob, safe).iter(f"{W}p"):
            kind = note.getparent().get(f"{W}type")
            text = " ".join(printed(note).split())
            if text and kind is None:
                found.setdefault(text, reason)
    return [(text, "boilerplate", reason) for text, reason in found.items()]


def doubts(
    document: Any,  # noqa: ANN401
    lines: list[tuple[str, str, str]],
    counted: Numbers,
) -> Iterator[str]:
    """Say what is in the file and not in the text, or in the text and doubtful."""
    body = document.element.body
    new = sum(words(printed(part)) for part in body.iter(f"{W}ins", f"{W}moveTo"))
    old = sum(words(part.text or "") for part in body.iter(f"{W}delText"))
    if new or old:
        yield (
            f"Changes are tracked and read as accepted: {new:,} words that they add are in the text, "
            f"{old:,} that they strike out are not."
        )
    boxed = sum(words(printed(p)) for box in every_box(body) for p in box.iter(f"{W}p"))
    if boxed:
        yield f"{boxed:,} words stand in text boxes; each box follows the paragraph that it hangs on."
    if counted.unread:
        yield (
            f"Word itself numbers {counted.unread:,} lines in a way that is not known here; those "
            "numbers are not in the text."
        )
    symbols = sum(1 for _ in body.iter(f"{W}sym"))
    if symbols:
        yield f"{symbols:,} signs of a symbol font are not in the text."
    comments = sum(
        part.blob.count(b"<w:comment ")
        for part in document.part.package.iter_parts()
        if str(part.partname).endswith("/comments.xml")
    )
    if comments:
        yield f"{comments:,} comments beside the text are left out."
    yield from lost(body, lines, counted.signs)


def every_box(body: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give every text box, once each."""
    for paragraph in body.iter(f"{W}p"):
        yield from boxes(paragraph)


def lost(body: Any, lines: list[tuple[str, str, str]], added: int) -> Iterator[str]:  # noqa: ANN401
    """Hold the letters of the file against those of the text, whatever the reason may be."""
    struck = {"del", "moveFrom", "Fallback"}
    there = sum(
        len("".join((node.text or "").split()))
        for node in body.iter()
        if node.tag == f"{W}t" and not struck & {tag(outer) for outer in node.iterancestors()}
    )
    kept = sum(len("".join(text.split())) for text, *_ in lines) - added
    if kept < there:
        yield f"{there - kept:,} of {there:,} letters of the file did not reach the text."


def words(text: str) -> int:
    """Count words roughly, as they are told in a sentence."""
    return len(text.split())
