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

from workbench.ingest.text import (
    ENDS,
    MARK,
    SUPERSCRIPT,
    Extracted,
    Facts,
    ask,
    form,
    joined,
    language,
    listing,
    of_lines,
    refused,
    vocabulary,
)

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
#: Rows at the top and foot of a page that may be a running head; lines that make a column.
EDGE, COLUMN = 3, 4
#: No page is wider, in points.
WIDEST = 14_400
NOTE = re.compile(r"[\d⁰¹²³⁴-⁹*†‡(\[]+[\s.)\]]*[^\W\d_]")
#: What tells words that no language has: a figure or a sign inside, as recognition makes them.
NOISE = re.compile(r"[^\W\d_]\d+[^\W\d_]|[^\W\d_][^\w\s'’.,&/@:\-‐-―()]+[^\W\d_]")
HEAD = "running head, foot or page number, set at the end"
Aside = tuple[str, str]


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
        raise refused("scan", name)
    sizes = Counter(line.size for page in pages for line in page for _ in line.text)
    usual = sizes.most_common(1)[0][0]
    body, asides = set_apart(pages, usual)
    gutters = Counter(gutter for page in body if (gutter := best_gutter(page)) is not None)
    common = gutters.most_common(1)[0][0] if gutters.total() >= len(body) / 2 else None
    ordered = [in_columns(page, common) for page in body]
    tables = [number for number, (_, table) in enumerate(ordered, 1) if table]
    columns, below = footnotes([column for found, _ in ordered for column in found], usual)
    asides += [*below, *((text, "printed sideways, set at the end") for text in sideways)]
    words = vocabulary("\n".join(line.text for column in columns for line in column))
    paragraphs = list(paragraphs_of(columns, usual))
    title = headline(paragraphs, usual)
    texts = [joined([line.text for line in para], words) for para in paragraphs]
    zones = [zone_of(para, usual, title) for para in paragraphs]
    lines = [(text, *zone) for text, zone in zip(texts, zones, strict=True)]
    lines += [(text, "boilerplate", reason) for text, reason in asides]
    told = [text for text, para in zip(texts, paragraphs, strict=True) if para is title]
    facts: Facts = {"title": (told[0], "the largest print on the first page")} if told else {}
    doubts = tuple(doubted(" ".join(text for text, zone, _ in lines if not zone), columns))
    doubts += (ask("pages", listing(empty, 20)),) * bool(empty)
    doubts += (ask("table", listing(tables)),) * bool(tables)
    return of_lines(lines, "pdfminer.six", encoding="as in the PDF", facts=facts, doubts=doubts)


# Signs and lines


def read(data: bytes, name: str) -> tuple[list[list[Line]], list[str]]:
    """Read the lines of each page, and what is printed sideways."""
    try:
        from pdfminer import pdfdocument as document  # noqa: PLC0415 - optional
        from pdfminer.high_level import extract_pages  # noqa: PLC0415
    except ImportError:
        raise refused("needed", name, "pdfminer.six") from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its grumbles are not for the reader
    pages: list[list[Line]] = []
    sideways: list[str] = []
    try:
        for number, page in enumerate(extract_pages(BytesIO(data), laparams=None), 1):
            signs = list(signs_of(page))
            upright = [sign for sign in signs if is_upright(sign)]
            if len(upright) < len(signs) / 2:  # a page that lies on its side
                upright = signs
            kept = set(upright)
            turned = "".join(sign.get_text() for sign in signs if sign not in kept).split()
            sideways += [" ".join(turned)] * bool(turned)
            pages.append(list(lines_of_page(upright, number)))
    except (document.PDFPasswordIncorrect, document.PDFEncryptionError):
        raise refused("password", name) from None
    except Exception:  # noqa: BLE001 - a broken file may raise anything
        pages = []
    if not pages:
        raise refused("pdf", name)
    return pages, sideways


def is_upright(sign: Any) -> bool:  # noqa: ANN401 - pdfminer is optional
    """Tell whether a sign stands upright on its page."""
    return sign.matrix[0] > 0 and abs(sign.matrix[1]) < 0.2 * sign.matrix[0]


def signs_of(holder: Any) -> Iterator[Any]:  # noqa: ANN401
    """Return every sign of a page, those in figures too; one that is printed twice is bold."""
    seen = set()
    waiting = list(holder)
    for item in waiting:  # it grows on the way
        if hasattr(item, "fontname"):
            place = (item.get_text(), round(item.x0), round(item.y0), round(item.x1))
            if place not in seen:
                seen.add(place)
                yield item
        elif hasattr(item, "__iter__"):
            waiting += item


def lines_of_page(signs: list[Any], page: int) -> Iterator[Line]:
    """Put signs into rows by their height, and part rows where they leave much room."""
    rows: list[list[Any]] = []
    for sign in sorted(signs, key=lambda sign: (-sign.matrix[5], sign.x0)):
        above = rows[-1][0] if rows else sign
        if rows and above.matrix[5] - sign.matrix[5] < 0.45 * max(above.size, sign.size):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    printed = [
        sorted((s for s in row if not s.get_text().isspace()), key=lambda s: s.x0) for row in rows
    ]
    bands = white_bands([row for row in printed if row])
    for row, solid in zip(rows, printed, strict=True):
        spaces = [(sign.x0 + sign.x1) / 2 for sign in row if sign.get_text().isspace()]
        parts = [solid[:1]]
        for before, sign in pairwise(solid):
            gap, size = sign.x0 - before.x1, min(before.size, sign.size)
            band = gap > 0.5 * size and any(before.x1 <= x <= sign.x0 for x in bands)
            if gap > 1.4 * size or band:
                parts.append([])
            parts[-1].append(sign)
        yield from (line_of(part, spaces, page) for part in parts if part)


def white_bands(rows: list[list[Any]]) -> list[int]:
    """Return the places from the left at which most rows leave room between two signs."""
    votes: Counter[int] = Counter()
    for sign, following in (pair for row in rows for pair in pairwise(row)):
        if following.x0 - sign.x1 > 0.6 * sign.size:
            votes.update(range(max(round(sign.x1) + 1, 0), min(round(following.x0), WIDEST)))
    return [x for x, n in votes.items() if n >= max(COLUMN, 0.3 * len(rows))]


def line_of(signs: list[Any], spaces: list[float], page: int) -> Line:
    """Make a line of its signs: where there is a space or room between two, words end."""
    size, foot = median(sign.size for sign in signs), median(sign.y0 for sign in signs)
    gaps = [following.x0 - sign.x1 for sign, following in pairwise(signs)]
    spread = median(gaps) if len(gaps) > 6 else 0.0  # noqa: PLR2004 - enough to tell spaced print
    room = max(0.16 * size, 2 * spread)
    spaces = spaces if spread < 0.1 * size else []
    text = ""
    for before, sign, gap in zip([signs[0], *signs], signs, [0.0, *gaps], strict=False):
        left, right = (before.x0 + before.x1) / 2, (sign.x0 + sign.x1) / 2
        text += " " * (gap > room or any(left < x < right for x in spaces))
        shown = sign.get_text().translate(LIGATURES)
        raised = sign.size < 0.85 * size and sign.y0 > foot + 0.2 * size
        text += shown.translate(SUPERSCRIPT) if raised and shown.isdigit() else shown
    bold = sum(bool(form("print.bold").search(sign.fontname)) for sign in signs) > 0.7 * len(signs)
    y, size = signs[0].matrix[5], round(size * 2) / 2
    return Line(text, signs[0].x0, signs[-1].x1, y, size, bold, page)


# Pages


def set_apart(pages: list[list[Line]], usual: float) -> tuple[list[list[Line]], list[Aside]]:
    """Take running heads, feet and page numbers off the pages."""
    edges: list[tuple[list[Line], set[Line]]] = []
    shapes, heights = Counter[tuple[str, int]](), Counter[int]()
    for page in pages:
        rows = sorted({round(line.y) for line in page})
        outer = {*rows[:EDGE], *rows[-EDGE:]}
        edge = [line for line in page if round(line.y) in outer]
        alone = {line for line in edge if stands_alone(line, page)}
        edges.append((edge, alone))
        shapes.update({shape_of(line, n) for line in edge for n in (-1, 0, 1)})
        heights.update({round(line.y / 4) + n for line in alone for n in (-1, 0, 1)})
    body, asides = [], []
    for page, (edge, alone) in zip(pages, edges, strict=True):
        gone = set()
        for line in edge:
            often = shapes[shape_of(line, 0)] >= max(2, 0.25 * len(pages))
            in_place = heights[round(line.y / 4)] >= 0.6 * len(pages) and len(pages) > EDGE
            number = form("print.edge").fullmatch(line.text)
            if number or (often and line.size < 1.08 * usual) or (in_place and line in alone):
                gone.add(line)
        body.append([line for line in page if line not in gone])
        asides += [(line.text, HEAD) for line in page if line in gone]
    return body, asides


def stands_alone(line: Line, page: list[Line]) -> bool:
    """Tell whether a line is set apart from the text of its page, above or below it."""
    steps = [line.y - other.y for other in page if abs(line.y - other.y) > 1]
    outer = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return bool(steps) and outer and min(map(abs, steps)) > 1.5 * line.size


def shape_of(line: Line, step: int) -> tuple[str, int]:
    """Return a line with its numbers left out, so that page 3 looks like page 4, and its height."""
    return re.sub(r"\d+", "#", line.text), round(line.y / 6) + step


def in_columns(lines: list[Line], usual: float | None = None) -> tuple[list[list[Line]], bool]:
    """Return the columns of a page in the order of reading, and whether there is a table on it.

    A line that runs across the columns parts what is above it from what is below. ``usual`` is the
    gutter of most other pages, for one that has too few lines to show its own.
    """
    gutter = best_gutter(lines)
    if gutter is None and usual is not None:
        across = sum(line.x0 < usual < line.x1 for line in lines)
        gutter = usual if across <= len(lines) / 3 else None
    if gutter is None:
        return as_rows(lines)
    found: list[list[Line]] = []
    table = False
    ordered = sorted(lines, key=lambda line: -line.y)
    for across, run in groupby(ordered, lambda line: line.x0 < gutter < line.x1):
        part = list(run)
        found += [part] * across
        for left in (True, False) if not across else ():
            columns, rows = in_columns([one for one in part if (one.x1 <= gutter) == left])
            found += columns
            table |= rows
    return found, table


def best_gutter(lines: list[Line]) -> float | None:
    """Find the place that parts most lines into two columns of running text."""
    best, most = None, 0
    for x in sorted({round(line.x0) - 1 for line in lines}):
        sides = [line for line in lines if line.x1 <= x], [line for line in lines if line.x0 >= x]
        if min(map(len, sides)) < COLUMN:
            continue
        low = max(min(line.y for line in side) for side in sides) - 2
        high = min(max(line.y for line in side) for side in sides) + 2
        beside = [[line for line in side if low <= line.y <= high] for side in sides]
        across = sum(line.x0 < x < line.x1 and low < line.y < high for line in lines)
        n = min(map(len, beside))
        good = n >= COLUMN and across <= 0.2 * n and all(map(is_running, beside))
        if good and n - across > most:
            best, most = float(x), n - across
    return best


def is_running(side: list[Line]) -> bool:
    """Tell whether one side of a page is running text: some words a line, and lines mostly full."""
    widths = [line.x1 - line.x0 for line in side]
    words = median(len(line.text.split()) for line in side)
    return words >= 3 and median(widths) >= 0.6 * max(widths)  # noqa: PLR2004


def as_rows(lines: list[Line]) -> tuple[list[list[Line]], bool]:
    """Return lines from top to bottom; what is side by side in several rows is a table."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-round(line.y), line.x0)):
        if rows and abs(rows[-1][0].y - line.y) < 0.45 * line.size:
            rows[-1] = sorted([*rows[-1], line], key=lambda line: line.x0)
        else:
            rows.append([line])
    right = max((line.x1 for line in lines), default=0)
    wide = right - min((line.x0 for line in lines), default=0)
    full = [row for row in rows if row[-1].x1 > right - 2 and sum(line.x1 - line.x0 for line in row) > 0.7 * wide]  # fmt: skip
    flush = len(full) > 0.6 * len(rows)
    ordered = []
    for above, row, below in zip([[], *rows], rows, [*rows[1:], []], strict=False):
        beside = [one for other in (above, below) if len(other) > 1 for one in other]
        cells = any(is_below(line, other, flush=flush) for line in row[1:] for other in beside)
        cells = cells and not (len(row) == 2 and MARK.fullmatch(f"{row[0].text} "))  # noqa: PLR2004 - a point
        text = ("\t" if cells else " ").join(line.text for line in row)
        ordered.append(replace(row[0], text=text, x1=row[-1].x1, row=cells))
    return [ordered] if ordered else [], sum(line.row for line in ordered) > 2  # noqa: PLR2004


def is_below(line: Line, other: Line, *, flush: bool) -> bool:
    """Tell whether two cells are in one column of a table: they begin, or as numbers end, together.

    Where lines are filled to the edge (``flush``), words may begin together by chance.
    """
    figures = all(re.fullmatch(r"[\d.,%()+–-]+", cell.text) for cell in (line, other))
    return (not flush and abs(line.x0 - other.x0) < 3) or (figures and abs(line.x1 - other.x1) < 3)  # noqa: PLR2004


def footnotes(columns: list[list[Line]], usual: float) -> tuple[list[list[Line]], list[Aside]]:
    """Take small print that begins with the mark of a note off the foot of columns."""
    kept: list[list[Line]] = []
    notes: list[list[str]] = []
    for column in columns:
        n = max((k for k, line in enumerate(column, 1) if line.size > 0.92 * usual), default=0)
        begin = next((k for k in range(n, len(column)) if NOTE.match(column[k].text)), len(column))
        if begin < len(column) and form("print.caption").match(column[begin].text):
            begin = len(column)
        kept += [column[:begin]] * bool(begin)
        for line in column[begin:]:
            if NOTE.match(line.text) or not notes:
                notes.append([])
            notes[-1].append(line.text)
    return kept, [(" ".join(texts), "footnote, set at the end") for texts in notes]


# Paragraphs


def paragraphs_of(columns: list[list[Line]], usual: float) -> Iterator[list[Line]]:
    """Join the lines of columns to paragraphs, over the ends of columns and pages too."""
    placed: list[Line] = []
    for column in columns:
        lefts = Counter(round(line.x0) for line in column)
        left = min(x for x, n in lefts.items() if n >= 0.25 * max(lefts.values()))
        right = quantiles([line.x1 for line in column] * 2, n=20, method="inclusive")[-1]
        placed += [
            replace(line, left=left, right=right, first=not n) for n, line in enumerate(column)
        ]
    steps = [a.y - b.y for a, b in pairwise(placed) if not b.first and a.size == b.size == usual]
    leading = median(steps) / usual if steps else 1.2
    para: list[Line] = []
    for line in placed:
        if para and begins(para, line, leading, usual):
            yield para
            para = []
        para.append(line)
    yield para


def begins(para: list[Line], line: Line, leading: float, usual: float) -> bool:
    """Tell whether a line begins a paragraph of its own."""
    before, size = para[-1], line.size
    wide = max(line.right - line.left, 1.0)
    lower, closed = line.text[0].islower(), ENDS.search(before.text) is not None
    comma = before.text[-1] in ",-–—"
    short = before.x1 < before.right - 0.2 * wide
    dash = line.text[0] in "-–—" and not closed and not short
    if (MARK.match(line.text) and not dash) or line.row or before.row:
        return True
    gap = before.y - line.y > 1.35 * leading * size
    if abs(size - before.size) > 0.08 * before.size or size > 1.1 * usual:  # or a headline goes on
        return size != before.size or gap
    if before.bold != line.bold and (before.bold or closed) and not lower:
        return True
    deeper = (line.x0 - line.left) - (before.x0 - before.left)
    inset = deeper > 0.7 * size and not (MARK.match(para[0].text) and len(para) == 1)
    word = (line.x1 - line.x0) * (len(line.text.split()[0]) + 1) / len(line.text)
    room = before.x1 + word <= before.right  # the next word would have fitted
    if line.first:
        ended = closed and (inset or room or line.x0 - line.left > 0.7 * size)
        return ended or (not closed and short and not lower and not comma)
    if gap and (short or not lower or closed):
        return True
    spare = line.right - line.x1
    centred = abs((line.x0 - line.left) - spare) < size < spare
    outset = deeper < -0.7 * size and len(para) > 1
    cut = before.x1 < before.right - 0.4 * wide and not comma and not centred
    parted = (inset and not centred) or outset or (room and closed) or cut
    return (short and before.text.endswith(":")) or (parted and not lower)


def headline(paragraphs: list[list[Line]], usual: float) -> list[Line]:
    """Return the lines of the headline: what the first page prints clearly larger than all else."""
    first = [para for para in paragraphs if para[0].page == 1]
    found = max(first, key=lambda para: para[0].size, default=[])
    words = sum(len(line.text.split()) for line in found)
    return found if 2 <= words <= 40 and found[0].size >= 1.15 * usual else []  # noqa: PLR2004


def zone_of(para: list[Line], usual: float, title: list[Line]) -> tuple[str, str]:
    """Propose a zone for a paragraph by how it is printed."""
    text = " ".join(line.text for line in para)
    if form("print.contents").fullmatch(text):
        return "boilerplate", "table of contents"
    if form("print.caption").match(text) and para[0].size < usual:
        return "caption", "caption of a figure or table"
    large = para[0].size >= 1.08 * usual or all(line.bold for line in para)
    prose = text.endswith((".", ";", ",")) or len(text.split()) > 25  # noqa: PLR2004
    figures = para[0].row or MARK.match(text) or re.search(r"\d\s+[\d.,%]+$", text)
    if large and para is not title and not prose and not figures:
        return "heading", "printed larger or bolder than the text"
    return "", ""


def doubted(body: str, columns: list[list[Line]]) -> Iterator[str]:
    """Ask about what cannot be told from the print: paragraphs, and words of a bad recognition."""
    pairs = [(a, b) for column in columns for a, b in pairwise(column) if a.size == b.size]
    usual = median(a.y - b.y for a, b in pairs) if pairs else 0
    parted = sum(
        a.y - b.y > 1.3 * usual or 0.7 * a.size < b.x0 - a.x0 or bool(MARK.match(b.text))
        for a, b in pairs
    )
    if parted < len(pairs) / 40 and len(pairs) > 25:  # noqa: PLR2004 - more than a page of notes
        yield ask("paragraphs")
    words = body.split()
    odd = [word for word in words if NOISE.search(word)]
    spoken, share = language(body)
    foreign = spoken == "unknown" and share < 0.1  # noqa: PLR2004 - words of no language
    if len(words) > 40 and (len(odd) > 0.03 * len(words) or foreign):  # noqa: PLR2004
        yield ask("recognition", f" (such as {odd[0]!r})" if odd else "")
