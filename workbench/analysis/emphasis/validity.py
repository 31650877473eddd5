"""How far the rules find what a reader finds: precision, recall and κ per topic.

Unit: the body paragraph. A topic is *there* if the reader gave it, first or beside others, and
*found* if a mention codes the paragraph. Precision = both / found, recall = both / there, with
Wilson intervals; κ with a bootstrap interval over paragraphs.

The shipped rules were written by the reader who had just made the coding, with every passage in
mind, and improved on it: on the shipped sources the figures say how well the rules write down one
reading, and not what they would find elsewhere. `transfer` puts a harder question.
"""

import polars as pl

from workbench.analysis.emphasis.agreement import agreement, confusion
from workbench.analysis.emphasis.intervals import resampled, wilson
from workbench.analysis.readability.bootstrap import DRAWS, SEED
from workbench.errors import WorkbenchError
from workbench.lacking import through

LINE = ["doc_id", "para_no"]
ALL = "all topics"


def grid(coding: pl.DataFrame, found: pl.DataFrame, topics: list[str]) -> pl.DataFrame:
    """Give a row per coded paragraph and topic: ``there``, ``primary``, ``found``.

    Takes the coding of one coder, mentions, and the topics of the codebook.
    """
    if coding["coder"].n_unique() != 1:
        raise WorkbenchError("Validity needs the coding of one coder, and not an empty one.")
    lines = coding.select(LINE).unique(maintain_order=True)
    every = lines.join(pl.DataFrame({"topic": topics}), how="cross")
    given = coding.select(*LINE, "topic", "primary", there=True)
    coded = found.select(*LINE, "topic", found=True).unique()
    key = [*LINE, "topic"]
    return (
        every.join(given, on=key, how="left", maintain_order="left")
        .join(coded, on=key, how="left", maintain_order="left")
        .with_columns(pl.col("there", "primary", "found").fill_null(value=False))
    )


@through
def validity(
    coding: pl.DataFrame,
    found: pl.DataFrame,
    topics: list[str],
    draws: int = DRAWS,
    seed: int = SEED,
) -> pl.DataFrame:
    """Measure the rules against a coding by hand: a row per topic and one for all.

    Columns: ``topic``, ``n_there``, ``n_found``, ``n_both``, ``precision``, ``recall``, ``f1`` and
    ``kappa`` with ``_low`` and ``_high`` where an interval is defined, ``recall_primary`` (of the
    paragraphs whose primary topic it is) with ``n_primary``, and ``n_paragraphs``.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.emphasis import mentions
    >>> from workbench.corpus.coding import read_coding
    >>> from workbench.corpus.topics import read_topics
    >>> corpus = workbench.load()
    >>> codebook = read_topics(corpus.folder)
    >>> topics = codebook.topics["topic"].to_list()
    >>> coding = read_coding(corpus.folder, corpus.paragraphs, topics)
    >>> validity(coding, mentions(corpus, codebook), topics).height
    13
    """
    cells = grid(coding, found, topics)
    both = pl.col("there") & pl.col("found")
    counts = [
        pl.col("there").sum().alias("n_there"),
        pl.col("found").sum().alias("n_found"),
        both.sum().alias("n_both"),
        pl.col("primary").sum().alias("n_primary"),
        (pl.col("primary") & pl.col("found")).sum().alias("n_primary_found"),
        pl.len().alias("n_cells"),
    ]
    rows = pl.concat(
        [
            cells.group_by("topic", maintain_order=True).agg(counts),
            cells.group_by(pl.lit(ALL).alias("topic")).agg(counts),
        ]
    )
    n_paragraphs = coding.select(LINE).n_unique()
    return with_rates(rows).with_columns(
        *kappas(cells, [*topics, ALL], draws, seed),
        n_paragraphs=pl.lit(n_paragraphs, pl.UInt32),
    )


def with_rates(rows: pl.DataFrame) -> pl.DataFrame:
    """Add precision, recall and F1 to counts; a rate without a denominator is empty."""
    out = []
    for name, n, total in (
        ("precision", "n_both", "n_found"),
        ("recall", "n_both", "n_there"),
        ("recall_primary", "n_primary_found", "n_primary"),
    ):
        low, high = wilson(pl.col(n), pl.col(total))
        share = pl.when(pl.col(total) > 0).then(pl.col(n) / pl.col(total))
        out += [share.alias(name), low.alias(f"{name}_low"), high.alias(f"{name}_high")]
    f1 = pl.when(pl.col("n_found") + pl.col("n_there") > 0).then(
        2 * pl.col("n_both") / (pl.col("n_found") + pl.col("n_there"))
    )
    return rows.with_columns(*out, f1=f1).drop("n_primary_found", "n_cells")


def kappas(cells: pl.DataFrame, topics: list[str], draws: int, seed: int) -> list[pl.Series]:
    """Give κ of each topic (and of all cells together) with its interval, as three columns."""
    names = ("both", "found", "there", "n")
    values = []
    for topic in topics:
        part = cells if topic == ALL else cells.filter(topic=topic)
        flags = part.select(
            *LINE, "found", "there", both=pl.col("there") & pl.col("found"), n=pl.lit(1)
        )
        units = flags.group_by(LINE, maintain_order=True).agg(pl.col(names).sum())
        drawn = resampled(units, list(names), draws, seed, topic)
        exact = units.select(pl.col(names).cast(pl.Int64).sum())
        found = pl.concat([exact, drawn]).select(two_way_kappa()).to_series()
        rest = found.slice(1)
        ends = (rest.quantile(0.025, "linear"), rest.quantile(0.975, "linear"))
        values.append((found[0], *ends))
    columns = zip(*values, strict=True)
    labels = ("kappa", "kappa_low", "kappa_high")
    return [
        pl.Series(label, column, dtype=pl.Float64)
        for label, column in zip(labels, columns, strict=True)
    ]


def two_way_kappa() -> pl.Expr:
    """Write κ of a yes–no decision from both, found, there and n."""
    n = pl.col("n").cast(pl.Float64)
    found, there = pl.col("found") / n, pl.col("there") / n
    raw = (n - pl.col("found") - pl.col("there") + 2 * pl.col("both")) / n
    chance = found * there + (1 - found) * (1 - there)
    return pl.when(chance < 1).then((raw - chance) / (1 - chance))


@through
def disagreements(
    coding: pl.DataFrame, found: pl.DataFrame, topics: list[str], paragraphs: pl.DataFrame
) -> pl.DataFrame:
    """List every paragraph and topic on which rules and reader differ, with what matched.

    ``error`` is *missed* (the reader gave the topic) or *false* (a rule matched); ``matches`` are
    rule and words; ``note`` is the reader's.
    """
    wrong = grid(coding, found, topics).filter(pl.col("there") != pl.col("found"))
    said = found.with_columns(said=pl.format("{}: {}", "rule", "match"))
    matches = said.group_by(*LINE, "topic", maintain_order=True).agg(
        matches=pl.col("said").str.join("; ")
    )
    notes = coding.select(*LINE, "note").unique(LINE, keep="first", maintain_order=True)
    return (
        wrong.with_columns(error=pl.when("there").then(pl.lit("missed")).otherwise(pl.lit("false")))
        .join(matches, on=[*LINE, "topic"], how="left", maintain_order="left")
        .join(notes, on=LINE, how="left", maintain_order="left")
        .join(paragraphs.select(*LINE, "text"), on=LINE, how="left", maintain_order="left")
        .with_columns(pl.col("matches").fill_null(""))
        .select(*LINE, "topic", "error", "primary", "matches", "note", "text")
    )


def coders(first: pl.DataFrame, second: pl.DataFrame) -> pl.DataFrame:
    """Pair two codings of the same paragraphs by their primary topics: ``left``, ``right``.

    Takes two coding frames; paragraphs that only one of them has are left out.

    Examples
    --------
    >>> one = pl.DataFrame({"doc_id": ["a"], "para_no": [1], "topic": ["sea"], "primary": [True]})
    >>> coders(one, one.with_columns(topic=pl.lit("order"))).row(0)
    ('a', 1, 'sea', 'order')
    """
    chosen = [coding.filter("primary").select(*LINE, "topic") for coding in (first, second)]
    return (
        chosen[0]
        .rename({"topic": "left"})
        .join(chosen[1].rename({"topic": "right"}), on=LINE, maintain_order="left")
    )


@through
def reliability(first: pl.DataFrame, second: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Compare two codings: the table of `agreement`, and the non-empty cells of `confusion`."""
    pairs = coders(first, second)
    measures = agreement(pairs)
    values = sorted(set(pairs["left"]) | set(pairs["right"]))
    return measures, confusion(pairs, values).filter(pl.col("n") > 0)
