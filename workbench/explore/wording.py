"""What was kept, reworded, dropped or added: figures for one choice of the reader."""

from dataclasses import replace

import polars as pl
from markupsafe import Markup

from workbench import display
from workbench.analysis import wording
from workbench.analysis.wording import Comparison
from workbench.analysis.wording.witnesses import MOST
from workbench.display.html import block
from workbench.display.many import shown
from workbench.errors import WorkbenchError
from workbench.explore.wording_filters import filtered
from workbench.explore.wording_state import Desk, State

#: Scores this low are shown only as "nearest", when nothing reaches the score asked for.
NEAREST, FLOOR = 3, 0.02
Row = dict[str, object]


def synopsis(desk: Desk, state: State, pair: Comparison) -> display.Figure:
    """Show the chosen rows of the synopsis."""
    rows = filtered(desk, state, pair)
    if rows.is_empty():
        raise WorkbenchError("No passage fits these filters; set one of them back to all.")
    documents = desk.corpus.documents
    measured = desk.measured[state.unit] if state.least == wording.THRESHOLDS[state.unit] else None
    return display.synopsis(rows, pair.links, documents, pair.unit, pair.threshold, measured)


def passage(desk: Desk, state: State, pair: Comparison) -> Markup:
    """Show the chosen row: its links with their edits, or the nearest passages and why not."""
    rows = pair.synopsis.filter(row_no=state.row)
    if rows.is_empty():
        return block("Choose a passage from the list.")
    row = rows.row(0, named=True)
    if row["link_nos"] is None:
        return alone(desk, state, pair, row)
    links = pair.links.filter(pl.col("link_no").is_in(row["link_nos"]))
    corpus = desk.corpus
    parts = []
    for link in links.iter_rows(named=True):
        edits = pair.edits.filter(link_no=link["link_no"])
        parts.append(display.link_card(link, edits, corpus.documents, pair.passed.stamp).html())
        parts.append(block(display.excerpt(corpus.paragraphs, corpus.documents, link)))
    return Markup("").join(parts)


def alone(desk: Desk, state: State, pair: Comparison, row: Row) -> Markup:
    """Say that no counterpart was found, and show what comes nearest."""
    side, other = ("left", "right") if row["left_text"] is not None else ("right", "left")
    near = wording.align(desk.space(state.unit), state.left, state.right, FLOOR)
    near = near.filter(pl.col(f"{side}_unit_no") == row[f"{side}_unit_no"])
    near = near.sort("score", descending=True).head(NEAREST)
    return display.nearest(
        str(row[f"{side}_text"]),
        near,
        other,
        str(row["absent_from"]),
        desk.corpus.documents,
        pair.threshold,
    ).html()


def witnesses(desk: Desk, state: State, pair: Comparison) -> display.Figure:
    """Set the chosen passage beside its best counterpart in every other document."""
    row = pair.synopsis.filter(row_no=state.row)
    if row.is_empty() or row["left_unit_no"][0] is None:
        raise WorkbenchError("Choose a passage of the document on the left.")
    corpus = desk.corpus
    links, others = desk.elsewhere(state.unit, state.left, state.least)
    links = links.filter(left_unit_no=row["left_unit_no"][0]).sort("score", descending=True)
    every = links.unique("right_id", keep="first", maintain_order=True)
    if every.is_empty():
        raise WorkbenchError(f"No counterpart of this passage at this score in {others}.")
    best = every.head(MOST - 1)
    span = row.select("left_start", "left_end").row(0)
    passages = [(state.left, *span)]
    passages += best.select(pl.col("right_id").cast(pl.String), "right_start", "right_end").rows()
    aligned = wording.witnesses(corpus.tokens, corpus.documents, passages)
    figure = display.witnesses(aligned, corpus.documents, corpus.comparability)
    rule = f"the passage itself and its best counterparts in {others}"
    more = shown(len(passages), every.height + 1, "passage", rule)
    return replace(figure, subtitle=f"{figure.subtitle} {more}".strip())


def cards(desk: Desk, state: State, pair: Comparison) -> display.Figure:
    """Show a card per link that differs in substance."""
    themes = wording.themes(desk.space(state.unit).weights)
    rows = wording.cards(pair.links.filter(pl.col("status") != "rejected"), pair.edits, themes)
    if rows.is_empty():
        raise WorkbenchError("No linked passages of this pair differ in substance.")
    return display.cards(rows, desk.corpus.documents, pair.passed.stamp, rows.height)


def formula(desk: Desk, state: State) -> display.Figure:
    """Follow a phrase through all documents."""
    corpus = desk.corpus
    if not state.phrase.strip():
        raise WorkbenchError("Write a phrase; * stands for any ending, ** for a few words.")
    found = wording.track(corpus, state.phrase)
    near = wording.nearest(corpus, state.phrase) if found.is_empty() else found.head(0)
    answer = wording.answer(found, near, state.phrase)
    spread = wording.spread(found, corpus.documents)
    return display.formula(found, spread, corpus.documents, state.phrase, answer)
