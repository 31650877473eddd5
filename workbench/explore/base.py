"""What every explorer is: widgets for a live notebook, a still figure for everywhere else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

#: ipywidgets cuts long labels unless told not to.
LABEL = {"description_width": "initial"}
WIDE = widgets.Layout(width="auto", min_width="18rem", margin="2px 12px 2px 2px")


@dataclass(frozen=True)
class Explorer:
    """Widgets with a static twin; a notebook shows the first, a page without kernel the second."""

    state: Any
    view: widgets.Widget
    still: Callable[[], Markup]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        bundle = self.view._repr_mimebundle_()
        return {
            **bundle,
            "text/html": str(self.still()),
            "text/plain": "Explorer: open in JupyterLab",
        }


def panes(left: widgets.Widget, right: widgets.Widget) -> widgets.Widget:
    """Set two panes side by side; on a narrow screen they wrap."""
    left.layout = widgets.Layout(flex="3 1 26rem", min_width="0")
    right.layout = widgets.Layout(flex="2 1 22rem", min_width="0")
    return widgets.Box([left, right], layout=widgets.Layout(display="flex", flex_flow="row wrap"))


def controls(*items: widgets.Widget) -> widgets.Widget:
    """Set controls in a row that wraps."""
    return widgets.Box(list(items), layout=widgets.Layout(display="flex", flex_flow="row wrap"))
