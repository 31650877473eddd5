"""How good the alignment is, measured against links coded by hand."""

from collections.abc import Callable
from typing import Any

import polars as pl

from workbench.display.figure import Figure
from workbench.display.html import region
from workbench.display.naming import count, labels, sentence_case
from workbench.display.rates import rates
from workbench.display.table import table
from workbench.lacking import through

ROW = 22
#: An error in words: one of its kind, and more.
ERRORS = {
    "false link": ("link that the coder did not make", "links that the coder did not make"),
    "tempting": (
        "pair of passages that look alike and are not counterparts",
        "pairs of passages that look alike and are not counterparts",
    ),
    "missed": ("counterpart that was not found", "counterparts that were not found"),
}
RATES = {"precision": "precision", "recall": "recall", "f1": "F1"}


@through
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
        f"language model, at a score of {rows['threshold'][0]:.2f}. A link is right if it overlaps a coded "
        "one on both sides. 95 % intervals from a bootstrap of the passages on the left. The recipe was "
        "chosen among about 4,000 on these same pairs, and the concepts were written by a reader who knew "
        "these texts: expect lower figures on others.",
        source="Source: data/reference/links, with the coder's notes.",
        alt=f"Dot chart with intervals. {told}.",
        body=rates(rows, "pair", RATES, ROW),
        table=rows,
        headers={
            "pair": "Pair", "threshold": "Threshold", "n_predicted": "Links", "n_right": "Right",
            "n_reference": "Coded", "n_found": "Found", "precision": "Precision", "recall": "Recall", "f1": "F1",
        },
    )  # fmt: skip


@through
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

    title = in_words(errors)
    said = {kind: sentence_case(one) for kind, (one, _) in ERRORS.items()}
    rows = errors.with_columns(pl.col("error").replace_strict(said, return_dtype=pl.String), shown=pl.when(pl.col("score").is_null()).then(pl.lit("—")).otherwise(pl.col("score").round(2).cast(pl.String)))  # fmt: skip
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


def in_words(errors: pl.DataFrame) -> str:
    """Count the errors of each kind, in words that need no knowledge of the exam."""
    kinds = dict(errors.group_by("error").len().iter_rows())
    told = [
        f"{kinds[kind]:,} {one if kinds[kind] == 1 else more}"
        for kind, (one, more) in ERRORS.items()
        if kind in kinds
    ]
    return ": ".join([count(errors.height, "error"), *([", ".join(told)] if told else [])])
