"""Which pairs are compared when nobody has chosen any: all of a few, of very many the nearest."""

import polars as pl

from workbench.analysis.wording.reuse import WITNESSES

#: Pairs that are compared without being asked for one by one.
MOST = 1_000
#: Said wherever not all pairs are compared.
RULE = (
    "of very many pairs, the witnesses of one statement and, in each series of one publisher and "
    "genre, each document with the next in time"
)


def near(documents: pl.DataFrame, comparability: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame:
    """Choose the pairs to compare: one row per pair, ``left`` and ``right``, the earlier one first.

    Takes documents in the order of the corpus, which is that of time, and comparability. Up to
    `MOST` pairs that are not blocked are all taken; of more, those of `RULE`, whose number grows
    with the documents and not with their square.

    Examples
    --------
    >>> import workbench
    >>> corpus = workbench.load()
    >>> near(corpus.documents, corpus.comparability).rows()[0]
    ('tass-2021', 'tass-2024')
    """
    pairs = comparability.lazy().filter(pl.col("left") < pl.col("right"))
    open_pairs = pairs.filter(pl.col("kind").cast(pl.String) != "blocked")
    first = open_pairs.select("left", "right").head(MOST + 1).collect(engine="streaming")
    if first.height <= MOST:
        return first
    one = open_pairs.filter(pl.col("kind").cast(pl.String).is_in(WITNESSES))
    order = first.schema["left"]
    chosen = pl.concat([one.select("left", "right").collect(engine="streaming"), series(documents)])
    return chosen.cast(order).unique().sort("left", "right")


def series(documents: pl.DataFrame) -> pl.DataFrame:
    """Pair each document with the next of another statement by its publisher in its genre.

    Takes documents in order of time; what is unknown is in no series.
    """
    line = ["publisher", "genre"]
    known = documents.select("doc_id", "statement_id", "publisher", pl.col("genre").cast(pl.String))
    known = known.filter(pl.all_horizontal(pl.exclude("doc_id") != "unknown"))
    # The documents of one statement are taken together, so that none of them hides the next one.
    groups = known.group_by(*line, "statement_id", maintain_order=True).agg(
        first=pl.col("doc_id").first(), last=pl.col("doc_id").last()
    )
    ahead = pl.col("first").shift(-1).over(line)
    pairs = groups.select(left="last", right=ahead).drop_nulls()
    return pairs.filter(pl.col("left") < pl.col("right"))
