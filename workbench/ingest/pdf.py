"""A PDF becomes its text: lines are joined to paragraphs, running heads are proposed as such."""

import io
import logging
import re
from collections import Counter
from typing import Any

from workbench.errors import WorkbenchError
from workbench.ingest.extracted import Extracted, Hint, missing, named
from workbench.ingest.unwrap import unwrapped

#: Lines at the top and foot of a page that may be a running head, and pages that must have it.
EDGE, PAGES = 2, 3
NUMBER = re.compile(r"(?:page|trang|стр\.?)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/|из)\s*\d+)?")


def from_pdf(data: bytes, name: str) -> Extracted:
    """Give the text of a PDF; one without text, or with a password, is refused with the reason."""
    try:
        import pypdf  # noqa: PLC0415 - optional
    except ImportError:
        raise missing(name, "pypdf") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its grumbles are not for the reader
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not opened(reader)
        pages = [] if locked else [page.extract_text() or "" for page in reader.pages]
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        raise WorkbenchError(f"{name}: cannot be read as PDF; it seems to be damaged.") from None
    if locked:
        raise WorkbenchError(
            f"{name}: is protected by a password; save a copy without one and add that."
        )
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        raise WorkbenchError(
            f"{name}: none of its {len(pages)} pages holds text, so it is probably a scan; "
            "let an OCR program read it and add the result."
        )
    lines, hints, hyphens = laid_out(pages)
    notes = [f"Paragraphs were joined from the lines of {len(pages)} pages; are they right?"]
    if empty:
        told = ", ".join(map(str, empty[:20]))
        notes.append(f"{len(empty)} of {len(pages)} pages hold no text (scanned?): {told}.")
    if hyphens:
        notes.append(f"{hyphens} words broken at the end of a line keep their hyphen.")
    text = "\n\n".join(lines) + "\n"
    return Extracted(text, named("pypdf"), "as in the PDF", tuple(hints), notes=tuple(notes))


def opened(reader: Any) -> bool:  # noqa: ANN401 - pypdf is optional
    """Open a PDF that asks for no password to read; say whether that worked."""
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        return bool(reader.decrypt(""))
    except (PyPdfError, NotImplementedError):
        return False


def laid_out(pages: list[str]) -> tuple[list[str], list[Hint], int]:
    """Join the lines to paragraphs, over the ends of pages too; give lines, hints, kept hyphens.

    Running heads and page numbers would stand in the middle of sentences, so they are set at the
    end, where they are proposed as boilerplate.
    """
    cut = [[line.strip() for line in page.splitlines()] for page in pages]
    cut = [[line for line in page if line] for page in cut]
    running = running_lines(cut)
    body: list[str] = []
    asides: list[str] = []
    for page in cut:
        for place, line in enumerate(page):
            edge = place < EDGE or place >= len(page) - EDGE
            aside = edge and (shape(line) in running or bool(NUMBER.fullmatch(line.lower())))
            (asides if aside else body).append(line)
    lines, broken = unwrapped(body)
    reason = "running head, foot or page number, set at the end"
    first = len(lines) + 1
    hints = [Hint(first + place, "boilerplate", reason) for place in range(len(asides))]
    return [*lines, *asides], hints, broken


def shape(line: str) -> str:
    """Give a line with its numbers left out, so that page 3 looks like page 4."""
    return re.sub(r"\d+", "#", line)


def running_lines(pages: list[list[str]]) -> set[str]:
    """Find the lines that stand at the edge of several pages."""
    seen = Counter(
        form for page in pages for form in {shape(line) for line in [*page[:EDGE], *page[-EDGE:]]}
    )
    return {form for form, n in seen.items() if n >= PAGES}
