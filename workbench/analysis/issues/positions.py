"""Positions by rule: in each clause, who acts, by which operator, on what, on which footing."""

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.issues import Issue
from workbench.corpus.position_rules import PositionRules


def positions(
    corpus: Corpus, issue: Issue, found: pl.DataFrame, rules: PositionRules
) -> pl.DataFrame:
    """Give the positions frame of the sentences on an issue (see `scope.on_issue`).

    Takes the mentions of the issue's codebook and `corpus.read_position_rules`.
    """
    raise NotImplementedError


def every_position(corpus: Corpus, rules: PositionRules) -> pl.DataFrame:
    """Give the positions frame of all sentences of the body, with an empty ``issue``."""
    raise NotImplementedError
