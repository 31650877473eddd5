"""Codebooks whose entries are not topics (terms, operators, actors …), read as topic codebooks."""

from typing import Any

from workbench.corpus.topics import Codebook, parse
from workbench.errors import WorkbenchError


def codebook(
    entries: object,
    key: str,
    head: dict[str, Any],
    where: str,
    variants: dict[str, str],
    more: tuple[str, ...] = ("label", "definition"),
) -> Codebook:
    """Read tables named by ``key`` (with ``rule`` and the keys in ``more``) as a codebook.

    ``head`` holds name, about and negators. The name stands in where there is no label.

    Examples
    --------
    >>> rule = {"rule": "r", "pattern": "sea", "example": "a sea", "near_miss": "a lake"}
    >>> head = {"name": "x", "about": "y", "negators": []}
    >>> entry = {"term": "sea", "label": "Sea", "definition": "Water.", "rule": [rule]}
    >>> codebook([entry], "term", head, "x.toml", {}).topics.row(0)
    ('sea', 'Sea', 'y', 'Water.')
    """
    needed = {key, "rule", *more}
    if not isinstance(entries, list) or not entries:
        raise WorkbenchError(f"{where}: needs at least one [[{key}]] table.")
    topics = []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or set(entry) != needed:
            keys = ", ".join((key, *more))
            raise WorkbenchError(
                f"{where}: {key} {number} needs {keys} and [[{key}.rule]], and no more."
            )
        topic = {"topic": entry[key], "label": entry[key], "question": head["about"]}
        kept = {name: entry[name] for name in ("label", "definition") if name in entry}
        topics.append(topic | {"definition": head["about"], "rule": entry["rule"]} | kept)
    return parse({"codebook": head, "topic": topics}, where, variants)
