"""Controls: what a reader can choose or write, described without a widget.

An option is a value, or a pair of label and value; a dictionary maps labels to values. Options may
be a function of the choices: it is called again when a choice that it reads has changed. Of very
many options a line to write on narrows the list.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
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
TAKES = {"text": str, "check": bool, "number": int | float, "files": list | tuple}


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
    look: Mapping[str, Any] | None = None


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
        self.control, self.find = control, ""
        self.options: list[tuple[str, Any]] = []
        self.places: dict[Any, int] = {}
        if not callable(control.options):
            self.put(control.options)

    @property
    def has_options(self) -> bool:
        """Tell whether one chooses among options here."""
        return self.control.kind in WITH_OPTIONS

    def put(self, options: Sequence[Any] | Mapping[str, Any]) -> None:
        """Take these options."""
        pairs = options.items() if isinstance(options, Mapping) else options
        self.options = [each if isinstance(each, tuple) else (str(each), each) for each in pairs]
        self.places = {value: place for place, (_, value) in enumerate(self.options)}
        self.find = ""

    def first(self) -> Any:  # noqa: ANN401
        """Return the value that the control begins with."""
        if self.control.kind == "checks":
            return (
                self.fitting(tuple(self.places))
                if self.control.value is None
                else self.control.value
            )
        return self.fitting(self.control.value)

    def fitting(self, value: Any) -> Any:  # noqa: ANN401
        """Return a value as it can be: itself if it is offered, else the nearest that is."""
        if self.control.kind == "checks":
            kept = tuple(one for one in value or () if one in self.places)
            return tuple(self.places) if value is None or (value and not kept) else kept
        if self.has_options and value is None and self.control.empty:
            return None
        if self.has_options:
            usual = next((one for one in (value, self.control.value) if one in self.places), None)
            return usual if usual in self.places else next(iter(self.places), None)
        if self.control.kind == "number":
            look = self.control.look
            return max(look["low"], min(look["high"], value))
        return value

    def hold_to(self, name: str, value: Any) -> None:  # noqa: ANN401
        """Raise `WorkbenchError` if a value cannot be chosen here."""
        known = tuple(self.places)
        chosen = value if self.control.kind == "checks" and isinstance(value, tuple) else (value,)
        wrong = [one for one in chosen if one not in self.places] if self.has_options else []
        if wrong:
            named = ", ".join(repr(one) for one in known[:NAMED])
            more = f" … ({len(known):,} in all)" if len(known) > NAMED else ""
            raise WorkbenchError(f"Unknown {name} {wrong[0]!r}; choose {named}{more}.")
        if not self.has_options and not isinstance(value, TAKES[self.control.kind]):
            wanted = {"text": "text", "check": "True or False", "number": "a number"}
            raise WorkbenchError(f"{name} is {wanted[self.control.kind]}, not {value!r}.")

    def to_browser(self, value: Any) -> Any:  # noqa: ANN401
        """Return a value as the browser knows it."""
        if self.control.kind == "checks":
            return [self.places[one] for one in value if one in self.places]
        if self.control.kind == "files":
            return []
        return self.places.get(value) if self.has_options else value

    def from_browser(self, given: Any, present: Any) -> Any:  # noqa: ANN401
        """Return what the browser gives as a value; ``present`` where it gives none that can be."""
        try:
            if self.control.kind == "checks":
                return tuple(self.options[place][1] for place in sorted(given))
            if self.has_options:
                return self.options[given][1]
            if self.control.kind == "number":
                whole = isinstance(self.control.look["step"], int)
                return self.fitting(int(given) if whole else float(given))
        except (IndexError, TypeError, ValueError):
            return present
        return given

    def described(self, name: str, value: Any, group: str = "") -> dict[str, Any]:  # noqa: ANN401
        """Return what the browser needs to draw the control."""
        control = self.control
        seen = {"name": name, "kind": control.kind, "label": control.label, "group": group}
        seen |= control.look or {}
        if not self.has_options:
            return seen
        found = containing(self.options, self.find)
        listed = found[:LISTED]
        if control.kind != "checks" and self.places.get(value, 0) not in listed and self.options:
            listed.insert(0, self.places.get(value, 0))
        many = len(self.options) > (LISTED if control.kind == "list" else MANY)
        rest = "" if len(found) <= LISTED else f"; the list has the first {LISTED}"
        told = f"{len(found):,} of {len(self.options):,} names{rest}." if many else ""
        if many and control.kind == "checks":
            told += f" {len(value):,} are chosen."
        return seen | {
            "options": [[place, self.options[place][0]] for place in listed],
            "many": many,
            "told": told,
        }


class Panel(anywidget.AnyWidget):
    """A group of controls in the browser, each with a label and within reach of the keyboard.

    Without ``buttons`` every change is told at once; with buttons all values come together when one
    is pressed, for a button must not overtake the last choice. ``hear`` is called with what the
    browser sends; ``heard`` counts it, so that the browser knows which values are answers.
    """

    _esm = Path(__file__).with_name("controls.js").read_text("utf-8")
    _css = Path(__file__).with_name("controls.css").read_text("utf-8")
    fields = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    buttons = traitlets.Dict().tag(sync=True)
    focus = traitlets.Unicode().tag(sync=True)
    refilled = traitlets.Int().tag(sync=True)
    heard = traitlets.Int().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    resets = traitlets.Bool().tag(sync=True)

    def __init__(
        self, hear: Callable[[dict[str, Any], Sequence[Any]], None], **traits: object
    ) -> None:
        super().__init__(**traits)
        self.by_name: dict[str, Field] = {}
        self.hear = hear
        self.on_msg(lambda _, content, buffers: self.receive(content, buffers))

    def receive(self, content: dict[str, Any], buffers: Sequence[Any] = ()) -> None:
        """Do what the browser asks for, and send all that follows from it in one message."""
        with self.hold_sync():
            self.hear(content, buffers)
            self.heard = content.get("n", self.heard + 1)

    def show(
        self,
        by_name: Mapping[str, Field],
        values: Mapping[str, Any],
        groups: Mapping[str, str] | None = None,
    ) -> None:
        """Show these fields with these values; ``groups`` names what a field is folded under."""
        self.by_name = dict(by_name)
        described = [
            field.described(name, values[name], (groups or {}).get(name, ""))
            for name, field in by_name.items()
        ]
        for seen, field in zip(described, by_name.values(), strict=True):
            if field.control.sets:
                to, mapping = field.control.sets
                lent = {
                    field.to_browser(one): by_name[to].to_browser(v) for one, v in mapping.items()
                }
                seen["sets"] = {"to": to, "values": {str(place): v for place, v in lent.items()}}
        self.fields = described
        self.values = {name: field.to_browser(values[name]) for name, field in by_name.items()}

    def read(self, given: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the browser gives for each field as values."""
        return {
            name: field.from_browser(given[name], present[name]) if name in given else present[name]
            for name, field in self.by_name.items()
        }

    def after(self, content: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values after a change, a search among names, or the choice of all or none."""
        if "find" in content:
            self.by_name[content["find"]].find = content["text"]
        if "every" in content:
            field = self.by_name[content["every"]]
            found = containing(field.options, field.find) if content["value"] else ()
            return {**present, content["every"]: tuple(field.options[place][1] for place in found)}
        if "change" in content:
            return self.read({content["change"]: content["value"]}, present)
        return dict(present)
