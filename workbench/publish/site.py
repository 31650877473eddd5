"""Notebooks become a folder of pages that ask for nothing else.

An executed notebook is turned into pieces of HTML, a template puts them together; nothing is
half-written.
"""

import ast
import base64
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path, PurePosixPath
from posixpath import relpath
from typing import Any
from urllib.parse import unquote, urlsplit

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

import workbench
from workbench.corpus import Corpus, load
from workbench.corpus.notes import locked
from workbench.errors import WorkbenchError
from workbench.figures.figure import MIME, PART, SCRIPTED, page_script, still, upgradable
from workbench.figures.texts import checksum, join
from workbench.figures.theme import STYLE
from workbench.publish import INSTRUCTOR, held_back, notebooks_folder, replaced, with_key
from workbench.publish.glossary import linked, listing, term_id

Say = Callable[[str], None]
#: What a site knows of itself; by this file it is recognised and replaced.
RECORD, NAME = "site.json", "joint-statement-workbench-site"
AUTHORS = "The Joint Statement Workbench developers"
TEMPLATES = Path(__file__).parent / "templates"
#: What draws and counts; another version may give another page.
TOOLS = ("polars", "altair", "vl-convert-python", "textstat", "nbconvert", "pygments", "jinja2")
#: What the index prints over the pages of a folder.
SHELVES = {
    "seminar": "Lessons for a seminar",
    f"seminar/{INSTRUCTOR}": "The lessons with answers, for the instructor",
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
WIDGET = "application/vnd.jupyter.widget-view+json"
SVG, HTML = "image/svg+xml", "text/html"
#: Classes and attributes of what must be seen at once on a page whose results are folded.
SEEN = ("wb-task", 'role="note"')
TIME = re.compile(r"\*\*(?:Time|Minutes):\*\* *(\d+)")


# --- what is asked for ---


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

    def edited(self, notebook: NotebookNode) -> NotebookNode:
        """Leave out what is for the instructor, unless the page is the instructor's."""
        kept = [cell for cell in notebook.cells if self.instructor or not held_back(cell)]
        return nbformat.from_dict({**notebook, "cells": kept})


def in_order(names: Iterable[str]) -> list[str]:
    """Sort names of pages, folders after the rest."""
    return sorted(names, key=lambda name: (name.count("/"), name))


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
        for path in folder.rglob("*.ipynb")
        if not {".ipynb_checkpoints", INSTRUCTOR} & set(path.relative_to(folder).parts)
    }
    names = in_order(paths)
    if not paths:
        raise WorkbenchError(f"{folder.name}: there is no notebook in this folder.")
    for name in only:
        if name not in paths:
            raise WorkbenchError(f"No notebook {name!r}; choose {', '.join(names)}.")
    if values and len(only) != 1:
        raise WorkbenchError("--set needs one notebook: name it with --only.")
    chosen = [name for name in names if not only or name in only]
    found = [Request(paths[name], name, dict(values or {})) for name in chosen]
    lessons = [request for request in found if instructor and "/" in request.name]
    return found + [replace(request, instructor=True) for request in lessons]


def read(request: Request, documents: Sequence[str] = ()) -> NotebookNode:
    """Read a notebook and put the values of the request into its parameters.

    A value takes the type of the one that it replaces; where that is a document, the value must be
    one of ``documents`` as well.
    """
    try:
        whole = with_key(json.loads(request.path.read_text("utf-8")), request.path)
        notebook = nbformat.reads(json.dumps(whole), as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise WorkbenchError(f"{request.path.name}: not a notebook ({error}).") from None
    known, lines = parameters(notebook), []
    for name, value in request.values.items():
        if name not in known:
            valid = f"it has {', '.join(known)}" if known else "it has none"
            raise WorkbenchError(f"{request.name} has no parameter {name!r}; {valid}.")
        if known[name] in documents and value not in documents:
            raise WorkbenchError(
                f"{name}: there is no document {value!r}; choose {', '.join(documents)}."
            )
        try:
            lines.append(f"{name} = {type(known[name])(value)!r}")
        except ValueError:
            raise WorkbenchError(f"{name} is a number; {value!r} is none.") from None
    if lines:
        after = next(n for n, cell in enumerate(notebook.cells) if tagged(cell, "parameters")) + 1
        given = nbformat.v4.new_code_cell("\n".join(lines), id="given-parameters")
        notebook.cells.insert(after, given)
    return notebook


def parameters(notebook: NotebookNode) -> dict[str, Any]:
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
        lines = ast.parse(cell.source).body if tagged(cell, "parameters") else ()
        for node in lines:
            if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Call):
                target, value = node.targets[0], ast.literal_eval(node.value)
                several = isinstance(target, ast.Tuple)
                names, values = (target.elts, value) if several else ([target], [value])
                found |= {name.id: one for name, one in zip(names, values, strict=True)}
    return found


def run(wanted: Sequence[tuple[Request, NotebookNode]], say: Say) -> None:
    """Run notebooks in place, each in its own folder, in two kernels at once.

    A kernel forgets all names before its next notebook; what it has imported stays. Two editions of
    a notebook are run once. A notebook that raises stops the whole with one `WorkbenchError` that
    names its cell and its message.
    """
    first: dict[str, tuple[Request, NotebookNode]] = {}
    for request, notebook in wanted:
        key = f"{request.name} {sorted(request.values.items())}"
        notebook.cells = first.setdefault(key, (request, notebook))[1].cells
    left = iter(list(first.values()))  # both kernels take from it

    def work(_: int) -> None:
        client = NotebookClient(nbformat.v4.new_notebook(), timeout=PATIENCE, record_timing=False)
        client.config.KernelManager.transport_encryption = "auto"  # no warning among the progress
        client.reset_execution_trackers()
        with client.setup_kernel():
            for request, notebook in left:
                started = time.monotonic()
                try:
                    run_one(client, request, notebook)
                except WorkbenchError:
                    list(left)  # no other is begun
                    raise
                say(f"{request.page}: run in {time.monotonic() - started:.1f} s")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, range(min(AT_ONCE, len(first)))))


def run_one(client: NotebookClient, request: Request, notebook: NotebookNode) -> None:
    """Run a notebook in a kernel that may have run others."""
    fresh = f"%reset -f\nimport os\nos.chdir({str(request.path.parent)!r})\ndel os"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(fresh))
    client.nb = notebook
    client.reset_execution_trackers()
    for place, cell in enumerate(notebook.cells):
        try:
            client.execute_cell(cell, place)
        except CellExecutionError as error:
            own = error.ename in ("WorkbenchError", "Missing")
            told = f"in cell {cell.id!r}: {'' if own else f'{error.ename}: '}{error.evalue}"
            raise WorkbenchError(f"{request.name} stopped {told}") from None
        except (CellTimeoutError, DeadKernelError) as error:
            told = str(error).splitlines()[0]
            raise WorkbenchError(f"{request.name} stopped: {told}") from None
    notebook.cells.pop(0)


# --- an executed notebook as HTML ---


def tagged(cell: NotebookNode, tag: str) -> bool:
    """Tell whether a cell has a tag."""
    return tag in cell.metadata.get("tags", ())


class Prose(IPythonRenderer):
    """Render the Markdown of one page: headings have anchors, links lead to pages.

    ``contents`` gathers anchor and words of every heading of second rank; ``title`` is the words of
    the first rank, which the page prints itself.
    """

    def __init__(self, pages: Mapping[str, str]) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self.pages, self.title = pages, ""
        self.contents: list[tuple[str, str]] = []
        self.anchors: set[str] = set()

    def heading(self, text: str, level: int, **_: object) -> str:
        """Return a heading with its anchor; the first of first rank is left to the page."""
        plain = Markup(text).striptags()  # noqa: S704 - taken apart, not shown
        if level == 1 and not self.title:
            self.title = plain
            return ""
        anchor = unused(re.sub(r"\W+", "-", plain.lower()).strip("-") or "part", self.anchors)
        if level <= 2:  # noqa: PLR2004 - a second title would be a section
            level = 2
            self.contents.append((anchor, plain))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Lead to pages of the site and to the web; other files are named and not linked."""
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "mailto"} or (not parts.path and parts.fragment):
            return super().link(text, url, title)
        page = self.pages.get(unquote(parts.path))
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return text if page is None else super().link(text, page + anchor, title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show the words of a picture: a page carries nothing from outside."""
        return super().image(text, url, title) if url.startswith("data:image/") else escape(text)


def unused(stem: str, taken: set[str]) -> str:
    """Return an anchor that the page does not have yet, and keep it as taken."""
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    taken.add(found)
    return found


def rendered(
    name: str, cells: list[NotebookNode], prose: Prose, corpus: Corpus
) -> list[dict[str, Any]]:
    """Make each cell one piece of HTML: prose with its links, or outputs that need no kernel.

    Returns kind, source, HTML, and whether it stands on the index, of each. What is tagged ``before-run`` stands in for a result of
    the notebook and is left out; words of the glossary lead to their meaning, at the end if nowhere
    else. A link to a place that is not on this page becomes plain words.
    """
    words, markdown = corpus.glossary, MarkdownWithMath(renderer=prose)
    cells = [cell for cell in cells if not tagged(cell, "before-run")]
    told = [markdown(cell.source) for cell in cells if cell.cell_type == "markdown"]
    if not prose.title:
        raise WorkbenchError(f"{name}: the notebook has no title (# …).")
    told, taken = iter(linked(told, words)), {"main", "contents", *prose.anchors}
    pieces = [
        {
            "kind": cell.cell_type,
            "source": cell.source,
            "on_index": tagged(cell, "index"),
            "html": next(told)
            if cell.cell_type == "markdown"
            else without_end_tags(with_own_anchors(outputs(cell, name), taken)),
        }
        for cell in cells
        if cell.cell_type in ("markdown", "code")
    ]
    whole = "".join(piece["html"] for piece in pieces)
    missing = [
        row["term"]
        for row in words.iter_rows(named=True)
        if f'href="#{term_id(row["term"])}"' in whole
        and f'id="{term_id(row["term"])}"' not in whole
    ]
    if missing:
        entries = listing(words.filter(words["term"].is_in(missing)))
        html = markdown("## Words on this page") + str(entries)
        pieces.append({"kind": "markdown", "html": html, "on_index": False})
    there = set(re.findall(r'\sid="([^"]+)"', "".join(piece["html"] for piece in pieces)))
    return [piece | {"html": without_lost_links(piece["html"], there)} for piece in pieces]


def outputs(cell: NotebookNode, name: str) -> Markup:
    """Show all outputs of one cell; the three outputs of a chart become one figure.

    A widget without a static twin has nothing to show here and raises `WorkbenchError`.
    """
    parts: list[Markup] = []
    for output in cell.outputs:
        if WIDGET in output.get("data", {}) and HTML not in output.data:
            raise WorkbenchError(
                f"{name}, cell {cell.id!r}: a widget has no static twin; use an Explorer, or call "
                "the figure behind it."
            )
        place = output.get("metadata", {}).get(PART, {}).get("part")
        opened = Markup('<figure class="wb-figure">') if place == "head" else ""
        closed = Markup("</figure>") if place == "foot" else ""
        parts.append(Markup("{}{}{}").format(opened, one_output(output), closed))
    return join(parts)


def one_output(output: NotebookNode) -> Markup:
    """Show one output in the richest form that needs no kernel."""
    said, data = Markup('<pre class="said"{}>{}</pre>'), output.get("data", {})
    if output.output_type == "stream":
        kind = "Notice" if output.name == "stderr" else "Printed"
        return said.format(Markup(f' aria-label="{kind}"'), output.text)  # noqa: S704 - one of two words
    if output.output_type == "error":
        return said.format("", f"{output.ename}: {output.evalue}")
    if MIME in data and SVG in data:
        return upgradable(data[MIME], data[SVG], data["text/plain"])
    if HTML in data:
        content = Markup(data[HTML].replace(STYLE, "").replace(SCRIPTED, ""))  # noqa: S704 - escaped where it was made
        kind = "explorer" if WIDGET in data else "output"
        return Markup('<div class="{}">{}</div>').format(kind, content)
    if SVG in data:
        return still(data[SVG], data.get("text/plain", ""))
    return said.format("", data.get("text/plain", ""))


def with_own_anchors(html: Markup, taken: set[str]) -> Markup:
    """Rename anchors that the page has already, and the links to them in the same piece.

    An explorer and a plain call may show the same lines of one document.
    """
    ids = dict.fromkeys(re.findall(r'\sid="([^"]+)"', html))
    renamed = {anchor: unused(anchor, taken) for anchor in ids}

    def rename(found: re.Match[str]) -> str:
        return f"{found[1]}{renamed.get(found[2], found[2])}{found[3]}"

    return Markup(re.sub(r'(\sid="|\shref="#|url\(#)([^")]+)("|\))', rename, html))  # noqa: S704 - only anchors change


def without_lost_links(html: str, there: set[str]) -> Markup:
    """Make a link to a place that is not on this page plain words.

    Examples
    --------
    >>> print(without_lost_links('<a href="#line-1">one</a> <a href="#two">two</a>', {"two"}))
    <a>one</a> <a href="#two">two</a>
    """
    links = r' href="#([^"]+)"'
    return Markup(re.sub(links, lambda link: link[0] if link[1] in there else "", html))  # noqa: S704 - only less of it


def without_end_tags(html: Markup) -> Markup:
    """Leave out the end tags that HTML lets one leave out; a table is a sixth shorter.

    Examples
    --------
    >>> print(without_end_tags(Markup("<table><tr><th>a</th><td>b</td></tr></table>")))
    <table><tr><th>a<td>b</table>
    """
    return Markup(re.sub(r"</(?:t[dhr]|thead|tbody)>", "", html))  # noqa: S704 - only less of it


def answer(notebook: NotebookNode) -> str:
    """Return the computed sentence of the cell tagged ``answer``; a lesson has none."""
    cells = [cell for cell in notebook.cells if tagged(cell, "answer") and cell.get("outputs")]
    return cells[0].outputs[0].get("data", {}).get("text/plain", "") if cells else ""


def thumbnails(notebook: NotebookNode) -> Iterator[Markup]:
    """Yield the charts of a notebook as small pictures, those of a cell tagged ``thumbnail`` first."""
    for cell in sorted(notebook.cells, key=lambda cell: not tagged(cell, "thumbnail")):
        for output in cell.get("outputs", ()):
            if SVG in output.get("data", {}):
                drawing = output.data[SVG].replace("<svg ", '<svg aria-hidden="true" ', 1)
                yield Markup(drawing)  # noqa: S704 - drawn by us


def filled(template: str, facts: Mapping[str, object], script: str = "") -> str:
    """Fill a template; a name that is missing is an error, everything is escaped.

    The page's policy forbids everything but its own styles, pictures and this one script.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    highlighter = Highlight2HTML()
    environment.filters["highlight"] = lambda code: Markup(highlighter(code))  # noqa: S704 - escaped by it
    style = STYLE.removeprefix("<style>").removesuffix("</style>")
    own = {
        "style": Markup(style + (TEMPLATES / "site.css").read_text("utf-8")),  # noqa: S704 - our own files
        "script": Markup(script),  # noqa: S704 - our own files
        "digest": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "seen": SEEN,
    }
    return environment.get_template(template).render({**facts, **own})


# --- the site ---


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
    parameters of one notebook other values, in a page of its own. ``pdf`` adds a PDF to each page,
    ``instructor`` the lessons with their answers. ``say`` hears the progress. The folder is written
    whole or not at all; one that holds other files is refused.
    """
    folder = folder.absolute()
    wanted = requests(notebooks or notebooks_folder(), only, values, instructor=instructor)
    made = [request.page for request in wanted]
    with locked(folder):
        old = earlier(folder)
    if instructor and old and not any(f"/{INSTRUCTOR}/" in name for name in old):
        raise WorkbenchError(f"{folder.name} holds the site for students; name another folder.")
    cards = {name: card for name, card in old.items() if only and name not in made}
    plain = [request.page for request in wanted if not request.values]
    names = in_order([*plain, *(name for name, card in cards.items() if not card["values"])])
    build_date()  # one that is none, and a browser that is missing, are better told at once
    if pdf:
        browser()
    corpus = load()
    executed = [(request, read(request, list(corpus.labels))) for request in wanted]
    run(executed, say)
    facts = about(corpus)
    with replaced(folder) as new:
        for name in cards:
            for path in (folder / f"{name}.html", folder / f"{name}.pdf"):
                if path.exists():
                    target = new / path.relative_to(folder)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(path, target)
        for request, notebook in executed:
            cards[request.page] = write(new, request, notebook, names, facts, corpus)
        finish(new, cards, facts, pdf=pdf, say=say)
    return made


def write(
    folder: Path,
    request: Request,
    notebook: NotebookNode,
    names: Sequence[str],
    facts: Mapping[str, object],
    corpus: Corpus,
) -> dict[str, Any]:
    """Write the page of one executed notebook; return what the record and the index keep of it."""
    notebook, prose = request.edited(notebook), Prose(links(request, names))
    cells = rendered(request.name, notebook.cells, prose, corpus)
    ring = [name for name in names if f"/{INSTRUCTOR}/" not in name or request.instructor]
    here = PurePosixPath(request.page).parent.as_posix()
    after, before = dict(pairwise(ring)), dict(pairwise(reversed(ring)))
    beside = {
        way: f"{relpath(there[request.page], here)}.html" if request.page in there else ""
        for way, there in (("before", before), ("after", after))
    }
    original = parameters(notebook) if request.values else {}
    minutes = TIME.search("\n".join(cell.source for cell in notebook.cells))
    card = {
        "title": prose.title,
        "answer": answer(notebook),
        "minutes": minutes[1] if minutes else "",
        "thumbnail": next(thumbnails(notebook), ""),
        "opening": "".join(cell["html"] for cell in cells if cell["on_index"] and not original),
        "values": in_one_line(request.values),
    }
    about_page = {
        "written_for": in_one_line({name: original[name] for name in request.values}),
        "lesson": "/" in request.name,
        "home": "../" * request.page.count("/") + "index.html",
        "file": f"{request.page}.html",
        "contents": prose.contents,
        "cells": cells,
    }
    script = page_script(charts=any("wb-chart" in cell["html"] for cell in cells))
    path = folder / f"{request.page}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    html = filled("page.html", {**facts, **card, **about_page, **beside}, script)
    path.write_text(html, "utf-8")
    return card


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
    made: Mapping[str, dict[str, Any]],
    facts: Mapping[str, object],
    *,
    pdf: bool,
    say: Say,
) -> None:
    """Add PDFs where they are wanted, the index and the record."""
    made = {name: made[name] for name in in_order(made)}
    shelves: dict[str, list[dict[str, Any]]] = {}
    for name, card in made.items():
        target = folder / f"{name}.pdf"
        if pdf and not target.exists():
            print_page(folder / f"{name}.html", target)
            say(f"{name}: printed as PDF")
        shelf = shelves.setdefault(PurePosixPath(name).parent.as_posix(), [])
        shelf.append({**card, "page": name, "pdf": target.exists()})
    index = filled("index.html", {"shelves": shelves, "headings": SHELVES, **facts})
    (folder / "index.html").write_text(index, "utf-8")
    record = json.dumps({"name": NAME, "pages": made}, indent=1, ensure_ascii=False)
    (folder / RECORD).write_text(record, "utf-8")


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


def build_date() -> datetime:
    """Return the day of the build: that of ``SOURCE_DATE_EPOCH`` if it is set, otherwise today."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.now(UTC) if seconds is None else datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise WorkbenchError(
            f"SOURCE_DATE_EPOCH is {seconds!r}; give seconds since 1970 or leave it out."
        ) from None


def about(corpus: Corpus) -> dict[str, object]:
    """Return what stands at the foot of a page: versions, corpus, day, citation."""
    day, tools = build_date(), ", ".join(f"{name} {version(name)}" for name in TOOLS)
    return {
        "own": "" if corpus.shipped else f"{corpus.documents.height:,} documents",
        "version": workbench.__version__,
        "tools": f"Python {platform.python_version()}, {tools}",
        "corpus": checksum(corpus.documents),
        "day": f"{day.day} {day:%B %Y}",
        "year": str(day.year),
        "authors": AUTHORS,
    }


def browser() -> str:
    """Return the Chromium on the path, or say how to get one."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise WorkbenchError(
            "A PDF needs Chromium or Chrome on the PATH; on Debian and Ubuntu, sudo apt install "
            "chromium installs it. Without --pdf the site is made without it."
        )
    return found


def print_page(path: Path, target: Path) -> None:
    """Print a page through Chromium: tagged, with an outline and page numbers."""
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
