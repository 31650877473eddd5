"""Outputs of a cell as HTML: what a reader without kernel and without script can see."""

import re
from collections.abc import Iterator

from markupsafe import Markup
from nbformat import NotebookNode

from workbench.display.figure import PART
from workbench.display.html import TASK, join
from workbench.display.render import MIME, still, upgradable
from workbench.display.theme import STYLE
from workbench.errors import WorkbenchError

WIDGET = "application/vnd.jupyter.widget-view+json"
SVG = "image/svg+xml"
HTML = "text/html"
EXPLORER = Markup(
    '<p class="open"><span class="screen">This explorer is shown as it opens; </span>open in '
    "JupyterLab to explore (<code>workbench lab</code>).</p>"
)


def shown(cell: NotebookNode, name: str) -> Markup:
    """Show all outputs of one cell; the three outputs of a chart become one figure.

    A widget without a static twin has nothing to show here and raises `WorkbenchError` with the
    ``name`` of the notebook and its cell.
    """
    parts: list[Markup] = []
    for output in cell.outputs:
        if WIDGET in output.get("data", {}) and HTML not in output.data:
            raise WorkbenchError(
                f"{name}, cell {cell.id!r}: a widget has no static twin; wrap it in an Explorer, or "
                "call the figure behind it."
            )
        place = output.get("metadata", {}).get(PART, {}).get("part")
        opened = Markup('<figure class="wb-figure">') if place == "head" else ""
        closed = Markup("</figure>") if place == "foot" else ""
        parts.append(Markup("{}{}{}").format(opened, one(output), closed))
    return join(parts)


def one(output: NotebookNode) -> Markup:
    """Show one output in the richest form that needs no kernel."""
    if output.output_type == "stream":
        kind = "Notice" if output.name == "stderr" else "Printed"
        return Markup('<pre class="said" aria-label="{}">{}</pre>').format(kind, output.text)
    if output.output_type == "error":
        return Markup('<pre class="said">{}: {}</pre>').format(output.ename, output.evalue)
    data = output.data
    if MIME in data and SVG in data:
        name = output.metadata.get(PART, {}).get("name", "chart")
        return upgradable(data[MIME], data[SVG], data["text/plain"], name)
    if HTML in data:
        # A task says itself where it is answered.
        words = EXPLORER if WIDGET in data and TASK not in data[HTML] else ""
        content = Markup(data[HTML].replace(STYLE, ""))  # noqa: S704 - escaped where it was made
        kind = "explorer" if WIDGET in data else "output"
        return Markup('<div class="{}">{}{}</div>').format(kind, words, content)
    if SVG in data:
        return still(data[SVG], data.get("text/plain", ""))
    return Markup('<pre class="said">{}</pre>').format(data.get("text/plain", ""))


def apart(html: Markup, taken: set[str]) -> Markup:
    """Rename anchors that the page has already, and the links to them in the same piece.

    An explorer and a plain call may show the same lines of one document.
    """
    renamed = {}
    for anchor in dict.fromkeys(re.findall(r'\sid="([^"]+)"', html)):
        new, number = anchor, 1
        while new in taken:
            number += 1
            new = f"{anchor}-{number}"
        taken.add(new)
        if new != anchor:
            renamed[anchor] = new

    def rename(found: re.Match[str]) -> str:
        return f"{found[1]}{renamed.get(found[2], found[2])}{found[3]}"

    return Markup(re.sub(r'(\sid="|\shref="#|url\(#)([^")]+)("|\))', rename, html))  # noqa: S704 - only anchors change


def thumbnails(notebook: NotebookNode) -> Iterator[Markup]:
    """Give the charts of a notebook as small pictures, those of a cell tagged ``thumbnail`` first."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells.sort(key=lambda cell: "thumbnail" not in cell.metadata.get("tags", ()))
    for cell in cells:
        for output in cell.outputs:
            if SVG in output.get("data", {}):
                drawing = output.data[SVG].replace("<svg ", '<svg aria-hidden="true" ', 1)
                yield Markup(drawing)  # noqa: S704 - drawn by us
