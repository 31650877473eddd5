"""A few kinds of chart: a frame and column names in, an Altair chart out.

All kinds keep the order of the rows. Where the frame has a column ``key``, its marks can be picked
in an explorer by a click or Enter. Each mark has a description for the keyboard and a tooltip
with labels and no empty rows, from the row's label, its ``words`` and the columns in ``tips``
(column → label). No label is cut: long ones are shortened in the middle, which keeps the year of a
document, and the tooltip has them whole.

A chart holds its rows under names of its own (``row``, ``value``, ``words`` …), whatever the columns
of the frame are called: the specification of a chart with other rows is the same but for the rows.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import altair as alt
import polars as pl

from workbench.figures.figure import Figure
from workbench.figures.tables import cell, digits
from workbench.figures.texts import alt_list, plural, shortened, source_line
from workbench.figures.theme import BAR, BLUE, CUT, GRID, PAPER, QUIET, Kinds
from workbench.schema import FRAMES

#: Rows of a chart that a reader still goes through; the rest is in the data table.
ROWS = 60
#: Width of a whole picture, and the least and the most of its plot, in pixels.
WHOLE, LEAST, MOST = 900, 260, 560
#: Letters of one line of a head; pixels of a letter.
HEAD, LETTER = 17, 6.4
#: Pixels of a row: with words to read, inside a row of several marks, of a crowded chart.
ROW, WITHIN, TIGHT = 30, 17, 18
#: Pixels between panels; panels side by side; rows above which a chart is crowded.
GAP, ACROSS, CROWDED = 44, 5, 30
#: A label on several lines, in the language of Vega.
LINES = "split(datum.label || datum.value, '\\n')"


def first_rows(frame: pl.DataFrame, noun: str, n: int = ROWS) -> tuple[pl.DataFrame, str]:
    """Return the first rows of a frame and the sentence for the subtitle; "" where all are drawn.

    Examples
    --------
    >>> first_rows(pl.DataFrame({"n": range(1_000)}), "document")[1]
    'The first 60 of 1,000 documents are drawn; the data table has all.'
    """
    if frame.height <= n:
        return frame, ""
    said = f"The first {n:,} of {frame.height:,} {plural(noun)} are drawn; the data table has all."
    return frame.head(n), said


def by_row(  # noqa: PLR0913 - one name for each column that may be drawn
    rows: pl.DataFrame,
    row: str,
    value: str,
    axis: str,
    *,
    words: str | None = None,
    whole: str | None = None,
    interval: tuple[str | None, str | None] = (None, None),
    kinds: Kinds | None = None,
    hollow: str | None = None,
    mark: str = "point",
    within: str | None = None,
    panel: str | None = None,
    beside: Sequence[tuple[str, str]] = (),
    choose: tuple[str, str] | None = None,
    highlight: str = "",
    tips: Mapping[str, str] | None = None,
    zero: bool = True,
    percent: bool = False,
) -> alt.TopLevelMixin:
    """Draw a mark or a bar in each row, with words beside it; with ``panel`` once per panel.

    Parameters
    ----------
    rows, row, value, axis
        The frame, its column of row labels, the column drawn along the axis, and the axis title. A
        row without date stands left of the years over *no date*.
    words
        Column with the words printed beside the mark; in panels the tooltip alone has them.
    whole
        Column of a grey bar behind the bar of ``value``.
    interval
        Columns of the two ends of a line through the mark.
    kinds
        What tells marks apart by colour and shape, e.g. `theme.GENRES`, `theme.VOICES`.
    hollow
        Boolean column: such marks are not filled (silence, beyond the scale).
    mark
        ``point``, ``stem`` (a point on a line from zero) or ``bar`` (it may point left).
    within
        Column whose values stand one below the other inside a row (several rates of a thing).
    panel
        Column of small multiples under one scale, as one facet chart.
    beside
        Further columns drawn as narrow bars on the right, each with its title.
    choose
        A column and the label of a drop-down list that shows the rows with one of its values.
    highlight
        Label of a drop-down list of rows; the marks of the others fade.
    tips
        Further columns of the tooltip with their labels.
    zero
        Whether the axis begins at zero.
    percent
        Whether values are shares, to be shown in per cent.
    """
    fields = {"row": row, "value": value, "words": words, "whole": whole, "hollow": hollow}
    fields |= {"low": interval[0], "high": interval[1], "within": within, "panel": panel}
    data = values(rows, fields | {"choice": choose and choose[0]}, kinds, tips, axis, percent)
    order, inside, heads = (unique(data, name) for name in ("row", "within", "panel"))
    each = WITHIN if within else TIGHT if panel or len(order) > CROWDED else ROW
    height = len(order) * (each * len(inside) + 8 if within else each)
    room = WHOLE - widest(data, "row") - (0 if panel else widest(data, "words")) - 130 * len(beside)
    across = min(ACROSS, len(heads))
    width = min(240, max(90, room / across - GAP)) if across else min(MOST, max(LEAST, room))
    timed = rows.schema[value] == pl.Date
    kind = "T" if timed else "Q"
    if timed:
        along = years(data)
    else:
        along = {
            "title": None if across else axis,
            "scale": alt.Scale(zero=zero, padding=0 if zero else 14),
            "axis": number_axis(data, percent=percent, ticks=3 if across else 5),
        }
    base = by_label(data, grid=not within and mark != "bar")
    if within:
        base = base.encode(yOffset=alt.YOffset("within:N", sort=inside))
    layers = marks(base, data, kinds, mark, along, field=f"value:{kind}", thick=min(18, each - 5))
    if words and not across:
        aside = choose or (not timed and any(one["end"] < 0 for one in data))
        place = alt.XValue(width + 10) if aside else alt.X(f"end:{kind}", **along)
        layers.append(said(base, place))
    if highlight:
        faint = {"test": "chosen != null && datum.row != chosen", "value": 0.15}
        layers = [layer.encode(opacity=alt.OpacityValue(1, condition=faint)) for layer in layers]
    made = alt.layer(*layers).properties(width=width, height=height)
    if choose:
        made = made.transform_filter("datum.choice == chosen")
    if across:
        head = alt.Header(labelExpr=LINES, labelAnchor="start", title=axis, titleOrient="bottom")
        facet = alt.Facet("panel:N", sort=heads, header=head)
        made = made.facet(facet=facet, columns=across, spacing=GAP)
    if choose or highlight:
        options = unique(data, "choice") if choose else [None, *order]
        names = [option or "all" for option in options]
        label = choose[1] if choose else highlight
        bind = alt.binding_select(options=options, labels=names, name=f"{label} ")
        first = options[0] if options else None
        made = made.add_params(alt.param(name="chosen", value=first, bind=bind))
    parts = [component(rows[column], title, data, height) for column, title in beside]
    return alt.hconcat(made, *parts, spacing=14) if parts else made


def matrix(
    rows: pl.DataFrame,
    row: str,
    column: str,
    kinds: Kinds,
    *,
    words: str | None = None,
    tips: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """Draw a mark where ``row`` and ``column`` meet, its colour and shape by ``kinds``.

    A kind that is drawn hollow (silence) keeps its cell. ``words`` is a column printed beside each
    mark. Heads stand over their columns, wrapped.
    """
    data = values(rows, {"row": row, "column": column, "words": words}, kinds, tips, kinds.title)
    heads, base = unique(data, "column"), by_label(data)
    lines = [head.split("\n") for head in heads]
    padding = 14 * max(map(len, lines), default=1) - 8
    top = alt.Axis(orient="top", labelAngle=0, labelExpr=LINES, labelPadding=padding, grid=True)
    along = {"sort": heads, "title": None, "axis": top}
    layers = marks(base, data, kinds, "point", along, field="column:N")
    if words:
        layers.append(said(base, alt.X("column:N", **along)))
    each = max(60, LETTER * max((len(part) for head in lines for part in head), default=0) + 16)
    size = {"width": each * len(heads), "height": 24 * len(unique(data, "row"))}
    return alt.layer(*layers).properties(**size)


def figure(  # noqa: PLR0913 - a figure has these parts
    chart: alt.TopLevelMixin,
    title: str,
    counted: str,
    source: object = "",
    *,
    name: str = "figure",
    alt_text: str = "",
    headers: Mapping[str, str] | None = None,
) -> Figure:
    """Return a reader's own Altair chart as a figure.

    Theme, description, data table and download are added. ``title`` states the finding, ``counted``
    what was counted out of how much. ``source`` is a sentence, a corpus or a frame of documents.
    Without ``alt_text`` the description is made from the first rows of the chart. Columns that are
    declared have their titles; ``headers`` names others for people.

    Examples
    --------
    >>> rows = pl.DataFrame({"text": ["A", "B"], "words": [3, 4]})
    >>> chart = alt.Chart(rows).mark_bar().encode(y=alt.Y("text:N"), x=alt.X("words:Q"))
    >>> figure(chart, "B is longer than A", "Seven words in two texts.").alt
    'Chart. B is longer than A. A: 3; B: 4.'
    """
    data = getattr(chart, "data", None)
    rows = data if isinstance(data, pl.DataFrame) else None
    declared = [each for frame in FRAMES.values() for each in frame.columns.items()]
    known = {}
    for each in () if rows is None else rows.columns:
        titles = {column.title for other, column in declared if other == each}
        own = each.removeprefix("n_").replace("_", " ").capitalize()
        known[each] = (headers or {}).get(each) or (titles.pop() if len(titles) == 1 else own)
    if known and not alt_text:
        alt_text = f"Chart. {title}. {alt_list(rows.head(ROWS), *rows.columns)}."
    documents = getattr(source, "documents", source)
    return Figure(
        name=name,
        title=title,
        subtitle=counted,
        source=source_line(documents) if isinstance(documents, pl.DataFrame) else str(documents),
        alt=alt_text or f"Chart. {title}.",
        body=chart,
        table=rows,
        headers=known,
    )


# --- what the kinds have in common ---


def values(
    rows: pl.DataFrame,
    fields: Mapping[str, str | None],
    kinds: Kinds | None,
    tips: Mapping[str, str] | None,
    axis: str,
    percent: bool = False,  # noqa: FBT001, FBT002 - beside the title of the axis
) -> list[dict[str, Any]]:
    """Return the rows of a chart under its own names, with what each mark says of itself.

    ``row`` and ``panel`` become labels that fit; ``end`` is where words stand; ``tip`` is the
    tooltip, ``description`` what a screen reader says.
    """
    used = {name: column for name, column in fields.items() if column}
    used |= {"kind": kinds.column} if kinds else {}
    used |= {"key": "key"} if "key" in rows.columns else {}
    frame = rows.select(plain(rows[column]).alias(name) for name, column in used.items())
    main = next((used[name] for name in ("words", "value") if name in used), None)
    told = {axis: printed(rows[main], percent=percent)} if main else {}
    told |= {label: printed(rows[column]) for column, label in (tips or {}).items()}
    told |= {kinds.title: printed(rows[kinds.column])} if kinds else {}
    labels = [name for name in ("row", "panel", "column") if name in used]
    short = {name: fitting(frame[name], name) for name in labels}
    made = []
    for each, *words in zip(frame.iter_rows(named=True), *told.values(), strict=True):
        names = [each[name] for name in ("panel", "row", "column", "within") if each.get(name)]
        tip = {label: word for label, word in zip(told, words, strict=True) if word}
        ends = [each[name] for name in ("whole", "high", "value") if each.get(name) is not None]
        title = " · ".join(names).replace("\n", " ")
        made.append(
            each
            | {name: short[name][each[name]] for name in short}
            | {"end": max(ends, default=0), "tip": {"title": title} | tip}
            | {"description": f"{title}: {next(iter(tip.values()), '')}"}
        )
    return made


def plain(column: pl.Series) -> pl.Series:
    """Return a column as JSON can hold it: numbers, booleans, text; no NaN."""
    if column.dtype.is_float():
        return column.fill_nan(None)
    known = column.dtype.is_numeric() or column.dtype == pl.Boolean
    return column if known else column.cast(pl.String)


def printed(column: pl.Series, *, percent: bool = False) -> list[str]:
    """Return a column as a reader sees it, in one format of numbers."""
    if not column.dtype.is_float():
        return [cell(value) for value in column]
    shares = 100 * column if percent else column
    places = digits(shares)
    words = [cell(value, places) for value in shares]
    return [f"{word} %" if percent and word else word for word in words]


def fitting(column: pl.Series, name: str) -> dict[str, str]:
    """Return for each label of rows, panels or columns one that fits and stays its own."""
    short: dict[str, str] = {}
    for label in column.unique(maintain_order=True):
        made = shortened(label)
        if name != "row":
            parts = [shortened(part, 3 * HEAD) for part in label.split("\n")]
            made = "\n".join(line for part in parts for line in wrap(part, HEAD))
        short[label] = label if made in short.values() else made
    return short


def unique(data: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    """Return the values of a field, each once, in their order."""
    return list(dict.fromkeys(each[name] for each in data if name in each))


def widest(data: Sequence[Mapping[str, Any]], name: str) -> float:
    """Return about how many pixels the widest text of a field takes."""
    return LETTER * max((len(each.get(name) or "") for each in data), default=0)


def drawn(data: list[dict[str, Any]]) -> alt.Chart:
    """Return a chart of these rows, without marks yet."""
    return alt.Chart(alt.InlineData(values=data))


def number_axis(data: Sequence[Mapping[str, Any]], *, percent: bool, ticks: int) -> alt.Axis:
    """Return an axis of numbers; counts have no halves, and zero stands out among negative ones."""
    whole = all(isinstance(each.get("value"), int | None) for each in data)
    zero = {"condition": {"test": "datum.value === 0", "value": QUIET}, "value": GRID}
    extra: dict[str, Any] = {"tickMinStep": 1} if whole else {}
    if percent:
        extra = {"format": "%", "labelExpr": "replace(datum.label, '%', ' %')"}
    return alt.Axis(tickCount=ticks, gridColor=zero, **extra)


def by_label(data: list[dict[str, Any]], *, grid: bool = True) -> alt.Chart:
    """Return a chart of these rows with their labels on the left, without marks yet."""
    lines, order = alt.Axis(grid=grid), unique(data, "row")
    return drawn(data).encode(y=alt.Y("row:N", sort=order, title=None, axis=lines))


def said(base: alt.Chart, place: alt.X | alt.XValue) -> alt.Chart:
    """Return the layer of the words of each row."""
    text = base.mark_text(aria=False, align="left", dx=10)
    return text.encode(x=place, text=alt.Text("words:N"))


def years(data: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what a layer says of an axis of years, and put rows without date left of the first."""
    found = [int(one["value"][:4]) for one in data if one["value"]] or [2000]
    first, last = min(found), max(found)
    step = max(1, -(-(last - first + 1) // 8))
    nowhere, undated = f"{first - step}-01-01", any(not one["value"] for one in data)
    for one in data:
        one["end"] = one["value"] = one["value"] or nowhere
    ticks = [f"{year}-01-01" for year in range(first, last + 2, step)]
    told = f"datum.value < time('{first}-01-01') ? 'no date' : timeFormat(datum.value, '%Y')"
    axis = alt.Axis(values=[nowhere, *ticks] if undated else ticks, labelExpr=told)
    start = f"{first - step - 1}-07-01" if undated else ticks[0]
    return {"title": None, "axis": axis, "scale": alt.Scale(domain=[start, f"{last + 1}-01-01"])}


def marks(  # noqa: PLR0913 - what differs between the kinds of chart
    base: alt.Chart,
    data: Sequence[Mapping[str, Any]],
    kinds: Kinds | None,
    mark: str,
    along: Mapping[str, Any],
    *,
    field: str = "value:Q",
    thick: int = 18,
) -> list[alt.Chart]:
    """Return the layers of the marks: what lies behind them, their intervals, the marks themselves.

    Only the marks themselves are said to a screen reader and within reach of the keyboard.
    ``along`` is what every layer says of the horizontal axis, ``field`` what is drawn along it.
    """
    has = set(data[0]) if data else set()
    layers = []
    if "whole" in has:
        behind = base.mark_bar(aria=False, color=CUT, height=thick)
        layers.append(behind.encode(x=alt.X("whole:Q", **along)))
    if "low" in has:
        ends = {"x": alt.X("low:Q", **along), "x2": alt.X2("high:Q")}
        layers.append(base.mark_rule(aria=False, strokeWidth=2, color=QUIET).encode(**ends))
    base = base.encode(x=alt.X(field, **along))
    if mark == "stem":
        layers.append(base.mark_rule(aria=False, color=QUIET).encode(x2=alt.X2Datum(0)))
    about = {"tooltip": alt.ExprRef("datum.tip"), "opacity": 1}
    if mark == "bar":
        made = base.mark_bar(height=thick, **about)
    else:
        made = base.mark_point(size=6 * thick, strokeWidth=2, **about)
    channels = told_apart(data, kinds, bar=mark == "bar")
    return [*layers, made.encode(description=alt.Description("description:N"), **channels)]


def told_apart(
    data: Sequence[Mapping[str, Any]], kinds: Kinds | None, *, bar: bool
) -> dict[str, Any]:
    """Return the channels that tell kinds apart by colour and shape, and the hollow from the filled."""
    empty = {"test": "datum.hollow === true", "value": PAPER}
    if kinds is None:
        return {"stroke": alt.StrokeValue(BLUE), "fill": alt.FillValue(BLUE, condition=empty)}
    here = {each["kind"] for each in data}
    known = [kind for kind in kinds.colours if kind in here]
    fills = {kind: PAPER if kind in kinds.hollow else kinds.colours[kind] for kind in known}
    about = {"title": kinds.title, "legend": alt.Legend(orient="top", columns=4)}
    by_colour, by_fill, by_shape = (
        about | {"scale": alt.Scale(domain=known, range=[worth[kind] for kind in known])}
        for worth in (kinds.colours, fills, kinds.shapes)
    )
    fill = {"fill": alt.Fill("kind:N", condition=empty, **by_fill)}
    marked = {"stroke": alt.Stroke("kind:N", **by_colour), "shape": alt.Shape("kind:N", **by_shape)}
    return fill if bar else fill | marked


def component(
    column: pl.Series, title: str, data: Sequence[Mapping[str, Any]], height: float
) -> alt.LayerChart:
    """Draw one column as narrow bars with their numbers, a bar per row of a chart beside it."""
    rows = [
        {"row": each["row"], "value": value, "number": number}
        for each, value, number in zip(data, plain(column), printed(column), strict=True)
    ]
    top = 1.6 * max((row["value"] or 0 for row in rows), default=1) or 1
    along = {
        "title": wrap(title, HEAD),
        "scale": alt.Scale(domain=[0, top], nice=False),
        "axis": alt.Axis(orient="top", labels=False, ticks=False, grid=False),
    }
    base = drawn(rows).encode(
        y=alt.Y("row:N", sort=unique(rows, "row"), axis=None), x=alt.X("value:Q", **along)
    )
    bars, text = base.mark_bar(height=10, color=BAR), base.mark_text(aria=False, align="left", dx=4)
    whole = alt.layer(bars, text.encode(text=alt.Text("number:N")))
    return whole.properties(width=100, height=height)
