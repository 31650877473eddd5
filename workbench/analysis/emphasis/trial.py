"""Try a changed rule: what would be gained and lost, before anything is saved."""

from dataclasses import replace

import polars as pl

from workbench.analysis.emphasis.mentions import mentions
from workbench.corpus import Corpus
from workbench.corpus.topics import Codebook

LINE = ["doc_id", "para_no"]


def trial(
    corpus: Corpus, before: Codebook, after: Codebook, found: pl.DataFrame | None = None
) -> pl.DataFrame:
    """List the passages that a changed codebook codes otherwise: a row per paragraph and topic.

    Takes the codebook as it is and as it would be (`own.with_rule`, `own.without_rule`), and the
    mentions of the codebook as it is, if they have been ``found`` already.
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
    topics = touched(before, after)
    found = mentions(corpus, limited(before, topics)) if found is None else found
    old = coded(found.filter(pl.col("topic").is_in(topics)))
    new = coded(mentions(corpus, limited(after, topics)))
    key = [*LINE, "topic"]
    changes = [
        one.join(other, on=key, how="anti").with_columns(change=pl.lit(change))
        for one, other, change in ((new, old, "gained"), (old, new, "lost"))
    ]
    lines = corpus.paragraphs.select(*LINE, "provision", "text")
    return (
        pl.concat(changes)
        .join(lines, on=LINE, how="left", maintain_order="left")
        .sort("change", *LINE, "topic")
        .select("change", "topic", *LINE, "provision", "matches", "text")
    )


def touched(before: Codebook, after: Codebook) -> list[str]:
    """Name the topics with a rule that the two codebooks do not share; mentions of others stay."""
    one, other = (set(map(repr, book.rules.to_dicts())) for book in (before, after))
    rows = [*before.rules.to_dicts(), *after.rules.to_dicts()]
    return list(dict.fromkeys(row["topic"] for row in rows if repr(row) in one ^ other))


def limited(codebook: Codebook, topics: list[str]) -> Codebook:
    """Keep the rules of some topics."""
    rules = codebook.rules.filter(pl.col("topic").is_in(topics))
    return replace(codebook, rules=rules)


def coded(found: pl.DataFrame) -> pl.DataFrame:
    """Give each coded paragraph and topic of some mentions with what matched."""
    said = found.with_columns(said=pl.format("{}: {}", "rule", "match"))
    return said.group_by(*LINE, "topic", maintain_order=True).agg(
        matches=pl.col("said").str.join("; ")
    )
