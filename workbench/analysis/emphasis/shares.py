"""Emphasis: the share of a document that a topic takes, with its interval and its silences.

Three ways of counting, and each is told with its denominator. *provision*: a numbered point, a
bullet, or a paragraph where the source does not number; *sentence*; *words*: the words of coded
sentences among all words of the body. A sentence under a lending heading is coded. What a share
means depends on the genre: in a digest it measures the editor.

The interval is that of a document as a sample of what its authors might have written; it does not
cover what the rules miss or take in wrongly (see `validity`).
"""

from collections.abc import Callable, Sequence

import polars as pl

from workbench.analysis.emphasis.intervals import resampled, wilson
from workbench.analysis.readability.bootstrap import DRAWS, SEED
from workbench.corpus import Corpus
from workbench.corpus.topics import Codebook
from workbench.errors import WorkbenchError
from workbench.schemas import BASES, VOICES, conform
from workbench.silence import silence

WILSON, BOOTSTRAP = "Wilson 95 %", "bootstrap of sentences, 95 %"
ZERO = "Wilson 95 % of sentences, for a count of zero"


def emphasis(  # noqa: PLR0913 - frames first, then the choices of the reader
    corpus: Corpus,
    found: pl.DataFrame,
    codebook: Codebook,
    unit: str = "provision",
    *,
    voices: Sequence[str] = VOICES,
    draws: int = DRAWS,
    progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """Give the emphasis frame: every document with every topic, the silent ones included.

    Takes mentions and their codebook. ``voices`` leaves mentions in other voices out of the
    counts; the denominator stays the whole body. By words, where each document is resampled
    ``draws`` times, ``progress`` is told how many documents are done, and of how many.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus.topics import read_topics
    >>> corpus = workbench.load()
    >>> codebook = read_topics(corpus.folder)
    >>> rows = emphasis(corpus, mentions(corpus, codebook), codebook)
    >>> rows.filter(doc_id="vov-2025", topic="ukraine")["finding"].item()
    '1 of 9 provisions'
    """
    for value, choices, name in ((unit, BASES, "unit"), *((v, VOICES, "voice") for v in voices)):
        if value not in choices:
            raise WorkbenchError(f"Unknown {name} {value!r}; choose {', '.join(choices)}.")
    topics = codebook.topics["topic"].to_list()
    kept = found.filter(pl.col("voice").cast(pl.String).is_in(list(voices)))
    coded = sentence_grid(corpus, kept, topics)
    if unit == "words":
        rows = word_shares(coded, topics, draws, progress)
    else:
        rows = shares(coded, topics, unit)
    grid = corpus.documents.select("doc_id", "genre", "publisher", "n_words").join(
        pl.DataFrame({"topic": topics}), how="cross"
    )
    counts = kept.filter(scope="text").group_by("doc_id", "topic").len("n_mentions")
    rows = grid.join(rows, on=["doc_id", "topic"], how="left", maintain_order="left").join(
        counts, on=["doc_id", "topic"], how="left", maintain_order="left"
    )
    rows = rows.with_columns(
        pl.col("n", "n_units", "n_mentions").fill_null(0),
        pl.col("method").fill_null(WILSON),
        unit=pl.lit(unit),
    )
    rows = rows.with_columns(
        per_1000=pl.when(pl.col("n_words") > 0).then(
            1000 * pl.col("n_mentions") / pl.col("n_words")
        ),
        finding=finding(unit),
    )
    return conform("emphasis", rows, corpus.documents["doc_id"].dtype)


def sentence_grid(corpus: Corpus, found: pl.DataFrame, topics: list[str]) -> pl.DataFrame:
    """Give each sentence its provision, its words, and a column of true or false per topic.

    Takes mentions; columns: ``doc_id``, ``provision``, ``n_words`` and the topics.
    """
    lines = corpus.paragraphs.select("doc_id", "para_no", "provision")
    base = corpus.sentences.select("doc_id", "para_no", "sent_no", "n_words").join(
        lines, on=["doc_id", "para_no"], how="left", maintain_order="left"
    )
    marks = found.select("doc_id", "para_no", "sent_no", "topic").unique()
    inside = marks.drop_nulls("sent_no").drop("para_no")
    above = (
        marks.filter(pl.col("sent_no").is_null())
        .drop("sent_no")
        .join(base.select("doc_id", "para_no", "sent_no"), on=["doc_id", "para_no"])
    )
    both = pl.concat([inside, above.select(inside.columns)]).unique()
    flags = both.group_by("doc_id", "sent_no").agg(
        (pl.col("topic") == topic).any().alias(topic) for topic in topics
    )
    return base.join(
        flags, on=["doc_id", "sent_no"], how="left", maintain_order="left"
    ).with_columns(pl.col(topics).fill_null(value=False))


def shares(coded: pl.DataFrame, topics: list[str], unit: str) -> pl.DataFrame:
    """Give count, denominator, share and Wilson interval of provisions or sentences."""
    if unit == "provision":
        coded = coded.group_by("doc_id", "provision", maintain_order=True).agg(pl.col(topics).any())
    totals = coded.group_by("doc_id", maintain_order=True).agg(
        pl.col(topics).sum().cast(pl.UInt32), n_units=pl.len()
    )
    rows = totals.unpivot(
        topics, index=["doc_id", "n_units"], variable_name="topic", value_name="n"
    )
    low, high = wilson(pl.col("n"), pl.col("n_units"))
    return rows.with_columns(
        share=pl.col("n") / pl.col("n_units"), low=low, high=high, method=pl.lit(WILSON)
    )


def word_shares(
    coded: pl.DataFrame,
    topics: list[str],
    draws: int,
    progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """Give words of coded sentences, all words, share and bootstrap interval.

    The upper bound of a zero is that of its sentences, for a bootstrap of zeros has no width.
    Documents are resampled one after the other, so that memory stays flat.
    """
    if coded.is_empty():
        return shares(coded, topics, "sentence")
    weighed = coded.with_columns(pl.col(topics).cast(pl.UInt32) * pl.col("n_words"))
    documents = weighed.partition_by("doc_id", maintain_order=True)
    found = []
    for done, rows in enumerate(documents, 1):
        found.append(word_interval(rows, topics, draws))
        if progress:
            progress(done, len(documents))
    silent = pl.col("n") == 0
    zero = wilson(pl.lit(0), pl.col("n_sentences"))[1]
    doc_id = coded["doc_id"].unique(maintain_order=True)
    row = pl.int_range(len(topics) * len(found), eager=True)
    return pl.concat(found).with_columns(
        doc_id.gather(row // len(topics)),
        share=pl.col("n") / pl.col("n_units"),
        high=pl.when(silent).then(zero).otherwise("high"),
        method=pl.when(silent).then(pl.lit(ZERO)).otherwise(pl.lit(BOOTSTRAP)),
    )


def word_interval(rows: pl.DataFrame, topics: list[str], draws: int) -> pl.DataFrame:
    """Resample the sentences of one document: words of each topic, and both ends of the interval.

    A topic without words keeps none in any draw, so it is not drawn.
    """
    sums = rows.select(pl.col(topics).sum()).row(0)
    spoken = [topic for topic, n in zip(topics, sums, strict=True) if n]
    drawn = resampled(rows, [*spoken, "n_words"], draws, SEED, str(rows["doc_id"][0]))
    ratios = drawn.select(pl.col(spoken) / pl.col("n_words"))
    ends = {
        name: ratios.select(pl.all().quantile(tail, "linear")).row(0, named=True) if spoken else {}
        for name, tail in (("low", 0.025), ("high", 0.975))
    }
    return pl.DataFrame(
        {
            "topic": topics,
            "n": sums,
            "low": [ends["low"].get(topic, 0.0) for topic in topics],
            "high": [ends["high"].get(topic, 0.0) for topic in topics],
            "n_units": [rows["n_words"].sum()] * len(topics),
            "n_sentences": [rows.height] * len(topics),
        },
        schema_overrides=dict.fromkeys(("n", "n_units", "n_sentences"), pl.UInt32),
    )


def finding(unit: str) -> pl.Expr:
    """Write count and denominator in words, or the silence as far as the source allows.

    Takes rows with ``n``, ``n_units``, ``high``, ``genre``, ``publisher``.
    """
    units = unit if unit == "words" else f"{unit}s"
    said = pl.format(f"{{}} of {{}} {units}", "n", "n_units")
    most = (pl.col("high") * 100).round(1)
    none = pl.format(
        f"{{}}: not observed in {{}} {units}; at most {{}} %", silence(), "n_units", most
    )
    return (
        pl.when(pl.col("n_units") == 0)
        .then(pl.lit("no body text"))
        .when(pl.col("n") > 0)
        .then(said)
        .otherwise(none)
    )
