"""How alike two documents are: three numbers, because one would mislead.

Acosta & Meade (2015) found .8, .5 and .1 for one pair of documents: raw word counts measure the
language, counts without function words the genre, TF-IDF what is special to the two texts.
"""

import polars as pl

from workbench.analysis.wording.lexicon import FUNCTION_WORDS

#: Documents of which every two are compared; of more, each with the next.
ALL_PAIRS = 60


def similarity(tokens: pl.DataFrame) -> pl.DataFrame:
    """Give three cosines for each pair of documents, in one order of the two.

    Takes the tokens (``doc_id``, ``word``). Gives ``left``, ``right``, ``raw`` (word counts),
    ``without_function_words``, ``tf_idf`` (the latter times ln(N / df) + 1, over the N documents
    of the corpus) and the words counted: ``n_words_left``, ``n_words_right``. Of more than
    `ALL_PAIRS` documents each is compared with the next, in the order of the corpus, which is that
    of time.

    Examples
    --------
    >>> words = pl.DataFrame({"doc_id": ["a", "a", "b"], "word": ["the", "sea", "the"]})
    >>> similarity(words).select("raw", "without_function_words").row(0)
    (0.7071067811865475, 0.0)
    """
    counts = tokens.drop_nulls("word").group_by("doc_id", "word").len("n")
    counts = counts.sort("doc_id", "word").with_columns(pl.col("n").cast(pl.Float64))
    content = counts.filter(~pl.col("word").is_in(FUNCTION_WORDS))
    n_documents = counts["doc_id"].n_unique()
    df = pl.len().over("word")
    special = content.with_columns(n=pl.col("n") * ((n_documents / df).log() + 1))
    totals = counts.group_by("doc_id", maintain_order=True).agg(n=pl.col("n").sum().cast(pl.UInt32))
    rows = pairs(totals)
    measures = {"raw": counts, "without_function_words": content, "tf_idf": special}
    for name, weights in measures.items():
        alike = cosine(weights, rows.select("left", "right"), name)
        rows = rows.join(alike, on=["left", "right"], how="left", maintain_order="left")
    return rows.select(
        "left", "right", pl.col(*measures).fill_null(0.0), "n_words_left", "n_words_right"
    )


def pairs(totals: pl.DataFrame) -> pl.DataFrame:
    """Pair the documents with their words: every two of a few, each with the next of many."""
    if totals.height > ALL_PAIRS:
        ahead = pl.col("doc_id", "n").shift(-1).name.suffix("_right")
        both = totals.with_columns(ahead).drop_nulls()
    else:
        both = totals.join(totals, how="cross", suffix="_right").filter(
            pl.col("doc_id") < pl.col("doc_id_right")
        )
    return both.select(
        left="doc_id", right="doc_id_right", n_words_left="n", n_words_right="n_right"
    )


def cosine(weights: pl.DataFrame, pairs: pl.DataFrame, name: str) -> pl.DataFrame:
    """Give the cosine of each of these pairs of documents that share a word."""
    length = pl.col("n").pow(2).sum().sqrt().over("doc_id")
    scaled = weights.select(left="doc_id", word="word", n=pl.col("n") / length)
    other = scaled.rename({"left": "right", "n": "n_right"})
    return (
        pairs.join(scaled, on="left")
        .join(other, on=["right", "word"])
        .sort("left", "right", "word")
        .group_by("left", "right", maintain_order=True)
        .agg((pl.col("n") * pl.col("n_right")).sum().alias(name))
    )
