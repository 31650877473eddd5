"""Past one machine: a `map` that works on a running Dask cluster, whose workers see the same folder."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from workbench.errors import WorkbenchError

#: Seconds in which a scheduler answers.
PATIENCE = 10


@contextmanager
def cluster(
    address: str,
) -> Iterator[Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]]:
    """Give a `map` whose calls are carried out by the workers of the cluster at an address.

    Takes the address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``. The `map` gives its
    results in order. When a worker dies, another takes over what it had. The workers need the
    same version of the workbench, and see files under the same paths.

    Examples
    --------
    >>> from workbench.analysis.parts import each
    >>> from workbench.corpus import build_store
    >>> def measure(folder, address, function):
    ...     with cluster(address) as spread:
    ...         build_store(folder, spread=spread)
    ...         return each(folder, function, spread)
    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise WorkbenchError(
            "A cluster needs the package distributed; pip install 'joint-statement-workbench[cluster]'."
        ) from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError):
        raise WorkbenchError(
            f"{address}: no Dask scheduler answers there; give an address such as tcp://10.0.0.1:8786."
        ) from None

    def spread(function: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Any]:
        waiting = deque(client.map(function, list(items), pure=False))
        try:
            while waiting:
                yield waiting.popleft().result()
        except KilledWorker as error:
            raise WorkbenchError(
                "The workers of the cluster died over and over at the same documents; "
                "what is built stays. Give them more memory, and go on."
            ) from error

    with client:
        yield spread
