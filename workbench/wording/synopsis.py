"""What became of each passage: links under readers' decisions, outcomes, moves, cards, witnesses."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from workbench import schema
from workbench.corpus import Claims, Corpus
from workbench.errors import Missing, WorkbenchError
from workbench.wording.align import NEARLY, REVISED, SIDES, stem, turn
from workbench.wording.edits import SUBSTANTIVE, Word, running_words, within

SPANS = ["left_id", "left_start", "left_end", "right_id", "right_start", "right_end"]
PLACE = ("unit_no", "para_no", "provision", "start", "end", "text")
#: What is said of a passage that is kept, reworded, or has no counterpart; never that it is gone.
KEPT, REWORDED, ALONE, ADDED = "kept", "reworded", "no counterpart found", "added by the witness"
#: The first two, of two witnesses of one statement, and of two editions of its full text.
WITNESSED = {KEPT: "taken over", REWORDED: "reworded by the witness"}
EDITIONS = {KEPT: "same words", REWORDED: "worded differently"}
#: Words of a wording that a sentence quotes; longer ones are given by their first and last words.
SHOWN_WORDS = 14
#: Witnesses that a reader can still see side by side; the work grows with their square.
MOST = 12
#: A passage: document, start, end. A column of several witnesses: the word of each that has one.
Span = tuple[str, int, int]
Column = dict[int, Word]


# --- links under readers' decisions ---


def verdicts(decisions: pl.DataFrame) -> pl.DataFrame:
    """Return one row per pair of passages: the readers' status, or null where they disagree.

    Added and confirmed say the same of a pair of passages (it is a link). ``note`` has each
    reader's status and reason; ``dispute`` is true where some reject what others accept.
    """
    said = pl.format("{} ({}): {}", "who", "status", "note").str.strip_chars(": ")
    rejected = pl.col("status") == "rejected"
    return (
        decisions.with_columns(pl.col("status").cast(pl.String))
        .sort(*SPANS, "when", "who")
        .group_by(SPANS, maintain_order=True)
        .agg(
            dispute=rejected.any() & (~rejected).any(),
            status=pl.col("status").last(),
            note=said.str.join("; "),
        )
        .with_columns(status=pl.when(~pl.col("dispute")).then("status"))
    )


def conflicts(decisions: pl.DataFrame) -> list[str]:
    """Name in a sentence each pair of passages on which readers disagree."""
    rows = verdicts(decisions).filter("dispute").iter_rows(named=True)
    return [
        f"{row['left_id']} {row['left_start']}–{row['left_end']} and {row['right_id']} "
        f"{row['right_start']}–{row['right_end']}: readers disagree ({row['note']})."
        for row in rows
    ]


def review(
    links: pl.DataFrame,
    decisions: pl.DataFrame,
    units: pl.DataFrame,
    pairs: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Put the readers' decisions on the links of one or more pairs of documents.

    A decision counts for the link with exactly its passages. One without such a link becomes a
    row of its own (unless it rejects), without a score. Where readers disagree the link stays
    *proposed* and its note says so. Links are numbered anew in their order.

    Takes links, decisions (either order of a pair), the units of comparison, and the pairs to
    look at (``left_id``, ``right_id``; without them, those of the links); returns the links frame.
    """
    if pairs is None:
        pairs = links.select("left_id", "right_id").unique(maintain_order=True)
    rows = pl.concat([decisions, turn(decisions)]).join(pairs, on=["left_id", "right_id"])
    if rows.is_empty():
        return links
    decided = verdicts(rows).rename({"status": "decided", "note": "why"})
    marked = links.join(decided, on=SPANS, how="left", maintain_order="left").with_columns(
        status=pl.coalesce("decided", pl.col("status").cast(pl.String)),
        note=pl.coalesce("why", "note"),
    )
    alone = decided.join(links, on=SPANS, how="anti").filter(pl.col("decided") != "rejected")
    alone = alone.with_columns(status="decided", note="why")
    for side in SIDES:
        alone = located(alone, units, side)
    columns = list(schema.FRAMES["links"].columns)
    both = pl.concat([marked, alone], how="diagonal_relaxed").select(columns)
    both = both.sort("left_id", "right_id", "left_start", "right_start", maintain_order=True)
    number = pl.int_range(1, pl.len() + 1).over("left_id", "right_id")
    return schema.conform("links", both.with_columns(link_no=number))


def located(rows: pl.DataFrame, units: pl.DataFrame, side: str) -> pl.DataFrame:
    """Add the unit, line and provision in which one side of readers' links begins, and its text."""
    names = {name: f"{side}_{name}" for name in ("unit_no", "para_no", "provision", "text")}
    here = units.select("doc_id", *names, first="start").rename(names | {"doc_id": f"{side}_id"})
    start, text = pl.col(f"{side}_start"), pl.col(f"{side}_text")
    found = rows.sort(f"{side}_start").join_asof(
        here.sort("first"), left_on=f"{side}_start", right_on="first", by=f"{side}_id"
    )
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
    sides = {side: one_side(units, getattr(claims, side), side) for side in SIDES}
    links = links.filter(pl.col("status") != "rejected")
    met = links.select("link_no", "score", "mutual")
    for side in SIDES:
        met = met.join(touching(sides[side], links, side), on="link_no")
    met = met.join(counts(edits), on="link_no", how="left").sort("left_start", "right_start")
    smaller = min(side.height for side in sides.values())
    near = links.filter("mutual", pl.col("score") >= NEARLY).height
    shape = shapes(met, revised=near >= REVISED * smaller)
    rows = sides["left"].join(shape, on="left_unit_no", how="left", maintain_order="left")
    rows = rows.with_columns(
        outcome=pl.col("outcome").fill_null(ALONE),
        absent_from=pl.when(pl.col("link_nos").is_null()).then(pl.lit(claims.right)),
    )
    alone = sides["right"].join(met, on="right_unit_no", how="anti", maintain_order="left")
    alone = alone.with_columns(outcome=pl.lit(ALONE), absent_from=pl.lit(claims.left))
    table = pl.concat([rows, alone], how="diagonal_relaxed").with_row_index("row_no", 1)
    table = table.with_columns(left_id=pl.lit(claims.left), right_id=pl.lit(claims.right))
    return schema.conform("synopsis", in_words(table, claims, full))


def one_side(units: pl.DataFrame, doc_id: str, side: str) -> pl.DataFrame:
    """Return the units of a document with the columns of one side."""
    rows = units.filter(pl.col("doc_id") == doc_id)
    return rows.select(pl.col(name).alias(f"{side}_{name}") for name in PLACE)


def touching(units: pl.DataFrame, links: pl.DataFrame, side: str) -> pl.DataFrame:
    """Return the units that links overlap on one side (a reader may link any stretch)."""
    start, end = f"{side}_start", f"{side}_end"
    places = links.select("link_no", first=start, last=end)
    both = units.join(places, how="cross").filter(
        pl.col(start) < pl.col("last"), pl.col("first") < pl.col(end)
    )
    return both.drop("first", "last")


def counts(edits: pl.DataFrame) -> pl.DataFrame:
    """Count the edits of each link: substantive, of other wording, of form."""
    formal = pl.col("kind").is_in(["form", "frame"])
    strong = pl.col("substantive")
    return edits.group_by("link_no").agg(
        n_substantive=strong.sum(),
        n_wording=(~strong & ~formal & pl.col("kind").is_not_null()).sum(),
        n_formal=formal.sum(),
    )


def shapes(met: pl.DataFrame, *, revised: bool) -> pl.DataFrame:
    """Return what became of each linked passage on the left, with its counterparts."""
    n_lefts = pl.col("left_unit_no").n_unique().over("right_unit_no")
    met = met.with_columns(n_lefts=n_lefts).sort("score", descending=True, nulls_last=True)
    here = pl.col("right_start")
    rows = met.group_by("left_unit_no").agg(
        pl.col(*(f"right_{name}" for name in PLACE[:-1])).sort_by(here).first(),
        pl.col("right_text").sort_by(here).unique(maintain_order=True).str.join("\n"),
        pl.col("score", "n_substantive", "n_wording", "n_formal").first(),
        pl.col("n_lefts").max(),
        n_rights=pl.col("right_unit_no").n_unique(),
        link_nos=pl.col("link_no").unique().sort(),
    )
    rows, alone = rows.sort("left_unit_no"), pl.max_horizontal("n_lefts", "n_rights") == 1
    pairs = rows.filter(alone).select("left_unit_no", "right_start")
    moved = out_of_order(pairs["right_start"].to_list()) if revised else [None] * pairs.height
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
    ends: list[int] = []
    before: list[int] = []
    for at, place in enumerate(places):
        size = bisect_left(tails, place)
        tails[size:] = [place, *tails[size + 1 :]]
        ends[size:] = [at, *ends[size + 1 :]]
        before.append(ends[size - 1] if size else -1)
    moved = [True] * len(places)
    at = ends[-1] if ends else -1
    while at >= 0:
        moved[at] = False
        at = before[at]
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


# --- cards ---


def cards(
    links: pl.DataFrame, edits: pl.DataFrame, names: Mapping[str, str], *, dated: bool
) -> pl.DataFrame:
    """Return a row per link that differs in substance, the strongest link first.

    Takes links, their edits and the names of documents; ``dated`` if the first text is the earlier
    of two statements. Adds ``meaning`` (a sentence per kind of substantive edit, in the order
    actor, commitment, scope, legal anchor) and ``n_other``, the edits that it leaves out.
    """
    rows = []
    for (link_no,), some in edits.drop_nulls("edit_no").group_by("link_no", maintain_order=True):
        strong = some.filter("substantive")
        told = []
        for kind in SUBSTANTIVE:
            here = strong.filter(pl.col("kind") == kind).iter_rows(named=True)
            parts = [said(edit, names, dated=dated) for edit in here]
            told += [f"{kind[0].upper()}{kind[1:]}: {'; '.join(parts)}."] if parts else []
        if told:
            rows.append((link_no, " ".join(told), some.height - strong.height))
    schema_of = {"link_no": pl.UInt32, "meaning": pl.String, "n_other": pl.UInt32}
    found = pl.DataFrame(rows, schema=schema_of, orient="row")
    shown = links.join(found, on="link_no", maintain_order="left")
    return shown.sort("score", descending=True, nulls_last=True, maintain_order=True)


def said(edit: Mapping[str, Any], names: Mapping[str, str], *, dated: bool) -> str:
    """Say one edit in words.

    Examples
    --------
    >>> edit = {"op": "reworded", "left": "will ", "right": "may ", "left_id": "a", "right_id": "b"}
    >>> said(edit, {}, dated=True)
    '“will” becomes “may”'
    """
    left, right = brief(edit["left"]), brief(edit["right"])
    if edit["op"] == "added":
        return f"only in {names[edit['right_id']]}, “{right}”"
    if edit["op"] == "cut":
        return f"only in {names[edit['left_id']]}, “{left}”"
    return f"“{left}” becomes “{right}”" if dated else f"“{left}” against “{right}”"


def brief(words: str) -> str:
    """Shorten a long wording in its middle, and leave out the marks around it.

    Examples
    --------
    >>> brief(", the two sides ")
    'the two sides'
    """
    parts = words.strip(" ,;:.\n").split()
    if len(parts) <= SHOWN_WORDS:
        return " ".join(parts)
    half = SHOWN_WORDS // 2
    return f"{' '.join(parts[:half])} … {' '.join(parts[-half:])}"


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
        first.setdefault(span[0], span)
    chosen = list(first.values())[:MOST]
    if len(chosen) < len("ab"):
        raise Missing("the passage is in fewer than two documents, so nothing is beside it.")
    words, columns = running_words(corpus, first), []
    for number, (doc_id, start, end) in enumerate(chosen):
        run = within(words.get(doc_id, []), start, end)
        if not run:
            raise WorkbenchError(f"{doc_id} has no words of its body between {start} and {end}.")
        columns = with_witness(columns, run, number)
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    rows = []
    agreed = [
        len(column) == len(chosen) and len({word for *_, word in column.values()}) == 1
        for column in columns
    ]
    for place_no, (agree, group) in enumerate(
        groupby(zip(columns, agreed, strict=True), key=itemgetter(1)), 1
    ):
        here = [column for column, _ in group]
        for number, (doc_id, *_) in enumerate(chosen):
            own = [column[number] for column in here if number in column]
            start, end = (own[0][0], own[-1][1]) if own else (None, None)
            text = texts[doc_id][start:end] if own else ""
            rows.append((place_no, agree, doc_id, start, end, text, len(spans)))
    names = {"place_no": pl.UInt32, "agree": pl.Boolean, "doc_id": pl.String, "start": pl.UInt32}
    names |= {"end": pl.UInt32, "text": pl.String, "n_passages": pl.UInt32}
    return pl.DataFrame(rows, schema=names, orient="row")


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
