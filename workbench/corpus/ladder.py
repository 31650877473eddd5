"""The operator ladder: verbs by which a text takes a position, declared with their limits."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.codebook import one_of, read_variants
from workbench.corpus.files import label, read_toml
from workbench.corpus.terms import codebook as read_terms
from workbench.corpus.topics import Codebook, is_text
from workbench.errors import WorkbenchError

HEAD = {"about", "precedent", "limits", "negators"}
CLASS = {"class", "meaning"}


@dataclass(frozen=True)
class Ladder:
    """Operators in order, and what can be said for and against the order.

    ``operators``: ``operator``, ``label``, ``class``, ``rank`` (from 1, inside the class).
    ``classes``: ``class``, ``meaning``. ``precedent`` and ``limits`` are prose to be shown with
    every figure. ``codebook`` holds the rules (topic = operator).
    """

    about: str
    precedent: str
    limits: str
    classes: pl.DataFrame
    operators: pl.DataFrame
    codebook: Codebook


def read_operators(folder: Path) -> Ladder:
    """Read and check ``codebook/operators.toml`` of a corpus folder.

    Examples
    --------
    >>> import workbench
    >>> ladder = read_operators(workbench.load().folder)
    >>> ladder.operators.filter(operator="highly appreciate").select("class", "rank").row(0)
    ('recognition', 4)
    """
    path = folder / "codebook" / "operators.toml"
    content, where = read_toml(path), label(path)
    head, classes = content.get("ladder"), content.get("class")
    if set(content) != {"ladder", "class", "operator"}:
        raise WorkbenchError(f"{where}: must hold [ladder], [[class]] and [[operator]], no more.")
    texts = isinstance(head, dict) and all(is_text(head.get(key)) for key in HEAD - {"negators"})
    if not texts or set(head) != HEAD:
        raise WorkbenchError(f"{where}: [ladder] needs {', '.join(sorted(HEAD))}.")
    if not isinstance(classes, list) or not all(
        isinstance(entry, dict) and set(entry) == CLASS for entry in classes
    ):
        raise WorkbenchError(f"{where}: a [[class]] needs class and meaning, and no more.")
    name = {"name": "operators", "about": head["about"], "negators": head["negators"]}
    variants = read_variants(folder / "codebook" / "variants.toml")
    more = ("label", "class", "rank")
    book = read_terms(content["operator"], "operator", name, where, variants, more)
    return Ladder(
        head["about"],
        head["precedent"],
        head["limits"],
        pl.DataFrame(classes, schema={"class": pl.String, "meaning": pl.String}),
        placed(content["operator"], tuple(entry["class"] for entry in classes), where),
        book,
    )


def placed(entries: list[dict[str, Any]], classes: tuple[str, ...], where: str) -> pl.DataFrame:
    """Check the class and rank of each operator."""
    rows = []
    for entry in entries:
        place = f"{where}: operator {entry['operator']!r}"
        one_of(entry["class"], classes, place)
        if not isinstance(entry["rank"], int) or isinstance(entry["rank"], bool):
            raise WorkbenchError(f"{place}: rank must be a whole number from 1.")
        if entry["rank"] < 1:
            raise WorkbenchError(f"{place}: rank must be a whole number from 1.")
        rows.append(tuple(entry[key] for key in ("operator", "label", "class", "rank")))
    names = {"operator": pl.String, "label": pl.String, "class": pl.String, "rank": pl.UInt32}
    return pl.DataFrame(rows, schema=names, orient="row")
