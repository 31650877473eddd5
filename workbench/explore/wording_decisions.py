"""Confirm, reject or add a link: the reader's decisions, saved at once."""

import ipywidgets as widgets
import polars as pl
from markupsafe import Markup

from workbench.analysis import wording
from workbench.corpus import Decision, decide, read_decisions
from workbench.display.html import block
from workbench.errors import WorkbenchError
from workbench.explore.base import LABEL, WIDE, controls, dropdown, keep_drawn, said
from workbench.explore.wording_state import FIRST_WORDS, PAIR, Current

Span = tuple[str, int, int]
Options = list[tuple[str, tuple[Span, Span]]]
SAVED = Markup('<p role="status">{}</p>')
ASK = "Do you agree? A decision is saved at once, with your name and the reason you give."


def decision_pane(current: Current) -> widgets.Widget:
    """Let the reader confirm, reject or add a link; it is saved at once."""
    state = current.state
    who = widgets.Text(description="Your name or initials", style=LABEL, layout=WIDE)
    note = widgets.Text(description="Why", style=LABEL, layout=WIDE)
    link, extra = dropdown("Link to judge"), dropdown("Passage to link with")
    message = widgets.HTML()
    buttons = {
        "confirmed": widgets.Button(description="Confirm link"),
        "rejected": widgets.Button(description="Reject link"),
        "added": widgets.Button(description="Add this link"),
    }

    def offer() -> None:
        link.options, extra.options = choices_of(current)
        if link.options:
            link.index = 0
        message.value = standing(current)

    def save(status: str) -> None:
        spans = extra.value if status == "added" else link.value
        message.value = said(lambda: keep(current, spans, status, who.value, note.value))
        note.value = ""

    for status, button in buttons.items():
        button.on_click(lambda _, status=status: save(status))
    keep_drawn(state, (offer, (*PAIR, "row")))
    return widgets.VBox(
        [
            widgets.HTML(str(block(ASK))),
            controls(who, note),
            controls(link, buttons["confirmed"], buttons["rejected"]),
            controls(extra, buttons["added"]),
            message,
        ]
    )


def choices_of(current: Current) -> tuple[Options, Options]:
    """Give the links of the chosen row, and the passages it could be linked with."""
    pair, state = current.pair, current.state
    rows = pair.synopsis.filter(row_no=state.row) if pair else pl.DataFrame()
    if pair is None or rows.is_empty():
        return [], []
    row = rows.row(0, named=True)
    links = pair.links.filter(pl.col("link_no").is_in(row["link_nos"] or []))
    offered = [
        (
            f"¶ {link['left_para_no']} and ¶ {link['right_para_no']} ({link['status']})",
            (span(link, "left", state.left), span(link, "right", state.right)),
        )
        for link in links.iter_rows(named=True)
    ]
    side, other = ("left", "right") if row["left_text"] is not None else ("right", "left")
    own = span(row, side, getattr(state, side))
    units = current.desk.space(state.unit).units.filter(doc_id=getattr(state, other))
    extra = [
        (
            f"¶ {unit['para_no']}: {' '.join(unit['text'].split()[:FIRST_WORDS])} …",
            ordered(side, own, (getattr(state, other), unit["start"], unit["end"])),
        )
        for unit in units.iter_rows(named=True)
    ]
    return offered, extra


def span(row: dict[str, object], side: str, doc_id: str) -> Span:
    """Give one side of a row as a passage."""
    return (doc_id, int(str(row[f"{side}_start"])), int(str(row[f"{side}_end"])))


def ordered(side: str, own: Span, other: Span) -> tuple[Span, Span]:
    """Put the left passage first."""
    return (own, other) if side == "left" else (other, own)


def standing(current: Current) -> str:
    """Say which saved decisions cannot be used, and on which readers disagree."""
    corpus = current.desk.corpus
    decisions, notices = read_decisions(corpus.folder, corpus.documents)
    told = [*notices, *wording.conflicts(decisions)]
    return str(block(" ".join(told))) if told else ""


def keep(
    current: Current, spans: tuple[Span, Span] | None, status: str, who: str, note: str
) -> Markup:
    """Save one decision and say where; then compare anew."""
    if spans is None:
        raise WorkbenchError("Choose a passage that has a link, or a passage to link with.")
    corpus = current.desk.corpus
    path = decide(corpus.folder, corpus.documents, Decision(*spans, status, who, note))
    current.state.saved += 1
    return Markup("{}{}").format(
        block(SAVED.format(f"Saved as {status} in links/{path.name}.")),
        Markup(standing(current)),  # noqa: S704 - our own HTML
    )
