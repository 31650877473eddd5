"""An explorer: controls, and panes that are drawn again when a choice that they read has changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from workbench.explorer.controls import Control
from workbench.figures import Figure


class Choices:
    """The choices as one function sees them: which of them it reads is noted.

    ``choices.query`` reads a choice, ``choices.query = "…"`` makes one. Two are always there: the
    key that was ``picked`` (a mark of a chart, or a part of a text made `pickable`; "" at first),
    and ``saved``, the number of forms handed in, to be read by what depends on saved files.
    """

    def progress(self, done: int, total: int) -> None:
        """Tell in the pane how far a long count is; give it as ``progress=choices.progress``."""
        raise NotImplementedError


#: Draws a pane from the choices. A `WorkbenchError` that it raises is shown as a sentence.
Draw = Callable[[Choices], Figure | Markup | str]


@dataclass
class Form:
    """Fields that reach Python together, in one message, when a button is pressed.

    ``fields`` by name (or a function of the choices that returns them), ``buttons`` by name with
    their labels. ``submit(choices, button, values)`` does what the button says and returns the
    sentence that is shown; what it raises is shown too, and the fields stay as they are. Afterwards
    the fields show their values again, those with ``keep`` what was written.
    """

    fields: Mapping[str, Control] | Callable[[Choices], Mapping[str, Control]]
    buttons: Mapping[str, str]
    submit: Callable[[Choices, str, dict[str, Any]], str | Markup]


@dataclass
class Tab:
    """A tab: what it draws (only while it is open), its own controls, a form under them.

    It comes to the front when the reader changes one of the choices named in ``opens_on``.
    """

    draw: Draw
    controls: Mapping[str, Control] = field(default_factory=dict)
    form: Form | None = None
    opens_on: tuple[str, ...] = ()


class Explorer:
    """Controls above or beside panes; shown live in a notebook, and still everywhere else.

    Parameters
    ----------
    controls
        Controls by the name of the choice that they make.
    main
        Draws what is always seen; None if the controls themselves have its place.
    tabs
        Tabs by title.
    filters
        More controls, folded under *Filter* with the number that are set.
    form
        A form under ``main``.
    beside
        Whether the tabs are beside ``main`` (on a wide screen) or below it.
    line
        The call that opens it, such as ``wb.Search(corpus).explore``, or a function of the choices
        that returns it. The choices that differ from those at first are written behind it.
    start
        Choices to begin with. One that does not exist raises `WorkbenchError`.
    also
        Choices without a control, by name with their first value (a page, a ``place``).
    on_pick
        Called with the choices and the key of what was picked, "" if it was picked already; sets
        the choices that follow. Without it ``choices.picked`` is that key.

    Attributes
    ----------
    state
        The choices as traits: ``explorer.state.query = "…"`` does what a reader would do.

    Examples
    --------
    >>> double = Explorer({"n": number("Number", 2, 0, 9)}, lambda choices: f"{2 * choices.n}")
    >>> double.state.n = 4
    >>> double.pane("main")
    '8'
    """

    def __init__(  # noqa: PLR0913 - what an explorer consists of, each by name
        self,
        controls: Mapping[str, Control],
        main: Draw | None = None,
        tabs: Mapping[str, Tab] | None = None,
        *,
        filters: Mapping[str, Control] | None = None,
        form: Form | None = None,
        beside: bool = False,
        line: str | Callable[[Choices], str] = "",
        start: Mapping[str, Any] | None = None,
        also: Mapping[str, Any] | None = None,
        on_pick: Callable[[Choices, str], None] | None = None,
    ) -> None:
        raise NotImplementedError

    def pane(self, name: str) -> str:
        """Return the HTML of ``main`` or of a tab, which is drawn if it was not open."""
        raise NotImplementedError

    def options(self, name: str) -> list[Any]:
        """Return the values that can be chosen at present for a choice."""
        raise NotImplementedError

    def choose(self, **choices: Any) -> None:
        """Make several choices at once; each pane is drawn once."""
        raise NotImplementedError

    def pick(self, key: str) -> None:
        """Do what a click on a mark with this key does."""
        raise NotImplementedError

    def submit(self, pane: str, button: str, **values: Any) -> str:
        """Fill in the form of ``main`` or a tab, press a button, and return what is said."""
        raise NotImplementedError

    def code(self) -> str:
        """Return the line of code that opens the present view again."""
        raise NotImplementedError

    def still(self) -> Markup:
        """Return what is shown at present, without widgets."""
        raise NotImplementedError
