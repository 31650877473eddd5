"""Codebooks: declared, readable rules in TOML, checked before they are used."""

from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.files import label, read_toml
from workbench.corpus.words import phrases
from workbench.errors import WorkbenchError
from workbench.schemas import MARKERS, ZONES

RULE_KEYS = {"zone", "reason", "publisher", "pattern", "line", "reach"}
LINES = ("title", "after title", "short")


def valid_pattern(pattern: object, where: str) -> str:
    """Return the pattern, or raise if Polars (Rust syntax, no look-around) cannot use it."""
    if not isinstance(pattern, str) or not pattern:
        raise WorkbenchError(f"{where}: pattern must be text.")
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError as error:
        reason = str(error).strip().splitlines()[-1]
        raise WorkbenchError(f"{where}: {pattern!r} is not a valid pattern ({reason}).") from None
    return pattern


def one_of(value: object, choices: tuple[str, ...], where: str) -> None:
    """Raise unless the value is one of the choices."""
    if value not in choices:
        raise WorkbenchError(f"{where}: {value!r} is not one of {', '.join(choices)}.")


def tables(path: Path, names: set[str]) -> dict[str, list[dict[str, Any]]]:
    """Read a codebook that holds lists of tables under these names only."""
    content = read_toml(path)
    lists = all(
        isinstance(entry, list) and all(isinstance(table, dict) for table in entry)
        for entry in content.values()
    )
    if not content or set(content) - names or not lists:
        wanted = " and ".join(f"[[{name}]]" for name in sorted(names))
        raise WorkbenchError(f"{label(path)}: must hold {wanted} tables, and no more.")
    return {name: content.get(name, []) for name in names}


def read_zones(path: Path) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Read the zone rules and the markers (see the head of the file for their keys)."""
    content = tables(path, {"rule", "marker"})
    for number, rule in enumerate(content["rule"], 1):
        where = f"{label(path)}: rule {number}"
        texts = all(isinstance(value, str) for value in rule.values())
        if not set(rule) <= RULE_KEYS or not rule.get("reason") or not texts:
            raise WorkbenchError(
                f"{where}: needs a reason; its keys are {', '.join(sorted(RULE_KEYS))}, all text."
            )
        one_of(rule.get("zone"), ZONES, where)
        if ("pattern" in rule) == ("line" in rule):
            raise WorkbenchError(f"{where}: needs either pattern or line.")
        if "pattern" in rule:
            valid_pattern(rule["pattern"], where)
        else:
            one_of(rule["line"], LINES, where)
        one_of(rule.get("reach", "to end"), ("to end",), where)
    for number, marker in enumerate(content["marker"], 1):
        where = f"{label(path)}: marker {number}"
        one_of(marker.get("marker"), MARKERS, where)
        valid_pattern(marker.get("pattern"), where)
    return content["rule"], content["marker"]


def read_variants(path: Path) -> dict[str, str]:
    """Read the variants: printed form (one word or several, case left aside) to joined word."""
    joined: dict[str, str] = {}
    taken: dict[tuple[str, ...], str] = {}
    for number, variant in enumerate(tables(path, {"variant"})["variant"], 1):
        where = f"{label(path)}: variant {number}"
        word, forms = variant.get("word"), variant.get("forms")
        texts = isinstance(forms, list) and all(isinstance(form, str) for form in forms)
        if not isinstance(word, str) or not word or word != word.lower() or not forms or not texts:
            raise WorkbenchError(f"{where}: needs a word in lower case and a list of forms.")
        for form, phrase in zip(forms, phrases(forms), strict=True):
            if not phrase:
                raise WorkbenchError(f"{where}: the form {form!r} holds no word.")
            if taken.setdefault(phrase, word) != word:
                raise WorkbenchError(f"{where}: the form {form!r} is joined to two words.")
            joined[form] = word
    return joined
