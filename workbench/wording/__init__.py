"""Wording: passages are aligned first, and only inside a link is there a change to show.

`align` proposes links and abstains, `edits` names the changes inside them, `synopsis` says what
became of each passage, `evaluate` measures agreement with a reference reading. `Wording` is the
study.
"""

from workbench.wording.align import Aligner, read_concepts, turn
from workbench.wording.edits import edits, read_edits
from workbench.wording.evaluate import read_reference
from workbench.wording.study import Wording
from workbench.wording.synopsis import Comparison, review, witnesses

__all__ = [
    "Aligner",
    "Comparison",
    "Wording",
    "edits",
    "read_concepts",
    "read_edits",
    "read_reference",
    "review",
    "turn",
    "witnesses",
]
