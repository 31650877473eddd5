"""Copies of the lessons to hand out: students' without the answers, instructors' with them.

A cell tagged ``instructor`` or ``answer-key`` is for the instructor alone.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.errors import WorkbenchError

GUIDE = "INSTRUCTOR.md"
KEPT_BACK = {"instructor", "answer-key"}


def held_back(cell: Mapping[str, Any]) -> bool:
    """Tell whether a cell is for the instructor alone."""
    return not KEPT_BACK.isdisjoint(cell["metadata"].get("tags", ()))


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
    folder, sources = Path(folder), sorted(Path(lessons).glob("*.ipynb"))
    if not sources:
        raise WorkbenchError(
            f"{lessons.parent.name}/{lessons.name}: no lesson there; workbench lab writes them out."
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkbenchError(f"{folder.name}: not an empty folder; name a new or an empty one.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".seminar-", dir=folder.parent))
    try:
        written = [path.relative_to(draft) for path in copied(sources, lessons / GUIDE, draft)]
        draft.chmod(0o755)
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return [folder / path for path in written]


def copied(sources: list[Path], guide: Path, draft: Path) -> list[Path]:
    """Write both copies of each lesson, and the guide for the instructor."""
    student, instructor = draft / "student", draft / "instructor"
    written = []
    for path in (student, instructor):
        path.mkdir()
    for source in sources:
        notebook = json.loads(source.read_text("utf-8"))
        text = json.dumps(for_students(notebook), ensure_ascii=False, indent=1) + "\n"
        (student / source.name).write_text(text, "utf-8", newline="\n")
        shutil.copyfile(source, instructor / source.name)
        written += [student / source.name, instructor / source.name]
    if guide.is_file():
        written.append(Path(shutil.copyfile(guide, instructor / guide.name)))
    return written
