"""A read file becomes a draft of a document: its metadata with evidence, its zones, its doubts."""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

import polars as pl

from workbench.corpus.books import FIELDS, Document, convert, is_date
from workbench.corpus.zones import CLOSING
from workbench.errors import WorkbenchError
from workbench.ingest.sources import DATES, Source
from workbench.ingest.text import (
    MARK,
    Decoded,
    Extracted,
    Zones,
    book,
    extract,
    form,
    from_text,
    function_words,
    language,
    lines_of,
    listing,
)

MONTHS = (
    "january february march april may june july august september october november december".split()
)
DAYS = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Z][a-z]+)\.?,?\s+(?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Z][a-z]+)\.?\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})"),
)
#: Lines at the top in which a headline or a date may be found; words of a headline, of a date.
TOP, HEADLINE, DATED = 12, 25, 6
#: What a crawler writes about a text, and the field of the manifest that it is.
PREFIX = {key: key for key in ("url", "title", "published")} | {"link": "url", "date": "published"}
SHORT_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
POINT = re.compile(r"(\d{1,3})[.)]\s")
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: Words of a short line; lines in a row that make a menu.
SHORT, RUN = 5, 4
LONG_LINE = 20_000
#: Words in a group by which texts are compared, one in so many groups kept, texts that share a common one.
GROUP, KEPT, COMMON = 4, 4, 50
#: From here on the smaller of two texts of like length is mostly in the larger.
NEAR = 0.4
#: Groups that a text must have to be compared at all: about sixty words.
FEWEST = 15


@dataclass(frozen=True)
class Draft:
    """One offered document: its manifest table, its zones, what is known of it and what is not.

    ``because`` gives each field that is known the evidence for it. A ``refusal`` says why nothing
    is added; without one, ``doubts`` are the questions that make it a draft.
    """

    source: Source
    table: dict[str, Any]
    extracted: Extracted = field(default_factory=lambda: Extracted(""))
    zones: Zones = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refusal: str = ""
    there: str = ""

    @property
    def status(self) -> str:
        """What becomes of it: ready, draft, there (already) or refused."""
        marks = (
            (self.refusal, "refused"),
            (self.there, "there"),
            (self.doubts, "draft"),
            ("x", "ready"),
        )
        return next(status for mark, status in marks if mark)

    @property
    def doc_id(self) -> str:
        """The identifier that the document has or would have."""
        return self.table["doc_id"]


def drafted(source: Source, taken: Collection[str]) -> Draft:
    """Read one offered file, and fill in its manifest table with what is proved or said."""
    doc_id = identifier(source, taken)
    if source.refusal:
        return Draft(source, {"doc_id": doc_id, "title": "unknown"}, refusal=source.refusal)
    try:
        given = checked(source.fields, source.name)
        extracted = read(source)
    except WorkbenchError as error:
        return Draft(source, {"doc_id": doc_id, "title": "unknown"}, refusal=str(error))
    lines = lines_of(extracted.text)
    zones = proposed(lines, extracted)
    proved = facts(lines, zones, extracted.facts)
    values: dict[str, Any] = {name: value for name, (value, _) in proved.items()}
    values |= {"year": int(values["year"])} if "year" in values else {}
    said = {name: value for name, value in given.items() if name not in ("doc_id", "looked")}
    because = {name: why for name, (_, why) in proved.items() if name not in said}
    because |= {name: "said by the table" for name, value in said.items() if value != "unknown"}
    sha256 = hashlib.sha256(extracted.text.encode("utf-8", "replace")).hexdigest()
    table = dict.fromkeys(FIELDS, "unknown") | values | said
    table |= {"doc_id": doc_id, "file": f"{doc_id}.txt", "sha256": sha256, "composition_note": ""}
    if table["year"] == "unknown" and table["event_date"] != "unknown":
        table["year"] = int(table["event_date"][:4])
        because["year"] = "the year of event_date"
    told = [f"{name}: {because[name]}" for name in DATES if name in because]
    if told and table["date_note"] == "unknown":
        table["date_note"] = f"{told[0][0].upper()}{'; '.join(told)[1:]}."
    titles = [n for n, line in enumerate(lines, 1) if line == table["title"]]
    if titles and not any(zones.get(n, ("title",))[0] == "title" for n in titles):
        del zones[titles[0]]  # the rule of the codebook takes the first that is free
    doubts = [*source.doubts, *extracted.doubts, *doubted(lines, zones, extracted)]
    wanted = given.get("doc_id")
    if wanted and wanted != doc_id:
        doubts.append(
            f"Name: the doc_id {wanted} is used already, so the document is called {doc_id}."
        )
    notes = (*source.notes, *extracted.notes, *noted(lines))
    return Draft(source, table, extracted, zones, because, tuple(doubts), notes)


def read(source: Source) -> Extracted:
    """Return the text of a file, or of a row of a table."""
    if source.text is None:
        return extract(source.data, source.name)
    if not source.text.strip():
        raise WorkbenchError(f"{source.name}: its text is empty.")
    return from_text(Decoded(source.text, "utf-8 (in the table)"))


def checked(fields: dict[str, str], where: str) -> dict[str, Any]:
    """Check what a table says of a document as the manifest would be; a year becomes a number."""
    values: dict[str, Any] = {name: value for name, value in fields.items() if name != "looked"}
    if re.fullmatch(r"\d{1,4}(?:\.0)?", fields.get("year", "")):
        values["year"] = int(float(fields["year"]))
    for name in DATES:
        value = values.get(name, "unknown")
        if re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", value) or not is_date(value):
            raise WorkbenchError(
                f"{where}: {name} {value!r} cannot be told as one day; write the year first, such as "
                "2024-06-20, in a cell that is formatted as text."
            )
    if not SHORT_NAME.fullmatch(values.get("doc_id", "x")):
        del values["doc_id"]  # a name is made of it
    known = {name: value for name, value in values.items() if name in FIELDS}
    convert(EMPTY | known, Document, where)
    return values


#: A table that says nothing and is in order.
EMPTY = dict.fromkeys(FIELDS, "unknown") | {"doc_id": "x", "file": "x.txt", "sha256": "0" * 64}


def identifier(source: Source, taken: Collection[str]) -> str:
    """Return an identifier: that of the table, or one made from the file's name."""
    base = source.fields.get("doc_id", "")
    if not SHORT_NAME.fullmatch(base):
        stem = base or re.sub(r"\.\w{2,5}$", "", source.name.replace(", ", "-"))
        plain = unicodedata.normalize("NFKD", stem.replace("đ", "d").replace("Đ", "D"))
        base = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip(
            "-"
        )
    base = base[:60].strip("-") or "document"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


# Zones


@cache
def forms() -> list[tuple[str, str, re.Pattern[str]]]:
    """Return the forms of whole lines that are no body: zone, reason, pattern."""
    day_ = book()["day"]
    kinds = [
        (one["zone"], one["reason"], one["pattern"].replace("DAY", day_)) for one in book()["line"]
    ]
    return [(zone, reason, re.compile(pattern, re.IGNORECASE)) for zone, reason, pattern in kinds]


def proposed(lines: list[str], extracted: Extracted) -> Zones:
    """Propose a zone for each line whose format, form or place shows that it is not body.

    Lines of body are left out, but for lists whose items would be taken for headings.

    Examples
    --------
    >>> proposed(["The two sides met.", "Share"], Extracted(""))
    {2: ('boilerplate', 'button or link of the site')}
    """
    zones = dict(extracted.zones)
    known = set(zones)
    for number in range(1, crawled(lines) + 1):
        zones.setdefault(number, ("boilerplate", "written by a crawler, not by the source"))
    for number, line in enumerate(lines, 1):
        if number in known or len(line) > 500 or form("text.glued").search(line):  # noqa: PLR2004 - longer than any form
            continue
        for zone, reason, pattern in forms():
            if pattern.fullmatch(line):
                zones.setdefault(number, (zone, reason))
                break
        if form("text.teasers").fullmatch(line) and number > 1 and is_tail(lines[number:]):
            teasers = range(number, len(lines) + 1)
            zones |= {
                n: ("boilerplate", "teasers of other articles") for n in teasers if n not in known
            }
    title = extracted.facts.get("title", ("", ""))[0]
    taken = set(zones) | {n for n, line in enumerate(lines, 1) if line == title}
    for first, last in runs(lines, taken):
        for number in range(first, last + 1):
            zones[number] = ("boilerplate", "run of short lines: a menu or a table")
    return dict(sorted(zones.items()))


def is_tail(after: list[str]) -> bool:
    """Tell whether what follows a word such as Read more is nothing but short lines."""
    short = [len(line.split()) <= 30 for line in after]  # noqa: PLR2004 - a teaser
    return bool(after) and sum(short) >= 0.8 * len(short)


def crawled(lines: list[str]) -> int:
    """Return how many lines a crawler wrote at the top: at least two in a row."""
    n = next(
        (n for n, line in enumerate(lines) if not form("text.crawled").fullmatch(line)), len(lines)
    )
    return n if n > 1 else 0


def runs(lines: list[str], known: Collection[int] = ()) -> Iterator[tuple[int, int]]:
    """Find runs of short lines without an end or a mark that no colon opens."""
    start = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and place + 1 not in known and is_cell(lines[place]):
            continue
        if place - start >= RUN and not (start and lines[start - 1].endswith(":")):
            yield start + 1, place
        start = place + 1


def is_cell(line: str) -> bool:
    """Tell whether a line is short, without an end and without a mark of a list."""
    return len(line.split()) <= SHORT and not re.search(CLOSING, line) and not MARK.match(line)


# What a text proves of itself


def facts(
    lines: list[str], zones: Zones, given: dict[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """Return fields of the manifest with their evidence; ``given`` is what the format says.

    A value without evidence is not given at all.

    Examples
    --------
    >>> facts(["Two Shores Meet", "Published: 20 June 2024", "They met."], {}, {})["published"][0]
    '2024-06-20'
    """
    found = {**headline(lines, zones), **published(lines), **prefixed(lines)}
    for name, (value, why) in given.items():
        known = day(value) or value if name == "published" else value
        found[name] = (known, why)
    if not is_date(found.get("published", ("unknown", ""))[0]):
        del found["published"]
    title = found.get("title", ("", ""))[0]
    found |= {**issued(lines), **genre(lines, title), **series(title)}
    spoken, share = language(
        " ".join(line for n, line in enumerate(lines, 1) if zones.get(n, ("body",))[0] == "body")
    )
    if spoken != "unknown":
        evidence = f"{share:.0%} of its words are among the commonest of {spoken}"
        note = f"{spoken}, as its commonest words show."
        note += " The text says that a machine translated it." * bool(
            form("text.by_machine").search("\n".join(lines))
        )
        found["language_note"] = (note, evidence)
    return found


def headline(lines: list[str], zones: Zones) -> dict[str, tuple[str, str]]:
    """Take the first line that may be one as headline: short, without an end, prose after it."""
    for number, line in enumerate(lines[:TOP], 1):
        if zones.get(number, ("body",))[0] not in ("body", "heading", "title"):
            continue
        words = re.findall(r"[^\W\d_]{2,}", line)
        after = any(len(other.split()) > 12 for other in lines[number : number + TOP])  # noqa: PLR2004
        named = len(words) > 2 or (len(words) == 2 and form("text.kind").search(line))  # noqa: PLR2004
        head = named and len(line.split()) <= HEADLINE and line[-1] not in ".,;:!?"
        if head and after and not line[0].islower() and not POINT.match(line):
            return {"title": (line, "the first line, which is short and has no full stop")}
        return {}
    return {}


def day(text: str) -> str | None:
    """Read the first full date of a text in English or ISO 8601, if the calendar has it.

    Examples
    --------
    >>> day("Hanoi, June 20, 2024"), day("February 30, 2024"), day("06/05/2024")
    ('2024-06-20', None, None)
    """
    for pattern in DAYS:
        found = pattern.search(text)
        if not found:
            continue
        month = found["month"].lower()
        numbers = [
            n for n, name in enumerate(MONTHS, 1) if name.startswith(month[:9]) and month[2:]
        ]
        try:
            number = numbers[0] if numbers else int(month)
            return dt.date(int(found["year"]), number, int(found["day"])).isoformat()
        except ValueError:
            continue
    return None


def published(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Read the date of publication from a line at the top that says it is one, or is one."""
    for line in lines[:TOP]:
        said = form("text.said").match(line)
        parts = re.split(r"\s+[|•·]\s+", line)
        alone = any(
            len(part.split()) <= DATED and any(pattern.match(part) for pattern in DAYS)
            for part in parts
        )
        when = day(line) if said or alone else None
        if when:
            return {"published": (when, f"the line {line!r} at the top")}
    return {}


def prefixed(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Read what a crawler wrote before the text: address, title, date."""
    found = {}
    for line in lines[: crawled(lines)]:
        key, sign, value = line.partition(":")
        name = PREFIX.get(key.strip().lower()) if sign else None
        value = (day(value) or "") if name == "published" else value.strip()
        if name and value and (name != "url" or value.startswith("http")):
            found[name] = (value, f"the crawler’s line {line!r}")
    return found


def issued(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Read where and when the statement itself says that it was made."""
    for line in lines:
        when = day(line) if len(line.split()) <= 15 and form("text.issued").match(line) else None  # noqa: PLR2004
        if when:
            evidence = f"the line {line!r}"
            return {"event_date": (when, evidence), "year": (when[:4], evidence)}
    return {}


def genre(lines: list[str], title: str) -> dict[str, tuple[str, str]]:
    """Take for a statement what is titled a joint statement and counts its points."""
    points = sum(bool(POINT.match(line)) for line in lines)
    if form("text.joint").match(title) and points >= 5:  # noqa: PLR2004
        return {"genre": ("statement", f"titled “{title}”, with {points} numbered points")}
    return {}


def parties(title: str) -> list[str]:
    """Return those who speak in a statement, as its title names them.

    Examples
    --------
    >>> parties("Joint Statement between the Lake Union and the Republic of Salt on trade")
    ['Lake Union', 'Republic of Salt']
    >>> parties("Joint Statement of the Lake Council 2022"), parties("Joint Statement of the Two Sides")
    (['Lake Council'], [])
    """
    found = form("text.series").fullmatch(title)
    who = form("text.occasion").sub("", found["who"]).strip(" .") if found else ""
    if not who or form("text.nobody").fullmatch(who) or not re.match(r"[A-ZА-Я]", who):
        return []
    return [
        part.removeprefix("the ").strip()
        for part in re.split(r"\s+and\s+(?=the\b|[A-Z])|, (?=the\b|[A-Z])", who)
    ]


def series(title: str) -> dict[str, tuple[str, str]]:
    """Name the series of a statement after those who speak in it."""
    who = parties(title)
    return {"series": (" – ".join(who), f"the title {title!r} names who speaks")} if who else {}


# What asks for the reader


def doubted(lines: list[str], zones: Zones, extracted: Extracted) -> Iterator[str]:
    """Ask about a text, a sentence each: the kind, the place, and what would be counted wrongly."""
    if form("text.glued").search("\n".join(lines)):
        places = [number for number, line in enumerate(lines, 1) if form("text.glued").search(line)]
        yield f"Caption: one is glued to other words in line {listing(places)} and counts as body."
    cut = [n for n, (_, reason) in zones.items() if reason.startswith("run of short")]
    if cut:
        yield f"Short lines: line {listing(cut)} are cut as a menu or a table; are they body?"
    long = [number for number, line in enumerate(lines, 1) if len(line) > LONG_LINE]
    if long:
        yield f"Long lines: line {listing(long)} has more than {LONG_LINE:,} signs and is counted as one paragraph; is it?"
    body = [(n, line) for n, line in enumerate(lines, 1) if zones.get(n, ("body",))[0] == "body"]
    yield from gaps(body)
    yield from tongues(body)
    inside, total = (
        sum(len(line.split()) for line in some) for some in ([line for _, line in body], lines)
    )
    if not inside:
        yield "Body: no word is left to count."
    elif inside < 0.4 * total and not extracted.extractor.startswith("lxml"):
        yield f"Body: {1 - inside / total:.0%} of the words are cut; is all of the body among the rest?"
    from_right = sum(len(RTL.findall(line)) for _, line in body)
    letters = from_right and sum(char.isalpha() for _, line in body for char in line)
    if from_right > 0.05 * letters:
        yield (
            f"Direction: {from_right / letters:.0%} of the letters run from right to left; sentences and "
            "words are cut by rules made for text from left to right."
        )


def gaps(body: list[tuple[int, str]]) -> Iterator[str]:
    """Find numbered points that are left out in a list that otherwise goes on."""
    points = [(n, int(found[1])) for n, line in body if (found := POINT.match(line))]
    if len(points) < 5:  # noqa: PLR2004 - no list of points
        return
    for (_, before), (place, after) in pairwise(points):
        if before + 1 < after <= before + 4:
            yield f"Points: their numbers go from {before} to {after} at line {place}; is one lost? It would be counted with point {before}."


def tongues(body: list[tuple[int, str]]) -> Iterator[str]:
    """Find stretches of another language than the text as a whole."""
    text = " ".join(line for _, line in body)
    main, _ = language(text)
    if main == "unknown":
        return
    known, total = function_words()[main], len(text.split())
    others: dict[str, list[tuple[int, int]]] = {}
    for number, line in body:
        words = line.lower().split()
        if len(words) >= 12 and len(known.intersection(words)) < 0.12 * len(words):  # noqa: PLR2004 - enough words to tell
            spoken, share = language(line)
            if spoken not in (main, "unknown") and share >= 0.25:  # noqa: PLR2004
                others.setdefault(spoken, []).append((number, len(words)))
    for spoken, found in others.items():
        words = sum(n for _, n in found)
        if words >= 40 and words >= 0.03 * total:  # noqa: PLR2004 - a stretch, not a quotation
            yield (
                f"Language: {words:,} words are {spoken} and not {main} (line {listing([n for n, _ in found])}); "
                "if it is the same text twice, it is counted twice."
            )


def noted(lines: list[str]) -> Iterator[str]:
    """Note words by which a report goes back to another report."""
    text = "\n".join(lines)
    found = form("text.second_hand").search(text)
    if found:
        number = text.count("\n", 0, found.start()) + 1
        yield f"It seems to report another report: “{found[0]}” in line {number}."


# Texts that are there already, or nearly


class Copies:
    """What is known of texts by which others that are the same, or nearly, are found.

    Texts meet by groups of words that few of them have: an index, not each with each.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.dates: list[str] = []
        self.same: dict[int, str] = {}
        self.kept: list[pl.DataFrame] = []
        self.first = 0

    def take(self, texts: list[tuple[str, dict[str, Any], str, str]]) -> dict[str, str]:
        """Take in texts (name, table, text, body); say of those that are there already as what."""
        plain = pl.col("body").str.normalize("NFKD").str.replace_all(r"[\p{M}\p{Cf}'’‘`´]", "")
        words = plain.str.to_lowercase().str.extract_all(r"\w+")
        rows = pl.DataFrame({"body": [body for *_, body in texts]}, schema={"body": pl.String})
        rows = rows.select(words=words).with_columns(same=pl.col("words").list.join(" ").hash())
        twins, new = {}, []
        for (name, table, text, _), number in zip(texts, rows["same"], strict=True):
            twin = self.same.setdefault(number, name)
            new.append(twin == name)
            if twin == name:
                self.names.append(name)
                self.dates.append(dated(table, text))
            else:
                twins[name] = (
                    f"Its text is there already, as {twin}, in all but signs and capitals."
                )
        rows = rows.filter(pl.Series(new, dtype=pl.Boolean))
        start = len(self.names) - rows.height
        hashed = rows.select(
            pl.int_range(start, start + pl.len(), dtype=pl.UInt32).alias("no"), word="words"
        )
        hashed = hashed.explode("word").with_columns(pl.col("word").hash(seed=1) // 2**8)
        following = (
            pl.col("word").shift(-step).over("no").fill_null(0) * (2 * step + 3)
            for step in range(GROUP)
        )
        groups = hashed.select("no", group=pl.sum_horizontal(following).hash(seed=2))
        self.kept.append(groups.filter(pl.col("group") % KEPT == 0).unique(maintain_order=True))
        return twins

    def pairs(self) -> pl.DataFrame:
        """Find pairs of texts of like length of which one is mostly in the other.

        Gives ``left``, ``right`` (before it) and ``share`` of the groups of the smaller that the
        larger has.
        """
        kept = pl.concat(self.kept)
        met = kept.group_by("group").len().filter(pl.col("len").is_between(2, COMMON))
        rare = kept.join(met, on="group", how="semi")
        lefts = rare.filter(pl.col("no") >= self.first).rename({"no": "left"})
        pairs = lefts.join(rare.rename({"no": "right"}), on="group").filter(
            pl.col("left") > pl.col("right")
        )
        pairs = pairs.group_by("left", "right").len("met")
        sizes = kept.group_by("no").len("size")
        for side in ("left", "right"):
            pairs = pairs.join(sizes.rename({"no": side, "size": f"{side}_size"}), on=side)
        small, large = (
            of("left_size", "right_size") for of in (pl.min_horizontal, pl.max_horizontal)
        )
        alike = (small >= large / 2) & (small >= FEWEST) & (pl.col("met") * 8 >= small)
        pairs = pairs.filter(alike).select("left", "right", small=small)
        both = pairs.join(kept.rename({"no": "left"}), on="left").join(
            kept.rename({"no": "right"}), on=["right", "group"]
        )
        both = both.group_by("left", "right", "small").len("both")
        shares = both.select("left", "right", share=pl.col("both") / pl.col("small"))
        return shares.filter(pl.col("share") >= NEAR).sort(
            "left", "share", "right", descending=[False, True, False]
        )

    def asked(self) -> dict[str, tuple[str]]:
        """Ask about texts that are much like another of no other known date.

        Two statements of one series with dates of their own may well be alike.
        """
        found: dict[str, list[str]] = {}
        for left, right, share in self.pairs().iter_rows() if self.kept else ():
            one, other = self.dates[left], self.dates[right]
            if not one or not other or one == other:
                found.setdefault(self.names[left], []).append(f"{self.names[right]} ({share:.0%})")
        doubt = "Near copy: most of its words are also in {}; is it the same text twice? Its words would be counted twice."
        return {
            name: (doubt.format(", ".join(alike[:3]) + " …" * (len(alike[3:]) > 0)),)
            for name, alike in found.items()
        }


def dated(table: Mapping[str, Any], text: str) -> str:
    """Return the date of a document, or the first that it speaks of; empty if there is none."""
    known = [table[name] for name in DATES if table.get(name, "unknown") != "unknown"]
    return known[0] if known else day(text[:3_000]) or ""


def body_of(text: str, zones: Zones) -> str:
    """Return the lines of a text that no zone cuts."""
    kept = ("body", "heading")
    return "\n".join(
        line for n, line in enumerate(lines_of(text), 1) if zones.get(n, kept)[0] in kept
    )
