"""The gate: what a difference between two documents can mean."""

import polars as pl

from workbench.schemas import KIND


def comparability(documents: pl.DataFrame) -> pl.LazyFrame:
    """Say for every ordered pair of different documents what may be compared, and why.

    Takes documents (``doc_id``, ``statement_id``, ``year``, ``publisher``, ``genre``); gives one
    row per ordered pair. *Editions*: two full texts of one statement. *Editorial selection*: one
    statement in two witnesses of another kind. *Change over time*: different statements in the
    same genre by the same publisher. Everything else is *blocked*.

    What is unknown is equal to nothing: such documents are *blocked* until the manifest says more.

    Nothing is built before it is collected, and a filter on ``left`` or ``right`` is carried out
    before the documents are paired: filter first (`workbench.pairs.among`), then collect.

    Examples
    --------
    >>> import workbench
    >>> pairs = workbench.load().comparability
    >>> pairs.filter(pl.col("left") == "tass-2021").select("right", "kind").collect().row(0)
    ('investor-2024', 'blocked')
    """
    about = documents.lazy().select("doc_id", "statement_id", "year", "publisher", "genre")
    about = about.with_columns(pl.col("genre").cast(pl.String))
    other = about.select(pl.all().name.suffix("_right"))
    pairs = about.join(other, how="cross", maintain_order="left_right").filter(
        pl.col("doc_id") != pl.col("doc_id_right")
    )
    same_statement, same_genre, same_publisher = (
        (pl.col(name) == pl.col(f"{name}_right")) & (pl.col(name) != "unknown")
        for name in ("statement_id", "genre", "publisher")
    )
    unknown = [
        (pl.col(name) == "unknown") | (pl.col(f"{name}_right") == "unknown")
        for name in ("statement_id", "genre", "publisher")
    ]
    # An unknown statement may be the same one: then a difference is no change over time.
    same_time = same_genre & same_publisher & ~unknown[0]
    report = (pl.col("genre") == "report") | (pl.col("genre_right") == "report")
    full = same_genre & (pl.col("genre") == "statement")
    names = [pl.col(name).cast(pl.String) for name in ("doc_id", "doc_id_right")]
    both = pl.format("{} ({}) and {} ({})", names[0], "genre", names[1], "genre_right")
    kind = (
        pl.when(same_statement & full)
        .then(pl.lit("editions"))
        .when(same_statement)
        .then(pl.lit("editorial selection"))
        .when(same_time)
        .then(pl.lit("change over time"))
        .otherwise(pl.lit("blocked"))
    )
    why = (
        pl.when(same_statement & full)
        .then(
            pl.format(
                "{} print the same statement: a difference is one of edition or translation.", both
            )
        )
        .when(same_statement)
        .then(
            pl.format(
                "{} go back to the same statement: a difference shows what a witness selected or "
                "reworded{}, not a change between the states.",
                both,
                pl.when(report).then(pl.lit(" or took from elsewhere")).otherwise(pl.lit("")),
            )
        )
        .when(same_time)
        .then(
            pl.format(
                "Each is a {} by {}, of the statements of {} and {}: a difference may be a change "
                "over time, as far as the publisher selects in the same way.",
                "genre",
                "publisher",
                pl.coalesce(
                    pl.min_horizontal("year", "year_right").cast(pl.String),
                    pl.lit("an unknown year"),
                ),
                pl.coalesce(
                    pl.max_horizontal("year", "year_right").cast(pl.String),
                    pl.lit("an unknown year"),
                ),
            )
        )
        .when(pl.any_horizontal(unknown))
        .then(
            pl.format(
                "The manifest does not say of {} which statement, genre and publisher both have.",
                both,
            )
        )
        .otherwise(
            pl.format(
                "{} differ in statement and also in {}: a change of the text cannot be told from "
                "a change of the witness.",
                both,
                pl.when(~same_genre & ~same_publisher)
                .then(pl.lit("genre and publisher"))
                .when(~same_genre)
                .then(pl.lit("genre"))
                .otherwise(pl.lit("publisher")),
            )
        )
    )
    return pairs.select(left="doc_id", right="doc_id_right", kind=kind.cast(KIND), why=why)
