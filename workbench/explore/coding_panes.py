"""The widgets for coding by hand: every field a list, every choice a number, all by keyboard."""

import ipywidgets as widgets
import polars as pl
from markupsafe import Markup

from workbench.corpus import Codebook, Corpus
from workbench.corpus.handcoding import codes_path
from workbench.display.html import block
from workbench.explore import coding
from workbench.explore.base import LABEL, WIDE, Explorer, controls, dropdown, panes, said
from workbench.explore.code_form import CodeForm
from workbench.explore.coding import Bench, State
from workbench.schemas import CODED

TOLD = Markup('<p role="status">{}</p>')
NAMES = {"topic": "Topic", "actor": "Actor", "operator": "Operator", "strength": "Strength"}
ACTS = {
    "save": "Save and go on",
    "leave": "Leave open and go on",
    "undo": "Take the last code back",
}
KEYBOARD = (
    "Tab goes from field to field. In a list, type the number of a choice or move with the arrow "
    "keys. Save with Enter or the space bar on the button; the next open passage follows."
)


def coding_explorer(
    corpus: Corpus, codebook: Codebook, operators: pl.DataFrame, doc_ids: list[str]
) -> Explorer:
    """Code the body paragraphs of some documents by hand.

    ``operators`` is a ladder with ``operator`` and ``rank``, and ``label`` and ``class`` if there are
    any; ranks count inside a class. Each code is saved at once under the coder's name (see `corpus.handcoding`); whoever gives the same
    name again goes on at the first open passage.
    """
    at = coding.bench(corpus, codebook.topics, operators, doc_ids)
    state = State(place=at.places[0])
    text, message = widgets.HTML(), widgets.HTML()
    where = dropdown("Passage")
    made = form(at, state, message)
    follow(at, state, where, text)
    state.observe(lambda _: setattr(made, "given", coding.shown(state)), ["place", "coder"])
    view = widgets.VBox(
        [
            widgets.HTML(str(block(KEYBOARD))),
            controls(name_field(at, state, message), where),
            panes(
                widgets.VBox([text, made, message]),
                widgets.HTML(str(coding.codebook(at))),
            ),
        ]
    )
    return Explorer(
        state, view, lambda: block(coding.passage(at, state.place), coding.codebook(at))
    )


def follow(at: Bench, state: State, where: widgets.Dropdown, text: widgets.HTML) -> None:
    """Keep the list of passages and the text in step with the state."""

    def show(_: object = None) -> None:
        coding.fill(at, state)
        text.value = str(coding.passage(at, state.place))
        where.value = state.place

    def count(_: object = None) -> None:
        coded = coding.done(coding.codes_of(at, state.coder))
        where.unobserve(go, "value")  # new options would choose the first
        where.options = coding.labelled(at, coded)
        where.value = state.place
        where.observe(go, "value")

    def go(change: dict[str, object]) -> None:
        if change["new"] is not None:
            state.place = change["new"]

    where.observe(go, "value")
    count()
    show()
    state.observe(count, ["coder", "saved"])
    state.observe(show, ["place"])


def form(at: Bench, state: State, message: widgets.HTML) -> CodeForm:
    """Build the form of a code; what is handed in is saved before anything else is shown."""
    fields = [
        {"name": field, "label": NAMES[field], "options": coding.numbered(at, field)}
        for field in CODED
    ]
    note = {"name": "note", "label": "Note, if it could be disputed", "options": []}
    ranks = {operator: str(rank) for operator, rank in at.allowed.operators.items()}
    made = CodeForm(
        fields=[*fields, note],
        given=coding.shown(state),
        lends={"operator": {"to": "strength", "values": ranks}},
        acts=ACTS,
    )

    def heard(_: object, content: dict[str, object], __: object) -> None:
        message.value = said(lambda: block(TOLD.format(coding.handed_in(at, state, content))))
        made.given = coding.shown(state)

    made.on_msg(heard)
    return made


def name_field(at: Bench, state: State, message: widgets.HTML) -> widgets.Text:
    """Ask who codes; a known name goes on where it stopped."""
    name = widgets.Text(
        description="Your name (small letters), then Enter",
        continuous_update=False,
        style=LABEL,
        layout=WIDE,
    )

    def begin() -> Markup:
        path = codes_path(at.corpus.folder, name.value)
        state.coder = name.value
        coded = coding.done(coding.codes_of(at, state.coder))
        state.place = coding.next_open(at, coded)
        coding.fill(at, state)
        return TOLD.format(f"{coding.progress(at, coded)} Your codes go to codes/{path.name}.")

    def named(_: object) -> None:
        message.value = said(lambda: block(begin()))

    name.observe(named, "value")
    return name
