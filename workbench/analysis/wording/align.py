"""Which passage of one document answers to which of another, or to none.

Two passages are linked when each, or a part of it between commas, has the other as its best
counterpart (many-to-many; order plays no part) and their score reaches the threshold. Below it
the answer is "no counterpart found", never "removed".
"""

import polars as pl

from workbench.analysis.wording.vectors import Space
from workbench.errors import WorkbenchError
from workbench.schemas import conform

#: Chosen by leave-one-pair-out cross-validation on the reference links (see `evaluate`).
THRESHOLDS = {"provision": 0.09, "sentence": 0.10, "clause": 0.10}
#: Scores are compared at this precision, so that the order of a sum changes no link.
DIGITS = 6
#: Documents that are scored against one at a time, for its memory grows with their words.
AT_ONCE = 40


def check(space: Space, left: str, rights: list[str], threshold: float) -> None:
    """Raise for an unknown document, a document against itself or a threshold off the scale."""
    known = space.documents["doc_id"].cast(pl.String).to_list()
    for doc_id in (left, *rights):
        if doc_id not in known:
            raise WorkbenchError(f"Unknown document {doc_id!r}; choose {', '.join(known[:20])}.")
    if left in rights:
        raise WorkbenchError(f"{left} cannot be aligned with itself; choose two documents.")
    number = isinstance(threshold, int | float) and not isinstance(threshold, bool)
    if not number or not 0 < threshold <= 1:
        raise WorkbenchError(f"The threshold is {threshold!r}; it must lie above 0 and up to 1.")


def align(
    space: Space, left: str, right: str | list[str], threshold: float | None = None
) -> pl.DataFrame:
    """Link the passages of a document with those of another (or of each of several).

    Takes the space of `vectors.space`; gives the links frame, numbered in the order of the left
    document within each pair. ``align(space, a, b)`` and ``align(space, b, a)`` are the same
    links with the sides exchanged.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.wording.vectors import space
    >>> align(space(workbench.load()), "vov-2025", "vgp-2025", threshold=0.5).columns[:4]
    ['link_no', 'unit', 'left_id', 'left_unit_no']
    """
    threshold = THRESHOLDS[space.unit] if threshold is None else threshold
    rights = [right] if isinstance(right, str) else list(right)
    check(space, left, rights, threshold)
    scored = [
        scores(space, left, rights[first : first + AT_ONCE]).filter(pl.col("score") >= threshold)
        for first in range(0, max(len(rights), 1), AT_ONCE)
    ]
    return lay_out(pl.concat(scored), space)


def side(space: Space, doc_ids: list[str], name: str) -> pl.DataFrame:
    """Give the weights of some documents with the columns of one side."""
    wanted = pl.Series(doc_ids, dtype=space.weights["doc_id"].dtype)
    rows = space.weights.filter(pl.col("doc_id").is_in(wanted.implode()))
    return rows.rename(
        {
            "doc_id": f"{name}_id",
            "unit_no": f"{name}_no",
            "piece_no": f"{name}_piece",
            "weight": name,
        }
    )


def scores(space: Space, left: str, rights: list[str]) -> pl.DataFrame:
    """Score every pair of units in which at least one side has chosen the other.

    Gives ``left_id``, ``left_no``, ``right_id``, ``right_no``, ``score`` and ``mutual``.
    """
    one, other = side(space, [left], "left"), side(space, rights, "right")
    key = ["left_id", "left_no", "right_id", "right_no"]
    rare = pl.col("df") <= space.rare
    candidates = (
        one.filter(rare, left_piece=0)
        .join(other.filter(rare, right_piece=0), on="feature")
        .select(key)
        .unique()
    )
    forth = products(parts(one, "left"), other.filter(right_piece=0), candidates)
    back = products(one.filter(left_piece=0), parts(other, "right"), candidates)
    forth = chosen(forth, ["left_id", "left_no", "left_piece", "right_id"]).select(
        *key, forth=pl.lit(value=True)
    )
    back = chosen(back, ["right_id", "right_no", "right_piece"]).select(
        *key, back=pl.lit(value=True)
    )
    choice = forth.unique().join(back.unique(), on=key, how="full", coalesce=True)
    wholes = products(one.filter(left_piece=0), other.filter(right_piece=0), choice.select(key))
    mutual = (pl.col("forth") & pl.col("back")).fill_null(value=False)
    score = pl.col("product") * pl.when(mutual).then(1.0).otherwise(space.recipe.one_way)
    return wholes.join(choice, on=key).select(*key, score=score.round(DIGITS), mutual=mutual)


def parts(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Keep the pieces of each unit; a unit of one piece stands for itself."""
    return rows.filter(pl.col(f"{name}_piece") > 0)


def products(left: pl.DataFrame, right: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """Sum the products of shared features over the candidate pairs."""
    pair = ["left_id", "left_no", "right_id", "right_no"]
    shared = (
        candidates.join(left.drop("df"), on=["left_id", "left_no"])
        .join(right.drop("df"), on=["right_id", "right_no", "feature"])
        .group_by(*pair, "left_piece", "right_piece")
        .agg(product=(pl.col("left") * pl.col("right")).sum())
    )
    return shared.with_columns(pl.col("product").round(DIGITS))


def chosen(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Keep for each piece its best counterpart (all of them, if several are equally good)."""
    best = pl.col("product").max().over(key)
    return rows.filter((pl.col("product") == best) & (pl.col("product") > 0))


def lay_out(links: pl.DataFrame, space: Space) -> pl.DataFrame:
    """Add places and texts of both sides, number the links, and bring them to their schema."""
    for name in ("left", "right"):
        names = {
            column: f"{name}_{column}"
            for column in ("para_no", "provision", "start", "end", "text")
        }
        rows = space.units.rename(names | {"doc_id": f"{name}_id", "unit_no": f"{name}_no"})
        links = links.join(rows, on=[f"{name}_id", f"{name}_no"], how="left")
    links = links.sort("left_id", "right_id", "left_start", "right_start").with_columns(
        unit=pl.lit(space.unit),
        left_unit_no="left_no",
        right_unit_no="right_no",
        status=pl.lit("proposed"),
        note=pl.lit(""),
        link_no=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("left_id", "right_id"),
    )
    return conform("links", links, space.documents["doc_id"].dtype)
