"""Small pieces of HTML; whatever comes from a source is escaped by `Markup.format`."""

import re
from collections.abc import Iterable
from urllib.parse import quote

import polars as pl
from markupsafe import Markup

from workbench.display.theme import STYLE
from workbench.spreadsheet import guarded

#: By this attribute Lab leaves the keys to the element that has the focus.
KEYS = Markup(' data-lm-suppress-shortcuts="true"')

#: What cannot stand as it is in an address inside an attribute; the rest stays, which is shorter.
SPECIAL = re.compile("[\\x00-\\x1f%#\"'<>&\\ufeff]")

#: The class of a question; it says itself where it is answered, and is seen before any result.
TASK = "wb-task"

#: The attribute of what a reader must not miss: that something is lacking, or is another than told.
NOTE = Markup('role="note"')


def block(*parts: str) -> Markup:
    """Wrap pieces in the workbench's own light paper, with its style sheet."""
    return Markup('{}<div class="wb" lang="en">{}</div>').format(Markup(STYLE), join(parts))  # noqa: S704


def join(parts: Iterable[str]) -> Markup:
    """Set pieces one after another, escaping those that are not HTML already."""
    return Markup("").join(parts)


def region(label: str, kind: str, content: str) -> Markup:
    """Make a part that scrolls by keyboard, under a name."""
    frame = '<div class="{}" tabindex="0" role="region" aria-label="{}"{}>{}</div>'
    return Markup(frame).format(kind, label, KEYS, content)  # noqa: S704 - a constant


def unseen(words: str) -> Markup:
    """Say something to a screen reader alone."""
    return Markup('<span class="wb-said">{}</span>').format(words)


def fold(summary: str, *parts: str, unfolded: bool = False) -> Markup:
    """Fold pieces under a summary that opens by mouse and by keyboard."""
    state = Markup(" open") if unfolded else ""
    return Markup("<details{}><summary{}>{}</summary>{}</details>").format(
        state, KEYS, summary, join(parts)
    )


def download(name: str, frame: pl.DataFrame) -> Markup:
    """Link to a CSV file that travels inside the page; it opens in Excel as UTF-8."""
    text = guarded(frame).write_csv(include_bom=True)
    data = SPECIAL.sub(lambda found: quote(found[0]), text)
    return Markup('<a download="{}" href="data:text/csv;charset=utf-8,{}">{}</a>').format(
        name, data, f"Save as {name}"
    )
