"""Files become frames. This room alone reads the sources, the manifest and the codebooks."""

from workbench.corpus.decisions import Decision, decide, read_decisions
from workbench.corpus.links import read_reference
from workbench.corpus.load import load
from workbench.corpus.model import Corpus
from workbench.corpus.rules import read_concepts, read_edit_rules

__all__ = [
    "Corpus",
    "Decision",
    "decide",
    "load",
    "read_concepts",
    "read_decisions",
    "read_edit_rules",
    "read_reference",
]
