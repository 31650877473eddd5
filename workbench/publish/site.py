"""Notebooks become a folder of pages: only what changed is run, and nothing is half-written."""

import ast
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from posixpath import relpath
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellTimeoutError, DeadKernelError

import workbench
from workbench.corpus import Corpus, load
from workbench.corpus.load import chosen_folder
from workbench.errors import WorkbenchError
from workbench.figures.texts import checksum
from workbench.publish import notebooks_folder, replaced
from workbench.publish.page import filled, page, tagged
from workbench.seminar import held_back

Say = Callable[[str], None]
#: What a site knows of itself; by this file it is recognised and replaced.
RECORD, NAME = "site.json", "joint-statement-workbench-site"
AUTHORS = "The Joint Statement Workbench developers"
#: What draws and counts; another version may give another page.
TOOLS = ("polars", "altair", "vl-convert-python", "textstat", "nbconvert", "pygments", "jinja2")
#: What the index prints over the pages of a folder.
SHELVES = {
    "seminar": "Lessons for a seminar",
    "seminar/instructor": "The lessons with answers, for the instructor",
}
#: Seconds that one cell may take; notebooks that run at once.
PATIENCE, AT_ONCE = 600, 2
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: No network, no profile of the reader's, no notes of Chromium's own in the margin.
PRINTING = (
    "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer "
    "--generate-pdf-document-outline"
).split()
STAMP = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")
INSTRUCTOR = "instructor"


@dataclass(frozen=True)
class Request:
    """One page: a notebook, its name below its folder, and the values that replace its own.

    A lesson has a page without what is for the instructor; with ``instructor`` it has another with
    it, in a folder of its own.
    """

    path: Path
    name: str
    values: Mapping[str, str] = field(default_factory=dict)
    instructor: bool = False

    @property
    def page(self) -> str:
        """The name of the page; values are part of it, so that a report stands beside the page."""
        if self.instructor:
            place = PurePosixPath(self.name)
            return (place.parent / INSTRUCTOR / place.name).as_posix()
        told = [f"{key}-{value}" for key, value in sorted(self.values.items())]
        return "--".join([self.name, *(re.sub(r"[^\w-]", "-", part) for part in told)])

    def edited(self, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
        """Leave out what is for the instructor, unless the page is the instructor's."""
        kept = [cell for cell in notebook.cells if self.instructor or not held_back(cell)]
        return nbformat.from_dict({**notebook, "cells": kept})


def requests(
    folder: Path,
    only: Sequence[str] = (),
    values: Mapping[str, str] | None = None,
    *,
    instructor: bool = False,
) -> list[Request]:
    """Choose the notebooks below a folder, all in the order of their names or ``only`` some.

    ``values`` give parameters other values; they need exactly one notebook.

    Examples
    --------
    >>> chosen = requests(notebooks_folder(), ["00_start"], {"left": "tass-2021"})
    >>> [request.page for request in chosen]
    ['00_start--left-tass-2021']
    """
    paths = {
        path.relative_to(folder).with_suffix("").as_posix(): path
        for path in sorted(folder.rglob("*.ipynb"))
        if ".ipynb_checkpoints" not in path.parts
    }
    if not paths:
        raise WorkbenchError(f"{folder.name}: there is no notebook in this folder.")
    for name in only:
        if name not in paths:
            raise WorkbenchError(f"No notebook {name!r}; choose {', '.join(paths)}.")
    if values and len(only) != 1:
        raise WorkbenchError("--set needs one notebook: name it with --only.")
    found = [
        Request(path, name, dict(values or {}))
        for name, path in paths.items()
        if not only or name in only
    ]
    lessons = [request for request in found if instructor and "/" in request.name]
    return found + [replace(request, instructor=True) for request in lessons]


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
    known, lines = parameters(notebook), []
    for name, value in request.values.items():
        if name not in known:
            valid = f"it has {', '.join(known)}" if known else "it has none"
            raise WorkbenchError(f"{request.name} has no parameter {name!r}; {valid}.")
        if known[name] in documents and value not in documents:
            raise WorkbenchError(
                f"{name}: there is no document {value!r}; choose {', '.join(documents)}."
            )
        lines.append(f"{name} = {typed(name, value, known[name])!r}")
    after = next(n for n, cell in enumerate(notebook.cells) if tagged(cell, "parameters")) + 1
    given = nbformat.v4.new_code_cell("\n".join(lines), id="given-parameters")
    notebook.cells.insert(after, given)
    return notebook


def parameters(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """Return the names to which the cell tagged ``parameters`` assigns a literal, with their values.

    Examples
    --------
    >>> tags = {"tags": ["parameters"]}
    >>> cell = nbformat.v4.new_code_cell('left, right = "a", "b"', metadata=tags)
    >>> parameters(nbformat.v4.new_notebook(cells=[cell]))
    {'left': 'a', 'right': 'b'}
    """
    found: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or not tagged(cell, "parameters"):
            continue
        for node in ast.parse(cell.source).body:
            if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Call):
                value = ast.literal_eval(node.value)
                for target in node.targets:
                    several = isinstance(target, ast.Tuple)
                    names, values = (target.elts, value) if several else ([target], [value])
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


def run(wanted: Sequence[tuple[Request, nbformat.NotebookNode]], say: Say) -> None:
    """Run notebooks in place, two at a time, each in a kernel of its own and in its own folder.

    Two editions of a notebook are run once. A notebook that raises stops the whole with one
    `WorkbenchError` that names its cell and its message.
    """
    first: dict[str, tuple[Request, nbformat.NotebookNode]] = {}
    for request, notebook in wanted:
        key = f"{request.name} {sorted(request.values.items())}"
        ran = first.setdefault(key, (request, notebook))[1]
        notebook.cells = ran.cells

    def run_one(pair: tuple[Request, nbformat.NotebookNode]) -> None:
        request, notebook = pair
        started = time.monotonic()
        client = NotebookClient(
            notebook,
            timeout=PATIENCE,
            resources={"metadata": {"path": str(request.path.parent)}},
            store_widget_state=False,
            record_timing=False,
        )
        client.config.KernelManager.transport_encryption = "auto"  # no warning among the progress
        try:
            client.execute()
        except (CellControlSignal, CellTimeoutError, DeadKernelError) as error:
            raise WorkbenchError(failure(request, notebook, error)) from None
        say(f"{request.page}: run in {time.monotonic() - started:.1f} s")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run_one, first.values()))


def failure(request: Request, notebook: nbformat.NotebookNode, error: Exception) -> str:
    """Name the cell that failed and what it said."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error" and not tagged(cell, "raises-exception"):
                own = output.ename in ("WorkbenchError", "Missing")
                kind = "" if own else f"{output.ename}: "
                return f"{request.name} stopped in cell {cell.id!r}: {kind}{output.evalue}"
    return f"{request.name} stopped: {str(error).splitlines()[0]}"


def site(  # noqa: PLR0913 - what the command line offers
    folder: Path,
    only: Sequence[str] = (),
    values: Mapping[str, str] | None = None,
    *,
    pdf: bool = False,
    instructor: bool = False,
    notebooks: Path | None = None,
    say: Say = lambda _: None,
) -> list[str]:
    """Make a page of every notebook, and an index; return the names of the pages made anew.

    With ``only`` some notebooks are made and the other pages of the site stay; ``values`` give the
    parameters of one notebook other values, in a page of its own. A page whose notebook, package,
    data and values are as they were is kept. ``pdf`` adds a PDF to each page, ``instructor`` the
    lessons with their answers. ``say`` hears the progress. The folder is written whole or not at
    all; one that holds other files is refused.
    """
    folder = folder.absolute()
    wanted = requests(notebooks or notebooks_folder(), only, values, instructor=instructor)
    old = earlier(folder)
    stay = {name: made for name, made in old.items() if only or name in {r.page for r in wanted}}
    names = sorted(
        {request.page for request in wanted if not request.values}
        | {name for name, made in stay.items() if not made["values"]}
    )
    common = fingerprint_of_everything() + repr(names)
    prints = {request.page: fingerprint(request, common) for request in wanted}
    stale = [request for request in wanted if not kept(folder, stay, prints, request.page)]
    for request in wanted:
        if request in stale:
            stay.pop(request.page, None)
        else:
            say(f"{request.page}: unchanged")
    printed = not pdf or all((folder / f"{name}.pdf").exists() for name in stay)
    if not stale and printed and stay == old:
        say("Nothing has changed; the site stays as it is.")
        return []
    if pdf:
        browser()  # better missed before the notebooks are run than after
    corpus = load()
    documents = corpus.documents["doc_id"].to_list()
    executed = [(request, read(request, documents)) for request in stale]
    run(executed, say)
    facts = about(corpus)
    with replaced(folder) as new:
        made = {}
        for request, notebook in executed:
            made[request.page] = write(new, request, notebook, names, facts, corpus)
            made[request.page]["inputs"] = prints[request.page]
        for name in stay:
            keep(folder, new, name)
        finish(new, in_order({**stay, **made}), facts, pdf=pdf, say=say)
    return list(made)


def write(
    folder: Path,
    request: Request,
    notebook: nbformat.NotebookNode,
    names: Sequence[str],
    facts: Mapping[str, object],
    corpus: Corpus,
) -> dict[str, Any]:
    """Write the page of one executed notebook; return what the record keeps of it."""
    plain = [name for name in names if f"/{INSTRUCTOR}/" not in name or request.instructor]
    place = plain.index(request.page) if request.page in plain else None
    beside = {"before": "", "after": ""}
    if place is not None:
        here = PurePosixPath(request.page).parent
        if place:
            beside["before"] = f"{relpath(plain[place - 1], here)}.html"
        if place + 1 < len(plain):
            beside["after"] = f"{relpath(plain[place + 1], here)}.html"
    original = parameters(notebook) if request.values else {}
    about_page = {
        "values": in_one_line(request.values),
        "written_for": in_one_line({name: original[name] for name in request.values}),
        "lesson": "/" in request.name,
        "home": "../" * request.page.count("/") + "index.html",
        "file": f"{request.page}.html",
    }
    done = page(
        request.name,
        request.edited(notebook),
        links(request, names),
        corpus.glossary,
        {**facts, **about_page, **beside},
    )
    data = done.html.encode()
    path = folder / f"{request.page}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    card = {"title": done.title, "answer": done.answer, "minutes": done.minutes}
    card |= {"thumbnail": done.thumbnail, "values": about_page["values"]}
    return card | {"sha256": hashlib.sha256(data).hexdigest()}


def links(request: Request, names: Sequence[str]) -> dict[str, str]:
    """Lead from links between notebooks, as one notebook writes them, to pages.

    Examples
    --------
    >>> links(Request(Path("x"), "seminar/a"), ["02_wording"])
    {'../02_wording.ipynb': '../02_wording.html'}
    """
    here, own = PurePosixPath(request.page).parent, PurePosixPath(request.name).parent
    found = {}
    for name in names:
        target = PurePosixPath(name)
        edition = (target.parent / INSTRUCTOR / target.name).as_posix()
        shown = edition if request.instructor and edition in names else name
        found[f"{relpath(name, own)}.ipynb"] = f"{relpath(shown, here)}.html"
    return found


def in_one_line(values: Mapping[str, object]) -> str:
    """Say values in one line."""
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def finish(
    folder: Path,
    made: Mapping[str, Mapping[str, Any]],
    facts: Mapping[str, object],
    *,
    pdf: bool,
    say: Say,
) -> None:
    """Add PDFs where they are wanted, the index and the record."""
    if pdf:
        for name in made:
            if not (folder / f"{name}.pdf").exists():
                print_page(folder / f"{name}.html")
                say(f"{name}: printed as PDF")
    shelves: dict[str, list[dict[str, Any]]] = {}
    for name, card in made.items():
        shelf = shelves.setdefault(PurePosixPath(name).parent.as_posix(), [])
        shelf.append({**card, "page": name, "pdf": (folder / f"{name}.pdf").exists()})
    index = filled("index.html", {"shelves": shelves, "headings": SHELVES, **facts})
    (folder / "index.html").write_text(index, "utf-8")
    record = {"name": NAME, "pages": made}
    (folder / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False), "utf-8")


def earlier(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the record of an earlier site; refuse a folder that holds anything else."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return {}
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
        if record["name"] == NAME:
            return dict(record["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise WorkbenchError(f"{folder.name} holds no site of ours; name a new or an empty folder.")


def kept(
    folder: Path, old: Mapping[str, Mapping[str, Any]], prints: Mapping[str, str], name: str
) -> bool:
    """Tell whether a page is as its inputs and its record have it."""
    path = folder / f"{name}.html"
    if name not in old or old[name]["inputs"] != prints[name] or not path.is_file():
        return False
    return hashlib.sha256(path.read_bytes()).hexdigest() == old[name]["sha256"]


def keep(folder: Path, new: Path, name: str) -> None:
    """Carry a page, and its PDF, over into the new folder."""
    for path in (folder / f"{name}.html", folder / f"{name}.pdf"):
        if path.exists():
            target = new / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def in_order(made: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Set pages in the order of their names, folders after the rest."""
    order = sorted(made, key=lambda name: (name.count("/"), name))
    return {name: made[name] for name in order}


def build_date() -> datetime:
    """Return the day of the build: that of ``SOURCE_DATE_EPOCH`` if it is set, otherwise today."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise WorkbenchError(
            f"SOURCE_DATE_EPOCH is {seconds!r}; give seconds since 1970 or leave it out."
        ) from None


def about(corpus: Corpus) -> dict[str, object]:
    """Return what stands at the foot of a page: versions, corpus, day, citation."""
    day = build_date()
    return {
        "own": "" if corpus.shipped else f"{corpus.documents.height:,} documents",
        "version": workbench.__version__,
        "tools": tools(),
        "corpus": checksum(corpus.documents),
        "day": f"{day.day} {day:%B %Y}",
        "year": str(day.year),
        "authors": AUTHORS,
    }


def tools() -> str:
    """Name what draws and counts, with versions."""
    named = ", ".join(f"{name} {version(name)}" for name in TOOLS)
    return f"Python {platform.python_version()}, {named}"


def fingerprint_of_everything() -> str:
    """Return one checksum of all that every page depends on: package, data, versions, a fixed day."""
    known = hashlib.sha256()
    build_date()  # one that is none is refused before anything is run
    known.update(repr(tools()).encode())
    known.update(os.environ.get("SOURCE_DATE_EPOCH", "").encode())
    for folder in (Path(workbench.__file__).parent, chosen_folder().resolve()):
        for file in sorted(folder.rglob("*")):
            inside = file.relative_to(folder).parts
            made = "__pycache__" in inside or inside[0] == "built" or file.suffix == ".lock"
            if file.is_file() and not made:
                known.update(file.relative_to(folder.parent).as_posix().encode())
                known.update(file.read_bytes())
    return known.hexdigest()


def fingerprint(request: Request, common: str) -> str:
    """Return the checksum of one page's inputs: the notebook, its values and the ``common`` rest."""
    known = hashlib.sha256(common.encode())
    known.update(request.path.read_bytes())
    known.update(repr((request.page, sorted(request.values.items()))).encode())
    return known.hexdigest()


def browser() -> str:
    """Return the Chromium on the path, or say how to get one."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise WorkbenchError(
            "A PDF needs Chromium or Chrome on the PATH; on Debian and Ubuntu, sudo apt install "
            "chromium installs it. Without --pdf the site is made without it."
        )
    return found


def print_page(path: Path) -> None:
    """Print a page through Chromium, beside its HTML: tagged, with an outline and page numbers."""
    target = path.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        # Chromium as root runs only without its sandbox; the page is our own and has no network.
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        options = [*PRINTING, *root, f"--user-data-dir={profile}", f"--print-to-pdf={target}"]
        done = subprocess.run(  # noqa: S603 - our own command
            [browser(), *options, path.as_uri()], capture_output=True, timeout=120, check=False
        )
    if not target.is_file():
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise WorkbenchError(f"{path.stem}: Chromium printed no PDF ({''.join(last)}).")
    target.write_bytes(dated(target.read_bytes(), build_date()))


def dated(data: bytes, day: datetime) -> bytes:
    """Give a PDF the day of the build as its date; its length stays, on which its index relies.

    Examples
    --------
    >>> dated(b"/ModDate (D:20990101000000+00'00')", datetime(2026, 1, 2, tzinfo=UTC))
    b"/ModDate (D:20260102000000+00'00')"
    """

    def stamp(found: re.Match[bytes]) -> bytes:
        old = found[0]
        whole = old[: old.index(b"D:") + 2] + f"{day:%Y%m%d%H%M%S}+00'00'".encode() + b")"
        return whole if len(whole) == len(old) else old

    return STAMP.sub(stamp, data)
