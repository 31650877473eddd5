"""Move every control of an explorer, as a reader would who tries everything."""

from collections.abc import Iterator

import ipywidgets as widgets

#: A dropdown of rules or documents is long; its ends and its middle stand for it.
TRIED = 3
WRITTEN = ("the", "(", "** x", "мир", " ")
FAULT = "could not be drawn"


def inside(widget):
    """Give a widget and all that stand in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def choices(widget) -> tuple[str, list[object]]:
    """Give the trait of a control that a reader changes, and what to change it to, itself last."""
    if isinstance(widget, widgets.Tab):
        return "selected_index", list(range(len(widget.children)))
    if isinstance(widget, widgets.Checkbox):
        return "value", [not widget.value, widget.value]
    if isinstance(widget, widgets.Text | widgets.Textarea):
        return "value", [*WRITTEN, widget.value]
    if isinstance(widget, widgets.BoundedFloatText):
        return "value", [widget.min, widget.max, widget.value]
    options = list(getattr(widget, "_options_values", ()))
    if isinstance(widget, widgets.SelectMultiple):
        return "value", [(), tuple(options)]
    few = options[:: max(1, len(options) // TRIED)]
    return "value", [*few, widget.value] if few else []


def moved(explorer) -> Iterator[str]:
    """Move every control once, and give each fault that then stands on the screen."""
    for widget in list(inside(explorer.view)):
        name, values = choices(widget)
        for value in values:
            setattr(widget, name, value)
            shown = (str(getattr(part, "value", "")) for part in inside(explorer.view))
            label = getattr(widget, "description", "") or type(widget).__name__
            yield from (f"{label}, {value!r}: {text}" for text in shown if FAULT in text)
