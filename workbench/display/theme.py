"""One look: colours that stay apart for colour-blind readers, shapes beside them, one font."""

from typing import Any

import altair as alt

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK = "#1a1a1a"
QUIET = "#595959"
RULE = "#d0d0d0"
PAPER = "#ffffff"

#: Each at least 3:1 on white, and apart under the common forms of colour blindness.
GENRE_COLOUR = {
    "statement": "#0072b2",
    "digest": "#b34e00",
    "report": "#00735c",
    "unknown": "#595959",
}
GENRE_SHAPE = {
    "statement": "square",
    "digest": "circle",
    "report": "triangle-up",
    "unknown": "cross",
}
#: A voice, or silence; the same shape in every chart.
VOICE_COLOUR = {"stated": "#0072b2", "quoted": "#7a3e9d", "reported": "#b34e00", "silent": QUIET}
VOICE_SHAPE = {"stated": "square", "quoted": "diamond", "reported": "circle", "silent": "circle"}
CUT_COLOUR = "#cfcfcf"


def genre_scale(genres: list[str], values: dict[str, str]) -> alt.Scale:
    """Keep the colour or shape of each genre the same in every chart."""
    return alt.Scale(domain=genres, range=[values[genre] for genre in genres])


CONFIG: dict[str, Any] = {
    "background": PAPER,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "labelFontSize": 12,
        "labelLimit": 260,
        "titleColor": QUIET,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": "#ebebeb",
        "domainColor": RULE,
        "tickColor": RULE,
    },
    "axisY": {"labelPadding": 10},
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260, "titleColor": QUIET},
    "text": {"fontSize": 12, "fill": INK},
}

STYLE = """<style>
.wb { background: #fff; color: #1a1a1a; font: 14px/1.5 system-ui, "Liberation Sans", Arial, sans-serif;
  padding: 4px 8px; max-width: 62rem; overflow-wrap: break-word; }
.wb .wb-title { font-size: 1.15rem; font-weight: 650; margin: .4rem 0 .1rem; }
.wb .wb-subtitle { color: #444; margin: 0 0 .4rem; }
.wb .wb-source { color: #595959; font-size: .85rem; margin: .3rem 0; }
.wb summary { cursor: pointer; padding: .1rem 0; }
.wb summary:focus-visible, .wb a:focus-visible, .wb [tabindex]:focus-visible {
  outline: 3px solid #0072b2; outline-offset: 1px; }
.wb a { color: #005a8f; }
.wb table { border-collapse: collapse; margin: .4rem 0; font-size: .93rem; color: #1a1a1a; }
.wb caption { text-align: left; color: #444; padding: .2rem 0; caption-side: top; }
.wb th, .wb td { border-bottom: 1px solid #d0d0d0; padding: .25rem .6rem; text-align: left !important;
  vertical-align: top !important; background: #fff; white-space: normal; }
.wb td p { margin: 0 0 .4rem; }
.wb thead th { border-bottom: 2px solid #595959; }
.wb .wb-number { text-align: right !important; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wb .wb-even { white-space: nowrap; }
.wb th.wb-number { white-space: normal; }
.wb .wb-scroll { overflow: auto; position: relative; }
.wb .wb-read { max-height: 34rem; overflow: auto; position: relative; border: 1px solid #d0d0d0; padding: .4rem .6rem; }
.wb .wb-line { display: grid; grid-template-columns: 4.6rem 1fr; gap: .6rem; margin: 0 0 .55rem; }
.wb .wb-margin { color: #595959; font-size: .8rem; text-align: right; padding-top: .1rem; }
.wb .wb-zone { display: block; font-size: .72rem; }
.wb .wb-line:target { background: #fff6d6; }
.wb .wb-line p { margin: 0; }
.wb .wb-heading { font-weight: 650; }
.wb .wb-cut { background: #f3f0e8; border-left: 4px solid #8a7a4a; margin: 0 0 .55rem; padding: .2rem .5rem; }
.wb mark { background: #ffe27a; color: #1a1a1a; outline: 1px solid #8a6d00; }
.wb .wb-slip { text-decoration: underline dotted #b34e00 2px; }
.wb .wb-card dt, .wb .wb-card dd { float: none !important; width: auto !important; clear: both;
  text-align: left !important; white-space: normal; overflow: visible; }
.wb .wb-card dt { font-weight: 650; margin-top: .35rem; }
.wb .wb-card dd { margin: 0; overflow-wrap: anywhere; }
.wb .wb-lines th, .wb .wb-lines td { padding: .2rem .35rem; }
.wb .wb-lines .wb-left { display: block; text-align: right; }
.wb .wb-lines .wb-short { white-space: nowrap; }
.wb .wb-lines small { display: block; white-space: nowrap; color: #595959; font-size: .85em; }
.wb .wb-kind { font-weight: 650; }
.wb .wb-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: pre; }
.wb del { background: #fbe3d6; color: #7a2f00; text-decoration: line-through; }
.wb ins { background: #dcefe0; color: #0b4a2c; text-decoration: underline; }
.wb .wb-moved { background: #e6e2f3; }
.wb .wb-beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem; }
.wb .wb-edit { padding: 0 1px; }
.wb .wb-strong { border-bottom: 3px solid #b34e00; background: #fdf1ea; }
.wb .wb-weak { border-bottom: 2px dotted #6f6f6f; }
.wb .wb-now { border: 1px solid #d0d0d0; padding: .3rem .8rem; margin: .6rem 0; }
a.wb-term { color: inherit; text-decoration: underline dotted; text-underline-offset: .15em; }
.wb dt:target { background: #fff6d6; }
.jupyter-widgets select:focus-visible, .jupyter-widgets input:focus-visible,
.jupyter-widgets textarea:focus-visible, .jupyter-widgets button:focus-visible {
  outline: 3px solid #0072b2 !important; outline-offset: 1px; }
.jupyter-widgets svg [aria-roledescription="point"]:focus-visible {
  outline: 3px solid #0072b2; outline-offset: 2px; stroke: #1a1a1a; stroke-width: 4px;
  stroke-linejoin: round; }
.jupyter-widgets.widget-tab > .widget-tab-contents { overflow: auto; min-width: 0; }
.jp-RenderedVegaCommon5 svg.marks, .vega-embed svg.marks { max-width: 100%; height: auto; }
@media (max-width: 40rem) { .wb .wb-line { grid-template-columns: 1fr; gap: 0; }
  .wb .wb-margin { text-align: left; } }
</style>"""
