"""A DOCX file becomes its text: a line per paragraph, a line per row of a table."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from workbench.errors import WorkbenchError
from workbench.ingest.extracted import Extracted, Hint, missing, named

#: More than this, unpacked, is no document but a bomb.
LARGEST = 200_000_000


def from_docx(data: bytes, name: str) -> Extracted:
    """Give the text of the document's body; what Word keeps elsewhere is counted and said."""
    try:
        import docx  # noqa: PLC0415 - optional
    except ImportError:
        raise missing(name, "python-docx") from None
    refuse_bomb(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(read(document))
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        raise WorkbenchError(
            f"{name}: cannot be read as DOCX; open it in a word processor and save it anew."
        ) from None
    if not lines:
        raise WorkbenchError(f"{name}: the document holds no text; is it a picture of text?")
    hints = tuple(
        Hint(number, zone, reason) for number, (_, zone, reason) in enumerate(lines, 1) if zone
    )
    titles = [text for text, zone, _ in lines if zone == "title"]
    facts = (
        {"title": (titles[0], "the only line in Word's style Title")} if len(titles) == 1 else {}
    )
    return Extracted(
        "\n\n".join(text for text, *_ in lines) + "\n",
        named("python-docx"),
        "utf-8 (DOCX is XML)",
        hints,
        facts,
        tuple(doubts(document, [text for text, *_ in lines])),
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


def read(document: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - python-docx
    """Give text, proposed zone and reason of each paragraph and each row of a table."""
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            for row in part.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                if any(cells):
                    yield "\t".join(cells), "", ""
            continue
        text = " ".join(part.text.split())
        style = part.style.name if part.style is not None else ""
        if not text:
            continue
        if style == "Title":
            yield text, "title", "Word's style Title"
        elif style.startswith("Heading"):
            yield text, "heading", f"Word's style {style}"
        elif style == "Caption":
            yield text, "caption", "Word's style Caption"
        else:
            yield text, "", ""


def doubts(document: Any, lines: list[str]) -> Iterator[str]:  # noqa: ANN401
    """Say what is in the file and not in the text."""
    body = document.element.body
    printed = sum(len((node.text or "").split()) for node in body.iter() if node.tag.endswith("}t"))
    kept = sum(len(line.split()) for line in lines)
    if kept < printed:
        yield (
            f"{printed - kept:,} of {printed:,} words of the file are in text boxes, tracked "
            "insertions or merged runs and were not extracted."
        )
    numbered = sum(1 for _ in body.iter("{*}numPr"))
    if numbered:
        yield f"Word itself numbers or bullets {numbered:,} lines; those marks are not in the text."
    if any(part.partname.endswith(("footnotes.xml", "endnotes.xml")) for part in parts(document)):
        yield "Footnotes or endnotes, if there are any, were not extracted."


def parts(document: Any) -> list[Any]:  # noqa: ANN401
    """Give the parts of the package."""
    return list(document.part.package.iter_parts())
