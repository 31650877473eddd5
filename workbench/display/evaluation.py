"""How good the alignment is, measured against links coded by hand."""

from collections.abc import Callable
from typing import Any

import altair as alt
import polars as pl

from workbench.display.figure import Figure
from workbench.display.html import region
from workbench.display.naming import count, labels
from workbench.display.table import table
from workbench.display.theme import QUIET

ROW = 22
RATES = {"precision": "#0072b2", "recall": "#b34e00", "f1": "#00735c"}
SHAPES = {"precision": "square", "recall": "circle", "f1": "triangle-up"}


def evaluation(scores: pl.DataFrame, documents: pl.DataFrame, unit: str) -> Figure:
    """Draw precision, recall and F1 of each coded pair with their intervals.

    Takes the frame ``scores`` of `wording.evaluate`, and documents.
    """
    names = labels(documents)
    rows = scores.with_columns(
        pair=pl.format(
            "{} → {}",
            *(
                pl.col(side).cast(pl.String).replace_strict(names)
                for side in ("left_id", "right_id")
            ),
        )
    )
    long = pl.concat(
        rows.select("pair", rate=pl.lit(rate), value=rate, low=f"{rate}_low", high=f"{rate}_high")
        for rate in RATES
    )
    base = alt.Chart(long).encode(
        y=alt.Y("pair:N", sort=rows["pair"].to_list(), title=None, axis=alt.Axis(labelLimit=420)),
        yOffset=alt.YOffset("rate:N", sort=list(RATES)),
        x=alt.X("value:Q", scale=alt.Scale(domain=[0, 1]), title="Share"),
    )
    scale = alt.Scale(domain=list(RATES), range=list(RATES.values()))
    shapes = alt.Scale(domain=list(RATES), range=list(SHAPES.values()))
    spans = base.mark_rule(strokeWidth=2, color=QUIET).encode(x="low:Q", x2="high:Q")
    marks = base.mark_point(size=80, filled=True, opacity=1).encode(
        color=alt.Color("rate:N", scale=scale, title="Rate"),
        shape=alt.Shape("rate:N", scale=shapes, title="Rate"),
        tooltip=[
            alt.Tooltip("pair:N"),
            alt.Tooltip("rate:N"),
            alt.Tooltip("value:Q", format=".2f"),
        ],
    )
    best = rows.sort("f1", descending=True).row(0, named=True)
    worst = rows.sort("f1").row(0, named=True)
    title = f"F1 runs from {worst['f1']:.2f} ({worst['pair']}) to {best['f1']:.2f} ({best['pair']})"
    told = "; ".join(
        f"{row['pair']}: precision {row['precision']:.2f}, recall {row['recall']:.2f}, F1 {row['f1']:.2f}"
        for row in rows.iter_rows(named=True)
    )
    return Figure(
        name="evaluation",
        title=title,
        subtitle=f"Links of {unit}s against {rows['n_reference'].sum()} links coded by hand by one coder, a "
        f"language model, at a score of {rows['threshold'][0]:.2f}. A link is right if it overlaps a coded one on both sides. 95 % intervals from a bootstrap of the "
        "passages on the left. The recipe was chosen among about 4,000 on these same pairs, and the concepts were written by a reader who knew these texts: expect "
        "lower figures on others.",
        source="Source: data/reference/links, with the coder's notes.",
        alt=f"Dot chart with intervals. {told}.",
        body=(spans + marks).properties(width=420, height=alt.Step(ROW)),
        table=rows,
        headers={
            "pair": "Pair", "threshold": "Threshold", "n_predicted": "Links", "n_right": "Right",
            "n_reference": "Coded", "n_found": "Found", "precision": "Precision", "recall": "Recall", "f1": "F1",
        },
    )  # fmt: skip


def mistakes(errors: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """List every false and every missed link with both passages.

    Takes the frame ``errors`` of `wording.evaluate`, and documents.
    """
    names = labels(documents)
    texts = dict(documents.select(pl.col("doc_id").cast(pl.String), "text").iter_rows())

    def passage(side: str) -> Callable[[dict[str, Any]], str]:
        def cell(row: dict[str, Any]) -> str:
            words = texts[row[f"{side}_id"]][row[f"{side}_start"] : row[f"{side}_end"]]
            return f"{names[row[f'{side}_id']]}: {words}"

        return cell

    kinds = dict(errors.group_by("error").len().sort("error").iter_rows())
    title = f"{count(errors.height, 'error')}: " + ", ".join(
        f"{n} {kind}" for kind, n in kinds.items()
    )
    rows = errors.with_columns(shown=pl.when(pl.col("score").is_null()).then(pl.lit("—")).otherwise(pl.col("score").round(2).cast(pl.String)))  # fmt: skip
    headers = {
        "error": "Error",
        "left": "Left",
        "right": "Right",
        "shown": "Score",
        "note": "Coder's note",
    }
    return Figure(
        name="errors",
        title=title,
        subtitle="Every link that was proposed and not coded, and every link that was coded and not proposed.",
        source="Source: data/reference/links, with the coder's notes.",
        alt=f"Table. {title}.",
        body=region(
            "Errors",
            "wb-read",
            table(
                rows,
                "Errors with both passages",
                headers,
                {"left": passage("left"), "right": passage("right")},
            ),
        ),
    )
