"""How far a long count is: said part by part, and gone when it is done."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from workbench.display.html import block

Progress = Callable[[int, int], None]
#: Times that a count is told; a count that tells each document would fill the line to the page.
STEPS = 20


def words(what: str, done: int, total: int) -> str:
    """Say how far a count is; nothing when all is done.

    Examples
    --------
    >>> words("Reading", 5, 5)
    ''
    """
    if done >= total:
        return ""
    told = Markup('<p role="status">{}: {} of {} documents are done.</p>')
    return str(block(told.format(what, f"{done:,}", f"{total:,}")))


def due(done: int, total: int) -> bool:
    """Say whether this document is one of the few that are told.

    Examples
    --------
    >>> [done for done in range(1, 101) if due(done, 100)][:3], due(1, 1)
    ([5, 10, 15], True)
    """
    return done >= total or done * STEPS // total > (done - 1) * STEPS // total


def progress(what: str) -> Progress:
    """Tell under the cell how far a long call is; a corpus that is done in one part needs no telling.

    Give it to a function that takes ``progress``: it is called with the documents done and all.

    Examples
    --------
    >>> import workbench
    >>> workbench.load(progress=progress("Reading")).documents.height
    5
    """
    handle: Any = None

    def told(done: int, total: int) -> None:
        nonlocal handle
        if not due(done, total) and handle is not None:
            return
        from IPython import get_ipython  # noqa: PLC0415 - only a notebook has it
        from IPython.display import HTML, display  # noqa: PLC0415

        said = HTML(words(what, done, total))
        if handle is not None:
            handle.update(said)
        elif done < total and get_ipython() is not None:
            handle = display(said, display_id=True)

    return told


class Waiting:
    """Progress of an explorer: under the cell while it opens, in its ``panel`` afterwards."""

    def __init__(self, what: str) -> None:
        """Begin under the cell."""
        self.what, self.opened = what, False
        self.panel, self.cell = widgets.HTML(), progress(what)

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the count is."""
        if self.opened and (due(done, total) or not self.panel.value):
            self.panel.value = words(self.what, done, total)
        elif not self.opened:
            self.cell(done, total)
