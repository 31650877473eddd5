"""Naming: which of several competing names a document prints, and which only inside a title."""

import polars as pl

from workbench.corpus import Corpus
from workbench.corpus.issues import Issue


def naming(corpus: Corpus, issue: Issue, found: pl.DataFrame) -> pl.DataFrame:
    """Give the naming frame: every document with every competing name of the issue.

    Takes the mentions of the issue's codebook. A name inside a longer name or title (East Sea in
    the title of the DOC) counts in ``n_inside`` and not in ``n``. For the order of the two states'
    names, pass what `corpus.read_country_order` gives, and the mentions of its codebook.
    """
    raise NotImplementedError
