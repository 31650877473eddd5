"""Layouts met in the wild: what a line seems to be, and what in a text asks for a look."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from workbench.ingest.extracted import Hint
from workbench.ingest.forms import LINE
from workbench.ingest.languages import language, right_to_left

#: From here on there are teasers, if the lines that follow look like them.
TEASERS = re.compile(
    r"[-–• ]*(?:read more|related(?: news| articles| stories)?|see also|most read|latest news|"
    r"you may also like|more on this|tin liên quan|đọc thêm|xem thêm|читайте также|по теме)[ :.>»]*",
    re.IGNORECASE,
)
#: What a crawler writes before a text: WARC and HTTP heads, or address, title and date.
CRAWLED = re.compile(
    r"(?:WARC/\d|HTTP/\d|(?:WARC-[\w-]+|Content-[\w-]+|url|link|source|title|date|author|language|lang|"
    r"crawled|fetched|retrieved|published|timestamp|domain|id)\s*[:=]\s*\S).*",
    re.IGNORECASE,
)
GLUED = re.compile(
    r"\((?:photo|image|ảnh|фото)\s*:[^)]{1,80}\)(?=\w)|(?:ảnh|photo|фото)\s?\d{1,2}(?=[^\W\d_])",
    re.IGNORECASE,
)
POINT = re.compile(r"(\d{1,3})[.)]\s")
CLOSED = re.compile(r"[.,:;!?…/)\]\"”’»]$")
SECOND = re.compile(
    r"\b(?:(?:as )?(?:reported|quoted|cited) by|according to a report|citing|со ссылкой на|"
    r"theo (?:TTXVN|TASS))\s+(?:the\s+)?[A-ZА-Я][\w-]+",
)
#: Words of a short line; lines in a row that make a menu; words of a line that has a language.
SHORT, RUN, SAID = 5, 4, 8
LONGEST_TEASER, TEASING = 30, 0.8


def lines_of(text: str) -> list[str]:
    """Give the non-blank lines of a text, as they are numbered everywhere."""
    return [
        bare for line in text.split("\n") if (bare := line.strip().removeprefix("\ufeff").strip())
    ]


def proposed(lines: list[str], known: Collection[int] = ()) -> list[Hint]:
    """Propose a zone for each line whose form or place shows that it is not body, or that it is.

    ``known`` are the lines that the file's own format speaks for; they are part of no run.

    Examples
    --------
    >>> proposed(["The two sides met.", "Share"])
    [Hint(para_no=2, zone='boilerplate', reason='button or link of the site')]
    """
    found: dict[int, Hint] = {}
    hints = [*crawl_prefix(lines), *teasers(lines), *formed(lines), *runs(lines, known)]
    for hint in hints:
        found.setdefault(hint.para_no, hint)
    return [found[number] for number in sorted(found)]


def formed(lines: list[str]) -> Iterator[Hint]:
    """Propose zones for lines that have the form of a caption, a byline, a notice."""
    for number, line in enumerate(lines, 1):
        if GLUED.search(line) or len(line) > 500:  # noqa: PLR2004 - longer than any form
            continue
        for zone, reason, form in LINE:
            if form.fullmatch(line):
                yield Hint(number, zone, reason)
                break


def crawl_prefix(lines: list[str]) -> Iterator[Hint]:
    """Propose the head that a crawler wrote: at least two such lines in a row at the top."""
    n = next((n for n, line in enumerate(lines) if not CRAWLED.fullmatch(line)), len(lines))
    if n > 1:
        for number in range(1, n + 1):
            yield Hint(number, "boilerplate", "written by a crawler, not by the source")


def teasers(lines: list[str]) -> Iterator[Hint]:
    """Propose the end of a page after words such as Read more, if what follows is short lines."""
    for number, line in enumerate(lines, 1):
        if not TEASERS.fullmatch(line):
            continue
        after = lines[number:]
        short = [len(line.split()) <= LONGEST_TEASER for line in after]
        if after and number > 1 and sum(short) >= TEASING * len(short):
            for later in range(number, len(lines) + 1):
                yield Hint(later, "boilerplate", "teasers of other articles")
            return


def runs(lines: list[str], known: Collection[int] = ()) -> Iterator[Hint]:
    """Propose what a run of short lines is: a list after a colon is body, another is a menu."""
    start = 0
    for place in range(len(lines) + 1):
        short = (
            place < len(lines)
            and place + 1 not in known
            and len(lines[place].split()) <= SHORT
            and not CLOSED.search(lines[place])
            and not POINT.match(lines[place])
        )
        if short:
            continue
        if place - start >= RUN:
            listed = start > 0 and lines[start - 1].endswith(":")
            for number in range(start + 1, place + 1):
                yield (
                    Hint(number, "body", "")
                    if listed
                    else Hint(number, "boilerplate", "run of short lines: a menu or a table")
                )
        start = place + 1


def doubts(lines: list[str]) -> list[str]:
    """Say what in a text asks for a look, a sentence each."""
    return [
        *glued(lines),
        *numbering(lines),
        *tongues(lines),
        *told_again(lines),
    ]


def glued(lines: list[str]) -> Iterator[str]:
    """Find captions that are glued to the words after them."""
    places = [number for number, line in enumerate(lines, 1) if GLUED.search(line)]
    if places:
        yield f"A caption is glued to other words in line {listing(places)}; it counts as body."
    tabs = [number for number, line in enumerate(lines, 1) if "\t" in line.strip()]
    if tabs:
        yield f"Cells of a table stand in line {listing(tabs)}, a row to a line."


def numbering(lines: list[str]) -> Iterator[str]:
    """Find numbered points that restart or leave numbers out."""
    points = [
        (number, int(found[1]))
        for number, line in enumerate(lines, 1)
        if (found := POINT.match(line))
    ]
    for (_, before), (place, after) in pairwise(points):
        if after == 1 and before > 1:
            yield f"The numbers of the points begin again at line {place}."
        elif after != before + 1:
            yield f"The numbers of the points go from {before} to {after} at line {place}."


def tongues(lines: list[str]) -> Iterator[str]:
    """Find more than one language, text from right to left, and machine translation."""
    spoken = [
        (number, language(line)[0])
        for number, line in enumerate(lines, 1)
        if len(line.split()) >= SAID
    ]
    known = [tongue for _, tongue in spoken if tongue != "unknown"]
    if len(set(known)) > 1:
        told = ", ".join(f"{tongue} ({known.count(tongue)})" for tongue in sorted(set(known)))
        yield f"Lines are in more than one language: {told}; only one should be counted."
    share = right_to_left("\n".join(lines))
    if share > 0.1:  # noqa: PLR2004 - more than a name or two
        yield (
            f"{share:.0%} of the letters run from right to left; sentences and words are cut by "
            "rules made for text from left to right."
        )
    by_machine = re.compile(
        r"machine[- ]translat|translated by (?:google|deepl|yandex)|dịch tự động|автоматическ\w+ перевод",
        re.IGNORECASE,
    )
    if any(by_machine.search(line) for line in lines):
        yield "The text says that a machine translated it; its wording is not the source's."


def told_again(lines: list[str]) -> Iterator[str]:
    """Find words by which a report goes back to another report."""
    for number, line in enumerate(lines, 1):
        found = SECOND.search(line)
        if found:
            yield f"It seems to report another report: “{found[0]}” in line {number}."
            return


def listing(numbers: list[int], most: int = 8) -> str:
    """Name some line numbers and say how many more there are.

    Examples
    --------
    >>> listing([3, 9]), listing(list(range(1, 11)))
    ('3, 9', '1, 2, 3, 4, 5, 6, 7, 8 and 2 more')
    """
    more = f" and {len(numbers) - most} more" if len(numbers) > most else ""
    return ", ".join(map(str, numbers[:most])) + more
