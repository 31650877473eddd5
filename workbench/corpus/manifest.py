"""The manifest: one table per document, every field required, every choice declared."""

import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

from workbench.corpus.files import label, read_toml
from workbench.errors import WorkbenchError
from workbench.schemas import FRAMES, GENRES, SIDES, ZONES

COMPUTED = {"n_words_raw", "n_words", "text"}
FIELDS = tuple(column for column in FRAMES["documents"].columns if column not in COMPUTED)
SLIP_FIELDS = {"para_no": int, "printed": str, "note": str}
#: Lines whose zone a reader has confirmed; they come before the rules of the codebook.
ZONE_FIELDS = {"first": int, "last": int, "zone": str, "reason": str}
SHAPES = {
    "doc_id": (r"[a-z0-9][a-z0-9-]*", "lower-case letters, digits and hyphens"),
    "event_date": (r"\d{4}(-\d{2}(-\d{2})?)?|unknown", 'a date such as 2024-06-20, or "unknown"'),
    "published": (r"\d{4}(-\d{2}(-\d{2})?)?|unknown", 'a date such as 2024-06-20, or "unknown"'),
    "file": (r"[^/\\]+\.txt", "the name of a .txt file in raw/, without a folder"),
    "sha256": (r"[0-9a-f]{64}", "64 hexadecimal digits"),
}
CHOICES = {"genre": GENRES, "side": SIDES}
DATES = {"event_date", "published"}


def read_manifest(path: Path) -> list[dict[str, Any]]:
    """Read and check the manifest: one dict per document, its slips under ``slip``.

    Zones that a reader confirmed for lines of the document are under ``zone``.

    Raises `WorkbenchError` with the first thing that is wrong and the valid choices.
    """
    name, content = label(path), read_toml(path)
    tables = content.get("document")
    if not is_tables(tables) or not tables or set(content) != {"document"}:
        raise WorkbenchError(f"{name}: must hold one [[document]] table per document, and no more.")
    for number, table in enumerate(tables, 1):
        check_table(table, f"{name}: document {table.get('doc_id', number)!s}")
    for field in ("doc_id", "file"):
        values = [table[field] for table in tables]
        twice = sorted(value for value, n in Counter(values).items() if n > 1)
        if twice:
            raise WorkbenchError(f"{name}: {field} {twice[0]} is used by more than one document.")
    return sorted(
        tables, key=lambda table: (table["event_date"], str(table["year"]), table["doc_id"])
    )


def is_tables(value: object) -> bool:
    """Say whether a value is a list of TOML tables."""
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def check_table(table: dict[str, Any], where: str) -> None:
    """Raise for the first field of one document that is missing, unknown or out of shape."""
    missing = [field for field in FIELDS if field not in table]
    if missing:
        raise WorkbenchError(
            f'{where}: the field {missing[0]} is missing ("unknown" is allowed in text).'
        )
    unknown = sorted(set(table) - {*FIELDS, "slip", "zone"})
    if unknown:
        raise WorkbenchError(
            f"{where}: unknown field {unknown[0]}; the fields are {', '.join(FIELDS)}."
        )
    for field in FIELDS:
        check_value(field, table[field], where)
    slips = table.get("slip", [])
    for slip in slips if is_tables(slips) else [{}]:
        wrong = [key for key, kind in SLIP_FIELDS.items() if type(slip.get(key)) is not kind]
        if wrong or set(slip) != set(SLIP_FIELDS):
            raise WorkbenchError(f"{where}: a slip needs para_no, printed and note, and no more.")
    zones = table.get("zone", [])
    for zone in zones if is_tables(zones) else [{}]:
        check_zone(zone, where)


def check_zone(zone: dict[str, Any], where: str) -> None:
    """Raise unless a table gives lines, a zone, and for what is not body a reason."""
    wrong = [key for key, kind in ZONE_FIELDS.items() if type(zone.get(key)) is not kind]
    if wrong or set(zone) != set(ZONE_FIELDS) or not 1 <= zone["first"] <= zone["last"]:
        raise WorkbenchError(
            f"{where}: a zone needs first and last (line numbers from 1), zone and reason, and no more."
        )
    if zone["zone"] not in ZONES:
        raise WorkbenchError(f"{where}: unknown zone {zone['zone']!r}; choose {', '.join(ZONES)}.")
    if (zone["zone"] == "body") != (not zone["reason"].strip()):
        raise WorkbenchError(
            f"{where}: a zone other than body needs a reason, and body has none (lines "
            f"{zone['first']} to {zone['last']})."
        )


def check_value(field: str, value: object, where: str) -> None:
    """Raise if a value has the wrong type, is not among the choices or has the wrong shape."""
    if field == "year":
        known = type(value) is int and 1 <= value <= 9999  # noqa: PLR2004 - a year
        if not known and value != "unknown":
            raise WorkbenchError(
                f'{where}: year must be a whole number such as 2024, or "unknown".'
            )
    elif not isinstance(value, str) or not value.strip():
        raise WorkbenchError(f'{where}: {field} must be text; write "unknown" if it is not known.')
    elif field in CHOICES and value not in CHOICES[field]:
        raise WorkbenchError(
            f"{where}: unknown {field} {value!r}; choose {', '.join(CHOICES[field])}."
        )
    elif field in SHAPES and not (
        re.fullmatch(SHAPES[field][0], value) and (field not in DATES or is_date(value))
    ):
        raise WorkbenchError(f"{where}: {field} {value!r} must be {SHAPES[field][1]}.")


def is_date(value: str) -> bool:
    """Say whether the calendar has this day, month or year; unknown is allowed.

    Examples
    --------
    >>> is_date("2024-06"), is_date("2024-02-30")
    (True, False)
    """
    try:
        dt.date.fromisoformat(value + "2024-01-01"[len(value) :])
    except ValueError:
        return value == "unknown"
    return True
