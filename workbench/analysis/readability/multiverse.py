"""The same comparison under every splitting variant: whether the order of documents survives."""

import polars as pl

from workbench.analysis.readability.formulas import formula


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


def pairs(rows: pl.DataFrame, measure: str = "Flesch–Kincaid grade") -> pl.DataFrame:
    """Ask of every two documents whether one is harder under all variants.

    Takes the frame `readability`; gives one row per pair, in the order of documents: ``left``,
    ``right``, ``n_variants``, ``n_left_harder``, ``n_right_harder``, the ``smallest`` and
    ``largest`` value of right − left over the variants, ``survives`` (the same one is harder under
    all of them), and ``n_apart``: under how many variants the two intervals do not touch.
    """
    left = of_measure(rows, measure)
    both = left.join(left, on="splitter", suffix="_right").filter(
        pl.col("doc_id").to_physical() < pl.col("doc_id_right").to_physical()
    )
    gap = pl.col("value_right") - pl.col("value")
    harder = pl.col("hardness") > pl.col("hardness_right")
    easier = pl.col("hardness") < pl.col("hardness_right")
    apart = (pl.col("low") > pl.col("high_right")) | (pl.col("high") < pl.col("low_right"))
    return (
        both.group_by(left="doc_id", right="doc_id_right")
        .agg(
            n_variants=pl.len(),
            n_left_harder=harder.sum(),
            n_right_harder=easier.sum(),
            smallest=gap.min(),
            largest=gap.max(),
            n_apart=apart.fill_null(value=False).sum(),
        )
        .with_columns(
            survives=pl.max_horizontal("n_left_harder", "n_right_harder") == pl.col("n_variants")
        )
        .sort("left", "right")
    )
