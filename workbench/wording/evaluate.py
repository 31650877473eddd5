"""How good the alignment is, and how alike two texts are.

Links are measured against those that a reference reader, a language model, made from the texts. A
proposed link is right when it overlaps a coded one on both sides; a coded link is found when some
proposed one overlaps it on both sides. Precision = right / proposed, recall = found / coded, F1 is
their harmonic mean. The concepts were written by a reader who knew these texts, so the figures are
an upper estimate for others. A second reading is measured as if its links were proposed.

How much of one text is built from another is measured by Grusky, Naaman and Artzi (2018), how
alike two are by three cosines, because one number would mislead (Acosta and Meade 2015).
"""

import datetime as dt
import math
import random
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import polars as pl
from msgspec import Struct

from workbench import schema
from workbench.corpus import Corpus, books
from workbench.corpus.books import Text, label
from workbench.errors import Missing, WorkbenchError
from workbench.wording.align import FUNCTION_WORDS, SIDES, Aligner, overlap, turn

PAIR = ["left_id", "right_id"]
SPANS = ["left_id", "left_start", "left_end", "right_id", "right_start", "right_end"]
LABELS = schema.VOCABULARY["labels"]
SEED, DRAWS, LEVEL = 20251121, 1000, 0.95
#: A rate, and the ends of its interval.
ENDS = ("", "_low", "_high")
#: Any score, so that a coded link has that of the alignment.
LOWEST = 1e-6
#: Documents of which every two are compared; of more, the first.
ALL_PAIRS = 60


class Anchor(Struct, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """A passage: its line, its first words and its last."""

    para: int
    first: Text
    last: Text


class Pair(Struct, forbid_unknown_fields=True):
    """Which documents were coded, by whom, and how."""

    left: Text
    right: Text
    coder: Text
    coded: dt.date
    protocol: Text


class Alone(Struct, forbid_unknown_fields=True):
    """A passage without counterpart."""

    left: Anchor
    note: str


class Link(Alone, forbid_unknown_fields=True):
    """A passage with its counterpart, or with a passage that only looks like one."""

    right: Anchor
    label: bool


class Links(Struct, forbid_unknown_fields=True):
    """The shape of a file in ``reference/links``."""

    pair: Pair
    link: list[Link] = []
    none: list[Alone] = []


# --- the reference ---


def read_reference(corpus: Corpus, reading: str = "") -> pl.DataFrame:
    """Read the reference links of a corpus as the reference frame.

    A corpus without any raises `Missing`; words that are not in their line raise `WorkbenchError`
    with file, link and words. Pairs whose documents are not in the corpus are left out. A further
    ``reading`` is in a folder of this name, and empty if there is none.

    Examples
    --------
    >>> import workbench as wb
    >>> read_reference(wb.load()).group_by("label").len().sort("label").rows()
    [('counterpart', 141), ('tempting but different', 58), ('no counterpart', 74)]
    """
    lines = corpus.paragraphs.select("doc_id", "para_no", "start", "text").rows_by_key(
        ["doc_id", "para_no"], unique=True
    )
    known, rows = set(corpus.documents["doc_id"]), []
    for path in sorted((corpus.folder / "reference" / "links" / reading).glob("*.toml")):
        book = books.read(path, Links)
        pair = book.pair
        passages = [*book.link, *book.none] if {pair.left, pair.right} <= known else []
        for number, one in enumerate(passages, 1):
            where = f"{label(path)}: passage {number}"
            left, right, said = find(one.left, pair.left, lines, where), (None, None), LABELS[2]
            if isinstance(one, Link):
                right = find(one.right, pair.right, lines, where)
                said = LABELS[not one.label]
            rows.append((number, pair.left, *left, pair.right, *right, said, one.note, pair.coder))
    if not rows and not reading:
        raise Missing("links coded by a reference reader, so their agreement is not known.")
    order = ["link_no", *SPANS, "label", "note", "coder"]
    frame = pl.DataFrame(rows, schema=order, orient="row", infer_schema_length=None)
    return schema.conform("reference", frame)


def find(
    anchor: Anchor, doc_id: str, lines: Mapping[Any, tuple[int, str]], where: str
) -> tuple[int, int]:
    """Return the offsets of a passage: from its first words to where its last words first end.

    Examples
    --------
    >>> find(Anchor(1, "two", "four"), "a", {("a", 1): (10, "one two three four five")}, "x")
    (14, 28)
    """
    begin, text = lines.get((doc_id, anchor.para), (0, ""))
    first = text.find(anchor.first)
    last = text.find(anchor.last, max(first, first + len(anchor.first) - len(anchor.last)))
    if min(first, last) < 0:
        raise WorkbenchError(
            f"{where}: line {anchor.para} of {doc_id} has no passage from {anchor.first!r} to "
            f"{anchor.last!r}."
        )
    return begin + first, begin + last + len(anchor.last)


def coded_links(aligner: Aligner, reference: pl.DataFrame, left: str, right: str) -> pl.DataFrame:
    """Return the links that the reference reader made between two documents, as links of units.

    A coded link joins each unit that it overlaps on the left with each on the right. Its score is
    that of the alignment, where that has the same link; its note is the reader's. A pair that
    was not coded raises `Missing`.
    """
    rows = pl.concat([reference, turn(reference)]).filter(left_id=left, right_id=right)
    if rows.is_empty():
        raise Missing("links coded by a reference reader between these two documents.")
    rows = rows.filter(pl.col("label") == "counterpart").select(*SPANS, "note")
    for side in SIDES:
        units = aligner.units.select(
            pl.col("start", "end").name.prefix(f"{side}_"),
            pl.col("at").alias(side),
            pl.col("doc_id").alias(f"{side}_id"),
        )
        rows = rows.join(units, on=f"{side}_id", suffix="_other").filter(overlap(f"{side}_"))
    rows = rows.group_by(*SIDES, maintain_order=True).agg(
        note=pl.col("note").unique(maintain_order=True).str.join(" ")
    )
    proposed = aligner.proposed(left, [right], LOWEST).select(*SIDES, "score", "mutual")
    rows = rows.join(proposed, on=SIDES, how="left", maintain_order="left")
    return aligner.lay_out(rows.with_columns(doc=pl.lit(0), status=pl.lit("coded")))


# --- agreement ---


def evaluate(
    aligner: Aligner, reference: pl.DataFrame, second: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Measure the alignment of every pair of documents in the reference, and by a second reading.

    Returns the accuracy frame, and a row per error with both places: ``error`` is *false link*,
    *tempting* (a false link that the reader had foreseen) or *missed*, ``note`` is the reader's,
    ``second`` tells whether the second reading has such a link.

    Examples
    --------
    >>> import workbench as wb
    >>> corpus = wb.load()
    >>> evaluate(Aligner(corpus), read_reference(corpus))[0].height
    5
    """
    pairs = reference.select(PAIR).unique(maintain_order=True).rows(named=True)
    links = pl.concat([aligner.links(*pair.values()) for pair in pairs])
    second = (reference.clear() if second is None else second).filter(label="counterpart")
    second = pl.concat([second, turn(second)])
    judged = judge(links, reference)
    others = {"f1_second": judge(links, second), "f1_readers": judge(second, reference)}
    scores = []
    for pair in pairs:
        scores.append(pair | score(*judged, pair))
        rated = {name: score(*both, pair) for name, both in others.items()}
        more = {f"{name}{end}": one[f"f1{end}"] for name, one in rated.items() for end in ENDS}
        scores[-1] |= more if second.filter(**pair).height else dict.fromkeys(more)
    listed = judge(errors(*judged).with_row_index("link_no"), second)[0].rename({"right": "second"})
    return schema.conform("accuracy", pl.DataFrame(scores, infer_schema_length=None)), listed


def score(predicted: pl.DataFrame, coded: pl.DataFrame, pair: Mapping[str, str]) -> dict[str, Any]:
    """Return counts, rates and intervals of one pair in the two frames of `judge`."""
    right = predicted.filter(**pair)["right"].to_list()
    found = coded.filter(**pair)["found"].to_list()
    n = {"n_right": sum(right), "n_predicted": len(right)}
    n |= {"n_found": sum(found), "n_reference": len(found)}
    return n | rates(*n.values()) | interval(right, found)


def judge(links: pl.DataFrame, reference: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Judge proposed links by the reference, and reference links by what was proposed.

    Returns the links with ``right`` and ``tempting`` (overlaps a passage coded as tempting but
    different, and no true one), and the coded counterparts with ``found``.
    """
    coded = reference.drop_nulls("right_start").select(*SPANS, "link_no", "label")
    both = links.select(*SPANS, "link_no").join(coded, on=PAIR, suffix="_other")
    met = both.filter(overlap("left_"), overlap("right_"))
    key, true = [*PAIR, "link_no"], pl.col("label") == "counterpart"
    verdict = met.group_by(key).agg(right=true.any(), tempting=~true.any())
    predicted = links.join(verdict, on=key, how="left", maintain_order="left")
    predicted = predicted.with_columns(pl.col("right", "tempting").fill_null(value=False))
    found = met.select(*PAIR, link_no="link_no_other", found=pl.lit(value=True)).unique()
    coded = reference.filter(true).join(found, on=key, how="left", maintain_order="left")
    return predicted, coded.with_columns(pl.col("found").fill_null(value=False))


def rates(right: int, predicted: int, found: int, reference: int) -> dict[str, float | None]:
    """Return precision, recall and F1; without proposals precision is None and F1 is 0.

    Examples
    --------
    >>> rates(1, 2, 1, 2)
    {'precision': 0.5, 'recall': 0.5, 'f1': 0.5}
    """
    precision = right / predicted if predicted else None
    recall = found / reference if reference else None
    total = (precision or 0) + (recall or 0)
    f1 = 2 * precision * recall / total if precision and recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def interval(right: list[bool], found: list[bool]) -> dict[str, float]:
    """Return the ends of 95 % intervals from a bootstrap over the links, proposed and coded.

    They cover the choice of passages, not that of the texts, the reader or the concepts.
    """
    draw, draws = random.Random(SEED), []  # noqa: S311 - no secret
    for _ in range(DRAWS):
        sums = [sum(draw.choices(some, k=len(some))) if some else 0 for some in (right, found)]
        draws.append(rates(sums[0], len(right), sums[1], len(found)))
    tail, limits = int(DRAWS * (1 - LEVEL) / 2), {}
    for name in ("precision", "recall", "f1"):
        ordered = sorted(one[name] or 0.0 for one in draws)
        limits |= {f"{name}_low": ordered[tail], f"{name}_high": ordered[-1 - tail]}
    return limits


def errors(predicted: pl.DataFrame, coded: pl.DataFrame) -> pl.DataFrame:
    """Return a row per false and per missed link, with both places."""
    kind = pl.when("tempting").then(pl.lit("tempting")).otherwise(pl.lit("false link"))
    false = predicted.filter(~pl.col("right"))
    false = false.select(*SPANS, "score", error=kind, note=pl.lit(""))
    unscored = {"score": pl.lit(None, pl.Float64), "error": pl.lit("missed")}
    missed = coded.filter(~pl.col("found")).select(*SPANS, **unscored, note="note")
    return pl.concat([false, missed]).sort(*PAIR, "error", "left_start", "right_start")


# --- how much is taken over, how alike texts are ---


def fragments(digest: list[str], source: list[str]) -> list[int]:
    """Return the sizes of the extractive fragments: at each word the longest run that is in the source.

    They are taken greedily from left to right; a word that the source lacks is none.

    Examples
    --------
    >>> fragments("the cat sat up".split(), "a cat sat on the mat".split())
    [1, 2]
    """
    text, sizes, at = f" {' '.join(source)} ", [], 0
    while at < len(digest):
        end = at
        while end < len(digest) and f" {' '.join(digest[at : end + 1])} " in text:
            end += 1
        sizes += [end - at] if end > at else []
        at = max(end, at + 1)
    return sizes


def reuse(corpus: Corpus, pairs: list[tuple[str, str]]) -> pl.DataFrame:
    """Return coverage, density and compression of texts against others.

    Coverage = Σ|f| / |S|, density = Σ|f|² / |S|, compression = |A| / |S|, over the extractive
    fragments f of the digest S against the source A; words as printed but for case.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = reuse(wb.load(), [("vov-2025", "vgp-2025")])
    >>> rows.select(pl.col("coverage", "density", "compression").round(2)).row(0)
    (0.91, 4.13, 9.3)
    """
    named = pl.col("doc_id").is_in({one for pair in pairs for one in pair})
    spoken = corpus.scan("tokens").filter(named)
    printed = spoken.group_by("doc_id", maintain_order=True).agg(pl.col("form").str.to_lowercase())
    words, rows = dict(printed.collect().iter_rows()), []
    for digest, source in pairs:
        sizes = fragments(words[digest], words[source])
        n, n_source = len(words[digest]), len(words[source])
        shares = (sum(sizes) / n, sum(size**2 for size in sizes) / n, n_source / n)
        rows.append((digest, source, *shares))
    names = dict.fromkeys(("digest", "source"), pl.String)
    names |= dict.fromkeys(("coverage", "density", "compression"), pl.Float64)
    return pl.DataFrame(rows, schema=names, orient="row")


def similarity(tokens: pl.DataFrame) -> pl.DataFrame:
    """Return three cosines for each pair of documents, in one order of the two.

    Raw word counts measure the language, counts without function words the kind of text, and
    counts weighted by ln(N / df) + 1, over the N documents, what is special to the two. Takes
    ``doc_id`` and ``word``; of more than `ALL_PAIRS` documents the first are taken.

    Examples
    --------
    >>> words = pl.DataFrame({"doc_id": ["a", "a", "b"], "word": ["the", "sea", "the"]})
    >>> similarity(words).select("raw", "without_function_words").row(0)
    (0.7071067811865475, 0.0)
    """
    names = tokens["doc_id"].unique(maintain_order=True).head(ALL_PAIRS).to_list()
    counts = tokens.drop_nulls("word").filter(pl.col("doc_id").is_in(names))
    counts = counts.group_by("doc_id", "word", maintain_order=True).len("n")
    raw = counts.pivot("doc_id", index="word", values="n").fill_null(0)
    content = raw.filter(~pl.col("word").is_in(FUNCTION_WORDS))
    df = pl.sum_horizontal(pl.col(names) > 0)
    weighted = content.with_columns(pl.col(names) * ((len(names) / df).log() + 1))
    rows = [
        (one, other, *(cosine(frame[one], frame[other]) for frame in (raw, content, weighted)))
        for one, other in combinations(names, 2)
    ]
    columns = ["left", "right", "raw", "without_function_words", "tf_idf"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def cosine(one: pl.Series, other: pl.Series) -> float:
    """Return the cosine of two lists of weights; nothing is like a list without any."""
    return one.dot(other) / math.sqrt(one.dot(one) * other.dot(other) or 1)
