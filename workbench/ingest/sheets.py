"""A plan as spreadsheets: saved to be filled in, and read back as the reader's word."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from workbench.errors import WorkbenchError
from workbench.folder import replaced
from workbench.ingest.change import looked, with_zone
from workbench.ingest.gather import Source
from workbench.ingest.plan import Plan, propose, runs
from workbench.ingest.say import told
from workbench.ingest.tables import SAYABLE, matched, read_cells, read_table
from workbench.spreadsheet import guarded

METADATA, ZONES, WORDS = "metadata.csv", "zones.csv", "plan.txt"
YES = ("yes", "y", "1", "true", "x")
#: Characters of a line that are shown beside its zone.
SHOWN = 80


def metadata(plan: Plan) -> pl.DataFrame:
    """Give a plan's metadata as one row per offered file, to be filled in.

    After the fields of the manifest stand ``status``, ``looked`` (a reader writes ``yes``), what
    the file ``proves`` and what asks for a look. A note on dates that is worked out is left empty.
    """
    kept = (pl.col("field") != "date_note") | (pl.col("basis") != "worked out")
    told = plan.fields.filter(kept, pl.col("field") != "doc_id")
    wide = told.pivot("field", on_columns=SAYABLE[1:], index="doc_id", values="value")
    said = plan.files.select(
        "file",
        "doc_id",
        "status",
        looked=pl.when(pl.col("status") == "looked").then(pl.lit("yes")).otherwise(pl.lit("")),
        proves=pl.col("evidence").list.join(" | "),
        asks_for_a_look=pl.col("notes").list.join(" | "),
    )
    joined = said.join(wide, on="doc_id", how="left", maintain_order="left")
    return joined.select("file", *SAYABLE, *said.columns[2:]).fill_null("")


def zones(plan: Plan) -> pl.DataFrame:
    """Give the zones of a plan, a row per stretch of lines of one kind, to be corrected."""
    names = dict(plan.files.select("doc_id", "file").iter_rows())
    rows = [
        {"file": names[doc_id], **run, "text": run["text"][:SHOWN]}
        for (doc_id,), lines in plan.lines.group_by("doc_id", maintain_order=True)
        for run in runs(lines)
    ]
    columns = ("file", "first", "last", "zone", "reason", "n_words", "text")
    numbers = {"first", "last", "n_words"}
    schema = {name: pl.UInt32 if name in numbers else pl.String for name in columns}
    return pl.DataFrame(rows, schema=schema)


def save_plan(plan: Plan, folder: Path) -> list[str]:
    """Write a plan into a new folder: two spreadsheets to fill in, and all of it in words.

    Raises `WorkbenchError` if the folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkbenchError(f"{folder.name}: holds something already; name a new folder.")
    with replaced(folder) as made:
        for name, sheet in ((METADATA, metadata(plan)), (ZONES, zones(plan))):
            guarded(sheet).write_csv(made / name, include_bom=True)
        words = "\n".join(told(plan, most=plan.files.height)) + "\n"
        (made / WORDS).write_text(words, "utf-8", newline="\n")
    return [METADATA, ZONES, WORDS]


def read_plan(
    folder: Path,
    sources: list[Source],
    into: Path,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Propose a plan for files with what a reader wrote into its spreadsheets.

    Takes a folder that `save_plan` wrote and the same files. Raises `WorkbenchError` for files and
    rows that do not match, all listed, and for lines or zones that are not there.
    """
    sheet = unguarded(read_table(read(folder / METADATA), METADATA))
    said = matched(sheet, [source.name for source in sources], METADATA)
    plan = propose(
        [replace(source, fields=said[source.name]) for source in sources], into, progress
    )
    if (folder / ZONES).exists():
        plan = rezoned(plan, into, read_cells(read(folder / ZONES), ZONES))
    if "looked" in sheet.columns:
        yes = pl.col("looked").str.strip_chars().str.to_lowercase().is_in(YES)
        named = set(sheet.filter(yes)["file"].str.strip_chars())
        asking = plan.files.filter(status="look")
        plan = looked(plan, named & set(asking["file"]))
    return plan


def read(path: Path) -> bytes:
    """Read one spreadsheet of a plan."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise WorkbenchError(
            f"{path.parent.name}/{path.name}: cannot be read ({error.strerror}); workbench add "
            "--save-plan writes it."
        ) from None


def unguarded(sheet: pl.DataFrame) -> pl.DataFrame:
    """Take out the apostrophes that keep a spreadsheet from reading a formula.

    Examples
    --------
    >>> unguarded(pl.DataFrame({"title": ["'- one", "'t is"]}))["title"].to_list()
    ['- one', "'t is"]
    """
    return sheet.with_columns(pl.col(pl.String).str.replace(r"^'([=+\-@\t\r])", "$1"))


def rezoned(plan: Plan, into: Path, sheet: pl.DataFrame) -> Plan:
    """Give the plan with the zones of a sheet, where they are others than those proposed."""
    wanted = ("file", "first", "last", "zone")
    lacking = [name for name in wanted if name not in sheet.columns]
    if lacking:
        raise WorkbenchError(f"{ZONES}: lacks the column {', '.join(lacking)}.")
    readable = plan.files.filter(pl.col("status") != "refused")
    ids = dict(readable.select("file", "doc_id").iter_rows())
    now = {
        (doc_id, no): zone
        for doc_id, no, zone in plan.lines.select("doc_id", "para_no", "zone").iter_rows()
    }
    for number, row in enumerate(sheet.select(wanted).iter_rows(), 2):
        file, first, last, zone = ((cell or "").strip() for cell in row)
        if file not in ids:
            continue
        lines = span(first, last, f"{ZONES}: row {number}")
        if any(now.get((ids[file], line)) != zone for line in lines):
            plan = with_zone(plan, into, ids[file], lines, zone)
    return plan


def span(first: str, last: str, where: str) -> list[int]:
    """Read the first and the last line of a row."""
    if not (re.fullmatch(r"\d{1,7}", first) and re.fullmatch(r"\d{1,7}", last)):
        raise WorkbenchError(
            f"{where}: first and last must be line numbers, not {first!r}, {last!r}."
        )
    return list(range(int(first), int(last) + 1))
