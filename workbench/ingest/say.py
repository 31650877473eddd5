"""The plan in plain words, for a terminal: first what matters, then what asks for a look."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import polars as pl

from workbench.ingest.plan import Plan, runs
from workbench.schemas.ingest import PLAN_STATUSES

#: Characters of a line's text that are shown; files that are told whole; zones told of each.
SHOWN, MOST, ZONES = 60, 10, 40
#: What would speak to the terminal instead of standing in it.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LEGEND = {
    "ready": "ready",
    "look": "asks for a look before it is added",
    "looked": "ready, after a look",
    "left out": "left out: it is there already",
    "refused": "refused",
}
COUNTED = {"look": "to look at", "looked": "ready after a look", "left out": "there already"}


def told(plan: Plan, most: int = MOST) -> Iterator[str]:
    """Tell a plan line by line: how much of what, why a look is asked for, then the files.

    Takes a plan; gives lines of text. Of more than ``most`` files those that ask for a look are
    told whole, and of them the first ``most``.
    """
    yield from summary(plan)
    yield ""
    files = plan.files
    if files.height > most:
        files = files.filter(status="look")
    lines = plan.lines.filter(plan.lines["doc_id"].is_in(files["doc_id"].head(most).implode()))
    of = {doc_id: part for (doc_id,), part in lines.group_by("doc_id", maintain_order=True)}
    for row in files.head(most).iter_rows(named=True):
        yield from of_file(row)
        if row["status"] not in ("refused", "left out"):
            yield "    zones (line numbers without blank lines):"
            yield from zones(of[row["doc_id"]])
        yield ""
    untold = plan.files.height - min(files.height, most)
    if untold:
        yield f"{untold:,} files are not told one by one; plan.txt of --save-plan DIR tells all."
        yield ""


def summary(plan: Plan) -> Iterator[str]:
    """Tell how many files would become what, and the reasons, alike ones together."""
    counts = dict(plan.files["status"].value_counts().iter_rows())
    states = ", ".join(
        f"{counts[name]:,} {COUNTED.get(name, name)}" for name in PLAN_STATUSES if name in counts
    )
    raw, body = plan.files["n_words_raw"].sum(), plan.files["n_words"].sum()
    yield f"{plan.files.height:,} offered: {states}. {body:,} of {raw:,} words are body."
    for status, heading in (
        ("look", "Asks for a look"),
        ("looked", "Looked at"),
        ("left out", "There already"),
        ("refused", "Refused"),
    ):
        alike: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for file, doc_id, notes in (
            plan.files.filter(status=status).select("file", "doc_id", "notes").iter_rows()
        ):
            for note in notes:
                own = note.removeprefix(f"{file}: ")
                alike[re.sub(r"\d[\d,.]*", "#", own).replace(doc_id, "…")].append((file, own))
        for group in sorted(alike.values(), key=len, reverse=True)[:MOST]:
            first = f" ({'such as ' * (len(group) > 1)}{group[0][0]})"
            yield f"  {heading}, {len(group):,}×: {CONTROL.sub(' ', group[0][1])[:200]}{first}"
        if len(alike) > MOST:
            yield f"  {heading}: {len(alike) - MOST:,} more reasons."


def of_file(row: dict[str, Any]) -> Iterator[str]:
    """Tell what would become of one file."""
    yield f"{row['file']} → {row['doc_id']}: {LEGEND[row['status']]}"
    if row["status"] != "refused":
        cut = "nothing to count" if row["share_cut"] is None else f"{row['share_cut']:.0%} cut"
        yield f"    title: {CONTROL.sub(' ', row['title'])}"
        yield f"    read by: {row['extractor']}; encoding: {row['encoding']}"
        yield f"    words: {row['n_words']:,} of {row['n_words_raw']:,} are body, {cut}"
    yield from (f"    proved: {CONTROL.sub(' ', line)}" for line in row["evidence"])
    yield from (
        f"    {'why' if row['status'] == 'refused' else 'look'}: {CONTROL.sub(' ', line)}"
        for line in row["notes"]
    )


def zones(lines: pl.DataFrame) -> Iterator[str]:
    """Tell the zones of one document, a line per run of lines of one kind."""
    every = list(runs(lines))
    for run in every[:ZONES]:
        first, last = run["first"], run["last"]
        place = str(first) if first == last else f"{first}–{last}"
        text = CONTROL.sub(" ", run["text"][:SHOWN])
        text += "…" if len(run["text"]) > SHOWN or first < last else ""
        why = f" ({run['reason']})" if run["reason"] else ""
        yield f"      {place:>9}  {run['zone']}{why}, {run['n_words']:,} words: {text}"
    if len(every) > ZONES:
        yield f"      and {len(every) - ZONES:,} more stretches of lines"
