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
    piece = pl.col("piece")
    size = piece.str.len_chars().cast(pl.UInt32)
    is_mark = piece.str.contains(f"^{MARK}$")
    opens_straight = (piece == '"') & pl.col("before").str.contains(r"[\s(\[—–/-]$")
    marks = (
        paragraphs.filter(pl.col("text").str.contains(MARK))
        .select(*key, "start", piece=pl.col("text").str.extract_all(f'{MARK}|[^“”"]+'))
        .explode("piece")
        .with_columns(
            start=pl.col("start") + size.cum_sum().over(key) - size,
            before=piece.shift(1).over(key).fill_null(" "),
            inside=piece.shift(-1).over(key),
            partner=pl.when(is_mark.shift(-1).over(key))
            .then(pl.lit(""))
            .otherwise(piece.shift(-2).over(key)),
        )
        .filter(is_mark)
        .with_columns(opens=(piece == "“") | opens_straight)
    )
    balanced = pl.col("opens") & ~pl.col("opens").shift(-1).over(key).fill_null(value=True)
    closed = balanced.shift(1, fill_value=False).over(key)
    text = pl.when("balanced").then(pl.concat_str("piece", "inside", "partner")).otherwise("piece")
    return (
        marks.with_columns(balanced=balanced)
        .filter(~closed)
        .with_columns(text=text)
        .with_columns(end=pl.col("start") + pl.col("text").str.len_chars().cast(pl.UInt32))
    )
