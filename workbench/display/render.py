"""Altair charts without a network: Lab's own Vega where there is one, SVG everywhere else."""

from typing import Any

import altair as alt
import vl_convert

from workbench.display.theme import CONFIG

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


def spec(chart: alt.TopLevelMixin, alt_text: str) -> dict[str, Any]:
    """Give the chart's Vega-Lite with the workbench's theme and its description."""
    content = chart.properties(description=alt_text).to_dict()
    content["config"] = CONFIG
    content["$schema"] = SCHEMA
    content["usermeta"] = {"embedOptions": {"renderer": "svg", "actions": False}}
    return content


def svg(content: dict[str, Any]) -> str:
    """Draw a Vega-Lite spec as SVG, with no browser and no network."""
    return vl_convert.vegalite_to_svg({**content, "$schema": SCHEMA.replace("v5", "v6")})


def bundle(content: dict[str, Any], alt_text: str) -> dict[str, Any]:
    """Give a notebook its choice; no HTML among it, for that would outrank Vega in Lab."""
    return {MIME: content, "image/svg+xml": svg(content), "text/plain": alt_text}
