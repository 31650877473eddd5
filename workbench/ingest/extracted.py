"""What an extractor gives: the text, where it comes from, and what it proposes and doubts."""

from dataclasses import dataclass, field
from importlib.metadata import version

from workbench.errors import WorkbenchError

EXTRA = "pip install 'joint-statement-workbench[add]' installs what reads HTML, PDF and DOCX."


@dataclass(frozen=True)
class Hint:
    """A zone that is proposed for one non-blank line, and why."""

    para_no: int
    zone: str
    reason: str


@dataclass(frozen=True)
class Extracted:
    """The text of one file.

    ``extractor`` names the tool and its version, ``encoding`` how bytes became characters.
    ``hints`` are the zones that the format itself proposes; ``facts`` give a field of the manifest
    its value and the evidence for it; ``notes`` are sentences that ask for a look.
    """

    text: str
    extractor: str
    encoding: str
    hints: tuple[Hint, ...] = ()
    facts: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def named(package: str) -> str:
    """Name an extractor with its version.

    Examples
    --------
    >>> named("polars").startswith("polars ")
    True
    """
    return f"{package} {version(package)}"


def missing(name: str, package: str) -> WorkbenchError:
    """Say that a file needs a package that is not installed."""
    return WorkbenchError(f"{name}: needs {package}, which is not installed; {EXTRA}")
