"""The sentences behind a score: hardest, easiest, and the words that were guessed."""

import polars as pl

from workbench.analysis.readability.counts import count
from workbench.analysis.readability.engine import features, key, syllable_source
from workbench.analysis.readability.formulas import formula, value
from workbench.analysis.readability.pieces import QUOTED

PASSAGE = ("doc_id", "para_no", "sent_no", "start", "end", "text")
SHOWN = ("n_words", "n_syllables", "n_letters", "n_long", "n_complex", "n_difficult", "n_guessed")


def scored(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Score sentences one by one.

    Takes sentences, or clauses for the variant with semicolons; gives them with their counts and
    ``value``. A formula was made for passages: on one sentence it only ranks.
    """
    counted, _ = count(rows)
    return (
        counted.filter(pl.col("n_words") > 0)
        .with_columns(n_sentences=pl.lit(1.0))
        .with_columns(value(measure).alias("value"))
    )


def extremes(rows: pl.DataFrame, measure: str = "Flesch–Kincaid grade", n: int = 5) -> pl.DataFrame:
    """List the hardest and the easiest sentences of each document.

    Takes sentences (or clauses); gives up to ``n`` rows per document and ``side`` (hardest or
    easiest): ``rank`` from 1, the passage with its offsets, its counts, and ``value``. Among equals
    the first in the document comes first; a short document may show a sentence on both sides.

    Examples
    --------
    >>> import workbench
    >>> rows = extremes(workbench.load().sentences, n=1).filter(doc_id="vov-2025")
    >>> rows.select("side", "n_words").rows()
    [('hardest', 49), ('easiest', 21)]
    """
    score = scored(rows, measure)
    upward = formula(measure).harder == "higher"
    sides = []
    for side, descending in (("hardest", upward), ("easiest", not upward)):
        ranked = score.sort(
            "doc_id", "value", "start", descending=[False, descending, False]
        ).with_columns(
            side=pl.lit(side),
            rank=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("doc_id"),
        )
        sides.append(ranked.filter(pl.col("rank") <= n))
    order = pl.col("side") == "easiest"
    columns = ("doc_id", "side", "rank", *PASSAGE[1:], *SHOWN, "value")
    rows = pl.concat(sides).sort("doc_id", order, "rank").select(columns)
    return rows.with_columns(syllable_source=pl.lit(syllable_source()))


def guessed_words(tokens: pl.DataFrame) -> pl.DataFrame:
    """List the words whose syllables are a guess, because the dictionary does not have them.

    Takes tokens; gives one row per document and printed form: ``doc_id``, ``form``, ``syllables``
    as guessed, ``n`` occurrences and ``share`` of the document's words, the most frequent first.

    Examples
    --------
    >>> tokens = pl.DataFrame({"doc_id": ["a"] * 4, "form": ["The", "Qwrtish", "Qwrtish", "cat"]})
    >>> guessed_words(tokens).rows()
    [('a', 'Qwrtish', 2, 2, 0.5)]
    """
    keyed = tokens.select("doc_id", "form", key=key("form")).with_columns(
        total=pl.len().over("doc_id")
    )
    table = features(keyed["key"].unique().to_list())
    return (
        keyed.join(table.filter(pl.col("source") == "hyphenation guess"), on="key")
        .group_by("doc_id", "form", "syllables")
        .agg(n=pl.len(), share=pl.len() / pl.col("total").first())
        .sort("doc_id", "n", "form", descending=[False, True, False])
    )


def within(
    sentences: pl.DataFrame,
    paragraphs: pl.DataFrame,
    quotes: pl.DataFrame,
    doc_id: str,
    unit: str,
    unit_id: str,
) -> pl.DataFrame:
    """Keep the sentences of one unit; for a voice, those in which it speaks.

    Takes sentences (or clauses), paragraphs and quotes. A sentence that mixes both voices belongs
    to both.
    """
    lines = paragraphs.filter(doc_id=doc_id)
    if unit in {"section", "provision"}:
        lines = lines.filter(pl.col(unit) == unit_id)
    inside = sentences.join(lines, on=["doc_id", "para_no"], how="semi", maintain_order="left")
    if unit != "voice":
        return inside
    spans = quotes.filter("balanced").select("doc_id", "para_no", first="start", last="end")
    covered = pl.min_horizontal("end", "last").cast(pl.Int64) - pl.max_horizontal("start", "first")
    shares = (
        inside.join(spans, on=["doc_id", "para_no"], how="left")
        .with_columns(covered=covered.clip(lower_bound=0).fill_null(0))
        .group_by("doc_id", "start")
        .agg(quoted=pl.col("covered").sum(), length=(pl.col("end") - pl.col("start")).first())
    )
    speaks = pl.col("quoted") > 0 if unit_id == QUOTED else pl.col("quoted") < pl.col("length")
    return inside.join(
        shares.filter(speaks), on=["doc_id", "start"], how="semi", maintain_order="left"
    )
