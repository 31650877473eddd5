"""The concordance: every match between the words around it."""

import polars as pl

from workbench.analysis.concordance.context import in_context
from workbench.analysis.concordance.find import find
from workbench.analysis.concordance.query import Query
from workbench.analysis.voice import voiced
from workbench.corpus import Corpus
from workbench.schemas import conform


def concordance(corpus: Corpus, query: Query, context: int | str = 8) -> pl.DataFrame:
    """Set every match of a query between the words around it (key word in context).

    Takes a corpus, a query (`ask`) and how much to show on either side: a number of words,
    *sentence* or *paragraph*. Gives the frame ``concordance``, a row per match in order of the
    sources: ``doc_id``, ``para_no``, ``sent_no``, ``start``, ``end``, ``left``, ``match``,
    ``right`` and ``voice``. Only the body is searched; ``left``, ``match`` and ``right`` together
    are the text exactly as printed.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask
    >>> rows = concordance(workbench.load(), ask("East Sea", {}), context=2)
    >>> rows.select("doc_id", "left", "match", "right").row(0)
    ('investor-2024', 'Regarding the ', 'East Sea', ' (internationally known')
    """
    rows = in_context(find(corpus, query), corpus, context)
    rows = voiced(rows, corpus.documents, corpus.quotes)
    return conform("concordance", rows, corpus.documents.schema["doc_id"])
