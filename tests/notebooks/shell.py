"""Run a notebook in this process: as IPython runs it, without the seconds that a kernel takes.

The committed notebooks run in real kernels (`test_execution`); this is for the other corpora.
"""

import sys

import nbformat
from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell


def ran(path, monkeypatch):
    """Run the code cells of a notebook in its folder and return the HTML that a reader sees."""
    monkeypatch.chdir(path.parent)
    shell = InteractiveShell.instance()
    shell.display_pub, shown, raised = CapturingDisplayPublisher(), [], []
    shell.display_pub.outputs = shown
    shell.display_trap.hook = CapturingDisplayHook(shell, shown)
    # IPython prints what a result raises when it is shown, and goes on
    monkeypatch.setattr(shell, "showtraceback", lambda *_, **__: raised.append(sys.exc_info()[1]))
    try:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                shell.run_cell(cell.source).raise_error()
                assert raised == []
    finally:
        InteractiveShell.clear_instance()
    return "".join(one["data"].get("text/html", "") for one in shown)
