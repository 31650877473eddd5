"""A few kinds of chart: a frame and column names in, an Altair chart out.

All kinds keep the order of the rows. Where the frame has a column ``key``, a click or Enter on a
mark sets the selection ``pick`` to it. Each mark has a description for the keyboard and a tooltip
without empty rows. ``tips`` names further columns of the tooltip with their labels. A column
``words`` holds what is printed beside a mark.
"""

from collections.abc import Sequence

import altair as alt
import polars as pl

from workbench.figures.theme import Kinds

#: Rows of a chart that a reader still goes through; the rest is in the data table.
ROWS = 60
#: Name of the selection by which an explorer hears which mark was picked.
PICK = "pick"


def first_rows(frame: pl.DataFrame, noun: str, n: int = ROWS) -> tuple[pl.DataFrame, str]:
    """Return the first rows of a frame and the sentence for the subtitle; "" where all are drawn.

    Examples
    --------
    >>> first_rows(pl.DataFrame({"n": range(1_000)}), "document")[1]
    'The first 60 of 1,000 documents are drawn; the data table has all.'
    """
    raise NotImplementedError


def by_row(
    rows: pl.DataFrame,
    row: str,
    value: str,
    axis: str,
    *,
    words: str | None = None,
    whole: str | None = None,
    interval: tuple[str, str] | None = None,
    kinds: Kinds | None = None,
    hollow: str | None = None,
    mark: str = "point",
    within: str | None = None,
    beside: Sequence[tuple[str, str]] = (),
    choose: tuple[str, str] | None = None,
    tips: dict[str, str] | None = None,
    zero: bool = True,
) -> alt.TopLevelMixin:
    """Draw a mark or a bar in each row, with words beside it.

    Parameters
    ----------
    rows, row, value, axis
        The frame, its column of row labels, the column drawn along the axis, and the axis title. A
        column of floats between 0 and 1 whose title ends in ``share`` or ``%`` is shown in per cent.
    words
        Column with the words printed beside the mark.
    whole
        Column of a grey bar behind the bar of ``value``.
    interval
        Columns of the two ends of a line through the mark.
    kinds
        What tells marks apart by colour and shape, e.g. `theme.GENRES`, `theme.VOICES`.
    hollow
        Boolean column: such marks are not filled (silence, beyond the scale).
    mark
        ``point``, ``stem`` (a point on a line from zero) or ``bar``; bars may point left.
    within
        Column whose values stand one below the other inside a row (several rates of a thing).
    beside
        Further columns drawn as narrow bars on the right, each with its title.
    choose
        A column and the label of a drop-down list that shows the rows with one of its values.
    tips
        Further columns of the tooltip with their labels.
    zero
        Whether the axis begins at zero.
    """
    raise NotImplementedError


def panels(
    rows: pl.DataFrame,
    row: str,
    value: str,
    axis: str,
    panel: str,
    *,
    interval: tuple[str, str] | None = None,
    kinds: Kinds | None = None,
    hollow: str | None = None,
    mark: str = "point",
    highlight: str | None = None,
    tips: dict[str, str] | None = None,
    across: int = 5,
) -> alt.TopLevelMixin:
    """Draw `by_row` once per value of ``panel``, side by side under one scale, as one facet chart.

    ``highlight`` is the label of a drop-down list of rows; the marks of the others fade. At most
    ``across`` panels stand beside each other. Other parameters as in `by_row`.
    """
    raise NotImplementedError


def matrix(
    rows: pl.DataFrame,
    row: str,
    column: str,
    kinds: Kinds,
    *,
    words: str | None = None,
    tips: dict[str, str] | None = None,
) -> alt.TopLevelMixin:
    """Draw a mark where ``row`` and ``column`` meet, its colour and shape by ``kinds``.

    A kind whose shape is drawn hollow (silence) keeps its cell. ``words`` is a column printed
    beside each mark, a count for example. Column heads stand over the columns, wrapped.
    """
    raise NotImplementedError


def strip(
    rows: pl.DataFrame,
    row: str,
    day: str,
    *,
    words: str | None = None,
    kinds: Kinds | None = None,
    hollow: str | None = None,
    tips: dict[str, str] | None = None,
) -> alt.TopLevelMixin:
    """Draw a mark at the date of each row; nothing joins the marks.

    ``day`` is a column of dates; rows without one stand left of the years over *no date*.
    """
    raise NotImplementedError


def stacked(
    rows: pl.DataFrame,
    row: str,
    n: str,
    axis: str,
    kinds: Kinds,
    *,
    words: str | None = None,
    panel: str | None = None,
    tips: dict[str, str] | None = None,
) -> alt.TopLevelMixin:
    """Draw counts of several kinds as one bar per row; with ``panel``, once per panel."""
    raise NotImplementedError


def scatter(
    rows: pl.DataFrame,
    x: str,
    y: str,
    axes: tuple[str, str],
    *,
    words: str,
    kinds: Kinds | None = None,
    labelled: int = 16,
    tips: dict[str, str] | None = None,
) -> alt.TopLevelMixin:
    """Draw a mark per row by two numbers; the first ``labelled`` rows are named, without collision."""
    raise NotImplementedError
