"""The search of the issue explorer: a query, how it is read, and the lines that it finds."""

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench.analysis import concordance
from workbench.display.html import block
from workbench.explore import issue as views
from workbench.explore.base import LABEL, WIDE, controls, dropdown, keep_drawn, said
from workbench.explore.issue_state import CONTEXTS, FILTERS, SEARCH, Desk, State
from workbench.explore.tabs import Tabs


def line_pane(desk: Desk, state: State, tabs: Tabs) -> widgets.Widget:
    """Search in the issue's documents, or list the places of its terms."""
    panel, offer, shelf = widgets.HTML(), dropdown("Try instead"), controls()
    query = widgets.Text(description="Look for", continuous_update=False, style=LABEL, layout=WIDE)
    ticks = {
        "regex": "Regular expression",
        "whole": "Whole words",
        "case": "Case as written",
    }
    tied: dict[str, widgets.Widget] = {"query": query}
    tied |= {
        name: widgets.Checkbox(description=words, indent=False, layout=WIDE)
        for name, words in ticks.items()
    }
    tied |= {
        "context": dropdown("Show", CONTEXTS),
        "order": dropdown("Sort by", concordance.ORDERS),
    }
    for name, widget in tied.items():
        traitlets.link((state, name), (widget, "value"))

    def draw() -> None:
        panel.value = said(lambda: views.concordance_figure(desk, state).html())
        offer.options = [("other forms that are found", ""), *views.offers(desk, state)]
        shelf.children = (offer,) if len(offer.options) > 1 else ()

    keep_drawn(state, (tabs.seen("Lines", draw), (*FILTERS, *SEARCH)))
    offer.observe(lambda change: state.set_trait("query", change["new"] or state.query), "value")
    return widgets.VBox([help_line(), controls(*tied.values()), shelf, panel])


def help_line() -> widgets.HTML:
    """Say how to write a query."""
    words = Markup(
        "<p>Write words; <code>negotiat*</code> for any ending, <code>**</code> for a few words "
        "between, <code>a | b</code> for either. Nothing written: the issue's own terms.</p>"
    )
    return widgets.HTML(str(block(words)))
