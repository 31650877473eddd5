"""Ask how hard the documents are to read, and how much of that is real."""

from dataclasses import dataclass, field, replace

import ipywidgets as widgets
import polars as pl
import traitlets
from markupsafe import Markup

from workbench import display
from workbench.analysis import readability
from workbench.corpus import Corpus
from workbench.display import many
from workbench.display.html import block
from workbench.errors import WorkbenchError
from workbench.explore.base import LABEL, Explorer, controls, dropdown, keep_drawn, said, stills
from workbench.explore.chart import ChartPanel
from workbench.explore.pickers import ManyPicker, Picker
from workbench.explore.tabs import Tabs
from workbench.explore.waiting import Progress, Waiting
from workbench.schemas import MEASURES, SPLITTERS, UNITS

EACH_SIDE = 3
TABS = ("Its sentences", "Inspector", "Variants")
PASTE = "Paste or write a sentence into the box, or pick one of those shown."


class State(traitlets.HasTraits):
    """What the reader has chosen."""

    measure = traitlets.Unicode("Flesch–Kincaid grade")
    unit = traitlets.Unicode("document")
    splitter = traitlets.Unicode("full stop")
    doc_ids = traitlets.Tuple()
    picked = traitlets.Unicode()
    text = traitlets.Unicode()


@dataclass
class Measured:
    """A corpus, and what of it has been measured so far, by unit and splitting variant."""

    corpus: Corpus
    progress: Progress | None = None
    known: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict)
    varied: dict[tuple[str, ...], pl.DataFrame] = field(default_factory=dict)

    def rows(self, unit: str, splitter: str) -> pl.DataFrame:
        """Measure all texts of one unit under one variant, once."""
        if (unit, splitter) not in self.known:
            corpus = self.corpus
            self.known[unit, splitter] = readability.readability(
                corpus.documents,
                corpus.paragraphs,
                corpus.clauses,
                corpus.quotes,
                units=(unit,),
                splitters=(splitter,),
                progress=self.progress,
            )
        return self.known[unit, splitter]

    def variants(self, doc_ids: tuple[str, ...]) -> pl.DataFrame:
        """Measure a few documents under every variant; those asked for last are kept."""
        if doc_ids not in self.varied:
            corpus = self.corpus
            frames = (corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes)
            some = (frame.filter(pl.col("doc_id").is_in(doc_ids)) for frame in frames)
            self.varied = {doc_ids: readability.readability(*some)}
        return self.varied[doc_ids]


def measured(corpus: Corpus, progress: Progress | None = None) -> Measured:
    """Begin with a corpus; what a reader does not ask for is not measured."""
    return Measured(corpus, progress)


def chosen(all_of: Measured, state: State) -> pl.DataFrame:
    """Keep the scores of the reader's choice, with their names and keys."""
    rows = all_of.rows(state.unit, state.splitter).filter(
        pl.col("doc_id").is_in(state.doc_ids), measure=state.measure
    )
    if rows.is_empty():
        raise WorkbenchError(
            "Nothing to draw for this choice: choose a document. A full statement has no voices, and "
            "headings are counted for documents and sections only."
        )
    return rows


def scores(all_of: Measured, state: State) -> display.Figure:
    """Draw the chart for one choice."""
    corpus = all_of.corpus
    return display.scores(chosen(all_of, state), corpus.documents, corpus.comparability)


def extremes(all_of: Measured, state: State) -> pl.DataFrame:
    """Find the hardest and the easiest sentences of the picked unit."""
    corpus = all_of.corpus
    doc_id, _, unit_id = state.picked.partition("|")
    pieces = corpus.clauses if "semicolon" in state.splitter else corpus.sentences
    inside = readability.within(
        pieces, corpus.paragraphs, corpus.quotes, doc_id, state.unit, unit_id
    )
    return readability.extremes(inside, state.measure, EACH_SIDE)


def sentences(all_of: Measured, state: State) -> display.Figure:
    """List the sentences behind the picked score."""
    if not state.picked:
        raise WorkbenchError("Choose a document to see its sentences.")
    corpus, found = all_of.corpus, extremes(all_of, state)
    return display.extremes_table(found, corpus.documents, corpus.paragraphs, state.measure)


def variants(all_of: Measured, state: State) -> display.Figure:
    """Draw the chosen documents under every variant; of many, the highest and the lowest."""
    here = all_of.rows("document", SPLITTERS[0]).filter(
        pl.col("doc_id").is_in(state.doc_ids), measure=state.measure
    )
    if here.is_empty():
        raise WorkbenchError("Nothing to draw: choose a document.")
    few = many.ends(here, "value", many.ROWS // len(SPLITTERS))["doc_id"]
    rows = all_of.variants(tuple(few.sort()))
    corpus = all_of.corpus
    ranks = readability.ranks(rows, state.measure)
    pairs = readability.pairs(rows, corpus.comparability, state.measure)
    figure = display.variants(ranks, pairs, corpus.documents, corpus.comparability, state.measure)
    rule = "those with the highest and the lowest scores"
    more = many.shown(len(few), here.height, "document", rule)
    return replace(figure, subtitle=f"{figure.subtitle} {more}".strip())


def inspection(state: State) -> Markup:
    """Show how each formula counts the text in the box."""
    if not state.text.strip():
        return block(PASTE)
    return display.inspection(*readability.inspect_text(state.text, state.splitter)).html()


def readability_explorer(corpus: Corpus) -> Explorer:
    """Open the explorer on the Flesch–Kincaid grade of all documents."""
    waiting = Waiting("Measuring")
    all_of = measured(corpus, waiting)
    state = State(doc_ids=tuple(corpus.documents["doc_id"]))
    tabs = Tabs(TABS, corpus)
    built = (sentence_pane, inspector_pane, variants_pane)
    tabs.fill([pane(all_of, state, tabs) for pane in built])
    chart = score_pane(all_of, state)
    view = widgets.VBox([choices(state, corpus), waiting.panel, chart, tabs.view])
    waiting.opened = True
    shown = (lambda: scores(all_of, state).html(), lambda: sentences(all_of, state).html())
    return Explorer(state, view, lambda: stills(*shown))


def choices(state: State, corpus: Corpus) -> widgets.Widget:
    """Build the controls above the chart and tie them to the state."""
    names = [(name, doc_id) for doc_id, name in display.labels(corpus.documents).items()]
    documents = ManyPicker("Documents", names, rows=8)
    tied = {
        "measure": dropdown("Measure", MEASURES),
        "unit": dropdown("Unit", UNITS),
        "splitter": dropdown("Sentences end at", SPLITTERS),
        "doc_ids": documents,
    }
    for name, widget in tied.items():
        traitlets.link((state, name), (widget, "value"))
    return controls(widgets.VBox(list(tied.values())[:3]), documents)


def score_pane(all_of: Measured, state: State) -> widgets.Widget:
    """Show the chart; a clicked mark is picked."""
    chart = ChartPanel(on_pick=lambda key: state.set_trait("picked", key))
    asked = ("measure", "unit", "splitter", "doc_ids")
    keep_drawn(state, (lambda: chart.show(lambda: scores(all_of, state)), asked))
    return chart.view


def sentence_pane(all_of: Measured, state: State, tabs: Tabs) -> widgets.Widget:
    """Show the sentences of the picked unit, which the keyboard picks from a list."""
    unit, panel = Picker("Look into"), widgets.HTML()

    def offer() -> None:
        try:
            rows = display.named(chosen(all_of, state), all_of.corpus.documents)
        except WorkbenchError:
            unit.options, state.picked = [], ""
            return
        unit.options = rows.select("name", "key").rows()
        unit.value = state.picked = rows["key"][0]

    def draw() -> None:
        keys = [key for _, key in unit.options]
        if state.picked in keys:
            unit.value = state.picked
        panel.value = said(lambda: sentences(all_of, state).html())

    keep_drawn(
        state,
        (offer, ("unit", "doc_ids", "splitter")),
        (tabs.seen("Its sentences", draw), ("picked", "measure", "splitter", "unit")),
    )
    unit.observe(lambda change: state.set_trait("picked", change["new"] or ""), "value")
    return widgets.VBox([unit, panel])


def inspector_pane(all_of: Measured, state: State, tabs: Tabs) -> widgets.Widget:
    """Let the reader paste a sentence, or pick one of those behind the picked score."""
    example, panel = dropdown("Pick a sentence"), widgets.HTML()
    box = widgets.Textarea(
        description="Sentence",
        continuous_update=False,
        rows=4,
        style=LABEL,
        layout=widgets.Layout(width="98%"),
    )
    traitlets.link((state, "text"), (box, "value"))

    def offer() -> None:
        texts = extremes(all_of, state)["text"].unique(maintain_order=True) if state.picked else []
        example.options = [("choose one", ""), *((f"{text[:90]} …", text) for text in texts)]

    def draw() -> None:
        panel.value = said(lambda: inspection(state))

    keep_drawn(
        state,
        (tabs.seen("Inspector", offer), ("picked", "measure", "splitter")),
        (draw, ("text", "splitter")),
    )
    example.observe(lambda change: state.set_trait("text", change["new"] or state.text), "value")
    return widgets.VBox([example, box, panel])


def variants_pane(all_of: Measured, state: State, tabs: Tabs) -> widgets.Widget:
    """Show whether the order of documents survives the choice of splitting."""
    panel = widgets.HTML()

    def draw() -> None:
        panel.value = said(lambda: variants(all_of, state).html())

    keep_drawn(state, (tabs.seen("Variants", draw), ("measure", "doc_ids")))
    return panel
