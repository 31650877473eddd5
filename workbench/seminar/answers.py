"""Read an answer as it was given, or say in a sentence what was expected instead."""

import math
import re
from collections.abc import Iterable

import polars as pl

from workbench.errors import WorkbenchError

THOUSANDS = re.compile(r"(?<=\d)[,\s\u00a0\u202f](?=\d{3}\b)")


def number(given: object, name: str) -> float:
    """Read a number: 1202, "1,202", "1 202", "51.8 %" and "51,8" are understood.

    Examples
    --------
    >>> number("1,202", "t"), number("51,8 %", "t")
    (1202.0, 51.8)
    """
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise WorkbenchError(f"{name} asks for a number; you gave {kind_of(given)}.")
    text = THOUSANDS.sub("", str(given).strip().rstrip("%").strip()).replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise WorkbenchError(f"{name} asks for a number, such as 12 or 3.5; you gave {given!r}.")
    return value


def choice(given: object, options: dict[str, str], name: str) -> set[str]:
    """Read a set of choices, by value or by label; one text is a set of one.

    Examples
    --------
    >>> choice("TASS 2021", {"tass-2021": "TASS 2021"}, "t")
    {'tass-2021'}
    """
    if isinstance(given, str):
        given = [given]
    if not isinstance(given, Iterable):
        raise WorkbenchError(f"{name} asks you to choose; you gave {kind_of(given)}.")
    values = {label: value for value, label in options.items()}
    chosen = {values.get(str(one), str(one)) for one in given}
    if not chosen:
        raise WorkbenchError(f"{name}: choose at least one of {', '.join(options)}.")
    unknown = sorted(chosen - set(options))
    if unknown:
        raise WorkbenchError(f"{name}: unknown choice {unknown[0]!r}; choose {', '.join(options)}.")
    return chosen


def frame(given: object, columns: list[str], name: str) -> pl.DataFrame:
    """Read a Polars frame that has the columns by which its rows are known."""
    if not isinstance(given, pl.DataFrame):
        raise WorkbenchError(f"{name} asks for a Polars frame; you gave {kind_of(given)}.")
    missing = [column for column in columns if column not in given.columns]
    if missing:
        raise WorkbenchError(
            f"{name}: your frame lacks the column {missing[0]}; it has {', '.join(given.columns)}."
        )
    return given


def rule(given: object, name: str) -> str:
    """Read the pattern of a rule; whether it can be used is said by `corpus.matching`."""
    if not isinstance(given, str) or not given.strip():
        raise WorkbenchError(f"{name} asks for the pattern of a rule, a text such as 'seas?'.")
    return given.strip()


def kind_of(given: object) -> str:
    """Name what was given in plain words."""
    if given is None:
        return "nothing"
    names = {str: "a text", bool: "yes or no", pl.DataFrame: "a frame", pl.Series: "a column"}
    names |= {int: "a number", float: "a number"}
    return names.get(type(given), f"a {type(given).__name__}")
