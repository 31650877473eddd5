"""Findings become figures: pure functions, a frame in and a figure out.

This room knows frames by their columns. Altair and vl-convert are used nowhere else.
"""

from workbench.display.figure import Figure
from workbench.display.lengths import lengths
from workbench.display.matrix import matrix
from workbench.display.naming import citation, labels
from workbench.display.quoted import quoted
from workbench.display.reading import reading
from workbench.display.records import card, hit_list, ledger_table
from workbench.display.timeline import timeline

__all__ = [
    "Figure",
    "card",
    "citation",
    "hit_list",
    "labels",
    "ledger_table",
    "lengths",
    "matrix",
    "quoted",
    "reading",
    "timeline",
]
