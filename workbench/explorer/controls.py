"""Controls: what a reader can choose or write, described without a widget.

An option is a value, or a pair of label and value; a dictionary maps labels to values. Options may
be a function of the choices: it is called again when a choice that it reads has changed. Of very
many options a line to write on narrows the list.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

import anywidget
import traitlets
from markupsafe import Markup

from workbench.errors import WorkbenchError

Options = Sequence[Any] | Mapping[str, Any] | Callable[[Any], Any]

#: Up to so many options are radio buttons.
FEW = 5
#: Of more options than this a part of the name is asked for; so many are listed at a time.
MANY, LISTED = 60, 200
#: Options that an error names.
NAMED = 30
#: Kinds of controls that have options, and what the others take.
WITH_OPTIONS = ("radio", "menu", "list", "checks")
TAKES = {
    "text": (str, "text"),
    "check": (bool, "True or False"),
    "number": (int | float, "a number"),
}


@dataclass(frozen=True)
class Control:
    """One control: its kind, its label, the value it begins with, and what can be chosen.

    ``look`` holds what only the browser needs (``hint``, ``lines``, ``rows``, ``low`` …).
    """

    kind: str
    label: str
    value: Any = None
    options: Options = ()
    keep: bool = False
    empty: bool = False
    sets: tuple[str, Mapping[Any, Any]] | None = None
    look: Mapping[str, Any] = field(default_factory=dict)


def choice(  # noqa: PLR0913 - each by name
    label: str,
    options: Options,
    value: Any = None,  # noqa: ANN401 - any value can be chosen
    *,
    sets: tuple[str, Mapping[Any, Any]] | None = None,
    keep: bool = False,
    empty: bool = False,
    menu: bool = False,
) -> Control:
    """Choose one: radio buttons for up to five options, a ``menu`` for more or for a function.

    ``value`` is chosen at first, else the first option, or with ``empty`` none (None). In a form,
    ``sets`` names another field and the values that it takes with each choice here (verb →
    strength), and ``keep`` lets the choice stay for the next time.
    """
    kind = "menu" if menu or callable(options) or len(options) > FEW else "radio"
    return Control(kind, label, value, options, keep=keep, sets=sets, empty=empty)


def several(
    label: str, options: Options, value: Sequence[Any] | None = None, *, keep: bool = False
) -> Control:
    """Choose any number by checkboxes; all are chosen unless ``value`` says otherwise. A tuple."""
    return Control("checks", label, None if value is None else tuple(value), options, keep=keep)


def listing(label: str, options: Options, value: Any = None, rows: int = 9) -> Control:  # noqa: ANN401
    """Choose one from a list that stays open; the arrow keys go through it."""
    return Control("list", label, value, options, look={"rows": rows})


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
    look = {"hint": hint, "lines": lines, "suggest": list(suggest)}
    return Control("text", label, value, keep=keep, look=look)


def check(label: str, value: bool = False) -> Control:  # noqa: FBT001, FBT002 - it is the value
    """Tick or leave."""
    return Control("check", label, value)


def number(label: str, value: float, low: float, high: float, step: float = 1) -> Control:
    """Give a number between ``low`` and ``high``; a whole one if ``step`` is."""
    return Control("number", label, value, look={"low": low, "high": high, "step": step})


def files(label: str, accept: str = "") -> Control:
    """Choose files, in a form; the value is a list of pairs of name and bytes. ``accept``: ".txt,.pdf"."""
    return Control("files", label, (), look={"accept": accept})


def offer(words: str, **choices: Any) -> Markup:  # noqa: ANN401 - any value can be chosen
    """Return words that set ``choices`` of the explorer around them when they are pressed.

    Outside of an explorer they are words and nothing else.

    Examples
    --------
    >>> print(offer("ukraine (4)", query="ukraine"))
    <span data-wb-set="{&#34;query&#34;: &#34;ukraine&#34;}">ukraine (4)</span>
    """
    return Markup('<span data-wb-set="{}">{}</span>').format(json.dumps(choices), words)


def containing(options: Sequence[tuple[str, Any]], words: str) -> list[int]:
    """Return the places of the options whose label contains all these words, in any case and order.

    Examples
    --------
    >>> containing([("TASS 2021", "a"), ("VOVWORLD 2025", "b")], "21 tass")
    [0]
    """
    wanted = words.casefold().split()
    labels = enumerate(label.casefold() for label, _ in options)
    return [place for place, label in labels if all(word in label for word in wanted)]


class Field:
    """A control as it is at present: its options, and values as the browser knows them.

    In the browser an option is its place among the options; so a value can be anything.
    """

    def __init__(self, control: Control) -> None:
        self.control, self.kind = control, control.kind
        self.has_options = control.kind in WITH_OPTIONS
        self.put(() if callable(control.options) else control.options)

    def put(self, options: Sequence[Any] | Mapping[str, Any]) -> None:
        """Take these options."""
        pairs = options.items() if isinstance(options, Mapping) else options
        self.options = [each if isinstance(each, tuple) else (str(each), each) for each in pairs]
        self.places = {value: place for place, (_, value) in enumerate(self.options)}
        self.find = ""

    def first(self) -> Any:  # noqa: ANN401
        """Return the value that the control begins with."""
        return self.fitting(self.control.value)

    def fitting(self, value: Any) -> Any:  # noqa: ANN401
        """Return a value as it can be: itself if it is offered, else the nearest that is."""
        if self.kind == "checks":
            kept = tuple(one for one in value or () if one in self.places)
            return tuple(self.places) if value is None or (value and not kept) else kept
        if self.has_options and value is None and self.control.empty:
            return None
        if self.has_options:
            usual = (value, self.control.value, *self.places)
            return next((one for one in usual if one in self.places), None)
        if self.kind == "number":
            return max(self.control.look["low"], min(self.control.look["high"], value))
        return value

    def hold_to(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Raise `WorkbenchError` if a value cannot be chosen here."""
        if not self.has_options:
            kind, words = TAKES[self.kind]
            if not isinstance(value, kind):
                raise WorkbenchError(f"{name} is {words}, not {value!r}.")
            return
        for one in value if self.kind == "checks" and isinstance(value, tuple) else (value,):
            if one not in self.places:
                named = ", ".join(map(repr, list(self.places)[:NAMED]))
                more = f" … ({len(self.places):,} in all)" if len(self.places) > NAMED else ""
                raise WorkbenchError(f"Unknown {name} {one!r}; choose {named}{more}.")

    def to_browser(self, value: Any) -> Any:  # noqa: ANN401
        """Return a value as the browser knows it."""
        if self.kind == "checks":
            return [self.places[one] for one in value if one in self.places]
        if self.kind == "files":
            return []
        return self.places.get(value) if self.has_options else value

    def from_browser(self, given: Any, present: Any) -> Any:  # noqa: ANN401
        """Return what the browser gives as a value; ``present`` where it gives none that can be."""
        try:
            if self.kind == "checks":
                return tuple(self.options[place][1] for place in sorted(given))
            if self.has_options:
                return self.options[given][1]
            if self.kind == "number":
                whole = isinstance(self.control.look["step"], int)
                return self.fitting(int(given) if whole else float(given))
        except (IndexError, TypeError, ValueError):
            return present
        return given

    def described(self, name: str, value: Any, group: str = "") -> dict[str, Any]:  # noqa: ANN401
        """Return what the browser needs to draw the control."""
        seen = {"name": name, "kind": self.kind, "label": self.control.label, "group": group}
        seen |= self.control.look
        if not self.has_options:
            return seen
        found, told = containing(self.options, self.find), ""
        listed = found[:LISTED]
        if self.kind != "checks" and self.options and self.places.get(value, 0) not in listed:
            listed.insert(0, self.places.get(value, 0))
        many = len(self.options) > (LISTED if self.kind == "list" else MANY)
        if many:
            rest = "" if len(found) <= LISTED else f"; the list has the first {LISTED}"
            chosen = f" {len(value):,} are chosen." if self.kind == "checks" else ""
            told = f"{len(found):,} of {len(self.options):,} names{rest}.{chosen}"
        every = {"found": found} if many and self.kind == "checks" else {}
        options = [[place, self.options[place][0]] for place in listed]
        return seen | {"options": options, "many": many, "told": told} | every


class Listener(anywidget.AnyWidget):
    """A widget whose messages are numbered by the page, each with a higher number than the last.

    ``heard`` answers with the number of the message that was taken in, whatever came of it; messages
    of all widgets are taken in one after the other.
    """

    heard = traitlets.Int().tag(sync=True)
    one_at_a_time = RLock()

    def __init__(
        self, hear: Callable[[dict[str, Any], Sequence[Any]], None], **traits: object
    ) -> None:
        super().__init__(**traits)
        self.hear = hear
        self.on_msg(lambda _, content, buffers: self.receive(content, buffers))

    def receive(self, content: dict[str, Any], buffers: Sequence[Any] = ()) -> None:
        """Do what the browser asks for, and send all that follows from it in one message."""
        with self.one_at_a_time, self.hold_sync():
            try:
                self.hear(content, buffers)
            finally:
                self.heard = content.get("n", self.heard + 1)


class Panel(Listener):
    """A group of controls in the browser, each with a label and within reach of the keyboard.

    Without ``buttons`` every change is told at once; with buttons all values come together when one
    is pressed, for a button must not overtake the last choice.
    """

    _esm = Path(__file__).with_name("controls.js").read_text("utf-8")
    _css = Path(__file__).with_name("controls.css").read_text("utf-8")
    fields = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    buttons = traitlets.Dict().tag(sync=True)
    focus = traitlets.Unicode().tag(sync=True)
    refilled = traitlets.Int().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    resets = traitlets.Bool().tag(sync=True)
    by_name: Mapping[str, Field] = {}

    def show(
        self,
        by_name: Mapping[str, Field],
        values: Mapping[str, Any],
        groups: Mapping[str, str] | None = None,
    ) -> None:
        """Show these fields with these values; ``groups`` names what a field is folded under."""
        self.by_name, described = by_name, []
        for name, one in by_name.items():
            seen = one.described(name, values[name], (groups or {}).get(name, ""))
            if one.control.sets:
                to, mapping = one.control.sets
                lent = {one.to_browser(v): by_name[to].to_browser(w) for v, w in mapping.items()}
                seen["sets"] = {"to": to, "values": {str(place): w for place, w in lent.items()}}
            described.append(seen)
        self.fields = described
        self.values = {name: one.to_browser(values[name]) for name, one in by_name.items()}

    def told(self, content: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
        """Take in part of a name to look for, if any; return the values with those that are told."""
        if "find" in content:
            self.by_name[content["find"]].find = content["text"]
        given = {
            name: self.by_name[name].from_browser(value, present[name])
            for name, value in content.get("values", {}).items()
            if name in self.by_name
        }
        return {**present, **given}
