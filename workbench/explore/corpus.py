"""Read the sources: a document with its cuts, its ledger and card, and a search over all."""

from typing import NamedTuple

import ipywidgets as widgets
import polars as pl
import traitlets
from markupsafe import Markup

from workbench import analysis, display
from workbench.corpus import Corpus
from workbench.display.html import block
from workbench.errors import WorkbenchError
from workbench.explore.base import LABEL, WIDE, Explorer, controls, dropdown, panes

PROMPT = "Write a word or a phrase into the search box, then press Enter."
TABS = ("Cleaning ledger", "About the document", "Search hits")


class State(traitlets.HasTraits):
    """What the reader has chosen."""

    doc_id = traitlets.Unicode()
    query = traitlets.Unicode()
    show_cut = traitlets.Bool()


class Views(NamedTuple):
    """What the reader sees, as HTML."""

    reading: Markup
    ledger: Markup
    card: Markup
    hits: Markup


def views(
    corpus: Corpus, ledger: pl.DataFrame, doc_id: str, query: str, *, show_cut: bool
) -> Views:
    """Draw every pane for one choice."""
    documents = corpus.documents
    found = analysis.hits(corpus.paragraphs, query)
    others = analysis.other_spellings(corpus.tokens, found)
    by_document = analysis.hits_by_document(documents, found, others)
    searched = bool(query.strip())
    return Views(
        reading=display.reading(
            documents, corpus.paragraphs, corpus.slips, doc_id, found, show_cut=show_cut
        ).html(),
        ledger=display.ledger_table(ledger, documents, doc_id).html(),
        card=block(display.card(documents, doc_id)),
        hits=display.hit_list(found, by_document, documents, query.strip(), doc_id).html()
        if searched
        else block(PROMPT),
    )


def corpus_explorer(corpus: Corpus, doc_id: str | None = None, query: str = "") -> Explorer:
    """Open the explorer on a document (the first by default), with a search if one is given."""
    names = display.labels(corpus.documents)
    if doc_id is not None and doc_id not in names:
        raise WorkbenchError(f"No document {doc_id!r}; choose {', '.join(names)}.")
    ledger = analysis.ledger(corpus.paragraphs)
    state = State(doc_id=doc_id or next(iter(names)), query=query)
    panel = {name: widgets.HTML() for name in Views._fields}
    tabs = widgets.Tab([panel["ledger"], panel["card"], panel["hits"]], titles=TABS)

    def drawn() -> Views:
        return views(corpus, ledger, state.doc_id, state.query, show_cut=state.show_cut)

    def redraw(change: dict[str, object] | None = None) -> None:
        for name, html in drawn()._asdict().items():
            panel[name].value = str(html)
        if change is None or change["name"] == "query":
            tabs.selected_index = TABS.index("Search hits" if state.query.strip() else TABS[0])

    state.observe(redraw)
    redraw()
    view = widgets.VBox([choices(state, names), panes(panel["reading"], tabs)])
    return Explorer(state, view, still=lambda: block(drawn().reading, drawn().hits))


def choices(state: State, names: dict[str, str]) -> widgets.Widget:
    """Build the controls and tie them to the state."""
    document = dropdown(
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
