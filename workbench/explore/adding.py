"""The panel to add own documents: upload, look at the plan, set zones, and add with a button."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import traitlets
from markupsafe import Markup

from workbench import ingest
from workbench.display.html import block
from workbench.display.plan import plan as drawn
from workbench.errors import WorkbenchError
from workbench.explore.base import LABEL, WIDE, Explorer, apology, controls, dropdown
from workbench.ingest import Source
from workbench.schemas import ZONES

ACCEPTED = ".txt,.md,.html,.htm,.pdf,.docx,.csv,.tsv,.parquet,.zip"
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


def shown(state: State) -> Markup:
    """Show what is said, and the plan under it."""
    said = Markup('<p role="status">{}</p>').format(state.said)
    if state.plan is None:
        return block(said)
    return block(said) + drawn(state.plan.files, state.plan.lines).html()


def offer(state: State, files: Iterable[dict[str, Any]]) -> None:
    """Make the plan of what was uploaded."""
    state.plan = None
    state.plan = ingest.propose(sources(files), state.into)
    state.said = "This is the plan. Open each file and look."


def set_zone(state: State, doc_id: str, lines: str, zone: str) -> None:
    """Give some lines of the plan another zone."""
    state.plan = ingest.with_zone(state.plan, state.into, doc_id, numbers(lines), zone)
    state.said = f"{doc_id}, lines {lines}: {zone}."


def carry_out(state: State) -> None:
    """Write what the plan holds; then there is no plan any more."""
    added = ingest.add(state.plan, state.into)
    state.plan = None
    state.said = (
        f"Added {', '.join(added)} to {state.into.name}. Fill in what is unknown in its "
        f"manifest.toml, then: workbench.load({str(state.into)!r})."
    )


def add_panel(folder: str | Path) -> Explorer:
    """Show a panel that adds own documents to the corpus in ``folder`` (new, or there already).

    The upload makes a plan; zones may be set for lines of one document; a button adds. Nothing is
    written before.

    Examples
    --------
    >>> add_panel("my-corpus").state.plan is None
    True
    """
    state = State(into=Path(folder))
    upload = widgets.FileUpload(multiple=True, accept=ACCEPTED, description="Choose files")
    document, zone = dropdown("Document"), dropdown("Zone", ZONES)
    lines = widgets.Text(description="Lines", placeholder="3, 5-8", style=LABEL)
    change = widgets.Button(description="Set the zone of these lines", layout=WIDE)
    confirm = widgets.Button(description=f"Add to {state.into.name}", layout=WIDE)
    page = widgets.HTML()

    def after(action: Callable[..., None], *given: object) -> None:
        try:
            action(state, *given)
            page.value = str(shown(state))
        except WorkbenchError as error:
            page.value = str(apology(error)) + str(shown(state))
        except Exception as error:  # noqa: BLE001 - a widget would swallow it
            fault = f"This could not be done: {type(error).__name__}, {error}. Please report it."
            page.value = str(apology(WorkbenchError(fault)))
        ids = [] if state.plan is None else state.plan.lines["doc_id"].unique(maintain_order=True)
        if list(document.options) != list(ids):
            document.options = list(ids)
            document.index = 0 if len(ids) else None
        change.disabled = confirm.disabled = not len(ids)

    upload.observe(lambda _: after(offer, upload.value), "value")
    change.on_click(lambda _: after(set_zone, document.value, lines.value, zone.value))
    confirm.on_click(lambda _: after(carry_out))
    after(lambda _: None)
    view = widgets.VBox([upload, page, controls(document, lines, zone, change), confirm])
    return Explorer(state, view, lambda: shown(state))
