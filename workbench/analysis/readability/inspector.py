"""How each formula counts a text that a reader picks or pastes."""

from typing import NamedTuple

import polars as pl

from workbench.analysis.readability.counts import STOP
from workbench.analysis.readability.definitions import written
from workbench.analysis.readability.engine import features, key
from workbench.analysis.readability.formulas import COMPONENTS, FORMULAS
from workbench.analysis.readability.measure import readability_of_texts, text_counts
from workbench.corpus.sentences import clauses, sentences
from workbench.corpus.words import tokens
from workbench.corpus.zones import lines

WORD_COLUMNS = (
    "sent_no",
    "word_no",
    "start",
    "end",
    "form",
    "syllables",
    "letters",
    "source",
    "long",
    "mini",
    "polysyllable",
    "complex",
    "difficult",
)


class Inspection(NamedTuple):
    """A text under the lens: its words, and what each formula makes of them."""

    words: pl.DataFrame
    measures: pl.DataFrame
    n_sentences: int


def inspect_text(text: str, splitter: str = STOP) -> Inspection:
    """Show every word as it is counted, and every formula with its numbers put in.

    ``words``: one row per word with its sentence, offsets, form, syllables, whether these come
    from the dictionary or a guess (``source``), and whether it counts as long, mini, polysyllable,
    complex or difficult. ``n_sentences``: as this variant cuts them. ``measures``: one row per measure with ``value``, ``working`` (the
    formula with its numbers; empty where it is not defined), ``warning`` and ``reason``.

    Examples
    --------
    >>> seen = inspect_text("The cat in the hat ate breakfast.")
    >>> seen.words.select("form", "syllables").row(-1)
    ('breakfast', 2)
    >>> seen.measures.filter(measure="Gunning fog")["working"].item()
    '0.4 × 7.00 words per sentence + 0.4 × 0.00 complex per 100 words = 2.80'
    """
    texts = pl.DataFrame({"doc_id": ["text"], "text": [text]})
    rows = readability_of_texts(texts, splitters=(splitter,))
    counts = text_counts(texts, splitters=(splitter,))
    measures = rows.select(
        "measure",
        "value",
        pl.Series("working", workings(counts, rows)),
        "warning",
        "reason",
        "syllable_source",
    )
    return Inspection(words(texts), measures, int(counts["n_sentences"].item()))


def words(texts: pl.DataFrame) -> pl.DataFrame:
    """Give a row per word of one text, with what textstat says of it (`WORD_COLUMNS`)."""
    prose = lines(texts).with_columns(zone=pl.lit("body"), prose_start="start")
    found = tokens(clauses(sentences(prose)), {}).with_columns(key=key("form"))
    table = features(found["key"].unique().to_list())
    return (
        found.join(table, on="key", how="left", maintain_order="left")
        .rename({"token_no": "word_no"})
        .select(WORD_COLUMNS)
    )


def workings(counts: pl.DataFrame, rows: pl.DataFrame) -> list[str]:
    """Write out each formula with its numbers, in the order of the rows."""
    values = counts.select(part.alias(name) for name, (part, _) in COMPONENTS.items()).row(
        0, named=True
    )
    return [
        "" if score is None else f"{written(FORMULAS[measure], values)} = {score:.2f}"
        for measure, score in rows.select("measure", "value").iter_rows()
    ]
