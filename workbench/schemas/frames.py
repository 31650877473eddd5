"""All frames by name, and how a frame is held to its declaration."""

from typing import TypeVar

import polars as pl

from workbench.errors import WorkbenchError
from workbench.schemas.declare import DOCUMENT, Schema
from workbench.schemas.emphasis import EMPHASIS_FRAMES
from workbench.schemas.ingest import INGEST_FRAMES
from workbench.schemas.issues import ISSUE_FRAMES
from workbench.schemas.positions import POSITION_FRAMES
from workbench.schemas.readability import READABILITY_FRAMES
from workbench.schemas.seminar import SEMINAR_FRAMES
from workbench.schemas.sources import SOURCE_FRAMES
from workbench.schemas.store import STORE_FRAMES
from workbench.schemas.wording import WORDING_FRAMES

FRAMES: dict[str, Schema] = {
    **SOURCE_FRAMES,
    **READABILITY_FRAMES,
    **WORDING_FRAMES,
    **EMPHASIS_FRAMES,
    **POSITION_FRAMES,
    **ISSUE_FRAMES,
    **SEMINAR_FRAMES,
    **INGEST_FRAMES,
    **STORE_FRAMES,
}
#: The frames that `workbench.load` gives; the others are findings.
SOURCES = tuple(SOURCE_FRAMES)


def resolve(name: str, doc_ids: pl.Enum | pl.String) -> dict[str, pl.DataType]:
    """Give the Polars schema of a frame for a corpus with these documents."""
    return {
        column: doc_ids if spec.dtype is DOCUMENT else spec.dtype
        for column, spec in FRAMES[name].columns.items()
    }


Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def conform(name: str, frame: Frame, doc_ids: pl.Enum | pl.String) -> Frame:
    """Select and cast the columns of a frame to its declaration; a lazy frame stays lazy.

    Examples
    --------
    >>> docs = pl.Enum(["a", "b"])
    >>> pair = pl.DataFrame({"left": "a", "right": "b", "kind": "blocked", "why": "…", "x": 1})
    >>> conform("comparability", pair, docs).columns
    ['left', 'right', 'kind', 'why']
    """
    schema = resolve(name, doc_ids)
    missing = [column for column in schema if column not in frame.collect_schema()]
    if missing:
        raise WorkbenchError(f"Frame {name} lacks the column {', '.join(missing)}.")
    return frame.select(pl.col(column).cast(dtype) for column, dtype in schema.items())


def mismatches(name: str, frame: pl.DataFrame | pl.LazyFrame, doc_ids: pl.Enum) -> list[str]:
    """Say in what a frame departs from its declaration: columns, types or a repeated key."""
    expected = resolve(name, doc_ids)
    found = dict(frame.collect_schema())
    if found != expected:
        return [f"frame {name}: columns are {found}, declared {expected}"]
    if frame.lazy().select(FRAMES[name].key).collect().is_duplicated().any():
        return [f"frame {name}: more than one row for a {' + '.join(FRAMES[name].key)}"]
    return []
