"""The frames of one corpus, held together."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl


@dataclass(frozen=True, repr=False)
class Corpus:
    """Frames of one corpus, each declared in `workbench.schemas`; it has no methods.

    ``folder`` is where it was read from, ``notices`` what the reader should know about it.
    ``comparability`` is lazy: it has the square of the documents in rows (see `workbench.pairs`).
    """

    folder: Path
    notices: tuple[str, ...]
    documents: pl.DataFrame
    paragraphs: pl.DataFrame
    sentences: pl.DataFrame
    clauses: pl.DataFrame
    tokens: pl.DataFrame
    quotes: pl.DataFrame
    slips: pl.DataFrame
    comparability: pl.LazyFrame

    def __repr__(self) -> str:
        """Say how much there is, not all of it."""
        words = self.documents["n_words"].sum()
        return (
            f"Corpus of {self.documents.height:,} documents, {self.paragraphs.height:,} lines, "
            f"{self.sentences.height:,} sentences and {words:,} words in the body"
        )
