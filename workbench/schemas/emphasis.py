"""The frames of topic emphasis: mentions, emphasis, and the coding by hand."""

import polars as pl

from workbench.schemas.declare import DOC_ID, END, N_WORDS, PARA_NO, START, Column, Schema

SCOPES = ("text", "heading")
VOICES = ("stated", "quoted", "reported")
BASES = ("provision", "sentence", "words")

SCOPE = pl.Enum(SCOPES)
VOICE = pl.Enum(VOICES)
BASE = pl.Enum(BASES)

TOPIC = Column(pl.String, "topic of the codebook; rows keep the codebook's order")

EMPHASIS_FRAMES: dict[str, Schema] = {
    "mentions": Schema(
        "mention of a topic: a match of one rule, or overlapping matches of the topic's rules",
        ("doc_id", "para_no", "topic", "start"),
        {
            "doc_id": DOC_ID,
            "para_no": Column(
                pl.UInt32, "line that is coded; for a heading, a line that stands under it"
            ),
            "sent_no": Column(
                pl.UInt32, "sentence of the match; empty where a heading lends its topic"
            ),
            "start": START,
            "end": END,
            "codebook": Column(pl.String, "name of the codebook"),
            "topic": TOPIC,
            "rule": Column(pl.String, "rule that matched; of several, the longest match's"),
            "scope": Column(SCOPE, "matched in the text, or lent by the heading above"),
            "match": Column(pl.String, "the words exactly as printed: documents.text[start:end]"),
            "negation": Column(
                pl.String, "negating word before the match in its clause; empty if none"
            ),
            "voice": Column(
                VOICE, "stated in a full statement; elsewhere quoted in marks, or reported"
            ),
        },
    ),
    "emphasis": Schema(
        "document × topic, by one way of counting; a silent topic has its row",
        ("doc_id", "unit", "topic"),
        {
            "doc_id": DOC_ID,
            "unit": Column(BASE, "what is counted; words are those of coded sentences"),
            "topic": TOPIC,
            "n": Column(pl.UInt32, "units coded with the topic"),
            "n_units": Column(pl.UInt32, "units of the document's body"),
            "share": Column(pl.Float64, "n / n_units; empty where there is no body"),
            "low": Column(pl.Float64, "lower end of the 95 % interval of the share"),
            "high": Column(pl.Float64, "upper end; where n is 0, the share is at most this"),
            "method": Column(pl.String, "how the interval was made"),
            "n_mentions": Column(pl.UInt32, "matches in the text, without what headings lend"),
            "n_words": N_WORDS,
            "per_1000": Column(pl.Float64, "1,000 × n_mentions / n_words"),
            "finding": Column(pl.String, "count and denominator, or the silence, in words"),
        },
    ),
    "coding": Schema(
        "body paragraph coded by hand × topic",
        ("doc_id", "para_no", "topic", "coder"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "topic": Column(pl.String, "topic that the coder gave, or none"),
            "primary": Column(pl.Boolean, "what most of the paragraph is for"),
            "note": Column(pl.String, "the coder's note on the paragraph; may be empty"),
            "coder": Column(pl.String, "who coded it"),
        },
    ),
}
