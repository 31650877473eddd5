"""Figures become explorers: widgets over the plain calls of `display`, with no arithmetic."""

from workbench.explore.adding import add_panel
from workbench.explore.coding_panes import coding_explorer
from workbench.explore.corpus import corpus_explorer
from workbench.explore.emphasis_panes import emphasis_explorer
from workbench.explore.issue_panes import issue_explorer
from workbench.explore.readability import readability_explorer
from workbench.explore.waiting import progress
from workbench.explore.wording_panes import wording_explorer

__all__ = [
    "add_panel",
    "coding_explorer",
    "corpus_explorer",
    "emphasis_explorer",
    "issue_explorer",
    "progress",
    "readability_explorer",
    "wording_explorer",
]
