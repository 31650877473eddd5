"""One executed notebook as one HTML file that asks for nothing else."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from workbench.display.glossary import glossary, linked, term_id
from workbench.display.html import NOTE, TASK
from workbench.display.render import upgrade
from workbench.display.theme import STYLE
from workbench.errors import WorkbenchError
from workbench.publish.outputs import apart, shown, thumbnails
from workbench.publish.prose import Prose
from workbench.publish.requests import Request, parameters, tagged
from workbench.seminar.copies import LESSONS

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Page:
    """A page, and what its card on the index says."""

    name: str
    title: str
    answer: str
    minutes: str
    values: str
    thumbnail: str
    html: str


@cache
def templates() -> Environment:
    """Give the templates; a name that is missing is an error, everything is escaped."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def script() -> Markup:
    """Give the script that every page with a chart carries."""
    return Markup(upgrade())  # noqa: S704 - our own, and it holds no end tag


def policy(code: str) -> str:
    """Forbid everything but the page's own styles, pictures and this one script.

    Examples
    --------
    >>> policy("")
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    """
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    own = f" script-src 'sha256-{digest}';" if code else ""
    return (
        f"default-src 'none';{own} style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def page(
    request: Request,
    notebook: NotebookNode,
    pages: Mapping[str, str],
    about: Mapping[str, str],
    words: pl.DataFrame,
) -> Page:
    """Make the page of an executed notebook.

    ``pages`` leads from links between notebooks to pages, ``about`` is what the foot says,
    ``words`` is the glossary.
    """
    prose, parts, taken = Prose(dict(pages)), [], {"main", "contents"}
    prose.anchors = taken
    told_in = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    said = iter(linked([prose.html(text) for text in told_in], words))
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(Markup('<div class="prose">{}</div>').format(Markup(next(said))))  # noqa: S704 - the notebook's own prose
        elif cell.cell_type == "code":
            result = short(apart(shown(cell, request.name), taken))
            parts += [source(cell.source), folded(result) if lesson(request) else result]
    parts.append(explained(parts, words, prose))
    if not prose.title:
        raise WorkbenchError(f"{request.path.name}: the notebook has no title (# …).")
    original = parameters(notebook) if request.values else {}
    facts: dict[str, Any] = {
        "title": prose.title,
        "answer": answer(notebook),
        "contents": prose.contents,
        "parts": parts,
        "values": told(request.values),
        "lesson": lesson(request),
        "written_for": told({name: original[name] for name in request.values}),
        "home": "../" * request.page.count("/") + "index.html",
        "file": f"{request.page}.html",
    }
    charts = any("wb-chart" in part for part in parts)
    return Page(
        name=request.page,
        title=facts["title"],
        answer=facts["answer"],
        minutes=minutes(notebook),
        values=facts["values"],
        thumbnail=next(thumbnails(notebook), ""),
        html=filled("page.html", {**facts, **about}, script() if charts else ""),
    )


def lesson(request: Request) -> bool:
    """Say whether a notebook is a lesson: its reader predicts first and looks then."""
    return request.name.startswith(f"{LESSONS.name}/")


def folded(result: Markup) -> Markup:
    """Fold the result of a cell, unless it is a task or a note, which must be seen."""
    if not result.strip() or TASK in result or NOTE in result:
        return result
    return Markup('<details class="result"><summary>show the result</summary>{}</details>').format(
        result
    )


def explained(parts: Sequence[str], words: pl.DataFrame, prose: Prose) -> Markup:
    """List the words of the glossary to which the prose leads and which the page lacks as yet."""
    whole = "".join(parts)
    led = [term for term in words["term"] if f'href="#{term_id(term)}"' in whole]
    used = [term for term in led if f'id="{term_id(term)}"' not in whole]
    if not used:
        return Markup()
    return Markup('<div class="prose">{}</div>{}').format(
        prose.html("## Words on this page"), glossary(words, used).body
    )


def filled(template: str, facts: Mapping[str, object], code: str = "") -> str:
    """Fill a template; styles and script stand in the page once."""
    style = STYLE.removeprefix("<style>").removesuffix("</style>")
    own = (TEMPLATES / "site.css").read_text("utf-8")
    inlined = {"style": Markup(style + own), "script": code, "policy": policy(code)}  # noqa: S704
    return templates().get_template(template).render({**facts, **inlined})


def source(code: str) -> Markup:
    """Fold the code of a cell."""
    lines = highlight(code, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip()
    return Markup(
        '<details class="code"><summary>show the code</summary><pre><code>{}</code></pre></details>'
    ).format(Markup(lines))  # noqa: S704 - escaped by the formatter


def short(html: Markup) -> Markup:
    """Leave out the end tags that HTML lets one leave out; a table is a sixth shorter.

    Examples
    --------
    >>> print(short(Markup("<table><tr><th>a</th><td>b</td></tr></table>")))
    <table><tr><th>a<td>b</table>
    """
    return Markup(re.sub(r"</(?:t[dhr]|thead|tbody)>", "", html))  # noqa: S704 - only less of it


def told(values: Mapping[str, object]) -> str:
    """Say values in one line."""
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def answer(notebook: NotebookNode) -> str:
    """Give the computed sentence of the cell tagged ``answer``; a lesson has none."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and tagged(cell, "answer"):
            for output in cell.outputs:
                return output.get("data", {}).get("text/plain", "")
    return ""


def minutes(notebook: NotebookNode) -> str:
    """Give the minutes that the box of a notebook names."""
    for cell in notebook.cells:
        _, mark, rest = cell.source.partition("**Minutes:**")
        if mark:
            return rest.splitlines()[0].strip(" >")
    return ""
