"""The widgets of the issue explorer: a cell or a point chosen in one figure filters the others."""

from collections.abc import Callable

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench import display
from workbench.corpus import Corpus, issues, read_issue
from workbench.display.html import block
from workbench.errors import WorkbenchError
from workbench.explore import issue as views
from workbench.explore.base import (
    Explorer,
    controls,
    dropdown,
    keep_drawn,
    said,
    stills,
)
from workbench.explore.chart import ChartPanel
from workbench.explore.issue_search import line_pane
from workbench.explore.issue_state import (
    ALL,
    ASKED,
    FILTERS,
    SEARCH,
    Desk,
    State,
    checked,
    chosen,
    line_of_code,
    open_desk,
)
from workbench.explore.pickers import Picker
from workbench.explore.tabs import Tabs
from workbench.schemas import VOICES

TABS = ("Lines", "In time", "Positions", "Witnesses", "Names")


def issue_explorer(corpus: Corpus, issue: str, **choice: str | bool) -> Explorer:
    """Open the explorer on an issue of the corpus; ``choice`` is what to begin with.

    The line of code under the choices opens the same view again. Choices: ``document``, ``term``,
    ``voice``, ``coder``, ``query``, ``regex``, ``whole``, ``case``, ``context`` and ``order``.
    """
    unknown = sorted(set(choice) - set(ASKED))
    if unknown:
        raise WorkbenchError(f"Unknown choice {unknown[0]!r}; choose {', '.join(ASKED)}.")
    try:
        desk, state = open_desk(corpus), State(issue=issue, **choice)
    except traitlets.TraitError as error:
        raise WorkbenchError(f"A choice is of another kind than it must be: {error}") from None
    checked(desk, state)
    tabs = Tabs(TABS, corpus)
    built = (line_pane, time_pane, position_pane, witness_pane, name_pane)
    tabs.fill([pane(desk, state, tabs) for pane in built])
    view = widgets.VBox(
        [choices(desk, state), code_line(state), matrix_pane(desk, state), tabs.view]
    )
    return Explorer(state, view, lambda: still(desk, state))


def still(desk: Desk, state: State) -> Markup:
    """Show without widgets what the explorer shows at first."""
    figures = (views.coverage, views.concordance_figure, views.positions)
    line = Markup("<p>To open this view: <code>{}</code></p>").format(line_of_code(state))
    drawn = (lambda draw=draw: draw(desk, state).html() for draw in figures)
    return stills(lambda: line, *drawn)


def choices(desk: Desk, state: State) -> widgets.Widget:
    """Build the filters; another issue has other terms."""
    corpus = desk.corpus
    names = [(name, doc_id) for doc_id, name in display.labels(corpus.documents).items()]
    labelled = [(read_issue(corpus.folder, issue).label, issue) for issue in issues(corpus.folder)]
    term = dropdown("Term")
    tied = {
        "issue": dropdown("Issue", labelled),
        "document": Picker("Document", [("all documents", ALL), *names]),
        "term": term,
        "voice": dropdown("Voice", [("all voices", ALL), *((voice, voice) for voice in VOICES)]),
    }
    term.options = terms(desk, state)
    for name, widget in tied.items():
        traitlets.link((state, name), (widget, "value"))

    def other_terms(_: object) -> None:
        state.term = ALL
        term.options = terms(desk, state)

    state.observe(other_terms, "issue")
    button = widgets.Button(description="Show everything")
    usual = {name: state.trait_defaults(name) for name in ASKED if name != "coder"}
    button.on_click(lambda _: [state.set_trait(name, value) for name, value in usual.items()])
    return controls(*tied.values(), button)


def terms(desk: Desk, state: State) -> list[tuple[str, str]]:
    """List the terms of the chosen issue."""
    listed = desk.read(state.issue).issue.codebook.topics.select("label", "topic").rows()
    return [("all terms", ALL), *listed]


def code_line(state: State) -> widgets.Widget:
    """Show the line of code that opens the present view."""
    panel = widgets.HTML()

    def draw() -> None:
        line = Markup("<p>To open this view again, or to cite it: <code>{}</code></p>")
        panel.value = str(block(line.format(line_of_code(state))))

    keep_drawn(state, (draw, (*FILTERS, "coder", *SEARCH)))
    return panel


def matrix_pane(desk: Desk, state: State) -> widgets.Widget:
    """Draw the coverage; a clicked cell chooses its document and its term."""
    panel = widgets.HTML()

    def draw() -> None:
        words = Markup('<p role="status">{} The tabs below follow.</p>')
        panel.value = str(block(words.format(chosen(desk, state))))

    keep_drawn(state, (draw, FILTERS))
    matrix = charted(
        lambda: views.coverage(desk, state),
        state,
        lambda: f"{state.document}|{state.term}",
        lambda draw: draw,
    )
    return widgets.VBox([matrix, panel])


def time_pane(desk: Desk, state: State, tabs: Tabs) -> widgets.Widget:
    """Draw the issue in time; a clicked point chooses its document."""
    return charted(
        lambda: views.silences(desk, state),
        state,
        lambda: f"{state.document}|",
        lambda draw: tabs.seen("In time", draw),
    )


def charted(
    draw: Callable[[], display.Figure],
    state: State,
    present: Callable[[], str],
    seen: Callable[[Callable[[], None]], Callable[[], None]],
) -> widgets.Widget:
    """Keep a chart of the issue drawn; a clicked mark chooses its document, and its term if any.

    ``present`` gives the key of the present choice. If it becomes another than the clicked one, the
    chart forgets the click, so that the same mark can be clicked again. ``seen`` says when to draw.
    """
    clicked = ""

    def pick(key: str) -> None:
        nonlocal clicked
        clicked = key
        document, _, term = key.partition("|")
        with state.hold_trait_notifications():
            state.document, state.term = document, term or ALL

    def forget() -> None:
        nonlocal clicked
        if clicked and clicked != present():
            clicked = ""
            chart.show(draw)

    chart = ChartPanel(on_pick=pick)
    show = seen(lambda: chart.show(draw))
    keep_drawn(state, (show, ("issue",)), (forget, ("document", "term")))
    return chart.view


def figure_pane(
    title: str, draw: Callable[[Desk, State], display.Figure], names: tuple[str, ...]
) -> Callable[[Desk, State, Tabs], widgets.Widget]:
    """Make the pane of a tab that shows one figure and follows these choices."""

    def pane(desk: Desk, state: State, tabs: Tabs) -> widgets.Widget:
        panel = widgets.HTML()

        def redraw() -> None:
            panel.value = said(lambda: draw(desk, state).html())

        keep_drawn(state, (tabs.seen(title, redraw), names))
        return panel

    return pane


def position_pane(desk: Desk, state: State, tabs: Tabs) -> widgets.Widget:
    """Show the positions of one coder; an issue without a hand file has those by rule."""
    coder = dropdown("Coded by")

    def offer() -> None:
        held = list(desk.read(state.issue).positions)
        coder.options = held
        state.coder = state.coder if state.coder in held else held[0]

    offer()
    traitlets.link((state, "coder"), (coder, "value"))
    state.observe(lambda _: offer(), "issue")
    shown = figure_pane("Positions", views.positions, (*FILTERS, "coder"))
    return widgets.VBox([coder, shown(desk, state, tabs)])


witness_pane = figure_pane("Witnesses", views.witnesses, ("issue", "document"))
name_pane = figure_pane("Names", views.names, ("issue",))
