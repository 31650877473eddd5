"""Sections, numbered points, their continuations and their bullets, read from the lines."""

import polars as pl

#: A wider gap than this many lines, and than is usual in the file, ends a section.
WIDE_GAP = 2


def structure(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``section`` and ``provision`` to the zoned lines of `zones.zone`.

    A section runs from its heading to the next one, or to a gap that is wider than usual in the
    file (a heading seems to be lost there). A numbered point runs to the next number or heading;
    its bullets are numbered 3.1, 3.2 …; a body line without a number is its own provision.
    """
    heading = pl.col("zone") == "heading"
    body = pl.col("zone") == "body"
    gap = pl.col("line_no").cast(pl.Int64).diff().over("doc_id").fill_null(0)
    broken = (gap > WIDE_GAP) & (gap > gap.median().over("doc_id")) & body
    numbered = body & (pl.col("marker") == "point number")
    bullet = body & (pl.col("marker") == "bullet")
    rows = rows.with_columns(
        block=(heading | broken).cum_sum().over("doc_id"),
        part=heading.cum_sum().over("doc_id"),
        number=pl.when(numbered).then(pl.col("text").str.extract(r"^(\d+)", 1)),
    )
    rows = rows.with_columns(
        section=pl.when(heading).then("text").forward_fill().over("doc_id", "block"),
        point=pl.col("number").forward_fill().over("doc_id", "part"),
    ).with_columns(
        turn=pl.col("number").is_not_null().cum_sum().over("doc_id", "part"),
    )
    item = bullet.cum_sum().over("doc_id", "part", "turn").cast(pl.String)
    alone = pl.concat_str(pl.lit("¶"), "para_no")
    provision = (
        pl.when(~body)
        .then(pl.lit(""))
        .when(pl.col("point").is_null())
        .then(alone)
        .when(bullet)
        .then(pl.concat_str("point", pl.lit("."), item))
        .otherwise("point")
    )
    inside = pl.when(body | heading).then("section").fill_null("")
    return rows.with_columns(section=inside, provision=provision)
