"""The readability frame: every measure of every unit under every splitting variant."""

from collections.abc import Callable, Iterator

import polars as pl

from workbench.analysis.readability.bootstrap import DRAWS, SEED, intervals, widened
from workbench.analysis.readability.counts import ALL_COUNTS, STOP, UNIT_KEY, count, spread
from workbench.analysis.readability.engine import engine_version, syllable_source
from workbench.analysis.readability.formulas import COMPONENTS, FORMULAS, ratio, value
from workbench.analysis.readability.pieces import pieces, pieces_of_texts
from workbench.analysis.readability.verdicts import flag_unpaired, judge, refusal
from workbench.errors import WorkbenchError
from workbench.schemas import MEASURE, SPLITTER, SPLITTERS, UNIT, conform

Progress = Callable[[int, int], None]
#: Documents or texts that are measured at a time.
BATCH = 400
SHOWN = ("words_per_sentence", "syllables_per_word", "letters_per_word")


def readability(  # noqa: PLR0913 - frames first, then the choices that the frame shows as columns
    documents: pl.DataFrame,
    paragraphs: pl.DataFrame,
    clauses: pl.DataFrame,
    quotes: pl.DataFrame,
    *,
    units: tuple[str, ...] = ("document",),
    splitters: tuple[str, ...] = SPLITTERS,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Measure the documents of a corpus, or their sections, provisions or voices.

    Takes documents, paragraphs, clauses and quotes; gives the declared frame `readability`: one
    row per unit, splitting variant and measure. Voice is measured in digests and reports only:
    quoted (inside balanced double quotation marks) against the reporter's own words; a sentence
    that holds both counts for each with the share of its words. The interval resamples whole
    sentences (of a voice: its parts of sentences) inside the unit. A large corpus is measured
    in parts; after each, ``progress`` is told how many documents are done, and of how many.

    Examples
    --------
    >>> import workbench
    >>> c = workbench.load()
    >>> rows = readability(c.documents, c.paragraphs, c.clauses, c.quotes, draws=0)
    >>> one = rows.filter(doc_id="vov-2025", splitter="full stop", measure="LIX")
    >>> one.select("n_words", "n_sentences").row(0)
    (461, 12.0)
    """
    found = []
    for some in batches((documents, paragraphs, clauses, quotes), progress):
        sentences = unit_sentences(*some, units=units, splitters=splitters)
        found.append(flag_unpaired(measure(sentences, draws, seed), some[-1]))
    return conform("readability", pl.concat(found), documents.schema["doc_id"])


def batches(
    frames: tuple[pl.DataFrame, ...], progress: Progress | None = None
) -> Iterator[tuple[pl.DataFrame, ...]]:
    """Part documents and the frames after them into runs of documents, so that memory stays flat.

    ``progress`` is told of each when the next is asked for.
    """
    doc_ids = frames[0]["doc_id"]
    for start in range(0, max(doc_ids.len(), 1), BATCH):
        here = pl.col("doc_id").is_in(doc_ids[start : start + BATCH].implode())
        yield tuple(frame.filter(here) for frame in frames) if doc_ids.len() > BATCH else frames
        if progress:
            progress(min(start + BATCH, doc_ids.len()), doc_ids.len())


def unit_sentences(
    documents: pl.DataFrame,
    paragraphs: pl.DataFrame,
    clauses: pl.DataFrame,
    quotes: pl.DataFrame,
    *,
    units: tuple[str, ...],
    splitters: tuple[str, ...],
) -> pl.DataFrame:
    """Give the counts of every sentence of every unit asked for (see `counts.spread`)."""
    counted, _ = count(pieces(paragraphs, clauses, quotes))
    reported = documents.filter(pl.col("genre") != "statement")["doc_id"].implode()
    sentences = spread(counted, units, splitters).filter(
        (pl.col("unit") != "voice") | pl.col("doc_id").is_in(reported)
    )
    if "document" not in units:
        return sentences
    return pl.concat([sentences, missing(documents, sentences, splitters)], how="diagonal")


def unit_counts(
    documents: pl.DataFrame,
    paragraphs: pl.DataFrame,
    clauses: pl.DataFrame,
    quotes: pl.DataFrame,
    *,
    units: tuple[str, ...] = ("document",),
    splitters: tuple[str, ...] = SPLITTERS,
) -> pl.DataFrame:
    """Give the counts behind the scores: a row per unit and splitting variant.

    Takes what `readability` takes; gives ``doc_id``, ``unit``, ``unit_id``, ``splitter``, all
    counts (``n_words``, ``n_syllables``, ``n_complex`` …), the measures as columns, and
    ``reason``. It is what `decomposition.decompose` starts from.
    """
    some = batches((documents, paragraphs, clauses, quotes))
    return pl.concat(totals(unit_sentences(*x, units=units, splitters=splitters)) for x in some)


def readability_of_texts(
    texts: pl.DataFrame,
    *,
    splitters: tuple[str, ...] = (STOP,),
    draws: int = 0,
    seed: int = SEED,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Measure plain texts, each a document, with our sentences and words.

    Takes ``doc_id`` (each once) and ``text``; gives the frame `readability`, a row per text,
    variant and measure. Each unique word is looked up once, however many texts there are;
    ``progress`` is called with the number of texts done and of all texts. Without draws there is
    no interval.

    Examples
    --------
    >>> texts = pl.DataFrame({"doc_id": ["a"], "text": ["Once upon a time."]})
    >>> rows = readability_of_texts(texts)
    >>> rows.select("measure", pl.col("value").round(3)).row(0)
    ('Flesch reading ease', 97.025)
    """
    names = texts["doc_id"].cast(pl.String)
    if names.is_duplicated().any():
        raise WorkbenchError("Each text needs a doc_id of its own.")
    order = pl.Enum(names)
    known, found = None, []
    for start in range(0, texts.height, BATCH):
        batch = texts[start : start + BATCH].select(pl.col("doc_id").cast(order), "text")
        sentences, known = text_sentences(batch, splitters, known)
        found.append(measure(sentences, draws, seed))
        if progress:
            progress(min(start + BATCH, texts.height), texts.height)
    if not found:
        raise WorkbenchError("There is no text to measure.")
    return conform("readability", pl.concat(found), order)


def text_sentences(
    texts: pl.DataFrame, splitters: tuple[str, ...], known: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Count the sentences of plain texts; give them, and the table of words asked so far."""
    counted, known = count(pieces_of_texts(texts), known)
    sentences = spread(counted, ("document",), splitters)
    rows = [sentences, missing(texts, sentences, splitters)]
    return pl.concat(rows, how="diagonal"), known


def text_counts(texts: pl.DataFrame, *, splitters: tuple[str, ...] = (STOP,)) -> pl.DataFrame:
    """Give the counts behind `readability_of_texts` (columns as in `unit_counts`)."""
    return totals(text_sentences(texts, splitters)[0])


def missing(
    documents: pl.DataFrame, sentences: pl.DataFrame, splitters: tuple[str, ...] = SPLITTERS
) -> pl.DataFrame:
    """Give an empty row per document and variant without a sentence: it must not drop out."""
    wanted = documents.select("doc_id").join(pl.DataFrame({"splitter": splitters}), how="cross")
    there = sentences.filter(pl.col("unit") == "document")
    return wanted.join(there, on=["doc_id", "splitter"], how="anti").select(
        "doc_id",
        unit=pl.lit("document"),
        unit_id=pl.col("doc_id").cast(pl.String),
        splitter="splitter",
    )


def totals(sentences: pl.DataFrame) -> pl.DataFrame:
    """Sum sentences to units: counts, components, measures, and why they may not be defined."""
    return (
        sentences.group_by(UNIT_KEY, maintain_order=True)
        .agg(
            pl.col(ALL_COUNTS).sum(),
            pl.col("n_sentences").sum().round(9),
            pl.col("closed").any(),
            pl.col("n_words").count().alias("n_parts"),
        )
        .with_columns(
            *(COMPONENTS[name][0].alias(name) for name in SHOWN),
            *(value(measure) for measure in FORMULAS),
            long_word_share=ratio("n_long", "n_words"),
            reason=refusal(),
        )
    )


def measure(sentences: pl.DataFrame, draws: int, seed: int) -> pl.DataFrame:
    """Turn the rows of `counts.spread` into the columns of the frame `readability`."""
    units = totals(sentences).with_columns(
        pl.col("unit").cast(UNIT),
        pl.col("splitter").cast(SPLITTER),
        # Units stay in the order of the source; voices alternate in it and go by name.
        place=pl.when(pl.col("unit") != "voice").then(pl.int_range(pl.len())),
    )
    ranges = intervals(sentences.filter(pl.col("n_words") > 0), draws, seed).with_columns(
        pl.col("unit").cast(UNIT), pl.col("splitter").cast(SPLITTER)
    )
    long = units.unpivot(
        on=list(FORMULAS),
        index=[name for name in units.columns if name not in FORMULAS],
        variable_name="measure",
    ).join(ranges, on=[*UNIT_KEY, "measure"], how="left", maintain_order="left")
    known = pl.col("low").is_not_null()
    return (
        judge(widened(long))
        .with_columns(
            pl.col("measure").cast(MEASURE),
            n_draws=pl.when(known).then(draws).otherwise(0),
            syllable_source=pl.lit(syllable_source()),
            engine=pl.lit(engine_version()),
        )
        .sort("doc_id", "unit", "splitter", "place", "unit_id", "measure")
    )
