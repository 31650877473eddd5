"""Positions coded by hand: printed words in TOML become located rows."""

import polars as pl

from workbench.corpus.model import Corpus


def read_positions(corpus: Corpus, issue: str) -> pl.DataFrame:
    """Read ``reference/positions/<issue>.toml`` as the positions frame, with ``coder`` hand.

    Offsets are found from the printed words; words that are not there are named with their line.
    """
    raise NotImplementedError
