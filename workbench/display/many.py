"""Too many to show one by one: how much a figure takes, and the sentence that says what it took."""

import polars as pl

from workbench.display.naming import count

#: Marks of one chart; with more a browser is slow, and the eye sees a cloud.
MARKS = 5_000
#: Rows of a chart, or documents of a list, that a reader still goes through.
ROWS = 60
#: Columns of a table, and columns of running text or of a drawn matrix.
COLUMNS, TEXTS = 40, 12
#: Panels of a chart that stand side by side.
PANELS = 8
#: Rows of a table that is read from its top.
LISTED = 200
#: Years that a group may span; the first that gives few enough groups is taken.
SPANS = (1, 5, 10, 25, 100, 1_000)


def most(frame: pl.DataFrame, column: str, n: int = ROWS) -> pl.DataFrame:
    """Keep the ``n`` rows with the highest values of a column, in the order that they have.

    Examples
    --------
    >>> most(pl.DataFrame({"word": ["a", "b", "c"], "n": [1, 3, 2]}), "n", 2)["word"].to_list()
    ['b', 'c']
    """
    if frame.height <= n:
        return frame
    place = frame.select(place=pl.col(column).rank("ordinal", descending=True)).to_series()
    return frame.filter((place <= n).fill_null(value=False))


def ends(frame: pl.DataFrame, column: str, n: int = ROWS) -> pl.DataFrame:
    """Keep as many of the highest as of the lowest values of a column, ``n`` in all, highest first.

    Examples
    --------
    >>> ends(pl.DataFrame({"score": [4, 1, 3, 2]}), "score", 2)["score"].to_list()
    [4, 1]
    """
    if frame.height <= n:
        return frame
    ordered = frame.drop_nulls(column).sort(column, descending=True, maintain_order=True)
    half = n // 2
    return pl.concat([ordered.head(half), ordered.slice(half).tail(n - half)])


def shown(n: int, total: int, noun: str, rule: str) -> str:
    """Say how many of how many are shown and by what rule; nothing where all are.

    Examples
    --------
    >>> shown(60, 1_000, "document", "those with the most hits"), shown(5, 5, "document", "all")
    ('Shown are 60 of 1,000 documents: those with the most hits.', '')
    """
    verb = "is" if n == 1 else "are"
    return f"Shown {verb} {n:,} of {count(total, noun)}: {rule}." if n < total else ""


def grouped(documents: pl.DataFrame) -> pl.DataFrame:
    """Put each document into the group of its genre and its years: at most `ROWS` groups.

    Takes documents; gives ``doc_id``, ``genre``, ``first`` (year of the group, null without one)
    and ``group``, its name, in the order of the documents.

    Examples
    --------
    >>> import workbench
    >>> grouped(workbench.load().documents)["group"].to_list()[:2]
    ['digest 2021', 'report 2024']
    """
    about = documents.select("doc_id", "genre", "year")
    for span in SPANS:
        rows = about.with_columns(first=pl.col("year") // span * span)
        if rows.select("genre", "first").n_unique() <= ROWS:
            break
    years = "{}" if span == 1 else "{}–{}"
    ends = [pl.col("first"), pl.col("first") + span - 1][: years.count("{}")]
    name = pl.format(f"{{}} {years}", "genre", *ends)
    return rows.select(
        "doc_id", "genre", "first", group=name.fill_null(pl.format("{}, no year", "genre"))
    )


def gathered(rows: pl.DataFrame, documents: pl.DataFrame, *sums: str) -> pl.DataFrame:
    """Add up columns over the groups of `grouped`, in order of genre and years.

    Takes rows with ``doc_id``, one per document; gives ``group``, ``genre``, ``n_documents``, and
    the ``sums``.
    """
    groups = grouped(documents)
    return (
        rows.select("doc_id", *sums)
        .join(groups, on="doc_id", maintain_order="left")
        .group_by("group", "genre", "first", maintain_order=True)
        .agg(pl.len().alias("n_documents"), pl.col(sums).sum())
        .sort("genre", "first", nulls_last=True)
    )


def in_groups(documents: pl.DataFrame, groups: int) -> str:
    """Say that documents are drawn in groups."""
    return (
        f"The {count(documents.height, 'document')} are gathered into {count(groups, 'group')} by genre and "
        "years; the data table has each document."
    )
