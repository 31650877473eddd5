"""Coverage: which term of an issue stands in which document, in whose voice, silences included."""

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.issues import Issue


def coverage(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Give the coverage frame: every document with every term of the issue.

    Takes the mentions of the issue's codebook. ``status`` is the best voice (stated before quoted
    before reported), else what the silence means; the counts of every voice are kept.
    """
    raise NotImplementedError
