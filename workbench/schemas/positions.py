"""The frames of issues: coverage, positions, operators, naming, timeline and counterparts."""

import polars as pl

from workbench.schemas.declare import (
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
from workbench.schemas.emphasis import VOICE

COVERAGES = ("stated", "quoted", "reported", "not in this source", "not in the statement")
CODERS = ("rule", "hand")
FIELDS = (
    "position",
    "actor",
    "operator",
    "embedded",
    "negation",
    "object",
    "legal_anchors",
    "qualifiers",
    "name_used",
    "voice",
)

COVERAGE = pl.Enum(COVERAGES)
CODER = pl.Enum(CODERS)
FIELD = pl.Enum(FIELDS)

ISSUE = Column(pl.String, "issue, by the name of its codebook file, such as east-sea")
STATUS = Column(COVERAGE, "best voice in which it is there, or what its silence means")
WHY = Column(pl.String, "the counts in words, or what the silence can and cannot mean")
PROVISION = Column(pl.String, "provision in which the passage stands (see paragraphs)")
OPERATOR = Column(pl.String, "operator of the ladder (see codebook/operators.toml)")
N_INSIDE = Column(pl.UInt32, "times it is printed only as part of a longer name or title")
N_HEADINGS = Column(pl.UInt32, "headings that have it; headings are the editor's and not body")
PER_1000 = Column(pl.Float64, "1,000 × n / n_words; empty where there is no body")
LIST = pl.List(pl.String)

POSITION_FRAMES: dict[str, Schema] = {
    "coverage": Schema(
        "document × term of an issue; a silent term has its row",
        ("doc_id", "issue", "term"),
        {
            "doc_id": DOC_ID,
            "issue": ISSUE,
            "term": Column(pl.String, "term of the issue's codebook; rows keep its order"),
            "status": STATUS,
            "n": Column(pl.UInt32, "mentions in sentences on the issue, in every voice"),
            "n_stated": Column(pl.UInt32, "mentions in a full statement"),
            "n_quoted": Column(pl.UInt32, "mentions inside quotation marks of another source"),
            "n_reported": Column(pl.UInt32, "mentions in the words of another source"),
            "n_inside": N_INSIDE,
            "n_headings": N_HEADINGS,
            "n_elsewhere": Column(
                pl.UInt32, "mentions in sentences that are not on the issue; not in n"
            ),
            "why": WHY,
        },
    ),
    "positions": Schema(
        "position: one operator of one actor on one object, by one coder",
        ("coder", "doc_id", "position_no"),
        {
            "coder": Column(CODER, "found by rule, or coded by hand from reading"),
            "issue": Column(pl.String, "issue on which it is; empty for all sentences of a body"),
            "doc_id": DOC_ID,
            "position_no": Column(pl.UInt32, "number in its document and coder, from 1"),
            "para_no": PARA_NO,
            "sent_no": SENT_NO,
            "provision": PROVISION,
            "start": START,
            "end": END,
            "text": TEXT,
            "actor": Column(
                pl.String,
                "who holds it: both sides, Russia, Viet Nam, a speaker, or not named (see "
                "codebook/positions.toml)",
            ),
            "actor_text": Column(
                pl.String, "the actor as printed, maybe in an earlier clause; empty if not named"
            ),
            "operator": OPERATOR,
            "operator_text": Column(pl.String, "the operator as printed, negating words included"),
            "operator_start": Column(pl.UInt32, "where the operator begins in documents.text"),
            "operator_end": Column(pl.UInt32, "where the operator ends there (exclusive)"),
            "embedded": Column(
                LIST,
                "operators in its complement (affirm in agreed to affirm), not before a negated "
                "one; empty if none",
            ),
            "negation": Column(
                pl.String, "words that negate the operator, as printed; empty if none"
            ),
            "object": Column(pl.String, "what the position is about, as printed"),
            "legal_anchors": Column(
                LIST, "instruments on which it says it rests or that it is about, in order"
            ),
            "qualifiers": Column(
                LIST, "words that narrow or strengthen it, in order, under their declared names"
            ),
            "name_used": Column(
                pl.String, "the issue's name as printed in the passage; empty if none"
            ),
            "voice": Column(VOICE, "how the operator is given: stated, quoted, or reported"),
            "note": Column(pl.String, "the coder's note; empty for a rule"),
        },
    ),
    "differences": Schema(
        "field in which rule and hand differ on a position, or a position only one has",
        ("doc_id", "start", "field", "rule_no", "hand_no"),
        {
            "issue": ISSUE,
            "doc_id": DOC_ID,
            "start": START,
            "end": END,
            "text": TEXT,
            "field": Column(FIELD, "column of positions; position where only one coder has it"),
            "rule": Column(pl.String, "value by rule, lists joined; empty where there is none"),
            "hand": Column(pl.String, "value by hand, lists joined; empty where there is none"),
            "rule_no": Column(pl.UInt32, "position_no by rule; 0 where the rules have none"),
            "hand_no": Column(pl.UInt32, "position_no by hand; 0 where the hand has none"),
        },
    ),
    "operators": Schema(
        "document × voice × operator of the ladder; an unused operator has its row",
        ("doc_id", "voice", "operator"),
        {
            "doc_id": DOC_ID,
            "voice": Column(VOICE, "voice of the positions; only voices the source can have"),
            "operator": OPERATOR,
            "class": Column(pl.String, "kind of act; ranks of different classes do not compare"),
            "rank": Column(pl.UInt32, "strength inside the class, from 1; declared, contestable"),
            "n": Column(pl.UInt32, "positions with the operator, neither negated nor embedded"),
            "n_negated": Column(pl.UInt32, "positions with the operator under a negation"),
            "n_embedded": Column(pl.UInt32, "positions with the operator inside another"),
            "n_positions": Column(pl.UInt32, "all positions of the document in this voice"),
        },
    ),
    "naming": Schema(
        "document × competing name; a name not used has its row",
        ("doc_id", "issue", "name"),
        {
            "doc_id": DOC_ID,
            "publisher": Column(pl.String, "who wrote this text: a name is a publisher's policy"),
            "issue": Column(pl.String, "issue, or country order, whose names compete"),
            "name": Column(pl.String, "competing name, or group of titles, as the codebook says"),
            "n": Column(pl.UInt32, "times it stands in the body by itself"),
            "n_inside": N_INSIDE,
            "n_headings": N_HEADINGS,
            "n_words": N_WORDS,
            "per_1000": PER_1000,
            "status": STATUS,
            "why": WHY,
        },
    ),
    "timeline": Schema(
        "document × issue, in order of the event; a silent document has its row",
        ("doc_id", "issue"),
        {
            "doc_id": DOC_ID,
            "event_date": Column(pl.String, "date of the statement, ISO 8601, as exact as known"),
            "issue": ISSUE,
            "label": Column(pl.String, "neutral name of the issue in our prose"),
            "n": Column(pl.UInt32, "mentions of the issue's core terms, overlapping ones once"),
            "n_words": N_WORDS,
            "per_1000": PER_1000,
            "n_provisions": Column(pl.UInt32, "provisions on the issue"),
            "n_provisions_all": Column(pl.UInt32, "provisions of the body"),
            "status": STATUS,
            "why": WHY,
        },
    ),
    "counterparts": Schema(
        "passage on an issue × other document × counterpart; none found is a row",
        ("left_id", "left_start", "right_id", "counterpart_no"),
        {
            "issue": ISSUE,
            "left_id": Column(DOCUMENT, "document of the passage on the issue"),
            "left_para_no": Column(pl.UInt32, "line of the passage"),
            "left_provision": PROVISION,
            "left_start": Column(pl.UInt32, "where the passage begins in its text"),
            "left_end": Column(pl.UInt32, "where it ends there (exclusive)"),
            "left_text": Column(pl.String, "the passage as printed"),
            "right_id": Column(DOCUMENT, "other document in which a counterpart is sought"),
            "counterpart_no": Column(pl.UInt32, "number of the counterpart, from 1; 0 if none"),
            "right_para_no": Column(pl.UInt32, "line in which the counterpart begins"),
            "right_provision": Column(pl.String, "provision of the counterpart"),
            "right_start": Column(pl.UInt32, "where the counterpart begins; empty if none"),
            "right_end": Column(pl.UInt32, "where it ends (exclusive); empty if none"),
            "right_text": Column(pl.String, "the counterpart as printed; empty if none"),
            "score": Column(pl.Float64, "likeness from 0 to 1; empty if none or added by a reader"),
            "link": Column(
                pl.String, "proposed, confirmed or added, coded by hand, or no counterpart found"
            ),
            "stamp": Column(pl.String, "what a difference between the two documents can mean"),
        },
    ),
}
