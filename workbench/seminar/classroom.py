"""All who coded a document, put together: a class, the shipped readers, and the rules."""

import polars as pl

from workbench import analysis
from workbench.corpus import Codebook, Corpus, read_codes, read_coding, sheet
from workbench.lacking import Lack, if_there

#: The codings by hand in ``reference/topics`` that were made apart from each other.
SHIPPED = ("first.toml", "independent.toml")


def everyone(
    corpus: Corpus, codebook: Codebook, operators: pl.DataFrame, doc_id: str
) -> tuple[pl.DataFrame, list[str]]:
    """Give the main topics of a document by every coder there is, and what could not be read.

    Takes a ladder's ``operators`` for the sheet on which students code. Gives the frame of readings
    (``doc_id``, ``para_no``, ``coder``, ``value``), a row per passage and coder: the saved codes,
    the two shipped readers, and the rules; and a sentence for each code that was passed over, and
    for each reader that the corpus lacks.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus import read_operators, read_topics
    >>> corpus = workbench.load()
    >>> ladder, codebook = read_operators(corpus.folder), read_topics(corpus.folder)
    >>> given, _ = everyone(corpus, codebook, ladder.operators, "vov-2025")
    >>> given.filter(coder="rules").height
    9
    """
    codes, notices = read_codes(corpus.folder, corpus.paragraphs, sheet(codebook.topics, operators))
    mentions = analysis.emphasis.mentions(corpus, codebook)
    readers = [if_there(shipped, corpus, codebook, name) for name in SHIPPED]
    given = [
        analysis.emphasis.readings(codes, "topic"),
        *(reader for reader in readers if not isinstance(reader, Lack)),
        analysis.emphasis.rule_readings(corpus.paragraphs, mentions),
    ]
    notices = [*notices, *(repr(reader) for reader in readers if isinstance(reader, Lack))]
    return pl.concat(given).filter(pl.col("doc_id").cast(pl.String) == doc_id), notices


def shipped(corpus: Corpus, codebook: Codebook, name: str) -> pl.DataFrame:
    """Give the readings of a shipped reader, one of `SHIPPED`.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus import read_topics
    >>> corpus = workbench.load()
    >>> shipped(corpus, read_topics(corpus.folder), "independent.toml").height
    149
    """
    topics = codebook.topics["topic"].to_list()
    return analysis.emphasis.shipped_readings(
        read_coding(corpus.folder, corpus.paragraphs, topics, name)
    )
