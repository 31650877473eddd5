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

__all__ = [
    "Changes", "Corpus", "Emphasis", "Figure", "Issue", "Missing", "Readability", "Search", "Sources",
    "Wording", "WorkbenchError", "WorkbenchWarning", "__version__", "add", "add_form", "answer", "build",
    "check", "export", "figure", "frames", "glossary", "load", "schema", "seminar",
]  # fmt: skip
#: The room that a public name comes from, which is imported when it is first used: that of its own
#: name, unless it stands here.
_ROOMS = dict.fromkeys(("Missing", "WorkbenchError", "WorkbenchWarning"), "errors")
_ROOMS |= dict.fromkeys(("Corpus", "build", "check", "load"), "corpus")
_ROOMS |= dict.fromkeys(("Figure", "answer", "figure"), "figures")
_ROOMS |= dict.fromkeys(("export", "frames"), "publish.export")
_ROOMS |= {"Issue": "issues", "add": "ingest", "add_form": "ingest.form"}
_ROOMS |= {"glossary": "publish.glossary"}


def __getattr__(name: str) -> object:
    """Import a public name from its room when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    module = import_module(f"workbench.{_ROOMS.get(name, name.lower())}")
    value = getattr(module, name, module)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
