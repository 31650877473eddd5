"""The synopsis: what became of each passage of one document in another."""

from collections.abc import Callable
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, join, region
from workbench.display.naming import citation, count, labels, source_line
from workbench.display.redline import beside, redline
from workbench.display.table import table
from workbench.lacking import through

SIGN = {
    "kept": "=", "reworded": "≈", "dropped": "–", "new": "+",
    "reported": "●", "not reported here": "○",
    "same": "=", "worded differently": "≈", "in one edition only": "○",
    "counterpart": "●", "no counterpart found": "○",
}  # fmt: skip


@through
def synopsis(
    rows: pl.DataFrame,
    links: pl.DataFrame,
    documents: pl.DataFrame,
    unit: str,
    threshold: float,
    measured: pl.DataFrame | None = None,
) -> Figure:
    """Show a row per passage: left, right, and what became of it; an empty side says so.

    Takes the frame of `wording.collate`, the links of the pair and documents; with the frame
    ``scores`` of `wording.evaluate` for this unit, the subtitle says how far to trust the pair.
    """
    names = labels(documents)
    left, right = rows.select("left_id", "right_id").row(0)
    texts = {number: (para, text) for number, para, text in links.select("link_no", "right_para_no", "right_text").iter_rows()}  # fmt: skip
    headers = {"row_no": "Row", "here": names[left], "outcome": "Outcome", "there": names[right]}
    headers |= {"score": "Score", "edits": "Edits"}
    made = {
        "here": own(names[right]),
        "outcome": lambda row: f"{SIGN[row['outcome']]} {row['outcome']}",
        "there": other(names[left], texts),
        "edits": edits_of,
    }
    shown = rows.select(
        "row_no", "score", *(name for name in rows.columns if name not in {"row_no", "score"})
    )
    counted = dict(rows.group_by("outcome").len().iter_rows())
    told = ", ".join(f"{n} {outcome}" for outcome, n in sorted(counted.items()))
    linked = rows.filter(pl.col("link_nos").is_not_null()).height
    n_left = rows.filter(pl.col("left_unit_no").is_not_null()).height
    title = (
        f"{linked} of {count(n_left, unit)} of {names[left]} have a counterpart in {names[right]}"
    )
    plain = rows.with_columns(
        pl.col("link_nos", "right_provisions").cast(pl.List(pl.String)).list.join(" ")
    )
    pair = documents.filter(pl.col("doc_id").is_in([left, right]))
    return Figure(
        name=f"synopsis-{left}-{right}",
        title=title,
        subtitle=f"{count(rows.height, 'row')}: {told}. Aligned by {unit}; below a score of "
        f"{threshold:.2f} the answer is that no counterpart was found. "
        f"{trust(measured, left, right)}{rows['stamp'][0]}",
        source=source_line(pair),
        alt=f"Table. {title}: {told}.",
        body=join(
            [
                region("Synopsis", "wb-read", table(shown, "One row per passage", headers, made)),
                download(f"synopsis-{left}-{right}.csv", plain),
            ]
        ),
    )


def own(other_name: str) -> Callable[[dict[str, Any]], str]:
    """Make the cell of the left document."""

    def cell(row: dict[str, Any]) -> str:
        if row["left_text"] is None:
            return Markup("<em>{}</em>").format(f"nothing here; only in {other_name}")
        return f"¶ {row['left_para_no']}: {row['left_text']}"

    return cell


def other(own_name: str, texts: dict[int, tuple[int, str]]) -> Callable[[dict[str, Any]], str]:
    """Make the cell of the right document: linked passages, or its own that found none."""

    def cell(row: dict[str, Any]) -> str:
        if row["link_nos"] is not None:
            passages = (f"¶ {texts[number][0]}: {texts[number][1]}" for number in row["link_nos"])
            return join(Markup("<p>{}</p>").format(passage) for passage in passages)
        if row["left_text"] is None:
            return f"¶ {row['right_para_no']}: {row['right_text']}"
        return Markup("<em>{}</em>").format(f"nothing found; only in {own_name}")

    return cell


def edits_of(row: dict[str, Any]) -> str:
    """Say how many edits are substantive, and how many are not."""
    if row["link_nos"] is None:
        return ""
    return f"{row['n_substantive']} substantive, {row['n_formal']} formal"


@through
def link_card(
    link: dict[str, Any], edits: pl.DataFrame, documents: pl.DataFrame, stamp: str
) -> Figure:
    """Show one link: both passages marked, the redline, and every edit in a table.

    Takes one row of links as a dict, and the edits of that link.
    """
    names = labels(documents)
    left, right = names[link["left_id"]], names[link["right_id"]]
    changed = edits.filter(pl.col("op") != "kept").sort(
        "substantive", "edit_no", descending=[True, False]
    )
    headers = {
        "edit_no": "Edit",
        "op": "What happened",
        "kind": "Kind",
        "left": left,
        "right": right,
    }
    score = "added by a reader" if link["score"] is None else f"score {link['score']:.2f}"
    n_strong = int(changed["substantive"].sum())
    title = f"{count(n_strong, 'substantive edit')} between {left} ¶ {link['left_para_no']} and {right} ¶ {link['right_para_no']}"
    note = f" {link['note']}" if link["note"] else ""
    cited = [citation(documents, link[f"{s}_id"], link[f"{s}_para_no"]) for s in ("left", "right")]
    return Figure(
        name=f"link-{link['link_no']}",
        title=title,
        subtitle=f"Link {link['link_no']}, {link['status']}, {score}.{note} {stamp}",
        source=f"Sources: {cited[0]} {cited[1]}",
        alt=f"{title}. "
        + "; ".join(
            f"{row['kind']}: {row['left'] or '—'} / {row['right'] or '—'}"
            for row in changed.filter("substantive").iter_rows(named=True)
        ),
        body=join(
            [
                beside(link, edits, left, right),
                redline(edits, left, right),
                table(changed, "Every edit, substantive ones first", headers),
            ]
        ),
    )


def trust(measured: pl.DataFrame | None, left: str, right: str) -> str:
    """Say how the alignment of this pair fared against links coded by hand, if it was coded."""
    if measured is None:
        return ""
    both = pl.concat([measured, measured.rename({"left_id": "right_id", "right_id": "left_id"}).select(measured.columns)])  # fmt: skip
    row = both.filter(left_id=left, right_id=right)
    if row.is_empty():
        return "How good the alignment is on this pair has not been measured. "
    precision, recall, coded = row.select("precision", "recall", "n_reference").row(0)
    return (
        f"Measured on {coded} coded links of this pair: {precision:.0%} of the proposed links are "
        f"right and {recall:.0%} of the coded ones are found, so an empty side may be a missed link. "
    )


def nearest(
    text: str,
    near: pl.DataFrame,
    other_side: str,
    absent_from: str,
    documents: pl.DataFrame,
    threshold: float,
) -> Figure:
    """Show a passage without counterpart and the nearest passages of the other document.

    Takes links below the threshold, the best first, and the side and document where nothing was found.
    """
    names = labels(documents)
    rows = near.select(
        score="score",
        place=pl.format("¶ {}", f"{other_side}_para_no"),
        passage=f"{other_side}_text",
    )
    title = f"No counterpart found in {names[absent_from]}"
    headers = {"place": "Nearest", "passage": "Passage", "score": "Score"}
    body = table(rows, "Nearest passages, the best first", headers)
    rejected = near.height and near["score"].max() >= threshold
    why = (
        "A reader has rejected the link that the alignment proposed."
        if rejected
        else f"No link reaches a score of {threshold:.2f}."
    )
    return Figure(
        name="nearest",
        title=title,
        subtitle=f"{why} This is what the alignment finds, not proof of silence: judge the nearest "
        "passages, and link one if you disagree.",
        source=source_line(documents),
        alt=f"{title}. Table of {count(near.height, 'nearest passage')}.",
        body=join(
            [Markup("<blockquote>{}</blockquote>").format(text), body if near.height else ""]
        ),
    )
