"""Witnesses of an issue: each of its passages beside what the other documents have for it."""

from collections.abc import Callable
from typing import Any

import polars as pl
from markupsafe import Markup

from workbench.display.figure import Figure
from workbench.display.html import download, join, region
from workbench.display.many import TEXTS, most, shown
from workbench.display.naming import count, labels, sentence_case, source_line
from workbench.display.table import table


def counterparts(rows: pl.DataFrame, documents: pl.DataFrame, issue: str) -> Figure:
    """Show a row per passage of one document, a column per other document; an empty cell says so.

    Takes rows of the counterparts frame with one ``left_id``, documents, and the issue's name.
    Without any such row the figure says so. Of more other documents than `many.TEXTS` those with the
    most counterparts have a column.
    """
    if rows.is_empty():
        return nothing(documents, issue)
    names = labels(documents)
    left = str(rows["left_id"][0])
    whole = rows
    met = pl.col("left_start").filter(pl.col("counterpart_no") > 0).n_unique()
    sizes = rows.group_by("right_id", maintain_order=True).agg(n=met)
    rows = rows.join(most(sizes, "n", TEXTS), on="right_id", how="semi", maintain_order="left")
    others = rows["right_id"].cast(pl.String).unique(maintain_order=True).to_list()
    rule = "those with the most counterparts; the file holds all"
    more = shown(len(others), sizes.height, "other document", rule)
    passages = rows.group_by("left_start", "left_para_no", "left_text", maintain_order=True).agg(
        *(
            pl.struct("right_para_no", "right_text", "score", "link")
            .filter(pl.col("right_id").cast(pl.String) == other)
            .alias(other)
            for other in others
        )
    )
    made = {other: cell(other) for other in others}
    found = (
        rows.filter(pl.col("counterpart_no") > 0)
        .group_by("right_id")
        .agg(pl.col("left_start").n_unique())
    )
    counts = dict(found.with_columns(pl.col("right_id").cast(pl.String)).iter_rows())
    told = ", ".join(f"{counts.get(other, 0)} in {names[other]}" for other in others)
    title = f"{sentence_case(issue)} in {names[left]}: {count(passages.height, 'passage')}; with a counterpart: {told}"
    stamps = rows.unique(["right_id"], maintain_order=True)
    notes = join(
        Markup("<p>{}: {}</p>").format(names[str(other)], stamp)
        for other, stamp in stamps.select("right_id", "stamp").rows()
    )
    listed = table(
        passages.with_columns(place=pl.format("¶ {}", "left_para_no")),
        "One row per passage on the issue",
        {"place": "Place", "left_text": names[left]} | {other: names[other] for other in others},
        made,
    )
    return Figure(
        name=f"witnesses-{left}",
        title=title,
        subtitle="Proposed by the alignment unless the cell says otherwise (coded by hand: by a language model, "
        "from reading); an empty cell may be a missed link and is not proof of silence. "
        f"{more}".strip(),
        source=source_line(
            documents.filter(pl.col("doc_id").cast(pl.String).is_in([left, *others]))
        ),
        alt=f"Table. {title}.",
        body=join(
            [
                region("Witnesses", "wb-read", listed),
                notes,
                download(f"witnesses-{left}.csv", whole),
            ]
        ),
    )


def nothing(documents: pl.DataFrame, issue: str) -> Figure:
    """Say that there is no passage to look for in other documents."""
    title = f"No passage on {issue} in this document"
    return Figure(
        name="witnesses",
        title=title,
        subtitle="There is nothing to set beside the other documents; choose one that speaks of it.",
        source=source_line(documents),
        alt=f"{title}.",
        body=Markup("<p>○ {}.</p>").format(title),
    )


def cell(other: str) -> Callable[[dict[str, Any]], Markup]:
    """Make the cell of one other document."""

    def said(row: dict[str, Any]) -> Markup:
        return join(passage(each) for each in row[other])

    return said


def passage(each: dict[str, Any]) -> Markup:
    """Show one counterpart, or that there is none."""
    if each["right_text"] is None or not each["right_text"]:
        return Markup("<em>○ {}</em>").format(each["link"])
    score = "" if each["score"] is None else f", score {each['score']:.2f}"
    return Markup('<p>¶ {}: {} <span class="wb-margin">({}{})</span></p>').format(
        each["right_para_no"], each["right_text"], each["link"], score
    )
