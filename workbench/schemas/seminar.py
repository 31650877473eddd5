"""The frames of the seminar: what students code by hand, and the glossary."""

import polars as pl

from workbench.schemas.declare import DOC_ID, PARA_NO, Column, Schema

ACTORS = ("both sides", "Russia", "Viet Nam", "other or none")
#: What is coded of a passage, in the order of the sheet.
CODED = ("topic", "actor", "operator", "strength")

SEMINAR_FRAMES: dict[str, Schema] = {
    "codes": Schema(
        "body paragraph coded by one coder; what the coder left open is empty",
        ("doc_id", "para_no", "coder"),
        {
            "doc_id": DOC_ID,
            "para_no": PARA_NO,
            "topic": Column(pl.String, "topic of the codebook that most of it is for, or none"),
            "actor": Column(pl.Enum(ACTORS), "who speaks or binds itself"),
            "operator": Column(pl.String, "operator of the ladder, such as affirm"),
            "strength": Column(
                pl.UInt8, "rank of the commitment by the coder's reading, 1 is weakest"
            ),
            "note": Column(pl.String, "why, where it could be disputed; may be empty"),
            "coder": Column(pl.String, "who coded it"),
            "when": Column(pl.String, "when it was coded, ISO 8601"),
        },
    ),
    "glossary": Schema(
        "word that is explained",
        ("term",),
        {
            "term": Column(pl.String, "the word, as the list shows it"),
            "forms": Column(pl.List(pl.String), "other forms that count as its use in prose"),
            "meaning": Column(pl.String, "what it means here, in one or two sentences"),
        },
    ),
}
