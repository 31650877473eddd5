"""What a codebook leaves open: dead rules, uncoded provisions, rules that meet in one place."""

import polars as pl

from workbench.analysis.emphasis.shares import sentence_grid
from workbench.corpus import Corpus
from workbench.corpus.topics import Codebook


def rule_counts(hits: pl.DataFrame, found: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Count for each rule its matches (``n_hits``) and the mentions it carries (``n_mentions``).

    Takes the matches of `mentions.hits` and the mentions. ``verdict`` is *dead* (no match in this
    corpus), *never counted alone* (a longer match of its topic always takes it in), or empty. A
    dead rule is no mistake: it says what the sources might have said.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis.mentions import hits, merged
    >>> from workbench.corpus.topics import read_topics
    >>> corpus = workbench.load()
    >>> codebook = read_topics(corpus.folder)
    >>> every = hits(corpus, codebook)
    >>> rule_counts(every, merged(corpus, codebook, every), codebook).height == codebook.rules.height
    True
    """
    rows = codebook.rules.select("topic", "rule", "scope", "pattern")
    for name, frame in (("n_hits", hits), ("n_mentions", found)):
        counts = frame.group_by("rule").len(name)
        rows = rows.join(counts, on="rule", how="left", maintain_order="left")
    verdict = (
        pl.when(pl.col("n_hits") == 0)
        .then(pl.lit("dead"))
        .when(pl.col("n_mentions") == 0)
        .then(pl.lit("never counted alone"))
        .otherwise(pl.lit(""))
    )
    return rows.with_columns(pl.col("n_hits", "n_mentions").fill_null(0)).with_columns(
        verdict=verdict
    )


def uncoded(corpus: Corpus, found: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """List the provisions that have no topic: ``doc_id``, ``provision``, ``n_words``, ``text``.

    Takes mentions. ``text`` is that of the provision's body lines, one below the other.
    """
    topics = codebook.topics["topic"].to_list()
    coded = sentence_grid(corpus, found, topics)
    open_ = (
        coded.group_by("doc_id", "provision", maintain_order=True)
        .agg(pl.any_horizontal(topics).any().alias("coded"), pl.col("n_words").sum())
        .filter(~pl.col("coded"))
    )
    lines = corpus.paragraphs.filter(zone="body").group_by(
        "doc_id", "provision", maintain_order=True
    )
    texts = lines.agg(pl.col("para_no").first(), pl.col("text").str.join("\n"))
    return open_.join(texts, on=["doc_id", "provision"], maintain_order="left").select(
        "doc_id", "provision", "para_no", "n_words", "text"
    )


def overlaps(hits: pl.DataFrame) -> pl.DataFrame:
    """Count where two rules match the same words: ``rule``, ``topic``, ``other``, ``other_topic``, ``n``.

    Takes the matches of `mentions.hits`. Two rules of one topic make one mention there; rules of
    two topics make two, and a seminar may ask whether both should.
    """
    rows = hits.filter(pl.col("scope") == "text").with_row_index("at")
    key = ["doc_id", "sent_no"]
    pairs = rows.join(rows, on=key, suffix="_other").filter(
        (pl.col("at") < pl.col("at_other"))
        & (pl.col("rule") != pl.col("rule_other"))
        & (pl.col("start") < pl.col("end_other"))
        & (pl.col("start_other") < pl.col("end"))
    )
    names = {"other": "rule_other", "other_topic": "topic_other"}
    return (
        pairs.select("rule", "topic", **names)
        .group_by(pl.all(), maintain_order=True)
        .len("n")
        .sort("n", "rule", "other", descending=[True, False, False])
    )
