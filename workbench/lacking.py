"""What a corpus lacks goes through a notebook as a sentence, as a missing value goes through a sum.

A section that needs a pair of comparable documents, or links that somebody coded by hand, gets a
`Lack` where there is none. Whatever is asked of it is lacking too, and the functions that the
notebooks call hand it on; where a figure would stand, the sentence stands.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from markupsafe import Markup

from workbench.errors import WorkbenchError

P = ParamSpec("P")
R = TypeVar("R")


class Lack:
    """Something that this corpus does not have, and the sentence that says so."""

    def __init__(self, why: str) -> None:
        """Keep the sentence."""
        self._why = why

    def __repr__(self) -> str:
        """Say it."""
        return f"Not in this corpus: {self._why}"

    def _repr_html_(self) -> str:
        words = '<div class="wb" lang="en"><p role="note"><strong>Not in this corpus.</strong> {}</p></div>'
        return str(Markup(words).format(self._why))  # noqa: S704 - a constant

    def __getattr__(self, name: str) -> "Lack":
        """Lack every part as well; what Python and Jupyter ask for is simply not there."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: object, **__: object) -> "Lack":
        """Lack the result as well."""
        return self

    def __getitem__(self, _: object) -> "Lack":
        """Lack every column as well."""
        return self

    def _handed_on(self, _: object) -> "Lack":
        return self

    __ge__ = __gt__ = __le__ = __lt__ = __or__ = __and__ = _handed_on
    __hash__ = None  # type: ignore[assignment]
    __iter__ = None  # so that it is never unpacked without end


def if_there(read: Callable[P, R], *given: P.args, **named: P.kwargs) -> R | Lack:
    """Give what a reader gives, or a `Lack` with the sentence by which it refuses.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus import read_issue
    >>> if_there(read_issue, workbench.load().folder, "tea").label
    Not in this corpus: Unknown issue 'tea'; choose east-sea, nuclear-energy, ukraine.
    """
    try:
        return read(*given, **named)
    except WorkbenchError as error:
        return Lack(str(error))


def or_none(value: R | Lack) -> R | None:
    """Give a value that may be left out, or None where it is lacking.

    Examples
    --------
    >>> or_none(Lack("nobody coded it")), or_none(3)
    (None, 3)
    """
    return None if isinstance(value, Lack) else value


def through(function: Callable[P, R]) -> Callable[P, R | Lack]:
    """Let a function hand on the first lack among what it is given, alone or in a list.

    Examples
    --------
    >>> through(len)(Lack("nobody coded it"))
    Not in this corpus: nobody coded it
    """

    @wraps(function)
    def called(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - any function is wrapped
        for value in (*given, *named.values()):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, Lack):
                    return part
        return function(*given, **named)

    return called
