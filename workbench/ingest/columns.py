"""The columns of a page are told apart by the white band between them, and read one by one.

A page is given as lines in which every sign stands at its place, as in a typescript. A band that
stays white down the page, with running text on both sides, parts two columns; with a few words on
a side it may be a table, and nobody but the reader can tell.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from statistics import median

#: Lines with text on both sides that make a column; the share of lines that may run across.
LINES, ACROSS = 5, 0.15
#: Share of the lines, from the first to the last, that have text on both sides.
SIDES = 0.5
#: Signs of a white band; words of a line, and its share of the longest, that make running text.
BAND, WORDS, FULL = 2, 4, 0.6


def in_order(lines: list[str]) -> tuple[list[str], str]:
    """Give the lines of a page in the order of reading, and what was seen on it.

    What was seen is ``columns`` (they were read one after another), ``table`` (or columns too
    narrow to tell; cells are set apart by tabs) or nothing.

    Examples
    --------
    >>> left, right = "one goes down here   ", "two goes down there"
    >>> in_order([left + right] * 5)[0][4:6]
    ['one goes down here', 'two goes down there']
    """
    band = widest(lines)
    if band is None:
        return [tidy(line) for line in lines], ""
    first, last = stretched(lines, *band)
    start, end = band[2:]
    middle = lines[first : last + 1]
    cut = [
        (line[:start].strip(), line[end:].strip())
        for line in middle
        if not across(line, start, end)
    ]
    both = [sides for sides in cut if all(sides)]
    if not all(running(side) for side in zip(*both, strict=True)):
        rows = [re.sub(r"\s{3,}", "\t", line.strip()) for line in middle]
        around = [[tidy(line) for line in part] for part in (lines[:first], lines[last + 1 :])]
        return [*around[0], *rows, *around[1]], "table"
    before, _ = in_order(lines[:first])
    after, _ = in_order(lines[last + 1 :])
    return [*before, *read(middle, start, end), *after], "columns"


def stretched(lines: list[str], first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Take in the lines above and below that keep to one side, for a column may be the longer one."""
    while first > 0 and not across(lines[first - 1], start, end):
        first -= 1
    while last + 1 < len(lines) and not across(lines[last + 1], start, end):
        last += 1
    return first, last


def running(side: Iterable[str]) -> bool:
    """Say whether one side of a band is running text: some words a line, and lines mostly full."""
    texts = list(side)
    full = max(map(len, texts)) * FULL
    return median(len(text.split()) for text in texts) >= WORDS and median(map(len, texts)) >= full


def tidy(line: str) -> str:
    """Set one space where a page sets several to fill a line."""
    return " ".join(line.split())


def across(line: str, start: int, end: int) -> bool:
    """Say whether a line runs across a band."""
    return bool(line[start:end].strip())


def read(lines: list[str], start: int, end: int) -> Iterator[str]:
    """Read the left column down, then the right one; a line that runs across parts what is around it."""
    for crossing, some in groupby(lines, key=lambda line: across(line, start, end)):
        block = list(some)
        if crossing:
            yield from (tidy(line) for line in block)
            continue
        for side in ([line[:start] for line in block], [line[end:] for line in block]):
            yield from in_order([line.rstrip() for line in side if line.strip()])[0]


def widest(lines: list[str]) -> tuple[int, int, int, int] | None:
    """Find the white band with text on both sides in most lines.

    Gives the first and the last line that it parts, and where it begins and ends in them.
    """
    width = max(map(len, lines), default=0)
    bands = []
    places = [(x, *parted(lines, x)) for x in range(1, width)]
    for crossing, some in groupby(places, key=lambda place: place[3]):
        run = list(some)
        if crossing is not None and len(run) >= BAND:
            most = max(run, key=lambda place: place[4])
            bands.append((-crossing, most[4], len(run), *most[1:3], run[0][0], run[-1][0] + 1))
    return max(bands)[3:] if bands else None


def parted(lines: list[str], x: int) -> tuple[int, int, int | None, int]:
    """Give first and last line with text on both sides of a white place, and how many they are.

    Between the two counts stands how many lines from first to last run across; None for too many.
    """
    both = [number for number, line in enumerate(lines) if white(line, x) >= BAND]
    if len(both) < LINES:
        return 0, 0, None, 0
    first, last = both[0], both[-1]
    crossing = sum(line[x : x + 1].strip() != "" for line in lines[first : last + 1])
    size = last - first + 1
    good = crossing <= ACROSS * size and len(both) >= SIDES * size
    return first, last, crossing if good else None, len(both)


def white(line: str, x: int) -> int:
    """Give how many white signs stand together at a place between words; none at an end."""
    before, after = line[:x].rstrip(), line[x:].lstrip()
    if line[x : x + 1] != " " or not (before.strip() and after):
        return 0
    return len(line) - len(before) - len(after)
