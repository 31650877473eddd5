"""How much of what the rules find would be found with the words of the other documents alone.

The shipped rules were written by a reader of all five documents, so their recall on these
documents is no evidence about others. This is a harder question, put to the same data: in each
document only those mentions count whose very words (folded) are matched for the same topic in
another document. Names that one source alone uses, and headings, drop out. What remains is a
lower estimate of recall on a new document of this kind; the plain figure is an upper one.

`against_headings` asks other readers: the editors who set headings over the paragraphs.
"""

import polars as pl

from workbench.analysis.emphasis.validity import validity
from workbench.lacking import through


def carried(found: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Keep the mentions whose words are matched for the topic in a document about another statement.

    Takes mentions and documents. A digest of the same statement does not count as another source:
    it repeats its words.

    Examples
    --------
    >>> found = pl.DataFrame({"doc_id": ["a", "b"], "topic": "sea", "match": ["At Sea", "at sea"]})
    >>> carried(found, pl.DataFrame({"doc_id": ["a", "b"], "statement_id": ["s", "t"]})).height
    2
    """
    words = pl.col("match").str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ")
    rows = found.with_columns(words=words).join(
        documents.select("doc_id", "statement_id"), on="doc_id", maintain_order="left"
    )
    shared = pl.col("statement_id").n_unique().over("topic", "words") > 1
    return rows.filter(shared).drop("words", "statement_id")


@through
def transfer(
    coding: pl.DataFrame, found: pl.DataFrame, topics: list[str], documents: pl.DataFrame
) -> pl.DataFrame:
    """Measure the carried mentions against a coding by hand (see `validity.validity`).

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus.coding import read_coding
    >>> from workbench.corpus.topics import read_topics
    >>> corpus = workbench.load()
    >>> codebook = read_topics(corpus.folder)
    >>> topics = codebook.topics["topic"].to_list()
    >>> coding = read_coding(corpus.folder, corpus.paragraphs, topics)
    >>> rows = transfer(coding, mentions(corpus, codebook), topics, corpus.documents)
    >>> 0.5 < rows.filter(topic="all topics")["recall"].item() < 1
    True
    """
    return validity(coding, carried(found, documents), topics)


def against_headings(found: pl.DataFrame) -> pl.DataFrame:
    """Ask for each paragraph under a lending heading whether the text alone gives it that topic.

    Takes mentions; gives ``doc_id``, ``para_no``, ``topic``, ``heading`` (the words of the heading
    that lend it) and ``in_text``. A heading is the coding of an editor who knew no codebook; but
    it may stand over paragraphs that it does not fit.

    Examples
    --------
    >>> found = pl.DataFrame({
    ...     "doc_id": ["a", "a"], "para_no": [4, 4], "start": [0, 9], "topic": ["sea", "sea"],
    ...     "scope": ["heading", "text"], "match": ["Sea", "reef"],
    ... })
    >>> against_headings(found).row(0)
    ('a', 4, 'sea', 'Sea', True)
    """
    key = ["doc_id", "para_no", "topic"]
    scope = pl.col("scope").cast(pl.String)
    lent = found.filter(scope == "heading").sort("doc_id", "para_no", "start")
    lent = lent.group_by(key, maintain_order=True).agg(heading=pl.col("match").str.join(" … "))
    text = found.filter(scope == "text").select(key).unique().with_columns(in_text=True)
    return lent.join(text, on=key, how="left", maintain_order="left").with_columns(
        pl.col("in_text").fill_null(value=False)
    )
