"""The plan in plain words, for a terminal."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from workbench.ingest.plan import Plan

#: Characters of a line's text that are shown.
SHOWN = 60
#: What would speak to the terminal instead of standing in it.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
LEGEND = {
    "ready": "ready",
    "look": "please look: it would be added, with doubts",
    "left out": "left out: it is there already",
    "refused": "refused",
}


def told(plan: Plan) -> Iterator[str]:
    """Tell a plan line by line: each file, what it is, what of it counts, what is doubtful.

    Takes a plan; gives lines of text. Lines of a document that have one zone for one reason are
    told together, with their first words.
    """
    for row in plan.files.iter_rows(named=True):
        yield from of_file(row)
        if row["status"] in ("ready", "look"):
            mine = plan.lines.filter(doc_id=row["doc_id"])
            yield "    zones (line numbers without blank lines):"
            yield from zones(mine.rows(named=True))
        yield ""
    counts = dict(plan.files["status"].value_counts(sort=True).iter_rows())
    yield (
        f"{plan.files.height} offered: "
        + ", ".join(f"{n} {name}" for name, n in counts.items())
        + "."
    )


def of_file(row: dict[str, Any]) -> Iterator[str]:
    """Tell what would become of one file."""
    yield f"{row['file']} → {row['doc_id']}: {LEGEND[row['status']]}"
    if row["status"] != "refused":
        cut = "nothing to count" if row["share_cut"] is None else f"{row['share_cut']:.0%} cut"
        yield f"    title: {CONTROL.sub(' ', row['title'])}"
        yield f"    read by: {row['extractor']}; encoding: {row['encoding']}"
        yield f"    words: {row['n_words']:,} of {row['n_words_raw']:,} are body, {cut}"
    yield from (f"    proved: {line}" for line in row["evidence"])
    yield from (
        f"    {'why' if row['status'] == 'refused' else 'look'}: {line}" for line in row["notes"]
    )


def zones(lines: list[dict[str, Any]]) -> Iterator[str]:
    """Tell the zones of one document, a line per run of lines of one kind."""
    for (zone, reason), run in groupby(lines, key=lambda line: (line["zone"], line["reason"])):
        rows = list(run)
        first, last = rows[0], rows[-1]
        place = str(first["para_no"]) if len(rows) == 1 else f"{first['para_no']}–{last['para_no']}"
        words = sum(row["n_words"] for row in rows)
        text = CONTROL.sub(" ", first["text"][:SHOWN])
        text += "…" if len(first["text"]) > SHOWN or len(rows) > 1 else ""
        why = f" ({reason})" if reason else ""
        yield f"      {place:>9}  {zone}{why}, {words:,} words: {text}"
