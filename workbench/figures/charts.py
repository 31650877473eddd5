"""A few kinds of chart: a frame and column names in, an Altair chart out.

All kinds keep the order of the rows. Where the frame has a column ``key``, a click or Enter on a
mark sets the selection ``pick`` to it. Each mark has a description for the keyboard and a tooltip
with labels and no empty rows, from the row's label, its ``words`` and the columns in ``tips``
(column → label). No label is cut: long ones are shortened in the middle, which keeps the year of a
document, and the tooltip has them whole.

A chart holds its rows under names of its own (``row``, ``value``, ``words`` …), whatever the columns
of the frame are called: the specification of a chart with other rows is the same but for the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

import altair as alt
import polars as pl

from workbench.figures.figure import Figure
from workbench.figures.tables import cell, digits
from workbench.figures.texts import alt_list, plural, source_line
from workbench.figures.theme import BAR, BLUE, CUT, INK, PAPER, QUIET, Kinds

#: Rows of a chart that a reader still goes through; the rest is in the data table.
ROWS = 60
#: Name of the selection by which an explorer hears which mark was picked.
PICK = "pick"
#: Width of a whole picture, and the least and the most of its plot, in pixels.
WHOLE, LEAST, MOST = 900, 260, 560
#: Letters of a row's label, of one line of a head; pixels of a letter.
LABEL, HEAD, LETTER = 46, 17, 6.4
#: Pixels of a row: with words to read, inside a row of several marks, of a crowded chart.
ROW, WITHIN, TIGHT = 30, 17, 18
#: More rows than this are crowded; more columns have heads that stand aslant.
CROWDED, ASLANT = 30, 10


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


def shortened(label: str, most: int = LABEL) -> str:
    """Return a label shortened in the middle, at blanks, so that its end stays: often a year.

    Examples
    --------
    >>> shortened("Government Portal of the Socialist Republic of Viet Nam 2025", 40)
    'Government Portal of … of Viet Nam 2025'
    """
    if len(label) <= most:
        return label
    half = (most - 3) // 2
    head, tail = label[:half].rsplit(" ", 1)[0], label[-half:].split(" ", 1)[-1]
    return f"{head} … {tail}"


def by_row(  # noqa: PLR0913 - one name for each column that may be drawn
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
    tips: Mapping[str, str] | None = None,
    zero: bool = True,
    percent: bool = False,
) -> alt.TopLevelMixin:
    """Draw a mark or a bar in each row, with words beside it.

    Parameters
    ----------
    rows, row, value, axis
        The frame, its column of row labels, the column drawn along the axis, and the axis title.
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
    percent
        Whether values are shares, to be shown in per cent.
    """
    fields = {
        "row": row,
        "value": value,
        "words": words,
        "whole": whole,
        "low": interval and interval[0],
        "high": interval and interval[1],
        "hollow": hollow,
        "within": within,
        "choice": choose and choose[0],
    }
    data = values(rows, fields, kinds, tips, axis, percent=percent)
    order, inside = unique(data, "row"), unique(data, "within")
    each = WITHIN if within else TIGHT if len(order) > CROWDED else ROW
    height = len(order) * (each * len(inside) + 8 if within else each)
    room = widest(data, "row") + widest(data, "words") + 130 * len(beside)
    width = min(MOST, max(LEAST, WHOLE - room))
    side = alt.Scale(zero=zero, padding=14) if choose else scale(data, zero=zero)
    base = alt.Chart(alt.InlineData(values=data)).encode(
        y=alt.Y("row:N", sort=order, title=None),
        x=alt.X("value:Q", title=axis, scale=side, axis=number_axis(data, percent=percent)),
    )
    if within:
        base = base.encode(yOffset=alt.YOffset("within:N", sort=inside))
    layers = marks(base, data, kinds, mark)
    if words:
        beside_it = alt.XValue(width + 10) if choose else alt.X("end:Q")
        layers.append(
            base.mark_text(
                align=alt.ExprRef("datum.leftward ? 'right' : 'left'"),
                dx=alt.ExprRef("datum.leftward ? -8 : 10"),
            ).encode(x=beside_it, text=alt.Text("words:N"))
        )
    chart = alt.layer(*layers)
    if choose:
        options = unique(data, "choice")
        bind = alt.binding_select(options=options, name=f"{choose[1]} ")
        chart = chart.transform_filter("datum.choice == chosen")
        chart = chart.add_params(alt.param(name="chosen", value=options[0], bind=bind))
    chart = chart.properties(width=width, height=height)
    parts = [
        component(rows[column], title, data).properties(width=100, height=height)
        for column, title in beside
    ]
    return alt.hconcat(chart, *parts, spacing=14) if parts else chart


def panels(  # noqa: PLR0913 - one name for each column that may be drawn
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
    words: str | None = None,
    highlight: str | None = None,
    tips: Mapping[str, str] | None = None,
    percent: bool = False,
    across: int = 5,
) -> alt.FacetChart:
    """Draw `by_row` once per value of ``panel``, side by side under one scale, as one facet chart.

    ``words`` are told in the tooltip alone. ``highlight`` is the label of a drop-down list of rows;
    the marks of the others fade. At most ``across`` panels stand beside each other. Other parameters
    as in `by_row`.
    """
    fields = {
        "row": row,
        "value": value,
        "words": words,
        "panel": panel,
        "low": interval and interval[0],
        "high": interval and interval[1],
        "hollow": hollow,
    }
    data = values(rows, fields, kinds, tips, axis, percent=percent)
    order, heads = unique(data, "row"), unique(data, "panel")
    across = min(across, len(heads))
    width = min(240, max(90, (WHOLE - widest(data, "row")) / across - 20))
    base = alt.Chart(alt.InlineData(values=data)).encode(
        y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(grid=True)),
        x=alt.X(
            "value:Q",
            title=None,
            scale=scale(data, zero=True),
            axis=number_axis(data, percent=percent, ticks=3),
        ),
    )
    layers = marks(base, data, kinds, mark)
    if highlight:
        lit = {"test": "chosen != null && datum.row != chosen", "value": 0.15}
        layers = [layer.encode(opacity=alt.OpacityValue(1, condition=lit)) for layer in layers]
    size = {"width": width, "height": 22 * len(order)}
    chart = alt.layer(*layers).properties(**size)
    head = alt.Header(labelExpr=LINES, labelAnchor="start", title=axis, titleOrient="bottom")
    made = chart.facet(
        facet=alt.Facet("panel:N", sort=heads, header=head), columns=across, spacing=16
    )
    if not highlight:
        return made
    bind = alt.binding_select(options=[None, *order], labels=["all", *order], name=f"{highlight} ")
    return made.add_params(alt.param(name="chosen", value=None, bind=bind))


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
    mark, a count for example. Heads stand over their columns, wrapped; many stand aslant.
    """
    data = values(rows, {"row": row, "column": column, "words": words}, kinds, tips, kinds.title)
    order, heads = unique(data, "row"), unique(data, "column")
    aslant = len(heads) > ASLANT
    room = max(1, *(head.count("\n") + 1 for head in heads)) if heads else 1
    top = alt.Axis(
        orient="top",
        labelAngle=-55 if aslant else 0,
        labelExpr="replace(datum.value, /\\n/g, ' ')" if aslant else LINES,
        labelPadding=6 if aslant else 6 + 14 * (room - 1),
        domain=False,
        ticks=False,
        grid=True,
    )
    base = alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("column:N", sort=heads, title=None, axis=top),
        y=alt.Y(
            "row:N", sort=order, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False)
        ),
    )
    layers = marks(base, data, kinds, "point", legend="bottom")
    if words:
        number = alt.ColorValue(INK, condition={"test": "datum.faint", "value": QUIET})
        layers.append(
            base.mark_text(align="left", dx=11).encode(text=alt.Text("words:N"), color=number)
        )
    each = (
        44
        if aslant
        else max(72, *(LETTER * len(line) for head in heads for line in head.split("\n")), 72)
    )
    return alt.layer(*layers).properties(width=each * len(heads), height=26 * len(order))


def strip(  # noqa: PLR0913 - one name for each column that may be drawn
    rows: pl.DataFrame,
    row: str,
    day: str,
    *,
    words: str | None = None,
    kinds: Kinds | None = None,
    hollow: str | None = None,
    tips: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """Draw a mark at the date of each row; nothing joins the marks.

    ``day`` is a column of dates; rows without one stand left of the years over *no date*.
    """
    fields = {"row": row, "day": day, "words": words, "hollow": hollow}
    data = values(rows, fields, kinds, tips, "About it")
    years = [int(each["day"][:4]) for each in data if each["day"]] or [2000]
    first, last, undated = min(years), max(years), any(not each["day"] for each in data)
    data = [{**each, "day": each["day"] or f"{first - 1}-07-01"} for each in data]
    step = max(1, -(-(last - first + 1) // 8))
    ticks = [f"{year}-01-01" for year in range(first, last + 2, step)]
    told = f"datum.value < time('{first}-01-01') ? 'no date' : timeFormat(datum.value, '%Y')"
    place = alt.Axis(values=[*([f"{first - 1}-07-01"] if undated else []), *ticks], labelExpr=told)
    domain = [f"{first - undated}-01-01", f"{last + 1}-01-01"]
    order = unique(data, "row")
    base = alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("day:T", title=None, axis=place, scale=alt.Scale(domain=domain)),
        y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(grid=True)),
    )
    layers = marks(base, data, kinds, "point")
    if words:
        layers.append(base.mark_text(align="left", dx=12).encode(text=alt.Text("words:N")))
    width = min(MOST, max(LEAST, WHOLE - widest(data, "row") - widest(data, "words")))
    return alt.layer(*layers).properties(width=width, height=ROW * len(order))


def stacked(  # noqa: PLR0913 - one name for each column that may be drawn
    rows: pl.DataFrame,
    row: str,
    n: str,
    axis: str,
    kinds: Kinds,
    *,
    panel: str | None = None,
    words: str | None = None,
    tips: Mapping[str, str] | None = None,
    across: int = 4,
) -> alt.TopLevelMixin:
    """Draw counts of several kinds as one bar per row, its parts numbered where there is room.

    With ``panel`` the bars stand once per panel, side by side.
    """
    fields = {"row": row, "value": n, "panel": panel, "words": words}
    data = values(rows, fields, kinds, tips, axis)
    order, heads = unique(data, "row"), unique(data, "panel")
    across = min(across, len(heads)) if panel else 1
    width = min(MOST, max(110, (WHOLE - widest(data, "row")) / across - 20))
    places = {kind: no for no, kind in enumerate(kinds.colours)}
    sums: dict[tuple[str, str], float] = {}
    for each in data:
        at = (each["row"], each.get("panel", ""))
        sums[at] = sums.get(at, 0) + (each["value"] or 0)
    top = max(sums.values(), default=1) or 1
    for each in data:
        number = cell(each["value"] or 0)
        each["no"] = places.get(each["kind"], len(places))
        each["number"] = number if (each["value"] or 0) * width / top > 8 * len(number) + 4 else ""
    base = alt.Chart(alt.InlineData(values=data)).encode(
        y=alt.Y("row:N", sort=order, title=None),
        x=alt.X("value:Q", stack="zero", title=axis, axis=number_axis(data, ticks=4)),
        order=alt.Order("no:Q"),
    )
    layers = marks(base, data, kinds, "bar")
    number = base.mark_text(color=PAPER).encode(
        x=alt.X("value:Q", stack="zero", bandPosition=0.5), text=alt.Text("number:N")
    )
    chart = alt.layer(*layers, number).properties(width=width, height=24 * len(order))
    if not panel:
        return chart
    head = alt.Header(labelExpr=LINES, labelAnchor="start", title=None)
    return chart.facet(
        facet=alt.Facet("panel:N", sort=heads, header=head), columns=across, spacing=16
    )


def scatter(
    rows: pl.DataFrame,
    x: tuple[str, str],
    y: tuple[str, str],
    words: str,
    *,
    kinds: Kinds | None = None,
    tips: Mapping[str, str] | None = None,
) -> alt.LayerChart:
    """Draw a mark per row by two numbers, each a column and the title of its axis.

    Marks are named from the first row on as long as no name covers another or a named mark.
    """
    data = values(rows, {"row": words, "value": x[0], "y": y[0]}, kinds, tips, x[1])
    width, height = 620, 360
    base = alt.Chart(alt.InlineData(values=data)).encode(
        x=alt.X("value:Q", title=x[1], scale=scale(data, zero=True)),
        y=alt.Y("y:Q", title=y[1]),
    )
    named = apart(data, width, height)
    names = (
        alt.Chart(alt.InlineData(values=named))
        .mark_text(align="left", dx=7, fontSize=11)
        .encode(x=alt.X("value:Q"), y=alt.Y("y:Q"), text=alt.Text("row:N"))
    )
    layers = marks(base, data, kinds, "point", size=45)
    return alt.layer(*layers, names).properties(width=width, height=height)


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
    Without ``alt_text`` the description is made from the first rows of the chart; ``headers`` names
    its columns for people where their own names do not.

    Examples
    --------
    >>> rows = pl.DataFrame({"text": ["A", "B"], "words": [3, 4]})
    >>> chart = alt.Chart(rows).mark_bar().encode(y=alt.Y("text:N"), x=alt.X("words:Q"))
    >>> figure(chart, "B is longer than A", "Seven words in two texts.").alt
    'Chart. B is longer than A. A: 3; B: 4.'
    """
    rows = next((data for data in sources(chart) if isinstance(data, pl.DataFrame)), None)
    known = (
        {name: name.replace("_", " ").capitalize() for name in rows.columns}
        if rows is not None
        else {}
    )
    if rows is not None and not alt_text and rows.width:
        told = alt_list(rows.head(ROWS), *rows.columns)
        alt_text = f"Chart. {title}. {told}."
    documents = getattr(source, "documents", source)
    return Figure(
        name=name,
        title=title,
        subtitle=counted,
        source=source_line(documents) if isinstance(documents, pl.DataFrame) else str(documents),
        alt=alt_text or f"Chart. {title}.",
        body=chart,
        table=rows,
        headers=known | {name: head for name, head in (headers or {}).items() if name in known},
    )


def sources(chart: alt.TopLevelMixin) -> Iterator[object]:
    """Return the data of a chart and of its parts."""
    yield getattr(chart, "data", None)
    for parts in ("layer", "hconcat", "vconcat", "concat"):
        part = getattr(chart, parts, alt.Undefined)
        for each in part if isinstance(part, list) else ():
            yield from sources(each)


# --- what the kinds have in common ---

#: A label on several lines, in the language of Vega.
LINES = "split(datum.label || datum.value, '\\n')"


def values(
    rows: pl.DataFrame,
    fields: Mapping[str, str | None],
    kinds: Kinds | None,
    tips: Mapping[str, str] | None,
    axis: str,
    *,
    percent: bool = False,
) -> list[dict[str, Any]]:
    """Return the rows of a chart under its own names, with what each mark says of itself.

    ``row``, ``panel`` and ``column`` become labels that fit; ``end`` is where words stand; ``tip``
    is the tooltip, ``description`` what a screen reader says.
    """
    used = {name: column for name, column in fields.items() if column}
    if kinds:
        used["kind"] = kinds.column
    if "key" in rows.columns:
        used["key"] = "key"
    frame = rows.select(
        *(plain(rows[column]).alias(name) for name, column in used.items()),
        *(printed(rows[column]).alias(f"tip {label}") for column, label in (tips or {}).items()),
        said=printed(rows[used["words" if "words" in used else "value"]], percent=percent)
        if {"words", "value"} & set(used)
        else pl.lit(""),
    )
    labels = {
        name: fitting(frame[name], name) for name in ("row", "panel", "column") if name in used
    }
    made = []
    for each in frame.iter_rows(named=True):
        tip = {
            name.removeprefix("tip "): each.pop(name)
            for name in list(each)
            if name.startswith("tip ")
        }
        said = each.pop("said")
        names = [each[name] for name in ("panel", "column", "row", "within") if each.get(name)]
        told = {axis: said, **tip, **({kinds.title: each["kind"]} if kinds else {})}
        each["tip"] = {"title": " · ".join(names)} | {
            label: word for label, word in told.items() if word
        }
        each["description"] = f"{', '.join(names)}: {said or each.get('kind', '')}"
        each |= {name: labels[name][each[name]] for name in labels}
        ends = [each[name] for name in ("value", "high", "whole") if each.get(name) is not None]
        each["end"] = max(ends, default=0) if len(ends) != 1 else ends[0]
        each["leftward"] = each["end"] < 0 and not each.get("high")
        each["faint"] = bool(kinds and each["kind"] in kinds.hollow)
        made.append(each)
    return made


def plain(column: pl.Series) -> pl.Series:
    """Return a column as JSON can hold it: numbers, booleans, text; no NaN."""
    if column.dtype.is_float():
        return column.fill_nan(None)
    return (
        column
        if column.dtype.is_numeric() or column.dtype == pl.Boolean
        else column.cast(pl.String)
    )


def printed(column: pl.Series, *, percent: bool = False) -> pl.Series:
    """Return a column as a reader sees it, in one format of numbers."""
    places = digits(100 * column if percent else column) if column.dtype.is_float() else 0
    words = [
        f"{cell(100 * value, places)} %"
        if percent and isinstance(value, float)
        else cell(value, places)
        for value in column
    ]
    return pl.Series(words, dtype=pl.String)


def fitting(column: pl.Series, name: str) -> dict[str, str]:
    """Return for each label of rows, panels or columns one that fits and stays its own."""
    short: dict[str, str] = {}
    for label in column.unique(maintain_order=True):
        made = (
            shortened(label) if name == "row" else "\n".join(wrap(shortened(label, 3 * HEAD), HEAD))
        )
        short[label] = label if made in short.values() else made
    return short


def unique(data: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    """Return the values of a field, each once, in their order."""
    return list(dict.fromkeys(each[name] for each in data if name in each))


def widest(data: Sequence[Mapping[str, Any]], name: str) -> float:
    """Return about how many pixels the widest text of a field takes."""
    return LETTER * max((len(each.get(name) or "") for each in data), default=0)


def scale(data: Sequence[Mapping[str, Any]], *, zero: bool) -> alt.Scale:
    """Return a scale that holds all values, intervals and wholes, with or without zero."""
    fields = ("value", "low", "high", "whole")
    found = [each[name] for each in data for name in fields if each.get(name) is not None]
    low, high = min(found, default=0), max(found, default=1)
    if zero:
        low, high = min(0, low), max(0, high)
    else:
        low, high = low - 0.05 * (high - low), high + 0.05 * (high - low)
    return alt.Scale(domain=[low, high if high > low else low + 1], nice=True)


def number_axis(
    data: Sequence[Mapping[str, Any]], *, percent: bool = False, ticks: int = 5
) -> alt.Axis:
    """Return an axis of numbers; counts have no halves."""
    whole = all(isinstance(each.get("value"), int | None) for each in data)
    extra = {"format": "%"} if percent else {"tickMinStep": 1} if whole else {}
    return alt.Axis(tickCount=ticks, **extra)


def marks(
    base: alt.Chart,
    data: Sequence[Mapping[str, Any]],
    kinds: Kinds | None,
    mark: str,
    *,
    legend: str = "top",
    size: int = 110,
) -> list[alt.Chart]:
    """Return the layers of the marks: what lies behind them, their intervals, the marks themselves."""
    has = set().union(*data) if data else set()
    layers = []
    if "whole" in has:
        layers.append(base.mark_bar(color=CUT, height=18).encode(x=alt.X("whole:Q")))
    if "low" in has:
        ends = {"x": alt.X("low:Q"), "x2": alt.X2("high:Q")}
        layers.append(base.mark_rule(strokeWidth=2, color=QUIET).encode(**ends))
    if mark == "stem":
        layers.append(base.mark_rule(color=QUIET).encode(x2=alt.X2Datum(0)))
    about = {"tooltip": alt.ExprRef("datum.tip"), "opacity": 1}
    if mark == "bar":
        drawn = base.mark_bar(height=18, **about)
    else:
        drawn = base.mark_point(size=size, strokeWidth=2, **about)
    drawn = drawn.encode(
        description=alt.Description("description:N"), **told_apart(data, kinds, mark, legend)
    )
    if "key" in has:
        picked = alt.selection_point(name=PICK, fields=["key"], empty=False)
        wide = {"param": PICK, "value": 5, "empty": False}
        width = alt.StrokeWidthValue(0 if mark == "bar" else 2, condition=wide)
        drawn = drawn.encode(strokeWidth=width).add_params(picked)
    return [*layers, drawn]


def told_apart(
    data: Sequence[Mapping[str, Any]], kinds: Kinds | None, mark: str, legend: str
) -> dict[str, Any]:
    """Return the channels that tell kinds apart by colour and shape, and the hollow from the filled."""
    empty = {"test": "datum.hollow === true", "value": PAPER}
    if kinds is None:
        return {"stroke": alt.StrokeValue(BLUE), "fill": alt.FillValue(BLUE, condition=empty)}
    here = {each["kind"] for each in data}
    known = [kind for kind in kinds.colours if kind in here]
    about = {"title": kinds.title, "legend": alt.Legend(orient=legend, columns=4)}

    def channel(of: type, worth: Mapping[str, str], **more: Any) -> Any:  # noqa: ANN401
        by = alt.Scale(domain=known, range=[worth[kind] for kind in known])
        return of("kind:N", scale=by, **about, **more)

    fills = {kind: PAPER if kind in kinds.hollow else kinds.colours[kind] for kind in known}
    channels = {
        "stroke": channel(alt.Stroke, kinds.colours),
        "fill": channel(alt.Fill, fills, condition=empty),
    }
    return channels if mark == "bar" else {**channels, "shape": channel(alt.Shape, kinds.shapes)}


def component(column: pl.Series, title: str, data: Sequence[Mapping[str, Any]]) -> alt.LayerChart:
    """Draw one column as narrow bars with their numbers, a bar per row of a chart beside it."""
    numbers = printed(column)
    rows = [
        {"row": each["row"], "value": value, "number": number}
        for each, value, number in zip(data, plain(column), numbers, strict=True)
    ]
    top = 1.6 * max((row["value"] or 0 for row in rows), default=1) or 1
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("row:N", sort=unique(rows, "row"), axis=None),
        x=alt.X(
            "value:Q",
            title=wrap(title, HEAD),
            scale=alt.Scale(domain=[0, top], nice=False),
            axis=alt.Axis(tickCount=3),
        ),
    )
    bars = base.mark_bar(height=10, color=BAR)
    return bars + base.mark_text(align="left", dx=4).encode(text=alt.Text("number:N"))


def apart(data: Sequence[dict[str, Any]], width: int, height: int) -> list[dict[str, Any]]:
    """Return the rows whose names fit into a scatter chart without covering one another."""
    spans = [
        max((abs(each[name] or 0) for each in data), default=1) or 1 for name in ("value", "y")
    ]
    both = 2 if any((each["value"] or 0) < 0 for each in data) else 1
    taken: list[tuple[float, float, float]] = []
    named = []
    for each in data[: 4 * CROWDED]:
        left, middle = each["value"] / spans[0] * width / both, each["y"] / spans[1] * height
        right = left + LETTER * len(each["row"]) + 12
        if all(abs(middle - y) > 14 or right < x or left > end for x, end, y in taken):  # noqa: PLR2004 - a line of text
            taken.append((left - 6, right, middle))
            named.append(each)
    return named
