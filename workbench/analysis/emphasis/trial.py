"""Try a changed rule: what would be gained and lost, before anything is saved."""

import polars as pl

from workbench.analysis.emphasis.mentions import mentions
from workbench.corpus import Corpus
from workbench.corpus.topics import Codebook

LINE = ["doc_id", "para_no"]


def trial(corpus: Corpus, before: Codebook, after: Codebook) -> pl.DataFrame:
    """List the passages that a changed codebook codes otherwise: a row per paragraph and topic.

    Takes the codebook as it is and as it would be (`own.with_rule`, `own.without_rule`).
    Gives ``change`` (*gained* or *lost*), ``topic``, the paragraph, ``provision``, the ``matches``
    that decide it (rule and words), and the ``text``. Nothing is saved.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus.own import with_rule
    >>> from workbench.corpus.topics import read_topics
    >>> corpus = workbench.load()
    >>> codebook = read_topics(corpus.folder)
    >>> changed = with_rule(codebook, {"rule": "DOC and COC", "pattern": "code of conduct|doc|coc"})
    >>> trial(corpus, codebook, changed).height
    0
    """
    found = {name: coded(corpus, book) for name, book in (("before", before), ("after", after))}
    key = [*LINE, "topic"]
    changes = [
        found[one].join(found[other], on=key, how="anti").with_columns(change=pl.lit(change))
        for one, other, change in (("after", "before", "gained"), ("before", "after", "lost"))
    ]
    lines = corpus.paragraphs.select(*LINE, "provision", "text")
    return (
        pl.concat(changes)
        .join(lines, on=LINE, how="left", maintain_order="left")
        .sort("change", *LINE, "topic")
        .select("change", "topic", *LINE, "provision", "matches", "text")
    )


def coded(corpus: Corpus, codebook: Codebook) -> pl.DataFrame:
    """Give each coded paragraph and topic with what matched."""
    said = mentions(corpus, codebook).with_columns(said=pl.format("{}: {}", "rule", "match"))
    return said.group_by(*LINE, "topic", maintain_order=True).agg(
        matches=pl.col("said").str.join("; ")
    )
