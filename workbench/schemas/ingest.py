"""The frames of a plan: what would be added to a corpus, shown before anything is counted."""

import polars as pl

from workbench.schemas.declare import PARA_NO, Column, Schema
from workbench.schemas.sources import ZONE

PLAN_STATUSES = ("ready", "look", "looked", "left out", "refused")
BASES = ("proved", "worked out", "table", "reader", "unknown")
TWIN_KINDS = ("same bytes", "same text", "near-same text")
#: A document that is not in the corpus yet has no place in its Enum.
NEW_ID = Column(pl.String, "identifier that the document would have, such as tass-2021")

INGEST_FRAMES: dict[str, Schema] = {
    "plan": Schema(
        "file that is offered",
        ("file_no",),
        {
            "file_no": Column(pl.UInt32, "number of the offered file, from 1"),
            "file": Column(pl.String, "name of the offered file, with its folder or table"),
            "doc_id": NEW_ID,
            "status": Column(
                pl.Enum(PLAN_STATUSES),
                "ready; look: asks for a look and waits; looked: a reader has looked, and it is "
                "added; left out: there already; or refused",
            ),
            "title": Column(pl.String, "headline, if the file proves one, or unknown"),
            "extractor": Column(pl.String, "what read the text, with its version"),
            "encoding": Column(pl.String, "how bytes became characters"),
            "n_words_raw": Column(pl.UInt32, "words of the extracted text, all lines"),
            "n_words": Column(
                pl.UInt32,
                "words of the body as the corpus will count them, numbers of points left out",
            ),
            "share_cut": Column(pl.Float64, "share of the words that is not body, 0 to 1"),
            "evidence": Column(
                pl.List(pl.String), "what proves each guessed field, a sentence each"
            ),
            "notes": Column(pl.List(pl.String), "what asks for a look, or why it is refused"),
        },
    ),
    "plan_lines": Schema(
        "non-blank line of an offered file",
        ("doc_id", "para_no"),
        {
            "doc_id": NEW_ID,
            "para_no": PARA_NO,
            "zone": Column(ZONE, "what the line is proposed to be"),
            "reason": Column(pl.String, "why the line is not body; empty for body"),
            "n_words": Column(pl.UInt32, "words of the whole line as printed"),
            "n_body": Column(
                pl.UInt32,
                "those that count: of a body line the words after its number, bullet or dateline; "
                "else 0",
            ),
            "text": Column(pl.String, "the line as extracted"),
        },
    ),
    "plan_fields": Schema(
        "field of the manifest of an offered file",
        ("doc_id", "field"),
        {
            "doc_id": NEW_ID,
            "field": Column(pl.String, "name of the field in manifest.toml"),
            "value": Column(pl.String, "what would be written, or unknown"),
            "basis": Column(
                pl.Enum(BASES),
                "proved by the file; worked out from other fields; said by a table; set by the "
                "reader; or unknown",
            ),
            "why": Column(pl.String, "the evidence in words; empty if unknown"),
        },
    ),
    "twins": Schema(
        "pair of an offered text and an earlier one that is the same or nearly so",
        ("left", "right"),
        {
            "left": Column(pl.String, "identifier of the offered document"),
            "right": Column(pl.String, "identifier of the document offered before it or there"),
            "kind": Column(pl.Enum(TWIN_KINDS), "in what they are the same"),
            "share": Column(
                pl.Float64, "word groups of five in both, divided by those in either, 0 to 1"
            ),
        },
    ),
}
