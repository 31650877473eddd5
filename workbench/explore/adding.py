"""The panel to add own documents: upload, look at the plan, fill in the form, add with a button."""

from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from workbench.display.html import block
from workbench.display.plan import plan_lines
from workbench.errors import WorkbenchError
from workbench.explore.adding_form import Metadata, Zones
from workbench.explore.adding_state import (
    State,
    asks,
    carry_out,
    counted,
    offer,
    outlook,
    set_field,
    set_looked,
    set_zone,
    shown,
)
from workbench.explore.base import LABEL, WIDE, Explorer, apology, controls, dropdown
from workbench.ingest import Plan
from workbench.schemas import ZONES

ACCEPTED = ".txt,.md,.html,.htm,.pdf,.docx,.csv,.tsv,.parquet,.zip"
LOOKED = "I have looked at this document: add it too"


class Panel:
    """The widgets, tied to the state; every change is a call on the state, then all is shown anew."""

    def __init__(self, state: State) -> None:
        self.state, self.busy = state, False
        self.upload = widgets.FileUpload(multiple=True, accept=ACCEPTED, description="Choose files")
        self.page, self.notice, self.outlook = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.asks, self.text = widgets.HTML(), widgets.HTML()
        self.document, self.zone = dropdown("Document"), dropdown("Zone", ZONES)
        self.metadata = Metadata(lambda name, value: self.mine(set_field, name, value))
        self.zones = Zones(lambda span, zone: self.mine(set_zone, span, zone))
        self.lines = widgets.Text(description="Lines", placeholder="3, 5-8", style=LABEL)
        self.change = widgets.Button(description="Set the zone of these lines", layout=WIDE)
        self.looked = widgets.Checkbox(description=LOOKED, indent=False, layout=WIDE)
        self.confirm = widgets.Button(description=f"Add to {state.into.name}", layout=WIDE)
        self.form = widgets.VBox(
            [
                self.document, self.notice, self.metadata.view, self.zones.view,
                controls(self.lines, self.zone, self.change), self.text, self.asks, self.looked,
            ]
        )  # fmt: skip
        self.view = widgets.VBox([self.upload, self.page, self.form, self.outlook, self.confirm])
        self.tie()
        self.show()

    def tie(self) -> None:
        """Tie each widget to its call."""
        self.upload.observe(lambda _: self.do(offer, self.upload.value), "value")
        self.document.observe(lambda _: self.do(lambda _: None), "value")
        self.change.on_click(lambda _: self.mine(set_zone, self.lines.value, self.zone.value))
        self.looked.observe(lambda new: self.mine(set_looked, new["new"]), "value")
        self.confirm.on_click(lambda _: self.do(carry_out))

    def mine(self, action: Callable[..., None], *given: object) -> None:
        """Do something to the document that is chosen."""
        self.do(action, self.document.value, *given)

    def do(self, action: Callable[..., None], *given: object) -> None:
        """Do something and show what became of it, or say in a sentence why it was not done."""
        if self.busy:
            return
        self.busy = True
        try:
            action(self.state, *given)
            self.show()
        except WorkbenchError as error:
            self.apologise(error)
        except Exception as error:  # noqa: BLE001 - a widget would swallow it
            fault = f"This could not be done: {type(error).__name__}, {error}. Please report it."
            self.apologise(WorkbenchError(fault))
        finally:
            self.busy = False

    def apologise(self, error: WorkbenchError) -> None:
        """Say why, beside the form if there is one; what was typed stays to be corrected."""
        if self.state.plan is None:
            self.show()
            self.page.value = str(apology(error)) + str(shown(self.state))
        else:
            self.notice.value = str(apology(error))

    def show(self) -> None:
        """Show the plan, and what it holds of the chosen document."""
        plan, self.notice.value = self.state.plan, ""
        self.page.value = str(shown(self.state, lines=False))
        ids = [] if plan is None else plan.lines["doc_id"].unique(maintain_order=True).to_list()
        if list(self.document.options) != ids:
            place = self.document.index if len(self.document.options) == len(ids) else 0
            self.document.options = ids
            self.document.index = place if ids else None
        self.form.layout.display = None if ids else "none"
        self.confirm.disabled = not ids
        if plan is not None and ids:
            self.fill(plan, self.document.value)
        # said last, when all that it speaks of stands there
        self.outlook.value = outlook(self.state)

    def fill(self, plan: Plan, doc_id: str) -> None:
        """Fill in the form with what the plan holds of a document."""
        self.metadata.show(plan, doc_id)
        self.zones.show(plan, doc_id, counted(self.state, doc_id))
        self.text.value = str(block(plan_lines(plan.lines.filter(doc_id=doc_id))))
        self.asks.value = str(asks(self.state, doc_id))
        status = plan.files.filter(doc_id=doc_id)["status"].item()
        self.looked.disabled = status not in ("look", "looked")
        self.looked.value = status == "looked"


def add_panel(folder: str | Path) -> Explorer:
    """Show a panel that adds own documents to the corpus in ``folder`` (new, or there already).

    The upload makes a plan. For each document a form shows what is known of it with the evidence,
    to be filled in, and the zone of each stretch of lines, to be changed; words are counted again
    at once. A button adds what is ready and what the reader has looked at. Nothing is written
    before.

    Examples
    --------
    >>> add_panel("my-corpus").state.plan is None
    True
    """
    state = State(into=Path(folder))
    return Explorer(state, Panel(state).view, lambda: shown(state))
