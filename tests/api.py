"""Write docs/api.md, the page of the public names: python -m tests.api."""

import inspect
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import ModuleType

import workbench

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
HEAD = """\
# Public names

All that a notebook needs from `import workbench as wb`. This page is made from the docstrings by
`python -m tests.api`; a test holds it to be current. `help(wb.Search.lines)` says more about one name.
"""


def signature(function: object) -> str:
    """Return the parameters of a function with their defaults, without types."""
    parameters = [
        one.replace(annotation=inspect.Parameter.empty)
        for one in inspect.signature(function).parameters.values()
        if one.name != "self"
    ]
    told = str(inspect.Signature(parameters))
    return told.replace("<class 'map'>", "map").replace("<factory>", "…")


def first_line(value: object) -> str:
    """Return what the docstring begins with."""
    paragraph = (inspect.getdoc(value) or "").split("\n\n")[0]
    return " ".join(paragraph.split()).replace("``", "`")


def members(owner: type | ModuleType) -> Iterator[tuple[str, object]]:
    """Yield the public parts of a class or a module that are written in this package."""
    if isinstance(owner, ModuleType):
        names = getattr(owner, "__all__", None) or [
            name for name, value in vars(owner).items()
            if getattr(value, "__module__", "") == owner.__name__ and not name.startswith("_")
        ]  # fmt: skip
        yield from ((name, getattr(owner, name)) for name in names)
        return
    found: dict[str, object] = {}
    for base in reversed(owner.__mro__):
        if base.__module__.startswith("workbench"):
            found |= {name: one for name, one in vars(base).items() if not name.startswith("_")}
    yield from found.items()


def line(name: str, value: object) -> str:
    """Return the line of one part: how it is called, and what it does."""
    plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
    described = first_line(plain)
    if isinstance(value, property | cached_property):
        return f"- `.{name}` — {described}"
    if not callable(plain) or not described:
        return ""
    parameters = signature(plain)
    if isinstance(value, classmethod):
        parameters = "(" + parameters.removeprefix("(cls").removeprefix(", ")
    return f"- `{name}{parameters}` — {described}"


def section(name: str) -> str:
    """Return the section of one public name."""
    value = getattr(workbench, name)
    if isinstance(value, str):
        return ""
    called = signature(value) if callable(value) and not issubclass_of_error(value) else ""
    parts = [f"## `wb.{name}{called}`", "", first_line(value)]
    if isinstance(value, type | ModuleType):
        lines = list(filter(None, (line(*member) for member in members(value))))
        parts += ["", *lines] if lines else []
    return "\n".join(parts)


def issubclass_of_error(value: object) -> bool:
    """Tell whether a value is a class of errors, which nobody calls."""
    return isinstance(value, type) and issubclass(value, Exception)


def page() -> str:
    """Return the whole page."""
    parts = filter(None, (section(name) for name in workbench.__all__))
    return "\n\n".join([HEAD.rstrip(), *parts]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
