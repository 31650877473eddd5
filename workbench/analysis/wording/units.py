"""Units of comparison, and the stretches inside them that may have a counterpart of their own."""

import polars as pl

from workbench.analysis.wording.lexicon import FUNCTION_WORDS
from workbench.corpus import Corpus
from workbench.errors import WorkbenchError
from workbench.schemas import PASSAGES

#: A stretch between commas with fewer content words joins the one before it.
PIECE_WORDS = 3
COMMA = r"(?s).*?[,;:][\"”’)]*\s+|(?s).+$"
KEYS = ("doc_id", "unit_no", "para_no", "provision", "start", "end", "text")


def check_unit(unit: str) -> None:
    """Raise unless the name is that of a unit."""
    if unit not in PASSAGES:
        raise WorkbenchError(f"Unknown unit {unit!r}; choose {', '.join(PASSAGES)}.")


def units(corpus: Corpus, unit: str = "sentence") -> pl.DataFrame:
    """Give a row per unit of comparison of every document.

    Columns: ``doc_id``, ``unit_no`` (in its document, from 1), ``para_no`` and ``provision`` where
    it begins, ``start``, ``end``, ``text``. A provision runs from its first sentence to its last.

    Examples
    --------
    >>> import workbench
    >>> units(workbench.load(), "sentence").filter(doc_id="vov-2025").height
    12
    """
    check_unit(unit)
    place = corpus.paragraphs.select("doc_id", "para_no", "provision")
    rows = corpus.clauses if unit == "clause" else corpus.sentences
    rows = rows.join(place, on=["doc_id", "para_no"], how="left", maintain_order="left")
    if unit != "provision":
        return rows.with_columns(unit_no=number(unit)).select(KEYS)
    return provisions(rows, corpus.documents)


def number(unit: str) -> pl.Expr:
    """Give the column that counts sentences or clauses."""
    return pl.col("sent_no" if unit == "sentence" else "clause_no")


def provision_no() -> pl.Expr:
    """Count the provisions of each document in order (columns ``doc_id``, ``provision``)."""
    change = (pl.col("provision") != pl.col("provision").shift(1).over("doc_id")).fill_null(
        value=True
    )
    return change.cum_sum().over("doc_id").cast(pl.UInt32)


def provisions(sentences: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Join the sentences of each provision; the text between them is kept as printed."""
    rows = (
        sentences.with_columns(unit_no=provision_no())
        .group_by("doc_id", "unit_no", "provision", maintain_order=True)
        .agg(pl.col("para_no", "start").first(), pl.col("end").last())
    )
    texts = dict(documents.select("doc_id", "text").iter_rows())
    cut = [
        texts[doc_id][start:end]
        for doc_id, start, end in rows.select("doc_id", "start", "end").iter_rows()
    ]
    return rows.with_columns(text=pl.Series(cut, dtype=pl.String)).select(KEYS)


def stretches(sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut sentences after commas, semicolons and colons: ``doc_id``, ``start``, in order."""
    key = ("doc_id", "sent_no")
    size = pl.col("cut").str.len_chars().cast(pl.UInt32)
    return (
        sentences.select(*key, "start", cut=pl.col("text").str.extract_all(COMMA))
        .explode("cut")
        .with_columns(start=pl.col("start") + size.cum_sum().over(key) - size)
        .select("doc_id", "start", stretch=pl.int_range(pl.len(), dtype=pl.UInt32))
    )


def placed_words(corpus: Corpus, unit: str) -> pl.DataFrame:
    """Give the counted words in order with their unit and the piece of it in which they stand.

    Columns: ``doc_id``, ``unit_no``, ``piece_no`` (from 1), ``start``, ``word``. A piece is what
    stands between commas, with shorter ones joined to the one before; it lets one sentence that
    merges four provisions of another text meet each of the four.
    """
    check_unit(unit)
    words = corpus.tokens.filter(pl.col("word").is_not_null())
    if unit == "provision":
        names = corpus.paragraphs.select("doc_id", "para_no", "provision")
        lines = corpus.sentences.select("doc_id", "para_no").unique(maintain_order=True)
        place = lines.join(names, on=["doc_id", "para_no"], how="left", maintain_order="left")
        place = place.select("doc_id", "para_no", unit_no=provision_no())
        words = words.join(place, on=["doc_id", "para_no"], how="left", maintain_order="left")
    else:
        words = words.with_columns(unit_no=number(unit))
    words = words.sort("doc_id", "start").join_asof(
        stretches(corpus.sentences).sort("doc_id", "start"),
        on="start",
        by="doc_id",
        check_sortedness=False,
    )
    content = (~pl.col("word").is_in(FUNCTION_WORDS)).sum().over("doc_id", "unit_no", "stretch")
    opens = (pl.col("stretch") != pl.col("stretch").shift(1)).fill_null(value=True) & (
        content >= PIECE_WORDS
    )
    # counted through all words, which costs far less than a running sum in each unit
    words = words.with_columns(n_opened=opens.cum_sum(), opens=opens)
    before = (pl.col("n_opened") - pl.col("opens")).first().over("doc_id", "unit_no")
    group = (pl.col("n_opened") - before).clip(lower_bound=1)
    return words.select("doc_id", "unit_no", "start", "word", piece_no=group.cast(pl.UInt32))
