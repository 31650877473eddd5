"""How far coders agree, where two of them part, and what is left to discuss."""

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import fold, join, region
from workbench.display.naming import count, labels
from workbench.display.table import table

SOURCE = "Source: the coders' own files, and what they were held against."
MEASURED = {
    "measure": "Measure",
    "value": "Value",
    "low": "Low",
    "high": "High",
    "n_units": "Passages",
    "n_coders": "Coders",
}
#: More pairs of coders than this are folded.
FEW = 10
PAIRS = {
    "left": "Coder",
    "right": "and coder",
    "n_units": "Passages both coded",
    "n_same": "Coded alike",
    "share": "Share",
    "kappa": "Cohen's κ",
    "weighted_kappa": "Weighted κ",
}
DISPUTED = {
    "place": "Place",
    "n_values": "Answers",
    "n_coders": "Coders",
    "said": "Who said what",
    "text": "Passage",
}


def coders(
    measures: pl.DataFrame, pairs: pl.DataFrame, disputed: pl.DataFrame, documents: pl.DataFrame
) -> Figure:
    """Show the agreement of all coders, of every two, and the passages to discuss.

    Takes the frames of `emphasis.joint_agreement`, `emphasis.pairwise` and `emphasis.to_discuss`,
    and documents. One coder alone is told that there is nothing to compare.
    """
    names = labels(documents)
    share, alpha = measures.rows(named=True)
    place = pl.format("{}, ¶ {}", pl.col("doc_id").cast(pl.String).replace_strict(names), "para_no")
    rows = disputed.with_columns(place=place)
    title = headline(share, alpha)
    weighted = pairs["weighted_kappa"].drop_nulls().len() > 0
    shown = PAIRS if weighted else {k: v for k, v in PAIRS.items() if k != "weighted_kappa"}
    parts = [
        table(measures, "Agreement of all coders, with 95 % intervals", MEASURED),
        fold(
            "Every two coders",
            table(pairs, "Every two coders", shown),
            unfolded=pairs.height <= FEW,
        )
        if pairs.height
        else "",
        region("To discuss", "wb-read", table(rows, "Passages to discuss", DISPUTED))
        if rows.height
        else "",
    ]
    return Figure(
        name="coders",
        title=title,
        subtitle=f"{count(share['n_units'], 'passage')} coded by two or more of "
        f"{count(share['n_coders'], 'coder')}; {rows.height} to discuss. Intervals by bootstrap of "
        "passages: another sample of passages, the same coders.",
        source=SOURCE,
        alt=f"Tables. {title}. {rows.height} of {share['n_units']} passages are coded in more than one way.",
        body=join(parts),
    )


def headline(share: dict[str, float | None], alpha: dict[str, float | None]) -> str:
    """State the finding, as far as there is one."""
    if share["value"] is None:
        return "Nothing to compare: no passage has the codes of two coders yet"
    told = f"Two coders of one passage agree in {100 * share['value']:.0f} % of cases"
    if alpha["value"] is None:
        return f"{told}; α is not defined, for all codes are the same"
    interval = "" if alpha["low"] is None else f", {alpha['low']:.2f} to {alpha['high']:.2f}"
    return f"{told}; beyond chance α {alpha['value']:.2f}{interval}"


def confusion(counts: pl.DataFrame, left: str, right: str) -> Figure:
    """Cross the answers of two coders: rows the first, columns the second.

    Takes the frame of `emphasis.confusion` and the coders' names. The diagonal is agreement and
    is set in brackets; values that neither gave are left out.
    """
    used = counts.filter(pl.col("n") > 0)
    values = [
        v
        for v in counts["left"].unique(maintain_order=True)
        if v in {*used["left"], *used["right"]}
    ]
    total, same = counts["n"].sum(), counts.filter(pl.col("left") == pl.col("right"))["n"].sum()
    cells = {(a, b): n for a, b, n in counts.select("left", "right", "n").iter_rows()}
    head = join(Markup('<th scope="col">{}</th>').format(value) for value in values)
    lines = join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row,
            join(
                Markup('<td class="wb-number">{}</td>').format(
                    f"[{cells[row, column]}]" if row == column else cells[row, column] or "·"
                )
                for column in values
            ),
        )
        for row in values
    )
    caption = f"Rows: {left}. Columns: {right}. In brackets: both gave the same."
    title = f"{left} and {right} gave the same to {same} of {count(total, 'passage')}"
    whole = Markup(
        "<table><caption>{}</caption><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(caption, head, lines)
    return Figure(
        name="confusion",
        title=title,
        subtitle="A cell counts the passages to which one coder gave the row and the other the column.",
        source=SOURCE,
        alt=f"Cross table. {title}.",
        body=region(caption, "wb-scroll", whole),
        table=used,
        headers={"left": left, "right": right, "n": "Passages"},
    )
