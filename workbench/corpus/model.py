"""The frames of one corpus, held together."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

#: The place where the printed forms of tokens are kept as numbers.
FORMS = "forms of tokens"


class Held(Protocol):
    """Rows that are kept elsewhere: their number is known, and they are read when asked for."""

    height: int

    def narrowed(self, doc_ids: pl.Series) -> "Held":
        """Keep the rows of some documents."""

    def lazy(self) -> pl.LazyFrame:
        """Give the rows as a query."""

    def collect(self, *columns: str) -> pl.DataFrame:
        """Read the rows, of these columns or of all."""

    def codes(self, column: str) -> pl.Series:
        """Read a column of words as a Categorical."""


class Frame:
    """A field of `Corpus` that may be given in a `Held` form: it is read at first, and then kept."""

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the name of the field."""
        self.name = name

    def __get__(self, corpus: "Corpus | None", owner: type | None = None) -> pl.DataFrame:
        """Give the frame, read by now."""
        if corpus is None:  # a dataclass asks for a default, and there is none
            raise AttributeError(self.name)
        frame = vars(corpus)[self.name]
        if not isinstance(frame, pl.DataFrame):
            frame = vars(corpus)[self.name] = frame.collect()
            vars(corpus).pop(some_of(self.name), None)
        return frame

    def __set__(self, corpus: "Corpus", frame: pl.DataFrame | Held) -> None:
        """Keep the frame as it is given."""
        vars(corpus)[self.name] = frame


@dataclass(frozen=True, repr=False)
class Corpus:
    """Frames of one corpus, each declared in `workbench.schemas`; it has no methods.

    ``folder`` is where it was read from, ``notices`` what the reader should know about it.
    ``comparability`` is lazy: it has the square of the documents in rows (see `workbench.pairs`).
    Frames that were built beforehand are read when they are first asked for, and then kept; to
    read only some rows or columns of them, see `workbench.scan`.
    """

    folder: Path
    notices: tuple[str, ...]
    documents: pl.DataFrame
    paragraphs: pl.DataFrame = Frame()
    sentences: pl.DataFrame = Frame()
    clauses: pl.DataFrame = Frame()
    tokens: pl.DataFrame = Frame()
    quotes: pl.DataFrame = Frame()
    slips: pl.DataFrame = Frame()
    comparability: pl.LazyFrame

    def __repr__(self) -> str:
        """Say how much there is, not all of it."""
        words = self.documents["n_words"].sum()
        return (
            f"Corpus of {self.documents.height:,} documents, "
            f"{held(self, 'paragraphs').height:,} lines, "
            f"{held(self, 'sentences').height:,} sentences and {words:,} words in the body"
        )


def held(corpus: Corpus, name: str) -> pl.DataFrame | Held:
    """Give a frame of a corpus as it is held now, without reading it."""
    return vars(corpus)[name]


def columns(corpus: Corpus, name: str, *wanted: str) -> pl.DataFrame:
    """Give some columns of a frame; of one that has not been read, these alone are, and kept.

    Examples
    --------
    >>> import workbench
    >>> columns(workbench.load(), "tokens", "form", "start").row(0)
    ('Russian', 219)
    """
    frame = held(corpus, name)
    if isinstance(frame, pl.DataFrame):
        return frame.select(wanted)
    kept = vars(corpus).setdefault(some_of(name), {})
    missing = [column for column in wanted if column not in kept]
    if missing:
        # one piece of memory: rows are looked up in it far sooner than in a piece per file
        kept.update(frame.collect(*missing).rechunk().to_dict())
    return pl.DataFrame([kept[column] for column in wanted])


def printed_forms(corpus: Corpus) -> tuple[pl.Series, pl.Series]:
    """Give the printed forms of all tokens, and each different form once; both are kept.

    They are Categoricals: numbers, which are compared sooner than letters.

    Examples
    --------
    >>> import workbench
    >>> forms, different = printed_forms(workbench.load())
    >>> (forms == "cooperation").sum(), (different == "cooperation").sum()
    (101, 1)
    """
    kept = vars(corpus)
    if FORMS not in kept:
        frame = held(corpus, "tokens")
        read = isinstance(frame, pl.DataFrame)
        forms = frame["form"].cast(pl.Categorical) if read else frame.codes("form")
        different = forms.to_frame().lazy().unique().collect(engine="streaming")
        kept[FORMS] = forms.rechunk(), different.to_series()
    return kept[FORMS]


def some_of(name: str) -> str:
    """Name the place where columns of a frame are kept that has not been read whole."""
    return f"columns of {name}"
