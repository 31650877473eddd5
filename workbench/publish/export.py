"""Frames leave as files: one per frame, with a Frictionless description; all or nothing."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from workbench import schema
from workbench.changes import Changes
from workbench.corpus import Corpus
from workbench.corpus.notes import locked
from workbench.emphasis import Emphasis
from workbench.errors import WorkbenchError
from workbench.figures.tables import GUARD, guarded
from workbench.issues import Issue
from workbench.publish import replaced
from workbench.readability import Readability
from workbench.wording import Wording

FORMATS = ("csv", "parquet")
PACKAGE = "datapackage.json"
NAME = "joint-statement-workbench"
SOURCES = ("documents", "paragraphs", "sentences", "clauses", "tokens", "quotes", "slips")
STUDIES = (Wording, Readability, Emphasis, Issue, Changes)


def frames(corpus: Corpus) -> dict[str, pl.DataFrame]:
    """Return every declared frame of a corpus by its name: the sources, and what the studies find.

    Examples
    --------
    >>> import workbench as wb
    >>> sorted(frames(wb.load()))[:3]  # doctest: +SKIP
    ['claims', 'clauses', 'coding']
    """
    every = {name: getattr(corpus, name) for name in SOURCES}
    for study in STUDIES:
        every |= study.export(corpus)
    return every


def export(every: Mapping[str, pl.DataFrame], folder: Path, kind: str = "csv") -> list[Path]:
    """Write one file per frame, named after the frame, and ``datapackage.json``; return the paths.

    Takes frames by the names under which `schema.toml` declares them. An earlier export in the same
    place is replaced as a whole; any other folder that has something in it is refused.
    """
    if kind not in FORMATS:
        raise WorkbenchError(f"Unknown format {kind!r}; choose {' or '.join(FORMATS)}.")
    folder = folder.absolute()
    with replaced(folder) as made:
        with locked(folder):
            check_target(folder)
        for name, frame in every.items():
            if kind == "csv":
                guarded(flat(frame)).write_csv(made / f"{name}.csv", include_bom=True)
            else:
                frame.write_parquet(made / f"{name}.parquet")
        package = {
            "name": NAME,
            "title": "Frames of the Joint Statement Workbench",
            **({"description": GUARD} if kind == "csv" else {}),
            "resources": [resource(name, frame, kind) for name, frame in every.items()],
        }
        text = json.dumps(package, indent=2, ensure_ascii=False)
        (made / PACKAGE).write_text(text + "\n", "utf-8")
        return sorted(folder / path.name for path in made.iterdir())


def check_target(folder: Path) -> None:
    """Refuse a file, and a folder with anything but an earlier export in it."""
    if folder.exists() and not folder.is_dir():
        raise WorkbenchError(f"{folder.name} is a file; name a folder.")
    there = {path.name for path in folder.iterdir()} if folder.exists() else set()
    known = {PACKAGE, *(f"{name}.{kind}" for name in schema.FRAMES for kind in FORMATS)}
    ours = f'"name": "{NAME}"'.encode()
    if there and not (PACKAGE in there and ours in (folder / PACKAGE).read_bytes()):
        raise WorkbenchError(f"{folder.name} holds other files; name an empty or a new folder.")
    if other := there - known:
        told = f"{folder.name} holds {min(other)}, which no export wrote"
        raise WorkbenchError(f"{told}; move it or name a new folder.")


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Join lists of words into one text, for a cell of a CSV file."""
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    return frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join("; "))


def resource(name: str, frame: pl.DataFrame, kind: str) -> dict[str, Any]:
    """Describe one file: its grain, its key, and each column with type and meaning."""
    declared = schema.FRAMES[name]
    kinds = {column: field_type(dtype) for column, dtype in frame.schema.items()}
    fields = [
        {"name": column, "title": spec.title, "type": kinds[column], "description": spec.meaning}
        for column, spec in declared.columns.items()
    ]
    known = {"fields": fields, "primaryKey": list(declared.key), "missingValues": [""]}
    described = {
        "name": name,
        "path": f"{name}.{kind}",
        "description": f"One row per {declared.grain}.",
        "format": kind,
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "schema": known | {"foreignKeys": foreign_keys(name)},
    }
    return described | ({"encoding": "utf-8"} if kind == "csv" else {})


def foreign_keys(name: str) -> list[dict[str, Any]]:
    """Tie a frame to its documents, and edits to their links, so that each row can be cited."""
    ids = [] if name == "documents" else ["doc_id", "left_id", "right_id"]
    ties = [([one], "documents", ["doc_id"]) for one in ids if one in schema.FRAMES[name].columns]
    if name == "edits":
        pair = ["left_id", "right_id", "link_no"]
        ties.append((pair, "links", pair))
    return [
        {"fields": fields, "reference": {"resource": other, "fields": theirs}}
        for fields, other, theirs in ties
    ]


def field_type(dtype: pl.DataType) -> str:
    """Return the Frictionless type of a column."""
    if dtype.is_numeric():
        return "integer" if dtype.is_integer() else "number"
    return "boolean" if dtype == pl.Boolean else "string"


def data_dictionary() -> str:
    """Return the data dictionary as Markdown: a table per frame; the datasheet holds it.

    Examples
    --------
    >>> data_dictionary().splitlines()[0]
    '### `documents`'
    """
    parts = []
    for name, frame in schema.FRAMES.items():
        rows = [
            f"| `{column}` | {type_in_words(spec.dtype)} | {spec.meaning} |"
            for column, spec in frame.columns.items()
        ]
        head = f"### `{name}`\n\nOne row per {frame.grain}. Key: {', '.join(frame.key)}."
        parts.append("\n".join([head, "", "| column | type | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def type_in_words(dtype: pl.DataType) -> str:
    """Name the type of a column; an Enum with its values."""
    return f"one of {', '.join(dtype.categories)}" if isinstance(dtype, pl.Enum) else str(dtype)


if __name__ == "__main__":
    sys.stdout.write(f"{data_dictionary()}\n")
