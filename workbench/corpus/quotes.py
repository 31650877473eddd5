"""Passages between double quotation marks; a mark without a partner is marked, not guessed."""

import polars as pl

from workbench.corpus.pieces import beside, cut

MARK = r"[“”\"]"


def quotes(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Pair the double quotation marks of each line.

    A curly mark says whether it opens or closes; a straight one opens after white space or an
    opening bracket and closes otherwise. An opening mark and the closing one that follows it
    at once make a balanced row, marks included; every other mark is a row of its own with
    ``balanced`` false. Single marks (also apostrophes) are not read.

    Takes paragraphs (``doc_id``, ``para_no``, ``start``, ``text``); gives the quotes frame.
    """
    piece = pl.col("piece")
    is_mark = piece.str.contains(f"^{MARK}$")
    opens_straight = (piece == '"') & pl.col("before").str.contains(r"[\s(\[—–/-]$")
    rows = paragraphs.select("doc_id", "para_no", "start", "text")
    marks = (
        cut(
            rows.filter(pl.col("text").str.contains(MARK)),
            pl.col("text").str.extract_all(f'{MARK}|[^“”"]+'),
        )
        .with_columns(mark=is_mark)
        .with_columns(
            before=beside("piece", 1).fill_null(" "),
            inside=beside("piece", -1),
            partner=pl.when(beside("mark", -1)).then(pl.lit("")).otherwise(beside("piece", -2)),
        )
        .filter("mark")
        .with_columns(opens=(piece == "“") | opens_straight)
    )
    balanced = pl.col("opens") & ~beside("opens", -1).fill_null(value=True)
    closed = beside("balanced", 1).fill_null(value=False)
    text = pl.when("balanced").then(pl.concat_str("piece", "inside", "partner")).otherwise("piece")
    return (
        marks.with_columns(balanced=balanced)
        .filter(~closed)
        .select("doc_id", "para_no", "start", "balanced", text=text)
        .with_columns(end=pl.col("start") + pl.col("text").str.len_chars().cast(pl.UInt32))
    )
