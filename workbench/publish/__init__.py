"""What leaves the house: frames as files, notebooks as a site, lessons to hand out."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from workbench.corpus.notes import locked
from workbench.errors import WorkbenchError

#: The tags of cells for the instructor alone, the page and the folder beside the lessons for them.
KEPT_BACK, GUIDE, INSTRUCTOR = {"instructor", "answer-key"}, "INSTRUCTOR.md", "instructor"


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
            with locked(folder):
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


def held_back(cell: Mapping[str, Any]) -> bool:
    """Tell whether a cell is for the instructor alone."""
    return not KEPT_BACK.isdisjoint(cell["metadata"].get("tags", ()))


def with_key(notebook: dict[str, Any], path: Path) -> dict[str, Any]:
    """Put what is for the instructor alone into a lesson, which is read from ``path``.

    It is kept apart, in ``instructor/key_NAME``; each of its cells names the cell ``after`` which it
    belongs.
    """
    key, after = path.parent / INSTRUCTOR / f"key_{path.name}", {}
    for cell in json.loads(key.read_text("utf-8"))["cells"] if key.is_file() else ():
        after.setdefault(cell["metadata"]["after"], []).append(cell)
    cells = [one for cell in notebook["cells"] for one in (cell, *after.get(cell.get("id"), ()))]
    return notebook | {"cells": cells}


def for_students(notebook: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is for the instructor, and every output and execution count.

    Examples
    --------
    >>> key = {"cell_type": "markdown", "metadata": {"tags": ["answer-key"]}, "source": ["42"]}
    >>> for_students({"cells": [key], "metadata": {}})["cells"]
    []
    """
    empty = {"outputs": [], "execution_count": None}
    cells = [
        cell | (empty if cell["cell_type"] == "code" else {})
        for cell in notebook["cells"]
        if not held_back(cell)
    ]
    metadata = {name: value for name, value in notebook["metadata"].items() if name != "widgets"}
    return notebook | {"cells": cells, "metadata": metadata}


def write_copies(folder: Path, lessons: Path) -> list[Path]:
    """Write the lessons into ``student`` and ``instructor`` of a folder; return the files written.

    The folder must be new or empty; it is written whole or not at all.
    """
    sources = sorted(lessons.glob("*.ipynb"))
    if not sources:
        raise WorkbenchError(
            f"{lessons.parent.name}/{lessons.name}: no lesson there; workbench lab writes them out."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkbenchError(f"{folder.name}: not an empty folder; name a new or an empty one.")
    with replaced(folder.absolute()) as made:
        for name, edition in (("student", for_students), ("instructor", dict)):
            (made / name).mkdir()
            for source in sources:
                copy = edition(with_key(json.loads(source.read_text("utf-8")), source))
                text = json.dumps(copy, ensure_ascii=False, indent=1) + "\n"
                (made / name / source.name).write_text(text, "utf-8", newline="\n")
        if (lessons / GUIDE).is_file():
            shutil.copyfile(lessons / GUIDE, made / INSTRUCTOR / GUIDE)
    return sorted(path for path in folder.rglob("*") if path.is_file())
