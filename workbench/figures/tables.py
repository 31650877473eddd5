"""Tables that a screen reader can walk, and the data behind a figure as a file to save."""

from collections.abc import Callable
from typing import Any

import polars as pl
from markupsafe import Markup


def cell(value: object) -> str:
    """Print a value: thousands separated, yes and no, nothing for null."""
    raise NotImplementedError


def table(
    frame: pl.DataFrame,
    caption: str,
    headers: dict[str, str],
    made: dict[str, Callable[[dict[str, Any]], str]] | None = None,
    *,
    first: int | None = None,
    tall: bool = False,
) -> Markup:
    """Show a frame as an accessible table.

    ``headers`` gives the columns to show, in order, with their headings (`schema.headers`); the
    first is the row's own header. ``made`` gives columns that are made from a row (a dict) instead.
    What is not `Markup` is escaped. Floats of one column share their number of decimals. With
    ``first`` only so many rows are shown, and the caption says so; ``tall`` lets the table scroll
    inside a frame.
    """
    raise NotImplementedError


def crossed(
    frame: pl.DataFrame, row: str, column: str, caption: str, made: Callable[[dict[str, Any]], str]
) -> Markup:
    """Show a frame with one row per pair of ``row`` and ``column`` as a cross table."""
    raise NotImplementedError


def data_table(frame: pl.DataFrame, caption: str, headers: dict[str, str], file: str) -> Markup:
    """Fold the table behind a figure, with all its rows to save as CSV."""
    raise NotImplementedError


def download(name: str, frame: pl.DataFrame) -> Markup:
    """Link to a CSV file that travels inside the page; a long one is zipped.

    Lists are joined, and what a spreadsheet would take for a formula is guarded.
    """
    raise NotImplementedError


def guarded(frame: pl.DataFrame | pl.LazyFrame) -> pl.DataFrame | pl.LazyFrame:
    """Put an apostrophe before texts that a spreadsheet would take for a formula."""
    raise NotImplementedError
