"""The numbers that Word sets before paragraphs: they are printed, but are not in the text.

Rules: ECMA-376, part 1, 17.9 (numbering): a paragraph or its style names a list and a level; the
level gives form, text and start; a paragraph begins the levels below its own anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def letters(number: int) -> str:
    """Count in letters as Word does.

    Examples
    --------
    >>> letters(1), letters(26), letters(28)
    ('a', 'z', 'bb')
    """
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def roman(number: int) -> str:
    """Count in Roman numerals.

    Examples
    --------
    >>> roman(4), roman(19)
    ('iv', 'xix')
    """
    written = ""
    for size, sign in ROMAN:
        times, number = divmod(number, size)
        written += sign * times
    return written


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda _: "",
}


@dataclass(frozen=True)
class Level:
    """One level of a list: how it counts, what stands around the number, where it begins."""

    form: str
    text: str
    start: int
    plain: bool
    legal: bool = False
    gap: str = " "


@dataclass
class Numbers:
    """The lists of one document, and how far each has counted.

    ``ties`` gives the level of a list that belongs to a style; ``written`` counts the numbers that
    were given, ``signs`` their characters, ``unread`` the paragraphs with a form not known.
    """

    lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]]
    styles: dict[str, Any]
    ties: dict[tuple[str, str], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)
    written: int = 0
    signs: int = 0
    unread: int = 0

    def of(self, paragraph: Any) -> str:  # noqa: ANN401 - lxml
        """Give what Word sets before the next paragraph, with its gap; count on."""
        place = self.place(paragraph)
        if place is None:
            return ""
        number, level = place
        if number not in self.lists or level not in self.lists[number][1]:
            self.unread += 1
            return ""
        abstract, levels, begins = self.lists[number]
        own, counts = levels[level], self.counts.setdefault(abstract, {})
        if level in begins and (number, level) not in self.begun:
            counts[level] = begins[level] - 1
        self.begun.add((number, level))
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        for above in range(level):
            if above in levels:
                counts.setdefault(above, levels[above].start)
        shown = BULLET if own.form == "bullet" else filled(own, levels, counts)
        if not shown:
            self.unread += shown is None
            return ""
        self.written, self.signs = self.written + 1, self.signs + len("".join(shown.split()))
        return shown + (" " if own.form == "bullet" else own.gap)

    def place(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401
        """Give list and level of a paragraph: its own, or those of its style."""
        number, level = of_properties(paragraph.find(f"{W}pPr"))
        name = value(paragraph.find(f"{W}pPr/{W}pStyle")) or "Normal"
        seen = set()
        while number is None and name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            number, styled = of_properties(style.find(f"{W}pPr"))
            level = styled if level is None else level
            if number is not None and level is None:
                level = self.ties.get((number, name))
            name = value(style.find(f"{W}basedOn")) or ""
        return None if number in (None, "0") else (number, level or 0)


def of_properties(properties: Any) -> tuple[str | None, int | None]:  # noqa: ANN401
    """Read list and level from the properties of a paragraph or a style."""
    if properties is None:
        return None, None
    level = value(properties.find(f"{W}numPr/{W}ilvl"))
    return value(properties.find(f"{W}numPr/{W}numId")), int(level) if level else None


def value(element: Any) -> str | None:  # noqa: ANN401
    """Give the attribute val of an element that may be missing."""
    return None if element is None else element.get(f"{W}val")


def filled(own: Level, levels: dict[int, Level], counts: dict[int, int]) -> str | None:
    """Put the numbers into the text of a level; None for a form that is not known."""
    shown = own.text
    for place in range(9):
        sign = f"%{place + 1}"
        if sign not in shown:
            continue
        at = levels.get(place)
        form = "decimal" if own.legal else at.form if at else "decimal"
        if form not in FORMS or not own.plain:
            return None
        shown = shown.replace(sign, FORMS[form](counts.get(place, 1)))
    return shown


def numbers(document: Any) -> Numbers:  # noqa: ANN401 - python-docx
    """Read the lists that a document declares."""
    styles = {
        style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")
    }
    root = next(
        (
            part.element
            for part in document.part.package.iter_parts()
            if part.partname == "/word/numbering.xml"
        ),
        None,
    )
    made = Numbers({}, styles)
    if root is None:
        return made
    abstract = {entry.get(f"{W}abstractNumId"): entry for entry in root.iter(f"{W}abstractNum")}
    for entry in root.iter(f"{W}num"):
        number, of = entry.get(f"{W}numId"), value(entry.find(f"{W}abstractNumId"))
        if of not in abstract:
            continue
        levels = {int(level.get(f"{W}ilvl")): level for level in abstract[of].iter(f"{W}lvl")}
        begins = {}
        for override in entry.iter(f"{W}lvlOverride"):
            place = int(override.get(f"{W}ilvl"))
            begin, other = value(override.find(f"{W}startOverride")), override.find(f"{W}lvl")
            begins |= {place: int(begin)} if begin else {}
            levels |= {place: other} if other is not None else {}
        made.lists[number] = (of, {place: read(level) for place, level in levels.items()}, begins)
        made.ties |= {
            (number, style): place
            for place, level in levels.items()
            if (style := value(level.find(f"{W}pStyle")))
        }
    return made


def read(level: Any) -> Level:  # noqa: ANN401
    """Read one level of a list."""
    start, text = value(level.find(f"{W}start")), value(level.find(f"{W}lvlText"))
    legal = level.find(f"{W}isLgl")
    gap = "" if value(level.find(f"{W}suff")) == "nothing" else " "
    return Level(
        form=value(level.find(f"{W}numFmt")) or "decimal",
        text=text or "",
        start=int(start) if start else 1,
        plain=level.find(f"{W}lvlRestart") is None,
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false"),
        gap=gap,
    )
