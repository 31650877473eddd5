"""The form for one document: what is known of it, why, and the zone of each stretch of lines."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import polars as pl
from markupsafe import Markup

from workbench.corpus.manifest import CHOICES
from workbench.display.naming import count
from workbench.explore.base import LABEL, controls
from workbench.ingest import Plan, runs
from workbench.schemas import ZONES

FIELDS = {
    "title": "Headline",
    "publisher": "Publisher",
    "side": "Country of the publisher",
    "genre": "Genre",
    "published": "Published (such as 2024-06-20)",
    "statement_id": "Joint statement (one name for all on it)",
    "event_date": "Date of the statement (such as 2024-06-20)",
    "year": "Year of the statement",
    "language_note": "Language and translation",
    "date_note": "Where the dates come from",
    "rights": "Rights",
    "url": "Address",
    "doc_id": "Short name of the document",
}
#: The labels stand in a column as wide as the longest.
ALIGNED = {"description_width": "19rem"}
#: What a reader chooses among, or types anew.
SUGGESTED = ("statement_id", "publisher")
#: Stretches of lines with a dropdown each, and characters of their first line.
SHOWN, FIRST = 40, 90
HALF = widgets.Layout(width="38rem", max_width="100%", margin="2px 12px 2px 2px")
THIRD = widgets.Layout(width="18rem", max_width="100%", margin="2px 12px 2px 2px")
BESIDE = widgets.Layout(flex="1 1 12rem", min_width="0")


class Metadata:
    """A labelled field for each entry of the manifest, with the evidence beside it."""

    def __init__(self, change: Callable[[str, str], None]) -> None:
        self.fields = {name: field(name, label) for name, label in FIELDS.items()}
        self.why = {name: widgets.HTML(layout=BESIDE) for name in FIELDS}
        self.view = widgets.VBox([controls(self.fields[name], self.why[name]) for name in FIELDS])
        for name, widget in self.fields.items():
            widget.observe(lambda new, name=name: change(name, new["new"]), "value")

    def show(self, plan: Plan, doc_id: str) -> None:
        """Show what the plan holds of one document."""
        rows = plan.fields.filter(doc_id=doc_id).rows_by_key("field", named=True, unique=True)
        for name, widget in self.fields.items():
            row: Any = rows[name]
            known = row["basis"] != "unknown"
            if name in SUGGESTED:
                others = plan.fields.filter(pl.col("basis") != "unknown", field=name)["value"]
                widget.options = sorted(set(others))
            widget.value = row["value"] if known or name in CHOICES else ""
            told = f"{row['basis']}: {row['why']}" if known else "unknown"
            told = row["why"] if row["basis"] in ("reader", "table") else told
            self.why[name].value = str(Markup("<span>{}</span>").format(told))


def field(name: str, label: str) -> widgets.Widget:
    """Make the widget of one field: a dropdown where the manifest has a closed list."""
    look = {"description": label, "style": ALIGNED, "layout": HALF}
    if name in CHOICES:
        return widgets.Dropdown(options=CHOICES[name], value="unknown", **look)
    kind = widgets.Combobox if name in SUGGESTED else widgets.Text
    return kind(placeholder="unknown", continuous_update=False, **look)


class Zones:
    """A dropdown for each stretch of lines; it stays while its lines have one zone together."""

    def __init__(self, change: Callable[[str, str], None]) -> None:
        self.change = change
        self.words = widgets.HTML()
        self.rows: list[tuple[int, int, widgets.Dropdown, widgets.HTML]] = []
        self.of = ""
        self.box = widgets.VBox()
        self.view = widgets.VBox([self.words, self.box])

    def show(self, plan: Plan, doc_id: str, words: str) -> None:
        """Show the zones of one document; rows that still fit keep the focus."""
        self.words.value = str(Markup("<p><b>Zones of {}.</b> {}</p>").format(doc_id, words))
        lines = plan.lines.filter(doc_id=doc_id)
        zone, reason = lines["zone"].cast(pl.String), lines["reason"]
        fits = self.of == doc_id and all(
            zone[first - 1 : last].n_unique() == 1 for first, last, *_ in self.rows
        )
        if not (fits and self.rows):
            self.build(lines, doc_id)
        for first, last, choice, said in self.rows:
            choice.value = zone[first - 1]
            part = lines[first - 1 : last]
            text = part["text"][0]
            more = "…" if len(text) > FIRST or last > first else ""
            why = f" ({reason[first - 1]})" if reason[first - 1] else ""
            said.value = str(
                Markup("<span>{}{}: {}</span>").format(
                    count(part["n_words"].sum(), "word"), why, text[:FIRST] + more
                )
            )

    def build(self, lines: pl.DataFrame, doc_id: str) -> None:
        """Make a row of widgets for each stretch of lines."""
        every, self.rows, self.of = list(runs(lines)), [], doc_id
        for run in every[:SHOWN]:
            span = (
                f"{run['first']}-{run['last']}" if run["last"] > run["first"] else f"{run['first']}"
            )
            choice = widgets.Dropdown(
                options=ZONES,
                value=run["zone"],
                description=f"Zone of line {span}",
                style=LABEL,
                layout=THIRD,
            )
            choice.observe(lambda new, span=span: self.change(span, new["new"]), "value")
            self.rows.append((run["first"], run["last"], choice, widgets.HTML(layout=BESIDE)))
        more = len(every) - SHOWN
        told = f"{more:,} more stretches of lines: set their zones by line number below." * (
            more > 0
        )
        self.box.children = [controls(*row[2:]) for row in self.rows] + [widgets.HTML(told)]
