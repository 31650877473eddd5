"""The frames of wording: links, edits, the hand-coded reference, and readers' decisions."""

import polars as pl

from workbench.schemas.declare import DOCUMENT, Column, Schema

PASSAGES = ("provision", "sentence", "clause")
LABELS = ("counterpart", "tempting but different", "no counterpart")
STATUSES = ("proposed", "confirmed", "rejected", "added")
OPS = ("kept", "added", "cut", "reworded", "moved")
EDIT_KINDS = ("actor", "commitment", "scope", "legal anchor", "naming", "form")

PASSAGE = pl.Enum(PASSAGES)
LABEL = pl.Enum(LABELS)
STATUS = pl.Enum(STATUSES)
OP = pl.Enum(OPS)
EDIT_KIND = pl.Enum(EDIT_KINDS)

LEFT_ID = Column(DOCUMENT, "document read first")
RIGHT_ID = Column(DOCUMENT, "document read against it")
LEFT_START = Column(pl.UInt32, "where the passage begins in the text of the first document")
LEFT_END = Column(pl.UInt32, "where it ends there (exclusive)")
RIGHT_START = Column(pl.UInt32, "where the passage begins in the text of the second document")
RIGHT_END = Column(pl.UInt32, "where it ends there (exclusive)")
LINK_NO = Column(pl.UInt32, "number of the link in its pair of documents, from 1")

WORDING_FRAMES: dict[str, Schema] = {
    "links": Schema(
        "passage of one document aligned with a passage of another",
        ("left_id", "right_id", "link_no"),
        {
            "link_no": LINK_NO,
            "unit": Column(PASSAGE, "what was aligned; empty for a link that a reader added"),
            "left_id": LEFT_ID,
            "left_unit_no": Column(pl.UInt32, "number of the unit in the first document"),
            "left_para_no": Column(pl.UInt32, "line in which the unit begins there"),
            "left_provision": Column(pl.String, "provision of the unit there"),
            "left_start": LEFT_START,
            "left_end": LEFT_END,
            "right_id": RIGHT_ID,
            "right_unit_no": Column(pl.UInt32, "number of the unit in the second document"),
            "right_para_no": Column(pl.UInt32, "line in which the unit begins there"),
            "right_provision": Column(pl.String, "provision of the unit there"),
            "right_start": RIGHT_START,
            "right_end": RIGHT_END,
            "score": Column(pl.Float64, "likeness from 0 to 1; empty for a link a reader added"),
            "mutual": Column(pl.Boolean, "each side, or a part of it, has the other as its best"),
            "status": Column(STATUS, "proposed by the workbench, or what a reader decided"),
            "note": Column(pl.String, "why the reader decided so; empty for a proposal"),
            "left_text": Column(pl.String, "the passage of the first document as printed"),
            "right_text": Column(pl.String, "the passage of the second document as printed"),
        },
    ),
    "edits": Schema(
        "edit inside a link",
        ("left_id", "right_id", "link_no", "edit_no"),
        {
            "left_id": LEFT_ID,
            "right_id": RIGHT_ID,
            "link_no": LINK_NO,
            "edit_no": Column(pl.UInt32, "number of the edit in its link, from 1"),
            "op": Column(OP, "what happened to the words from left to right"),
            "kind": Column(EDIT_KIND, "what the edit concerns; empty for kept words"),
            "rule": Column(pl.String, "word of the codebook that decided the kind; may be empty"),
            "substantive": Column(pl.Boolean, "kind is actor, commitment, scope or legal anchor"),
            "left_start": LEFT_START,
            "left_end": LEFT_END,
            "right_start": RIGHT_START,
            "right_end": RIGHT_END,
            "left": Column(pl.String, "the words on the left as printed; empty if added"),
            "right": Column(pl.String, "the words on the right as printed; empty if cut"),
        },
    ),
    "reference": Schema(
        "passage coded by hand: with its counterpart, with a tempting other passage, or alone",
        ("left_id", "right_id", "link_no"),
        {
            "link_no": LINK_NO,
            "left_id": LEFT_ID,
            "left_start": LEFT_START,
            "left_end": LEFT_END,
            "right_id": RIGHT_ID,
            "right_start": RIGHT_START,
            "right_end": RIGHT_END,
            "label": Column(LABEL, "what the coder decided"),
            "note": Column(pl.String, "the coder's reason"),
            "coder": Column(pl.String, "who coded the pair"),
        },
    ),
    "decisions": Schema(
        "decision of a reader about two passages",
        ("left_id", "left_start", "left_end", "right_id", "right_start", "right_end", "who"),
        {
            "left_id": LEFT_ID,
            "left_start": LEFT_START,
            "left_end": LEFT_END,
            "right_id": RIGHT_ID,
            "right_start": RIGHT_START,
            "right_end": RIGHT_END,
            "status": Column(STATUS, "confirmed, rejected or added"),
            "note": Column(pl.String, "why the reader decided so"),
            "who": Column(pl.String, "name or initials of the reader"),
            "when": Column(pl.String, "when it was decided, ISO 8601"),
        },
    ),
}
