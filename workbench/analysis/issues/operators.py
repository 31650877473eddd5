"""Operators: how often each verb of the ladder is used, by document and voice, never averaged."""

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.ladder import Ladder


def operators(corpus: Corpus, positions: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    """Give the operators frame from positions of one coder (filter by actor first, if wanted).

    Negated and embedded uses are counted apart. Every operator has its row in every document and
    voice that the document can have: *stated* for a statement, *quoted* and *reported* otherwise.
    """
    raise NotImplementedError
