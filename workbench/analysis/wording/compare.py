"""One comparison of two documents, from the gate to the synopsis."""

from dataclasses import dataclass, replace

import polars as pl

from workbench.analysis.gate import Gate, gate
from workbench.analysis.wording.align import THRESHOLDS, align
from workbench.analysis.wording.collate import collate
from workbench.analysis.wording.edits import edits
from workbench.analysis.wording.near import near
from workbench.analysis.wording.review import review
from workbench.analysis.wording.vectors import Space
from workbench.corpus import Corpus
from workbench.errors import WorkbenchError
from workbench.lacking import through


@dataclass(frozen=True)
class Comparison:
    """What is known of a pair: the gate it passed, its links, their edits, and the synopsis."""

    passed: Gate
    unit: str
    threshold: float
    links: pl.DataFrame
    edits: pl.DataFrame
    synopsis: pl.DataFrame


@through
def compare(
    corpus: Corpus,
    space: Space,
    passed: Gate,
    rules: pl.DataFrame,
    decisions: pl.DataFrame | None = None,
    threshold: float | None = None,
) -> Comparison:
    """Align a pair that has passed the gate, type its edits, and lay out the synopsis.

    Takes the space of `vectors.space`, the rules of `corpus.rules.read_edit_rules`, and, if there
    are any, the readers' decisions of `corpus.decisions.read_decisions`. A document without body
    text is refused: that nothing of it has a counterpart would say nothing.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.wording.vectors import space
    >>> from workbench.corpus.rules import read_edit_rules
    >>> c = workbench.load()
    >>> passed = gate(c.comparability, "vov-2025", "vgp-2025")
    >>> compare(c, space(c), passed, read_edit_rules(c.folder)).synopsis["outcome"][0]
    'reported'
    """
    spoken = space.units["doc_id"].cast(pl.String).unique()
    for doc_id in (passed.left, passed.right):
        if doc_id not in spoken:
            raise WorkbenchError(f"{doc_id} has no body text, so there is nothing to compare.")
    threshold = THRESHOLDS[space.unit] if threshold is None else threshold
    links = align(space, passed.left, passed.right, threshold)
    if decisions is not None:
        pairs = pl.DataFrame(
            {"left_id": [passed.left], "right_id": [passed.right]},
            schema={name: links.schema[name] for name in ("left_id", "right_id")},
        )
        links = located(review(links, decisions, corpus.documents, pairs), space.units)
    changes = edits(links, corpus.tokens, rules)
    rows = collate(links, changes, space.units, passed)
    return Comparison(passed, space.unit, threshold, links, changes, rows)


@through
def closest(pair: Comparison) -> Comparison:
    """Keep the link with the highest score and its edits; links that readers rejected do not count.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.wording.vectors import space
    >>> from workbench.corpus.rules import read_edit_rules
    >>> c = workbench.load()
    >>> passed = gate(c.comparability, "vov-2025", "vgp-2025")
    >>> closest(compare(c, space(c), passed, read_edit_rules(c.folder))).links.height
    1
    """
    there = pl.col("score").is_not_null() & (pl.col("status") != "rejected")
    links = pair.links.filter(there).sort("score", maintain_order=True).tail(1)
    if links.is_empty():
        both = f"{pair.passed.left} and {pair.passed.right}"
        raise WorkbenchError(f"No passage of {both} is linked at a score of {pair.threshold:.2f}.")
    edits = pair.edits.join(links, on="link_no", how="semi", maintain_order="left")
    return replace(pair, links=links, edits=edits)


def located(links: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Give the links that readers added the unit, line and provision in which each side begins.

    Takes links and the units of a space; a side that begins in no unit keeps its nulls.
    """
    for side in ("left", "right"):
        here = units.select(
            pl.col("doc_id").alias(f"{side}_id"),
            pl.col("start").alias("first"),
            pl.col("end").alias("last"),
            unit_no="unit_no",
            para_no="para_no",
            provision="provision",
        )
        start = pl.col(f"{side}_start")
        found = (
            links.select("link_no", f"{side}_id", f"{side}_start")
            .join(here, on=f"{side}_id")
            .filter(start >= pl.col("first"), start < pl.col("last"))
            .unique("link_no", keep="first", maintain_order=True)
            .select("link_no", "unit_no", "para_no", "provision")
        )
        links = (
            links.join(found, on="link_no", how="left", maintain_order="left")
            .with_columns(
                pl.coalesce(f"{side}_{name}", name).alias(f"{side}_{name}")
                for name in ("unit_no", "para_no", "provision")
            )
            .drop("unit_no", "para_no", "provision")
        )
    return links


def comparable(
    corpus: Corpus, space: Space, rules: pl.DataFrame, decisions: pl.DataFrame
) -> list[Comparison]:
    """Compare the pairs that are not blocked, once, the earlier document on the left.

    Of very many, those of `near.near`: a thousand documents may have tens of thousands of pairs.
    Documents without body text are left out.
    """
    spoken = space.units["doc_id"].unique().implode()
    pairs = near(corpus.documents.filter(pl.col("doc_id").is_in(spoken)), corpus.comparability)
    pairs = pairs.filter(pl.col("left").is_in(spoken), pl.col("right").is_in(spoken))
    return [
        compare(corpus, space, gate(corpus.comparability, left, right), rules, decisions)
        for left, right in pairs.iter_rows()
    ]
