"""From texts to scores: counts of pieces are summed to sentences, and these to any unit.

A piece is a clause cut once more at the borders of its quoted passages, or a heading. No word
crosses a border, so the counts of pieces add up to those of clauses, sentences, provisions,
sections, voices and documents.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Protocol

import polars as pl

from workbench import schema
from workbench.corpus.sentences import clauses, sentences
from workbench.corpus.words import WORD
from workbench.corpus.zones import lines
from workbench.errors import WorkbenchError
from workbench.readability.scores import (
    COMPONENTS,
    DRAWS,
    formulas,
    intervals,
    judged,
    ratio,
    refusal,
    value,
)
from workbench.readability.syllables import (
    LONG,
    MINI,
    POLYSYLLABLE,
    engine_version,
    features,
    key,
    syllable_source,
)

STOP, SEMICOLON, WITH_HEADINGS = "full stop", "full stop and semicolon", ", with headings"
QUOTED, OWN = "quoted", "own words"
#: A heading belongs to a document or a section, to no provision and to neither voice.
HEADED_UNITS = ("document", "section")
#: A sentence has ended: a stop mark, then nothing but closing marks.
CLOSED = r"[.!?…;:][\"”’»)\]]*$"
UNIT_KEY = ("doc_id", "unit", "unit_id", "splitter")
MANY = pl.col("syllables") >= POLYSYLLABLE
#: What is counted in a piece: what is summed over its words.
COUNTS = {
    "n_words": pl.col("key").is_not_null(),
    "n_syllables": pl.col("syllables"),
    "n_letters": pl.col("letters"),
    "n_long": pl.col("letters") >= LONG,
    "n_mini": pl.col("letters") <= MINI,
    "n_polysyllables": MANY,
    "n_difficult": ~pl.col("easy"),
    "n_complex": MANY & ~pl.col("easy"),
    "n_easy": pl.col("easy"),
    "n_guessed": pl.col("source") == "hyphenation guess",
    "n_numbers": pl.col("source") == "number",
    "n_cyrillic": pl.col("key").str.contains(r"\p{Cyrillic}"),
    "n_other_script": pl.col("key").str.contains(r"[\p{L}--[\p{Latin}\p{Cyrillic}]]"),
    "n_accented": pl.col("key").str.contains(r"[^\x00-\x7F]"),
}
ALL_COUNTS = (*COUNTS, "n_characters")
SHOWN = ("words_per_sentence", "syllables_per_word", "letters_per_word")


class Frames(Protocol):
    """What is measured: a corpus, a part of one, or plain texts (`frames_of_texts`)."""

    documents: pl.DataFrame
    paragraphs: pl.DataFrame
    clauses: pl.DataFrame
    quotes: pl.DataFrame


def readability(
    frames: Frames,
    units: Sequence[str] = ("document",),
    splitters: Sequence[str] = schema.SPLITTERS,
    draws: int = DRAWS,
) -> pl.DataFrame:
    """Measure documents, or their sections, provisions or voices: the frame `readability`.

    Returns a row per unit, splitting variant and measure, in the order of the sources. Voice is
    measured in digests and reports only: quoted (inside balanced double quotation marks) against
    the reporter's own words; a sentence that has both counts for each with its share of words. The
    interval resamples whole sentences inside the unit; without ``draws`` there is none.

    Examples
    --------
    >>> texts = pl.DataFrame({"doc_id": ["a"], "text": ["Once upon a time."]})
    >>> rows = readability(frames_of_texts(texts), draws=0)
    >>> rows.select("measure", pl.col("value").round(3)).row(0)
    ('Flesch reading ease', 97.025)
    """
    parts = unit_sentences(frames, units, splitters)
    ranges = intervals(parts.filter(pl.col("n_words") > 0), UNIT_KEY, draws)
    names = list(formulas())
    sums = totals(parts)
    index = [name for name in sums.columns if name not in names]
    long = sums.unpivot(on=names, index=index, variable_name="measure").join(
        ranges, on=[*UNIT_KEY, "measure"], how="left", maintain_order="left"
    )
    rows = judged(long, frames.quotes).with_columns(
        n_draws=pl.when(pl.col("low").is_not_null()).then(draws).otherwise(0),
        syllable_source=pl.lit(syllable_source()),
        engine=pl.lit(engine_version()),
    )
    return schema.conform("readability", rows)


def unit_counts(
    frames: Frames, units: Sequence[str] = ("document",), splitters: Sequence[str] = (STOP,)
) -> pl.DataFrame:
    """Return the counts behind the scores: a row per unit and splitting variant."""
    return totals(unit_sentences(frames, units, splitters))


def frames_of_texts(texts: pl.DataFrame) -> Frames:
    """Return plain texts as what can be measured: every non-blank line is body, none is quoted.

    Takes ``doc_id`` (each once) and ``text``.
    """
    if texts["doc_id"].is_duplicated().any():
        raise WorkbenchError("Each text needs a doc_id of its own.")
    paragraphs = lines(texts).with_columns(
        zone=pl.lit("body"),
        section=pl.lit(""),
        provision=pl.format("¶ {}", "para_no"),
        prose_start="start",
    )
    marks = {"doc_id": pl.String, "start": pl.UInt32, "end": pl.UInt32, "balanced": pl.Boolean}
    return SimpleNamespace(
        documents=texts.select("doc_id", genre=pl.lit("statement")),
        paragraphs=paragraphs,
        clauses=clauses(sentences(paragraphs)),
        quotes=pl.DataFrame(schema=marks),
    )


def pieces(frames: Frames) -> pl.DataFrame:
    """Return a row per piece of the body and per heading, in the order of the sources.

    Columns: ``doc_id``, ``para_no``, ``sent_no``, ``clause_no`` (null for a heading), ``section``,
    ``provision``, ``heading``, ``voice``, ``closed`` (its clause ends in a stop mark), ``start``
    and ``text``.
    """
    where = frames.paragraphs.select("doc_id", "para_no", "section", "provision")
    body = cut_at_quotes(frames.clauses, frames.quotes).join(
        where, on=["doc_id", "para_no"], how="left", maintain_order="left"
    )
    titles = frames.paragraphs.filter(pl.col("zone") == "heading").select(
        "doc_id",
        "para_no",
        "start",
        "text",
        "section",
        "provision",
        voice=pl.lit(OWN),
        closed=pl.lit(value=True),
        heading=pl.lit(value=True),
    )
    order = frames.documents.select("doc_id", place=pl.int_range(pl.len()))
    every = pl.concat([body.with_columns(heading=pl.lit(value=False)), titles], how="diagonal")
    return every.join(order, on="doc_id").sort("place", "start").drop("place")


def cut_at_quotes(clauses: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Cut clauses where a balanced quotation begins or ends; add ``voice`` and ``closed``."""
    clauses = clauses.with_columns(closed=pl.col("text").str.contains(CLOSED))
    spans = quotes.filter("balanced")
    if spans.is_empty():
        return clauses.with_columns(voice=pl.lit(OWN))
    borders = pl.concat(
        [
            spans.select("doc_id", border="start", voice=pl.lit(QUOTED)),
            spans.select("doc_id", border="end", voice=pl.lit(OWN)),
        ]
    )
    inner = clauses.join_where(
        borders.select("border", border_doc="doc_id"),
        pl.col("doc_id") == pl.col("border_doc"),
        pl.col("border") > pl.col("start"),
        pl.col("border") < pl.col("end"),
    )
    cuts = pl.concat(
        [
            clauses.with_columns(cut="start"),
            inner.with_columns(cut="border").drop("border", "border_doc"),
        ]
    ).sort("doc_id", "clause_no", "cut")
    stop = pl.col("cut").shift(-1).over("doc_id", "clause_no")
    text = pl.col("text").str.slice(pl.col("cut") - pl.col("start"), stop - pl.col("cut"))
    return (
        cuts.with_columns(text=text, start="cut")
        .sort("start")
        .join_asof(
            borders.rename({"border": "start"}).sort("start"),
            on="start",
            by="doc_id",
            check_sortedness=False,
        )
        .with_columns(pl.col("voice").fill_null(OWN))
        .drop("cut")
    )


def count(rows: pl.DataFrame, known: pl.DataFrame | None = None) -> pl.DataFrame:
    """Add `ALL_COUNTS` to rows with ``text``.

    Each different stretch between spaces is cut into words and looked up once; the rest is sums.

    Examples
    --------
    >>> counted = count(pl.DataFrame({"text": ["The cat in the hat.", "—"]}))
    >>> counted.select("n_words", "n_syllables", "n_letters", "n_characters").rows()
    [(5, 5, 14, 15), (0, 0, 0, 1)]
    """
    stretches = rows.select(
        row=pl.int_range(pl.len(), dtype=pl.UInt32), stretch=pl.col("text").str.split(" ")
    ).explode("stretch")
    different = pl.DataFrame({"stretch": stretches["stretch"].unique()})
    words = different.with_columns(form=pl.col("stretch").str.extract_all(WORD)).explode("form")
    words = words.drop_nulls("form").with_columns(key=key("form"))
    table = features(words["key"].unique(), known)
    sums = [flag.cast(pl.UInt32).sum().alias(name) for name, flag in COUNTS.items()]
    counts = words.join(table, on="key", how="left").group_by("stretch").agg(sums)
    size = pl.col("stretch").str.replace_all(r"\s", "").str.len_chars()
    counted = different.with_columns(n_characters=size).join(counts, on="stretch", how="left")
    counted = counted.with_columns(pl.col(ALL_COUNTS).fill_null(0).cast(pl.UInt32))
    whole = stretches.join(counted, on="stretch", how="left", maintain_order="left")
    totals_of_rows = whole.group_by("row", maintain_order=True).agg(pl.col(ALL_COUNTS).sum())
    return rows.with_columns(totals_of_rows.drop("row"))


def sentence_counts(counted: pl.DataFrame, unit: str, splitter: str) -> pl.DataFrame:
    """Sum counted pieces to the sentences of one unit under one splitting variant.

    Returns a row per sentence that has a word: `UNIT_KEY`, ``start``, `ALL_COUNTS`, ``closed``, and
    ``n_sentences``. That is 1, except where a unit has only a part of the sentence (voice): then it
    is the share of the sentence's words, so that the voices of a document add up to it, and words
    per sentence is the length of the sentences in which the words stand, not of fragments.
    """
    number = "clause_no" if splitter.startswith(SEMICOLON) else "sent_no"
    rows = counted if splitter.endswith(WITH_HEADINGS) else counted.filter(~pl.col("heading"))
    whole = pl.col("n_words").sum().over("doc_id", "para_no", number)
    unit_id = pl.col({"document": "doc_id"}.get(unit, unit))
    return (
        rows.with_columns(
            unit=pl.lit(unit), unit_id=unit_id, splitter=pl.lit(splitter), whole=whole
        )
        .group_by(*UNIT_KEY, "para_no", number, maintain_order=True)
        .agg(pl.col("start", "whole").first(), pl.col(ALL_COUNTS).sum(), pl.col("closed").any())
        .filter(pl.col("n_words") > 0)
        .with_columns(n_sentences=pl.col("n_words") / pl.col("whole"))
        .drop("whole", "para_no", number)
    )


def unit_sentences(frames: Frames, units: Sequence[str], splitters: Sequence[str]) -> pl.DataFrame:
    """Stack the sentences of all units under all variants (see `sentence_counts`).

    A document without a sentence keeps an empty row: it must not drop out.
    """
    for asked, known in ((units, schema.UNITS), (splitters, schema.SPLITTERS)):
        for name in asked:
            if name not in known:
                raise WorkbenchError(f"Unknown choice {name!r}; choose {', '.join(known)}.")
    wanted = [
        (unit, splitter)
        for unit in units
        for splitter in splitters
        if unit in HEADED_UNITS or not splitter.endswith(WITH_HEADINGS)
    ]
    if not wanted:
        raise WorkbenchError(
            f"Headings belong to no {' or '.join(units) or 'unit'}; choose a splitter without them."
        )
    counted = count(pieces(frames))
    full = frames.documents.filter(pl.col("genre").cast(pl.String) == "statement")["doc_id"]
    rows = pl.concat([sentence_counts(counted, *choice) for choice in wanted])
    rows = rows.filter((pl.col("unit") != "voice") | ~pl.col("doc_id").is_in(full.implode()))
    if "document" not in units:
        return rows
    every = frames.documents.select("doc_id").join(
        pl.DataFrame({"splitter": splitters}), how="cross"
    )
    here = rows.filter(pl.col("unit") == "document")
    empty = every.join(here, on=["doc_id", "splitter"], how="anti").with_columns(
        unit=pl.lit("document"), unit_id="doc_id"
    )
    order = frames.documents.select("doc_id", place=pl.int_range(pl.len()))
    both = pl.concat([rows, empty], how="diagonal").join(order, on="doc_id", maintain_order="left")
    kinds = [pl.col(name).cast(schema.enum(name)) for name in ("unit", "splitter")]
    return both.sort("place", *kinds, maintain_order=True).drop("place")


def totals(parts: pl.DataFrame) -> pl.DataFrame:
    """Sum sentences to units: counts, components, measures, and why they may not be defined."""
    sums = parts.group_by(UNIT_KEY, maintain_order=True).agg(
        pl.col(ALL_COUNTS).sum(),
        pl.col("n_sentences").sum().round(9),
        pl.col("closed").any(),
        n_parts=pl.col("n_words").count(),
    )
    return sums.with_columns(
        *(COMPONENTS[name][0].alias(name) for name in SHOWN),
        *map(value, formulas()),
        long_word_share=ratio("n_long", "n_words"),
        reason=refusal(),
    )


def scored(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Score sentences (or clauses) one by one: they are given with their counts and ``value``.

    A formula was made for passages: on one sentence it only ranks.
    """
    counted = count(rows.drop("n_words", strict=False)).filter(pl.col("n_words") > 0)
    return counted.with_columns(n_sentences=pl.lit(1.0)).with_columns(value=value(measure))


def guessed_words(tokens: pl.DataFrame) -> pl.DataFrame:
    """List the words whose syllables are a guess, because the dictionary does not have them.

    Takes tokens; returns a row per document and printed form, the most frequent of a document
    first: ``doc_id``, ``form``, ``syllables`` as guessed, ``n`` and ``share`` of its words.

    Examples
    --------
    >>> tokens = pl.DataFrame({"doc_id": ["a"] * 4, "form": ["The", "Qwrtish", "Qwrtish", "cat"]})
    >>> guessed_words(tokens).rows()
    [('a', 'Qwrtish', 2, 2, 0.5)]
    """
    keyed = tokens.select("doc_id", "form", key=key("form"))
    keyed = keyed.with_columns(total=pl.len().over("doc_id"))
    table = features(keyed["key"].unique()).filter(pl.col("source") == "hyphenation guess")
    counts = (
        keyed.join(table, on="key", maintain_order="left")
        .group_by("doc_id", "form", "syllables", maintain_order=True)
        .agg(n=pl.len(), share=pl.len() / pl.col("total").first())
    )
    order = tokens.select(pl.col("doc_id").unique(maintain_order=True)).with_row_index("place")
    ordered = counts.join(order, on="doc_id").sort(
        "place", "n", "form", descending=[False, True, False]
    )
    return ordered.drop("place")
