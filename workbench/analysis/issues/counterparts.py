"""Counterparts: each passage on an issue beside its aligned passages in the other documents."""

import polars as pl

from workbench.analysis.wording.vectors import Space
from workbench.corpus import Corpus
from workbench.corpus.issues import Issue


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
    carry their stamp: side by side, not as a difference.
    """
    raise NotImplementedError
