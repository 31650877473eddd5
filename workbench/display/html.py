"""Small pieces of HTML; whatever comes from a source is escaped by `Markup.format`."""

import base64
from collections.abc import Iterable

from markupsafe import Markup

from workbench.display.theme import STYLE


def block(*parts: str) -> Markup:
    """Wrap pieces in the workbench's own light paper, with its style sheet."""
    return Markup('{}<div class="wb" lang="en">{}</div>').format(Markup(STYLE), join(parts))  # noqa: S704


def join(parts: Iterable[str]) -> Markup:
    """Set pieces one after another, escaping those that are not HTML already."""
    return Markup("").join(parts)


def fold(summary: str, *parts: str, unfolded: bool = False) -> Markup:
    """Fold pieces under a summary that opens by mouse and by keyboard."""
    state = Markup(" open") if unfolded else ""
    return Markup("<details{}><summary>{}</summary>{}</details>").format(
        state, summary, join(parts)
    )


def download(name: str, text: str) -> Markup:
    """Link to a file that travels inside the page; it opens in Excel as UTF-8."""
    data = base64.b64encode(b"\xef\xbb\xbf" + text.encode()).decode()
    return Markup('<a download="{}" href="data:text/csv;charset=utf-8;base64,{}">{}</a>').format(
        name, data, f"Save as {name}"
    )
