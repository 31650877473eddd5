"""Findings become figures: pure functions, a frame in and a figure out.

This room knows frames by their columns. Altair and vl-convert are used nowhere else.
"""

from workbench.display.decomposition import decomposition
from workbench.display.figure import Figure
from workbench.display.lengths import lengths
from workbench.display.matrix import matrix
from workbench.display.naming import citation, labels
from workbench.display.quoted import quoted
from workbench.display.reading import reading
from workbench.display.records import card, hit_list, ledger_table
from workbench.display.render import live
from workbench.display.scores import PICK, named, scores
from workbench.display.sentences import extremes_table, guessed_table, inspection
from workbench.display.timeline import timeline
from workbench.display.variants import variants

__all__ = [
    "PICK",
    "Figure",
    "card",
    "citation",
    "decomposition",
    "extremes_table",
    "guessed_table",
    "hit_list",
    "inspection",
    "labels",
    "ledger_table",
    "lengths",
    "live",
    "matrix",
    "named",
    "quoted",
    "reading",
    "scores",
    "timeline",
    "variants",
]
