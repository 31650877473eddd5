"""One comparison of two documents, from the gate to the synopsis."""

from dataclasses import dataclass

import polars as pl

from workbench.analysis.gate import Gate, gate
from workbench.analysis.wording.align import THRESHOLDS, align
from workbench.analysis.wording.collate import collate
from workbench.analysis.wording.edits import edits
from workbench.analysis.wording.review import review
from workbench.analysis.wording.vectors import Space
from workbench.corpus import Corpus


@dataclass(frozen=True)
class Comparison:
    """What is known of a pair: the gate it passed, its links, their edits, and the synopsis."""

    passed: Gate
    unit: str
    threshold: float
    links: pl.DataFrame
    edits: pl.DataFrame
    synopsis: pl.DataFrame


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
    are any, the readers' decisions of `corpus.decisions.read_decisions`.

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
    threshold = THRESHOLDS[space.unit] if threshold is None else threshold
    links = align(space, passed.left, passed.right, threshold)
    if decisions is not None:
        pairs = pl.DataFrame(
            {"left_id": [passed.left], "right_id": [passed.right]},
            schema={name: links.schema[name] for name in ("left_id", "right_id")},
        )
        links = review(links, decisions, corpus.documents, pairs)
    changes = edits(links, corpus.tokens, rules)
    rows = collate(links, changes, space.units, passed)
    return Comparison(passed, space.unit, threshold, links, changes, rows)


def comparable(
    corpus: Corpus, space: Space, rules: pl.DataFrame, decisions: pl.DataFrame
) -> list[Comparison]:
    """Compare every pair that is not blocked, once, the earlier document on the left."""
    pairs = corpus.comparability.filter(
        pl.col("kind") != "blocked", pl.col("left") < pl.col("right")
    )
    return [
        compare(corpus, space, gate(corpus.comparability, left, right), rules, decisions)
        for left, right in pairs.select("left", "right").iter_rows()
    ]
