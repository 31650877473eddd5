"""Lines that a page or an editor has cut are joined to paragraphs again."""

import re
from statistics import median, quantiles

#: A line that begins like this begins something of its own.
OWN = re.compile(r"(?:\d{1,3}[.)]|[-–•*◦]|\([a-zа-я0-9]{1,3}\))\s")
ENDS = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
#: A full stop that ends no sentence, with a name or a number to follow.
SHORTENED = re.compile(
    r"(?:\b(?:[A-ZА-Я]\.){1,3}|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|No|Art|St|Hon|г|им|ТТ))\.?$"
)
HYPHEN = re.compile(r"\w-$")
#: A line this much of the usual width is full, so the next one goes on with it.
FULL = 0.75
#: Cut text: so many lines, about so wide, and most of them without an end.
LINES, NARROW, WIDE, OPEN = 10, 45, 100, 0.6


def is_wrapped(text: str) -> bool:
    r"""Say whether the lines of a text seem to be cut at a fixed width.

    Examples
    --------
    >>> is_wrapped("One whole paragraph.\nAnother one.")
    False
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < LINES or not NARROW <= median(map(len, lines)) <= WIDE:
        return False
    return sum(not ENDS.search(line) for line in lines) / len(lines) >= OPEN


def unwrapped(lines: list[str]) -> tuple[list[str], int]:
    """Join cut lines; also give how many words keep a hyphen that a line's end may have set.

    A blank line, a number, a bullet, or a short line ends a paragraph. A hyphen at a line's end
    stays, for nobody can tell whether it was printed for the line or for the word.

    Examples
    --------
    >>> unwrapped(["The two sides agreed to co-", "operate in trade.", "", "They met."])
    (['The two sides agreed to co-operate in trade.', 'They met.'], 1)
    """
    bare = [line.strip() for line in lines]
    lengths = sorted(len(line) for line in bare if line)
    width = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else 0
    joined: list[str] = []
    hyphens, previous = 0, ""
    for line in bare:
        if line and previous and goes_on(previous, line, width):
            if HYPHEN.search(previous):
                hyphens += 1
                joined[-1] += line
            else:
                joined[-1] += f" {line}"
        elif line:
            joined.append(line)
        previous = line
    return joined, hyphens


def goes_on(line: str, following: str, width: float) -> bool:
    """Say whether a line is the same paragraph as the one before it."""
    if OWN.match(following) or "\t" in line or "\t" in following:
        return False
    if following[0].islower() or HYPHEN.search(line):
        return True
    closed = ENDS.search(line) and not SHORTENED.search(line)
    return len(line) >= FULL * width and not closed
