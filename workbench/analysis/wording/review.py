"""Proposed links under the decisions of readers: confirmed, rejected, added, or in dispute."""

import polars as pl

from workbench.schemas import FRAMES

SPANS = ["left_id", "left_start", "left_end", "right_id", "right_start", "right_end"]


def turn(frame: pl.DataFrame) -> pl.DataFrame:
    """Exchange left and right in every column that has a side.

    Examples
    --------
    >>> turn(pl.DataFrame({"left_id": "a", "right_id": "b"})).row(0)
    ('b', 'a')
    """
    swap = {"left": "right", "right": "left"}
    names = {
        name: f"{swap[name.split('_')[0]]}{name.removeprefix(name.split('_')[0])}"
        for name in frame.columns
        if name.split("_")[0] in swap
    }
    return frame.rename(names).select(frame.columns)


def verdicts(decisions: pl.DataFrame) -> pl.DataFrame:
    """Give one row per pair of passages: the readers' status, or null where they disagree.

    Added and confirmed say the same of a passage pair (it is a link). ``note`` holds each
    reader's status and reason; ``dispute`` is true where some reject what others accept.
    """
    said = pl.format("{} ({}): {}", "who", "status", "note").str.strip_chars(": ")
    rejected = pl.col("status") == "rejected"
    return (
        decisions.with_columns(pl.col("status").cast(pl.String))
        .sort(*SPANS, "when", "who")
        .group_by(SPANS, maintain_order=True)
        .agg(
            dispute=rejected.any() & (~rejected).any(),
            status=pl.col("status").last(),
            note=said.str.join("; "),
        )
        .with_columns(status=pl.when(~pl.col("dispute")).then("status"))
    )


def conflicts(decisions: pl.DataFrame) -> list[str]:
    """Name in a sentence each pair of passages on which readers disagree."""
    rows = verdicts(decisions).filter("dispute").iter_rows(named=True)
    return [
        f"{row['left_id']} {row['left_start']}–{row['left_end']} and {row['right_id']} "
        f"{row['right_start']}–{row['right_end']}: readers disagree ({row['note']})."
        for row in rows
    ]


def review(
    links: pl.DataFrame,
    decisions: pl.DataFrame,
    documents: pl.DataFrame,
    pairs: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Put the readers' decisions on the links of one or more pairs of documents.

    A decision counts for the link with exactly its passages. One without such a link becomes a
    row of its own (unless it rejects), without a score. Where readers disagree the link stays
    *proposed* and its note says so. Links keep their order and are numbered anew.

    Takes links, decisions (either order of a pair), documents, and the pairs to look at
    (``left_id``, ``right_id``; without them, those of the links); gives the links frame.
    """
    if pairs is None:
        pairs = links.select("left_id", "right_id").unique(maintain_order=True)
    rows = pl.concat([decisions, turn(decisions)]).join(pairs, on=["left_id", "right_id"])
    decided = verdicts(rows).rename({"status": "decided", "note": "why"})
    marked = links.join(decided, on=SPANS, how="left", maintain_order="left").with_columns(
        status=pl.coalesce("decided", pl.col("status").cast(pl.String)),
        note=pl.coalesce("why", "note"),
    )
    alone = decided.join(links, on=SPANS, how="anti").filter(pl.col("decided") != "rejected")
    cuts = [texts_of(alone, documents, side) for side in ("left", "right")]
    alone = alone.with_columns(*cuts, status="decided", note="why")
    columns = list(FRAMES["links"].columns)
    both = pl.concat([marked, alone], how="diagonal_relaxed").select(columns)
    both = both.sort("left_id", "right_id", "left_start", "right_start", maintain_order=True)
    number = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("left_id", "right_id")
    return both.with_columns(link_no=number).cast({"status": links.schema["status"]})


def texts_of(rows: pl.DataFrame, documents: pl.DataFrame, side: str) -> pl.Series:
    """Cut the passages of one side out of the texts."""
    there = documents.filter(pl.col("doc_id").is_in(rows[f"{side}_id"].unique().implode()))
    texts = dict(there.select("doc_id", "text").iter_rows())
    spans = rows.select(f"{side}_id", f"{side}_start", f"{side}_end").iter_rows()
    cut = [texts[doc_id][start:end] for doc_id, start, end in spans]
    return pl.Series(f"{side}_text", cut, dtype=pl.String)
