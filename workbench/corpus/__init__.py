"""Files become frames. This room alone reads the sources, the manifest and the codebooks."""

from workbench.corpus.building import build_store
from workbench.corpus.codebook import read_variants
from workbench.corpus.coding import read_coding
from workbench.corpus.decisions import Decision, decide, read_decisions
from workbench.corpus.glossary import read_glossary
from workbench.corpus.handcoding import Code, read_codes, save_code, sheet, undo_code
from workbench.corpus.issues import Issue, issues, read_country_order, read_issue
from workbench.corpus.ladder import Ladder, read_operators
from workbench.corpus.links import read_reference
from workbench.corpus.load import load, scan
from workbench.corpus.model import Corpus
from workbench.corpus.own import save_own, with_rule, without_rule
from workbench.corpus.position_rules import PositionRules, read_position_rules
from workbench.corpus.positions import coded_issues, read_positions
from workbench.corpus.rules import read_concepts, read_edit_rules
from workbench.corpus.topics import Codebook, read_topics

__all__ = [
    "Code",
    "Codebook",
    "Corpus",
    "Decision",
    "Issue",
    "Ladder",
    "PositionRules",
    "build_store",
    "coded_issues",
    "decide",
    "issues",
    "load",
    "read_codes",
    "read_coding",
    "read_concepts",
    "read_country_order",
    "read_decisions",
    "read_edit_rules",
    "read_glossary",
    "read_issue",
    "read_operators",
    "read_position_rules",
    "read_positions",
    "read_reference",
    "read_topics",
    "read_variants",
    "save_code",
    "save_own",
    "scan",
    "sheet",
    "undo_code",
    "with_rule",
    "without_rule",
]
