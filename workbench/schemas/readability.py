"""The frame of readability scores."""

import polars as pl

from workbench.schemas.declare import DOC_ID, N_WORDS, Column, Schema

UNITS = ("document", "section", "provision", "voice")
SPLITTERS = (
    "full stop",
    "full stop and semicolon",
    "full stop, with headings",
    "full stop and semicolon, with headings",
)
MEASURES = (
    "Flesch reading ease",
    "Flesch–Kincaid grade",
    "Gunning fog",
    "SMOG",
    "ARI",
    "Coleman–Liau",
    "Dale–Chall",
    "LIX",
    "RIX",
    "McAlpine EFLAW",
)

UNIT = pl.Enum(UNITS)
SPLITTER = pl.Enum(SPLITTERS)
MEASURE = pl.Enum(MEASURES)

READABILITY_FRAMES: dict[str, Schema] = {
    "readability": Schema(
        "unit of text × splitting variant × measure",
        ("doc_id", "unit", "unit_id", "splitter", "measure"),
        {
            "doc_id": DOC_ID,
            "unit": Column(UNIT, "kind of unit"),
            "unit_id": Column(
                pl.String,
                "the document, section heading (empty under none), provision or voice",
            ),
            "splitter": Column(SPLITTER, "what ends a sentence, and whether headings are in"),
            "measure": Column(MEASURE, "readability formula, under its usual name"),
            "value": Column(pl.Float64, "score; null where the formula is not defined (reason)"),
            "low": Column(
                pl.Float64, "lower end of the 95 % interval; null if under two sentences"
            ),
            "high": Column(
                pl.Float64, "upper end of the 95 % interval; null if under two sentences"
            ),
            "n_draws": Column(pl.UInt32, "resamples behind the interval; 0 if there is none"),
            "beyond_scale": Column(pl.Boolean, "the score is off the formula's published scale"),
            "warning": Column(pl.String, "what makes the score doubtful; empty if nothing"),
            "reason": Column(pl.String, "why there is no score; empty where there is one"),
            "n_words": N_WORDS,
            "n_sentences": Column(
                pl.Float64, "sentences; for a voice, its share of the sentences it stands in"
            ),
            "words_per_sentence": Column(pl.Float64, "n_words / n_sentences"),
            "syllables_per_word": Column(pl.Float64, "syllables / n_words"),
            "letters_per_word": Column(pl.Float64, "letters and digits / n_words"),
            "long_word_share": Column(pl.Float64, "words of more than six letters / n_words"),
            "n_guessed": Column(
                pl.UInt32, "words that are not in the dictionary: syllables are a guess"
            ),
            "syllable_source": Column(pl.String, "where syllables come from, with its version"),
            "engine": Column(pl.String, "what counted the words, with its version"),
        },
    ),
}
