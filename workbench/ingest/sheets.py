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
from workbench.ingest.plan import Plan, propose
from workbench.ingest.say import told
from workbench.ingest.tables import SAYABLE, checked, matched, read_cells, read_table
from workbench.spreadsheet import guarded

METADATA, ZONES, WORDS = "metadata.csv", "zones.csv", "plan.txt"
YES = ("yes", "y", "1", "true", "x")
#: Characters of a line that are shown beside its zone.
SHOWN = 200


def metadata(plan: Plan) -> pl.DataFrame:
    """Give a plan's metadata as one row per offered file, to be filled in.

    After the fields of the manifest stand ``status``, ``looked`` (a reader writes ``yes``), what is
    ``proved`` by the file and what asks for a look. A note on dates that is worked out is left
    empty.
    """
    kept = (pl.col("field") != "date_note") | (pl.col("basis") != "worked out")
    told = plan.fields.filter(kept, pl.col("field") != "doc_id")
    wide = told.pivot("field", on_columns=SAYABLE[1:], index="doc_id", values="value")
    said = plan.files.select(
        "file",
        "doc_id",
        "status",
        looked=pl.when(pl.col("status") == "looked").then(pl.lit("yes")).otherwise(pl.lit("")),
        proved=pl.col("evidence").list.join(" | "),
        asks_for_a_look=pl.col("notes").list.join(" | "),
    )
    joined = said.join(wide, on="doc_id", how="left", maintain_order="left")
    return joined.select("file", *SAYABLE, *said.columns[2:]).fill_null("")


def zones(plan: Plan) -> pl.DataFrame:
    """Give the zones of a plan, a row per line, to be corrected."""
    names = plan.files.select("doc_id", "file")
    lines = plan.lines.join(names, on="doc_id", how="left", maintain_order="left")
    return lines.select(
        "file", "zone", "reason", "n_words", line="para_no", text=pl.col("text").str.slice(0, SHOWN)
    ).select("file", "line", "zone", "reason", "n_words", "text")


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
    rows that do not match, for cells that the manifest would refuse, all listed, and for lines or
    zones that are not there.
    """
    sheet = unguarded(read_table(read(folder / METADATA), METADATA))
    names = [source.name for source in sources]
    said = matched(sheet, names, METADATA)
    if lacking := [name for name in names if name not in said]:
        raise WorkbenchError(
            f"{METADATA}: has no row for {', '.join(lacking)}; save a new plan, or add the rows."
        )
    wrong = [*filter(None, (slip(fields, file) for file, fields in said.items()))]
    if wrong:
        raise WorkbenchError(f"{METADATA}: {' '.join(wrong)}")
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


def slip(fields: dict[str, str], file: str) -> str:
    """Say what the manifest would refuse in a row, if anything."""
    try:
        checked(fields, file)
    except WorkbenchError as error:
        return str(error)
    return ""


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
    wanted = ("file", "line", "zone")
    lacking = [name for name in wanted if name not in sheet.columns]
    if lacking:
        raise WorkbenchError(f"{ZONES}: lacks the column {', '.join(lacking)}.")
    readable = plan.files.filter(pl.col("status") != "refused")
    ids = dict(readable.select("file", "doc_id").iter_rows())
    now = {
        (doc_id, line): zone
        for doc_id, line, zone in plan.lines.select("doc_id", "para_no", "zone").iter_rows()
    }
    others: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(sheet.select(wanted).iter_rows(), 2):
        file, line, zone = ((cell or "").strip() for cell in row)
        if not re.fullmatch(r"\d{1,7}", line):
            raise WorkbenchError(f"{ZONES}: row {number}: {line!r} is no line number.")
        if file in ids and now.get((ids[file], int(line))) != zone:
            others.setdefault((ids[file], zone), []).append(int(line))
    for (doc_id, zone), lines in others.items():
        plan = with_zone(plan, into, doc_id, lines, zone)
    return plan
