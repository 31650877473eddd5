"""From pieces to counts: each different stretch is cut and looked up once, then only sums are taken."""

import polars as pl

from workbench.analysis.readability.engine import features, key
from workbench.corpus.words import WORD
from workbench.errors import WorkbenchError
from workbench.schemas import SPLITTERS, UNITS

STOP, SEMICOLON = "full stop", "full stop and semicolon"
WITH_HEADINGS = ", with headings"
#: A heading belongs to a document or a section, to no provision and to neither voice.
HEADED_UNITS = ("document", "section")

#: Count in a piece: the feature of its words that is summed.
SUMS = {
    "n_syllables": "syllables",
    "n_letters": "letters",
    "n_long": "long",
    "n_mini": "mini",
    "n_polysyllables": "polysyllable",
    "n_difficult": "difficult",
    "n_complex": "complex",
    "n_easy": "easy",
}
SCRIPTS = {
    "n_guessed": pl.col("source") == "hyphenation guess",
    "n_numbers": pl.col("source") == "number",
    "n_cyrillic": pl.col("key").str.contains(r"\p{Cyrillic}"),
    "n_other_script": pl.col("key").str.contains(r"[\p{L}--[\p{Latin}\p{Cyrillic}]]"),
    "n_accented": pl.col("key").str.contains(r"[^\x00-\x7F]"),
}
ALL_COUNTS = ("n_words", "n_characters", *SUMS, *SCRIPTS)
UNIT_KEY = ("doc_id", "unit", "unit_id", "splitter")


def words_of(rows: pl.DataFrame) -> pl.DataFrame:
    """Give a row per word of the texts: ``row`` (number of the text), ``form`` and ``key``."""
    return (
        rows.select(
            row=pl.int_range(pl.len(), dtype=pl.UInt32), form=pl.col("text").str.extract_all(WORD)
        )
        .explode("form")
        .filter(pl.col("form").is_not_null())
        .with_columns(key=key("form"))
    )


def count(
    pieces: pl.DataFrame, known: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Add `ALL_COUNTS` to pieces; textstat is asked once per word that is not in ``known``.

    Takes any frame with ``text``; gives it with its counts, and the table of words asked so far.

    Examples
    --------
    >>> counted, _ = count(pl.DataFrame({"text": ["The cat in the hat.", "—"]}))
    >>> counted.select("n_words", "n_syllables", "n_letters", "n_characters").rows()
    [(5, 5, 14, 15), (0, 0, 0, 1)]
    """
    stretches = pieces.select(
        row=pl.int_range(pl.len(), dtype=pl.UInt32), stretch=pl.col("text").str.split(" ")
    ).explode("stretch")
    different = stretches["stretch"].unique()
    sums, table = count_stretches(different, known)
    code = stretches["stretch"].cast(pl.Enum(different)).to_physical()
    # every text has a stretch, if an empty one, so that the groups are the texts; to sum lists
    # costs less than to sum groups
    lists = sums[code].with_columns(stretches["row"]).group_by("row", maintain_order=True).all()
    counts = lists.select(pl.col(ALL_COUNTS).list.sum())
    return pieces.with_columns(counts), table


def count_stretches(
    different: pl.Series, known: pl.DataFrame | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Count in different stretches of text between spaces: a row of `ALL_COUNTS` for each."""
    texts = pl.select(text=different)
    words = words_of(texts)
    table = features(words["key"].unique().to_list(), known)
    sums = [pl.col(feature).cast(pl.UInt32).sum().alias(name) for name, feature in SUMS.items()]
    scripts = [
        flag.cast(pl.UInt32).fill_null(0).sum().alias(name) for name, flag in SCRIPTS.items()
    ]
    counts = (
        words.join(table, on="key", how="left")
        .group_by("row")
        .agg(pl.len().alias("n_words"), *sums, *scripts)
    )
    size = pl.col("text").str.replace_all(r"\s", "").str.len_chars()
    rows = texts.select(size.alias("n_characters"), row=pl.int_range(pl.len(), dtype=pl.UInt32))
    counted = rows.join(counts, on="row", how="left", maintain_order="left").drop("row")
    return counted.select(pl.col(ALL_COUNTS).fill_null(0).cast(pl.UInt32)), table


def unit_ids(unit: str) -> pl.Expr:
    """Name the unit to which a piece belongs."""
    if unit not in UNITS:
        raise WorkbenchError(f"{unit!r} is not a unit; there are {', '.join(UNITS)}.")
    column = {"document": "doc_id"}.get(unit, unit)
    return pl.col(column).cast(pl.String)


def sentence_rows(counted: pl.DataFrame, unit: str, splitter: str) -> pl.DataFrame:
    """Sum counted pieces to the sentences of one unit under one splitting variant.

    Gives one row per sentence that has a word: `UNIT_KEY`, ``start`` (of its first
    piece), `ALL_COUNTS`, ``closed``, and ``n_sentences``. That is 1, except where a unit holds only a part
    of the sentence (voice): then it is the share of the sentence's words, so that the voices of a
    document add up to it, and words per sentence is the length of the sentences in which the
    words stand, not of the fragments.
    """
    if splitter not in SPLITTERS:
        raise WorkbenchError(f"{splitter!r} is not a splitter; there are {', '.join(SPLITTERS)}.")
    headed = splitter.endswith(WITH_HEADINGS)
    number = "clause_no" if splitter.startswith(SEMICOLON) else "sent_no"
    rows = counted if headed else counted.filter(~pl.col("heading"))
    whole = pl.col("n_words").sum().over("doc_id", "para_no", number)
    return (
        rows.select(
            "doc_id",
            pl.lit(unit).alias("unit"),
            unit_ids(unit).alias("unit_id"),
            pl.lit(splitter).alias("splitter"),
            "para_no",
            pl.col(number).alias("number"),
            "start",
            *ALL_COUNTS,
            "closed",
            whole.alias("whole"),
        )
        .group_by(*UNIT_KEY, "para_no", "number", maintain_order=True)
        .agg(pl.col("start", "whole").first(), pl.col(ALL_COUNTS).sum(), pl.col("closed").any())
        .filter(pl.col("n_words") > 0)
        .with_columns(n_sentences=pl.col("n_words") / pl.col("whole"))
        .drop("whole", "number", "para_no")
    )


def spread(
    counted: pl.DataFrame,
    units: tuple[str, ...] = ("document",),
    splitters: tuple[str, ...] = SPLITTERS,
) -> pl.DataFrame:
    """Stack the sentences of all units under all variants (see `sentence_rows`)."""
    wanted = [
        (unit, splitter)
        for unit in units
        for splitter in splitters
        if unit in HEADED_UNITS or not splitter.endswith(WITH_HEADINGS)
    ]
    if not units or not splitters:
        raise WorkbenchError("Nothing to measure: name at least one unit and one splitter.")
    if not wanted:
        raise WorkbenchError(
            f"Headings belong to no {' or '.join(units)}; ask for a splitter without headings."
        )
    return pl.concat([sentence_rows(counted, unit, splitter) for unit, splitter in wanted])
