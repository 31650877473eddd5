r"""Sentences and clauses, by a small rule set in columns; its truth table is its test.

A stop mark followed by white space is a candidate. It is no boundary when

1. the next word begins in lower case ("at 4 p.m. on");
2. it belongs to an initial ("S. M. Mironov");
3. it follows a title that is always followed by a name ("Dr. Ha");
4. it follows an abbreviation that leans on a number, and a number comes ("No. 5", "Art. 2");
5. it follows an abbreviation that may end a sentence or not ("U.S. President"), and the next
   word is not one that opens sentences ("in the U.S. The talks");
6. all that stands before it is a number ("1. Over the past").
"""

import polars as pl

from workbench.corpus.words import n_words

CHUNK = r"(?s).*?[.!?…][\"”’»)\]./!?…]*(?:\s+|$)|(?s).+$"
TITLES = "mr mrs ms dr prof st sr rev hon gen col lt capt sgt maj gov sen rep messrs".split()
NUMBERED = (
    "no nos art arts p pp vol fig ch sec para jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
OPEN_ENDED = "inc ltd co corp jr bros a.m p.m".split()
OPENERS = (
    "the this these those they it he she we a an in on at as for from to with after before "
    "during under according accordingly however but and both all each russia russian vietnam "
    "vietnamese viet moscow hanoi ha"
).split()


def rule_expressions() -> pl.Expr:
    """Say which candidate stops are no boundary (columns ``last``, ``before``, ``next``)."""
    last = pl.col("last").str.to_lowercase()
    word = pl.col("next").str.extract(r"^[^\p{L}\p{N}]*([\p{L}\p{N}]+)", 1)
    return pl.any_horizontal(
        word.str.contains(r"^\p{Ll}"),
        pl.col("last").str.contains(r"^\p{Lu}$"),
        last.is_in(TITLES),
        last.is_in(NUMBERED) & word.str.contains(r"^\p{N}"),
        (last.is_in(OPEN_ENDED) | pl.col("last").str.contains(r"^(?:\p{Lu}\.)+\p{Lu}$"))
        & ~word.str.to_lowercase().is_in(OPENERS),
        pl.col("before").str.contains(r"^\s*\p{N}+\.\s*$"),
    ).fill_null(value=False)


def split(stretches: pl.DataFrame) -> pl.DataFrame:
    """Split stretches of prose into sentences.

    Takes ``doc_id``, ``para_no``, ``start`` and ``text``, a row per paragraph in order; gives a
    row per sentence with the same columns, ``end`` and ``n_words``, white space trimmed.
    """
    key = ("doc_id", "para_no")
    stop = r"([\p{L}\p{N}.]+?)\.[\"”’»)\]./!?…]*\s*$"
    size = pl.col("chunk").str.len_chars().cast(pl.UInt32)
    chunks = (
        stretches.select(*key, "start", chunk=pl.col("text").str.extract_all(CHUNK))
        .explode("chunk")
        .filter(pl.col("chunk").is_not_null())
        .with_columns(
            start=pl.col("start") + size.cum_sum().over(key) - size,
            last=pl.col("chunk").str.extract(stop, 1),
            before=pl.when(pl.int_range(pl.len()).over(key) == 0).then("chunk"),
            next=pl.col("chunk").shift(-1).over(key),
        )
        .with_columns(open=rule_expressions())
        .with_columns(number=(~pl.col("open")).cast(pl.UInt32).shift(1, fill_value=1).cum_sum())
    )
    sentences = chunks.group_by("doc_id", "para_no", "number", maintain_order=True).agg(
        pl.col("start").first(), text=pl.col("chunk").str.join("")
    )
    return trim(sentences).drop("number")


def trim(rows: pl.DataFrame) -> pl.DataFrame:
    """Drop white space around ``text``, move ``start`` along, add ``end`` and ``n_words``."""
    indent = pl.col("text").str.len_chars() - pl.col("text").str.strip_chars_start().str.len_chars()
    return (
        rows.with_columns(
            start=pl.col("start") + indent.cast(pl.UInt32), text=pl.col("text").str.strip_chars()
        )
        .filter(pl.col("text") != "")
        .with_columns(
            end=pl.col("start") + pl.col("text").str.len_chars().cast(pl.UInt32),
            n_words=n_words("text"),
        )
    )


def number(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add a column that counts the rows of each document from 1."""
    return rows.with_columns(
        pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("doc_id").alias(name)
    )


def prose(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Give the body lines without their markers: ``doc_id``, ``para_no``, ``text``, ``start``."""
    return paragraphs.filter(pl.col("zone") == "body").select(
        "doc_id",
        "para_no",
        text=pl.col("text").str.slice(pl.col("prose_start") - pl.col("start")),
        start="prose_start",
    )


def sentences(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Give a row per sentence of the body lines, markers left out."""
    return number(split(prose(paragraphs)), "sent_no")


def clauses(sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut sentences after each semicolon: a row per clause, the semicolon kept with it."""
    size = pl.col("piece").str.len_chars().cast(pl.UInt32)
    key = ("doc_id", "para_no", "sent_no")
    pieces = (
        sentences.select(*key, "start", piece=pl.col("text").str.extract_all(r"[^;]*;+|[^;]+$"))
        .explode("piece")
        .with_columns(start=pl.col("start") + size.cum_sum().over(key) - size)
        .rename({"piece": "text"})
    )
    return number(trim(pieces), "clause_no")
