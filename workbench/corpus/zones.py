r"""What each line of a source is: title, body, caption … every line in exactly one zone.

Rules and markers of a corpus are in ``codebook/zones.toml``; lists are known without them:

* a line that begins with a number or sign of a list is an item: ``1.``, ``1)``, ``(1)``, ``3.2.``,
  ``a)``, ``(a)``, ``i.``, ``(iv)``, a dash, a star, a bullet;
* so are the lines without a closing mark that follow a line with a colon, if they are several, and
  one that follows an item which ends in a comma, a semicolon, *and* or *or*;
* a line that begins in lower case goes on, or is an item.

An item is body and never a heading. Points that are numbered are provisions (7), and the items of
a point are provisions of their own (7.1, 7.2 …).
"""

from pathlib import Path
from typing import Literal

import polars as pl
from msgspec import Struct, to_builtins

from workbench import schema
from workbench.corpus.books import Text, read
from workbench.corpus.words import n_words, pattern_fault

HEADING_WORDS = 12
#: A line that closes with one of these (the number of a note aside) is prose or a label, no heading.
CLOSING = r"[.,:;!?…/)\]\"”’»“](?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)?$"
#: A line that ends so is followed by a list, or by the next item of one.
COLON, UNFINISHED = r"[:：][\s–—-]*$", r"(?:[;,]|\s(?:and|or))$"
LOWER = r"^[^\p{L}\p{N}]*\p{Ll}"
#: The number of an item without a space or a stop behind it, or in square brackets.
TIGHT = r"^(?:\d{1,3}(?:[.)]\p{L}|[-–º]\s|[a-z]\)|(?:\.\d{1,3})+\s)|\[\d{1,3}\])"
#: What begins an item of a list, in the syntax of Rust and of Python.
NUMBERED = r"\d{1,3}(?:\.\d{1,3})*[.)/]\s+|\(\d{1,3}(?:\.\d{1,3})*\)\s*"
LETTERED = r"(?:[a-zđа-я]|[ivxl]{2,5})[.)/]\s+|(?:[A-ZА-Я]|[IVXL]{1,5})\)\s+|\((?:[^\W\d_]|[ivxlIVXL]{2,5})\)\s*"
BULLET = r"[-‐‑–—―‒−*+·∙>o§¤]\s+|[—―]|[-–*]\b|[•‣◦⁃●○◉▪▫■□▶►▸▹▻▷❖◆◇♦➢➤➔→⇒✓✔✗★☆■□①-⑳❶-❿\uf0b7\uf0a7\uf0d8\uf0fc]\s*"
LISTS = (
    {"marker": "point number", "pattern": NUMBERED},
    {"marker": "bullet", "pattern": f"{LETTERED}|{BULLET}"},
)
#: A byte order mark is no white space to Unicode, and no part of the first line.
MARK = "\ufeff"
#: Lines of one document whose zone a reader has confirmed.
CONFIRMED = pl.Struct(
    {"first": pl.UInt32, "last": pl.UInt32, "zone": pl.String, "reason": pl.String}
)


class Marker(Struct, forbid_unknown_fields=True):
    """What may stand before the prose of a line."""

    marker: Literal[schema.MARKERS]  # type: ignore[valid-type]
    pattern: Text

    def __post_init__(self) -> None:
        """Refuse a pattern that cannot be used."""
        if fault := pattern_fault(self.pattern):
            raise ValueError(f"{self.pattern!r} is not a valid pattern ({fault})")


class Rule(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What makes a line something else than body; the head of ``zones.toml`` explains the keys."""

    zone: Literal[schema.ZONES]  # type: ignore[valid-type]
    reason: Text
    publisher: str = ""
    pattern: str = ""
    line: Literal["title", "after title", "short", ""] = ""
    reach: Literal["to end", ""] = ""

    def __post_init__(self) -> None:
        """Refuse a rule that says twice, or not at all, which lines it claims."""
        if bool(self.pattern) == bool(self.line):
            raise ValueError("needs either pattern or line")
        if fault := pattern_fault(self.pattern):
            raise ValueError(f"{self.pattern!r} is not a valid pattern ({fault})")


class Zones(Struct, forbid_unknown_fields=True):
    """The shape of ``codebook/zones.toml``."""

    rule: list[Rule] = []
    marker: list[Marker] = []


def read_zones(path: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Read the zone rules and the markers, in order; keys that are left out are not there."""
    book = read(path, Zones)
    return to_builtins(book.rule), to_builtins(book.marker)


def lines(documents: pl.DataFrame) -> pl.DataFrame:
    r"""Cut each text into its non-blank lines.

    Takes documents (``doc_id``, ``text``); gives one row per non-blank line with ``para_no``,
    ``line_no`` (blank lines counted too), ``start``, ``end`` and ``text`` without the white
    space around it, so that ``documents.text[start:end] == text``.

    Examples
    --------
    >>> lines(pl.DataFrame({"doc_id": ["a"], "text": ["One.\n\n Two."]}))["start"].to_list()
    [0, 7]
    """
    ends = pl.col("line").str.len_chars().cast(pl.UInt32) + 1
    bare = pl.col("line").str.strip_chars_start().str.strip_prefix(MARK).str.strip_chars()
    indent = pl.col("line").str.extract(rf"^(\s*{MARK}?\s*)", 1).str.len_chars()
    number = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("doc_id")
    rows = documents.select("doc_id", line=pl.col("text").str.split("\n")).explode("line")
    rows = rows.with_columns(
        line_no=number,
        start=ends.cum_sum().over("doc_id") - ends + indent.cast(pl.UInt32),
        text=bare,
    )
    size = pl.col("text").str.len_chars().cast(pl.UInt32)
    return (
        rows.filter(pl.col("text") != "")
        .with_columns(para_no=number, end=pl.col("start") + size, n_words=n_words("text"))
        .drop("line")
    )


def fits(rule: dict[str, str]) -> pl.Expr:
    """Say which lines a rule claims among those that no earlier rule has claimed."""
    free, text, line = pl.col("rule").is_null(), pl.col("text"), rule.get("line")
    if line == "short":
        match = pl.col("open") & (pl.col("n_words") <= HEADING_WORDS) & ~pl.col("listed")
    elif line:
        titled = text == pl.col("title")
        match = free & (titled.cum_max().over("doc_id") if line == "after title" else titled)
        match &= match.cum_sum().over("doc_id") == 1
    else:
        match = text.str.contains(rule["pattern"])
    if "publisher" in rule:
        match &= pl.col("publisher") == rule["publisher"]
    if "reach" in rule:
        match = match.cum_max().over("doc_id")
    return free & match


def with_lists(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``open`` (a line that might be a heading) and ``listed`` (an item of a list all the same).

    Lines without a mark at either end that follow each other are a run. After a colon a run is a
    list, unless it is a single line with more text under it, which is a heading; a line behind a
    wider gap than is usual in the run ends the list, and so does the last line above a numbered
    point. After an item that is unfinished the first line of a run is its last item.
    """
    text, opens = pl.col("text"), pl.col("open")
    same = (pl.col("doc_id") == pl.col("doc_id").shift(1)).fill_null(value=False)
    before, last = pl.when(same).then(text.shift(1)), ~same.shift(-1).fill_null(value=False)
    above_point = ~last & (pl.col("marker").shift(-1) == "point number").fill_null(value=False)
    no_heading = pl.any_horizontal(
        text.str.contains(end) for end in (CLOSING, COLON, UNFINISHED, LOWER, TIGHT)
    )
    no_heading |= pl.col("rule").is_not_null() | pl.col("marker").is_not_null()
    rows = rows.with_columns(open=~no_heading & (pl.col("n_words") > 0))
    begins = ~same | (opens != opens.shift(1))
    seen = rows.select(
        "open",
        first=begins,
        run=begins.cum_sum(),
        gap=pl.col("line_no").cast(pl.Int64).diff(),
        last=last,
        under=before.str.contains(COLON).fill_null(value=False),
        goes_on=before.str.contains(UNFINISHED).fill_null(value=False),
        above_point=above_point,
    )
    wide = ~pl.col("first") & (pl.col("gap") > pl.col("gap").min().over("run"))
    after_colon = pl.col("under").first() & ((pl.len() > 1) | pl.col("last").any())
    item = after_colon.over("run") & ~wide.cum_max().over("run") & ~pl.col("above_point")
    listed = seen.select(opens & (item | (pl.col("first") & pl.col("goes_on"))))
    return rows.with_columns(listed=listed.to_series())


def mark(rows: pl.DataFrame, markers: list[dict[str, str]]) -> pl.DataFrame:
    """Add ``marker`` and ``prose_start``: what is before the prose of a line."""
    markers = [*markers, *LISTS]
    found = [pl.col("text").str.extract(f"^({entry['pattern']})", 1) for entry in markers]
    rows = rows.with_columns(one.alias(f"found {number}") for number, one in enumerate(found))
    columns = [pl.col(f"found {number}") for number in range(len(markers))]
    length = pl.coalesce(*columns, pl.lit("")).str.len_chars()
    names = [
        pl.when(column.is_not_null()).then(pl.lit(entry["marker"]))
        for column, entry in zip(columns, markers, strict=True)
    ]
    return rows.with_columns(
        marker=pl.coalesce(names).cast(schema.enum("marker")),
        prose_start=pl.col("start") + length.cast(pl.UInt32),
    ).drop(columns)


def zone(
    documents: pl.DataFrame, rules: list[dict[str, str]], markers: list[dict[str, str]]
) -> pl.DataFrame:
    """Give each line of each document its zone, the reason for a cut, and its marker.

    Takes documents (``doc_id``, ``publisher``, ``title``, ``text``) and the checked rules of
    ``codebook/zones.toml``; gives one row per non-blank line. The first rule that fits wins, and
    before all rules what a reader has confirmed (``zones``, if there is such a column).
    """
    keys = ["doc_id", "para_no"]
    rows = mark(lines(documents), markers)
    about = documents.select("doc_id", "publisher", "title")
    rows = rows.join(about, on="doc_id", how="left", maintain_order="left")
    rows = rows.join(confirmed(documents), on=keys, how="left", maintain_order="left")
    decided = pl.when(pl.col("decided").is_not_null()).then(pl.lit(len(rules), pl.UInt32))
    rows = rows.with_columns(rule=decided)
    for number, rule in enumerate(rules):
        if rule.get("line") == "short":
            rows = with_lists(rows)
        claim = pl.when(fits(rule)).then(pl.lit(number, pl.UInt32)).otherwise("rule")
        rows = rows.with_columns(rule=claim)
    zones, reasons = (
        pl.col("rule").replace_strict(
            range(len(rules)), [rule[key] for rule in rules], default=None, return_dtype=pl.String
        )
        for key in ("zone", "reason")
    )
    body = pl.col("zone") == "body"
    return (
        rows.with_columns(
            zone=pl.coalesce("decided", zones, pl.lit("body")).cast(schema.enum("zone")),
            reason=pl.coalesce("because", reasons, pl.lit("")),
        )
        .with_columns(
            marker=pl.when(body).then("marker"),
            prose_start=pl.when(body).then("prose_start").otherwise("start"),
        )
        .drop("decided", "because", "open", "listed", strict=False)
    )


def confirmed(documents: pl.DataFrame) -> pl.DataFrame:
    """Give the lines whose zone a reader has confirmed, as ``decided`` and ``because``."""
    if "zones" not in documents.columns:
        documents = documents.with_columns(zones=pl.lit([], dtype=pl.List(CONFIRMED)))
    most = pl.col("text").str.count_matches("\n", literal=True) + 1
    last = pl.min_horizontal("last", "most") + 1  # a slip in the manifest takes no memory
    lines_of = pl.int_ranges("first", pl.max_horizontal("first", last), dtype=pl.UInt32)
    ranges = documents.select("doc_id", "zones", most=most).explode("zones").drop_nulls("zones")
    lines = ranges.unnest("zones").with_columns(para_no=lines_of).explode("para_no")
    lines = lines.unique(["doc_id", "para_no"], keep="last", maintain_order=True)
    return lines.select("doc_id", "para_no", decided="zone", because="reason")


#: A wider gap than this many lines, and than is usual in the file, ends a section.
WIDE_GAP = 2


def structure(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``section`` and ``provision`` to the zoned lines of `zones.zone`.

    A section runs from its heading to the next one, or to a gap that is wider than usual in the
    file (a heading seems to be lost there). A point (``7.``) runs to the next point or heading; its
    items are numbered 7.1, 7.2 …; a body line or item outside a point is its own provision.
    """
    heading = pl.col("zone") == "heading"
    body = pl.col("zone") == "body"
    gap = pl.col("line_no").cast(pl.Int64).diff().over("doc_id").fill_null(0)
    broken = (gap > WIDE_GAP) & (gap > gap.median().over("doc_id")) & body
    label = pl.when(body & (pl.col("marker") == "point number")).then(
        pl.col("text").str.extract(r"^\(?(\d+(?:\.\d+)*)", 1)
    )
    deep = label.str.contains(".", literal=True).fill_null(value=False)
    point = pl.col("text").str.contains(r"^\d+\.\s")
    rows = rows.with_columns(
        block=(heading | broken).cum_sum().over("doc_id"),
        part=heading.cum_sum().over("doc_id"),
        label=label,
        number=pl.when(point & ~deep).then(label),
        deep=deep,
    )
    rows = rows.with_columns(
        section=pl.when(heading).then("text").forward_fill().over("doc_id", "block"),
        point=pl.col("number").forward_fill().over("doc_id", "part"),
        turn=pl.col("number").is_not_null().cum_sum().over("doc_id", "part"),
    )
    bullet = body & (pl.col("marker") == "bullet").fill_null(value=False)
    item = (bullet | pl.col("label").is_not_null()) & pl.col("number").is_null()
    count = item.cum_sum().over("doc_id", "part", "turn").cast(pl.String)
    provision = (
        pl.when(~body)
        .then(pl.lit(""))
        .when("deep")
        .then("label")
        .when(pl.col("point").is_null())
        .then(pl.concat_str(pl.lit("¶"), "para_no"))
        .when(item)
        .then(pl.concat_str("point", pl.lit("."), count))
        .otherwise("point")
    )
    inside = pl.when(body | heading).then("section").fill_null("")
    return rows.with_columns(section=inside, provision=provision)
