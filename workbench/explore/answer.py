"""A question with a place for the answer: written or chosen, checked by a button or Enter."""

from collections.abc import Callable

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench.display.html import block
from workbench.errors import WorkbenchError
from workbench.explore.base import LABEL, WIDE, Explorer, said

#: Judges the answer that is given at the n-th try: whether it is right, and what is said to it.
Judge = Callable[[object, int], tuple[bool, Markup]]
HEAD = (
    '<div class="wb-task"><p class="wb-title" role="heading" aria-level="3">{}</p><p>{}</p></div>'
)
STILL = "The answer is given and checked in a running notebook."


class State(traitlets.HasTraits):
    """The answer as it stands, the one judged last, how many were wrong, and what was said."""

    written = traitlets.Unicode()
    chosen = traitlets.Tuple()
    judged = traitlets.Any()
    wrong = traitlets.Int()
    right = traitlets.Bool()
    said = traitlets.Unicode()


def answer_box(
    title: str, question: str, judge: Judge, options: dict[str, str] | None = None
) -> Explorer:
    """Ask a question; with ``options`` (value → label) one or several are chosen, else written.

    An answer that cannot be read as one is no try, nor is the same answer again. The box knows no right answer: it hands what
    is given to ``judge`` and shows what comes back.
    """
    state = State()

    def check(_: object = None) -> None:
        state.said = said(lambda: judged(state, judge, options))

    field = choose(options) if options else write()
    traitlets.link((state, "chosen" if options else "written"), (field, "value"))
    state.observe(check, "written")
    state.observe(lambda _: state.set_trait("said", ""), "chosen")  # it was about another choice
    button = widgets.Button(description="Check my answer")
    button.on_click(check)
    panel = widgets.HTML()
    traitlets.dlink((state, "said"), (panel, "value"))
    head = Markup(HEAD).format(title, question)  # noqa: S704 - a constant
    view = widgets.VBox([widgets.HTML(str(block(head))), field, button, panel])
    return Explorer(
        state, view, lambda: block(head, offered(options), Markup("<p>{}</p>").format(STILL))
    )


def offered(options: dict[str, str] | None) -> Markup:
    """List what can be chosen, for a reader on paper."""
    rows = Markup("").join(
        Markup("<li>☐ {}</li>").format(words) for words in (options or {}).values()
    )
    return Markup('<ul class="wb-task">{}</ul>').format(rows) if rows else Markup()


def judged(state: State, judge: Judge, options: dict[str, str] | None) -> Markup:
    """Judge the answer that stands, and count it if it is wrong."""
    given = state.chosen if options else state.written
    if not given:
        raise WorkbenchError("Give an answer first, then check it.")
    if given == state.judged:  # Enter, and then the button
        return Markup(state.said)  # noqa: S704 - our own HTML
    state.right, text = judge(given, state.wrong + 1)
    state.wrong += not state.right
    state.judged = given
    return text


def choose(options: dict[str, str]) -> widgets.SelectMultiple:
    """Make a list of choices."""
    return widgets.SelectMultiple(
        description="Your choice (Ctrl or Shift for several)",
        options=[(label, value) for value, label in options.items()],
        rows=len(options) + 1,
        style=LABEL,
        layout=WIDE,
    )


def write() -> widgets.Text:
    """Make a line to write on; Enter, or leaving it, hands the answer in."""
    return widgets.Text(
        description="Your answer",
        placeholder="then Enter",
        continuous_update=False,
        style=LABEL,
        layout=WIDE,
    )
