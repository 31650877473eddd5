"""What the panel for own documents holds and does; no widget, so it is tested without one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import traitlets
from markupsafe import Markup

from workbench import ingest
from workbench.display.html import block
from workbench.display.plan import plan as drawn
from workbench.errors import WorkbenchError
from workbench.ingest import Source

HOW = (
    "Choose files: text, HTML, PDF or DOCX, a table that describes them, or a ZIP archive. The plan "
    "is shown before anything is written; workbench add does the same in a terminal."
)


class State(traitlets.HasTraits):
    """The corpus folder that is added to, the plan at hand, and what is said last."""

    into = traitlets.Instance(Path)
    plan = traitlets.Any(None, allow_none=True)
    said = traitlets.Unicode(HOW)


def sources(files: Iterable[dict[str, Any]]) -> list[Source]:
    """Take what an upload holds: dicts with ``name`` and ``content``.

    Examples
    --------
    >>> sources([{"name": "a.txt", "content": memoryview(b"They met.")}])[0].data
    b'They met.'
    """
    return ingest.uploaded(
        Source(Path(file["name"]).name, bytes(file["content"])) for file in files
    )


def numbers(text: str) -> list[int]:
    """Read line numbers such as ``3, 5-8``.

    Examples
    --------
    >>> numbers("3, 5-8")
    [3, 5, 6, 7, 8]
    """
    lines: list[int] = []
    try:
        for part in text.replace("–", "-").split(","):
            first, _, last = part.partition("-")
            lines += range(int(first), int(last or first) + 1)
    except ValueError:
        raise WorkbenchError(f"{text!r} are no line numbers; write them as 3, 5-8.") from None
    return lines


def shown(state: State, *, lines: bool = True) -> Markup:
    """Show what is said, and the plan under it; a live form shows the lines itself."""
    said = Markup('<p role="status">{}</p>').format(state.said)
    if state.plan is None:
        return block(said)
    every = state.plan.lines
    return block(said) + drawn(state.plan.files, every if lines else every.clear()).html()


def offer(state: State, files: Iterable[dict[str, Any]]) -> None:
    """Make the plan of what was uploaded."""
    state.plan = None
    state.plan = ingest.propose(sources(files), state.into)
    state.said = "This is the plan. Choose each document below: fill in what you know of it, and look at its zones."


def set_field(state: State, doc_id: str, field: str, value: str) -> None:
    """Give a field of the plan another value."""
    state.plan = ingest.changed(state.plan, state.into, doc_id, field, value)
    state.said = f"{doc_id}, {field}: {value.strip() or 'unknown'}."


def set_zone(state: State, doc_id: str, lines: str, zone: str) -> None:
    """Give some lines of the plan another zone."""
    state.plan = ingest.with_zone(state.plan, state.into, doc_id, numbers(lines), zone)
    state.said = f"{doc_id}, lines {lines}: {zone}. {counted(state, doc_id)}"


def set_looked(state: State, doc_id: str, had: bool) -> None:  # noqa: FBT001 - a tick
    """Take a reader's word that a document was looked at, or take it back."""
    state.plan = ingest.looked(state.plan, [doc_id], had=had)
    state.said = f"{doc_id}: {'looked at, and would be added' if had else 'waits for a look'}."


def counted(state: State, doc_id: str) -> str:
    """Say how many words of a document are body, as its zones stand."""
    row = state.plan.files.filter(doc_id=doc_id).row(0, named=True)
    return f"{row['n_words']:,} of {row['n_words_raw']:,} words are body."


def asks(state: State, doc_id: str) -> Markup:
    """List what in a document asks for a look."""
    notes = state.plan.files.filter(doc_id=doc_id)["notes"].item()
    if notes.is_empty():
        return Markup("<p>Nothing in {} asks for a look.</p>").format(doc_id)
    items = Markup("").join(Markup("<li>{}</li>").format(note) for note in notes)
    return Markup("<p>{} asks for a look:</p><ul>{}</ul>").format(doc_id, items)


def outlook(state: State) -> str:
    """Say what the button would do."""
    if state.plan is None:
        return ""
    status = state.plan.files["status"].cast(str).to_list()
    n, waiting = sum(name in ("ready", "looked") for name in status), status.count("look")
    left = f" {waiting:,} that ask for a look would be left; tick what you looked at." * bool(
        waiting
    )
    return f"The button would add {n:,} of {len(status):,}.{left}"


def carry_out(state: State) -> None:
    """Write what the plan holds; what still asks for a look is the plan from then on."""
    added = ingest.add(state.plan, state.into)
    state.plan = ingest.remaining(state.plan, state.into)
    left = [] if state.plan is None else state.plan.files["doc_id"].to_list()
    state.said = (
        f"Added {', '.join(added)} to {state.into.name}."
        + f" Left, for nobody had looked: {', '.join(left)}." * bool(left)
        + f" Open it: workbench.load({str(state.into)!r})."
    )
