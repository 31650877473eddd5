"""Read the sources: a document with its cuts, its ledger and card, and a search over all."""

from collections.abc import Callable
from dataclasses import dataclass

import ipywidgets as widgets
import polars as pl
import traitlets
from markupsafe import Markup

from workbench import analysis, display
from workbench.corpus import Corpus
from workbench.display.html import block
from workbench.errors import WorkbenchError
from workbench.explore.base import LABEL, WIDE, Explorer, controls, keep_drawn, panes
from workbench.explore.pickers import Picker
from workbench.pairs import listed

PROMPT = "Write a word or a phrase into the search box, then press Enter."
#: Documents that an error names.
NAMED = 30
TABS = ("Cleaning ledger", "About the document", "Search hits")


class State(traitlets.HasTraits):
    """What the reader has chosen."""

    doc_id = traitlets.Unicode()
    query = traitlets.Unicode()
    show_cut = traitlets.Bool()


@dataclass
class Desk:
    """The corpus, its ledger, and what was searched for last."""

    corpus: Corpus
    ledger: pl.DataFrame
    query: str = ""
    found: pl.DataFrame | None = None
    counts: pl.DataFrame | None = None

    def search(self, query: str) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Give the hits and their counts by document; another document asks for the same ones."""
        if self.found is None or self.counts is None or query != self.query:
            corpus = self.corpus
            found = analysis.hits(corpus.paragraphs, query)
            others = analysis.other_spellings(corpus.tokens, found)
            self.counts = analysis.hits_by_document(corpus.documents, found, others)
            self.query, self.found = query, found
        return self.found, self.counts


def open_desk(corpus: Corpus) -> Desk:
    """Begin with a corpus and its cleaning ledger."""
    return Desk(corpus, analysis.ledger(corpus.paragraphs))


def reading(desk: Desk, state: State) -> Markup:
    """Show the text of the chosen document, with the hits in it."""
    corpus = desk.corpus
    found, _ = desk.search(state.query)
    return display.reading(
        corpus.documents,
        corpus.paragraphs,
        corpus.slips,
        state.doc_id,
        found,
        show_cut=state.show_cut,
    ).html()


def ledger(desk: Desk, state: State) -> Markup:
    """Show what was cut of the chosen document."""
    return display.ledger_table(desk.ledger, desk.corpus.documents, state.doc_id).html()


def card(desk: Desk, state: State) -> Markup:
    """Show what is known of the chosen document."""
    return block(display.card(desk.corpus.documents, state.doc_id))


def hits(desk: Desk, state: State) -> Markup:
    """List the hits in all documents."""
    if not state.query.strip():
        return block(PROMPT)
    found, counts = desk.search(state.query)
    query = state.query.strip()
    return display.hit_list(found, counts, desk.corpus.documents, query, state.doc_id).html()


#: Each pane with the choices on which it depends.
PANES = {
    reading: ("doc_id", "query", "show_cut"),
    ledger: ("doc_id",),
    card: ("doc_id",),
    hits: ("query", "doc_id"),
}


def corpus_explorer(corpus: Corpus, doc_id: str | None = None, query: str = "") -> Explorer:
    """Open the explorer on a document (the first by default), with a search if one is given."""
    names = display.labels(corpus.documents)
    if doc_id is not None and doc_id not in names:
        known = listed(list(names)[:NAMED], len(names), "document")
        raise WorkbenchError(f"No document {doc_id!r}; choose {known}.")
    desk, state = open_desk(corpus), State(doc_id=doc_id or next(iter(names)), query=query)
    panel = {draw: widgets.HTML() for draw in PANES}
    tabs = widgets.Tab([panel[ledger], panel[card], panel[hits]], titles=TABS)

    def drawing(draw: Callable[[Desk, State], Markup]) -> Callable[[], None]:
        return lambda: panel[draw].set_trait("value", str(draw(desk, state)))

    def turn() -> None:
        tabs.selected_index = TABS.index("Search hits" if state.query.strip() else TABS[0])

    keep_drawn(state, *((drawing(draw), needs) for draw, needs in PANES.items()))
    keep_drawn(state, (turn, ("query",)))
    view = widgets.VBox([choices(state, names), panes(panel[reading], tabs)])
    return Explorer(state, view, still=lambda: block(reading(desk, state), hits(desk, state)))


def choices(state: State, names: dict[str, str]) -> widgets.Widget:
    """Build the controls and tie them to the state."""
    document = Picker(
        "Document", [(f"{name} ({doc_id})", doc_id) for doc_id, name in names.items()]
    )
    query = widgets.Text(
        description="Search all documents for",
        placeholder="word or phrase, then Enter",
        continuous_update=False,
        style=LABEL,
        layout=WIDE,
    )
    show_cut = widgets.Checkbox(
        description="Unfold what was cut", indent=False, style=LABEL, layout=WIDE
    )
    traitlets.link((state, "doc_id"), (document, "value"))
    traitlets.link((state, "query"), (query, "value"))
    traitlets.link((state, "show_cut"), (show_cut, "value"))
    return controls(document, query, show_cut)
