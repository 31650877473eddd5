"""Which documents may be compared: kind and reason for every pair."""

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import fold, join, region, unseen
from workbench.display.many import COLUMNS
from workbench.display.naming import count, kinds, labels, source_line
from workbench.pairs import among, once, open_pairs

SIGN = {"change over time": "⇄", "editions": "=", "editorial selection": "◐", "blocked": "✕"}
MEANING = {
    "change over time": "the same publisher on different statements, in the same genre",
    "editions": "two full texts of one statement",
    "editorial selection": "two witnesses of one statement",
    "blocked": "shown side by side, never as a difference",
}


def matrix(comparability: pl.DataFrame | pl.LazyFrame, documents: pl.DataFrame) -> Figure:
    """Show the pairs as a table; each cell names the kind and opens to the reason.

    Takes comparability (one row per ordered pair) and the documents to pair. All pairs are
    counted; the table has the first `COLUMNS` documents, and the subtitle says how many it leaves
    out. One document alone gets a sentence and no table.
    """
    if documents.height == 1:
        return alone(documents)
    names = labels(documents)
    pairs = once(comparability, names)
    counts = kinds(pairs)
    told = ", ".join(f"{n:,} {kind}" for kind, n in counts.items())
    total = sum(counts.values())
    n_pairs, n_documents = count(total, "pair"), count(documents.height, "document")
    title = f"{total - counts.get('blocked', 0):,} of {n_pairs} may be compared at all"
    legend = "; ".join(f"{SIGN[kind]} {kind}: {MEANING[kind]}" for kind in counts)
    shown, rest = dict(list(names.items())[:COLUMNS]), ""
    if len(names) > len(shown):
        rest = f"The table has the first {COLUMNS} documents; filter documents to see others."
    listed = "; ".join(
        f"{names[left]} and {names[right]}: {kind}"
        for left, right, kind in open_pairs(comparability, shown).collect().iter_rows()
    )
    return Figure(
        name="comparability",
        title=title,
        subtitle=f"{n_pairs} of {n_documents}: {told}. {legend}. {rest}".strip(),
        source=source_line(documents),
        alt=f"Table of pairs. {title}: {listed or 'none'}. {rest or 'All other pairs are blocked.'}",
        body=region("Comparability matrix", "wb-scroll", cells(comparability, shown)),
    )


def alone(documents: pl.DataFrame) -> Figure:
    """Say of one document that there is no pair."""
    title = "One document has nothing to be compared with"
    return Figure(
        name="comparability",
        title=title,
        subtitle="A pair takes two documents: with a second one, a table says here what a difference "
        "between them can mean.",
        source=source_line(documents),
        alt=f"{title}.",
        body=Markup(""),
    )


def cells(comparability: pl.DataFrame | pl.LazyFrame, names: dict[str, str]) -> Markup:
    """Lay out the table of these documents, rows read against columns."""
    rows = among(comparability, names, names).select("left", "right", "kind", "why").collect()
    pairs = {(left, right): (kind, why) for left, right, kind, why in rows.iter_rows()}
    head = join(Markup('<th scope="col">{}</th>').format(name) for name in names.values())
    body = join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            names[left],
            join(
                cell(pairs.get((left, right)), f"{names[left]} and {names[right]}")
                for right in names
            ),
        )
        for left in names
    )
    return Markup(
        "<table><caption>{}</caption><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>"
    ).format("Row read against column. Open a cell for the reason.", head, body)


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
