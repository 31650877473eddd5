"""The topic codebook: topics, the rules that find them, and an example and a near miss per rule.

``scope`` of a rule is *text* (sentences of the body), or *heading*: the heading lends its topic to
every body paragraph under it. ``example`` must match and ``near_miss`` must not, or the codebook
does not load. What ``pattern``, ``include`` and ``exclude`` mean is said in `matching`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.codebook import one_of, read_variants
from workbench.corpus.files import label, read_toml
from workbench.corpus.matching import rule_hits, usable
from workbench.corpus.running import folded
from workbench.errors import WorkbenchError
from workbench.schemas import SCOPES

TOPIC_KEYS = ("topic", "label", "question", "definition")
RULE_KEYS = ("rule", "topic", "scope", "pattern", "include", "exclude", "example", "near_miss")
NEEDED = {"rule", "pattern", "example", "near_miss"}
HEAD_KEYS = {"name", "about", "negators"}


@dataclass(frozen=True)
class Codebook:
    """Topics and rules, in order; ``notices`` say which rules overlap by their own examples.

    ``topics``: ``topic``, ``label``, ``question``, ``definition``. ``rules``: ``rule``, ``topic``,
    ``scope``, ``pattern``, ``include``, ``exclude`` (empty if none), ``example``, ``near_miss``.
    """

    name: str
    about: str
    topics: pl.DataFrame
    rules: pl.DataFrame
    negators: tuple[str, ...]
    variants: dict[str, str]
    notices: tuple[str, ...] = ()


def read_topics(folder: Path, path: Path | None = None) -> Codebook:
    """Read and check the topic codebook of a corpus folder, or another file in its place.

    Examples
    --------
    >>> import workbench
    >>> read_topics(workbench.load().folder).topics.height
    12
    """
    path = folder / "codebook" / "topics.toml" if path is None else path
    return parse(read_toml(path), label(path), read_variants(folder / "codebook" / "variants.toml"))


def parse(content: dict[str, Any], where: str, variants: dict[str, str]) -> Codebook:
    """Turn the tables of a codebook into a checked `Codebook`; ``where`` names it in messages."""
    if set(content) != {"codebook", "topic"}:
        raise WorkbenchError(f"{where}: must hold [codebook] and [[topic]] tables, and no more.")
    head, entries = content["codebook"], content["topic"]
    if not isinstance(head, dict) or set(head) != HEAD_KEYS or not is_text(head.get("name")):
        raise WorkbenchError(f"{where}: [codebook] needs {', '.join(sorted(HEAD_KEYS))}.")
    negators = head["negators"]
    if not isinstance(negators, list) or not all(is_text(word) for word in negators):
        raise WorkbenchError(f"{where}: negators must be a list of words.")
    if not isinstance(entries, list) or not entries:
        raise WorkbenchError(f"{where}: the codebook is empty; it needs at least one [[topic]].")
    topics, rules = [], []
    for number, entry in enumerate(entries, 1):
        topic, found = parse_topic(entry, f"{where}: topic {number}")
        topics.append(topic)
        rules += found
    codebook = Codebook(
        head["name"],
        str(head["about"]),
        pl.DataFrame(topics, schema=dict.fromkeys(TOPIC_KEYS, pl.String)),
        pl.DataFrame(rules, schema=dict.fromkeys(RULE_KEYS, pl.String)),
        tuple(negators),
        variants,
    )
    return checked(codebook, where)


def is_text(value: object) -> bool:
    """Say whether a value is text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def parse_topic(entry: object, where: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Check the keys of a topic and of its rules."""
    if not isinstance(entry, dict) or set(entry) != {*TOPIC_KEYS, "rule"}:
        raise WorkbenchError(f"{where}: needs {', '.join(TOPIC_KEYS)} and [[topic.rule]].")
    if not all(is_text(entry[key]) for key in TOPIC_KEYS) or not isinstance(entry["rule"], list):
        raise WorkbenchError(f"{where}: {', '.join(TOPIC_KEYS)} must be text, rule a list.")
    rules = [
        parse_rule(rule, entry["topic"], f"{where} ({entry['topic']}), rule {number}")
        for number, rule in enumerate(entry["rule"], 1)
    ]
    if not rules:
        raise WorkbenchError(f"{where} ({entry['topic']}): has no rule.")
    return {key: entry[key] for key in TOPIC_KEYS}, rules


def parse_rule(rule: object, topic: str, where: str) -> dict[str, str]:
    """Check the keys and patterns of one rule; what is left out becomes empty."""
    optional = {"scope", "include", "exclude"}
    if not isinstance(rule, dict) or not set(rule) >= NEEDED or set(rule) - NEEDED - optional:
        raise WorkbenchError(
            f"{where}: needs {', '.join(sorted(NEEDED))}; may have {', '.join(sorted(optional))}."
        )
    if not all(is_text(value) for value in rule.values()):
        raise WorkbenchError(f"{where}: every key must be text, and none empty.")
    one_of(rule.get("scope", "text"), SCOPES, where)
    for key in ("pattern", "include", "exclude"):
        if key in rule:
            usable(rule[key], f"{where} ({rule['rule']}), {key}")
    filled = {"scope": "text", "include": "", "exclude": ""} | rule | {"topic": topic}
    return {key: filled[key] for key in RULE_KEYS}


def checked(codebook: Codebook, where: str) -> Codebook:
    """Hold a codebook to its own examples; name what is repeated, and note what overlaps."""
    for frame, key in ((codebook.topics, "topic"), (codebook.rules, "rule")):
        repeated = frame.filter(pl.col(key).is_duplicated())[key]
        if len(repeated):
            raise WorkbenchError(f"{where}: the {key} {repeated[0]!r} is there twice.")
    rules = codebook.rules.with_row_index("number")
    hit = rule_hits(folded(rules["example"].to_list(), codebook.variants), codebook.rules)
    misses = folded(rules["near_miss"].to_list(), codebook.variants)
    miss = rule_hits(misses, codebook.rules)
    own = hit.filter(pl.col("number") == pl.col("row"))["number"].implode()
    spoilt = miss.filter(pl.col("number") == pl.col("row"))["number"].implode()
    for number, rule, topic, example in (
        rules.filter(~pl.col("number").is_in(own))
        .select("number", "rule", "topic", "example")
        .iter_rows()
    ):
        raise WorkbenchError(
            f"{where}: rule {rule!r} of {topic} (number {number + 1}) does not match its example "
            f"{example!r}."
        )
    for rule, topic, near_miss in (
        rules.filter(pl.col("number").is_in(spoilt))
        .select("rule", "topic", "near_miss")
        .iter_rows()
    ):
        raise WorkbenchError(
            f"{where}: rule {rule!r} of {topic} matches its near miss {near_miss!r}."
        )
    return Codebook(
        **{name: getattr(codebook, name) for name in ("name", "about", "topics", "rules")},
        negators=codebook.negators,
        variants=codebook.variants,
        notices=tuple(example_overlaps(rules, hit, where)),
    )


def example_overlaps(rules: pl.DataFrame, hit: pl.DataFrame, where: str) -> list[str]:
    """Say which rules match the example of another rule of the same scope."""
    about = rules.select("number", "rule", "topic", "scope")
    pairs = (
        hit.filter(pl.col("number") != pl.col("row"))
        .select("number", "row")
        .unique(maintain_order=True)
        .join(about, on="number", maintain_order="left")
        .join(about.rename({"number": "row"}), on="row", suffix="_of", maintain_order="left")
        .filter(pl.col("scope") == pl.col("scope_of"))
    )
    return [
        f"{where}: rule {rule!r} of {topic} also matches the example of {other!r} of {its}."
        for rule, topic, other, its in pairs.select(
            "rule", "topic", "rule_of", "topic_of"
        ).iter_rows()
    ]
