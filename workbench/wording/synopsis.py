"""What became of each passage: links under readers' decisions, outcomes, moves, cards, witnesses."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Any

import polars as pl

from workbench import schema
from workbench.corpus import Claims, Corpus
from workbench.errors import Missing, WorkbenchError
from workbench.wording.align import NEARLY, REVISED, SIDES, overlap, stem, turn
from workbench.wording.edits import Word, running_words, within

SPANS = ["left_id", "left_start", "left_end", "right_id", "right_start", "right_end"]
PLACE = ("unit_no", "para_no", "provision", "start", "end", "text")
#: What is said of a passage that is kept, reworded, or has no counterpart; never that it is gone.
KEPT, REWORDED, ALONE, ADDED = "kept", "reworded", "no counterpart found", "added by the witness"
#: The first two, of two witnesses of one statement, and of two editions of its full text.
WITNESSED = {KEPT: "taken over", REWORDED: "reworded by the witness"}
EDITIONS = {KEPT: "same words", REWORDED: "worded differently"}
#: What is called word for word the same, and its name where that is true of another link only.
UNLIKE = {book[KEPT]: book[REWORDED] for book in (WITNESSED, EDITIONS)} | {KEPT: REWORDED}
#: Witnesses that a reader can still see side by side; the work grows with their square.
MOST = 12
#: Counterparts of one passage share a band if fewer than so many passages are between them.
NEAR = 3
#: Share of the shorter passage that is kept; below it marks would splice two different sentences.
MOSTLY = 0.5
#: How words differ that are there, and not as they are here; others are only here (0).
HOW = {"moved": 1, "form": 2}
#: Start, end and operation of an edit.
Stretch = tuple[int, int, str]
#: A passage: document, start, end. A column of several witnesses: the word of each that has one.
Span = tuple[str, int, int]
Column = dict[int, Word]


@dataclass(frozen=True)
class Comparison:
    """What is known of a pair: what it can prove, its links, their edits, and the synopsis.

    ``least`` is the score that was asked for, if any; ``coded`` tells whether the links are those
    of a reference reading.
    """

    claims: Claims
    least: float | None
    coded: bool
    links: pl.DataFrame
    edits: pl.DataFrame
    synopsis: pl.DataFrame


# --- links under readers' decisions ---


def verdicts(decisions: pl.DataFrame) -> pl.DataFrame:
    """Return a row per pair of passages: what was ``decided``, null where readers disagree, and ``why``.

    Added and confirmed say the same of a pair of passages (it is a link). ``why`` has each reader's
    status and reason.
    """
    said = pl.format("{} ({}): {}", "who", "status", "note").str.strip_chars(": ")
    rejected = pl.col("status") == "rejected"
    last = pl.col("status").cast(pl.String).last()
    groups = decisions.sort(*SPANS, "when", "who").group_by(SPANS, maintain_order=True)
    return groups.agg(
        decided=pl.when(rejected.all() | ~rejected.any()).then(last), why=said.str.join("; ")
    )


def conflicts(decisions: pl.DataFrame) -> list[str]:
    """Name in a sentence each pair of passages on which readers disagree."""
    rows = verdicts(decisions).filter(pl.col("decided").is_null()).rows()
    return [
        f"{left} {begin}–{end} and {right} {first}–{last}: readers disagree ({why})."
        for left, begin, end, right, first, last, _, why in rows
    ]


def review(
    links: pl.DataFrame, decisions: pl.DataFrame, units: pl.DataFrame, pairs: pl.DataFrame
) -> pl.DataFrame:
    """Put the readers' decisions on the links of one or more pairs of documents.

    A decision counts for the link with exactly its passages. One without such a link becomes a
    row of its own (unless it rejects), without a score. Where readers disagree the link stays
    *proposed* and its note says so. Links are numbered anew in their order.

    Takes links, decisions (either order of a pair), the units of comparison, and the pairs to
    look at (``left_id``, ``right_id``); returns the links frame.
    """
    rows = pl.concat([decisions, turn(decisions)]).join(pairs, on=["left_id", "right_id"])
    if rows.is_empty():
        return links
    both = links.join(verdicts(rows), on=SPANS, how="full", coalesce=True)
    both = both.filter(pl.col("link_no").is_not_null() | (pl.col("decided") != "rejected"))
    for side in SIDES:
        both = located(both, units, side)
    status = pl.coalesce("decided", pl.col("status").cast(pl.String))
    both = both.sort("left_id", "right_id", "left_start", "right_start").with_columns(
        status=status,
        note=pl.coalesce("why", "note"),
        link_no=pl.int_range(1, pl.len() + 1).over("left_id", "right_id"),
    )
    return schema.conform("links", both)


def located(rows: pl.DataFrame, units: pl.DataFrame, side: str) -> pl.DataFrame:
    """Say of one side of links in which unit, line and provision it begins, and its text."""
    names = {name: f"{side}_{name}" for name in ("unit_no", "para_no", "provision", "text")}
    here = units.select(*names, first="start", doc_id="doc_id").sort("first")
    start, text = pl.col(f"{side}_start"), pl.col(f"{side}_text")
    found = rows.drop(names.values()).sort(f"{side}_start")
    found = found.join_asof(
        here.rename(names | {"doc_id": f"{side}_id"}),
        left_on=f"{side}_start", right_on="first", by=f"{side}_id", check_sortedness=False,
    )  # fmt: skip
    size = pl.col(f"{side}_end") - start
    return found.with_columns(text.str.slice(start - pl.col("first"), size)).drop("first")


# --- the synopsis ---


def synopsis(
    links: pl.DataFrame,
    edits: pl.DataFrame,
    units: pl.DataFrame,
    claims: Claims,
    full: Collection[str] = (),
) -> pl.DataFrame:
    """Return a row per passage on the left, then per passage of the right without a link.

    Takes the links of the pair (rejected ones do not count) and their edits, the units of
    comparison, what the pair can prove, and which documents are full statements; returns the
    synopsis frame. A passage is *kept* if no
    edit of its strongest link is substantive, about naming, or of other wording. Only in a
    revision, where at least half of the passages are kept or nearly so, order means something:
    there passages are *moved*, *split* or *merged*.
    """
    sides, met = linked_passages(links, units, claims)
    met = met.join(counts(edits), on="link_no", how="left").sort("left_start", "right_start")
    smaller = min(side.height for side in sides.values())
    likely = pl.col("mutual") & (pl.col("score") >= NEARLY)
    near = links.filter(likely, pl.col("status") != "rejected").height
    shape = shapes(met, revised=near >= REVISED * smaller)
    rows = sides["left"].join(
        shape.drop("left_start", "left_text"), on="left_unit_no", how="left", maintain_order="left"
    )
    rows = rows.with_columns(
        outcome=pl.col("outcome").fill_null(ALONE),
        absent_from=pl.when(pl.col("link_nos").is_null()).then(pl.lit(claims.right)),
    )
    alone = sides["right"].join(met, on="right_unit_no", how="anti", maintain_order="left")
    alone = alone.with_columns(outcome=pl.lit(ALONE), absent_from=pl.lit(claims.left))
    table = pl.concat([rows, alone], how="diagonal_relaxed").with_row_index("row_no", 1)
    table = table.with_columns(left_id=pl.lit(claims.left), right_id=pl.lit(claims.right))
    return schema.conform("synopsis", in_words(table, claims, full))


def linked_passages(
    links: pl.DataFrame, units: pl.DataFrame, claims: Claims
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Return the passages of each side, and a row per link and passages of both sides that it meets.

    Rejected links meet none. The columns of a side begin with its name.
    """
    sides, links = {}, links.filter(pl.col("status") != "rejected")
    met = links.select("link_no", "score", "mutual")
    for side in SIDES:
        names = {name: f"{side}_{name}" for name in PLACE}
        sides[side] = units.filter(doc_id=getattr(claims, side)).select(PLACE).rename(names)
        places = links.select("link_no", f"{side}_start", f"{side}_end")
        touched = sides[side].join(places, how="cross", suffix="_other").filter(overlap(f"{side}_"))
        met = met.join(touched.select("link_no", *names.values()), on="link_no")
    return sides, met


def counts(edits: pl.DataFrame) -> pl.DataFrame:
    """Count the edits of each link: substantive, of other wording, of form."""
    formal = pl.col("kind").is_in(["form", "frame"])
    return edits.group_by("link_no").agg(
        n_substantive=pl.col("substantive").sum(),
        n_wording=(~pl.col("substantive") & ~formal & pl.col("kind").is_not_null()).sum(),
        n_formal=formal.sum(),
    )


def shapes(met: pl.DataFrame, *, revised: bool) -> pl.DataFrame:
    """Return what became of each linked passage on the left, with its counterparts."""
    n_lefts = pl.col("left_unit_no").n_unique().over("right_unit_no")
    met = met.with_columns(n_lefts=n_lefts).sort(
        ["score", "left_start", "right_start"], descending=[True, False, False], nulls_last=True
    )
    here, place = pl.col("right_start"), [f"right_{name}" for name in PLACE[:-1]]
    rows = met.group_by("left_unit_no").agg(
        pl.col("left_start", "left_text", *place).sort_by(here).first(),
        pl.col("right_text").sort_by(here).unique(maintain_order=True).str.join("\n"),
        pl.col("score", "n_substantive", "n_wording", "n_formal").first(),
        pl.col("n_lefts").max(),
        n_rights=pl.col("right_unit_no").n_unique(),
        link_nos=pl.col("link_no").unique().sort(),
    )
    rows, alone = rows.sort("left_unit_no"), pl.max_horizontal("n_lefts", "n_rights") == 1
    pairs = rows.filter(alone)
    texts = [pairs.sort(f"{side}_start")[f"{side}_text"].to_list() for side in SIDES]
    # read in one direction, so that the same sentences move there and back
    here, there = sorted(SIDES, reverse=texts[1] < texts[0])
    pairs = pairs.sort(f"{here}_start")
    moved = out_of_order(pairs[f"{there}_start"].to_list()) if revised else [None] * pairs.height
    places = pairs.select("left_unit_no", moved=pl.Series(moved, dtype=pl.Boolean))
    same = pl.col("n_substantive") + pl.col("n_wording") == 0
    word = pl.when(same).then(pl.lit(KEPT)).otherwise(pl.lit(REWORDED))
    away = pl.when(same).then(pl.lit("moved")).otherwise(pl.lit("moved, reworded"))
    parted = pl.when(pl.col("n_rights") > 1).then(pl.lit("split")).otherwise(pl.lit("merged"))
    several = pl.lit(revised) & ~alone
    rows = rows.join(places, on="left_unit_no", how="left", maintain_order="left")
    outcome = pl.when(several).then(parted).when("moved").then(away).otherwise(word)
    edits = pl.when(~several).then(pl.col("n_substantive", "n_wording", "n_formal"))
    return rows.with_columns(edits, outcome=outcome)


def out_of_order(places: Sequence[int]) -> list[bool]:
    """Tell which of some places, read in order, must be moved so that the rest grows.

    As few as possible move: those outside the longest growing run.

    Examples
    --------
    >>> out_of_order([10, 40, 20, 30])
    [False, True, False, False]
    """
    tails: list[int] = []
    runs: list[Any] = []  # of each length the growing run that ends lowest: its last, and the rest
    for at, place in enumerate(places):
        size = bisect_left(tails, place)
        tails[size : size + 1] = [place]
        runs[size : size + 1] = [(at, runs[size - 1] if size else None)]
    moved, run = [True] * len(places), runs[-1] if runs else None
    while run:
        at, run = run
        moved[at] = False
    return moved


def in_words(rows: pl.DataFrame, claims: Claims, full: Collection[str]) -> pl.DataFrame:
    """Put the outcomes in the words that the pair can carry."""
    if claims.relation != "one statement":
        return rows
    sides = {claims.left, claims.right}
    said = pl.col("outcome").replace(EDITIONS if sides <= set(full) else WITNESSED)
    rows = rows.with_columns(outcome=said)
    if len(sides & set(full)) != 1:
        return rows
    only_press = pl.col("absent_from").is_in(list(full)).fill_null(value=False)
    return rows.with_columns(outcome=pl.when(only_press).then(pl.lit(ADDED)).otherwise("outcome"))


# --- both texts side by side ---

# Each text runs from top to bottom. Passages that answer to each other in the same order are set at
# one height, in a *band*; what lies between two such bands is a band of its own, in which each text
# flows for itself. A passage whose counterpart is elsewhere points there.


def parallel(pair: Comparison, units: pl.DataFrame) -> pl.DataFrame:
    """Return a row per passage of either text, in the order in which they are shown.

    Takes a comparison and the units of comparison; returns the parallel frame. A change is a linked
    passage that is not word for word the same or has moved, with its counterparts at the same
    height, or a run of passages without counterpart; changes are numbered from 1 in the order shown. A passage of the
    right text is told in the row of its strongest counterpart.

    Examples
    --------
    >>> import workbench as wb
    >>> wording = wb.Wording(wb.load())
    >>> rows = parallel(wording.compare("vov-2025", "vgp-2025"), wording.aligner.units)
    >>> rows.select("side", "para_no", "change_no").row(0)
    ('left', 3, 1)
    """
    sides, met = linked_passages(pair.links, units, pair.claims)
    keys = [f"{side}_unit_no" for side in SIDES]
    ranked = met.sort("score", *keys, descending=[True, False, False], nulls_last=True)
    facing: dict[tuple[str, int], dict[int, int]] = {}  # counterpart → link, the strongest first
    for link_no, left, right in ranked.select("link_no", *keys).iter_rows():
        facing.setdefault(("left", left), {}).setdefault(right, link_no)
        facing.setdefault(("right", right), {}).setdefault(left, link_no)
    told, pairs = {}, set()
    for row_no, left, right, outcome in pair.synopsis.select("row_no", *keys, "outcome").rows():
        told["left" if left else "right", left or right] = (row_no, outcome)
    for (side, unit_no), links in facing.items():
        other, link_no = next(iter(links.items()))
        left, right = (unit_no, other) if side == "left" else (other, unit_no)
        row_no, outcome = told["left", left]
        strongest = link_no in list(facing["left", left].values())[:1]
        told[side, unit_no] = (row_no, outcome if strongest else UNLIKE.get(outcome, outcome))
        pairs |= set() if outcome.startswith("moved") else {(left, right)}
    gone = out_of_order([(right, left) for left, right in sorted(pairs)])
    stay = [one for one, out in zip(sorted(pairs), gone, strict=True) if not out]
    cut = bands(stay, *(side.height for side in sides.values()))
    order = [
        (band, joined, side, unit_no)
        for band, (joined, *runs) in enumerate(cut, 1)
        for side, run in zip(SIDES, runs, strict=True)
        for unit_no in run
    ]
    number = {place[2:]: passage_no for passage_no, place in enumerate(order, 1)}
    spans, rows, changes, key = edits_of_links(pair), [], dict[Any, int](), ()
    for band, joined, side, unit_no in order:
        (row_no, outcome), links = told[side, unit_no], facing.get((side, unit_no), {})
        if links:
            key = (band,) if joined else ("row", row_no)
        elif key[:2] != (band, side):
            key = (band, side, unit_no)
        same = links and outcome in UNLIKE
        change_no = None if same else changes.setdefault(key, len(changes) + 1)
        counterparts = sorted(number[SIDES[side == "left"], other] for other in links)
        marks = stretches([span for one in links.values() for span in spans.get((one, side), ())])
        place = (number[side, unit_no], band, joined, side, getattr(pair.claims, side), unit_no)
        rows.append((*place, row_no, outcome, counterparts, change_no, marks))
    own = list(schema.dtypes("parallel").items())[: len(rows[0])]
    shown = pl.DataFrame(rows, schema=own, orient="row")
    shown = shown.join(units, on=["doc_id", "unit_no"], how="left", maintain_order="left")
    return schema.conform("parallel", shown)


def bands(
    anchors: Iterable[tuple[int, int]], n_left: int, n_right: int
) -> list[tuple[bool, range, range]]:
    """Cut two texts into bands: whether its passages are joined, and which they are on either side.

    Takes pairs of passages in order, of which neither side ever goes back.

    Examples
    --------
    >>> for joined, left, right in bands([(2, 1), (2, 2)], 3, 2):
    ...     print(joined, list(left), list(right))
    False [1] []
    True [2] [1, 2]
    False [3] []
    """
    found: list[tuple[bool, range, range]] = []
    left = right = 1  # the next passages
    for one, other in [*anchors, (n_left + 1, n_right + 1)]:
        shared = one < left or other < right
        if shared and max(one - left, other - right) >= NEAR:
            continue
        runs = found.pop()[1:] if shared else (range(one, one), range(other, other))
        if not shared and (one, other) != (left, right):
            found.append((False, range(left, one), range(right, other)))
        left, right = max(left, one + 1), max(right, other + 1)
        found.append((True, range(runs[0].start, left), range(runs[1].start, right)))
    return found[:-1]


def edits_of_links(pair: Comparison) -> dict[tuple[int, str], list[Stretch]]:
    """Return the edits of each link on each side; edits of form are called so.

    Links that keep too little to be compared word by word are left out.
    """
    spans, kept = dict[tuple[int, str], list[Stretch]](), Counter[int]()
    for edit in pair.edits.iter_rows(named=True):
        form = edit["kind"] == "form" and edit["op"] != "moved"
        op, link_no = "form" if form else edit["op"], edit["link_no"]
        kept[link_no] += len(edit["left"]) * (op in {"kept", "form"})
        for side in SIDES:
            start, end = edit[f"{side}_start"], edit[f"{side}_end"]
            spans.setdefault((link_no, side), []).extend([(start, end, op)] * bool(end))
    texts = pair.links.select("link_no", "left_text", "right_text").iter_rows()
    few = {link_no for link_no, *both in texts if kept[link_no] < MOSTLY * min(map(len, both))}
    return {key: one for key, one in spans.items() if key[0] not in few}


def stretches(spans: Sequence[Stretch]) -> list[tuple[int, int, int]] | None:
    """Return what no link keeps as printed: start, end, and its place in `HOW`; None without spans.

    Examples
    --------
    >>> stretches([(0, 4, "kept"), (4, 9, "cut"), (0, 6, "reworded"), (6, 9, "moved")])
    [(4, 6, 0), (6, 9, 1)]
    """
    found: list[tuple[int, int, int]] = []
    for start, end in pairwise(sorted({at for span in spans for at in span[:2]})):
        ops = {op for first, last, op in spans if first <= start and end <= last}
        if ops and "kept" not in ops:
            found.append((start, end, max(HOW.get(op, 0) for op in ops)))
    return found if spans else None


# --- cards ---


def in_substance(pair: Comparison) -> pl.DataFrame:
    """Return the links of a pair that differ in substance, the strongest first.

    Adds ``n_other``, the edits of form, frame, naming and wording.
    """
    other = pl.col("edit_no").is_not_null() & ~pl.col("substantive")
    counted = pair.edits.group_by("link_no").agg(
        n_other=other.sum(), strong=pl.col("substantive").any()
    )
    links = pair.links.filter(pl.col("status") != "rejected")
    rows = links.join(counted.filter("strong").drop("strong"), on="link_no")
    return rows.sort(["score", "link_no"], descending=[True, False], nulls_last=True)


# --- more than two witnesses ---


def witnesses(corpus: Corpus, spans: Sequence[Span]) -> pl.DataFrame:
    """Set passages of several documents side by side, word by word.

    The first passage is the base; the others are aligned to it one after the other. Words on which all agree and words on which they differ
    alternate as *places*; at each place every witness has its reading, or none. Takes passages
    (document, start, end), of each document the first, of more than `MOST` documents the first.
    Returns a row per place and witness: ``place_no``, ``agree``, ``doc_id``, ``start``, ``end``
    (null where the witness has nothing), ``text`` as printed, and ``n_passages``, how many were
    given. Fewer than two documents are `Missing`.

    Examples
    --------
    >>> import workbench as wb
    >>> spans = [("tass-2024", 3400, 3440), ("vgp-2025", 5000, 5040)]
    >>> witnesses(wb.load(), spans).columns
    ['place_no', 'agree', 'doc_id', 'start', 'end', 'text', 'n_passages']
    """
    first: dict[str, Span] = {}
    for span in spans:
        corpus.document(span[0])
        if len(first) < MOST:
            first.setdefault(span[0], span)
    chosen = list(first.values())
    if len(chosen) < len("ab"):
        raise Missing("the passage is in fewer than two documents, so nothing is beside it.")
    words, texts = (
        running_words(corpus, first),
        dict(corpus.documents.select("doc_id", "text").iter_rows()),
    )
    columns: list[Column] = []
    for number, (doc_id, start, end) in enumerate(chosen):
        run = within(words.get(doc_id, []), start, end)
        if not run:
            raise WorkbenchError(f"{doc_id} has no words of its body between {start} and {end}.")
        columns = with_witness(columns, run, number)

    def agreed(column: Column) -> bool:
        return len(column) == len(chosen) and len({word for *_, word in column.values()}) == 1

    rows = []
    for place_no, (agree, group) in enumerate(groupby(columns, key=agreed), 1):
        here = list(group)
        for number, doc_id in enumerate(first):
            own = [column[number] for column in here if number in column]
            start, end = (own[0][0], own[-1][1]) if own else (None, None)
            text = texts[doc_id][start:end] if own else ""
            rows.append((place_no, agree, doc_id, start, end, text, len(spans)))
    names = ["place_no", "agree", "doc_id", "start", "end", "text", "n_passages"]
    return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)


def with_witness(columns: list[Column], words: list[Word], number: int) -> list[Column]:
    """Set one more witness under the columns of those before it."""
    stems = [stem(next(iter(column.values()))[2]) for column in columns]
    matcher = SequenceMatcher(None, stems, [stem(word) for *_, word in words], autojunk=False)
    out: list[Column] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        own = [{number: word} for word in words[c:d]]
        if tag == "equal":
            out += [{**column, **one} for column, one in zip(columns[a:b], own, strict=True)]
        else:
            out += columns[a:b] + own
    return out
