"""From a bar to its passages: the paragraphs behind one document and topic, with what to mark."""

from collections.abc import Sequence

import polars as pl

from workbench.corpus import Corpus
from workbench.errors import WorkbenchError
from workbench.schemas import VOICES

LINE = ["doc_id", "para_no"]


def known(value: str, choices: list[str], name: str) -> None:
    """Raise with the choices if a value is not among them."""
    if value not in choices:
        raise WorkbenchError(f"Unknown {name} {value!r}; choose {', '.join(choices)}.")


def passages(
    corpus: Corpus,
    found: pl.DataFrame,
    doc_id: str,
    topic: str,
    topics: list[str],
    voices: Sequence[str] = VOICES,
) -> pl.DataFrame:
    """List the paragraphs of a document that have a topic: one row each, in order.

    Takes mentions and the topics of their codebook; ``voices`` as in `emphasis`. Columns:
    ``doc_id``, ``para_no``, ``provision``, ``section``, ``start``, ``end`` and ``text`` of the
    paragraph; ``marks``: a list of what to mark (``first`` and ``last`` letter in the text,
    ``rule``, ``voice``, ``negation``), empty where only the heading lends the topic (``lent``).

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus.topics import read_topics
    >>> corpus = workbench.load()
    >>> codebook = read_topics(corpus.folder)
    >>> topics = codebook.topics["topic"].to_list()
    >>> rows = passages(corpus, mentions(corpus, codebook), "tass-2024", "ukraine", topics)
    >>> rows.select("provision", "section", pl.col("marks").list.len()).rows()
    [('¶29', 'Ukrainian crisis', 1)]
    """
    known(doc_id, corpus.documents["doc_id"].cast(pl.String).to_list(), "document")
    known(topic, topics, "topic")
    for voice in voices:
        known(voice, list(VOICES), "voice")
    here = found.filter(
        pl.col("doc_id").cast(pl.String) == doc_id,
        pl.col("topic") == topic,
        pl.col("voice").cast(pl.String).is_in(list(voices)),
    )
    lines = corpus.paragraphs.select(
        *LINE, "provision", "section", "start", "end", "text", base="start"
    )
    inside = pl.col("scope").cast(pl.String) == "text"
    mark = pl.struct(
        first=pl.col("start") - pl.col("base"),
        last=pl.col("end") - pl.col("base"),
        rule="rule",
        voice="voice",
        negation="negation",
    )
    rows = (
        here.join(lines.select(*LINE, "base"), on=LINE, maintain_order="left")
        .group_by(LINE, maintain_order=True)
        .agg(
            marks=mark.filter(inside).sort_by(pl.col("start").filter(inside)),
            lent=(~inside).any(),
        )
    )
    return rows.join(lines.drop("base"), on=LINE, maintain_order="left").select(
        *LINE, "provision", "section", "start", "end", "text", "marks", "lent"
    )
