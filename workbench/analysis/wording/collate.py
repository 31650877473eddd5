"""The synopsis: what became of each unit of one document in another."""

import polars as pl

from workbench.analysis.gate import Gate

#: For each kind of pair: passage as it was, passage reworded, only on the left, only on the right.
OUTCOMES = {
    "change over time": ("kept", "reworded", "dropped", "new"),
    "editorial selection": ("reported", "reported", "not reported here", "not reported here"),
    "editions": ("same", "worded differently", "in one edition only", "in one edition only"),
    "blocked": ("counterpart", "counterpart", "no counterpart found", "no counterpart found"),
}


def collate(
    links: pl.DataFrame, edits: pl.DataFrame, units: pl.DataFrame, passed: Gate
) -> pl.DataFrame:
    """Give the synopsis: a row per unit on the left, then per unit of the right without a link.

    Takes the links of the pair and their edits (rejected links do not count), the units of the
    corpus and a `gate.gate` that was passed. Columns: ``row_no``, ``left_…`` (unit_no, para_no,
    provision, start, end, text; null in rows of the right alone), ``link_nos`` and
    ``right_provisions`` (lists), ``score`` (the best), ``n_substantive`` and ``n_formal`` (edits),
    ``outcome``, ``absent_from`` (where nothing was found at this threshold), ``right_…`` (as left,
    in rows of the right alone), ``left_id``, ``right_id`` and ``stamp``. *Kept* and *same* mean that no edit is substantive
    and none concerns naming.
    """
    same, changed, lost, new = OUTCOMES[passed.kind]
    here = (pl.col("left_id") == passed.left) & (pl.col("right_id") == passed.right)
    links = with_counts(links.filter(here, pl.col("status") != "rejected"), edits.filter(here))
    left = side_units(units, passed.left, "left")
    right = side_units(units, passed.right, "right")
    sums = ("n_substantive", "n_formal", "n_naming")
    grouped = (
        touching(left, links, "left")
        .group_by("left_unit_no")
        .agg(
            pl.col(sums).sum(),
            link_nos=pl.col("link_no").sort(),
            right_provisions=pl.col("right_provision").sort_by("right_start"),
            score=pl.col("score").max(),
        )
    )
    linked = pl.col("link_nos").is_not_null()
    as_it_was = pl.col("n_substantive") + pl.col("n_naming") == 0
    kept = pl.when(as_it_was).then(pl.lit(same)).otherwise(pl.lit(changed))
    rows = left.join(grouped, on="left_unit_no", how="left", maintain_order="left").with_columns(
        outcome=pl.when(linked).then(kept).otherwise(pl.lit(lost)),
        absent_from=pl.when(~linked).then(pl.lit(passed.right)),
    )
    met = touching(right, links, "right")["right_unit_no"].unique()
    alone = right.filter(~pl.col("right_unit_no").is_in(met.implode())).with_columns(
        outcome=pl.lit(new), absent_from=pl.lit(passed.left)
    )
    table = pl.concat([rows, alone], how="diagonal_relaxed").drop("n_naming")
    return table.with_row_index("row_no", 1).with_columns(
        left_id=pl.lit(passed.left), right_id=pl.lit(passed.right), stamp=pl.lit(passed.stamp)
    )


def with_counts(links: pl.DataFrame, edits: pl.DataFrame) -> pl.DataFrame:
    """Add to each link how many of its edits are substantive, formal, and about naming."""
    counted = edits.group_by("link_no").agg(
        n_substantive=pl.col("substantive").sum(),
        n_formal=((pl.col("op") != "kept") & ~pl.col("substantive")).sum(),
        n_naming=(pl.col("kind") == "naming").sum(),
    )
    return links.join(counted, on="link_no", how="left", maintain_order="left")


def side_units(units: pl.DataFrame, doc_id: str, side: str) -> pl.DataFrame:
    """Give the units of a document with the columns of one side."""
    names = ("unit_no", "para_no", "provision", "start", "end", "text")
    rows = units.filter(pl.col("doc_id") == doc_id)
    return rows.select(pl.col(name).alias(f"{side}_{name}") for name in names)


def touching(units: pl.DataFrame, links: pl.DataFrame, side: str) -> pl.DataFrame:
    """Join units with the links that overlap them on one side (a reader may link any stretch)."""
    rest = links.drop(f"{side}_unit_no", f"{side}_para_no", f"{side}_provision", f"{side}_text")
    rest = rest.rename({f"{side}_start": "link_start", f"{side}_end": "link_end"})
    both = units.join(rest, how="cross")
    return both.filter(
        pl.col(f"{side}_start") < pl.col("link_end"), pl.col("link_start") < pl.col(f"{side}_end")
    )
