"""Tables that a screen reader can walk: caption, column headers, a header in each row."""

from collections.abc import Callable
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.html import download, fold, join, region

#: Rows of a data table on the screen; the file to save always holds all.
SHOWN = 100


def cell(value: object) -> str:
    """Print a value: thousands separated, yes and no, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def table(
    frame: pl.DataFrame,
    caption: str,
    headers: dict[str, str],
    made: dict[str, Callable[[dict[str, Any]], str]] | None = None,
) -> Markup:
    """Show a frame whole as an accessible table.

    ``headers`` gives the columns to show, in order, with their headings; the first is the row's
    own header. ``made`` gives columns that the frame lacks and that are made from its row. What is
    not `Markup` is escaped.
    """
    made = made or {}
    numeric = [name for name in headers if name not in made and frame.schema[name].is_numeric()]
    style = {name: Markup(' class="wb-number"') if name in numeric else "" for name in headers}
    head = join(
        Markup('<th scope="col"{}>{}</th>').format(style[name], heading)
        for name, heading in headers.items()
    )
    first, *others = headers
    rows = join(
        Markup('<tr><th scope="row"{}>{}</th>{}</tr>').format(
            style[first],
            cell(row[first]),
            join(
                Markup("<td{}>{}</td>").format(
                    style[name], made[name](row) if name in made else cell(row[name])
                )
                for name in others
            ),
        )
        for row in frame.iter_rows(named=True)
    )
    whole = Markup(
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(caption, head, rows)
    return region(caption, "wb-scroll", whole)


def data_table(frame: pl.DataFrame, caption: str, headers: dict[str, str], file: str) -> Markup:
    """Fold the table behind a figure, with all its rows to save as CSV."""
    plain = frame.select(
        pl.col(name).alias(f"{heading} ({name})" if twice(headers, heading) else heading)
        for name, heading in headers.items()
    )
    if frame.height > SHOWN:
        caption = f"{caption} (the first {SHOWN} of {frame.height:,} rows; the file holds all)"
    shown = table(frame.head(SHOWN), caption, headers)
    return fold("Data table", shown, download(f"{file}.csv", plain))


def twice(headers: dict[str, str], heading: str) -> bool:
    """Say whether two columns share a heading, which a CSV file cannot have."""
    return list(headers.values()).count(heading) > 1
