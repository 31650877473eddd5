"""What a corpus lacks goes through a notebook as a sentence, as a missing value goes through a sum.

A section that needs a pair of comparable documents, or links that somebody coded by hand, gets a
`Lack` where there is none. The functions that notebooks call hand it on (`through`), and where a
figure would stand, the sentence stands.

It must not hide an ordinary error, so it is no more than what is missing. It has the parts of the
type that it stands for and no others, a function that hands it on still refuses arguments that it
does not have, and it is neither true nor false nor equal to anything: a name that is misspelt is an
error in every corpus, and a comparison never picks rows by what is not there. Only behind a method
of a frame is anything taken, for there no type is known.
"""

from collections.abc import Callable
from functools import wraps
from inspect import get_annotations, signature
from types import UnionType
from typing import ParamSpec, TypeVar, get_args

from markupsafe import Markup

from workbench.errors import WorkbenchError

P = ParamSpec("P")
R = TypeVar("R")


class Lack:
    """Something that this corpus does not have, and the sentence that says so.

    ``of`` is the type that it stands for, or what a function is annotated to give.

    Examples
    --------
    >>> import polars as pl
    >>> rows = Lack("nobody coded it", pl.DataFrame)
    >>> rows.filter(rows["score"] >= 0.5)
    Not in this corpus: nobody coded it
    >>> rows.fitler()
    Traceback (most recent call last):
    AttributeError: DataFrame has no 'fitler'
    """

    def __init__(self, why: str, of: object = None) -> None:
        """Keep the sentence, and the first type of a union."""
        self._why = why
        one = get_args(of)[0] if isinstance(of, UnionType) else of
        self._of = one if isinstance(one, type) else None

    def __repr__(self) -> str:
        """Say it."""
        return f"Not in this corpus: {self._why}"

    def _repr_html_(self) -> str:
        words = '<div class="wb" lang="en"><p role="note"><strong>Not in this corpus.</strong> {}</p></div>'
        return str(Markup(words).format(self._why))  # noqa: S704 - a constant

    def __getattr__(self, name: str) -> "Lack":
        """Lack every part that there would be; what Python and Jupyter ask for is not there."""
        parts = get_annotations(self._of) if self._of else {}
        if name.startswith("_") or (self._of and name not in parts and not hasattr(self._of, name)):
            raise AttributeError(f"{self._of.__name__ if self._of else 'Lack'} has no {name!r}")
        return Lack(self._why, parts.get(name))

    def __call__(self, *_: object, **__: object) -> "Lack":
        """Lack the result of a method as well; a value is not called."""
        if self._of:
            raise TypeError(f"{self._of.__name__} cannot be called")
        return self

    def __getitem__(self, _: object) -> "Lack":
        """Lack every column as well."""
        if self._of and not hasattr(self._of, "__getitem__"):
            raise TypeError(f"{self._of.__name__} has no columns")
        return Lack(self._why)

    def __bool__(self) -> bool:
        """Refuse to be true or false."""
        raise TypeError(f"{self!r} It is neither true nor false.")

    def _compared(self, _: object) -> "Lack":
        return Lack(self._why)

    __eq__ = __ne__ = __ge__ = __gt__ = __le__ = __lt__ = __or__ = __and__ = _compared  # type: ignore[assignment]
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
        return Lack(str(error), get_annotations(read).get("return"))


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
    def called(*given: P.args, **named: P.kwargs) -> R | Lack:
        for value in (*given, *named.values()):
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, Lack):
                    signature(function).bind(*given, **named)  # a wrong call is wrong here as well
                    return Lack(part._why, get_annotations(function).get("return"))  # noqa: SLF001
        return function(*given, **named)

    return called
