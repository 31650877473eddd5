"""What a CSV file needs so that a spreadsheet opens it as it is meant."""

from typing import TypeVar

import polars as pl

GUARD = (
    "A text that begins with =, +, - or @ carries an apostrophe in front, because a spreadsheet "
    "would take it for a formula; the Parquet export has every text exactly as printed."
)


Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def guarded(frame: Frame) -> Frame:
    """Put an apostrophe before texts that a spreadsheet would take for a formula.

    Examples
    --------
    >>> guarded(pl.DataFrame({"text": ["- a bullet", "plain"]}))["text"].to_list()
    ["'- a bullet", 'plain']
    """
    return frame.with_columns(pl.col(pl.String).str.replace(r"^([=+\-@\t\r])", "'$1"))
