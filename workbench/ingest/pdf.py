"""A PDF becomes its text: lines are joined to paragraphs, running heads are proposed as such."""

import io
import logging
import re
from collections import Counter
from typing import Any

from workbench.corpus.zones import HEADING_WORDS
from workbench.errors import WorkbenchError
from workbench.ingest.columns import in_order, tidy
from workbench.ingest.extracted import Extracted, Hint, missing, named
from workbench.ingest.layout import CLOSED, POINT, listing
from workbench.ingest.pdf_title import largest, set_apart
from workbench.ingest.unwrap import unwrapped

#: Lines at the top and foot of a page that may be a running head, and pages that must have it.
EDGE, PAGES = 2, 3
#: What a browser sets above and below a page that it prints: day and hour, or address.
BROWSER = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)?(?: .{1,120})?"
)
#: Two or three letters that are printed as one sign.
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
SEEN = {
    "columns": "Columns were read one after another on page {}; are they in order?",
    "table": "Page {} seems to have a table or narrow columns; its rows were kept as lines.",
    "plain": "On page {} the places of the signs could not be read; if it has columns, they may be mixed.",
}
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
        pages = [] if locked else [page_of(page) for page in reader.pages]
        printed = largest(reader.pages[0]).translate(LIGATURES) if pages else ""
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        raise WorkbenchError(f"{name}: cannot be read as PDF; it seems to be damaged.") from None
    if locked:
        raise WorkbenchError(
            f"{name}: is protected by a password; save a copy without one and add that."
        )
    empty = [number for number, (lines, _) in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise WorkbenchError(
            f"{name}: none of its {len(pages)} pages holds text, so it is probably a scan; "
            "let an OCR program read it and add the result."
        )
    lines, hints, notes, title = laid_out(pages, printed)
    if empty:
        told = ", ".join(map(str, empty[:20]))
        notes.append(f"{len(empty)} of {len(pages)} pages hold no text (scanned?): {told}.")
    text = "\n\n".join(lines) + "\n"
    facts = {"title": (title, "the largest print on the first page")} if title else {}
    return Extracted(text, named("pypdf"), "as in the PDF", tuple(hints), facts, tuple(notes))


def page_of(page: Any) -> tuple[list[str], bool]:  # noqa: ANN401 - pypdf is optional
    """Give the lines of a page, and whether their signs stand at their places.

    With places words stay whole where a page changes the font inside them, and columns can be
    told apart. Where that way of reading loses a letter or glues words, the plain way is taken.
    """
    plain = (page.extract_text() or "").translate(LIGATURES)
    placed = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    placed = placed.translate(LIGATURES).expandtabs()
    whole = Counter("".join(plain.split())) == Counter("".join(placed.split()))
    glued = max(map(len, placed.split()), default=0) > max(map(len, plain.split()), default=0) + 9
    good = whole and not glued
    lines = (placed if good else plain).splitlines()
    return [line.rstrip() for line in lines if line.strip()], good


def opened(reader: Any) -> bool:  # noqa: ANN401 - pypdf is optional
    """Open a PDF that asks for no password to read; say whether that worked."""
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        return bool(reader.decrypt(""))
    except (PyPdfError, NotImplementedError):
        return False


def laid_out(
    pages: list[tuple[list[str], bool]], printed: str
) -> tuple[list[str], list[Hint], list[str], str]:
    """Join the lines to paragraphs, over the ends of pages too; give lines, hints, doubts, headline.

    ``printed`` is what the first page prints largest.

    Running heads and page numbers would stand in the middle of sentences, so they are set at the
    end, where they are proposed as boilerplate.
    """
    running = running_lines([page for page, _ in pages])
    body: list[str] = []
    asides: list[str] = []
    seen: dict[str, list[int]] = {}
    for number, (page, placed) in enumerate(pages, 1):
        kept = []
        for place, line in enumerate(page):
            edge = place < EDGE or place >= len(page) - EDGE
            bare = tidy(line)
            aside = edge and (shape(bare) in running or furniture(bare))
            (asides.append(bare) if aside else kept.append(line))
        ordered, what = in_order(kept) if placed else ([tidy(line) for line in kept], "plain")
        seen.setdefault(what if page else "", []).append(number)
        body += ordered
    body, title = set_apart(body, printed)
    lines, broken = unwrapped(body)
    reason = "running head, foot or page number, set at the end"
    first = len(lines) + 1
    hints = [Hint(first + place, "boilerplate", reason) for place in range(len(asides))]
    notes = [
        f"Paragraphs were joined from the lines of {len(pages)} page{'s' * (len(pages) != 1)}; are they right?"
    ]
    notes += [said.format(listing(seen[what])) for what, said in SEEN.items() if what in seen]
    notes += alone(lines, title) if len(pages) == 1 else []
    if broken:
        notes.append(f"{broken} words broken at the end of a line keep their hyphen.")
    return [*lines, *asides], hints, notes, title


def alone(lines: list[str], title: str) -> list[str]:
    """Ask about the short lines at the edge of a single page, where no head can repeat.

    Examples
    --------
    >>> alone(["The Herald", "They met.", "They agreed.", "Page by page"], "")
    ['On a single page nothing repeats, so a running head or foot looks like a heading or a title: look at line 1, 4.']
    """
    edges = {*range(min(EDGE, len(lines))), *range(max(0, len(lines) - EDGE), len(lines))}
    short = [
        place + 1
        for place in sorted(edges)
        if len(lines[place].split()) <= HEADING_WORDS
        and lines[place] != title
        and not CLOSED.search(lines[place])
        and not POINT.match(lines[place])
    ]
    told = "On a single page nothing repeats, so a running head or foot looks like a heading or a title"
    return [f"{told}: look at line {listing(short)}."] if short else []


def furniture(line: str) -> bool:
    """Say whether a line at the edge of a page is its number, or what a browser prints there.

    Examples
    --------
    >>> furniture("Page 3 of 9"), furniture("https://x.example/a 1/2"), furniture("3 sides met")
    (True, True, False)
    """
    return bool(NUMBER.fullmatch(line.lower()) or BROWSER.fullmatch(line))


def shape(line: str) -> str:
    """Give a line with its numbers left out, so that page 3 looks like page 4."""
    return re.sub(r"\d+", "#", line)


def running_lines(pages: list[list[str]]) -> set[str]:
    """Find the lines that stand at the edge of several pages; of both, if there are two."""
    seen = Counter(
        form
        for page in pages
        for form in {shape(tidy(line)) for line in [*page[:EDGE], *page[-EDGE:]]}
    )
    return {form for form, n in seen.items() if n >= max(2, min(PAGES, len(pages)))}
