"""What a page says of itself, and by what it is recognised as unchanged."""

import hashlib
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import polars as pl

import workbench
from workbench.corpus.load import chosen
from workbench.corpus.store import STORE
from workbench.display import which
from workbench.display.naming import checksum, count
from workbench.errors import WorkbenchError
from workbench.publish.requests import Request

PACKAGE = Path(workbench.__file__).parent
#: What draws and counts; another version may give another page.
TOOLS = ("polars", "altair", "vl-convert-python", "textstat", "mistune", "pygments", "jinja2")
AUTHORS = "The Joint Statement Workbench developers"


def date() -> datetime:
    """Give the day of the build: that of ``SOURCE_DATE_EPOCH`` if it is set, otherwise today."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        raise WorkbenchError(
            f"SOURCE_DATE_EPOCH is {seconds!r}; give seconds since 1970 or leave it out."
        ) from None


def tools() -> str:
    """Name what draws and counts, with versions."""
    named = ", ".join(f"{name} {version(name)}" for name in TOOLS)
    return f"Python {platform.python_version()}, {named}"


def about(documents: pl.DataFrame) -> dict[str, str]:
    """Give what stands at the foot: versions, corpus, day, citation. Takes documents.

    ``own`` says how many documents a corpus has that is not the one of the workbench.
    """
    day = date()
    own = count(documents.height, "document") if which(documents) else ""
    return {
        "own": own,
        "version": workbench.__version__,
        "tools": tools(),
        "corpus": checksum(documents),
        "day": f"{day.day} {day:%B %Y}",
        "year": str(day.year),
        "authors": AUTHORS,
    }


def base() -> str:
    """Give one checksum of all that every page depends on: package, data, versions, a fixed day."""
    known = hashlib.sha256()
    date()  # one that is none is refused before anything is run
    known.update(repr(tools()).encode())
    known.update(os.environ.get("SOURCE_DATE_EPOCH", "").encode())
    for folder in (PACKAGE, chosen().resolve()):
        for file in sorted(folder.rglob("*")):
            inside = file.relative_to(folder).parts
            made = "__pycache__" in inside or inside[0] == STORE or file.suffix == ".lock"
            if file.is_file() and not made:
                known.update(file.relative_to(folder.parent).as_posix().encode())
                known.update(file.read_bytes())
    return known.hexdigest()


def fingerprint(request: Request, common: str) -> str:
    """Give the checksum of one page's inputs: the notebook, its values and the ``common`` rest."""
    known = hashlib.sha256(common.encode())
    known.update(request.path.read_bytes())
    known.update(repr((request.page, sorted(request.values.items()))).encode())
    return known.hexdigest()
