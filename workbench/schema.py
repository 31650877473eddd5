"""Every frame of the workbench, declared once: its grain, and type, heading and meaning of columns.

The declarations stand in ``schema.toml``; headings of tables come from there.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

import polars as pl

_TOML = tomllib.loads(files("workbench").joinpath("schema.toml").read_text("utf-8"))
VOCABULARY: dict[str, tuple[str, ...]] = {
    name: tuple(words) for name, words in _TOML["vocabulary"].items()
}
ZONES, MARKERS, GENRES = (VOCABULARY[name] for name in ("zones", "markers", "genres"))
UNITS, SPLITTERS, MEASURES = (VOCABULARY[name] for name in ("units", "splitters", "measures"))
PASSAGES, STATUSES, OPS = (VOCABULARY[name] for name in ("passages", "statuses", "ops"))
EDIT_KINDS, SCOPES, VOICES = (VOCABULARY[name] for name in ("edit_kinds", "scopes", "voices"))


@dataclass(frozen=True)
class Column:
    """One column: its Polars type, its heading in a table, and its meaning in a sentence."""

    dtype: pl.DataType
    title: str
    meaning: str


@dataclass(frozen=True)
class Frame:
    """One frame: what a row is, the columns that tell rows apart, and all columns in order."""

    grain: str
    key: tuple[str, ...]
    columns: dict[str, Column]


def enum(name: str) -> pl.Enum:
    """Return a vocabulary as a type, by the name of one of its words, such as *zone*.

    Examples
    --------
    >>> enum("scope").categories.to_list()
    ['text', 'heading']
    """
    return pl.Enum(VOCABULARY[name] if name in VOCABULARY else VOCABULARY[f"{name}s"])


def _dtype(name: str) -> pl.DataType:
    """Read the type of a column: a vocabulary, a Polars type, or a list of one."""
    if name in VOCABULARY:
        return pl.Enum(VOCABULARY[name])
    if name.startswith("List("):
        return pl.List(_dtype(name[5:-1]))
    return getattr(pl, name)()


FRAMES: dict[str, Frame] = {
    name: Frame(
        frame["grain"],
        tuple(frame["key"]),
        {
            column: Column(_dtype(dtype), title, meaning)
            for column, (dtype, title, meaning) in frame["columns"].items()
        },
    )
    for name, frame in _TOML["frame"].items()
}


def dtypes(name: str) -> dict[str, pl.DataType]:
    """Return the Polars schema of a frame.

    Examples
    --------
    >>> dtypes("quotes")["balanced"]
    Boolean
    """
    return {column: spec.dtype for column, spec in FRAMES[name].columns.items()}


def empty(name: str) -> pl.DataFrame:
    """Return a frame without rows."""
    return pl.DataFrame(schema=dtypes(name))


def conform(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the declared columns of a frame in order, each with its type.

    A column that is missing, or a value that its type does not have, raises Polars' own error.
    """
    return frame.select(pl.col(column).cast(dtype) for column, dtype in dtypes(name).items())


def headers(name: str, *columns: str) -> dict[str, str]:
    """Return the headings of some columns of a frame, or of all, in order.

    Examples
    --------
    >>> headers("documents", "genre", "publisher")
    {'genre': 'Genre', 'publisher': 'Publisher'}
    """
    declared = FRAMES[name].columns
    return {column: declared[column].title for column in columns or declared}
