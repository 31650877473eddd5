"""Altair charts without a network: Lab's own Vega where there is one, SVG everywhere else."""

from typing import Any

import altair as alt
import vl_convert

from workbench.display.theme import CONFIG

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


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
    """Draw a Vega-Lite spec as SVG, with no browser and no network."""
    return vl_convert.vegalite_to_svg({**content, "$schema": SCHEMA.replace("v5", "v6")})


def bundle(content: dict[str, Any], alt_text: str) -> dict[str, Any]:
    """Give a notebook its choice; no HTML among it, for that would outrank Vega in Lab."""
    return {MIME: content, "image/svg+xml": svg(content), "text/plain": alt_text}
