"""Passages between double quotation marks; a mark without a partner is marked, not guessed."""

import polars as pl

MARK = r"[“”\"]"


def quotes(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Pair the double quotation marks of each line.

    A curly mark says whether it opens or closes; a straight one opens after white space or an
    opening bracket and closes otherwise. An opening mark and the closing one that follows it
    at once make a balanced row, marks included; every other mark is a row of its own with
    ``balanced`` false. Single marks (also apostrophes) are not read.

    Takes paragraphs (``doc_id``, ``para_no``, ``start``, ``text``); gives the quotes frame.
    """
    key = ("doc_id", "para_no")
    size = pl.col("piece").str.len_chars().cast(pl.UInt32)
    marks = (
        paragraphs.filter(pl.col("text").str.contains(MARK))
        .select(*key, "start", "text", piece=pl.col("text").str.extract_all(f'{MARK}|[^“”"]+'))
        .with_columns(base="start")
        .explode("piece")
        .with_columns(
            start=pl.col("start") + size.cum_sum().over(key) - size,
            before=pl.col("piece").shift(1).over(key).str.slice(-1).fill_null(" "),
        )
        .filter(pl.col("piece").str.contains(f"^{MARK}$"))
        .with_columns(
            opens=(pl.col("piece") == "“")
            | ((pl.col("piece") == '"') & pl.col("before").str.contains(r"^[\s(\[—–/-]$"))
        )
    )
    closed = pl.col("opens") & ~pl.col("opens").shift(-1).over(key).fill_null(value=True)
    partner = closed.shift(1, fill_value=False).over(key)
    rows = marks.with_columns(
        balanced=closed, inside=partner, end=pl.col("start").shift(-1).over(key) + 1
    ).filter(~pl.col("inside"))
    rows = rows.with_columns(
        end=pl.when("balanced").then("end").otherwise(pl.col("start") + 1).cast(pl.UInt32)
    )
    passage = pl.col("text").str.slice(
        pl.col("start") - pl.col("base"), pl.col("end") - pl.col("start")
    )
    return rows.with_columns(text=passage)
