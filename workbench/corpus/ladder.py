"""The operator ladder: verbs by which a text takes a position, declared with their limits."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl


@dataclass(frozen=True)
class Ladder:
    """Operators in order, and what can be said for and against the order.

    ``operators``: ``operator``, ``label``, ``class``, ``rank`` (from 1, inside the class).
    ``classes``: ``class``, ``meaning``. ``precedent`` and ``limits`` are prose to be shown
    with every figure. ``rules``: ``rule``, ``topic`` (the operator), and the keys of `topics`.
    """

    about: str
    precedent: str
    limits: str
    classes: pl.DataFrame
    operators: pl.DataFrame
    rules: pl.DataFrame


def read_operators(folder: Path) -> Ladder:
    """Read and check ``codebook/operators.toml`` of a corpus folder."""
    raise NotImplementedError
