"""Print pages through Chromium: tagged, with an outline and page numbers."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.publish.about import date

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: No network, no profile of the reader's, no notes of Chromium's own in the margin.
OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
PATIENCE = 120
STAMP = re.compile(rb"/(CreationDate|ModDate) ?\(D:[^)]*\)")


def browser() -> str:
    """Find Chromium on the path, or say how to get it."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise WorkbenchError(
            "A PDF needs Chromium or Chrome on the PATH; on Debian and Ubuntu, sudo apt install "
            "chromium installs it. Without --pdf the site is made without it."
        )
    return found


def print_pages(folder: Path, names: Sequence[str], say: Callable[[str], None]) -> None:
    """Print some pages of a site, each beside its HTML."""
    program = browser()
    for name in names:
        target = folder / f"{name}.pdf"
        with tempfile.TemporaryDirectory() as profile:
            # Chromium as root runs only without its sandbox; the page is our own and has no network.
            root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
            done = subprocess.run(  # noqa: S603 - our own command
                [
                    program,
                    *OPTIONS,
                    *root,
                    f"--user-data-dir={profile}",
                    f"--print-to-pdf={target}",
                    (folder / f"{name}.html").as_uri(),
                ],
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        if not target.is_file():
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise WorkbenchError(f"{name}: Chromium printed no PDF ({''.join(last)}).")
        target.write_bytes(dated(target.read_bytes(), date()))
        say(f"{name}: printed as PDF")


def dated(data: bytes, day: datetime) -> bytes:
    """Give a PDF the day of the build as its date; its length stays, on which its index relies.

    Examples
    --------
    >>> from datetime import UTC
    >>> dated(b"/ModDate (D:20990101000000+00'00')", datetime(2026, 1, 2, tzinfo=UTC))
    b"/ModDate (D:20260102000000+00'00')"
    """

    def stamp(found: re.Match[bytes]) -> bytes:
        made = f"{day:%Y%m%d%H%M%S}+00'00'".encode()
        old = found[0]
        whole = old[: old.index(b"D:") + 2] + made + b")"
        return whole if len(whole) == len(old) else old

    return STAMP.sub(stamp, data)
