"""Tabs of a large corpus are drawn when they are opened, and not with every choice."""

from collections.abc import Callable

import ipywidgets as widgets

from workbench.corpus import Corpus
from workbench.display.many import ROWS


class Tabs:
    """Tabs under these titles; ``view`` is the widget.

    Of a corpus that a reader goes through document by document every tab is kept drawn.
    """

    def __init__(self, titles: tuple[str, ...], corpus: Corpus) -> None:
        """Make the tabs, still empty."""
        self.titles = titles
        self.always = corpus.documents.height <= ROWS
        self.view = widgets.Tab([widgets.VBox() for _ in titles], titles=titles, selected_index=0)

    def fill(self, panes: list[widgets.Widget]) -> widgets.Tab:
        """Put the panes into the tabs, in the order of the titles."""
        self.view.children = panes
        return self.view

    def seen(self, title: str, draw: Callable[[], None]) -> Callable[[], None]:
        """Give a call that draws a pane at once if its tab is open, else as soon as it is opened."""
        number, stale = self.titles.index(title), False

        def drawn() -> None:
            nonlocal stale
            stale = not self.always and self.view.selected_index != number
            if not stale:
                draw()

        def opened(change: dict[str, int | None]) -> None:
            if stale and change["new"] == number:
                drawn()

        self.view.observe(opened, "selected_index")
        return drawn
