"""Figures become explorers: widgets over the plain calls of `display`, with no arithmetic."""

from workbench.explore.corpus import corpus_explorer
from workbench.explore.readability import readability_explorer

__all__ = ["corpus_explorer", "readability_explorer"]
