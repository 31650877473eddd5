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


def step(done: int, total: int) -> int:
    """Give the step at which a count is, of `STEPS`.

    Examples
    --------
    >>> step(49, 1_000), step(50, 1_000), step(1_000, 1_000)
    (0, 1, 20)
    """
    return STEPS if done >= total else done * STEPS // total


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
    last = -1

    def told(done: int, total: int) -> None:
        nonlocal handle, last
        if step(done, total) == last:
            return
        last = step(done, total)
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
        self.what, self.opened, self.last = what, False, -1
        self.panel, self.cell = widgets.HTML(), progress(what)

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the count is."""
        if not self.opened:
            self.cell(done, total)
        elif step(done, total) != self.last:
            self.last = step(done, total)
            self.panel.value = words(self.what, done, total)
