"""The concordance: every match of a query between the words around it.

`ask` reads a query, `concordance` finds and shows, `arrange` sorts; of many lines `find` gives the
places and `page` shows some; `by_document` counts either, with silence as a row; `near` offers other forms, with their counts.
"""

from workbench.analysis.concordance.find import find
from workbench.analysis.concordance.lines import concordance
from workbench.analysis.concordance.near import near
from workbench.analysis.concordance.order import ORDERS, arrange
from workbench.analysis.concordance.page import page
from workbench.analysis.concordance.query import Query, ask
from workbench.analysis.concordance.silence import by_document, searched

__all__ = [
    "ORDERS",
    "Query",
    "arrange",
    "ask",
    "by_document",
    "concordance",
    "find",
    "near",
    "page",
    "searched",
]
