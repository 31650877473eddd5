"""Write frames as files, with a Frictionless description; all or nothing."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from workbench.errors import WorkbenchError
from workbench.folder import replaced
from workbench.schemas import DOCUMENT, FRAMES
from workbench.spreadsheet import GUARD, guarded

FORMATS = ("csv", "parquet")
PACKAGE = "datapackage.json"
NAME = "joint-statement-workbench"


def export(
    frames: Mapping[str, pl.DataFrame | pl.LazyFrame], folder: Path, kind: str = "csv"
) -> list[Path]:
    """Write one file per frame, named after the frame, and ``datapackage.json``.

    Takes frames by the name under which `workbench.schemas` declares them; a lazy one is
    written as it is made, without being held in memory. An earlier export in the same place is
    replaced as a whole; any other folder that holds something is refused. Nothing is left
    half-written: the files are made beside the folder and moved there at the end. Gives the paths
    written.
    """
    if kind not in FORMATS:
        raise WorkbenchError(f"Unknown format {kind!r}; choose {' or '.join(FORMATS)}.")
    folder = folder.absolute()
    check_target(folder)
    with replaced(folder) as made:
        write(frames, made, kind)
    return sorted(folder.iterdir())


def check_target(folder: Path) -> None:
    """Refuse a file, and a folder with anything but an earlier export in it."""
    if folder.exists() and not folder.is_dir():
        raise WorkbenchError(f"{folder.name} is a file; name a folder.")
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        ours = json.loads((folder / PACKAGE).read_text("utf-8")).get("name") == NAME
    except (OSError, ValueError, AttributeError):
        ours = False
    if not ours:
        raise WorkbenchError(f"{folder.name} holds other files; name an empty or a new folder.")
    known = {PACKAGE, *(f"{name}.{kind}" for name in FRAMES for kind in FORMATS)}
    foreign = sorted(path.name for path in folder.iterdir() if path.name not in known)
    if foreign:
        raise WorkbenchError(
            f"{folder.name} holds {foreign[0]}, which no export wrote; move it or name a new folder."
        )


def write(frames: Mapping[str, pl.DataFrame | pl.LazyFrame], folder: Path, kind: str) -> None:
    """Write the files into an empty folder."""
    resources = []
    for name, frame in frames.items():
        file = f"{name}.{kind}"
        if kind == "csv":
            guarded(frame.lazy()).sink_csv(folder / file, include_bom=True)
        else:
            frame.lazy().sink_parquet(folder / file)
        resources.append(resource(name, file, frame, kind))
    package = {
        "name": NAME,
        "title": "Frames of the Joint Statement Workbench",
        "description": GUARD if kind == "csv" else "",
        "resources": resources,
    }
    text = json.dumps(
        {key: value for key, value in package.items() if value}, indent=2, ensure_ascii=False
    )
    (folder / PACKAGE).write_text(text + "\n", "utf-8")


def resource(name: str, file: str, frame: pl.DataFrame | pl.LazyFrame, kind: str) -> dict[str, Any]:
    """Describe one file: its grain, its key, and each column with type and meaning."""
    schema, dtypes = FRAMES[name], frame.collect_schema()
    fields = [
        {"name": column, "type": field_type(dtypes[column]), "description": spec.meaning}
        for column, spec in schema.columns.items()
    ]
    described: dict[str, Any] = {
        "name": name,
        "path": file,
        "description": f"One row per {schema.grain}.",
        "format": kind,
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "schema": {
            "fields": fields,
            "primaryKey": list(schema.key),
            "foreignKeys": foreign_keys(name),
            "missingValues": [""],
        },
    }
    return described | ({"encoding": "utf-8"} if kind == "csv" else {})


def foreign_keys(name: str) -> list[dict[str, Any]]:
    """Tie a frame to its documents, and edits to their links, so that each row can be cited."""
    columns = FRAMES[name].columns
    ties: list[tuple[list[str], str, list[str]]] = [
        ([column], "documents", ["doc_id"])
        for column in ("doc_id", "left", "right", "left_id", "right_id")
        if name != "documents" and column in columns and columns[column].dtype is DOCUMENT
    ]
    if name == "edits":
        pair = ["left_id", "right_id", "link_no"]
        ties.append((pair, "links", pair))
    return [
        {"fields": fields, "reference": {"resource": other, "fields": theirs}}
        for fields, other, theirs in ties
    ]


def field_type(dtype: pl.DataType) -> str:
    """Give the Frictionless type of a column."""
    if dtype.is_integer():
        return "integer"
    if dtype.is_float():
        return "number"
    return "boolean" if dtype == pl.Boolean else "string"
