"""A figure: finding, denominators, picture, source, words for the eye that cannot see it, data."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec

import altair as alt
import polars as pl
from markupsafe import Markup

P = ParamSpec("P")


@dataclass(frozen=True)
class Figure:
    """One figure, ready for a notebook, an explorer or a page.

    ``title`` states the finding and ``subtitle`` what was counted out of how much; ``source`` says
    where it comes from; ``alt`` describes the picture with its numbers. ``body`` is an Altair chart
    or HTML. ``table`` with ``headers`` (column → heading, the columns to show in order) is the data
    behind it, ``name`` the stem of the files that a reader saves. A body that is itself the table
    needs none.
    """

    name: str
    title: str
    subtitle: str
    source: str
    alt: str
    body: alt.TopLevelMixin | Markup
    table: pl.DataFrame | None = None
    headers: dict[str, str] | None = None

    @property
    def drawn(self) -> bool:
        """Tell whether the body is a chart, which a live widget can show."""
        raise NotImplementedError

    def head(self) -> Markup:
        """Return title and subtitle as HTML, without the wrapper of `block`."""
        raise NotImplementedError

    def foot(self) -> Markup:
        """Return source line, description, data table and links to save, without the wrapper."""
        raise NotImplementedError

    def picture(self) -> Markup:
        """Return the body as HTML; a chart becomes a still SVG with its description."""
        raise NotImplementedError

    def chart(self) -> alt.TopLevelMixin:
        """Return the chart with theme and description, for a live widget."""
        raise NotImplementedError

    def spec(self) -> dict[str, Any]:
        """Return the chart as Vega-Lite of the version that JupyterLab has on board."""
        raise NotImplementedError

    def html(self) -> Markup:
        """Return the whole figure as HTML that needs no script and no network."""
        raise NotImplementedError

    def save(self, path: str | Path) -> Path:
        """Write the figure as PNG, SVG, CSV or HTML, as the ending of ``path`` says."""
        raise NotImplementedError


class Absent(Figure):
    """What this corpus does not have, said in a sentence where a figure would stand."""

    def __init__(self, why: str) -> None:
        """Keep the sentence; ``title`` reads "Not in this corpus: …"."""
        raise NotImplementedError


@dataclass(frozen=True)
class Answer:
    """The findings of some figures in one paragraph; a notebook shows it."""

    sentence: str


def figure_or_sentence(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Let a method that returns a figure return `Absent` where the corpus lacks what it needs.

    On `errors.Missing` the sentence of the error stands in place of the figure; any other error
    propagates.
    """
    raise NotImplementedError


def figure(
    chart: alt.TopLevelMixin,
    title: str,
    counted: str,
    source: object = "",
    *,
    name: str = "figure",
    alt_text: str = "",
    headers: dict[str, str] | None = None,
) -> Figure:
    """Return a reader's own Altair chart as a figure.

    Theme, description, data table and download are added. ``title`` states the finding, ``counted``
    what was counted out of how much. ``source`` is a sentence, a corpus or a frame of documents.
    Without ``alt_text`` the description is made from the rows of the chart.
    """
    raise NotImplementedError


def answer(*figures: Figure) -> Answer:
    """Return what some figures found, from their titles, so that no number is typed by hand."""
    raise NotImplementedError


def live(made: Figure) -> alt.JupyterChart:
    """Return a figure's chart as a widget whose selections reach Python; its scripts come along."""
    raise NotImplementedError


def page_script() -> str:
    """Return the script of a published page: Vega, and the lines that make its charts interactive."""
    raise NotImplementedError
