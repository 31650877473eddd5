"""Metadata that the text itself proves, each with its evidence; the rest is unknown."""

import datetime as dt
import re

from workbench.ingest.languages import language
from workbench.ingest.layout import CRAWLED, POINT, crawl_prefix

MONTHS = (
    "january february march april may june july august september october november december".split()
)
DATES = (
    re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[A-Z][a-z]+)\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Z][a-z]+)\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})"),
)
#: Lines at the top in which a headline or a date of publication may stand.
TOP = 12
#: So few words, and so long a line, are no headline.
WORDS, HEADLINE = 3, 25
#: Words of a line, or of its part between bars, that is a date and nothing else.
DATED = 6
#: A statement signs off like this, in a line of its own; elsewhere it may speak of another text.
ISSUED = re.compile(r"(?:done|signed|adopted|issued)\s+(?:at|in)\s", re.IGNORECASE)
SIGNING_OFF = 15
POINTS = 5
#: Letters of a month that is cut short: Jun.
SHORTEST = 3
JOINT = re.compile(r"\bjoint statement\b|совместное заявление|tuyên bố chung", re.IGNORECASE)
PREFIX = {
    "url": "url",
    "link": "url",
    "title": "title",
    "published": "published",
    "date": "published",
}


def facts(lines: list[str], given: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Give fields of the manifest with their evidence; ``given`` is what the format says.

    Takes the non-blank lines of one document. A value without evidence is not given at all.

    Examples
    --------
    >>> facts(["Two Shores Meet", "Published: 20 June 2024", "They met."], {})["published"][0]
    '2024-06-20'
    """
    found = {**headline(lines), **published(lines), **prefixed(lines), **given}
    found |= {**issued(lines), **genre(lines, found.get("title", ("", ""))[0])}
    if "published" in found and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", found["published"][0]):
        del found["published"]
    spoken, share = language(" ".join(lines))
    if spoken != "unknown":
        evidence = f"{share:.0%} of its words are among the commonest of {spoken}"
        found["language_note"] = (f"{spoken}, as its commonest words show.", evidence)
    return found


def headline(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Take the first line as headline, if it is short, does not close, and prose follows."""
    top = [line for line in lines[:TOP] if not CRAWLED.fullmatch(line)]
    words = re.findall(r"[^\W\d_]{2,}", top[0]) if top else []
    if (
        len(top) > 1
        and len(words) >= WORDS
        and len(top[0].split()) <= HEADLINE
        and top[0][-1] not in ".,;:"
    ):
        return {"title": (top[0], "the first line, which is short and has no full stop")}
    return {}


def day(text: str) -> str | None:
    """Read the first full date of a text in English or ISO 8601, if the calendar has it.

    Examples
    --------
    >>> day("Hanoi, June 20, 2024"), day("February 30, 2024"), day("06/05/2024")
    ('2024-06-20', None, None)
    """
    for form in DATES:
        found = form.search(text)
        if not found:
            continue
        month = found["month"].lower()
        number = next(
            (
                n
                for n, name in enumerate(MONTHS, 1)
                if len(month) >= SHORTEST and name.startswith(month)
            ),
            None,
        )
        try:
            return dt.date(int(found["year"]), number or int(month), int(found["day"])).isoformat()
        except ValueError:
            continue
    return None


def published(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Read the date of publication from a line at the top that says it is one, or is one."""
    for line in lines[:TOP]:
        said = re.match(
            r"(?:published|posted|опубликовано|cập nhật|updated)\b", line, re.IGNORECASE
        )
        parts = re.split(r"\s+[|•·]\s+", line)
        alone = any(
            len(part.split()) <= DATED and any(form.match(part) for form in DATES) for part in parts
        )
        when = day(line) if said or alone else None
        if when:
            return {"published": (when, f"the line {line!r} at the top")}
    return {}


def prefixed(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Read what a crawler wrote before the text: URL, title, date."""
    found = {}
    written = [hint.para_no for hint in crawl_prefix(lines)]
    for line in lines[: len(written)]:
        key, sign, value = line.partition(":")
        field = PREFIX.get(key.strip().lower()) if sign else None
        if not field:
            continue
        value = (day(value) or "") if field == "published" else value.strip()
        if value and (field != "url" or value.startswith("http")):
            found[field] = (value, f"the crawler’s line {line!r}")
    return found


def issued(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Read where and when the statement itself says that it was made."""
    for line in lines:
        signed = ISSUED.match(line) and len(line.split()) <= SIGNING_OFF
        when = day(line) if signed else None
        if when:
            evidence = f"the line {line!r}"
            return {"event_date": (when, evidence), "year": (when[:4], evidence)}
    return {}


def genre(lines: list[str], title: str) -> dict[str, tuple[str, str]]:
    """Take for a statement what is titled a joint statement and counts its points."""
    points = sum(bool(POINT.match(line)) for line in lines)
    if JOINT.match(title) and points >= POINTS:
        return {"genre": ("statement", f"titled “{title}”, with {points} numbered points")}
    return {}
