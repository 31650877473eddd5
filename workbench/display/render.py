"""Altair charts without a network: Lab's own Vega where there is one, SVG everywhere else."""

import json
import re
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

from workbench.display.theme import CONFIG, FONT

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
#: A narrow screen scrolls a chart that would shrink below this share of its size.
LEAST = 0.85
PLACES = re.compile(r'\b(?:d|transform|x|y|x1|x2|y1|y2|width|height|viewBox)="[^"]*"')
LONG = re.compile(r"(\.\d)\d+")
ONE_FONT = f' font-family="{FONT}"'
SAME = re.compile(f'{ONE_FONT}| pointer-events="none"| aria-hidden="true"| opacity="1"')
UPGRADE = Path(__file__).with_name("upgrade.js")


def themed(chart: alt.TopLevelMixin, alt_text: str) -> alt.TopLevelMixin:
    """Give the chart with the workbench's theme and its description."""
    options = {"embedOptions": {"renderer": "svg", "actions": False}}
    return chart.configure(**CONFIG).properties(description=alt_text, usermeta=options)


def spec(chart: alt.TopLevelMixin, alt_text: str) -> dict[str, Any]:
    """Give the chart as Vega-Lite of the version that Lab has on board."""
    return themed(chart, alt_text).to_dict() | {"$schema": SCHEMA}


def live(chart: alt.TopLevelMixin) -> alt.JupyterChart:
    """Give a themed chart as a widget whose selections reach Python; its scripts come along."""
    alt.JupyterChart.enable_offline()
    return alt.JupyterChart(chart, embed_options={"actions": False, "renderer": "svg"})


def svg(content: dict[str, Any]) -> str:
    """Draw a Vega-Lite spec as SVG, with no browser and no network.

    The picture has its description beside it, so its marks carry none; tenths of a pixel are
    enough, and what is the same everywhere stands once.
    """
    silent = {**content, "config": {**content.get("config", {}), "aria": False}}
    drawing = vl_convert.vegalite_to_svg(current(silent))
    short = PLACES.sub(lambda place: LONG.sub(r"\1", place[0]), drawing)
    return SAME.sub("", short).replace("<svg", f"<svg{ONE_FONT}", 1)


def current(content: dict[str, Any]) -> dict[str, Any]:
    """Give a spec the version under which vl-convert draws it."""
    return {**content, "$schema": SCHEMA.replace("v5", "v6")}


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


def upgradable(content: dict[str, Any], drawing: str, alt_text: str, name: str) -> Markup:
    """Show an SVG beside its spec, from which the script of `upgrade` makes it interactive.

    Without a script the still picture stays. ``name`` is the stem of the files a reader saves.
    """
    data = json.dumps(current(content), ensure_ascii=False).replace("<", "\\u003c")
    return Markup(
        '<div class="wb-chart" data-name="{}"><div class="wb-still wb-scroll" tabindex="0" role="region" aria-label="Chart">{}</div>'
        '<script type="application/json">{}</script></div>'
    ).format(name, still(drawing, alt_text), Markup(data))  # noqa: S704 - every < is written as an escape


def upgrade() -> str:
    """Give the script of a page: Vega, Vega-Lite and the few lines that upgrade its charts."""
    return vl_convert.javascript_bundle(UPGRADE.read_text("utf-8"))


def bundle(content: dict[str, Any], alt_text: str) -> dict[str, Any]:
    """Give a notebook its choice; no HTML among it, for that would outrank Vega in Lab."""
    return {MIME: content, "image/svg+xml": svg(content), "text/plain": alt_text}
