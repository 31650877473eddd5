"""The evaluation as plain text, for the command line and for a notebook."""

import polars as pl

from workbench.analysis.wording.evaluate import DRAWS, Evaluation, strict

SHOWN, PRECISION = 90, 0.85


def percent(value: float | None) -> str:
    """Write a rate with two digits.

    Examples
    --------
    >>> percent(0.5), percent(None)
    (' .50', '   –')
    """
    if value is None:
        return "   –"
    return f"{value:4.2f}" if value >= 1 else " " + f"{value:.2f}".removeprefix("0")


def report(
    result: Evaluation, documents: pl.DataFrame, compared: pl.DataFrame | None = None
) -> str:
    """Write out the evaluation: rates by pair, then each error with both passages.

    Takes the evaluation, the documents frame (for the words of the passages) and, if wanted, the
    frame of `ablation.ablation`.
    """
    head = (
        f"At the default threshold, {result.threshold:.2f} (F1 with a 95 % interval: bootstrap of "
        f"{DRAWS:,} draws over the passages on the left):"
    )
    lines = [
        f"Alignment of {result.unit}s against the links coded by hand.",
        "A link is right when it overlaps a coded one on both sides.",
        "",
        head,
        *table(result.scores),
        "",
        "At the threshold that is best for the other pairs (the threshold is cross-validated):",
        *table(result.validated),
        "",
        f"For a precision of {PRECISION:.2f} in each pair alone:",
        *strict_lines(result),
        *([] if compared is None else ablation_lines(compared)),
        "",
        "The reference is one reading by one coder, a language model. Only the threshold is",
        "cross-validated: the recipe was chosen among about 4,000 variants on these same pairs, and",
        "the concepts were written by someone who had read the texts. Expect lower figures on others.",
        "",
        f"{result.errors.height} errors at the default threshold:",
    ]
    return "\n".join([*lines, *error_lines(result.errors, documents)]) + "\n"


def table(rows: pl.DataFrame) -> list[str]:
    """Write the rates of each pair in columns."""
    head = f"{'pair':<31} {'cut':>4}  {'right/links':>11}  {'found/coded':>11}   P    R    F1"
    lines = [head]
    for row in rows.iter_rows(named=True):
        pair = f"{row['left_id']} → {row['right_id']}"
        links = f"{row['n_right']}/{row['n_predicted']}"
        coded = f"{row['n_found']}/{row['n_reference']}"
        line = f"{pair:<31} {row['threshold']:.2f}  {links:>11}  {coded:>11}  "
        line += " ".join(percent(row[name]) for name in ("precision", "recall", "f1"))
        if "f1_low" in row:
            line += f"  [{percent(row['f1_low']).strip()}–{percent(row['f1_high']).strip()}]"
        lines.append(line)
    mean = percent(rows["f1"].mean())
    return [*lines, f"{'mean F1 over pairs':<31} {mean:>45}"]


def strict_lines(result: Evaluation) -> list[str]:
    """Say what a high precision would cost in each pair."""
    lines = []
    for row in strict(result.curve, PRECISION).iter_rows(named=True):
        pair = f"{row['left_id']} → {row['right_id']}"
        reached = row["threshold"] is not None
        cost = (
            f"threshold {row['threshold']:.2f}, recall {row['recall']:.2f}" if reached else "never"
        )
        lines.append(f"{pair:<31} {cost}")
    return lines


def ablation_lines(compared: pl.DataFrame) -> list[str]:
    """Write the cross-validated F1 of each variant, pair by pair, and its mean."""
    lines = [
        "",
        "F1 at the cross-validated threshold, with parts left out (pairs in the order above):",
    ]
    for (variant,), rows in compared.group_by("variant", maintain_order=True):
        values = " ".join(percent(value) for value in rows["f1"])
        lines.append(f"{variant:<31} {values}   mean {percent(rows['f1'].mean()).strip()}")
    return lines


def error_lines(errors: pl.DataFrame, documents: pl.DataFrame) -> list[str]:
    """Write each error: kind, score, and both passages with their places."""
    names = documents.select(pl.col("doc_id").cast(pl.String), "text")
    texts = dict(names.iter_rows())
    lines = []
    for row in errors.iter_rows(named=True):
        score = "no score" if row["score"] is None else f"{row['score']:.2f}"
        lines += ["", f"{row['error']} ({score}) {row['note']}".rstrip()]
        for side in ("left", "right"):
            start, end = row[f"{side}_start"], row[f"{side}_end"]
            text = " ".join(texts[row[f"{side}_id"]][start:end].split())
            short = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
            lines.append(f"  {row[f'{side}_id']} {start}–{end}: {short}")
    return lines
