"""The headline of a PDF: what is printed largest on its first page."""

from collections import Counter
from math import hypot
from typing import Any

#: So much larger than most of the page; words of a headline.
LARGER, FEWEST, MOST = 1.15, 3, 40


def largest(page: Any) -> str:  # noqa: ANN401 - pypdf is optional
    """Give what a page prints in its largest letters, if most of it is clearly smaller."""
    pieces: list[tuple[float, str]] = []

    def seen(text: str, here: list[float], matrix: list[float], _: object, size: float) -> None:
        scale = hypot(matrix[2], matrix[3]) * hypot(here[2], here[3])
        pieces.append((round(size * scale, 1), text))

    page.extract_text(visitor_text=seen)
    signs: Counter[float] = Counter()
    for size, text in pieces:
        signs[size] += len("".join(text.split()))
    if not signs or max(+signs) < LARGER * signs.most_common(1)[0][0]:
        return ""
    found = " ".join(" ".join(text for size, text in pieces if size == max(+signs)).split())
    return found if FEWEST <= len(found.split()) <= MOST else ""


def set_apart(lines: list[str], title: str) -> tuple[list[str], str]:
    """Join the lines of a headline to one, with blank lines around it; also give it as it stands.

    Where the headline is not found among the lines they stay as they are, and it is empty.

    Examples
    --------
    >>> set_apart(["Gazette", "The Bridge", "Is Built", "They met."], "The Bridge Is Built")
    (['Gazette', '', 'The Bridge Is Built', '', 'They met.'], 'The Bridge Is Built')
    """
    wanted = "".join(title.split())
    for first in range(len(lines) if wanted else 0):
        joined = ""
        for last in range(first, len(lines)):
            joined += "".join(lines[last].split())
            if joined == wanted:
                whole = " ".join(line.strip() for line in lines[first : last + 1])
                return [*lines[:first], "", whole, "", *lines[last + 1 :]], whole
            if not wanted.startswith(joined):
                break
    return lines, ""
