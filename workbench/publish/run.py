"""Run notebooks, two at a time, each in a kernel of its own."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from workbench.errors import WorkbenchError
from workbench.publish.requests import Request, tagged

#: Seconds that one cell may take.
PATIENCE = 600
AT_ONCE = 2
#: The tag of a cell that shows an error on purpose.
MEANT = "raises-exception"


def run(
    wanted: Sequence[tuple[Request, NotebookNode]], say: Callable[[str], None] = lambda _: None
) -> list[NotebookNode]:
    """Execute each notebook in its own folder and give them back with their outputs.

    Two editions of a notebook are run once.
    ``say`` hears a line as each is done. A notebook that raises stops the whole with one
    `WorkbenchError` that names its cell and its message.
    """

    def one(pair: tuple[Request, NotebookNode]) -> NotebookNode:
        started = time.monotonic()
        run_one(*pair)
        say(f"{pair[0].page}: run in {time.monotonic() - started:.1f} s")
        return pair[1]

    first: dict[str, tuple[Request, NotebookNode]] = {}
    for request, notebook in wanted:
        first.setdefault(source(request), (request, notebook))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, first.values()))
    for request, notebook in wanted:
        notebook.cells = first[source(request)][1].cells
    return [notebook for _, notebook in wanted]


def source(request: Request) -> str:
    """Name what is run: a notebook with its values, in whatever edition it is shown."""
    return f"{request.name} {sorted(request.values.items())}"


def run_one(request: Request, notebook: NotebookNode) -> None:
    """Run one notebook in place."""
    client = NotebookClient(
        notebook,
        timeout=PATIENCE,
        resources={"metadata": {"path": str(request.path.parent)}},
        store_widget_state=False,
        record_timing=False,
    )
    # Without it each kernel prints a warning among the progress.
    client.config.KernelManager.transport_encryption = "auto"
    try:
        client.execute()
    except (CellControlSignal, CellTimeoutError, DeadKernelError) as error:
        raise WorkbenchError(failure(request, notebook, error)) from None


def failure(request: Request, notebook: NotebookNode, error: Exception) -> str:
    """Name the cell that failed and what it said."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error" and not tagged(cell, MEANT):
                kind = "" if output.ename == WorkbenchError.__name__ else f"{output.ename}: "
                return f"{request.name} stopped in cell {cell.id!r}: {kind}{output.evalue}"
    return f"{request.name} stopped: {str(error).splitlines()[0]}"
