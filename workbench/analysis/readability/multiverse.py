"""The same comparison under every splitting variant: whether the order of documents survives."""

import polars as pl

from workbench.analysis.readability.formulas import formula
from workbench.pairs import open_pairs

#: What of a document is set beside that of another, under each variant.
PAIRED = ("value", "hardness", "low", "high")


def of_measure(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Keep the documents' defined values of one measure, as ``hardness``: higher is harder."""
    sign = 1 if formula(measure).harder == "higher" else -1
    return rows.filter(
        (pl.col("unit") == "document")
        & (pl.col("measure") == measure)
        & pl.col("value").is_not_null()
    ).with_columns(hardness=sign * pl.col("value"))


def ranks(rows: pl.DataFrame, measure: str = "Flesch–Kincaid grade") -> pl.DataFrame:
    """Rank the documents under each variant, 1 for the hardest; equal values share a rank.

    Takes the frame `readability`; gives one row per document and variant: ``doc_id``,
    ``splitter``, ``value``, ``low``, ``high``, ``rank``, and the range of the document's ranks over
    all variants, ``best`` to ``worst``.
    """
    ranked = of_measure(rows, measure).with_columns(
        rank=pl.col("hardness").rank("min", descending=True).over("splitter").cast(pl.UInt32)
    )
    return ranked.select(
        "doc_id",
        "splitter",
        "value",
        "low",
        "high",
        "rank",
        pl.col("^syllable_source$"),
        best=pl.col("rank").min().over("doc_id"),
        worst=pl.col("rank").max().over("doc_id"),
    ).sort("doc_id", "splitter")


def pairs(
    rows: pl.DataFrame,
    comparability: pl.DataFrame | pl.LazyFrame,
    measure: str = "Flesch–Kincaid grade",
) -> pl.LazyFrame:
    """Ask of every two documents that may be compared whether one is harder under all variants.

    Takes the frame `readability` and comparability; gives one row per pair, as a query, for there
    may be very many: ``left``, ``right`` (the earlier one on the left), ``n_variants``,
    ``n_left_harder``, ``n_right_harder``, the ``smallest`` and ``largest`` value of right − left
    over the variants, ``survives`` (the same one is harder under all of them), and ``n_apart``:
    under how many variants the two intervals do not touch.

    Examples
    --------
    >>> import workbench
    >>> c = workbench.load()
    >>> from workbench.analysis.readability import readability
    >>> rows = readability(c.documents, c.paragraphs, c.clauses, c.quotes, draws=0)
    >>> pairs(rows, c.comparability).filter(left="tass-2021").collect().select("right").item()
    'tass-2024'
    """
    here = of_measure(rows, measure)
    order, places = here["doc_id"].dtype, range(max(here["splitter"].n_unique(), 1))
    number = pl.col("splitter").rank("dense").cast(pl.UInt32) - 1
    kept = here.select(pl.col("doc_id").cast(pl.String), *PAIRED, number=number)
    texts = kept.pivot(on="number", index="doc_id", values=PAIRED, on_columns=list(places))
    beside = open_pairs(comparability, texts["doc_id"]).select("left", "right")
    for side in ("left", "right"):
        values = texts.select(doc_id="doc_id", **{f"{n}_{side}": n for n in texts.columns[1:]})
        beside = beside.join(values.lazy(), left_on=side, right_on="doc_id")

    def each(name: str, side: str) -> list[pl.Expr]:
        return [pl.col(f"{name}_{place}_{side}") for place in places]

    values, hard = (list(zip(each(n, "left"), each(n, "right"), strict=True)) for n in PAIRED[:2])
    gaps = [right - left for left, right in values]
    ends = zip(*(each(n, side) for n in PAIRED[2:] for side in ("left", "right")), strict=True)
    apart = [(low > high_right) | (high < low_right) for low, low_right, high, high_right in ends]
    n_left, n_right = "n_left_harder", "n_right_harder"
    return (
        beside.select(
            pl.col("left", "right").cast(order),
            n_variants=pl.sum_horizontal(gap.is_not_null() for gap in gaps),
            n_left_harder=pl.sum_horizontal(left > right for left, right in hard),
            n_right_harder=pl.sum_horizontal(left < right for left, right in hard),
            smallest=pl.min_horizontal(gaps),
            largest=pl.max_horizontal(gaps),
            n_apart=pl.sum_horizontal(apart),
        )
        .filter(pl.col("n_variants") > 0)
        .with_columns(survives=pl.max_horizontal(n_left, n_right) == pl.col("n_variants"))
    )
