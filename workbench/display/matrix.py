"""Which documents may be compared: kind and reason for every pair."""

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import fold, join, region, unseen
from workbench.display.naming import count, labels, source_line

SIGN = {"change over time": "⇄", "editions": "=", "editorial selection": "◐", "blocked": "✕"}
MEANING = {
    "change over time": "the same publisher on different statements, in the same genre",
    "editions": "two full texts of one statement",
    "editorial selection": "two witnesses of one statement",
    "blocked": "shown side by side, never as a difference",
}


def matrix(comparability: pl.DataFrame, documents: pl.DataFrame) -> Figure:
    """Show the pairs as a table; each cell names the kind and opens to the reason.

    Takes comparability (one row per ordered pair) and documents.
    """
    names = labels(documents)
    pairs = {(left, right): (kind, why) for left, right, kind, why in comparability.iter_rows()}
    head = join(Markup('<th scope="col">{}</th>').format(name) for name in names.values())
    rows = join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            names[left],
            join(
                cell(pairs.get((left, right)), f"{names[left]} and {names[right]}")
                for right in names
            ),
        )
        for left in names
    )
    unordered = comparability.filter(pl.col("left") < pl.col("right"))
    counts = unordered.group_by("kind").len().sort("kind")
    told = ", ".join(f"{n} {kind}" for kind, n in counts.iter_rows())
    open_pairs = unordered.filter(pl.col("kind") != "blocked").height
    n_pairs, n_documents = count(unordered.height, "pair"), count(documents.height, "document")
    title = f"{open_pairs} of {n_pairs} may be compared at all"
    legend = "; ".join(f"{SIGN[kind]} {kind}: {MEANING[kind]}" for kind in counts["kind"])
    summary = f": {told}. {legend}." if told else ": nothing to compare it with."
    pairs_table = Markup(
        "<table><caption>{}</caption><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>"
    ).format("Row read against column. Open a cell for the reason.", head, rows)
    body = region("Comparability matrix", "wb-scroll", pairs_table)
    listed = "; ".join(
        f"{names[left]} and {names[right]}: {kind}"
        for left, right, kind, _ in unordered.iter_rows()
        if kind != "blocked"
    )
    return Figure(
        name="comparability",
        title=title,
        subtitle=f"{n_pairs} of {n_documents}{summary}",
        source=source_line(documents),
        alt=f"Table of pairs. {title}: {listed or 'none'}. All other pairs are blocked.",
        body=body,
    )


def cell(pair: tuple[str, str] | None, between: str) -> Markup:
    """Show one pair: a sign and the kind, folded over the reason; a dash on the diagonal."""
    if pair is None:
        return Markup('<td aria-label="the same document">—</td>')
    kind, why = pair
    return Markup("<td>{}</td>").format(
        fold(
            join([f"{SIGN[kind]} {kind}", unseen(f": {between}")]),
            Markup("<p>{}</p>").format(why),
        )
    )
