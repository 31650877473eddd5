"""Files become frames. This room alone reads the sources, the manifest and the codebooks."""

from workbench.corpus.coding import read_coding
from workbench.corpus.decisions import Decision, decide, read_decisions
from workbench.corpus.glossary import read_glossary
from workbench.corpus.handcoding import Code, read_codes, save_code, sheet, undo_code
from workbench.corpus.links import read_reference
from workbench.corpus.load import load
from workbench.corpus.model import Corpus
from workbench.corpus.own import save_own, with_rule
from workbench.corpus.rules import read_concepts, read_edit_rules
from workbench.corpus.topics import Codebook, read_topics

__all__ = [
    "Code",
    "Codebook",
    "Corpus",
    "Decision",
    "decide",
    "load",
    "read_codes",
    "read_coding",
    "read_concepts",
    "read_decisions",
    "read_edit_rules",
    "read_glossary",
    "read_reference",
    "read_topics",
    "save_code",
    "save_own",
    "sheet",
    "undo_code",
    "with_rule",
]
