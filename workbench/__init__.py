"""A research workbench over Russia–Viet Nam joint statements and their press digests.

A corpus of frames (`load`); a search and studies over it, each an object whose methods return
figures; an explorer over each study. `import workbench as wb` is all that a notebook needs.

Examples
--------
>>> import workbench as wb
>>> corpus = wb.load()
>>> corpus.documents["doc_id"].to_list()[0]
'tass-2021'
"""

from importlib import import_module

__version__ = "0.2.0"

#: Each public name with the room that it comes from; it is imported when it is first used.
_ROOMS = {
    "Changes": "changes",
    "Corpus": "corpus",
    "Emphasis": "emphasis",
    "Figure": "figures",
    "Issue": "issues",
    "Missing": "errors",
    "Readability": "readability",
    "Search": "search",
    "Sources": "sources",
    "Wording": "wording",
    "WorkbenchError": "errors",
    "WorkbenchWarning": "errors",
    "add": "ingest",
    "add_form": "ingest.form",
    "answer": "figures",
    "build": "corpus",
    "check": "corpus",
    "export": "publish.export",
    "figure": "figures",
    "frames": "publish.export",
    "glossary": "publish.glossary",
    "load": "corpus",
    "schema": "",
    "seminar": "",
}

__all__ = ["__version__"]
__all__ += list(_ROOMS)


def __getattr__(name: str) -> object:
    """Import a public name from its room when it is first used."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    room = _ROOMS[name]
    module = import_module(f"workbench.{room or name}")
    value = getattr(module, name) if room else module
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
