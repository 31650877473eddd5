"""Which sentences are on an issue, and what it means that there are none."""

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.issues import Issue


def on_issue(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Give the sentences on an issue, with ``provision``, in the order of the sources.

    A sentence is on the issue if a core term is mentioned in it; if a heading above it has a core
    term; or if it mentions any term of the issue and its paragraph mentions a core term. Takes the
    mentions of the issue's codebook; a document without such a sentence has no row here.
    """
    raise NotImplementedError
