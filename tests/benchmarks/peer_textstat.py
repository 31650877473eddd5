"""The job of textstat."""

import json
from pathlib import Path

from peer_terms import Answer

from workbench.analysis.readability.engine import engine


def readability(folder: Path) -> Answer:
    """Call textstat for each document and measure, in the order of the enum."""
    stat, _ = engine()  # textstat with the table of syllables that needs no network
    found = {}
    for number, text in enumerate(json.loads((folder / "texts.json").read_text("utf-8"))):
        letters = 100 * stat.letter_count(text) / stat.lexicon_count(text)
        found[str(number)] = [
            stat.flesch_reading_ease(text),
            stat.flesch_kincaid_grade(text),
            stat.gunning_fog(text),
            stat.smog_index(text),
            stat.automated_readability_index(text),
            # textstat has the coefficient 0.058, the publication 0.0588
            stat.coleman_liau_index(text) + 0.0008 * letters,
            stat.dale_chall_readability_score(text),
            stat.lix(text),
            stat.rix(text),
            stat.mcalpine_eflaw(text),
        ]
    return lambda: found
