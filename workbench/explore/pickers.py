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


class Finder(widgets.VBox):
    """A list, and for many names a line above it that narrows it and a sentence that says so."""

    def __init__(self, description: str, inside: widgets.Widget, options: Iterable[Any]) -> None:
        """Set the line above the list, and follow both."""
        self.every: Options = []
        self.inside, self.filling = inside, False
        self.find = widgets.Text(
            description=f"Find in {description}",
            placeholder="part of a name, then Enter",
            continuous_update=False,
            style=LABEL,
            layout=WIDE,
        )
        self.told = widgets.HTML()
        super().__init__([inside])
        self.find.observe(lambda _: self.narrow(), "value")
        self.inside.observe(self.hear, "value")
        self.observe(lambda _: self.narrow(), "value")
        self.options = options

    @property
    def options(self) -> Options:
        """All names that can be chosen, with their values."""
        return self.every

    @options.setter
    def options(self, options: Iterable[Any]) -> None:
        self.every = [each if isinstance(each, tuple) else (each, each) for each in options]
        self.find.value = ""
        many = len(self.every) > MANY
        self.children = self.parts() if many else (self.inside,)
        self.narrow()

    def parts(self) -> tuple[widgets.Widget, ...]:
        """Give what stands on the screen where there are many names."""
        return self.find, self.inside, self.told

    def narrow(self) -> None:
        """List the names that hold what is written, and say how many."""
        found = holding(self.every, self.find.value)
        listed = found[:LISTED]
        self.filling = True
        try:
            self.fill(listed)
        finally:
            self.filling = False
        rule = "" if len(listed) == len(found) else f"; the list has the first {LISTED}"
        told = f"{len(found):,} of {len(self.every):,} names{rule}.{self.also()}"
        self.told.value = str(block(Markup('<p role="status">{}</p>').format(told)))

    def hear(self, change: dict[str, Any]) -> None:
        """Take over what was chosen in the list."""
        if not self.filling:
            self.value = change["new"]

    def fill(self, options: Options) -> None:
        """Put these options into the list, and mark what is chosen."""
        raise NotImplementedError

    def also(self) -> str:
        """Say more under the list."""
        return ""


class Picker(Finder):
    """One name of many; ``value`` is what it stands for, the first at first, None without names."""

    value = traitlets.Any(None, allow_none=True)

    def __init__(self, description: str, options: Iterable[Any] = ()) -> None:
        """Make a labelled list."""
        super().__init__(description, dropdown(description), options)

    def fill(self, options: Options) -> None:
        """Put these options into the list; what is chosen stays in it, found or not."""
        chosen = [each for each in self.every if each[1] == self.value] or self.every[:1]
        here = options if set(chosen) <= set(options) else [*chosen, *options]
        if list(self.inside.options) != here:
            self.inside.options = here
        self.inside.value = self.value = chosen[0][1] if chosen else None


class ManyPicker(Finder):
    """Several names of many; ``value`` holds what they stand for.

    What is chosen in the list, or by the button all that is found, takes the place of the choice
    before.
    """

    value = traitlets.Tuple()

    def __init__(self, description: str, options: Iterable[Any], rows: int = 6) -> None:
        """Make a labelled list from which several can be chosen; nothing is chosen."""
        options = list(options)
        self.take = widgets.Button(description="Choose all that are found", layout=WIDE)
        self.take.on_click(lambda _: self.take_found())
        shown = widgets.SelectMultiple(
            description=description, rows=min(len(options), rows) + 1, style=LABEL, layout=WIDE
        )
        super().__init__(description, shown, options)

    def parts(self) -> tuple[widgets.Widget, ...]:
        """Add the button."""
        return self.find, self.inside, self.take, self.told

    def take_found(self) -> None:
        """Choose every name that holds what is written, in the list or not."""
        self.value = tuple(value for _, value in holding(self.every, self.find.value))

    def fill(self, options: Options) -> None:
        """Put these options into the list, and mark those of them that are chosen."""
        chosen = set(self.value)
        if list(self.inside.options) != options:
            self.inside.options = options
        self.inside.value = tuple(value for _, value in options if value in chosen)

    def also(self) -> str:
        """Say how many are chosen."""
        return f" {len(self.value):,} are chosen."
