"""Codebooks for wording: concepts that join different words, and rules that name an edit."""

from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.codebook import one_of, tables
from workbench.corpus.files import label
from workbench.errors import WorkbenchError
from workbench.schemas import EDIT_KINDS

MATCHES = ("any", "all")


def word_list(table: dict[str, Any], keys: set[str], where: str) -> list[str]:
    """Return the folded words of a table, or raise if its keys or words are not as declared."""
    if set(table) != keys | {"words"}:
        raise WorkbenchError(f"{where}: needs {', '.join(sorted(keys | {'words'}))}, and no more.")
    words = table["words"]
    if not isinstance(words, list) or not words:
        raise WorkbenchError(f"{where}: words must be a list of words, and not an empty one.")
    for word in words:
        if not isinstance(word, str) or word != " ".join(word.lower().split()) or not word:
            raise WorkbenchError(f"{where}: {word!r} must be in lower case with single spaces.")
    return words


def read_concepts(folder: Path) -> pl.DataFrame:
    """Read the concepts of a corpus folder: one row per concept and phrase.

    ``concept`` is null for a weightless word (see the head of ``codebook/concepts.toml``).

    Examples
    --------
    >>> import workbench
    >>> read_concepts(workbench.load().folder).filter(concept="climate").rows()
    [('climate', 'climate')]
    """
    path = folder / "codebook" / "concepts.toml"
    content, rows = tables(path, {"concept", "weightless"}), []
    for number, table in enumerate(content["concept"], 1):
        where = f"{label(path)}: concept {number}"
        words = word_list(table, {"concept"}, where)
        if not isinstance(table["concept"], str) or not table["concept"].strip():
            raise WorkbenchError(f"{where}: concept must be a name.")
        rows += [(table["concept"], word) for word in words]
    for number, table in enumerate(content["weightless"], 1):
        words = word_list(table, {"why"}, f"{label(path)}: weightless {number}")
        rows += [(None, word) for word in words]
    return pl.DataFrame(
        rows, schema={"concept": pl.String, "phrase": pl.String}, orient="row"
    ).unique(maintain_order=True)


def read_edit_rules(folder: Path) -> pl.DataFrame:
    """Read the rules for edits of a corpus folder: one row per rule and phrase, in order.

    Examples
    --------
    >>> import workbench
    >>> read_edit_rules(workbench.load().folder)["kind"].unique(maintain_order=True).to_list()
    ['form', 'naming', 'legal anchor', 'commitment', 'actor', 'scope']
    """
    path = folder / "codebook" / "edits.toml"
    rows = []
    for number, table in enumerate(tables(path, {"rule"})["rule"], 1):
        where = f"{label(path)}: rule {number}"
        words = word_list(table, {"kind", "match"}, where)
        one_of(table["kind"], EDIT_KINDS, where)
        one_of(table["match"], MATCHES, where)
        rows += [(number, table["kind"], table["match"], word) for word in words]
    names = {"rule_no": pl.UInt32, "kind": pl.String, "match": pl.String, "phrase": pl.String}
    return pl.DataFrame(rows, schema=names, orient="row")
