"""One look: colours that stay apart for colour-blind readers, the style sheet, the HTML it dresses.

A chart is drawn once, in the colours for white paper. In a dark theme the style sheet exchanges
each of these colours for its partner, in live charts, still ones and pages alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, QUIET, RULE, GRID, PAPER = "#1a1a1a", "#595959", "#d0d0d0", "#ebebeb", "#ffffff"
#: What lies behind a bar, and a bar that is no document.
CUT, BAR = "#cfcfcf", "#5f7f94"
BLUE, ORANGE, GREEN, PURPLE, OLIVE = "#0072b2", "#b34e00", "#00735c", "#7a3e9d", "#7a6000"

#: Each colour of a chart with its partner on a dark ground. Marks have a contrast of at least 3:1
#: and text of 4.5:1 on their ground.
DARK = {INK: "#e8e8e8", QUIET: "#b4b4b4", RULE: "#5a5a5a", GRID: "#333333", PAPER: "#111111"}
DARK |= {CUT: "#5c5c5c", BAR: "#8fb0c6", BLUE: "#5ab4ec", ORANGE: "#f0904a", GREEN: "#3ecaa8"}
DARK |= {PURPLE: "#c89bea", OLIVE: "#d8b73c"}


@dataclass(frozen=True)
class Kinds:
    """What marks are told apart by: a column, its title in the legend, a colour and a shape per value.

    ``hollow`` names the values that are drawn without filling.
    """

    column: str
    title: str
    colours: dict[str, str]
    shapes: dict[str, str]
    hollow: tuple[str, ...] = ()


GENRES = Kinds(
    "genre",
    "Genre",
    {"statement": BLUE, "digest": ORANGE, "report": GREEN, "unknown": QUIET},
    {"statement": "square", "digest": "circle", "report": "triangle-up", "unknown": "cross"},
)
VOICES = Kinds(
    "voice",
    "Voice",
    {"stated": BLUE, "quoted": PURPLE, "reported": ORANGE, "silent": QUIET},
    {"stated": "square", "quoted": "diamond", "reported": "circle", "silent": "circle"},
    ("silent",),
)


def kinds(column: str, title: str, *values: str, hollow: tuple[str, ...] = ()) -> Kinds:
    """Return kinds of your own, up to six, each with a colour and a shape.

    Examples
    --------
    >>> kinds("change", "Word is", "lost", "gained").shapes
    {'lost': 'square', 'gained': 'circle'}
    """
    colours = (BLUE, ORANGE, GREEN, PURPLE, OLIVE, QUIET)
    shapes = ("square", "circle", "triangle-up", "diamond", "triangle-down", "cross")
    return Kinds(
        column,
        title,
        dict(zip(values, colours, strict=False)),
        dict(zip(values, shapes, strict=False)),
        hollow,
    )


WORDS = {"labelColor": INK, "labelFontSize": 12, "labelLimit": 0}
WORDS |= {"titleColor": QUIET, "titleFontSize": 12, "titleFontWeight": "normal"}
#: The Altair theme: what a chart looks like unless it says otherwise.
CONFIG: dict[str, Any] = {
    "background": PAPER,
    "font": FONT,
    "view": {"stroke": None},
    "axis": WORDS | {"gridColor": GRID, "domainColor": RULE, "tickColor": RULE},
    "axisX": {"labelFlush": False},
    "axisY": {"labelPadding": 10},
    "header": WORDS | {"labelFontWeight": "bold"},
    "legend": WORDS | {"orient": "top", "titleOrient": "left", "symbolOpacity": 1},
    "title": {"color": INK, "fontSize": 13, "anchor": "start", "subtitleColor": QUIET},
    "range": {"category": [BLUE, ORANGE, GREEN, PURPLE, OLIVE, QUIET], "ramp": ["#dbe9f4", BLUE]},
    "mark": {"color": BLUE},
    "text": {"fontSize": 12, "fill": INK},
    "rule": {"color": QUIET},
}


def read(name: str) -> str:
    """Return a file beside this module without comments, empty lines and indents."""
    text = Path(__file__).with_name(name).read_text("utf-8")
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


PARTNERS = "".join(
    f'[{part}="{light}"]{{{part}:light-dark({light},{dark})}}'
    for light, dark in DARK.items()
    for part in ("fill", "stroke")
)
STYLE = (
    f"<style>{read('figures.css')}\n"
    f":is(.wb,.vega-embed,.jp-RenderedVegaCommon5,.thumbnail) svg{{{PARTNERS}}}</style>"
)
#: Saves pictures, sorts tables, steps through changes; a page or an explorer needs it once.
SCRIPT = "\n".join(map(read, ("saving.js", "figures.js", "desk.js")))

#: By this attribute JupyterLab leaves the keys to the element that has the focus.
KEYS = Markup(' data-lm-suppress-shortcuts="true"')


def block(*parts: str, style: bool = True) -> Markup:
    """Wrap pieces in the workbench's own wrapper, with its style sheet.

    Nothing in it is set as mathematics: a source may say "$4.3 billion to $5.5 billion". Without
    ``style`` the sheet must be on the page already.
    """
    inside = Markup('{}<div class="wb mathjax_ignore" lang="en">{}</div>')
    return inside.format(Markup(STYLE if style else ""), join(parts))  # noqa: S704 - our own file


def join(parts: Iterable[str]) -> Markup:
    """Set pieces one after another, escaping those that are not HTML already."""
    return Markup("").join(parts)


def region(label: str, kind: str, content: str) -> Markup:
    """Return a part that scrolls by keyboard, under a name; ``kind`` is its CSS class."""
    frame = Markup('<div class="{}" tabindex="0" role="region" aria-label="{}"{}>{}</div>')
    return frame.format(kind, label, KEYS, content)


def fold(summary: str, *parts: str, unfolded: bool = False) -> Markup:
    """Fold pieces under a summary that opens by mouse and by keyboard."""
    return Markup("<details{}><summary{}>{}</summary>{}</details>").format(
        Markup(" open") if unfolded else "", KEYS, summary, join(parts)
    )


def unseen(words: str) -> Markup:
    """Return words for a screen reader alone."""
    return Markup('<span class="wb-said">{}</span>').format(words)


def pickable(key: str, content: str, name: str = "picked") -> Markup:
    """Let HTML be picked like a mark: in an explorer a click or Enter sets ``name`` to ``key``.

    Only an explorer makes it a button; elsewhere it is plain.
    """
    return Markup("<div{}>{}</div>").format(key_of(key, name), content)


def key_of(key: str, name: str = "picked") -> Markup:
    """Return the attributes by which an explorer knows what can be picked."""
    return Markup(' data-wb-key="{}" data-wb-name="{}"').format(key, name)


def definitions(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return terms with their meanings as a list of definitions."""
    items = join(Markup("<dt>{}</dt><dd>{}</dd>").format(*pair) for pair in pairs)
    return Markup("<dl>{}</dl>").format(items)
