"""Every frame of the workbench: its grain, and the type and meaning of each column.

This is the one place where a frame is declared. Frames are built, checked, exported and
described in the data dictionary from these declarations.
"""

from dataclasses import dataclass

import polars as pl

from workbench.errors import WorkbenchError

ZONES = ("title", "deck", "byline", "heading", "body", "caption", "boilerplate")
MARKERS = ("point number", "bullet", "dateline", "source tag")
GENRES = ("statement", "digest", "report")
SIDES = ("Russian", "Vietnamese", "other")
KINDS = ("change over time", "editions", "editorial selection", "blocked")
UNITS = ("provision", "sentence", "clause")
LABELS = ("counterpart", "tempting but different", "no counterpart")
STATUSES = ("proposed", "confirmed", "rejected", "added")
OPS = ("kept", "added", "cut", "reworded", "moved")
EDIT_KINDS = ("actor", "commitment", "scope", "legal anchor", "naming", "form")

ZONE = pl.Enum(ZONES)
MARKER = pl.Enum(MARKERS)
GENRE = pl.Enum(GENRES)
SIDE = pl.Enum(SIDES)
KIND = pl.Enum(KINDS)
UNIT = pl.Enum(UNITS)
LABEL = pl.Enum(LABELS)
STATUS = pl.Enum(STATUSES)
OP = pl.Enum(OPS)
EDIT_KIND = pl.Enum(EDIT_KINDS)
#: Stands for an Enum over the documents of one corpus, in order of event and name.
DOCUMENT = pl.Enum


@dataclass(frozen=True)
class Column:
    """One column: its Polars type and its meaning in a sentence."""

    dtype: pl.DataType | type[pl.DataType]
    meaning: str


@dataclass(frozen=True)
class Schema:
    """One frame: what one row stands for, its key, and its columns in order."""

    grain: str
    key: tuple[str, ...]
    columns: dict[str, Column]


DOC_ID = Column(DOCUMENT, "document, such as tass-2021; ordered by event, then by name")
PARA_NO = Column(pl.UInt32, "number of the non-blank line in the source, from 1")
START = Column(pl.UInt32, "where the text begins in documents.text, in code points from 0")
END = Column(pl.UInt32, "where the text ends in documents.text (exclusive), in code points")
TEXT = Column(pl.String, "the stretch exactly as printed: documents.text[start:end]")
N_WORDS = Column(pl.UInt32, "words as printed (see tokens)")
SENT_NO = Column(pl.UInt32, "number of the sentence in its document, from 1")
CLAUSE_NO = Column(pl.UInt32, "number of the clause in its document, from 1")
LEFT_ID = Column(DOCUMENT, "document read first")
RIGHT_ID = Column(DOCUMENT, "document read against it")
LEFT_START = Column(pl.UInt32, "where the passage begins in the text of the first document")
LEFT_END = Column(pl.UInt32, "where it ends there (exclusive)")
RIGHT_START = Column(pl.UInt32, "where the passage begins in the text of the second document")
RIGHT_END = Column(pl.UInt32, "where it ends there (exclusive)")
LINK_NO = Column(pl.UInt32, "number of the link in its pair of documents, from 1")

FRAMES: dict[str, Schema] = {
    "documents": Schema(
        "source file",
        ("doc_id",),
        {
            "doc_id": DOC_ID,
            "statement_id": Column(
                pl.String, "joint statement that the document prints or reports"
            ),
            "year": Column(pl.Int16, "year of the statement"),
            "event_date": Column(pl.String, "date of the statement, ISO 8601, as exact as known"),
            "published": Column(pl.String, "date of publication, ISO 8601, or unknown"),
            "publisher": Column(pl.String, "who wrote this text"),
            "side": Column(SIDE, "country of the publisher"),
            "genre": Column(GENRE, "full statement, digest of one, or report about one"),
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
    "links": Schema(
        "passage of one document aligned with a passage of another",
        ("left_id", "right_id", "link_no"),
        {
            "link_no": LINK_NO,
            "unit": Column(UNIT, "what was aligned; empty for a link that a reader added"),
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
            "note": Column(pl.String, "why"),
            "who": Column(pl.String, "name or initials of the reader"),
            "when": Column(pl.String, "when it was decided, ISO 8601"),
        },
    ),
}


def resolve(name: str, doc_ids: pl.Enum) -> dict[str, pl.DataType]:
    """Give the Polars schema of a frame for a corpus with these documents."""
    return {
        column: doc_ids if spec.dtype is DOCUMENT else spec.dtype
        for column, spec in FRAMES[name].columns.items()
    }


def conform(name: str, frame: pl.DataFrame, doc_ids: pl.Enum) -> pl.DataFrame:
    """Select and cast the columns of a frame to its declaration.

    Examples
    --------
    >>> docs = pl.Enum(["a", "b"])
    >>> pair = pl.DataFrame({"left": "a", "right": "b", "kind": "blocked", "why": "…", "x": 1})
    >>> conform("comparability", pair, docs).columns
    ['left', 'right', 'kind', 'why']
    """
    schema = resolve(name, doc_ids)
    missing = [column for column in schema if column not in frame.columns]
    if missing:
        raise WorkbenchError(f"Frame {name} lacks the column {', '.join(missing)}.")
    return frame.select(pl.col(column).cast(dtype) for column, dtype in schema.items())


def mismatches(name: str, frame: pl.DataFrame, doc_ids: pl.Enum) -> list[str]:
    """Say in what a frame departs from its declaration: columns, types or a repeated key."""
    expected = resolve(name, doc_ids)
    if dict(frame.schema) != expected:
        return [f"frame {name}: columns are {dict(frame.schema)}, declared {expected}"]
    if frame.select(FRAMES[name].key).is_duplicated().any():
        return [f"frame {name}: more than one row for a {' + '.join(FRAMES[name].key)}"]
    return []
