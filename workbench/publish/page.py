"""One executed notebook as one HTML file that asks for nothing else: a preprocessor, a template."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import polars as pl
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, v4

from workbench.errors import WorkbenchError
from workbench.figures.figure import MIME, PART, SCRIPTED, page_script, still, upgradable
from workbench.figures.texts import join
from workbench.figures.theme import SCRIPT, STYLE
from workbench.publish.glossary import linked, listing, term_id

TEMPLATES = Path(__file__).parent / "templates"
WIDGET = "application/vnd.jupyter.widget-view+json"
SVG, HTML = "image/svg+xml", "text/html"
#: Classes and attributes of what must be seen at once on a page whose results are folded.
SEEN = ("wb-task", 'role="note"')
TITLE = re.compile(r"^# +(.+?) *#*$", re.MULTILINE)
TIME = re.compile(r"\*\*(?:Time|Minutes):\*\* *(\d+)")


@dataclass(frozen=True)
class Page:
    """A page, and what its card on the index says."""

    title: str
    answer: str
    minutes: str
    thumbnail: str
    html: str


class Published(Preprocessor):
    """Make each cell one piece of HTML: prose with its links, or outputs that need no kernel.

    ``pages`` leads from links between notebooks to pages; ``words`` is the glossary frame. What is
    tagged ``before-run`` stands in for a result of the notebook and is left out.
    """

    def __init__(self, name: str, pages: Mapping[str, str], words: pl.DataFrame) -> None:
        super().__init__()
        self.name, self.pages, self.words = name, pages, words

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Return the notebook with ``html`` in the metadata of each cell, and title and contents."""
        nb.cells = [cell for cell in nb.cells if not tagged(cell, "before-run")]
        prose = Prose(self.pages)
        markdown = MarkdownWithMath(renderer=prose)
        told = [markdown(cell.source) for cell in nb.cells if cell.cell_type == "markdown"]
        if not prose.title:
            raise WorkbenchError(f"{self.name}: the notebook has no title (# …).")
        linked_prose, taken = iter(linked(told, self.words)), {"main", "contents", *prose.anchors}
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.metadata["html"] = next(linked_prose)
            elif cell.cell_type == "code":
                shown = with_own_anchors(outputs(cell, self.name), taken)
                cell.metadata["html"] = without_end_tags(shown)
        whole = "".join(cell.metadata.get("html", "") for cell in nb.cells)
        used = [term for term in self.words["term"] if f'href="#{term_id(term)}"' in whole]
        missing = [term for term in used if f'id="{term_id(term)}"' not in whole]
        if missing:
            entries = self.words.filter(pl.col("term").is_in(missing))
            html = markdown("## Words on this page") + str(listing(entries))
            nb.cells.append(v4.new_markdown_cell("", metadata={"html": html}))
        whole = "".join(cell.metadata.get("html", "") for cell in nb.cells)
        there = set(re.findall(r'\sid="([^"]+)"', whole))
        for cell in nb.cells:
            cell.metadata["html"] = without_lost_links(cell.metadata.get("html", ""), there)
        resources |= {"title": prose.title, "contents": prose.contents}
        return nb, resources


class Prose(IPythonRenderer):
    """Render the Markdown of one page: headings have anchors, links lead to pages.

    ``contents`` gathers anchor and words of every heading of second rank; ``title`` is the words of
    the first rank, which the page prints itself.
    """

    def __init__(self, pages: Mapping[str, str]) -> None:
        super().__init__(escape=False, exclude_anchor_links=True)
        self.pages = pages
        self.title = ""
        self.contents: list[tuple[str, str]] = []
        self.anchors: set[str] = set()

    def heading(self, text: str, level: int, **_: object) -> str:
        """Return a heading with its anchor; the first of first rank is left to the page."""
        plain = Markup(text).striptags()  # noqa: S704 - taken apart, not shown
        if level == 1 and not self.title:
            self.title = plain
            return ""
        stem = re.sub(r"\W+", "-", plain.lower()).strip("-") or "part"
        anchor = unused(stem, self.anchors)
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
        if page is None:
            return text
        return super().link(text, f"{page}#{parts.fragment}" if parts.fragment else page, title)

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
    if output.output_type == "stream":
        kind = "Notice" if output.name == "stderr" else "Printed"
        return Markup('<pre class="said" aria-label="{}">{}</pre>').format(kind, output.text)
    if output.output_type == "error":
        return Markup('<pre class="said">{}: {}</pre>').format(output.ename, output.evalue)
    data = output.data
    if MIME in data and SVG in data:
        return upgradable(data[MIME], data[SVG], data["text/plain"])
    if HTML in data:
        content = Markup(data[HTML].replace(STYLE, "").replace(SCRIPTED, ""))  # noqa: S704 - escaped where it was made
        kind = "explorer" if WIDGET in data else "output"
        return Markup('<div class="{}">{}</div>').format(kind, content)
    if SVG in data:
        return still(data[SVG], data.get("text/plain", ""))
    return Markup('<pre class="said">{}</pre>').format(data.get("text/plain", ""))


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


def page(
    name: str,
    notebook: NotebookNode,
    pages: Mapping[str, str],
    words: pl.DataFrame,
    facts: Mapping[str, object],
) -> Page:
    """Make the page of an executed notebook; ``facts`` fill the rest of the template."""
    notebook, resources = Published(name, pages, words).preprocess(notebook, {})
    charts = any("wb-chart" in cell.metadata.get("html", "") for cell in notebook.cells)
    sources = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    minutes = next(filter(None, map(TIME.search, sources)), None)
    found = {"title": resources["title"], "answer": answer(notebook)}
    html = filled(
        "page.html",
        {**facts, **found, "contents": resources["contents"], "cells": notebook.cells},
        page_script() if charts else SCRIPT,
    )
    thumbnail = next(thumbnails(notebook), "")
    return Page(**found, minutes=minutes[1] if minutes else "", thumbnail=thumbnail, html=html)


def filled(template: str, facts: Mapping[str, object], script: str = "") -> str:
    """Fill a template; a name that is missing is an error, everything is escaped."""
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
    own = (TEMPLATES / "site.css").read_text("utf-8")
    inlined = {"style": Markup(style + own), "script": Markup(script), "policy": policy(script)}  # noqa: S704 - our own files
    return environment.get_template(template).render({**facts, **inlined, "seen": SEEN})


def policy(script: str) -> str:
    """Forbid everything but the page's own styles, pictures and this one script.

    Examples
    --------
    >>> policy("")
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    own = f" script-src 'sha256-{digest}';" if script else ""
    return (
        f"default-src 'none';{own} style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def tagged(cell: NotebookNode, tag: str) -> bool:
    """Tell whether a cell has a tag."""
    return tag in cell.metadata.get("tags", ())


def answer(notebook: NotebookNode) -> str:
    """Return the computed sentence of the cell tagged ``answer``; a lesson has none."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and tagged(cell, "answer"):
            for output in cell.outputs:
                return output.get("data", {}).get("text/plain", "")
    return ""


def thumbnails(notebook: NotebookNode) -> Iterator[Markup]:
    """Yield the charts of a notebook as small pictures, those of a cell tagged ``thumbnail`` first."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in sorted(cells, key=lambda cell: not tagged(cell, "thumbnail")):
        for output in cell.outputs:
            if SVG in output.get("data", {}):
                drawing = output.data[SVG].replace("<svg ", '<svg aria-hidden="true" ', 1)
                yield Markup(drawing)  # noqa: S704 - drawn by us
