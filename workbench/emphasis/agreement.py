"""How far readers and rules agree: κ, α, precision and recall, and the passages where they differ.

κ = 1 − D / E, with D the disagreement observed and E the disagreement expected if both coders kept
their own shares and coded at random; weighted κ counts disagreements by a weight (Cohen 1968).
α = 1 − D / E with E from the values of all coders pooled, corrected for small numbers; any number of
coders, and gaps are allowed (Krippendorff 2019, ch. 12). Intervals belong to measured accuracy and
agreement: a percentile bootstrap of passages (another sample of passages, the same coders), and for
shares Wilson's (1927), which stays within 0 and 1.

A frame of *readings* has a row per passage (``doc_id``, ``para_no``) and coder with the ``value``
given, empty where nothing was given. Students, the reference readings and the rules all become
readings, so that each can be compared with any other.

The shipped rules were written by the reader of the first reading, with every passage in mind, and
improved on it: on the shipped sources the figures say how well the rules write down one reading, and
not what they would find elsewhere. What `reading.carried` leaves is a lower estimate.
"""

import random
from collections.abc import Sequence
from itertools import combinations
from statistics import NormalDist

import polars as pl

from workbench.emphasis.measure import LINE, coded_lines, rate
from workbench.emphasis.reading import NONE
from workbench.errors import WorkbenchError
from workbench.schema import conform, dtypes

Table = Sequence[Sequence[float]]

ALL = "all topics"
#: Values of the frame of codes that readers can be compared by.
CODED = ("topic", "actor", "operator", "strength")
DRAWS, SEED, LEVEL = 1_000, 1950, 0.95
TAIL = (1 - LEVEL) / 2


# --- agreement of coders ---


def weighted_kappa(table: Table, weights: Table | None = None) -> float | None:
    """Return κ of a square table (rows: first coder), counts or shares; without weights Cohen's κ.

    ``weights`` are those of disagreement, 0 on the diagonal. Empty where chance alone would agree
    wholly (both coders used one value), for then there is nothing to measure.

    Examples
    --------
    >>> round(weighted_kappa([[20, 5], [10, 15]]), 3)
    0.4
    """
    size = range(len(table))
    if weights is None:
        weights = [[float(i != j) for j in size] for i in size]
    total = sum(map(sum, table))
    rows = [sum(row) / total for row in table]
    columns = [sum(row[j] for row in table) / total for j in size]
    observed = sum(weights[i][j] * table[i][j] / total for i in size for j in size)
    expected = sum(weights[i][j] * rows[i] * columns[j] for i in size for j in size)
    return 1 - observed / expected if expected else None


def confusion(pairs: pl.DataFrame, values: Sequence[str]) -> pl.DataFrame:
    """Count how often two coders gave which values: ``left``, ``right``, ``n``, zeros included.

    Takes a row per unit with ``left`` and ``right``.

    Examples
    --------
    >>> pairs = pl.DataFrame({"left": ["a", "a"], "right": ["a", "b"]})
    >>> confusion(pairs, ["a", "b"])["n"].to_list()
    [1, 1, 0, 0]
    """
    unknown = sorted({*pairs["left"], *pairs["right"]} - set(values))
    if unknown:
        raise WorkbenchError(f"Unknown value {unknown[0]!r}; choose {', '.join(values)}.")
    grid = pl.DataFrame({"left": values}).join(pl.DataFrame({"right": values}), how="cross")
    counts = pairs.group_by("left", "right").len("n")
    grid = grid.join(counts, on=["left", "right"], how="left", maintain_order="left")
    return grid.with_columns(pl.col("n").fill_null(0))


def squared(pairs: pl.DataFrame, values: Sequence[str]) -> list[list[int]]:
    """Return `confusion` as rows of a square table."""
    counts, size = confusion(pairs, values)["n"].to_list(), len(values)
    return [counts[at : at + size] for at in range(0, size * size, size)]


def cohen_kappa(pairs: pl.DataFrame) -> float | None:
    """Return Cohen's κ of units coded twice (``left``, ``right``); empty if it is not defined.

    Examples
    --------
    >>> cohen_kappa(pl.DataFrame({"left": ["a", "b"], "right": ["a", "b"]}))
    1.0
    """
    values = sorted({*pairs["left"], *pairs["right"]})
    return weighted_kappa(squared(pairs, values)) if values else None


def krippendorff_alpha(given: pl.DataFrame) -> float | None:
    """Return Krippendorff's α of readings for nominal values; empty if all values are the same.

    Examples
    --------
    >>> given = {"doc_id": "d", "para_no": [1, 1, 2, 2], "coder": ["x", "y"] * 2, "value": [*"aabb"]}
    >>> krippendorff_alpha(pl.DataFrame(given))
    1.0
    """
    return alphas(pairable(given).with_columns(draw=0))["alpha"].first()


def agreement(given: pl.DataFrame, draws: int = DRAWS) -> pl.DataFrame:
    """Measure how far all coders of some readings agree, with 95 % bootstrap intervals.

    Of all pairs of coders who both gave a value of a passage, the share that gave the same; α; and
    Cohen's κ where there are two coders; the frame ``agreement``. What is not defined is empty: all
    of it for one coder, α and κ where all values are the same.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 4, "para_no": [1, 1, 2, 2], "coder": ["x", "y"] * 2}
    >>> given = pl.DataFrame(codes | {"value": ["sea", "sea", "sea", "order"]})
    >>> agreement(given, draws=100).select("measure", "value").rows()
    [('Share of agreeing pairs', 0.5), ("Krippendorff's α", 0.0), ("Cohen's κ", 0.0)]
    """
    cells = pairable(given)
    coders = sorted(given.drop_nulls("value")["coder"].unique())
    n_units = cells["unit"].n_unique()
    drawn = resamples(n_units, draws)
    frames = [(alphas, cells, {"share": "Share of agreeing pairs", "alpha": "Krippendorff's α"})]
    if len(coders) == 2:  # noqa: PLR2004 - κ is defined for two
        pairs = pair_of(given, *coders).with_row_index("unit")
        frames.append((kappas, pairs, {"kappa": "Cohen's κ"}))
    rows = []
    for measure, frame, names in frames:
        exact = measure(frame.with_columns(draw=0))
        rest = measure(drawn.join(frame, on="unit", maintain_order="left"))
        for column, name in names.items():
            ends = [rest[column].quantile(at, "linear") for at in (TAIL, 1 - TAIL)]
            rows.append((name, exact[column].first(), *ends))
    about = (n_units, len(coders))
    return pl.DataFrame([(*row, *about) for row in rows], schema=dtypes("agreement"), orient="row")


def resamples(n: int, draws: int = DRAWS) -> pl.DataFrame:
    """Draw n of n units with replacement, many times: ``draw`` and ``unit``; the same every time.

    Examples
    --------
    >>> resamples(3, 2)["draw"].to_list()
    [0, 0, 0, 1, 1, 1]
    """
    units = random.Random(SEED).choices(range(n), k=n * draws) if n else []  # noqa: S311 - no secret
    return pl.DataFrame(
        {"draw": pl.int_range(n * draws, eager=True) // max(n, 1), "unit": units},
        schema={"draw": pl.Int32, "unit": pl.UInt32},
    )


def pairable(given: pl.DataFrame) -> pl.DataFrame:
    """Count the values of each passage that two coders or more gave one: ``unit``, ``value``, ``n``, ``m``."""
    counts = given.drop_nulls("value").group_by(*LINE, "value").len("n").sort(*LINE, "value")
    counts = counts.with_columns(pl.col("n").cast(pl.Float64), m=pl.col("n").sum().over(LINE))
    cells = counts.filter(pl.col("m") > 1)
    return cells.select("value", "n", pl.col("m").cast(pl.Float64), unit=pl.struct(LINE).rle_id())


def alphas(cells: pl.DataFrame) -> pl.DataFrame:
    """Compute the share of agreeing pairs and α of each draw from the counts of its passages."""
    sums = cells.group_by("draw").agg(
        agree=(pl.col("n") * (pl.col("n") - 1)).sum(),
        pairs=(pl.col("n") * (pl.col("m") - 1)).sum(),
        observed=(pl.col("n") * (pl.col("m") - pl.col("n")) / (pl.col("m") - 1)).sum(),
        total=pl.col("n").sum(),
    )
    pooled = cells.group_by("draw", "value").agg(pl.col("n").sum())
    squares = pooled.group_by("draw").agg(squares=(pl.col("n") ** 2).sum())
    total = pl.col("total")
    expected = (total**2 - pl.col("squares")) / (total - 1)
    return sums.join(squares, on="draw").select(
        share=pl.col("agree") / pl.col("pairs"),
        alpha=pl.when(expected > 0).then(1 - pl.col("observed") / expected),
    )


def kappas(pairs: pl.DataFrame) -> pl.DataFrame:
    """Compute Cohen's κ of each draw from its pairs of values."""
    sizes = pairs.group_by("draw").agg(
        n=pl.len().cast(pl.Float64), same=(pl.col("left") == pl.col("right")).sum()
    )
    sides = [pairs.group_by("draw", value=side).len(side) for side in ("left", "right")]
    both = sides[0].join(sides[1], on=["draw", "value"])
    products = both.group_by("draw").agg(product=(pl.col("left") * pl.col("right")).sum())
    rows = sizes.join(products, on="draw", how="left").with_columns(pl.col("product").fill_null(0))
    chance = pl.col("product") / pl.col("n") ** 2
    kappa = (pl.col("same") / pl.col("n") - chance) / (1 - chance)
    return rows.select(kappa=pl.when(chance < 1).then(kappa))


# --- readings of several coders ---


def readings(codes: pl.DataFrame, by: str = "topic") -> pl.DataFrame:
    """Return one field of the frame ``codes`` as readings.

    Examples
    --------
    >>> codes = pl.DataFrame({"doc_id": ["a"], "para_no": [1], "coder": ["x"], "strength": [2]})
    >>> readings(codes, "strength").row(0)
    ('a', 1, 'x', '2')
    """
    if by not in CODED:
        raise WorkbenchError(f"Unknown field {by!r}; choose {', '.join(CODED)}.")
    return codes.select(*LINE, "coder", value=pl.col(by).cast(pl.String))


def primary_readings(coding: pl.DataFrame) -> pl.DataFrame:
    """Return the primary topics of the frame ``coding`` as readings.

    Examples
    --------
    >>> row = {"doc_id": ["a"], "para_no": [1], "coder": ["x"], "topic": ["sea"], "primary": [True]}
    >>> primary_readings(pl.DataFrame(row))["value"].to_list()
    ['sea']
    """
    return coding.filter("primary").select(*LINE, "coder", value="topic")


def rule_readings(paragraphs: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return the rules as one more coder: of each body paragraph the topic mentioned most often.

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
        found.group_by(*LINE, "topic", maintain_order=True)
        .agg(n=pl.len(), first=pl.col("start").min())
        .sort("n", "first", descending=[True, False], maintain_order=True)
        .unique(LINE, keep="first", maintain_order=True)
        .select(*LINE, value=pl.col("topic").cast(pl.String))
    )
    lines = paragraphs.filter(pl.col("zone") == "body").select(*LINE, coder=pl.lit("rules"))
    rows = lines.join(most, on=LINE, how="left", maintain_order="left")
    return rows.with_columns(pl.col("value").fill_null(NONE))


def pair_of(given: pl.DataFrame, left: str, right: str) -> pl.DataFrame:
    """Pair two coders on the passages that both gave a value: keys, ``left``, ``right``.

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 2, "para_no": [1, 1], "coder": ["x", "y"], "value": ["p", "q"]}
    >>> pair_of(pl.DataFrame(codes), "x", "y").row(0)
    ('a', 1, 'p', 'q')
    """
    coders = sorted(given["coder"].unique())
    for coder in (left, right):
        if coder not in coders:
            raise WorkbenchError(f"No coder {coder!r}; choose {', '.join(coders)}.")
    sides = [
        given.filter(coder=coder).drop_nulls("value").select(*LINE, pl.col("value").alias(side))
        for coder, side in ((left, "left"), (right, "right"))
    ]
    return sides[0].join(sides[1], on=LINE, maintain_order="left")


def pairwise(given: pl.DataFrame, order: Sequence[str] | None = None) -> pl.DataFrame:
    """Compare every two coders on the passages that both gave a value.

    Returns the frame ``coder_pairs``. With ``order`` (the values from weakest to strongest) weighted
    κ takes the distance in that order as weight (Cohen 1968).

    Examples
    --------
    >>> codes = {"doc_id": ["a"] * 4, "para_no": [1, 1, 2, 2], "coder": ["x", "y"] * 2}
    >>> given = pl.DataFrame(codes | {"value": ["sea", "sea", "order", "order"]})
    >>> pairwise(given).select("n_same", "kappa").row(0)
    (2, 1.0)
    """
    values = order or sorted(given["value"].drop_nulls().unique())
    steps = [[float(abs(i - j)) for j in range(len(values))] for i in range(len(values))]
    rows = []
    for left, right in combinations(sorted(given["coder"].unique()), 2):
        pairs = pair_of(given, left, right)
        n, same = pairs.height, pairs.filter(pl.col("left") == pl.col("right")).height
        table = squared(pairs, values)
        weighted = weighted_kappa(table, steps) if order and n else None
        measures = (same / n, weighted_kappa(table), weighted) if n else (None, None, None)
        rows.append((left, right, n, same, *measures))
    return pl.DataFrame(rows, schema=dtypes("coder_pairs"), orient="row")


def to_discuss(given: pl.DataFrame, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """List the passages on which coders differ, the most disputed first, and who said what.

    Takes readings and paragraphs; returns the frame ``to_discuss``.

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
    passages = votes.group_by(LINE).agg(
        n_values=pl.len(),
        n_coders=pl.col("n").sum(),
        most=pl.col("n").max(),
        said=pl.format("{}: {}", "value", "who").str.join("; "),
    )
    lines = paragraphs.select(*LINE, "text")
    disputed = lines.join(passages.filter(pl.col("n_values") > 1), on=LINE, maintain_order="left")
    first = pl.col("most") / pl.col("n_coders")
    return conform("to_discuss", disputed.sort(first, maintain_order=True))


# --- rules against a reading ---


def wilson(n: pl.Expr, total: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return both ends of Wilson's 95 % interval for n out of total; empty where total is 0.

    Examples
    --------
    >>> low, high = wilson(pl.lit(0), pl.lit(10))
    >>> pl.select(low.alias("low"), high.round(3).alias("high")).row(0)
    (0.0, 0.278)
    """
    z2 = NormalDist().inv_cdf(1 - TAIL) ** 2
    n, total = n.cast(pl.Float64), total.cast(pl.Float64)
    share = n / total
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = (z2 * (share * (1 - share) / total + z2 / (4 * total**2))).sqrt() / (1 + z2 / total)
    low = pl.when(n == 0).then(0.0).otherwise((centre - half).clip(0, 1))
    high = pl.when(n == total).then(1.0).otherwise((centre + half).clip(0, 1))
    return pl.when(total > 0).then(low), pl.when(total > 0).then(high)


def cells(coding: pl.DataFrame, found: pl.DataFrame, topics: Sequence[str]) -> pl.DataFrame:
    """Return a row per paragraph of one reading and topic: ``there``, ``primary``, ``found``.

    Takes the frame ``coding`` of one coder and mentions, both in these topics.
    """
    if coding["coder"].n_unique() != 1:
        raise WorkbenchError(
            "Rules are measured by the reading of one coder, and not an empty one."
        )
    lines = coding.select(LINE).unique(maintain_order=True).with_row_index("unit")
    grid = lines.join(pl.DataFrame({"topic": topics}, schema={"topic": pl.String}), how="cross")
    given = coding.select(*LINE, "topic", "primary", there=True)
    coded = found.select(*LINE, pl.col("topic").cast(pl.String), found=True).unique()
    for frame in (given, coded):
        grid = grid.join(frame, on=[*LINE, "topic"], how="left", maintain_order="left")
    return grid.with_columns(pl.col("there", "primary", "found").fill_null(value=False))


def validity(
    coding: pl.DataFrame, found: pl.DataFrame, topics: Sequence[str], draws: int = DRAWS
) -> pl.DataFrame:
    """Measure the rules by a reference reading: a row per topic and one for all.

    Unit: the body paragraph. A topic is *there* if the reader gave it, first or beside others, and
    *found* if a mention codes the paragraph. Precision = both / found, recall = both / there, with
    Wilson intervals; κ with a bootstrap interval over paragraphs. Returns the frame ``validity``.

    Examples
    --------
    >>> import workbench as wb
    >>> study = wb.Emphasis(wb.load())
    >>> study.validity.height, study.validity["topic"].last()
    (13, 'all topics')
    """
    grid = cells(coding, found, topics)
    grid = pl.concat([grid, grid.with_columns(topic=pl.lit(ALL))]).with_columns(
        both=pl.col("there") & pl.col("found")
    )
    counts = [
        *(pl.col(name).sum().alias(f"n_{name}") for name in ("there", "found", "both")),
        pl.len().alias("n"),
    ]
    n_units = int(grid["unit"].max() or 0) + 1
    # the paragraphs of a draw, each with the number of times that it was drawn
    times = resamples(n_units, draws).group_by("draw", "unit").len("times")
    per_unit = grid.group_by("unit", "topic").agg(counts)
    drawn = (
        times.join(per_unit, on="unit")
        .group_by("draw", "topic")
        .agg(
            (pl.col(name) * pl.col("times")).sum() for name in ("n_there", "n_found", "n_both", "n")
        )
    )
    ends = drawn.group_by("topic").agg(
        kappa_low=two_way_kappa().quantile(TAIL, "linear"),
        kappa_high=two_way_kappa().quantile(1 - TAIL, "linear"),
    )
    rows = grid.group_by("topic", maintain_order=True).agg(counts)
    rates = []
    for name, total in (("precision", "n_found"), ("recall", "n_there")):
        low, high = wilson(pl.col("n_both"), pl.col(total))
        rates += [
            rate("n_both", total).alias(name),
            low.alias(f"{name}_low"),
            high.alias(f"{name}_high"),
        ]
    rows = rows.with_columns(*rates, kappa=two_way_kappa(), n_paragraphs=pl.lit(n_units, pl.UInt32))
    joined = rows.join(ends, on="topic", how="left", maintain_order="left")
    return conform("validity", joined)


def two_way_kappa() -> pl.Expr:
    """Return κ of a yes–no decision from ``n_both``, ``n_found``, ``n_there`` and ``n``."""
    n = pl.col("n").cast(pl.Float64)
    found, there, both = (pl.col(f"n_{name}") / n for name in ("found", "there", "both"))
    raw = 1 - found - there + 2 * both
    chance = found * there + (1 - found) * (1 - there)
    return pl.when(chance < 1).then((raw - chance) / (1 - chance))


def disagreements(
    coding: pl.DataFrame, found: pl.DataFrame, topics: Sequence[str], paragraphs: pl.DataFrame
) -> pl.DataFrame:
    """List every paragraph and topic on which rules and reader differ, with what matched.

    Takes a reading, mentions, their topics and paragraphs; returns the frame ``disagreements``.
    """
    wrong = cells(coding, found, topics).filter(pl.col("there") != pl.col("found"))
    notes = coding.select(*LINE, "note").unique(LINE, keep="first", maintain_order=True)
    rows = wrong.with_columns(
        error=pl.when("there").then(pl.lit("missed")).otherwise(pl.lit("false"))
    )
    for frame, key in (
        (coded_lines(found), [*LINE, "topic"]),
        (notes, LINE),
        (paragraphs.select(*LINE, "text"), LINE),
    ):
        rows = rows.join(frame, on=key, how="left", maintain_order="left")
    return conform("disagreements", rows.with_columns(pl.col("matches").fill_null("")))
