"""Which pages are wanted: notebooks by name, and values for their parameters."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat

from workbench.errors import WorkbenchError
from workbench.seminar.copies import KEPT_BACK, held_back

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
#: The tag of the cell whose assignments a report may change.
TAG = "parameters"
#: The edition of a lesson that has the answers, and the folder of its pages.
INSTRUCTOR = "instructor"


@dataclass(frozen=True)
class Request:
    """One page: a notebook, its name below its folder, and the values that replace its own.

    A lesson has two pages: one without what is for the instructor, and one with it in a folder of
    its own (``edition``).
    """

    path: Path
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    edition: str = ""

    @property
    def page(self) -> str:
        """Name the page; values are part of the name, so that a report stands beside the page."""
        if self.edition:
            place = PurePosixPath(self.name)
            return (place.parent / self.edition / place.name).as_posix()
        told = [f"{key}-{value}" for key, value in sorted(self.values.items())]
        safe = ["".join(c if c.isalnum() or c in "-_" else "-" for c in part) for part in told]
        return "--".join([self.name, *safe])


def requests(
    folder: Path = NOTEBOOKS, only: Sequence[str] = (), values: Mapping[str, str] | None = None
) -> list[Request]:
    """Choose the notebooks below a folder, all in the order of their names or ``only`` some.

    ``values`` give parameters other values; they need exactly one notebook.

    Examples
    --------
    >>> [request.page for request in requests(only=["01_wording"], values={"left": "tass-2021"})]
    ['01_wording--left-tass-2021']
    """
    paths = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in sorted(folder.rglob("*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts
    }
    if not paths:
        raise WorkbenchError(
            f"{folder.name}: no notebook in this folder; the workbench runs from its own folder, where "
            "pip install -e . installs it."
        )
    for name in only:
        if name not in paths:
            raise WorkbenchError(f"No notebook {name!r}; choose of {', '.join(paths)}.")
    chosen = [name for name in paths if name in only] if only else list(paths)
    if values and len(only) != 1:
        raise WorkbenchError("--set needs one notebook: name it with --only.")
    found = [Request(paths[name], name, dict(values or {})) for name in chosen]
    lessons = [] if values else [request for request in found if keeps_back(request.path)]
    return found + [replace(request, edition=INSTRUCTOR) for request in lessons]


def keeps_back(path: Path) -> bool:
    """Say whether a notebook has cells that are for the instructor alone."""
    text = path.read_text("utf-8", errors="replace")
    return any(f'"{tag}"' in text for tag in KEPT_BACK)


def edited(request: Request, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Leave out what is for the instructor alone, unless the page is the instructor's."""
    if request.edition:
        return notebook
    cells = [cell for cell in notebook.cells if not held_back(cell)]
    return nbformat.from_dict({**notebook, "cells": cells})


def read(request: Request, documents: Sequence[str] = ()) -> nbformat.NotebookNode:
    """Read a notebook and put the values of the request into its parameters.

    A value takes the type of the one that it replaces; where that is a document, the value must be
    one of ``documents`` as well.
    """
    try:
        notebook = nbformat.read(request.path, as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise WorkbenchError(f"{request.path.name}: not a notebook ({error}).") from None
    if not request.values:
        return notebook
    known = parameters(notebook)
    lines = []
    for name, value in request.values.items():
        if name not in known:
            valid = f"it has {', '.join(known)}" if known else "it has none"
            raise WorkbenchError(f"{request.name} has no parameter {name!r}; {valid}.")
        if known[name] in documents and value not in documents:
            raise WorkbenchError(
                f"{name}: there is no document {value!r}; choose of {', '.join(documents)}."
            )
        lines.append(f"{name} = {typed(name, value, known[name])!r}")
    after = next(n for n, cell in enumerate(notebook.cells) if tagged(cell, TAG)) + 1
    given = nbformat.v4.new_code_cell("\n".join(lines), id="given-parameters")
    notebook.cells.insert(after, given)
    return notebook


def tagged(cell: nbformat.NotebookNode, tag: str) -> bool:
    """Say whether a cell has a tag."""
    return tag in cell.metadata.get("tags", ())


def parameters(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Give the names that the tagged cell assigns, with their values.

    Examples
    --------
    >>> tags = {"tags": ["parameters"]}
    >>> cell = nbformat.v4.new_code_cell('left, right = "a", "b"', metadata=tags)
    >>> parameters(nbformat.v4.new_notebook(cells=[cell]))
    {'left': 'a', 'right': 'b'}
    """
    found: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or not tagged(cell, TAG):
            continue
        for node in ast.parse(cell.source).body:
            if isinstance(node, ast.Assign):
                value = ast.literal_eval(node.value)
                for target in node.targets:
                    names = target.elts if isinstance(target, ast.Tuple) else [target]
                    values = value if isinstance(target, ast.Tuple) else [value]
                    found |= {name.id: one for name, one in zip(names, values, strict=True)}
    return found


def typed(name: str, value: str, default: object) -> str | int | float:
    """Read a value as what it replaces: a number for a number, otherwise text."""
    if not isinstance(default, int | float) or isinstance(default, bool):
        return value
    try:
        return type(default)(value)
    except ValueError:
        raise WorkbenchError(f"{name} is a number; {value!r} is none.") from None
