"""Choose among names; where there are very many, a line to write on narrows the list."""

from collections.abc import Iterable
from typing import Any

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench.display.html import block
from workbench.explore.base import LABEL, WIDE, dropdown

#: Names that one goes through by the arrow keys; of more, a part of the name is asked for.
MANY = 60
#: Names in the list at a time.
LISTED = 200
Options = list[tuple[str, Any]]


def holding(options: Options, text: str) -> Options:
    """Keep the options whose name holds all these words, in any case and order.

    Examples
    --------
    >>> holding([("TASS 2021", "a"), ("VOVWORLD 2025", "b")], "21 tass")
    [('TASS 2021', 'a')]
    """
    words = text.lower().split()
    return [option for option in options if all(word in option[0].lower() for word in words)]


def listing(n_listed: int, n_found: int, n_all: int) -> str:
    """Say how many of the names are in the list."""
    rule = "" if n_listed == n_found else f"; the list has the first {n_listed}"
    return f"{n_found:,} of {n_all:,} names hold these words{rule}."


class Finder(widgets.VBox):
    """A list under a line to write on, which is there only for many names."""

    value: Any

    def __init__(self, description: str, inside: widgets.Widget) -> None:
        """Set the line above the list."""
        self.every: Options = []
        self.inside = inside
        self.find = widgets.Text(
            description=f"Find in {description}",
            placeholder="part of a name, then Enter",
            continuous_update=False,
            style=LABEL,
            layout=WIDE,
        )
        self.told = widgets.HTML()
        self.find.observe(lambda _: self.narrow(), "value")
        super().__init__([inside])

    @property
    def options(self) -> Options:
        """All names that can be chosen, with their values."""
        return self.every

    @options.setter
    def options(self, options: Iterable[Any]) -> None:
        self.every = [each if isinstance(each, tuple) else (each, each) for each in options]
        many = len(self.every) > MANY
        self.find.value = ""
        self.children = (self.find, self.inside, self.told) if many else (self.inside,)
        self.narrow()

    def narrow(self) -> None:
        """List the names that hold what is written, and say how many."""
        found = holding(self.every, self.find.value)
        self.fill(found[:LISTED])
        told = listing(min(len(found), LISTED), len(found), len(self.every))
        self.told.value = str(block(Markup('<p role="status">{}</p>').format(told)))

    def fill(self, options: Options) -> None:
        """Put these options into the list; ``value`` stays."""
        raise NotImplementedError


class Picker(Finder):
    """One name of many; ``value`` is what it stands for, or None where there is no name."""

    value = traitlets.Any(None, allow_none=True)

    def __init__(self, description: str, options: Iterable[Any] = ()) -> None:
        """Make the list; the first name is chosen."""
        super().__init__(description, dropdown(description))
        self.inside.observe(self.chosen, "value")
        self.observe(lambda _: self.narrow(), "value")
        self.options = options

    def chosen(self, change: dict[str, Any]) -> None:
        """Hear the list."""
        if not self.filling:
            self.value = change["new"]

    filling = False

    def fill(self, options: Options) -> None:
        """Put these options into the list, what is chosen among them."""
        own = [each for each in self.every if each[1] == self.value]
        if not own and self.every:
            self.value = self.every[0][1]  # comes back here with what is chosen
            return
        here = options if set(own) <= set(options) else [*own, *options]
        self.filling = True
        if list(self.inside.options) != here:
            self.inside.options = here
        self.inside.value = self.value if own else None
        self.filling = False


class ManyPicker(Finder):
    """Several names of many; ``value`` holds what they stand for.

    Whoever narrows the list and chooses in it, or all that is found by the button, has chosen
    these alone.
    """

    value = traitlets.Tuple()

    def __init__(self, description: str, options: Iterable[Any], rows: int = 6) -> None:
        """Make the list; nothing is chosen."""
        options = list(options)
        shown = widgets.SelectMultiple(
            description=description, rows=min(len(options), rows) + 1, style=LABEL, layout=WIDE
        )
        super().__init__(description, shown)
        self.filling = False
        self.every_found = widgets.Button(description="Choose all that are found", layout=WIDE)
        self.every_found.on_click(lambda _: self.take_found())
        shown.observe(self.chosen, "value")
        self.observe(lambda _: self.narrow(), "value")
        self.options = options
        if len(self.children) > 1:
            self.children = (*self.children, self.every_found)

    def chosen(self, change: dict[str, Any]) -> None:
        """Hear the list."""
        if not self.filling:
            self.value = change["new"]

    def take_found(self) -> None:
        """Choose every name that holds what is written, in the list or not."""
        self.value = tuple(value for _, value in holding(self.every, self.find.value))

    def fill(self, options: Options) -> None:
        """Put these options into the list, what is chosen of them marked."""
        self.filling = True
        if list(self.inside.options) != options:
            self.inside.options = options
        chosen = set(self.value)
        self.inside.value = tuple(value for _, value in options if value in chosen)
        self.filling = False

    def narrow(self) -> None:
        """List what is found, and say how many names are chosen."""
        super().narrow()
        told = f"{len(self.value):,} of {len(self.every):,} chosen."
        self.told.value = str(
            block(
                Markup('<p role="status">{} {}</p>').format(
                    told,
                    listing(
                        len(self.inside.options),
                        len(holding(self.every, self.find.value)),
                        len(self.every),
                    ),
                )
            )
        )
