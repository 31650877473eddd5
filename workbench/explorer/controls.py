"""Controls: what a reader can choose or write, described without a widget.

An option is a value, or a pair of label and value; a dictionary maps labels to values. Options may
be a function of the choices: it is called again when a choice that it reads has changed. Of very
many options a line to write on narrows the list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

Options = Sequence[Any] | Mapping[str, Any] | Callable[[Any], Any]


@dataclass(frozen=True)
class Control:
    """One control: its kind, its label, the value it begins with, and what can be chosen."""

    kind: str
    label: str
    value: Any = None
    options: Options = ()


def choice(
    label: str,
    options: Options,
    value: Any = None,
    *,
    sets: tuple[str, Mapping[Any, Any]] | None = None,
) -> Control:
    """Choose one: radio buttons for up to five options, a menu for more or for a function.

    ``value`` is chosen at first, else the first option. In a form ``sets`` names another field and
    the values that it takes with each choice here (verb → strength).
    """
    raise NotImplementedError


def several(label: str, options: Options, value: Sequence[Any] | None = None) -> Control:
    """Choose any number by checkboxes; all are chosen unless ``value`` says otherwise. A tuple."""
    raise NotImplementedError


def listing(label: str, options: Options, value: Any = None, rows: int = 9) -> Control:
    """Choose one from a list that stays open; the arrow keys go through it."""
    raise NotImplementedError


def text(
    label: str,
    value: str = "",
    *,
    hint: str = "",
    lines: int = 1,
    suggest: Sequence[str] = (),
    keep: bool = False,
) -> Control:
    """Write a line (Enter hands it in) or several ``lines``.

    ``hint`` says what to write; ``suggest`` are offered while writing. In a form, ``keep`` lets what
    was written stay for the next time (a name).
    """
    raise NotImplementedError


def check(label: str, value: bool = False) -> Control:  # noqa: FBT001, FBT002 - the value
    """Tick or leave."""
    raise NotImplementedError


def number(label: str, value: float, low: float, high: float, step: float = 1) -> Control:
    """Give a number between ``low`` and ``high``; a whole one if ``step`` is."""
    raise NotImplementedError


def files(label: str, accept: str = "") -> Control:
    """Choose files, in a form; the value is a list of pairs of name and bytes. ``accept``: ".txt,.pdf"."""
    raise NotImplementedError


def offer(words: str, **choices: Any) -> Markup:
    """Return words that set ``choices`` of the explorer around them when they are pressed.

    Outside of an explorer they are words and nothing else.
    """
    raise NotImplementedError
