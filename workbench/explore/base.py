"""What every explorer is: widgets for a live notebook, a still figure for everywhere else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench.display.html import block
from workbench.errors import WorkbenchError
from workbench.explore.keys import Keys

#: ipywidgets cuts long labels unless told not to.
LABEL = {"description_width": "initial"}
Drawn = TypeVar("Drawn")
WIDE = widgets.Layout(width="auto", min_width="18rem", margin="2px 12px 2px 2px")


@dataclass(frozen=True)
class Explorer:
    """Widgets with a static twin; a notebook shows the first, a page without kernel the second."""

    state: Any
    view: widgets.Widget
    still: Callable[[], Markup]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        bundle = widgets.VBox([Keys(), self.view])._repr_mimebundle_()
        return {
            **bundle,
            "text/html": str(self.still()),
            "text/plain": "Explorer: open in JupyterLab",
        }


def apology(error: Exception) -> Markup:
    """Say in the place of a figure why it cannot be drawn; a fault of ours asks to be reported."""
    if not isinstance(error, WorkbenchError):
        kind = type(error).__name__
        return apology(
            WorkbenchError(f"This pane could not be drawn: {kind}, {error}. Please report it.")
        )
    return block(Markup('<p role="alert">{}</p>').format(error))


def tried(draw: Callable[[], Drawn], sorry: Callable[[Markup], Drawn]) -> Drawn:
    """Draw, or hand on the sentence that stands for it; a fault here does not stop other panes."""
    try:
        return draw()
    except Exception as error:  # noqa: BLE001 - an observer that raises would silence the explorer
        return sorry(apology(error))


def said(draw: Callable[[], Markup]) -> str:
    """Draw HTML, or the sentence that stands for it."""
    return tried(lambda: str(draw()), str)


def stills(*draws: Callable[[], Markup]) -> Markup:
    """Set figures under each other, and for one that cannot be drawn its sentence."""
    return block(*(Markup(said(draw)) for draw in draws))  # noqa: S704 - our own HTML


def keep_drawn(
    state: traitlets.HasTraits, *drawn: tuple[Callable[[], None], Iterable[str]]
) -> None:
    """Draw each pane now, and again whenever one of its traits changes; once if several do."""
    for draw, names in drawn:
        redraw = when_changed(draw, state, tuple(names))
        state.observe(redraw, list(names))
        redraw()


def when_changed(
    draw: Callable[[], None], state: traitlets.HasTraits, names: tuple[str, ...]
) -> Callable[..., None]:
    """Give a call that draws unless it was drawn already with these values of the traits."""
    shown: list[Any] = []

    def redraw(_: object = None) -> None:
        values = [getattr(state, name) for name in names]
        if values != shown:
            shown[:] = values
            draw()

    return redraw


def dropdown(description: str, options: Iterable[Any] = ()) -> widgets.Dropdown:
    """Make a labelled dropdown."""
    return widgets.Dropdown(
        options=list(options), description=description, style=LABEL, layout=WIDE
    )


def panes(left: widgets.Widget, right: widgets.Widget) -> widgets.Widget:
    """Set two panes side by side; on a narrow screen they wrap."""
    left.layout = widgets.Layout(flex="3 1 26rem", min_width="0")
    right.layout = widgets.Layout(flex="2 1 22rem", min_width="0")
    return controls(left, right)


def controls(*items: widgets.Widget) -> widgets.Widget:
    """Set widgets in a row that wraps."""
    return widgets.Box(list(items), layout=widgets.Layout(display="flex", flex_flow="row wrap"))
