"""Cards for publishing: two passages, one sentence on what differs, both citations."""

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, join
from workbench.display.naming import citation, count, labels, source_line
from workbench.lacking import through


@through
def cards(rows: pl.DataFrame, documents: pl.DataFrame, stamp: str, total: int) -> Figure:
    """Show a card per link that differs in substance.

    Takes the frame of `wording.cards`, or a part of it, and documents; ``stamp`` is that of the
    gate, ``total`` how many cards there are in all. Only where the stamp reads change over time are
    the two sides called then and now.
    """
    names = labels(documents)
    dated = stamp.startswith("Read as change over time")
    shown = [one(row, documents, names, dated=dated) for row in rows.iter_rows(named=True)]
    shown_ids = pl.concat([rows["left_id"], rows["right_id"]]).unique()
    pair = documents.filter(pl.col("doc_id").is_in(shown_ids.implode()))
    title = f"{rows.height} of {count(total, 'linked pair')} that differ in substance"
    title = title if total else "No linked passages of this pair differ in substance"
    return Figure(
        name="cards",
        title=title,
        subtitle=f"The sentence on each card is made from the typed edits, strongest link first. A link is "
        f"proposed by the alignment, which can be wrong, unless a reader has judged it. {stamp}",
        source=source_line(pair),
        alt=f"Cards. {title}. " + " ".join(rows["meaning"]),
        body=join([*shown, download("cards.csv", rows)]),
    )


def one(
    row: dict[str, object], documents: pl.DataFrame, names: dict[str, str], *, dated: bool
) -> Markup:
    """Show one card."""
    sides = []
    for side, when in (("left", "Then"), ("right", "Now")):
        doc_id = str(row[f"{side}_id"])
        head = f"{when}: {names[doc_id]}" if dated else names[doc_id]
        cited = citation(documents, doc_id, int(str(row[f"{side}_para_no"])))
        sides.append(
            Markup(
                '<section><p class="wb-kind">{}</p><blockquote>{}</blockquote>'
                '<p class="wb-source">{}</p></section>'
            ).format(head, row[f"{side}_text"], cited)
        )
    score = "" if row["score"] is None else f", score {row['score']:.2f}"
    left_out = (
        f" ({count(int(str(row['n_formal'])), 'edit')} of form or naming left out; link "
        f"{row['status']}{score}.)"
    )
    return Markup(
        '<article class="wb-now"><p class="wb-kind">{}</p><div class="wb-beside">{}</div>'
        "<p><strong>{}</strong>{}</p></article>"
    ).format(row["theme"], join(sides), row["meaning"], left_out)
