"""The frames that `workbench.load` gives: the sources and what is read from them."""

import polars as pl

from workbench.schemas.declare import (
    CLAUSE_NO,
    DOC_ID,
    DOCUMENT,
    END,
    N_WORDS,
    PARA_NO,
    SENT_NO,
    START,
    TEXT,
    Column,
    Schema,
)

ZONES = ("title", "deck", "byline", "heading", "body", "caption", "boilerplate")
MARKERS = ("point number", "bullet", "dateline", "source tag")
GENRES = ("statement", "digest", "report", "unknown")
SIDES = ("Russian", "Vietnamese", "other", "unknown")
KINDS = ("change over time", "editions", "editorial selection", "blocked")

ZONE = pl.Enum(ZONES)
MARKER = pl.Enum(MARKERS)
GENRE = pl.Enum(GENRES)
SIDE = pl.Enum(SIDES)
KIND = pl.Enum(KINDS)

SOURCE_FRAMES: dict[str, Schema] = {
    "documents": Schema(
        "source file",
        ("doc_id",),
        {
            "doc_id": DOC_ID,
            "statement_id": Column(
                pl.String, "joint statement that the document prints or reports, or unknown"
            ),
            "year": Column(pl.Int16, "year of the statement; empty if unknown"),
            "event_date": Column(pl.String, "date of the statement, ISO 8601, as exact as known"),
            "published": Column(pl.String, "date of publication, ISO 8601, or unknown"),
            "publisher": Column(pl.String, "who wrote this text"),
            "side": Column(SIDE, "country of the publisher"),
            "genre": Column(GENRE, "full statement, digest of one, report about one, or unknown"),
            "title": Column(pl.String, "headline as printed"),
            "language_note": Column(pl.String, "what is known of language and translation"),
            "date_note": Column(pl.String, "where the dates come from; what is inferred says so"),
            "file": Column(pl.String, "file name in raw/"),
            "sha256": Column(pl.String, "checksum of the file, verified on load"),
            "rights": Column(pl.String, "who holds the rights and on what footing it is included"),
            "url": Column(pl.String, "address of the source, or unknown"),
            "n_words_raw": Column(pl.UInt32, "words of the whole file, cut material included"),
            "n_words": Column(pl.UInt32, "words of the body, without point numbers and datelines"),
            "text": Column(pl.String, "the whole file as decoded, nothing corrected"),
        },
    ),
    "paragraphs": Schema(
        "non-blank line of the source",
        ("doc_id", "para_no"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "start": START,
            "end": END,
            "zone": Column(ZONE, "what the line is; only body is counted and compared"),
            "reason": Column(pl.String, "why the line is not body; empty for body"),
            "section": Column(pl.String, "heading under which the line stands; empty if none"),
            "provision": Column(
                pl.String,
                "unit of comparison: point number (7), bullet of a point (3.2), or ¶ and "
                "para_no where the source does not number; empty outside the body",
            ),
            "marker": Column(MARKER, "what stands before the prose of the line; empty if nothing"),
            "prose_start": Column(pl.UInt32, "where the prose begins, after the marker"),
            "n_words": Column(pl.UInt32, "words of the whole line as printed"),
            "text": TEXT,
        },
    ),
    "sentences": Schema(
        "sentence of a body paragraph",
        ("doc_id", "sent_no"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "sent_no": SENT_NO,
            "start": START,
            "end": END,
            "n_words": N_WORDS,
            "text": TEXT,
        },
    ),
    "clauses": Schema(
        "stretch between semicolons of a sentence",
        ("doc_id", "clause_no"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "sent_no": SENT_NO,
            "clause_no": CLAUSE_NO,
            "start": START,
            "end": END,
            "n_words": N_WORDS,
            "text": TEXT,
        },
    ),
    "tokens": Schema(
        "word of the body, as printed",
        ("doc_id", "token_no"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "sent_no": SENT_NO,
            "clause_no": CLAUSE_NO,
            "token_no": Column(pl.UInt32, "number of the word in its document, from 1"),
            "start": START,
            "end": END,
            "form": Column(pl.String, "the word exactly as printed: documents.text[start:end]"),
            "word": Column(
                pl.String,
                "the word folded: lower case, no possessive, variants joined; empty where the "
                "printed word continues the variant before it (Nam in Viet Nam)",
            ),
        },
    ),
    "quotes": Schema(
        "passage between double quotation marks, or a mark without a partner",
        ("doc_id", "start"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "start": START,
            "end": END,
            "balanced": Column(pl.Boolean, "false: the row is one mark whose partner is missing"),
            "text": TEXT,
        },
    ),
    "slips": Schema(
        "known slip of a source, left as printed",
        ("doc_id", "start"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "start": START,
            "end": END,
            "note": Column(pl.String, "what is odd about it"),
            "text": TEXT,
        },
    ),
    "comparability": Schema(
        "ordered pair of documents",
        ("left", "right"),
        {
            "left": Column(DOCUMENT, "document read first"),
            "right": Column(DOCUMENT, "document read against it"),
            "kind": Column(KIND, "what a difference between the two can mean"),
            "why": Column(pl.String, "the reason in a sentence"),
        },
    ),
}
