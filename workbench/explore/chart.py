"""A live chart in an explorer: drawn in place; a mark picked by mouse or key reaches Python."""

from collections.abc import Callable

import ipywidgets as widgets
from markupsafe import Markup

from workbench import display
from workbench.display.html import block
from workbench.explore.base import tried
from workbench.explore.marks import Marks


class ChartPanel:
    """One chart that is redrawn, between its title and its source.

    ``on_pick`` hears the key of a picked mark. What cannot be drawn is said in a sentence.
    """

    def __init__(self, on_pick: Callable[[str], None]) -> None:
        self.on_pick = on_pick
        self.head, self.foot = widgets.HTML(), widgets.HTML()
        self.slot = widgets.VBox()
        self.live: widgets.Widget | None = None
        self.marks = Marks()
        self.view = widgets.VBox([self.head, self.slot, self.foot])

    def show(self, draw: Callable[[], display.Figure]) -> None:
        """Draw a figure, or its sentence."""
        tried(lambda: self.put(draw()), self.apologise)

    def put(self, figure: display.Figure) -> None:
        """Put a figure in the place of the last one."""
        chart, head, foot = figure.chart(), str(block(figure.head())), str(block(figure.foot()))
        if self.live is None:
            self.live = display.live(chart)
        else:
            self.live.chart = chart
        self.head.value, self.foot.value = head, foot
        self.slot.children = (self.live, self.marks)
        self.live.selections.observe(self.hear, [display.PICK])

    def apologise(self, sentence: Markup) -> None:
        """Let a sentence stand in the place of the figure."""
        self.head.value, self.foot.value, self.slot.children = str(sentence), "", ()

    def hear(self, change: dict[str, object]) -> None:
        """Pass on the key of the mark that was picked."""
        for mark in change["new"].value or ():
            self.on_pick(mark["key"])
