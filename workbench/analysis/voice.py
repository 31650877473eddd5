"""In whose voice a passage stands: stated, quoted or reported."""

import polars as pl

LINE = ["doc_id", "para_no"]


def voiced(rows: pl.DataFrame, documents: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Add ``voice``: a full statement states; a digest or report quotes, or reports in its words.

    Takes rows with ``doc_id``, ``para_no``, ``start`` and ``end``, in any order, which is kept.
    Quoted means that the whole passage lies inside one balanced pair of marks.

    Examples
    --------
    >>> documents = pl.DataFrame({"doc_id": ["a"], "genre": ["digest"]})
    >>> marks = {"doc_id": ["a"], "para_no": [1], "start": [5], "end": [20], "balanced": [True]}
    >>> rows = pl.DataFrame({"doc_id": ["a"] * 2, "para_no": [1, 1], "start": [2, 6], "end": [4, 9]})
    >>> voiced(rows, documents, pl.DataFrame(marks))["voice"].to_list()
    ['reported', 'quoted']
    """
    marks = quotes.filter("balanced").select(*LINE, opened="start", closed="end")
    places = rows.select(*LINE, "start", "end").with_row_index("row_no").sort("start")
    inside = places.join_asof(
        marks.sort("opened"),
        left_on="start",
        right_on="opened",
        by=LINE,
        check_sortedness=False,
    )
    quoted = inside.sort("row_no").select(pl.col("end") <= pl.col("closed")).to_series()
    full = documents.filter(pl.col("genre").cast(pl.String) == "statement")["doc_id"].implode()
    return rows.with_columns(
        voice=pl.when(pl.col("doc_id").is_in(full))
        .then(pl.lit("stated"))
        .when(quoted.fill_null(value=False))
        .then(pl.lit("quoted"))
        .otherwise(pl.lit("reported"))
    )
