"""Wording: passages are aligned first, and only inside a link is there a change to show.

`space` weighs a corpus once; `align` proposes links and abstains; `edits` types the changes inside
links; `collate` puts them in a synopsis, once the pair has passed the gate.
"""

from workbench.analysis.wording.ablation import ablation
from workbench.analysis.wording.align import THRESHOLDS, align
from workbench.analysis.wording.cards import cards, themes
from workbench.analysis.wording.collate import collate
from workbench.analysis.wording.compare import Comparison, closest, comparable, compare
from workbench.analysis.wording.edits import edits
from workbench.analysis.wording.evaluate import Evaluation, evaluate
from workbench.analysis.wording.report import report
from workbench.analysis.wording.reuse import reuse, same_statement
from workbench.analysis.wording.review import conflicts, review
from workbench.analysis.wording.similarity import similarity
from workbench.analysis.wording.tracker import answer, nearest, spread, track
from workbench.analysis.wording.units import units
from workbench.analysis.wording.vectors import Space, space
from workbench.analysis.wording.witnesses import witnesses

__all__ = [
    "THRESHOLDS",
    "Comparison",
    "Evaluation",
    "Space",
    "ablation",
    "align",
    "answer",
    "cards",
    "closest",
    "collate",
    "comparable",
    "compare",
    "conflicts",
    "edits",
    "evaluate",
    "nearest",
    "report",
    "reuse",
    "review",
    "same_statement",
    "similarity",
    "space",
    "spread",
    "themes",
    "track",
    "units",
    "witnesses",
]
