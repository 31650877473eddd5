"""Source text as it stands, and the words around numbers. Whatever comes from a source is escaped."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.figures.figure import Figure

# --- words around numbers ---


def count(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 hit``, ``1,200 hits``, ``2 boxes``? No: regular plurals in -s.

    For titles see `spelled`.
    """
    raise NotImplementedError


def spelled(number: int, noun: str = "") -> str:
    """Return a number as a title prints it: ``three texts``, ``12 texts``, ``no text``."""
    raise NotImplementedError


def of(part: int, whole: int, noun: str) -> str:
    """Return ``two of five documents``, ``all five documents``, ``none of the five documents``."""
    raise NotImplementedError


def percent(share: float | None, digits: int = 0) -> str:
    """Return a share as ``52 %``; an em dash for None."""
    raise NotImplementedError


def percents(column: str | pl.Expr, digits: int = 0) -> pl.Expr:
    """Return `percent` of a column."""
    raise NotImplementedError


def decimals(column: str | pl.Expr, digits: int = 1) -> pl.Expr:
    """Return a column of numbers as text with so many decimals; an em dash for null."""
    raise NotImplementedError


def signed(value: float, digits: int = 1) -> str:
    """Return a number with its sign, a true minus among them."""
    raise NotImplementedError


def listed(items: Sequence[str], noun: str = "", most: int = 4) -> str:
    """Return ``a, b and c``; of more than ``most`` items ``a, b, c and 9 more documents``."""
    raise NotImplementedError


def sentence_case(words: str) -> str:
    """Return words that begin a sentence."""
    raise NotImplementedError


def alt_list(rows: pl.DataFrame, row: str, *said: str) -> str:
    """Return the rows of a chart in words for its description: ``a: 3, x; b: 4, y``."""
    raise NotImplementedError


# --- documents ---


def source_line(documents: pl.DataFrame) -> str:
    """Return the source line of a figure: the documents by label, and the checksum of their texts."""
    raise NotImplementedError


def citation(document: dict[str, Any], para_no: int | None = None, provision: str = "") -> str:
    """Return how to cite a document (a row of documents), or a line of it."""
    raise NotImplementedError


def citations(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.Series:
    """Return the citation of the line of every row (``doc_id``, ``para_no``, maybe ``provision``)."""
    raise NotImplementedError


def with_label(frame: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with the column ``document``, the label of ``doc_id``, in front."""
    raise NotImplementedError


def silent_in(genre: str, publisher: str) -> str:
    """Return what the absence of something means: of a full statement and of a press text."""
    raise NotImplementedError


def not_in(silent: pl.DataFrame) -> list[str]:
    """Return sentences that name the silent documents (``document``, ``genre``)."""
    raise NotImplementedError


def line_id(doc_id: str, para_no: int) -> str:
    """Return the name of a line as the target of a link within the page."""
    raise NotImplementedError


# --- HTML ---


def block(*parts: str) -> Markup:
    """Wrap pieces in the workbench's own wrapper, with its style sheet; no mathematics is set in it."""
    raise NotImplementedError


def join(parts: Iterable[str]) -> Markup:
    """Set pieces one after another, escaping those that are not HTML already."""
    raise NotImplementedError


def fold(summary: str, *parts: str, unfolded: bool = False) -> Markup:
    """Fold pieces under a summary that opens by mouse and by keyboard."""
    raise NotImplementedError


def region(label: str, kind: str, content: str) -> Markup:
    """Return a part that scrolls by keyboard, under a name; ``kind`` is its CSS class."""
    raise NotImplementedError


def unseen(words: str) -> Markup:
    """Return words for a screen reader alone."""
    raise NotImplementedError


def pickable(key: str, content: str) -> Markup:
    """Make HTML behave as a mark: a click or Enter on it picks ``key`` in an explorer."""
    raise NotImplementedError


def definitions(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return terms and their meanings as a ``dl``."""
    raise NotImplementedError


# --- source text ---


def marked(text: str, spans: Iterable[tuple[int, int]], base: int = 0) -> Markup:
    """Escape a text and mark the spans (start, end); ``base`` is the offset at which it begins."""
    raise NotImplementedError


def reading(
    corpus: Any, doc_id: str, hits: pl.DataFrame | None = None, *, show_cut: bool = False
) -> Figure:
    """Show one document as printed: numbered lines, zones tinted, cuts folded, slips noted.

    ``hits`` (``doc_id``, ``start``, ``end``) are marked; folds with hits stand open, all with
    ``show_cut``.
    """
    raise NotImplementedError


def excerpt(corpus: Any, doc_id: str, start: int, end: int, *, unfolded: bool = False) -> Markup:
    """Show the lines around a passage, one before and one after, the passage marked."""
    raise NotImplementedError


def redline(edits: pl.DataFrame, left: str, right: str, *, formal: bool = False) -> Markup:
    """Show the edits of one link (in order) as one running text of kept, cut and added words.

    ``left`` and ``right`` name the sides. Unless ``formal``, edits of form and naming are shown as
    the right side has them, and their number is said.
    """
    raise NotImplementedError


def beside(link: dict[str, Any], edits: pl.DataFrame, left: str, right: str) -> Markup:
    """Show the two passages of a link in full, their differing words marked and numbered.

    ``link`` has ``left_text``, ``left_start``, ``left_para_no`` and the same of the right.
    """
    raise NotImplementedError


def passages(
    rows: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    head: str | None = None,
    spans: str | None = None,
    fields: dict[str, str] | None = None,
    first: int = 60,
    file: str = "passages",
) -> Markup:
    """Show a card per row: document and line, the passage with its marks, fields, citation; a CSV below.

    Takes ``doc_id``, ``para_no``, ``text``, maybe ``provision``; ``head`` is a column printed as the
    card's heading (the label of the document else), ``spans`` a column of lists of ``{start, end}``
    inside the text, ``fields`` further columns with their labels.
    """
    raise NotImplementedError


def concordance_lines(
    rows: pl.DataFrame, documents: pl.DataFrame, caption: str, *, numbers_from: int = 1
) -> Markup:
    """Show one line per hit: keyword in the middle, contexts on both sides, the document as a label.

    Takes ``doc_id``, ``para_no``, ``left``, ``match``, ``right``, maybe ``voice``, ``start``. Each
    line can be picked (its key is ``doc_id|start``, or ``doc_id|para_no``) and the heads sort.
    Contexts of a sentence or a paragraph flow as a passage.
    """
    raise NotImplementedError
