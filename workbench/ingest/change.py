"""A reader changes a plan: zones, metadata, and what has been looked at; nothing is written."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.manifest import check_value
from workbench.errors import WorkbenchError
from workbench.ingest.draft import Draft, dated
from workbench.ingest.extracted import Hint
from workbench.ingest.plan import (
    NOTHING,
    Plan,
    counted,
    fields_of,
    frame,
    planned,
    present,
    row_of,
    zoned,
)
from workbench.ingest.tables import SAYABLE
from workbench.schemas import ZONES

SET = ("reader", "set by the reader")


def with_zone(plan: Plan, into: Path, doc_id: str, lines: list[int], name: str) -> Plan:
    """Give the plan with another zone for some lines of one document; words are counted again.

    Raises `WorkbenchError` for an unknown zone, document or line.
    """
    draft = found(plan, doc_id)
    if name not in ZONES:
        raise WorkbenchError(f"Unknown zone {name!r}; choose {', '.join(ZONES)}.")
    numbers = set(plan.lines.filter(doc_id=doc_id)["para_no"])
    wrong = [line for line in lines if line not in numbers]
    if wrong or not lines:
        raise WorkbenchError(f"{doc_id} has no line {', '.join(map(str, wrong)) or 'to change'}.")
    reason = "" if name == "body" else SET[1]
    new = tuple(Hint(line, name, reason) for line in lines)
    extracted = replace(draft.extracted, hints=(*new, *draft.extracted.hints))
    return with_draft(plan, into, doc_id, replace(draft, extracted=extracted))


def changed(plan: Plan, into: Path, doc_id: str, field: str, value: str) -> Plan:
    """Give the plan with another value for one field of one document's metadata.

    Takes the value as it is typed; nothing typed is ``unknown``. Zones are proposed again, because
    the rules of the codebook look at title and publisher. Raises `WorkbenchError` with the valid
    choices for a value that the manifest would refuse.
    """
    draft = found(plan, doc_id)
    if field not in SAYABLE:
        raise WorkbenchError(f"Unknown field {field!r}; choose {', '.join(SAYABLE)}.")
    new: Any = value.strip() or "unknown"
    if field == "year" and new.isdecimal():
        new = int(new)
    if new == draft.table[field]:
        return plan
    check_value(field, new, doc_id)
    if field == "doc_id" and new in {*present(into)["doc_id"], *plan.files["doc_id"]}:
        raise WorkbenchError(f"{doc_id}: doc_id {new} is used already.")
    table = draft.table | {field: new}
    because = {name: entry for name, entry in draft.because.items() if name != field}
    because |= {field: SET} if new != "unknown" else {}
    if field == "doc_id":
        table["file"] = f"{new}.txt"
    if field == "event_date" and new != "unknown" and table["year"] == "unknown":
        table["year"] = int(new[:4])
        because["year"] = ("worked out", "the year of event_date")
    return with_draft(plan, into, doc_id, dated(replace(draft, table=table, because=because)))


def looked(plan: Plan, names: Iterable[str], *, had: bool = True) -> Plan:
    """Give the plan with a reader's word that documents which asked for a look have had one.

    Takes identifiers or file names, or ``all``; with ``had=False`` the word is taken back. Raises
    `WorkbenchError` for a name that asks for none, with those that do.
    """
    named = set(names)
    waiting = plan.files.filter(pl.col("status").is_in(["look", "looked"]))
    meant = pl.col("doc_id").is_in(named) | pl.col("file").is_in(named) | pl.lit("all" in named)
    wrong = sorted(named - {"all", *waiting["doc_id"], *waiting["file"]})
    if wrong:
        asks = ", ".join(waiting["doc_id"].head(20)) or "none"
        raise WorkbenchError(f"{wrong[0]}: asks for no look; those that do: {asks}.")
    ids = set(waiting.filter(meant)["doc_id"])
    drafts = tuple(
        replace(draft, looked=had) if draft.table["doc_id"] in ids else draft
        for draft in plan.drafts
    )
    new = pl.lit("looked" if had else "look")
    status = pl.when(pl.col("doc_id").is_in(ids)).then(new).otherwise("status")
    files = plan.files.with_columns(status=status.cast(plan.files.schema["status"]))
    return replace(plan, files=files, drafts=drafts)


def remaining(plan: Plan, into: Path) -> Plan | None:
    """Give the plan of what still waits for a look after the rest was added; None if nothing does."""
    left = tuple(
        draft
        for draft, status in zip(plan.drafts, plan.files["status"], strict=True)
        if status == "look"
    )
    return planned(left, into, present(into)) if left else None


def found(plan: Plan, doc_id: str) -> Draft:
    """Give the draft of a document that could be read."""
    for draft in plan.drafts:
        if draft.table["doc_id"] == doc_id and not draft.refusal:
            return draft
    raise WorkbenchError(f"{doc_id}: no such document in the plan.")


def with_draft(plan: Plan, into: Path, doc_id: str, draft: Draft) -> Plan:
    """Put a changed draft into the plan; of its frames only the rows of this document are made anew."""
    place = plan.files["doc_id"].index_of(doc_id)
    renamed = draft.table["doc_id"]
    same = plan.twins.with_columns(pl.col("left", "right").replace(doc_id, renamed))
    lines = zoned((draft,), into)
    words = counted(lines).get(renamed, NOTHING)
    row = row_of(place + 1, draft, *words, {renamed: same.filter(left=renamed).rows()})
    return Plan(
        spliced(plan.files, frame("plan", [row]), doc_id),
        spliced(plan.lines, lines, doc_id),
        spliced(plan.fields, fields_of((draft,)), doc_id),
        same,
        (*plan.drafts[:place], draft, *plan.drafts[place + 1 :]),
    )


def spliced(whole: pl.DataFrame, part: pl.DataFrame, doc_id: str) -> pl.DataFrame:
    """Put rows in the place of those of one document, which stand together."""
    start = whole["doc_id"].index_of(doc_id)
    if start is None:
        return whole
    after = start + whole.filter(doc_id=doc_id).height
    return pl.concat([whole[:start], part, whole[after:]])
