"""What is not there, in words: a field that the manifest leaves unknown, a text that is silent.

Columns are those of the frame ``documents``; any frame that has them may be told.
"""

import polars as pl


def known(column: str, form: str, otherwise: str) -> pl.Expr:
    """Put what is known into a form, and for what is unknown these words.

    Takes any column of text of ``documents``; ``form`` has one pair of braces.

    Examples
    --------
    >>> about = pl.DataFrame({"published": ["2024-06-20", "unknown"]})
    >>> about.select(known("published", "published {}", "no date"))["published"].to_list()
    ['published 2024-06-20', 'no date']
    """
    value = pl.col(column).cast(pl.String)
    said = pl.when(value == "unknown").then(pl.lit(otherwise)).otherwise(pl.format(form, value))
    return said.alias(column)


def published_by() -> pl.Expr:
    """Say by whom a document is published, from ``publisher``.

    Examples
    --------
    >>> pl.DataFrame({"publisher": ["Gazette", "unknown"]}).select(published_by())["publisher"].to_list()
    ['by Gazette', 'by an unknown publisher']
    """
    return known("publisher", "by {}", "by an unknown publisher")


def silence(otherwise: pl.Expr | None = None) -> pl.Expr:
    """Say where something is not, from ``genre`` and ``publisher``.

    A full text is silent for the statement as its publisher prints it; a digest or a report for
    itself alone, in these words or in those of ``otherwise``.

    Examples
    --------
    >>> about = {"genre": ["statement", "digest"], "publisher": ["Gazette", "Courier"]}
    >>> pl.DataFrame(about).select(silence())["silence"].to_list()
    ['not in the statement as published by Gazette', 'not in this source']
    """
    return (
        pl.when(pl.col("genre").cast(pl.String) == "statement")
        .then(pl.format("not in the statement as published {}", published_by()))
        .otherwise(pl.lit("not in this source") if otherwise is None else otherwise)
        .alias("silence")
    )
