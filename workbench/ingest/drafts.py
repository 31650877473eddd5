"""A read file becomes a draft of a document: its metadata with evidence, its zones, its doubts."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count, groupby, pairwise, takewhile
from typing import Any

import polars as pl

from workbench.corpus.books import FIELDS, Document, convert, is_date
from workbench.corpus.zones import CLOSING
from workbench.errors import WorkbenchError
from workbench.ingest.sources import DATES, SAYABLE, Source
from workbench.ingest.text import (
    DAYS,
    MARK,
    Extracted,
    Facts,
    Zones,
    ask,
    book,
    day,
    extract,
    form,
    from_text,
    function_words,
    language,
    lines_of,
    listing,
    refused,
    said_by,
)

#: Lines at the top in which a headline or a date may be found; words of a headline, of a date.
TOP, HEADLINE, DATED = 12, 25, 6
SHORT_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
POINT = re.compile(r"(\d{1,3})[.)]\s")
#: Signs that a font of its own drew as letters.
PRIVATE = re.compile(r"[\ue000-\uf8ff](?=\w)|(?<=\w)[\ue000-\uf8ff]")
#: Words of a short line; lines in a row that make a menu; fewer words are a small body for a page.
SHORT, RUN, FEW = 5, 4, 80
#: A table that says nothing and is in order.
EMPTY = dict.fromkeys(FIELDS, "unknown") | {"doc_id": "x", "file": "x.txt", "sha256": "0" * 64}
#: Words in a group by which texts are compared, one in so many groups kept, texts that share a common one.
GROUP, KEPT, COMMON = 4, 4, 50
#: From this share on the smaller of two texts is mostly in the larger; groups it must have (sixty words).
NEAR, FEWEST = 0.4, 15


@dataclass(frozen=True)
class Draft:
    """One offered document: its manifest table, its zones, what is known of it and what is not.

    ``because`` gives each field that is known the evidence for it. A ``refusal`` says why nothing
    is added, ``there`` that it was before; otherwise ``doubts`` are the questions that make it a
    draft.
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
        if not self.is_new:
            return "refused" if self.refusal else "there"
        return "draft" if self.doubts else "ready"

    @property
    def is_new(self) -> bool:
        """Whether it is added: it could be read, and was not there."""
        return not (self.refusal or self.there)

    @property
    def doc_id(self) -> str:
        """The identifier that the document has or would have."""
        return self.table["doc_id"]


def drafted(source: Source, taken: Collection[str]) -> Draft:
    """Read one offered file, and fill in its manifest table with what is proved or said."""
    doc_id = identifier(source, taken)
    draft = Draft(source, {"doc_id": doc_id, "title": "unknown"}, refusal=source.refusal)
    if source.refusal:
        return draft
    try:
        given = checked(source.fields, source.name)
        extracted = read(source)
    except WorkbenchError as error:
        return replace(draft, refusal=str(error))
    lines = lines_of(extracted.text)
    zones = proposed(lines, extracted)
    proved = facts(lines, zones, extracted.facts)
    said = {name: value for name, value in given.items() if name not in ("doc_id", "looked")}
    because = {name: why for name, (_, why) in proved.items() if name not in said}
    because |= {name: "said by the table" for name, value in said.items() if value != "unknown"}
    table: dict[str, Any] = dict.fromkeys(FIELDS, "unknown")
    table |= {name: value for name, (value, _) in proved.items()} | said
    sha256 = hashlib.sha256(extracted.text.encode("utf-8", "replace")).hexdigest()
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
    doubts = [*extracted.doubts, *doubted(lines, zones, extracted)]
    wanted = given.get("doc_id", doc_id)
    doubts += [ask("name", wanted, doc_id)] * (wanted != doc_id)
    notes = (*source.notes, *extracted.notes)
    return Draft(source, table, extracted, zones, because, tuple(doubts), notes)


def read(source: Source) -> Extracted:
    """Return the text of a file, or of a row of a table."""
    if source.text is None:
        return extract(source.data, source.name)
    if not source.text.strip():
        raise refused("empty", source.name)
    return from_text(Extracted(source.text, encoding="utf-8 (in the table)"))


def checked(fields: dict[str, str], where: str) -> dict[str, Any]:
    """Check what a table says of a document as the manifest would be; a year becomes a number."""
    values: dict[str, Any] = dict(fields)
    if re.fullmatch(r"\d{1,4}(?:\.0)?", fields.get("year", "")):
        values["year"] = int(float(fields["year"]))
    for name in DATES:
        if not is_date(values.get(name, "unknown")):
            raise refused("day", where, name, repr(values[name]))
    if not SHORT_NAME.fullmatch(values.get("doc_id", "x")):
        del values["doc_id"]  # a name is made of it
    known = {name: value for name, value in values.items() if name in SAYABLE}
    convert(EMPTY | known, Document, where)
    return values


def identifier(source: Source, taken: Collection[str]) -> str:
    """Return an identifier: that of the table, or one made from the file's name."""
    base = source.fields.get("doc_id", "")
    if not SHORT_NAME.fullmatch(base):
        stem = base or re.sub(r"\.\w{2,5}$", "", source.name.replace(", ", "-"))
        plain = unicodedata.normalize("NFKD", stem.replace("đ", "d").replace("Đ", "D"))
        base = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower())
    base = base.strip("-")[:60].strip("-") or "document"
    names = (f"{base}-{number}" if number > 1 else base for number in count(1))
    return next(name for name in names if name not in taken)


# Zones


@cache
def forms() -> list[tuple[str, str, re.Pattern[str]]]:
    """Return the forms of whole lines that are no body: zone, reason, pattern."""
    patterns = [one["pattern"].replace("DAY", book()["day"]) for one in book()["line"]]
    return [
        (one["zone"], one["reason"], re.compile(pattern, re.IGNORECASE))
        for one, pattern in zip(book()["line"], patterns, strict=True)
    ]


def proposed(lines: list[str], extracted: Extracted) -> Zones:
    """Propose a zone for each line whose format, form or place shows that it is not body.

    Lines of body are left out.

    Examples
    --------
    >>> proposed(["The two sides met.", "Share"], Extracted(""))
    {2: ('boilerplate', 'button or link of the site')}
    """
    crawler = ("boilerplate", "written by a crawler, not by the source")
    zones = dict.fromkeys(range(1, crawled(lines) + 1), crawler) | extracted.zones
    for number, line in enumerate(lines, 1):
        if number in extracted.zones or len(line) > 500 or is_glued(line):  # noqa: PLR2004 - longer than any form
            continue
        found = next((form[:2] for form in forms() if form[2].fullmatch(line)), None)
        if found:
            zones.setdefault(number, found)
        if form("text.teasers").fullmatch(line) and number > 1 and is_tail(lines[number:]):
            teasers = range(number, len(lines) + 1)
            zones = dict.fromkeys(teasers, ("boilerplate", "teasers of other articles")) | zones
    title = extracted.facts.get("title", ("", ""))[0]
    taken = set(zones) | {n for n, line in enumerate(lines, 1) if line == title}
    menu = ("boilerplate", "run of short lines: a menu or a table")
    return dict(sorted((zones | dict.fromkeys(runs(lines, taken), menu)).items()))


def is_glued(line: str) -> bool:
    """Tell whether a caption is glued to other words of a line."""
    told = "hoto" in line or "nh" in line or "ото" in line
    return told and form("text.glued").search(line) is not None


def is_tail(after: list[str]) -> bool:
    """Tell whether what follows a word such as Read more is nothing but short lines."""
    short = [len(line.split()) <= 30 for line in after]  # noqa: PLR2004 - a teaser
    return bool(after) and sum(short) >= 0.8 * len(short)


def crawled(lines: list[str]) -> int:
    """Return how many lines a crawler wrote at the top: at least two in a row."""
    others = (n for n, line in enumerate(lines) if not form("text.crawled").fullmatch(line))
    n = next(others, len(lines))
    return n if n > 1 else 0


def runs(lines: list[str], known: Collection[int] = ()) -> Iterator[int]:
    """Find the lines of runs of short lines without an end or a mark that no colon opens."""

    def is_cell(number: int) -> bool:
        line = lines[number - 1]
        short = number not in known and len(line.split()) <= SHORT
        return short and not re.search(CLOSING, line) and not MARK.match(line)

    for cells, run in groupby(range(1, len(lines) + 1), is_cell):
        numbers = list(run)
        opened = numbers[0] > 1 and lines[numbers[0] - 2].endswith(":")
        if cells and len(numbers) >= RUN and not opened:
            yield from numbers


# What a text says of itself


def facts(lines: list[str], zones: Zones, given: Facts) -> dict[str, tuple[Any, str]]:
    """Return fields of the manifest with their evidence; ``given`` is what the format says.

    A value without evidence is not given at all.

    Examples
    --------
    >>> facts(["Two Shores Meet", "Published: 20 June 2024", "They met."], {}, {})["published"][0]
    '2024-06-20'
    """
    found: dict[str, tuple[Any, str]] = headline(lines, zones) | published(lines)
    prefix = said_by(lines[: crawled(lines)], "the crawler")
    for name, (value, why) in (*prefix.items(), *given.items()):
        known = day(value) if name == "published" else value
        found |= {name: (known, why)} if known else {}
    title = found.get("title", ("", ""))[0]
    who = parties(title)
    if who:
        found["series"] = (" – ".join(who), f"the title {title!r} names who speaks")
    points = sum(bool(POINT.match(line)) for line in lines)
    joint = form("text.joint").match(title)
    if joint and points >= 5:  # noqa: PLR2004
        found["genre"] = ("statement", f"titled “{title}”, with {points} numbered points")
    for line in lines:  # where the statement itself says when it was made
        short = len(line) < 200 and len(line.split()) <= 15  # noqa: PLR2004
        said = (short and form("text.issued").match(line)) or (
            joint and form("text.dateline").match(line)
        )
        if said and (when := day(line)):
            evidence = f"the line {line[:100]!r}"
            found |= {"event_date": (when, evidence), "year": (int(when[:4]), evidence)}
            break
    body = (line for n, line in enumerate(lines, 1) if n not in zones or zones[n][0] == "body")
    spoken, share = language(" ".join(body))
    if spoken != "unknown":
        note = f"{spoken}, as its commonest words show."
        if any(form("text.by_machine").search(lines[n - 1]) for n in zones):
            note += " The text says that a machine translated it."
        why = f"{share:.0%} of its words are among the commonest of {spoken}"
        found["language_note"] = (note, why)
    return found


def headline(lines: list[str], zones: Zones) -> Facts:
    """Take the first line that may be one as headline: short, without an end, prose after it."""
    free = (n for n in range(1, min(len(lines), TOP) + 1) if zones.get(n, ("body",))[0] in ("body", "heading", "title"))  # fmt: skip
    number = next(free, 0)
    if not number:
        return {}
    line = lines[number - 1]
    words = re.findall(r"[^\W\d_]{2,}", line)
    named = len(words) > 2 or (len(words) == 2 and form("text.kind").search(line))  # noqa: PLR2004
    short = named and len(line.split()) <= HEADLINE and line[-1] not in ".,;:!?"
    after = any(len(other.split()) > 12 for other in lines[number : number + TOP])  # noqa: PLR2004
    if short and after and not line[0].islower() and not POINT.match(line):
        return {"title": (line, "the first line, which is short and has no full stop")}
    return {}


def published(lines: list[str]) -> Facts:
    """Read the date of publication from a line at the top that says it is one, or is one."""
    for line in lines[:TOP]:
        parts = [part for part in re.split(r"\s+[|•·]\s+", line) if len(part.split()) <= DATED]
        alone = any(pattern.match(part) for part in parts for pattern in DAYS)
        if (alone or form("text.said").match(line)) and (when := day(line)):
            return {"published": (when, f"the line {line!r} at the top")}
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
    if not re.match(r"[A-ZА-Я]", who) or form("text.nobody").fullmatch(who):
        return []
    if who.isupper():  # as the title is set
        who = re.sub(r"\b(?:And|Of|The)\b", lambda word: word[0].lower(), who.title())
    parts = re.split(r"\s+and\s+(?=the\b|[A-Z])|, (?=the\b|[A-Z])", who)
    return [part.removeprefix("the ").strip() for part in parts]


# What asks for the reader


def doubted(lines: list[str], zones: Zones, extracted: Extracted) -> Iterator[str]:
    """Ask about a text, a sentence each: the kind, the place, and what would be counted wrongly."""
    cut = [n for n, (_, reason) in zones.items() if reason.startswith("run of short")]
    glued = [n for n, line in enumerate(lines, 1) if is_glued(line)]
    odd = [n for n, line in enumerate(lines, 1) if "(cid:" in line or (not line.isascii() and PRIVATE.search(line))]  # fmt: skip
    for key, places in (("caption", glued), ("short", cut), ("signs", odd)):
        if places:
            yield ask(key, listing(places))
    body = {n: line for n, line in enumerate(lines, 1) if zones.get(n, ("body",))[0] == "body"}
    points = [(n, int(found[1])) for n, line in body.items() if (found := POINT.match(line))]
    for n, ((_, before), (place, after)) in enumerate(pairwise(points if len(points) >= 5 else [])):  # noqa: PLR2004 - a list
        since = takewhile(lambda number: number < after, (one for _, one in points[n::-1]))  # noqa: B023
        if before + 1 < after <= before + 4 and after - 1 not in since:  # or lists in lists
            yield ask("points", before, after, place)
    words = {n: len(line.split()) for n, line in enumerate(lines, 1)}
    total, inside = sum(words.values()), sum(words[n] for n in body)
    if not inside:
        yield ask("body none")
    elif inside < 0.4 * total and (inside < FEW or not extracted.extractor.startswith("lxml")):
        yield ask("body", f"{1 - inside / total:.0%}")
    yield from tongues(body, words, inside)


def tongues(body: dict[int, str], words: dict[int, int], total: int) -> Iterator[str]:
    """Ask about stretches of another language than the text as a whole."""
    main, _ = language(" ".join(body.values()))
    known = function_words().get(main, frozenset())
    others: dict[str, list[int]] = {}
    for n, line in body.items():
        if words[n] < 12 or len(known.intersection(line.lower().split())) >= 0.12 * words[n]:  # noqa: PLR2004 - enough words to tell
            continue
        spoken, share = language(line)
        if spoken not in (main, "unknown") and share >= 0.25:  # noqa: PLR2004
            others.setdefault(spoken, []).append(n)
    for spoken, found in others.items() if known else ():
        n = sum(words[place] for place in found)
        if n >= max(40, 0.03 * total):  # a stretch, not a quotation
            yield ask("language", f"{n:,}", spoken, main, listing(found))


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

    def take(self, texts: list[tuple[Mapping[str, Any], str, Zones]]) -> dict[str, str]:
        """Take in texts (table, text, zones); say of those that are there already as what."""
        kept = ("body", "heading")
        bodies = [
            "\n".join(
                one for n, one in enumerate(lines_of(text), 1) if zones.get(n, kept)[0] in kept
            )
            for _, text, zones in texts
        ]
        plain = pl.col("body").str.normalize("NFKD").str.replace_all(r"[\p{M}\p{Cf}'’‘`´]", "")
        rows = pl.DataFrame({"body": bodies}, schema={"body": pl.String})
        rows = rows.select(word=plain.str.to_lowercase().str.extract_all(r"\w+"))
        same = rows.select(pl.col("word").list.join(" ").hash()).to_series()
        numbers, twins = [], {}
        for (table, text, _), key in zip(texts, same, strict=True):
            name = table["doc_id"]
            twin = self.same.setdefault(key, name)
            numbers.append(None if twin != name else len(self.names))
            if twin == name:
                self.names.append(name)
                dates = [table[key] for key in DATES if table.get(key, "unknown") != "unknown"]
                self.dates.append((*dates, day(text[:3_000]))[0])  # or the first that it speaks of
            else:
                twins[name] = f"It is there already, as {twin}, in all but signs and capitals."
        rows = rows.with_columns(no=pl.Series(numbers, dtype=pl.UInt32)).drop_nulls("no")
        rows = rows.explode("word").with_columns(pl.col("word").hash(seed=1) // 2**8)
        following = (
            pl.col("word").shift(-step).over("no").fill_null(0) * (2 * step + 3)
            for step in range(GROUP)
        )
        groups = rows.select("no", group=pl.sum_horizontal(following).hash(seed=2))
        self.kept.append(groups.filter(pl.col("group") % KEPT == 0).unique(maintain_order=True))
        return twins

    def pairs(self) -> pl.DataFrame:
        """Find pairs of texts of like length of which one is mostly in the other.

        Gives ``left``, ``right`` (before it) and ``share`` of the groups of the smaller that the
        larger has; groups that very many texts have do not count.
        """
        kept = pl.concat(self.kept)
        rare = kept.with_columns(texts=pl.len().over("group")).filter(pl.col("texts") <= COMMON)
        shared = rare.filter(pl.col("texts") > 1).select("group", left="no")
        pairs = shared.join(shared.rename({"left": "right"}), on="group")
        pairs = pairs.filter(pl.col("left") > pl.col("right")).group_by("left", "right").len("both")
        for side in ("left", "right"):
            sizes = rare.group_by("no").len(f"n_{side}").rename({"no": side})
            pairs = pairs.join(sizes, on=side)
        small, large = (of("n_left", "n_right") for of in (pl.min_horizontal, pl.max_horizontal))
        alike = (small >= large / 2) & (small >= FEWEST) & (pl.col("both") >= NEAR * small)
        return (
            pairs.filter(alike)
            .select("left", "right", share=pl.col("both") / small)
            .sort("left", "share", "right", descending=[False, True, False])
        )

    def asked(self) -> dict[str, tuple[str, ...]]:
        """Ask about texts that are much like another of no other known date.

        Two statements of one series with dates of their own may well be alike.
        """
        found: dict[str, list[str]] = {}
        for left, right, share in self.pairs().iter_rows() if self.kept else ():
            one, other = self.dates[left], self.dates[right]
            if not one or not other or one == other:
                found.setdefault(self.names[left], []).append(f"{self.names[right]} ({share:.0%})")
        return {name: (ask("near copy", ", ".join(alike[:3])),) for name, alike in found.items()}
