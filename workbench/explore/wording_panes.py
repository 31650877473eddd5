"""The widgets of the wording explorer: choose, filter, read, decide."""

from collections.abc import Callable

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench import display
from workbench.analysis import wording
from workbench.corpus import Corpus
from workbench.explore import wording as views
from workbench.explore.base import (
    LABEL,
    WIDE,
    Explorer,
    controls,
    dropdown,
    keep_drawn,
    said,
    stills,
)
from workbench.explore.pickers import Picker
from workbench.explore.tabs import Tabs
from workbench.explore.wording_decisions import decision_pane
from workbench.explore.wording_filters import filtered
from workbench.explore.wording_state import (
    ALL,
    DECIDED,
    FIRST_WORDS,
    KINDS,
    PAIR,
    Current,
    Desk,
    State,
    open_desk,
)
from workbench.lacking import through
from workbench.schemas import PASSAGES

FILTERS = ("outcome", "kind", "status", "concept", "text")
NOTHING = "No passage fits these choices; set a filter back to all."
TABS = ("Passage", "Synopsis", "Witnesses", "Cards", "Formula")


@through
def wording_explorer(corpus: Corpus, left: str, right: str) -> Explorer:
    """Open the explorer on a pair of documents."""
    desk, state = open_desk(corpus), State(left=left, right=right)
    current = Current(desk, state)
    keep_drawn(state, (current.refresh, PAIR))
    drawn = {
        "Passage": lambda: views.passage(desk, state, current.get()),
        "Synopsis": lambda: views.synopsis(desk, state, current.get()).html(),
        "Witnesses": lambda: views.witnesses(desk, state, current.get()).html(),
        "Cards": lambda: views.cards(desk, state, current.get()).html(),
        "Formula": lambda: views.formula(desk, state).html(),
    }
    needs = {
        "Passage": (*PAIR, "row"),
        "Synopsis": (*PAIR, *FILTERS),
        "Witnesses": (*PAIR, "row"),
        "Cards": PAIR,
        "Formula": ("phrase",),
    }
    tabs = Tabs(TABS, corpus)
    panel = {name: pane(state, drawn[name], needs[name], tabs, name) for name in TABS}
    panel["Passage"] = widgets.VBox([panel["Passage"], decision_pane(current)])
    panel["Formula"] = widgets.VBox([phrase_box(state), panel["Formula"]])
    tabs.fill([panel[name] for name in TABS])
    view = widgets.VBox([pair_pane(state, corpus), passage_list(current), tabs.view])
    return Explorer(state, view, lambda: stills(drawn["Synopsis"], drawn["Passage"]))


def pane(
    state: State, draw: Callable[[], Markup], needs: tuple[str, ...], tabs: Tabs, title: str
) -> widgets.Widget:
    """Show HTML that is drawn again when one of its traits changes, and its tab is seen."""
    panel = widgets.HTML()

    def redraw() -> None:
        panel.value = said(draw)

    keep_drawn(state, (tabs.seen(title, redraw), needs))
    return panel


def pair_pane(state: State, corpus: Corpus) -> widgets.Widget:
    """Choose two documents, the unit and the score; override the gate."""
    names = [(name, doc_id) for doc_id, name in display.labels(corpus.documents).items()]
    least = widgets.BoundedFloatText(
        min=0.01, max=1, step=0.01, description="Least score", style=LABEL, layout=WIDE
    )
    override = widgets.Checkbox(
        description="Show a blocked pair all the same", indent=False, style=LABEL, layout=WIDE
    )
    tied = {
        "left": Picker("Left", names),
        "right": Picker("Right", names),
        "unit": dropdown("Align by", PASSAGES),
        "least": least,
        "override": override,
    }
    for name, widget in tied.items():
        traitlets.link((state, name), (widget, "value"))
    state.observe(
        lambda change: state.set_trait("least", wording.THRESHOLDS[change["new"]]), "unit"
    )
    return controls(*tied.values())


def passage_list(current: Current) -> widgets.Widget:
    """List the passages that fit the filters; the arrow keys go through them."""
    state = current.state
    text = widgets.Text(
        description="Holding the words", continuous_update=False, style=LABEL, layout=WIDE
    )
    tied = {
        "outcome": dropdown("Outcome", [ALL]),
        "kind": dropdown("Kind of edit", KINDS),
        "status": dropdown("Link", DECIDED),
        "concept": dropdown("Concept", concepts(current.desk)),
        "text": text,
    }
    for name, widget in tied.items():
        traitlets.link((state, name), (widget, "value"))
    rows = widgets.Select(
        description="Passages", rows=9, style=LABEL, layout=widgets.Layout(width="98%")
    )

    def offer() -> None:
        pair = current.pair
        outcomes = pair.synopsis["outcome"].unique().sort().to_list() if pair else []
        tied["outcome"].options = [ALL, *outcomes]

    def fill() -> None:
        pair, wanted = current.pair, state.row
        shown = filtered(current.desk, state, pair) if pair else None
        known = display.labels(current.desk.corpus.documents)
        names = (known[state.left], known[state.right])
        options = (
            []
            if shown is None
            else [(label(row, names), row["row_no"]) for row in shown.iter_rows(named=True)]
        )
        rows.options = options or [(NOTHING, 0)]
        numbers = [number for _, number in options]
        if numbers:
            rows.value = wanted if wanted in numbers else numbers[0]

    keep_drawn(state, (offer, PAIR), (fill, (*PAIR, *FILTERS)))
    rows.observe(lambda change: state.set_trait("row", change["new"] or 0), "value")
    return widgets.VBox([controls(*tied.values()), rows])


def concepts(desk: Desk) -> list[str]:
    """Name the concepts that a reader can filter by."""
    names = desk.concepts["concept"].drop_nulls().unique(maintain_order=True)
    return [ALL, *names.to_list()]


def label(row: dict[str, object], names: tuple[str, str]) -> str:
    """Name a row of the synopsis by place, outcome and first words."""
    side = "left" if row["left_text"] is not None else "right"
    words = " ".join(str(row[f"{side}_text"]).split()[:FIRST_WORDS])
    score = "" if row["score"] is None else f", {row['score']:.2f}"
    name = names[0] if side == "left" else names[1]
    return f"{name} ¶ {row[f'{side}_para_no']} — {row['outcome']}{score} — {words} …"


def phrase_box(state: State) -> widgets.Widget:
    """Ask for the phrase to follow."""
    box = widgets.Text(
        description="Phrase (* any ending, ** a few words)",
        continuous_update=False,
        style=LABEL,
        layout=widgets.Layout(width="98%"),
    )
    traitlets.link((state, "phrase"), (box, "value"))
    return box
