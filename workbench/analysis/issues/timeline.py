"""Timeline: how often each document, in order of the event, speaks of each issue."""

from collections.abc import Sequence

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.issues import Issue


def timeline(corpus: Corpus, issues: Sequence[Issue], found: pl.DataFrame) -> pl.DataFrame:
    """Give the timeline frame: every document with every issue, in order of the event.

    Takes the mentions of all these issues, one below the other (``codebook`` tells them apart).
    The rows stand beside each other; whether they may be read as change is for `gate` to say.
    """
    raise NotImplementedError
