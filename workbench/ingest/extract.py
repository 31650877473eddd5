"""One file becomes text: its kind is told from its bytes and its name."""

import re

from workbench.errors import WorkbenchError
from workbench.ingest.encodings import Decoded, decode, printable
from workbench.ingest.extracted import Extracted
from workbench.ingest.html import from_html
from workbench.ingest.pdf import from_pdf
from workbench.ingest.unwrap import is_wrapped, unwrapped
from workbench.ingest.word import from_docx

#: What can be read, as it is told to the reader.
KINDS = ("text (.txt, .md)", "HTML", "PDF", "DOCX")
#: A document of two thousand pages; a larger one is no single document.
LARGEST = 20_000_000
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|p|div)\b", re.IGNORECASE)
#: By these bytes begin DOCX files, which are archives, and old or protected Word files.
ZIP, OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
#: How much of a file is looked at to tell its kind.
HEAD = 2_000


def extract(data: bytes, name: str) -> Extracted:
    """Give the text of a file; ``name`` is its name, by which messages call it.

    Raises `WorkbenchError` with one sentence for what is empty, binary, damaged, protected, a scan,
    too large, or of another kind.

    Examples
    --------
    >>> extract(b"Both sides agreed.", "a.txt").encoding
    'utf-8 (valid UTF-8)'
    """
    if not data.strip():
        raise WorkbenchError(f"{name}: the file is empty.")
    if len(data) > LARGEST:
        raise WorkbenchError(
            f"{name}: has {len(data):,} bytes; a document may have {LARGEST:,}, so split it first."
        )
    if data.lstrip()[:5] == b"%PDF-":
        return from_pdf(data, name)
    if data.startswith(ZIP) and b"word/" in data:
        return from_docx(data, name)
    if data.startswith(OLE):
        raise WorkbenchError(f"{name}: is an old Word file or is protected; save it as DOCX.")
    return from_characters(data, name)


def from_characters(data: bytes, name: str) -> Extracted:
    """Read what should be text or a web page."""
    try:
        decoded = decode(data, name)
    except WorkbenchError as error:
        if b"\x00" in data:
            raise unknown(name) from None
        raise error from None
    if name.lower().endswith((".html", ".htm", ".xhtml")) or HTML.search(data[:HEAD]):
        return from_html(decoded, name)
    if not printable(decoded.text[:HEAD]):
        raise unknown(name)
    return from_text(decoded, name)


def unknown(name: str) -> WorkbenchError:
    """Say which kinds can be read."""
    return WorkbenchError(f"{name}: is none of the kinds that can be read: {', '.join(KINDS)}.")


def from_text(decoded: Decoded, name: str) -> Extracted:
    """Take a text as it stands; only lines that were cut at a width are joined."""
    text, notes = decoded.text, list(decoded.notes)
    if not text.strip("\ufeff \t\r\n"):
        raise WorkbenchError(f"{name}: the file is empty.")
    if "\n" not in text and "\r" in text:
        text = text.replace("\r", "\n")
    if is_wrapped(text):
        lines, hyphens = unwrapped(text.splitlines())
        joined = len(lines) < sum(bool(line.strip()) for line in text.splitlines())
        if joined:
            text = "\n\n".join(lines) + "\n"
            notes.append("The lines were cut at a fixed width and were joined to paragraphs.")
        if hyphens:
            notes.append(f"{hyphens} words broken at the end of a line keep their hyphen.")
    return Extracted(text, "as it stands", decoded.said, notes=tuple(notes))
