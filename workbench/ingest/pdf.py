"""A PDF becomes its text: signs become lines, columns are read in order, lines become paragraphs.

pdfminer.six gives every sign with its place and size; all else is told from these. What stands at
the edge of pages, in their margins or below their text is set at the end and is no body.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby, pairwise
from statistics import median, quantiles
from typing import Any

from workbench.errors import WorkbenchError
from workbench.ingest.text import (
    ENDS,
    MARK,
    SUPERSCRIPT,
    Extracted,
    joined,
    language,
    listing,
    needed,
    of_lines,
    vocabulary,
)

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|-bd", re.IGNORECASE)
#: Lines at the top and foot of a page that may be a running head, and the gap that sets one apart.
EDGE, APART = 3, 1.5
#: What a browser sets above and below a page that it prints: day and hour, or address.
BROWSER = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)?(?: .{1,120})?"
)
NUMBER = re.compile(
    r"(?:page|trang|стр\.?|seite|p\.)?\s*[-–—|[(]*\s*(?:\d{1,4}|[ivxl]{1,7})\s*[-–—|\])]*(?:\s*(?:of|/|из|von|de)\s*\d+)?",
    re.IGNORECASE,
)
CONTENTS = re.compile(r".*(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxl]{1,6})")
CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|box|graph)\s+[\dA-Z][\d.]*\s*[.:|–-]?\s", re.IGNORECASE
)
#: So many lines beside one another make columns.
COLUMN = 4
PASSWORD = "is protected by a password; save a copy without one and add that"  # noqa: S105 - a message


@dataclass(frozen=True)
class Line:
    """One line of a column: its text, its place in points, its size, and what it is set in."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int
    row: bool = False
    left: float = 0.0
    right: float = 0.0
    first: bool = False


def from_pdf(data: bytes, name: str) -> Extracted:
    """Return the text of a PDF; one without text, or with a password, is refused with the reason."""
    pages, sideways = read(data, name)
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise WorkbenchError(
            f"{name}: none of its {len(pages)} pages holds text, so it is probably a scan; let an OCR "
            "program read it and add the result."
            if len(pages) > 1
            else f"{name}: its page holds no text, so it is probably a scan; let an OCR program read it "
            "and add the result."
        )
    usual = usual_size(pages)
    body, asides = set_apart(pages, usual)
    columns, tables = [], []
    gutters = Counter(gutter for page in body if (gutter := best_gutter(page)) is not None)
    common = gutters.most_common(1)[0][0] if sum(gutters.values()) >= len(body) / 2 else None
    for number, page in enumerate(body, 1):
        ordered, table = in_columns(page, common)
        tables += [number] * table
        columns += ordered
    columns, notes_below = footnotes(columns, usual)
    asides += notes_below
    asides += [(text, "printed sideways on the page, set at the end") for text in sideways]
    words = Counter(
        re.findall(
            r"[^\W\d_]+(?:-[^\W\d_]+)*",
            " ".join(line.text.lower() for column in columns for line in column),
        )
    )
    paragraphs = list(paragraphs_of(columns, usual))
    title = headline(paragraphs, usual)
    lines = [
        (joined([line.text for line in para], words), *zone_of(para, usual, title))
        for para in paragraphs
    ]
    lines += [(text, "boilerplate", reason) for text, reason in asides]
    facts = (
        {
            "title": (
                joined([line.text for line in title], words),
                "the largest print on the first page",
            )
        }
        if title
        else {}
    )
    return of_lines(
        lines,
        "pdfminer.six",
        encoding="as in the PDF",
        facts=facts,
        doubts=tuple(doubts(lines, empty, tables, columns)),
    )


def read(data: bytes, name: str) -> tuple[list[list[Line]], list[str]]:
    """Read the lines of each page, and what is printed sideways."""
    try:
        from pdfminer.converter import PDFPageAggregator  # noqa: PLC0415 - optional
        from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect  # noqa: PLC0415
        from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415
        from pdfminer.pdfpage import PDFPage  # noqa: PLC0415
        from pdfminer.pdfparser import PDFParser  # noqa: PLC0415
    except ImportError:
        raise needed("pdfminer.six", name) from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its grumbles are not for the reader
    pages, sideways = [], []
    try:
        manager = PDFResourceManager()
        device = PDFPageAggregator(manager, laparams=None)
        interpreter = PDFPageInterpreter(manager, device)
        for number, page in enumerate(
            PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data)))), 1
        ):
            interpreter.process_page(page)
            layout = device.get_result()
            signs = list(signs_of(layout))
            upright = [sign for sign in signs if is_upright(sign)]
            if len(upright) < len(signs) / 2:  # a page that lies on its side
                upright = signs
            turned = "".join(sign.get_text() for sign in signs if not is_upright(sign) and upright is not signs)
            sideways += [" ".join(turned.split())] * bool(turned.strip())
            pages.append(list(lines_of_page(upright, number)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise WorkbenchError(f"{name}: {PASSWORD}.") from None
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        pages = []
    if not pages:
        raise WorkbenchError(f"{name}: cannot be read as PDF; it seems to be damaged.")
    return pages, sideways


def is_upright(sign: Any) -> bool:  # noqa: ANN401 - pdfminer is optional
    """Tell whether a sign stands upright on its page."""
    return sign.matrix[0] > 0 and abs(sign.matrix[1]) < 0.2 * sign.matrix[0]  # noqa: PLR2004


def signs_of(holder: Any) -> Iterator[Any]:  # noqa: ANN401 - pdfminer is optional
    """Return every sign of a page, those in figures too, each once."""
    seen = set()
    waiting = [holder]
    while waiting:
        for item in waiting.pop(0):
            if hasattr(item, "matrix") and hasattr(item, "fontname"):
                place = (item.get_text(), round(item.x0), round(item.y0), round(item.x1))
                if place not in seen:  # bold print is sometimes made by printing twice
                    seen.add(place)
                    yield item
            elif hasattr(item, "__iter__"):
                waiting.append(item)


def lines_of_page(signs: list[Any], page: int) -> Iterator[Line]:
    """Put signs into rows by their height, and part rows where they leave much room."""
    rows: list[list[Any]] = []
    for sign in sorted(signs, key=lambda sign: (-sign.matrix[5], sign.x0)):
        near = [
            row
            for row in rows[-3:]
            if row[0].matrix[5] - sign.matrix[5] < 0.45 * max(row[0].size, sign.size)
        ]  # noqa: PLR2004
        if near:
            near[-1].append(sign)
        else:
            rows.append([sign])
    gutters = white_bands(rows)
    for row in rows:
        row.sort(key=lambda sign: sign.x0)
        part: list[Any] = []
        for sign in [sign for sign in row if not sign.get_text().isspace()]:
            gap = sign.x0 - part[-1].x1 if part else 0
            size = min(sign.size, part[-1].size) if part else sign.size
            if gap > 1.4 * size or (gap > 0.5 * size and any(part[-1].x1 <= x <= sign.x0 for x in gutters)):  # noqa: PLR2004
                yield line_of(part, row, page)
                part = []
            part.append(sign)
        if part:
            yield line_of(part, row, page)


def white_bands(rows: list[list[Any]]) -> list[float]:
    """Return the places from the left at which most rows leave room between two signs."""
    votes: Counter[int] = Counter()
    for row in rows:
        solid = sorted(
            (sign for sign in row if not sign.get_text().isspace()), key=lambda sign: sign.x0
        )
        for sign, following in pairwise(solid):
            if following.x0 - sign.x1 > 0.6 * sign.size:  # noqa: PLR2004
                votes.update(range(round(sign.x1) + 1, round(following.x0)))
    return [float(x) for x, n in votes.items() if n >= max(COLUMN, 0.3 * len(rows))]


def line_of(signs: list[Any], row: list[Any], page: int) -> Line:
    """Make a line of its signs: where there is room between two, words end."""
    size = median(sign.size for sign in signs)
    base = median(sign.matrix[5] for sign in signs)
    gaps = [following.x0 - sign.x1 for sign, following in pairwise(signs)]
    spread = median(gaps) if len(gaps) > 6 else 0.0  # noqa: PLR2004 - letter-spaced print
    room = max(0.16 * size, 2.0 * spread)
    middle = {sign: (sign.x0 + sign.x1) / 2 for sign in signs}
    spaces = [(sign.x0 + sign.x1) / 2 for sign in row if sign.get_text().isspace()]
    spaces = spaces if spread < 0.1 * size else []  # noqa: PLR2004
    text = ""
    for n, sign in enumerate(signs):
        before = signs[n - 1] if n else sign
        if n and (gaps[n - 1] > room or any(middle[before] < x < middle[sign] for x in spaces)):
            text += " "
        shown = sign.get_text().translate(LIGATURES)
        raised = sign.size < 0.85 * size and sign.matrix[5] > base + 0.12 * size  # noqa: PLR2004
        text += shown.translate(SUPERSCRIPT) if raised and shown.isdigit() else shown
    bold = sum(bool(BOLD.search(sign.fontname)) for sign in signs) > 0.7 * len(signs)  # noqa: PLR2004
    return Line(text.strip(), signs[0].x0, signs[-1].x1, base, round(size * 2) / 2, bold, page)


def usual_size(pages: list[list[Line]]) -> float:
    """Return the size in which most of a document is printed."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def set_apart(pages: list[list[Line]], usual: float) -> tuple[list[list[Line]], list[tuple[str, str]]]:
    """Take running heads, feet and page numbers off the pages."""
    edges = [edge_lines(page) for page in pages]
    shapes = Counter(shape for edge in edges for shape in {shape_of(line, n) for line in edge for n in (-1, 0, 1)})
    places = Counter(
        place
        for edge in edges
        for place in {round(line.y / 4) for line in edge if alone(line, pages[line.page - 1])}
    )
    repeated = max(2, 0.25 * len(pages))
    body, asides = [], []
    for page, edge in zip(pages, edges, strict=True):
        gone = {
            line
            for line in edge
            if NUMBER.fullmatch(line.text)
            or BROWSER.fullmatch(line.text)
            or (shapes[shape_of(line, 0)] >= repeated and line.size < 1.08 * usual)  # noqa: PLR2004
            or (
                len(pages) > 3
                and alone(line, page)
                and sum(places[round(line.y / 4) + n] for n in (-1, 0, 1)) >= 0.6 * len(pages)
            )  # noqa: PLR2004
        }
        body.append([line for line in page if line not in gone])
        asides += [
            (line.text, "running head, foot or page number, set at the end")
            for line in page
            if line in gone
        ]
    return body, asides


def edge_lines(page: list[Line]) -> list[Line]:
    """Return the lines in the first and the last rows of a page."""
    heights = sorted({round(line.y) for line in page}, reverse=True)
    rows = {*heights[:EDGE], *heights[-EDGE:]}
    return [line for line in page if round(line.y) in rows]


def alone(line: Line, page: list[Line]) -> bool:
    """Tell whether a line is set apart from the text of its page, above or below it."""
    others = [abs(line.y - other.y) for other in page if abs(line.y - other.y) > 1]
    above = all(other.y <= line.y + 1 for other in page)
    below = all(other.y >= line.y - 1 for other in page)
    return (above or below) and bool(others) and min(others) > APART * line.size


def shape_of(line: Line, step: int) -> tuple[str, int]:
    """Return a line with its numbers left out, so that page 3 looks like page 4, and its height."""
    return re.sub(r"\d+", "#", line.text), round(line.y / 6) + step


def in_columns(lines: list[Line], usual: float | None = None) -> tuple[list[list[Line]], bool]:
    """Return the columns of a page in the order of reading, and whether there is a table on it.

    ``usual`` is the gutter of most other pages, for one that has too few lines to show its own.
    """
    gutter = best_gutter(lines)
    if gutter is None and usual is not None and sum(line.x0 < usual < line.x1 for line in lines) <= len(lines) / 3:
        gutter = usual
    if gutter is None:
        return as_rows(lines)
    found, table, part = [], False, []
    for line in [*sorted(lines, key=lambda line: -line.y), None]:
        if line is not None and not line.x0 < gutter < line.x1:
            part.append(line)
            continue
        for side in (
            [seen for seen in part if seen.x1 <= gutter],
            [seen for seen in part if seen.x0 >= gutter],
        ):
            columns, seen_table = in_columns(side) if side else ([], False)
            found += columns
            table |= seen_table
        part = []
        if line is not None:
            if found and found[-1] and found[-1][-1].first:
                found[-1].append(replace(line, first=True))
            else:
                found.append([replace(line, first=True)])
    return found, table


def best_gutter(lines: list[Line]) -> float | None:
    """Find the place that parts most lines into two columns of running text."""
    best, most = None, 0
    for x in sorted({round(line.x0) - 1 for line in lines}):
        left, right = (
            [line for line in lines if line.x1 <= x],
            [line for line in lines if line.x0 >= x],
        )
        if min(len(left), len(right)) < COLUMN:
            continue
        low, high = (
            max(min(line.y for line in side) for side in (left, right)),
            min(max(line.y for line in side) for side in (left, right)),
        )
        beside = [
            [line for line in side if low - 2 <= line.y <= high + 2] for side in (left, right)
        ]
        across = [line for line in lines if line.x0 < x < line.x1 and low <= line.y <= high]
        n = min(map(len, beside))
        if (
            n >= COLUMN
            and len(across) <= 0.2 * n
            and n - len(across) > most
            and all(map(is_running, beside))
        ):  # noqa: PLR2004
            best, most = float(x), n - len(across)
    return best


def is_running(side: list[Line]) -> bool:
    """Tell whether one side of a page is running text: some words a line, and lines mostly full."""
    widths = [line.x1 - line.x0 for line in side]
    return median(len(line.text.split()) for line in side) >= 3 and median(widths) >= 0.6 * max(
        widths
    )  # noqa: PLR2004


def as_rows(lines: list[Line]) -> tuple[list[list[Line]], bool]:
    """Return lines from top to bottom; what is side by side in several rows is a table."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-round(line.y), line.x0)):
        if rows and abs(rows[-1][0].y - line.y) < 0.45 * line.size:  # noqa: PLR2004
            rows[-1].append(line)
        else:
            rows.append([line])
    right = max((line.x1 for line in lines), default=0)
    flush = sum(max(line.x1 for line in row) > right - 2 for row in rows) > 0.6 * len(rows)
    ordered, several = [], 0
    for n, row in enumerate(rows):
        row.sort(key=lambda line: line.x0)
        beside = [other for other in (*rows[max(n - 1, 0) : n], *rows[n + 1 : n + 2]) if len(other) > 1]
        cells = any(is_below(line, above, flush=flush) for line in row[1:] for other in beside for above in other)
        cells = cells and not (len(row) == 2 and MARK.fullmatch(f"{row[0].text} "))  # noqa: PLR2004
        several += cells
        text = ("\t" if cells else " ").join(line.text for line in row)
        ordered.append(replace(row[0], text=text, x1=row[-1].x1, row=cells))
    return [ordered] if ordered else [], several > 2  # noqa: PLR2004


def is_below(line: Line, other: Line, *, flush: bool) -> bool:
    """Tell whether two cells are in one column of a table: they begin, or as numbers end, together.

    Where lines are filled to the edge (``flush``), words may begin together by chance.
    """
    figures = all(re.fullmatch(r"[\d.,%()+–-]+", cell.text) for cell in (line, other))
    return (not flush and abs(line.x0 - other.x0) < 3) or (figures and abs(line.x1 - other.x1) < 3)  # noqa: PLR2004


def footnotes(
    columns: list[list[Line]], usual: float
) -> tuple[list[list[Line]], list[tuple[str, str]]]:
    """Take small print that begins with a number off the foot of columns."""
    kept, notes = [], []
    for column in columns:
        n = len(column)
        while n and column[n - 1].size <= 0.92 * usual:  # noqa: PLR2004
            n -= 1
        begin = next(
            (k for k in range(n, len(column)) if re.match(r"[\d⁰¹²³⁴-⁹*†‡(\[]", column[k].text)),
            None,
        )
        if begin is None or CAPTION.match(column[begin].text):
            kept.append(column)
            continue
        kept.append(column[:begin])
        for line in column[begin:]:
            if notes and not re.match(r"[\d⁰¹²³⁴-⁹*†‡]+[\s.)]*[^\W\d_]", line.text):
                notes[-1][0].append(line.text)
            else:
                notes.append(([line.text], "footnote, set at the end"))
    return [column for column in kept if column], [
        (" ".join(texts), reason) for texts, reason in notes
    ]


def paragraphs_of(columns: list[list[Line]], usual: float) -> Iterator[list[Line]]:
    """Join the lines of columns to paragraphs, over the ends of columns and pages too."""
    placed: list[Line] = []
    for column in columns:
        lefts = Counter(round(line.x0) for line in column)
        left = min((x for x, n in lefts.items() if n >= 0.25 * max(lefts.values())), default=0)  # noqa: PLR2004
        ends = sorted(line.x1 for line in column)
        right = quantiles(ends, n=20, method="inclusive")[-1] if len(ends) > 1 else ends[0]
        placed += [
            replace(line, left=left, right=right, first=not n) for n, line in enumerate(column)
        ]
    leads = [
        a.y - b.y
        for a, b in pairwise(placed)
        if not b.first and a.size == b.size == usual and 0 < a.y - b.y < 3 * usual
    ]  # noqa: PLR2004
    leading = median(leads) / usual if leads else 1.2
    indented = sum(0.7 * usual < line.x0 - line.left < 4 * usual for line in placed) > 0.08 * len(
        placed
    )  # noqa: PLR2004
    para: list[Line] = []
    for line in placed:
        if para and begins(para, line, leading, indented=indented):
            yield para
            para = []
        para.append(line)
    if para:
        yield para


def begins(para: list[Line], line: Line, leading: float, *, indented: bool) -> bool:
    """Tell whether a line begins a paragraph of its own."""
    before, wide = para[-1], max(line.right - line.left, 1.0)
    lower = line.text[0].islower()
    item = MARK.match(line.text) and not (
        line.text[0] in "-–—"
        and not ENDS.search(before.text)
        and before.x1 > before.right - 0.1 * wide
    )  # noqa: PLR2004
    if item or line.row or before.row or abs(line.size - before.size) > 0.08 * before.size:  # noqa: PLR2004
        return True
    if before.bold != line.bold and (before.bold or ENDS.search(before.text)) and not lower:
        return True
    deeper = (line.x0 - line.left) - (before.x0 - before.left)
    item_before = MARK.match(para[0].text) is not None
    inset = deeper > 0.7 * line.size and not (item_before and len(para) == 1)  # noqa: PLR2004
    word = (line.x1 - line.x0) * (len(line.text.split()[0]) + 1) / len(line.text)
    room = before.x1 + word <= before.right
    short = before.x1 < before.right - 0.2 * wide  # noqa: PLR2004
    if line.first:
        if not ENDS.search(before.text):
            return not lower and short and before.text[-1] not in ",-–—"
        return inset or room or line.x0 - line.left > 0.7 * line.size  # noqa: PLR2004
    if before.y - line.y > 1.35 * leading * line.size and (short or not lower or ENDS.search(before.text)):  # noqa: PLR2004
        return True
    if short and before.text.endswith(":"):
        return True
    outset = deeper < -0.7 * line.size and len(para) > 1  # noqa: PLR2004
    spare = line.right - line.x1
    centred = abs((line.x0 - line.left) - spare) < line.size < spare
    return not lower and (
        (inset and not centred)
        or outset
        or (room and bool(ENDS.search(before.text)))
        or (before.x1 < before.right - 0.4 * wide and before.text[-1] not in ",-–—" and not centred)  # noqa: PLR2004
    )


def parting(columns: list[list[Line]]) -> tuple[int, int, int]:
    """Count the gaps and the indents between lines of one size, and the lines."""
    pairs = [(a, b) for column in columns for a, b in pairwise(column) if a.size == b.size]
    steps = [a.y - b.y for a, b in pairs]
    usual = median(steps) if steps else 1.0
    gaps = sum(1.3 * usual < step < 4 * usual for step in steps)  # noqa: PLR2004
    return gaps, sum(0.7 * a.size < b.x0 - a.x0 < 5 * a.size or bool(MARK.match(b.text)) for a, b in pairs), len(pairs)  # noqa: PLR2004


def headline(paragraphs: list[list[Line]], usual: float) -> list[Line]:
    """Return the lines of the headline: what the first page prints clearly larger than all else."""
    first = [para for para in paragraphs if para[0].page == 1]
    largest = max((para[0].size for para in first), default=0)
    found = [para for para in first if para[0].size == largest]
    n = sum(len(line.text.split()) for line in found[0]) if found else 0
    return found[0] if largest >= 1.15 * usual and 2 <= n <= 40 else []  # noqa: PLR2004


def zone_of(para: list[Line], usual: float, title: list[Line]) -> tuple[str, str]:
    """Propose a zone for a paragraph by how it is printed."""
    text = " ".join(line.text for line in para)
    large = para[0].size >= 1.08 * usual or all(line.bold for line in para)  # noqa: PLR2004
    if para is title:
        return "", ""
    if CONTENTS.fullmatch(text):
        return "boilerplate", "table of contents"
    if CAPTION.match(text) and para[0].size < usual:
        return "caption", "caption of a figure or table"
    if large and len(text.split()) <= 25 and not text.endswith((".", ";", ",")) and not para[0].row and MARK.match(text) is None and not re.search(r"\d\s+[\d.,%]+$", text):  # noqa: PLR2004
        return "heading", "printed larger or bolder than the text"
    return "", ""


def doubts(
    lines: list[tuple[str, str, str]], empty: list[int], tables: list[int], pages: int
) -> Iterator[str]:
    """Ask about what cannot be told from the print."""
    if empty:
        yield f"Pages: {len(empty)} hold no text (page {listing(empty, 20)}; scanned?); what they say is not counted."
    if tables:
        yield f"Table: page {listing(tables)} seems to have a table or narrow columns; its rows are kept as lines, so sentences may be mixed there."
    gaps, inset, n = parting(columns)
    if gaps + inset < n / 40 and n > 25:  # noqa: PLR2004 - more than a page of notes
        yield "Paragraphs: neither gaps nor indents part them, so they were told by short lines; are they right? Whatever is counted by paragraph depends on it."
    text = " ".join(line for line, zone, _ in lines if not zone)
    lost = [
        n
        for n, (line, *_) in enumerate(lines, 1)
        if re.search(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]", line)
    ]
    if lost:
        yield f"Signs: the PDF does not say which letters some signs are (line {listing(lost)}); words with them are not found."
    tokens = re.findall(r"\S+", text)
    odd = [
        token
        for token in tokens
        if re.search(r"[^\W\d_]\d+[^\W\d_]|[^\W\d_][^\w\s'’.,&/@:\-‐-―()]+[^\W\d_]", token)
    ]
    spoken, share = language(text)
    if len(tokens) > 40 and (
        len(odd) > 0.03 * len(tokens) or (spoken == "unknown" and share < 0.1)
    ):  # noqa: PLR2004
        such = f" (such as {odd[0]!r})" if odd else ""
        yield f"Recognition: many words are no words{such}, as in a scan that was read badly or with letters that the PDF does not name; counts of words would be wrong."
