"""What leaves the house: frames as files, notebooks as a site, and the glossary of its pages."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import WorkbenchError


def notebooks_folder() -> Path:
    """Return the folder of the notebooks: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parents[1]
    beside = package.parent / "notebooks"
    return beside if beside.is_dir() else package / "notebooks"


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to fill; it takes the place of ``folder`` when nothing went wrong.

    The new folder is made beside the old one, which stays as it is until then.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent) as work:
            made, old = Path(work) / "new", Path(work) / "old"
            made.mkdir()
            yield made
            if folder.exists():
                folder.rename(old)
            try:
                made.rename(folder)
            except OSError:
                if old.exists():
                    old.rename(folder)
                raise
    except OSError as error:
        raise WorkbenchError(
            f"{folder.name}: cannot be written ({error.strerror or error})."
        ) from None
