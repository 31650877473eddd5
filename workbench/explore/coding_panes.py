"""The widgets for coding by hand: every field a list, every choice a number, all by keyboard."""

from collections.abc import Callable

import ipywidgets as widgets
import polars as pl
import traitlets
from markupsafe import Markup

from workbench.corpus import Codebook, Corpus
from workbench.corpus.handcoding import codes_path
from workbench.display.html import block
from workbench.explore import coding
from workbench.explore.base import LABEL, WIDE, Explorer, controls, dropdown, panes, said
from workbench.explore.coding import Bench, State
from workbench.schemas import CODED

TOLD = Markup('<p role="status">{}</p>')
KEYBOARD = (
    "Tab goes from field to field. In a list, type the number of a choice or move with the arrow "
    "keys. Save with Enter or the space bar on the button; the next open passage follows."
)


def coding_explorer(
    corpus: Corpus, codebook: Codebook, operators: pl.DataFrame, doc_ids: list[str]
) -> Explorer:
    """Code the body paragraphs of some documents by hand.

    ``operators`` is a ladder with ``operator``, ``rank`` and, if there is one, ``label``. Each
    code is saved at once under the coder's name (see `corpus.handcoding`); whoever gives the same
    name again goes on at the first open passage.
    """
    at = coding.bench(corpus, codebook.topics, operators, doc_ids)
    state = State(place=at.places[0])
    text, message = widgets.HTML(), widgets.HTML()
    fields = form(at, state)
    where = dropdown("Passage")
    follow(at, state, where, text)
    view = widgets.VBox(
        [
            widgets.HTML(str(block(KEYBOARD))),
            controls(name_field(at, state, message), where),
            panes(
                widgets.VBox(
                    [text, *fields.values(), buttons(at, state, fields, message), message]
                ),
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


def form(at: Bench, state: State) -> dict[str, widgets.Widget]:
    """Build the fields of a code and tie them to the state."""
    names = {"topic": "Topic", "actor": "Actor", "operator": "Operator", "strength": "Strength"}
    fields: dict[str, widgets.Widget] = {
        field: dropdown(names[field], coding.numbered(at, field)) for field in CODED
    }
    fields["note"] = widgets.Text(
        description="Note, if it could be disputed", style=LABEL, layout=WIDE
    )
    for field, widget in fields.items():
        traitlets.link((state, field), (widget, "value"))
    ranks = at.allowed.operators

    def lend_rank(change: dict[str, str]) -> None:
        if change["new"]:
            state.strength = ranks[change["new"]]

    fields["operator"].observe(lend_rank, "value")
    return fields


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
        return TOLD.format(f"{coding.progress(at, coded)} Saved in codes/{path.name}.")

    def named(_: object) -> None:
        message.value = said(lambda: block(begin()))

    name.observe(named, "value")
    return name


def buttons(
    at: Bench, state: State, fields: dict[str, widgets.Widget], message: widgets.HTML
) -> widgets.Widget:
    """Build the three buttons: save, leave open, take back."""

    def save() -> Markup:
        coding.keep(at, state)
        return after("Saved.", forward=True)

    def leave() -> Markup:
        return after("Left open.", forward=True)

    def undo() -> Markup:
        state.place = coding.take_back(at, state)
        coding.fill(at, state)
        return after("Taken back.", forward=False)

    def after(told: str, *, forward: bool) -> Markup:
        coded = coding.done(coding.codes_of(at, state.coder))
        if forward:
            state.place = coding.next_open(at, coded, state.place)
        fields["topic"].focus()
        doc_id, para_no = state.place
        now = f"{told} {coding.progress(at, coded)} Now {doc_id}, paragraph {para_no}."
        return block(TOLD.format(now))

    def button(description: str, act: Callable[[], Markup]) -> widgets.Button:
        made = widgets.Button(description=description, layout=widgets.Layout(width="auto"))
        made.on_click(lambda _: setattr(message, "value", said(act)))
        return made

    return controls(
        button("Save and go on", save),
        button("Leave open and go on", leave),
        button("Take the last code back", undo),
    )
