"""Run a notebook in this process: as IPython runs it, without the seconds that a kernel takes.

The committed notebooks run in real kernels (`test_execution`); this is for the other corpora.
"""

import sys
import warnings
from dataclasses import dataclass

import nbformat
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell


@dataclass
class Ran:
    """The HTML of what a reader sees, cell by cell, and what was warned of."""

    html: list[str]
    warned: list[str]

    def __str__(self):
        return "".join(self.html)


def ran(path, monkeypatch):
    """Run the code cells of a notebook in its folder; what raises, if only when shown, stops it."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    monkeypatch.chdir(path.parent)
    seen = Ran([], [])
    shell = InteractiveShell.instance()
    shell.display_pub = CapturingDisplayPublisher()
    raised: list[
        BaseException
    ] = []  # IPython prints what a result raises when it is shown, and goes on
    monkeypatch.setattr(shell, "showtraceback", lambda *_, **__: raised.append(sys.exc_info()[1]))
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            for cell in cells:
                shell.display_pub.outputs = shown = []
                shell.display_trap.hook = CapturingDisplayHook(shell, shown)
                shell.run_cell(cell.source).raise_error()
                assert raised == []
                seen.html.append("".join(one["data"].get("text/html", "") for one in shown))
        seen.warned = [str(one.message) for one in caught]
    finally:
        InteractiveShell.clear_instance()
    return seen
