"""A reader's own codebook: a rule changed, added or taken out, and saved beside the data.

The shipped codebook is never written to. A reader's file lives in ``own/`` of the corpus folder,
has the same form, and is read with ``read_topics(folder, own_path(folder, name))``.
"""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.saving import quoted
from workbench.corpus.topics import RULE_KEYS, TOPIC_KEYS, Codebook, checked, parse_rule
from workbench.errors import WorkbenchError

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
HEAD = """# A reader's own topic codebook, saved by the workbench; the shipped one is codebook/topics.toml.
# The form is the same, and the head of that file explains it.
"""


def with_rule(codebook: Codebook, rule: dict[str, Any]) -> Codebook:
    """Give the codebook with a rule changed (same ``rule`` name), or added at the end of its topic.

    What a changed rule leaves out stays as it was; a new rule names its ``topic``. The result is
    checked as a file would be: an example that no longer matches is a `WorkbenchError`.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus.topics import read_topics
    >>> codebook = read_topics(workbench.load().folder)
    >>> with_rule(codebook, {"rule": "Ukraine", "pattern": "ukraine"}).rules.height
    79
    """
    rows = codebook.rules.to_dicts()
    topics = codebook.topics["topic"].to_list()
    at = next((i for i, row in enumerate(rows) if row["rule"] == rule.get("rule")), None)
    old = rows[at] if at is not None else {}
    new = {key: value for key, value in (old | rule).items() if value != ""}
    topic = new.pop("topic", None)
    if topic not in topics:
        raise WorkbenchError(f"Unknown topic {topic!r}; choose {', '.join(topics)}.")
    row = parse_rule(new, topic, f"rule {rule.get('rule')!r}")
    rows = [*rows, row] if at is None else [*rows[:at], row, *rows[at + 1 :]]
    return rebuilt(codebook, rows)


def without_rule(codebook: Codebook, name: str) -> Codebook:
    """Give the codebook without one rule.

    Examples
    --------
    >>> import workbench
    >>> from workbench.corpus.topics import read_topics
    >>> without_rule(read_topics(workbench.load().folder), "AI")
    Traceback (most recent call last):
    ...
    workbench.errors.WorkbenchError: The codebook topics has no rule 'AI'.
    """
    rows = [row for row in codebook.rules.to_dicts() if row["rule"] != name]
    if len(rows) == codebook.rules.height:
        raise WorkbenchError(f"The codebook {codebook.name} has no rule {name!r}.")
    return rebuilt(codebook, rows)


def rebuilt(codebook: Codebook, rows: list[dict[str, str]]) -> Codebook:
    """Check a codebook with other rules; a topic without any rule is refused."""
    order = pl.Enum(codebook.topics["topic"])
    rules = pl.DataFrame(rows, schema=dict.fromkeys(RULE_KEYS, pl.String))
    rules = rules.sort(pl.col("topic").cast(order), maintain_order=True)
    bare = [topic for topic in order.categories if topic not in rules["topic"]]
    if bare:
        raise WorkbenchError(f"The topic {bare[0]!r} would have no rule left.")
    return checked(replace(codebook, rules=rules), f"codebook {codebook.name}")


def to_toml(codebook: Codebook) -> str:
    """Write a codebook in the form in which it is read."""
    negators = ", ".join(quoted(word) for word in codebook.negators)
    head = {"name": codebook.name, "about": codebook.about}
    top = "[codebook]\n" + lines(head, ("name", "about")) + f"negators = [{negators}]\n"
    parts = [HEAD, top]
    for topic in codebook.topics.iter_rows(named=True):
        parts.append("[[topic]]\n" + lines(topic, TOPIC_KEYS))
        for rule in codebook.rules.filter(topic=topic["topic"]).iter_rows(named=True):
            keys = [key for key in RULE_KEYS if key != "topic" and rule[key]]
            parts.append("[[topic.rule]]\n" + lines(rule, keys))
    return "\n".join(parts)


def lines(row: dict[str, str], keys: list[str] | tuple[str, ...]) -> str:
    """Write keys and values, a line each."""
    return "".join(f"{key} = {quoted(row[key])}\n" for key in keys)


def own_path(folder: Path, name: str) -> Path:
    """Give the place of a reader's codebook; the name is plain, so that it cannot lead elsewhere.

    Examples
    --------
    >>> own_path(Path("data"), "seminar").as_posix()
    'data/own/seminar.toml'
    """
    if not NAME.fullmatch(name):
        raise WorkbenchError(
            f"{name!r} cannot name a codebook; use small letters, digits and hyphens."
        )
    return folder / "own" / f"{name}.toml"


def save_own(codebook: Codebook, folder: Path, name: str, *, replace_own: bool = False) -> Path:
    """Save a codebook as a reader's own and return its file; the shipped one stays as it is.

    A file of this name is only replaced with ``replace_own``; a finished copy is renamed into
    place, so that nothing is ever half-written.
    """
    path = own_path(folder, name)
    if path.exists() and not replace_own:
        raise WorkbenchError(
            f"own/{path.name}: there already; choose another name, or say that it may be replaced."
        )
    path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(to_toml(replace(codebook, name=name)), "utf-8", newline="\n")
    draft.replace(path)
    return path
