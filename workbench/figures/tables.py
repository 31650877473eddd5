"""Tables that a screen reader can walk, and the data behind a figure as a file to save."""

import base64
import io
import zipfile
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeVar
from urllib.parse import quote

import polars as pl
import polars.selectors as cs
from markupsafe import Markup

from workbench.figures.theme import join, region, unseen

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)

#: Rows of a data table on the screen; the file to save always holds all.
SHOWN = 100
#: Bytes of a file that travels as it is; a longer one is zipped, to a tenth or so.
PLAIN = 500_000
#: The earliest day that a ZIP file knows, so that the same rows make the same bytes.
NO_DAY = (1980, 1, 1, 0, 0, 0)
#: What cannot stand as it is in an address inside an attribute; the rest stays, which is shorter.
QUOTED = {ord(sign): quote(sign) for sign in [*map(chr, range(32)), *"%#\"'<>&\ufeff"]}

GUARD = (
    "A text that begins with =, +, - or @ carries an apostrophe in front, because a spreadsheet "
    "would take it for a formula; the Parquet export has every text exactly as printed."
)


def digits(column: pl.Series) -> int:
    """Return the number of decimals that suits all numbers of a column.

    Examples
    --------
    >>> digits(pl.Series([0.5, 0.25])), digits(pl.Series([12.3, 4.0])), digits(pl.Series([1.0, 2.0]))
    (2, 1, 0)
    """
    values = column.drop_nulls().drop_nans()
    if values.is_empty() or (values == values.round(0)).all():
        return 0
    top = float(values.abs().max() or 0)
    return next(n for limit, n in ((1000, 0), (10, 1), (0.1, 2), (0, 3)) if top >= limit)


def cell(value: object, decimals: int = 2) -> str:
    """Print a value: thousands separated, yes and no, lists joined, nothing for null.

    Examples
    --------
    >>> cell(1234), cell(-0.5), cell(True), cell(["a", "b"]), cell(None)
    ('1,234', '−0.50', 'yes', 'a, b', '')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    if isinstance(value, float):
        return f"{value:,.{decimals}f}".replace("-", "−") if isfinite(value) else ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def table(
    frame: pl.DataFrame,
    caption: str,
    headers: Mapping[str, str],
    made: Mapping[str, Callable[[dict[str, Any]], str]] | None = None,
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
    made = made or {}
    if first is not None and frame.height > first:
        caption = f"{caption} (the first {first:,} of {frame.height:,} rows; the file holds all)"
        frame = frame.head(first)
    plain = frame.select(name for name in headers if name not in made)
    places = {name: digits(plain[name]) for name in plain.select(cs.float()).columns}
    style = dict.fromkeys(plain.select(cs.numeric()).columns, Markup(' class="wb-number"'))

    def shown(form: str, row: dict[str, Any], name: str) -> Markup:
        value = made[name](row) if name in made else cell(row[name], places.get(name, 2))
        return Markup(form).format(style.get(name, ""), value)  # noqa: S704 - a constant

    heads = join(
        Markup('<th scope="col"{}>{}</th>').format(style.get(name, ""), heading)
        for name, heading in headers.items()
    )
    own, *others = headers
    rows = join(
        Markup("<tr>{}{}</tr>").format(
            shown('<th scope="row"{}>{}</th>', row, own),
            join(shown("<td{}>{}</td>", row, name) for name in others),
        )
        for row in frame.iter_rows(named=True)
    )
    return framed(caption, heads, rows, tall=tall)


def crossed(
    frame: pl.DataFrame,
    row: str,
    column: str,
    caption: str,
    made: Callable[[dict[str, Any]], str],
    *,
    first: int | None = None,
) -> Markup:
    """Show a frame with one row per pair of ``row`` and ``column`` as a cross table.

    ``made`` gives the content of a cell from the row of its pair; a pair without row is a dash.
    ``first`` as in `table`.
    """
    cells = {(each[row], each[column]): made(each) for each in frame.iter_rows(named=True)}
    heads = frame[column].unique(maintain_order=True).to_list()
    columns = {of: lambda each, of=of: cells.get((each[row], of), "—") for of in heads}
    rows = frame.select(pl.col(row).unique(maintain_order=True))
    headers = {row: unseen("Row"), **dict(zip(heads, heads, strict=True))}
    return table(rows, caption, headers, columns, first=first)


def framed(caption: str, heads: str, rows: str, *, tall: bool = False) -> Markup:
    """Set heads and rows into a table; the keyboard scrolls it where it does not fit."""
    whole = Markup(
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(caption, heads, rows)
    return region(caption, "wb-scroll wb-tall" if tall else "wb-scroll", whole)


def titled(frame: pl.DataFrame, headers: Mapping[str, str]) -> pl.DataFrame:
    """Return the columns of a table under their headings; two that share one also say their name.

    Examples
    --------
    >>> frame = pl.DataFrame({"n": [1], "m": [2]})
    >>> titled(frame, {"n": "Words", "m": "Words"}).columns
    ['Words (n)', 'Words (m)']
    """
    headings = list(headers.values())
    return frame.select(
        pl.col(name).alias(f"{heading} ({name})" if headings.count(heading) > 1 else heading)
        for name, heading in headers.items()
    )


def csv(frame: pl.DataFrame) -> str:
    """Return a frame as CSV that opens in Excel as UTF-8.

    Lists are joined, columns of structures left out, and what a spreadsheet would take for a
    formula is guarded.
    """
    joined = cs.list(~cs.nested()).cast(pl.List(pl.String)).list.join("; ")
    return guarded(frame.with_columns(joined).select(~cs.nested())).write_csv(include_bom=True)


def download(name: str, frame: pl.DataFrame, label: str = "") -> Markup:
    """Link to a CSV file that travels inside the page; a long one is zipped, to keep the page light."""
    text, kind = csv(frame), "text/csv;charset=utf-8"
    label = label or f"Save as {name}"
    if len(text) > PLAIN:
        data = base64.b64encode(zipped(name, text)).decode()
        name, kind, label = f"{name}.zip", "application/zip;base64", f"{label} in a ZIP file"
    else:
        data = text.translate(QUOTED)
    link = Markup('<a download="{}" href="data:{},{}">{}</a>')
    return link.format(name, kind, data, label)


def zipped(name: str, text: str) -> bytes:
    """Return a ZIP file that holds a text under a name; the same text makes the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        about = zipfile.ZipInfo(name, NO_DAY)
        about.compress_type = zipfile.ZIP_DEFLATED
        file.writestr(about, text)
    return packed.getvalue()


def guarded(frame: Frame) -> Frame:
    """Put an apostrophe before texts that a spreadsheet would take for a formula.

    Examples
    --------
    >>> guarded(pl.DataFrame({"text": ["- a bullet", "plain"]}))["text"].to_list()
    ["'- a bullet", 'plain']
    """
    return frame.with_columns(pl.col(pl.String).str.replace(r"^([=+\-@\t\r])", "'$1"))
