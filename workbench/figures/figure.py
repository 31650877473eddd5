"""A figure: finding, denominators, picture, source, words for the eye that cannot see it, data.

Here a chart becomes what each place can show without a network: Vega-Lite of JupyterLab's own
version, a still SVG, a live widget, a part of a published page.
"""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property, wraps
from pathlib import Path
from textwrap import shorten, wrap
from typing import Any, ParamSpec

import altair as alt
import polars as pl
import vl_convert
from altair.jupyter import jupyter_chart
from markupsafe import Markup

import workbench
from workbench.corpus.store import cache_folder, keep, kept
from workbench.errors import Missing, WorkbenchError
from workbench.figures.tables import SHOWN, csv, download, table, titled
from workbench.figures.theme import CONFIG, FONT, KEYS, SCRIPT, block, fold, join, read, region

P = ParamSpec("P")

#: Metadata by which a published page puts the three outputs of a chart together again.
PART = "workbench"
MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
#: A narrow screen scrolls a chart that would shrink below this share of its size.
LEAST = 0.85
SCRIPTED = Markup("<script>{}</script>").format(Markup(SCRIPT))  # noqa: S704 - our own file
#: Letters of a line in the title of a saved picture.
LINE = 90
#: What a figure needs that is a file of its own.
ALONE = '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'

PLACES = re.compile(r'\b(?:d|transform|x|y|x1|x2|y1|y2|width|height|viewBox)="[^"]*"')
LONG = re.compile(r"(\.\d)\d+")
ONE_FONT = f' font-family="{FONT}"'
SAME = re.compile(
    f'{ONE_FONT}| pointer-events="none"| aria-hidden="true"| opacity="1"'
    '| aria-label="[^"]*"| role="graphics-[a-z]+"| aria-roledescription="[^"]*"'
    '| class="(?:mark|background|foreground)[^"]*"| stroke-width="1"'
)


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
        return not isinstance(self.body, Markup)

    @property
    def data(self) -> pl.DataFrame | None:
        """The data behind the figure, under their headings."""
        if self.table is None or self.headers is None:
            return None
        return titled(self.table, self.headers)

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The chart as Vega-Lite of the version that JupyterLab has on board."""
        with alt.theme.enable("workbench"):
            return {**self.chart().to_dict(), "$schema": SCHEMA}

    @cached_property
    def svg(self) -> str:
        """The chart as a still picture."""
        return svg(self.spec)

    def chart(self) -> alt.TopLevelMixin:
        """Return the chart with its description, for a live widget."""
        return self.body.properties(description=self.alt)

    def head(self) -> Markup:
        """Return title and subtitle as HTML, without the wrapper of `theme.block`."""
        line = Markup(
            '<p class="wb-title" role="heading" aria-level="3">{}</p><p class="wb-subtitle">{}</p>'
        )
        return line.format(self.title, self.subtitle)

    def picture(self) -> Markup:
        """Return the body as HTML; a chart becomes a still SVG with its description."""
        if isinstance(self.body, Markup):
            return self.body
        return region(f"Chart: {self.title}", "wb-scroll", still(self.svg, self.alt))

    def foot(self) -> Markup:
        """Return source line, what can be saved, description and data, without the wrapper."""
        button = '<button type="button" data-wb-save="{}" data-wb-name="{}"{}>Save as {}</button>'
        own = self.data is None and not self.drawn and "<table" in self.body
        saving = [
            Markup(button).format(kind.lower(), self.name, KEYS, kind)  # noqa: S704 - a constant
            for kind in ("PNG", "SVG", *["CSV"] * own)
        ]
        folded = [fold("Description", Markup("<p>{}</p>").format(self.alt))]
        if self.data is not None:
            saving.append(download(f"{self.name}.csv", self.data, "Save data as CSV"))
            shown = table(self.table, f"Data: {self.title}", self.headers, first=SHOWN)
            folded.append(fold("Data table", shown))
        cite = Markup('<p>{}</p><button type="button" data-wb-copy{}>Copy</button>')
        saving.append(fold("Cite", cite.format(self.citation(), KEYS)))
        line = Markup('<p class="wb-source">{}</p><div class="wb-saving">{}</div>{}')
        return line.format(self.source, join(saving), join(folded))

    def citation(self) -> str:
        """Return how to cite this figure."""
        made = f"Figure made with the Joint Statement Workbench {workbench.__version__}"
        return f"“{sentence(self.title)}” {made}. {self.source}"

    def html(self) -> Markup:
        """Return the whole figure as HTML that needs no script and no network."""
        parts = join([self.head(), self.picture(), self.foot()])
        return block(Markup("<figure>{}</figure>").format(parts))

    def save(self, path: str | Path) -> Path:
        """Write the figure as PNG, SVG, CSV or HTML, as the ending of ``path`` says.

        A picture carries title, subtitle and source. Raises `WorkbenchError` where the figure has
        no such form.
        """
        path, forms = Path(path), {}
        if self.drawn:
            below = [*wrap(self.subtitle, LINE + 20), *wrap(self.source, LINE + 20)]
            head = {"text": wrap(self.title, LINE), "subtitle": below}
            whole = current({**self.spec, "title": {**head, "anchor": "start", "offset": 14}})
            forms[".svg"] = lambda: vl_convert.vegalite_to_svg(whole).encode()
            forms[".png"] = lambda: vl_convert.vegalite_to_png(whole, scale=2)
        if self.data is not None:
            forms[".csv"] = lambda: csv(self.data).encode()
        forms[".html"] = (ALONE + str(self.html())).encode
        if path.suffix.lower() not in forms:
            raise WorkbenchError(f"{path.name}: this figure is saved as {', '.join(forms)}.")
        path.write_bytes(forms[path.suffix.lower()]())
        return path

    def __repr__(self) -> str:
        """Return the figure in words."""
        return f"{self.title} — {self.subtitle}"

    def _repr_html_(self) -> str:
        return str(self.html())

    def _ipython_display_(self) -> None:
        from IPython.display import display  # noqa: PLC0415 - only a notebook has it

        whole = self.html() if isinstance(self.body, Markup) else block(self.head())
        parts = {"head": {"text/html": str(whole + SCRIPTED), "text/plain": repr(self)}}
        if self.drawn:
            parts["chart"] = {MIME: self.spec, "image/svg+xml": self.svg, "text/plain": self.alt}
            foot = str(block(self.foot(), style=False))
            parts["foot"] = {"text/html": foot, "text/plain": self.source}
        else:
            parts = {"whole": parts["head"]}
        for part, data in parts.items():
            display(data, metadata={PART: {"part": part, "name": self.name}}, raw=True)


class Absent(Figure):
    """What this corpus does not have, said in a sentence where a figure would stand.

    Examples
    --------
    >>> Absent("it has one document, and a comparison needs two.")
    Not in this corpus: it has one document, and a comparison needs two.
    """

    def __init__(self, why: str) -> None:
        """Keep the sentence."""
        note = Markup('<p role="note"><strong>Not in this corpus:</strong> {}</p>').format(why)
        said = f"Not in this corpus: {why}"
        super().__init__("absent", said, "", "", said, note)

    def html(self) -> Markup:
        """Return the sentence."""
        return block(self.picture())

    def __repr__(self) -> str:
        """Return the sentence."""
        return self.title


@dataclass(frozen=True)
class Answer:
    """The findings of some figures in one paragraph; the index of a site prints it as well."""

    sentence: str

    def __repr__(self) -> str:
        """Return the paragraph."""
        return self.sentence

    def _repr_html_(self) -> str:
        words = Markup('<p class="wb-answer"><strong>What the figures say:</strong> {}</p>')
        return str(block(words.format(self.sentence)))


def answer(*figures: Figure) -> Answer:
    """Return what some figures found, from their titles, so that no number is typed by hand.

    Examples
    --------
    >>> answer(Absent("it has no date."))
    Not in this corpus: it has no date.
    """
    return Answer(" ".join(sentence(figure.title) for figure in figures))


def sentence(title: str) -> str:
    """Return a title with the stop that it lacks."""
    return title if title.endswith((".", "?", "!")) else f"{title}."


def figure_or_sentence(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Let a method that returns a figure return `Absent` where the corpus lacks what it needs.

    On `errors.Missing` the sentence of the error stands in place of the figure; any other error
    propagates.
    """

    @wraps(draw)
    def drawn(*given: P.args, **named: P.kwargs) -> Figure:
        try:
            return draw(*given, **named)
        except Missing as missing:
            return Absent(str(missing))

    return drawn


# --- what each place can show ---


@alt.theme.register("workbench", enable=True)
def look() -> alt.theme.ThemeConfig:
    """Return the look of every chart, a reader's own included."""
    options = {"embedOptions": {"renderer": "svg", "actions": False}}
    return alt.theme.ThemeConfig(config=CONFIG, usermeta=options)


def bundle(made: dict[str, Any], **_: object) -> dict[str, Any]:
    """Return a reader's own chart for a notebook; no HTML among it, which would outrank Vega."""
    content = {**made, "$schema": SCHEMA}
    words = str(made.get("description", "A chart without description."))
    return {MIME: content, "image/svg+xml": svg(content), "text/plain": words}


alt.renderers.register("workbench", bundle)
alt.renderers.enable("workbench")


def current(content: dict[str, Any]) -> dict[str, Any]:
    """Return a specification under the version by which vl-convert draws it."""
    return {**content, "$schema": SCHEMA.replace("v5", "v6")}


def svg(content: dict[str, Any]) -> str:
    """Draw a Vega-Lite specification as SVG, with no browser and no network.

    The picture has its description beside it, so its marks carry none; tenths of a pixel are
    enough, and what is the same everywhere stands once.
    """
    silent = {**content, "config": {**content.get("config", {}), "aria": False}}
    drawing = vl_convert.vegalite_to_svg(current(silent))
    short = PLACES.sub(lambda place: LONG.sub(r"\1", place[0]), drawing)
    return SAME.sub("", short).replace("<svg", f"<svg{ONE_FONT}", 1)


def still(drawing: str, alt_text: str) -> Markup:
    """Show an SVG as one image with its description; it shrinks only as far as it can be read.

    Examples
    --------
    >>> print(still('<svg width="200"></svg>', "Two bars: 3 and 4."))
    <div role="img" aria-label="Two bars: 3 and 4."><svg style="max-width:100%;min-width:170px;height:auto" aria-hidden="true" width="200"></svg></div>
    """
    width = re.search(r'<svg [^>]*?\bwidth="([\d.]+)"', drawing)
    least = f"min-width:{float(width[1]) * LEAST:.0f}px;" if width else ""
    style = f'<svg style="max-width:100%;{least}height:auto" aria-hidden="true" '
    whole = Markup(drawing.replace("<svg ", style, 1))  # noqa: S704 - drawn from an escaped spec
    return Markup('<div role="img" aria-label="{}">{}</div>').format(alt_text, whole)


def upgradable(content: dict[str, Any], drawing: str, alt_text: str) -> Markup:
    """Show an SVG beside its specification, from which `page_script` makes it interactive.

    Without a script the still picture stays. Rows leave out the words that only a reader of single
    marks needs: there the chart is one picture, and its data are a table below it.
    """
    rows = {
        key: [{name: row[name] for name in row if name != "description"} for row in rows]
        for key, rows in content.get("datasets", {}).items()
    }
    specified = {**current(content), "datasets": rows}
    data = json.dumps(specified, ensure_ascii=False, separators=(",", ":"))
    data = data.replace("<", "\\u003c")
    picture = region(
        shorten(alt_text, LINE, placeholder=" …"), "wb-still wb-scroll", still(drawing, alt_text)
    )
    whole = Markup('<div class="wb-chart">{}<script type="application/json">{}</script></div>')
    return whole.format(picture, Markup(data))  # noqa: S704 - every < is an escape


def page_script(*, charts: bool = True) -> str:
    """Return the script of a published page: Vega for its ``charts``, saving, sorting, `#view=`."""
    return "\n".join([bundled(read("page.js")) if charts else "", SCRIPT, read("view.js")])


def bundled(source: str) -> str:
    """Return JavaScript with all of Vega that it calls; it is kept on disk, for this takes a second.

    The key is made of the source and of the versions of both libraries. Without a folder to write
    to it is made each time.
    """
    versions = f"{vl_convert.__version__} {alt.__version__}"
    key = hashlib.sha256(f"{versions}\n{source}".encode()).hexdigest()[:16]
    place = cache_folder() / f"vega-{key}.js"
    made = kept(place) or keep(place, vl_convert.javascript_bundle(source).encode())
    return made.decode()


def live(made: Figure) -> alt.JupyterChart:
    """Return a figure's chart as a widget whose selections reach Python; its scripts come along."""
    return offline()(made.chart(), embed_options={"actions": False, "renderer": "svg"})


@cache
def offline() -> type[alt.JupyterChart]:
    """Return Altair's widget with Vega inside it, in place of the address of a server."""
    lines = jupyter_chart.load_js_src().splitlines()
    own = [line for line in lines if not line.startswith("import ")]
    return type("OfflineChart", (alt.JupyterChart,), {"_esm": bundled("\n".join(own))})
