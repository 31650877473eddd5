"""The lines of a concordance in another order."""

from collections.abc import Sequence

import polars as pl

from workbench.corpus.words import WORD, fold
from workbench.errors import WorkbenchError

BESIDE = ("left 1", "left 2", "left 3", "right 1", "right 2", "right 3")
SIDES = ("left", "right")
ORDERS = ("source", *BESIDE, "date", "document", "publisher")
#: Keys that sort by other columns than their own.
COLUMNS = {
    "source": ("doc_id", "start"),
    "date": ("event_date", "published"),
    "document": ("doc_name",),
}


def arrange(rows: pl.DataFrame, documents: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Sort the lines of a concordance by one key, then the next; lines that tie keep their order.

    Takes the frame ``concordance`` and documents. Keys: *left 1* to *left 3* and *right 1* to
    *right 3*, the n-th word beside the match as shown, folded; *date* of the statement, then of
    publication; *document* by its id; *publisher*; *source*, the order of the corpus. Lines
    without such a word and unknown dates come last. Another key raises `WorkbenchError`.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.concordance import ask, concordance
    >>> corpus = workbench.load()
    >>> rows = concordance(corpus, ask("cooperation in", {}))
    >>> arrange(rows, corpus.documents, ["right 1"])["right"][0][:5]
    ' both'
    """
    keys = columns_of(by)
    keyed = (
        rows.join(about(documents), on="doc_id", how="left", maintain_order="left")
        .with_columns(
            pl.col(side).str.extract_all(WORD).alias(f"{side} words")
            for side in SIDES
            if any(key.startswith(side) for key in by)
        )
        .with_columns(beside(key) for key in BESIDE if key in by)
        .with_columns(
            pl.col(key).map_batches(ranked, return_dtype=pl.UInt32) for key in BESIDE if key in by
        )
        .with_row_index("row_no")
    )
    return rows[keyed.sort(*keys, nulls_last=True)["row_no"]]


def columns_of(by: Sequence[str]) -> list[str]:
    """Give the columns by which keys sort, the place in the source last.

    Examples
    --------
    >>> columns_of(["date"])
    ['event_date', 'published', 'doc_id', 'start']
    """
    for key in by:
        if key not in ORDERS:
            raise WorkbenchError(f"Unknown order {key!r}; choose {', '.join(ORDERS)}.")
    every = (column for key in (*by, "source") for column in COLUMNS.get(key, (key,)))
    return list(dict.fromkeys(every))


def about(documents: pl.DataFrame) -> pl.DataFrame:
    """Give what documents are sorted by: ``event_date``, ``published``, ``publisher``, ``doc_name``."""
    dates = [known(name) for name in ("event_date", "published")]
    return documents.select(
        "doc_id",
        pl.col("publisher").str.to_lowercase(),
        *dates,
        doc_name=pl.col("doc_id").cast(pl.String),
    )


def known(date: str) -> pl.Expr:
    """Give a date of a document, nothing where it is unknown."""
    return pl.when(pl.col(date) != "unknown").then(date).alias(date)


def beside(key: str) -> pl.Expr:
    """Give the n-th word to the left or to the right of the match."""
    side, place = key.split()
    number = int(place) - 1 if side == "right" else -int(place)
    return pl.col(f"{side} words").list.get(number, null_on_oob=True).alias(key)


def ranked(words: pl.Series) -> pl.Series:
    """Give the place of each word among all, folded: numbers are sorted sooner than words.

    Takes words as text or as a Categorical.

    Examples
    --------
    >>> ranked(pl.Series(["The", "aim", "the", None])).to_list()
    [2, 1, 2, None]
    """
    codes = words.cast(pl.Categorical).to_frame("code")
    places = codes.unique().drop_nulls().with_columns(word=pl.col("code").cast(pl.String))
    places = places.select("code", place=fold("word").rank("dense"))
    return codes.join(places, on="code", how="left", maintain_order="left")["place"]
