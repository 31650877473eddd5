"""Frames become findings: pure functions, a frame in and a frame out."""

from workbench.analysis import concordance, emphasis, issues, readability, wording
from workbench.analysis.gate import Gate, gate, of_pair
from workbench.analysis.ledger import ledger
from workbench.analysis.prefer import prefer, prefer_pair
from workbench.analysis.quoted import quoted_share
from workbench.analysis.search import hits, hits_by_document, other_spellings

__all__ = [
    "Gate",
    "concordance",
    "emphasis",
    "gate",
    "hits",
    "hits_by_document",
    "issues",
    "ledger",
    "of_pair",
    "other_spellings",
    "prefer",
    "prefer_pair",
    "quoted_share",
    "readability",
    "wording",
]
