"""A figure: finding, denominators, picture, source, words for the eye that cannot see it, data."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import polars as pl
from markupsafe import Markup

from workbench.display.html import block, fold, join, region
from workbench.display.render import bundle, spec, still, svg, themed
from workbench.display.table import data_table

#: Metadata by which a published page puts the three outputs of a chart together again.
PART = "workbench"


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
        drawing = still(svg(spec(self.body, self.alt)), self.alt)
        return region(f"Chart: {self.title}", "wb-scroll", drawing)

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
        head = {"text/html": str(block(self.head())), "text/plain": repr(self)}
        foot = {"text/html": str(block(self.foot())), "text/plain": self.source}
        for part, data in (("head", head), ("chart", bundle(content, self.alt)), ("foot", foot)):
            display(data, metadata={PART: {"part": part, "name": self.name}}, raw=True)
