"""Readability: ten named formulas on our own sentences, with their doubts.

textstat counts the words, the corpus says what a sentence is, and every score carries its counts,
an interval, its splitting variant and its warnings. Hyphens part words here (Viet Nam-Russia is
three words, as in tokens), where textstat fuses them (Viet NamRussia, two words). Against fusing,
the documents of this corpus have 0.8 to 1.6 % more words, a reading ease 0.6 to 2.1 points higher,
a Flesch–Kincaid grade at most 0.2 lower and a Coleman–Liau index 0.3 to 0.5 lower. The syllable
source matters more: hyphenation points alone, without the dictionary, would raise reading ease by
8 to 10 points.
"""

from workbench.analysis.readability.decomposition import LINEAR, decompose
from workbench.analysis.readability.definitions import definitions
from workbench.analysis.readability.inspector import Inspection, inspect_text
from workbench.analysis.readability.measure import (
    readability,
    readability_of_texts,
    text_counts,
    unit_counts,
)
from workbench.analysis.readability.multiverse import pairs, ranks
from workbench.analysis.readability.passages import extremes, guessed_words, within

__all__ = [
    "LINEAR",
    "Inspection",
    "decompose",
    "definitions",
    "extremes",
    "guessed_words",
    "inspect_text",
    "pairs",
    "ranks",
    "readability",
    "readability_of_texts",
    "text_counts",
    "unit_counts",
    "within",
]
