"""Files become frames: the corpus, its codebooks, what a pair can prove, what readers save."""

from workbench.corpus.check import check, open_questions
from workbench.corpus.claims import Claim, Claims, claims
from workbench.corpus.codebooks import (
    Codebook,
    Issue,
    issues,
    read_country_order,
    read_issue,
    read_operators,
    read_position_rules,
    read_topics,
)
from workbench.corpus.load import Corpus, checksum, chosen_folder, labels, load
from workbench.corpus.match import hits, mentions, rule_hits, running, voiced
from workbench.corpus.store import Progress, build, cache_folder
from workbench.corpus.words import fold, tokens

__all__ = [
    "Claim",
    "Claims",
    "Codebook",
    "Corpus",
    "Issue",
    "Progress",
    "build",
    "cache_folder",
    "check",
    "checksum",
    "chosen_folder",
    "claims",
    "fold",
    "hits",
    "issues",
    "labels",
    "load",
    "mentions",
    "open_questions",
    "read_country_order",
    "read_issue",
    "read_operators",
    "read_position_rules",
    "read_topics",
    "rule_hits",
    "running",
    "tokens",
    "voiced",
]
