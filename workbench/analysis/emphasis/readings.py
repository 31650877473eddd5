"""Any number of coders over one set of passages: how far they agree, and where they do not.

The frame of *readings* has a row per passage (``doc_id``, ``para_no``) and coder with the
``value`` given, empty where nothing was given. Students, the shipped coding and the rules all
become readings, so that each can be held against any other. Share of agreeing pairs: of all pairs
of coders who both gave a value of a passage, how many gave the same. α is Krippendorff's for
nominal values (2019, ch. 12), with a percentile bootstrap of passages.
"""

from itertools import combinations

import polars as pl

from workbench.analysis.emphasis.agreement import weighted_kappa
from workbench.analysis.emphasis.intervals import LEVEL, draw
from workbench.analysis.readability.bootstrap import DRAWS, SEED
from workbench.errors import WorkbenchError
from workbench.schemas import CODED

LINE = ["doc_id", "para_no"]
READING = [*LINE, "coder", "value"]
NONE = "none"


def readings(codes: pl.DataFrame, field: str = "topic") -> pl.DataFrame:
    """Take one field of the codes frame as readings.

    Examples
    --------
    >>> codes = pl.DataFrame({"doc_id": ["a"], "para_no": [1], "coder": ["x"], "strength": [2]})
    >>> readings(codes, "strength").row(0)
    ('a', 1, 'x', '2')
    """
    if field not in CODED:
        raise WorkbenchError(f"Unknown field {field!r}; choose {', '.join(CODED)}.")
    return codes.select(*LINE, "coder", value=pl.col(field).cast(pl.String))


def shipped_readings(coding: pl.DataFrame) -> pl.DataFrame:
    """Take the primary topics of the coding frame as readings.

    Examples
    --------
    >>> row = {"doc_id": ["a"], "para_no": [1], "coder": ["x"], "topic": ["sea"], "primary": [True]}
    >>> shipped_readings(pl.DataFrame(row))["value"].to_list()
    ['sea']
    """
    return coding.filter("primary").select(*LINE, "coder", value="topic")


def rule_readings(paragraphs: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Take the rules as one more coder: of each body paragraph the topic mentioned most often.

    Takes paragraphs and mentions. Of topics mentioned equally often the first in the paragraph
    counts; a paragraph without any is *none*.

    Examples
    --------
    >>> lines = pl.DataFrame({"doc_id": ["a"], "para_no": [1], "zone": ["body"]})
    >>> found = pl.DataFrame(schema={"doc_id": str, "para_no": int, "topic": str, "start": int})
    >>> rule_readings(lines, found)["value"].to_list()
    ['none']
    """
    most = (
        mentions.group_by(*LINE, "topic", maintain_order=True)
        .agg(n=pl.len(), first=pl.col("start").min())
        .sort(*LINE, "n", "first", descending=[False, False, True, False])
        .unique(LINE, keep="first", maintain_order=True)
    )
    return (
        paragraphs.filter(zone="body")
        .select(*LINE, coder=pl.lit("rules"))
        .join(most.select(*LINE, value="topic"), on=LINE, how="left", maintain_order="left")
        .with_columns(pl.col("value").cast(pl.String).fill_null(NONE))
    )


def joint_agreement(
    given: pl.DataFrame, draws: int = DRAWS, seed: int = SEED, level: float = LEVEL
) -> pl.DataFrame:
    """Measure the agreement of all coders together: share of agreeing pairs, and α.

    Takes readings, gaps allowed; gives ``measure``, ``value``, ``low``, ``high``, ``n_units``
    (passages with at least two values), ``n_coders``. With one coder, or none, the values are
    empty; so is α where all values are the same.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 4, "para_no": [1, 1, 2, 2], "coder": ["x", "y"] * 2}
    >>> given = pl.DataFrame(codes | {"value": ["sea", "sea", "sea", "order"]})
    >>> joint_agreement(given, draws=100).select("value", "n_units").rows()
    [(0.5, 2), (0.0, 2)]
    """
    cells = pairable(given)
    units = cells.select("unit").unique(maintain_order=True)
    here = summed(cells.with_columns(draw=pl.lit(0, pl.UInt32)))
    columns: dict[str, list[float | None]] = {
        "value": list(here.row(0)) if here.height else [None] * 2
    }
    columns |= {"low": [None] * 2, "high": [None] * 2}
    if units.height:
        taken = draw(units.height, draws, "joint agreement", seed)
        drawn = taken.join(cells, left_on="row", right_on="unit")
        rest, tail = summed(drawn), (1 - level) / 2
        for name, at in (("low", tail), ("high", 1 - tail)):
            columns[name] = list(rest.select(pl.all().quantile(at, "linear")).row(0))
    return pl.DataFrame(
        {"measure": ["share of agreeing pairs", "Krippendorff's α"], **columns},
        schema_overrides=dict.fromkeys(columns, pl.Float64),
    ).with_columns(
        n_units=pl.lit(units.height, pl.UInt32),
        n_coders=pl.lit(given.drop_nulls("value")["coder"].n_unique(), pl.UInt32),
    )


def pairable(given: pl.DataFrame) -> pl.DataFrame:
    """Count the values of each passage that two coders or more gave one: ``unit``, ``value``, ``n``, ``m``."""
    counts = given.drop_nulls("value").group_by(*LINE, "value").len("n").sort(*LINE, "value")
    counts = counts.with_columns(pl.col("n").cast(pl.Float64), m=pl.col("n").sum().over(LINE))
    cells = counts.filter(pl.col("m") > 1)
    unit = pl.struct(LINE).rle_id()
    return cells.select("value", "n", m=pl.col("m").cast(pl.Float64), unit=unit)


def summed(cells: pl.DataFrame) -> pl.DataFrame:
    """Compute share and α of each draw from the counts of its passages."""
    same = (pl.col("n") * (pl.col("n") - 1)).sum()
    weighed = (pl.col("n") * (pl.col("m") - pl.col("n")) / (pl.col("m") - 1)).sum()
    sums = cells.group_by("draw").agg(
        agree=same,
        pairs=(pl.col("n") * (pl.col("m") - 1)).sum(),
        observed=weighed,
        total=pl.col("n").sum(),
    )
    pooled = cells.group_by("draw", "value").agg(pl.col("n").sum())
    squares = pooled.group_by("draw").agg(squares=(pl.col("n") ** 2).sum())
    total = pl.col("total")
    expected = (total**2 - pl.col("squares")) / (total - 1)
    rows = sums.join(squares, on="draw").sort("draw")
    return rows.select(
        share=pl.col("agree") / pl.col("pairs"),
        alpha=pl.when(expected > 0).then(1 - pl.col("observed") / expected),
    )


def pairwise(given: pl.DataFrame, order: list[str] | None = None) -> pl.DataFrame:
    """Compare every two coders on the passages that both gave a value.

    Gives ``left``, ``right``, ``n_units``, ``n_same``, ``share``, ``kappa`` (Cohen) and, with
    ``order`` (the values from weakest to strongest), ``weighted_kappa`` with the distance in that
    order as weight (Cohen 1968). Empty where nothing is shared, or one value alone was used.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 4, "para_no": [1, 1, 2, 2], "coder": ["x", "y"] * 2}
    >>> given = pl.DataFrame(codes | {"value": ["sea", "sea", "order", "order"]})
    >>> pairwise(given).select("n_same", "kappa").row(0)
    (2, 1.0)
    """
    values = order or sorted(given["value"].drop_nulls().unique())
    unknown = sorted(set(given["value"].drop_nulls()) - set(values))
    if unknown:
        raise WorkbenchError(f"Unknown value {unknown[0]!r}; the order names {', '.join(values)}.")
    coders = sorted(given["coder"].unique())
    rows = [
        pair_row(pair_of(given, *pair), pair, values, ordered=bool(order))
        for pair in combinations(coders, 2)
    ]
    schema = {"left": pl.String, "right": pl.String, "n_units": pl.UInt32, "n_same": pl.UInt32}
    rates = dict.fromkeys(("share", "kappa", "weighted_kappa"), pl.Float64)
    return pl.DataFrame(rows, schema=schema | rates, orient="row")


def pair_of(given: pl.DataFrame, left: str, right: str) -> pl.DataFrame:
    """Pair two coders on the passages that both gave a value: keys, ``left``, ``right``.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 2, "para_no": [1, 1], "coder": ["x", "y"], "value": ["p", "q"]}
    >>> pair_of(pl.DataFrame(codes), "x", "y").row(0)
    ('a', 1, 'p', 'q')
    """
    known = given["coder"].unique().to_list()
    for coder in (left, right):
        if coder not in known:
            raise WorkbenchError(f"No coder {coder!r}; choose {', '.join(sorted(known))}.")
    sides = [
        given.filter(coder=coder).drop_nulls("value").select(*LINE, pl.col("value").alias(side))
        for coder, side in ((left, "left"), (right, "right"))
    ]
    return sides[0].join(sides[1], on=LINE, maintain_order="left")


def pair_row(
    pairs: pl.DataFrame, names: tuple[str, ...], values: list[str], *, ordered: bool
) -> tuple[object, ...]:
    """Give the row of two coders."""
    at = {value: number for number, value in enumerate(values)}
    table = [[0.0] * len(values) for _ in values]
    for left, right, n in pairs.group_by("left", "right").len().iter_rows():
        table[at[left]][at[right]] = float(n)
    same = pairs.filter(pl.col("left") == pl.col("right")).height
    if pairs.is_empty():
        return (*names, 0, 0, None, None, None)
    steps = [[float(abs(i - j)) for j in range(len(values))] for i in range(len(values))]
    weighted = weighted_kappa(table, steps) if ordered else None
    return (*names, pairs.height, same, same / pairs.height, weighted_kappa(table), weighted)


def to_discuss(given: pl.DataFrame, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """List the passages on which coders differ, the most disputed first, and who said what.

    Gives ``doc_id``, ``para_no``, ``n_values``, ``n_coders``, ``said`` (value: coders; …, the most
    frequent first) and the ``text``.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 2, "para_no": [1, 1], "coder": ["x", "y"], "value": ["p", "q"]}
    >>> lines = pl.DataFrame({"doc_id": ["a"], "para_no": [1], "text": ["They met."]})
    >>> to_discuss(pl.DataFrame(codes), lines)["said"].to_list()
    ['p: x; q: y']
    """
    votes = (
        given.drop_nulls("value")
        .sort("coder")
        .group_by(*LINE, "value", maintain_order=True)
        .agg(who=pl.col("coder").str.join(", "), n=pl.len())
        .sort("n", "value", descending=[True, False])
    )
    return (
        votes.group_by(LINE, maintain_order=True)
        .agg(
            n_values=pl.len(),
            n_coders=pl.col("n").sum(),
            most=pl.col("n").max(),
            said=pl.format("{}: {}", "value", "who").str.join("; "),
        )
        .filter(pl.col("n_values") > 1)
        .join(paragraphs.select(*LINE, "text"), on=LINE, how="left")
        .sort(pl.col("most") / pl.col("n_coders"), *LINE)
        .drop("most")
    )
