"""How a frame is declared, and the columns that many frames share."""

from dataclasses import dataclass

import polars as pl

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
