"""Counterparts: each passage on an issue beside its aligned passages in the other documents."""

import polars as pl

from workbench.analysis.issues.scope import on_issue
from workbench.analysis.wording.align import align
from workbench.analysis.wording.review import review, turn
from workbench.analysis.wording.vectors import Space
from workbench.corpus import Corpus
from workbench.corpus.issues import Issue
from workbench.pairs import among
from workbench.schemas import conform, resolve

PASSAGE = ["left_id", "left_start", "left_end"]
RIGHT = ("para_no", "provision", "start", "end", "text")
NONE = "no counterpart found"
BY_HAND, DIFFERENT = "coded by hand", "proposed, but different by hand"


def counterparts(
    corpus: Corpus,
    issue: Issue,
    found: pl.DataFrame,
    space: Space,
    decisions: pl.DataFrame | None = None,
    reference: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Give the counterparts frame: every passage on the issue with every other document.

    Takes the mentions of the issue's codebook, the space of `wording.space`, and, if there are
    any, the readers' decisions and the links coded by hand. Blocked pairs are aligned as well and
    carry their stamp: side by side, not as a difference. A document whose mentions are left out is
    not asked for its passages: of a large corpus, give the mentions of the document to read alone.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.analysis.wording import space
    >>> from workbench.corpus import read_issue
    >>> corpus = workbench.load()
    >>> issue = read_issue(corpus.folder, "ukraine")
    >>> rows = counterparts(corpus, issue, mentions(corpus, issue.codebook), space(corpus))
    >>> rows.filter(left_id="vov-2025", right_id="vgp-2025")["right_provision"].to_list()
    ['32']
    """
    left = passages(space.units, on_issue(corpus, issue, found))
    every = corpus.documents.select(right_id="doc_id")
    pairs = left.join(every, how="cross").filter(pl.col("left_id") != pl.col("right_id"))
    links = proposed(corpus, space, left, decisions)
    if reference is not None:
        links = with_reference(corpus, links, reference)
    met = overlapping(left, links, "left")
    kept = [*pairs.columns, *(f"right_{name}" for name in RIGHT), "score", "link"]
    met = met.select(kept).unique(maintain_order=True)
    lone = pairs.join(met, on=[*PASSAGE, "right_id"], how="anti", maintain_order="left")
    rows = pl.concat([met, lone.with_columns(link=pl.lit(NONE))], how="diagonal_relaxed")
    rows = rows.sort(*PASSAGE, "right_id", "right_start")
    number = pl.int_range(1, pl.len() + 1).over(*PASSAGE, "right_id")
    rows = rows.with_columns(
        issue=pl.lit(issue.issue),
        counterpart_no=pl.when(pl.col("link") != NONE).then(number).otherwise(0),
        right_text=pl.col("right_text").fill_null(""),
    )
    rows = rows.join(
        stamps(corpus, rows["left_id"].unique()),
        on=["left_id", "right_id"],
        how="left",
        maintain_order="left",
    )
    return conform("counterparts", rows, corpus.documents["doc_id"].dtype)


def passages(units: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Give the units of comparison that hold a sentence on the issue, or a part of one."""
    names = {name: f"left_{name}" for name in RIGHT} | {"doc_id": "left_id"}
    here = sentences.select("doc_id", first="start", last="end")
    met = units.join(here, on="doc_id").filter(
        pl.col("start") < pl.col("last"), pl.col("first") < pl.col("end")
    )
    rows = units.join(met, on=["doc_id", "unit_no"], how="semi", maintain_order="left")
    return rows.select(*names).rename(names)


def proposed(
    corpus: Corpus, space: Space, left: pl.DataFrame, decisions: pl.DataFrame | None
) -> pl.DataFrame:
    """Align the documents that have passages with all others, under the readers' decisions."""
    every = corpus.documents["doc_id"].cast(pl.String).to_list()
    starts = left["left_id"].unique(maintain_order=True).cast(pl.String).to_list()
    links = pl.DataFrame(schema=resolve("links", corpus.documents["doc_id"].dtype))
    for doc_id in starts:
        others = [other for other in every if other != doc_id]
        links.extend(align(space, doc_id, others))
    if decisions is not None:
        ids = corpus.documents.select(left_id="doc_id")
        here = ids.filter(pl.col("left_id").is_in(left["left_id"].unique().implode()))
        pairs = here.join(ids.rename({"left_id": "right_id"}), how="cross")
        links = review(links, decisions, corpus.documents, pairs)
    links = links.filter(pl.col("status").cast(pl.String) != "rejected")
    return links.with_columns(link=pl.col("status").cast(pl.String))


def overlapping(rows: pl.DataFrame, links: pl.DataFrame, *sides: str) -> pl.DataFrame:
    """Join rows with the links that overlap them on these sides; doubled names end in _link."""
    met = rows.join(links, on=[f"{side}_id" for side in sides], suffix="_link")
    for side in sides:
        met = met.filter(
            pl.col(f"{side}_start") < pl.col(f"{side}_end_link"),
            pl.col(f"{side}_start_link") < pl.col(f"{side}_end"),
        )
    return met


def with_reference(corpus: Corpus, links: pl.DataFrame, reference: pl.DataFrame) -> pl.DataFrame:
    """Mark the links that were coded by hand or judged different, and add what was not proposed."""
    coded = pl.concat([reference, turn(reference)]).drop("link_no", "note", "coder")
    coded = coded.with_columns(pl.col("label").cast(pl.String)).drop_nulls("right_start")
    links = links.with_row_index("at")
    both = overlapping(links, coded.with_row_index("coded"), "left", "right")
    alike = pl.col("label") == "counterpart"
    good, bad = both.filter(alike)["at"].implode(), both.filter(~alike)["at"].implode()
    marked = links.with_columns(
        link=pl.when(pl.col("at").is_in(good))
        .then(pl.lit(BY_HAND))
        .when(pl.col("at").is_in(bad))
        .then(pl.lit(DIFFERENT))
        .otherwise("link")
    ).drop("at")
    lines = corpus.paragraphs.select("doc_id", "para_no", "provision", "start", "end", "text")
    rest = coded.with_row_index("coded").filter(
        alike & ~pl.col("coded").is_in(both["coded"].implode())
    )
    place = rest.join(lines, left_on="right_id", right_on="doc_id").filter(
        pl.col("right_start").is_between(pl.col("start"), pl.col("end"), closed="left")
    )
    size = pl.col("right_end") - pl.col("right_start")
    added = place.with_columns(
        link=pl.lit(BY_HAND),
        right_para_no="para_no",
        right_provision="provision",
        right_text=pl.col("text").str.slice(pl.col("right_start") - pl.col("start"), size),
    )
    known = [name for name in marked.columns if name in added.columns]
    return pl.concat([marked, added.select(known)], how="diagonal_relaxed")


def stamps(corpus: Corpus, left: pl.Series) -> pl.DataFrame:
    """Say of each pair with these documents on the left what setting it side by side can mean."""
    blocked = pl.col("kind") == "blocked"
    read = (
        pl.when(blocked)
        .then(pl.lit("Side by side only."))
        .otherwise(pl.format("Read as {}.", "kind"))
    )
    order = corpus.documents["doc_id"].dtype
    pairs = among(corpus.comparability, left.cast(pl.String), order.categories)
    return pairs.select(
        left_id=pl.col("left").cast(order),
        right_id=pl.col("right").cast(order),
        stamp=pl.concat_str(read, "why", separator=" "),
    ).collect()
