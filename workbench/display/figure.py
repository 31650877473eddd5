"""A figure: finding, denominators, picture, source, words for the eye that cannot see it, data."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl
from markupsafe import Markup

from workbench.display.html import block, fold, join
from workbench.display.render import bundle, spec, svg, themed
from workbench.display.table import data_table


@dataclass(frozen=True)
class Figure:
    """One figure, ready for a notebook, an explorer or a page.

    ``title`` states the finding and ``subtitle`` what was counted out of how much; ``source`` says
    where it comes from; ``alt`` describes the picture with its numbers. ``body`` is an Altair chart
    or HTML. ``table`` with ``headers`` is the data behind it, ``name`` the stem of its file; a
    body that is itself the table needs none.
    """

    name: str
    title: str
    subtitle: str
    source: str
    alt: str
    body: alt.TopLevelMixin | Markup
    table: pl.DataFrame | None = None
    headers: dict[str, str] | None = None

    def head(self) -> Markup:
        """Give the title and the subtitle."""
        line = (
            '<p class="wb-title" role="heading" aria-level="3">{}</p><p class="wb-subtitle">{}</p>'
        )
        return Markup(line).format(self.title, self.subtitle)  # noqa: S704 - a constant

    def foot(self) -> Markup:
        """Give the source line, the description and the data table."""
        source = Markup('<p class="wb-source">{}</p>').format(self.source)
        words = fold("Description", Markup("<p>{}</p>").format(self.alt))
        if self.table is None or self.headers is None:
            return join([source, words])
        return join(
            [source, words, data_table(self.table, f"Data: {self.title}", self.headers, self.name)]
        )

    def picture(self) -> Markup:
        """Give the body as HTML: what is a chart becomes a still SVG with its description."""
        if isinstance(self.body, Markup):
            return self.body
        drawing = svg(spec(self.body, self.alt)).replace(
            "<svg ", '<svg style="max-width:100%;height:auto" aria-hidden="true" ', 1
        )
        return Markup('<div role="img" aria-label="{}">{}</div>').format(self.alt, Markup(drawing))  # noqa: S704 - drawn from an escaped spec

    def chart(self) -> alt.TopLevelMixin:
        """Give the chart with theme and description, for a live widget."""
        return themed(self.body, self.alt)

    def html(self) -> Markup:
        """Give the whole figure as HTML that needs no script and no network."""
        parts = join([self.head(), self.picture(), self.foot()])
        return block(Markup('<figure style="margin:0">{}</figure>').format(parts))

    def __repr__(self) -> str:
        """Say the figure in words."""
        return f"{self.title} — {self.subtitle}"

    def _repr_html_(self) -> str:
        return str(self.html())

    def _ipython_display_(self) -> None:
        from IPython.display import display  # noqa: PLC0415 - only a notebook has it

        if isinstance(self.body, Markup):
            display({"text/html": str(self.html()), "text/plain": repr(self)}, raw=True)
            return
        content: dict[str, Any] = spec(self.body, self.alt)
        display({"text/html": str(block(self.head())), "text/plain": repr(self)}, raw=True)
        display(bundle(content, self.alt), raw=True)
        display({"text/html": str(block(self.foot())), "text/plain": self.source}, raw=True)
