"""Findings become figures: pure functions, a frame in and a figure out.

This room knows frames by their columns. Altair and vl-convert are used nowhere else.
"""

from workbench.display.answer import answer
from workbench.display.cards import cards
from workbench.display.coders import coders, confusion
from workbench.display.competing import competing
from workbench.display.concordance import concordance, offers
from workbench.display.contrast import contrast
from workbench.display.counterparts import counterparts
from workbench.display.coverage import coverage, coverage_map
from workbench.display.decomposition import decomposition
from workbench.display.emphasis import emphasis
from workbench.display.evaluation import evaluation, mistakes
from workbench.display.figure import Figure
from workbench.display.formula import formula
from workbench.display.glossary import glossary, linked
from workbench.display.keyness import keyness
from workbench.display.lengths import lengths
from workbench.display.matrix import matrix
from workbench.display.measures import measures
from workbench.display.naming import citation, labels
from workbench.display.operators import ladder, operators
from workbench.display.passages import passages
from workbench.display.plan import plan
from workbench.display.positions import position_cards, positions, review
from workbench.display.quoted import quoted
from workbench.display.reading import excerpt, reading
from workbench.display.records import card, hit_list, ledger_table
from workbench.display.render import live
from workbench.display.reuse import reuse
from workbench.display.scores import PICK, named, scores
from workbench.display.sentences import extremes_table, guessed_table, inspection
from workbench.display.silences import silences
from workbench.display.synopsis import link_card, nearest, synopsis
from workbench.display.timeline import timeline
from workbench.display.validity import agreement, gaps, trial, validity
from workbench.display.variants import variants
from workbench.display.which import which
from workbench.display.witnesses import witnesses

__all__ = [
    "PICK",
    "Figure",
    "agreement",
    "answer",
    "card",
    "cards",
    "citation",
    "coders",
    "competing",
    "concordance",
    "confusion",
    "contrast",
    "counterparts",
    "coverage",
    "coverage_map",
    "decomposition",
    "emphasis",
    "evaluation",
    "excerpt",
    "extremes_table",
    "formula",
    "gaps",
    "glossary",
    "guessed_table",
    "hit_list",
    "inspection",
    "keyness",
    "labels",
    "ladder",
    "ledger_table",
    "lengths",
    "link_card",
    "linked",
    "live",
    "matrix",
    "measures",
    "mistakes",
    "named",
    "nearest",
    "offers",
    "operators",
    "passages",
    "plan",
    "position_cards",
    "positions",
    "quoted",
    "reading",
    "reuse",
    "review",
    "scores",
    "silences",
    "synopsis",
    "timeline",
    "trial",
    "validity",
    "variants",
    "which",
    "witnesses",
]
