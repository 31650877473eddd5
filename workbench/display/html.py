"""Small pieces of HTML; whatever comes from a source is escaped by `Markup.format`."""

import base64
import io
import re
import zipfile
from collections.abc import Iterable
from urllib.parse import quote

import polars as pl
from markupsafe import Markup

from workbench.display.theme import STYLE
from workbench.spreadsheet import guarded

#: By this attribute Lab leaves the keys to the element that has the focus.
KEYS = Markup(' data-lm-suppress-shortcuts="true"')

#: What cannot stand as it is in an address inside an attribute; the rest stays, which is shorter.
QUOTED = {letter: quote(letter) for letter in [*map(chr, range(32)), *"%#\"'<>&\ufeff"]}
SPECIAL = re.compile(f"[{re.escape(''.join(QUOTED))}]")

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


#: Letters of a file that travels as it is; a longer one is zipped, to a tenth or so.
PLAIN = 500_000
#: The earliest day that a ZIP file knows, so that the same rows make the same bytes.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def download(name: str, frame: pl.DataFrame) -> Markup:
    """Link to a CSV file that travels inside the page; it opens in Excel as UTF-8.

    A long one is a ZIP file with the CSV in it: all rows travel, and the page stays light.
    """
    text = guarded(frame).write_csv(include_bom=True)
    if len(text) > PLAIN:
        data = base64.b64encode(zipped(name, text)).decode()
        return Markup(
            '<a download="{0}.zip" href="data:application/zip;base64,{1}">{2}</a>'
        ).format(name, data, f"Save as {name} in a ZIP file")
    data = SPECIAL.sub(lambda found: QUOTED[found[0]], text)
    return Markup('<a download="{}" href="data:text/csv;charset=utf-8,{}">{}</a>').format(
        name, data, f"Save as {name}"
    )


def zipped(name: str, text: str) -> bytes:
    """Pack a text under a name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        about = zipfile.ZipInfo(name, NO_DAY)
        about.compress_type = zipfile.ZIP_DEFLATED
        file.writestr(about, text)
    return packed.getvalue()
