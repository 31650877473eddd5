"""The frame of passages in context, by which single issues are read."""

import polars as pl

from workbench.schemas.declare import DOC_ID, END, PARA_NO, START, Column, Schema
from workbench.schemas.emphasis import VOICE

ISSUE_FRAMES: dict[str, Schema] = {
    "concordance": Schema(
        "match of a query in the body",
        ("doc_id", "start"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "sent_no": Column(pl.UInt32, "sentence in which the match begins; empty if in none"),
            "start": START,
            "end": END,
            "left": Column(pl.String, "what is printed before the match in its paragraph"),
            "match": Column(pl.String, "the match exactly as printed: documents.text[start:end]"),
            "right": Column(pl.String, "what is printed after the match in its paragraph"),
            "voice": Column(
                VOICE, "stated in a full statement; elsewhere quoted in marks, or reported"
            ),
        },
    ),
}
