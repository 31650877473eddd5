"""How good is the alignment? Measured against the links coded by hand.

A predicted link is right when it overlaps a true reference link on both sides; a reference link
is found when some predicted link overlaps it on both sides. Precision = right / predicted,
recall = found / reference, F1 their harmonic mean. The threshold for a pair is chosen on the
other pairs (leave one pair out).

Only the threshold is cross-validated. The recipe (`vectors.Recipe`) was chosen among about 4,000
variants tried on these same five pairs, and the concepts were written by someone who had read
all five texts. So the figures are an upper estimate for new texts; `ablation` gives those
without concepts.
"""

import random
from dataclasses import dataclass

import polars as pl

from workbench.analysis.wording.align import THRESHOLDS, align
from workbench.analysis.wording.vectors import Space
from workbench.errors import WorkbenchError
from workbench.lacking import through

PAIR = ["left_id", "right_id"]
SPAN = ["left_start", "left_end", "right_start", "right_end"]
GRID = tuple(number / 100 for number in range(3, 41))
SEED, DRAWS, LEVEL = 20251121, 1000, 0.95


@dataclass(frozen=True)
class Evaluation:
    """Frames of one evaluation.

    ``scores``: pair with counts, precision, recall, F1 and intervals at the default threshold.
    ``validated``: the same at the threshold chosen on the other pairs. ``curve``: pair and
    threshold. ``errors``: one row per false or missed link, with both passages.
    """

    unit: str
    threshold: float
    scores: pl.DataFrame
    validated: pl.DataFrame
    curve: pl.DataFrame
    errors: pl.DataFrame


@through
def evaluate(space: Space, reference: pl.DataFrame, threshold: float | None = None) -> Evaluation:
    """Evaluate the alignment of every pair of documents in the reference.

    Takes the space of `vectors.space` and the reference frame.

    Examples
    --------
    >>> import workbench
    >>> from workbench.analysis.wording.vectors import space
    >>> from workbench.corpus.links import read_reference
    >>> corpus = workbench.load()
    >>> coded = read_reference(corpus.folder, corpus.paragraphs)
    >>> evaluate(space(corpus), coded).scores.height
    5
    """
    threshold = THRESHOLDS[space.unit] if threshold is None else threshold
    predicted, coded = judge(candidates(space, reference), reference)
    curve = pl.concat([rates(predicted, coded, step) for step in GRID])
    scores = with_intervals(rates(predicted, coded, threshold), predicted, coded, space)
    validated = cross_validate(predicted, coded, curve)
    return Evaluation(
        space.unit, threshold, scores, validated, curve, errors(predicted, coded, threshold)
    )


def candidates(space: Space, reference: pl.DataFrame) -> pl.DataFrame:
    """Align every pair of the reference without a threshold."""
    pairs = reference.select(pl.col(PAIR).cast(pl.String)).unique(maintain_order=True)
    if pairs.is_empty():
        raise WorkbenchError("The reference holds no links; there is nothing to evaluate against.")
    lowest = 10**-6
    return pl.concat([align(space, left, right, lowest) for left, right in pairs.iter_rows()])


def overlaps(predicted: pl.DataFrame, coded: pl.DataFrame) -> pl.DataFrame:
    """Pair predicted with coded links that overlap on both sides."""
    both = predicted.select(*PAIR, "link_no", *SPAN, "score").join(
        coded.select(*PAIR, "link_no", *SPAN, "label"), on=PAIR, suffix="_coded"
    )
    return both.filter(
        (pl.col("left_start") < pl.col("left_end_coded"))
        & (pl.col("left_start_coded") < pl.col("left_end"))
        & (pl.col("right_start") < pl.col("right_end_coded"))
        & (pl.col("right_start_coded") < pl.col("right_end"))
    )


def judge(links: pl.DataFrame, reference: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Judge predicted links by the reference, and reference links by what was predicted.

    Gives the links with ``right`` and ``tempting`` (overlaps a passage coded as tempting but
    different, and no true one), and the true reference links with ``best``: the highest score of
    a predicted link that overlaps (null: none at any threshold).
    """
    met = overlaps(links, reference.filter(pl.col("right_start").is_not_null()))
    key = [*PAIR, "link_no"]
    verdict = met.group_by(key).agg(
        right=(pl.col("label") == "counterpart").any(),
        tempting=(pl.col("label") == "tempting but different").any(),
    )
    predicted = links.join(verdict, on=key, how="left", maintain_order="left").with_columns(
        right=pl.col("right").fill_null(value=False),
        tempting=pl.col("tempting").fill_null(value=False)
        & ~pl.col("right").fill_null(value=False),
    )
    best = met.group_by(*PAIR, link_no="link_no_coded").agg(best=pl.col("score").max())
    coded = reference.filter(pl.col("label") == "counterpart")
    return predicted, coded.join(best, on=key, how="left", maintain_order="left")


def rates(predicted: pl.DataFrame, coded: pl.DataFrame, threshold: float) -> pl.DataFrame:
    """Precision, recall and F1 of each pair at a threshold, with their counts."""
    kept = predicted.filter(pl.col("score") >= threshold)
    found = (pl.col("best") >= threshold).fill_null(value=False)
    counts = coded.group_by(PAIR, maintain_order=True).agg(
        n_reference=pl.len(), n_found=found.sum()
    )
    links = kept.group_by(PAIR).agg(n_predicted=pl.len(), n_right=pl.col("right").sum())
    rows = counts.join(links, on=PAIR, how="left", maintain_order="left").with_columns(
        pl.col("n_predicted", "n_right").fill_null(0), threshold=pl.lit(float(threshold))
    )
    return with_rates(rows)


def with_rates(rows: pl.DataFrame) -> pl.DataFrame:
    """Add precision, recall and F1 to counts; without predictions precision is null, F1 is 0."""
    precision = pl.when(pl.col("n_predicted") > 0).then(pl.col("n_right") / pl.col("n_predicted"))
    recall = pl.col("n_found") / pl.col("n_reference")
    rows = rows.with_columns(precision=precision, recall=recall)
    total = pl.col("precision") + pl.col("recall")
    f1 = pl.when(total > 0).then(2 * pl.col("precision") * pl.col("recall") / total).otherwise(0.0)
    return rows.with_columns(f1=f1.fill_null(0.0))


def cross_validate(
    predicted: pl.DataFrame, coded: pl.DataFrame, curve: pl.DataFrame
) -> pl.DataFrame:
    """Give each pair its rates at the threshold with the best mean F1 on all other pairs."""
    rows = []
    for left, right in coded.select(PAIR).unique(maintain_order=True).iter_rows():
        here = (pl.col("left_id") == left) & (pl.col("right_id") == right)
        chosen = best_threshold(curve.filter(~here) if curve.select(PAIR).n_unique() > 1 else curve)
        rows.append(rates(predicted.filter(here), coded.filter(here), chosen))
    return pl.concat(rows)


def best_threshold(curve: pl.DataFrame) -> float:
    """Choose the threshold with the best mean F1 over pairs, the lower one of two equals.

    Examples
    --------
    >>> best_threshold(pl.DataFrame({"threshold": [0.1, 0.2], "f1": [0.5, 0.6]}))
    0.2
    """
    means = curve.group_by("threshold").agg(pl.col("f1").mean().round(9))
    return means.sort(["f1", "threshold"], descending=[True, False])["threshold"][0]


def strict(curve: pl.DataFrame, precision: float = 0.85) -> pl.DataFrame:
    """Give for each pair the lowest threshold that reaches a precision, with what recall is left.

    A pair that never reaches it has null there.
    """
    pairs = curve.select(PAIR).unique(maintain_order=True)
    reached = curve.filter(pl.col("precision") >= precision).sort("threshold")
    lowest = reached.unique(PAIR, keep="first", maintain_order=True)
    columns = [*PAIR, "threshold", "precision", "recall", "f1"]
    return pairs.join(lowest.select(columns), on=PAIR, how="left", maintain_order="left")


def with_intervals(
    rows: pl.DataFrame, predicted: pl.DataFrame, coded: pl.DataFrame, space: Space
) -> pl.DataFrame:
    """Add ``precision_low``, ``precision_high`` and so on for recall and F1.

    Bootstrap over the left units, fixed seed, percentiles. A reference link belongs to the left
    unit in which it begins. The interval covers the choice of passages, not that of the texts,
    the coder or the concepts.
    """
    names = ("precision", "recall", "f1")
    limits: list[dict[str, float]] = []
    for row in rows.iter_rows(named=True):
        tally = by_unit(row, predicted, coded, space)
        draws = bootstrap(tally, random.Random(SEED))  # noqa: S311 - no secret
        tail = int(DRAWS * (1 - LEVEL) / 2)
        limit: dict[str, float] = {}
        for name, values in zip(names, zip(*draws, strict=True), strict=True):
            ordered = sorted(values)
            limit |= {f"{name}_low": ordered[tail], f"{name}_high": ordered[-1 - tail]}
        limits.append(limit)
    return pl.concat([rows, pl.DataFrame(limits)], how="horizontal")


def by_unit(
    row: dict[str, object], predicted: pl.DataFrame, coded: pl.DataFrame, space: Space
) -> list[tuple[int, int, int, int]]:
    """Count right, predicted, found and reference links of each left unit of a pair."""
    here = (pl.col("left_id") == row["left_id"]) & (pl.col("right_id") == row["right_id"])
    kept = predicted.filter(here, pl.col("score") >= row["threshold"])
    links = kept.group_by(unit_no="left_unit_no").agg(pl.col("right").sum(), n=pl.len())
    mine = space.units.filter(pl.col("doc_id") == row["left_id"]).select("unit_no", "start")
    place = coded.filter(here).sort("left_start")
    place = place.join_asof(mine.sort("start"), left_on="left_start", right_on="start")
    found = (pl.col("best") >= row["threshold"]).fill_null(value=False)
    refs = place.group_by("unit_no").agg(found=found.sum(), reference=pl.len())
    table = mine.join(links, on="unit_no", how="left").join(refs, on="unit_no", how="left")
    table = table.sort("unit_no").fill_null(0)
    return table.select("right", "n", "found", "reference").rows()


def bootstrap(
    tally: list[tuple[int, int, int, int]], draw: random.Random
) -> list[tuple[float, float, float]]:
    """Draw units with replacement; give precision, recall and F1 of each draw (0 for none)."""
    out = []
    for _ in range(DRAWS):
        drawn = draw.choices(tally, k=len(tally))
        right, n, found, reference = (sum(column) for column in zip(*drawn, strict=True))
        precision, recall = right / n if n else 0.0, found / reference if reference else 0.0
        total = precision + recall
        out.append((precision, recall, 2 * precision * recall / total if total else 0.0))
    return out


def errors(predicted: pl.DataFrame, coded: pl.DataFrame, threshold: float) -> pl.DataFrame:
    """List each false and each missed link with both passages.

    ``error`` is *false link*, *tempting* (a false link that the coder had foreseen) or *missed*;
    ``note`` is the coder's for a missed link.
    """
    false = predicted.filter(pl.col("score") >= threshold, ~pl.col("right")).select(
        *PAIR,
        *SPAN,
        "score",
        error=pl.when("tempting").then(pl.lit("tempting")).otherwise(pl.lit("false link")),
        note=pl.lit(""),
    )
    missed = coded.filter((pl.col("best") < threshold).fill_null(value=True)).select(
        *PAIR, *SPAN, score=pl.col("best"), error=pl.lit("missed"), note="note"
    )
    return pl.concat([false, missed]).sort(*PAIR, "error", "left_start", "right_start")
