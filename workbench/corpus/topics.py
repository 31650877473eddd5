"""The topic codebook: topics, the rules that find them, and an example and a near miss per rule.

A rule is a pattern in Rust syntax, matched with whole folded words (see `running`), in lower case.

- ``include``: a pattern that must also be found in the same sentence, or the match does not count.
- ``exclude``: a match that touches a match of this pattern does not count.
- ``scope``: *text* (sentences of the body), or *heading*: the heading lends its topic to every
  body paragraph under it.
- ``example`` must match and ``near_miss`` must not, or the codebook does not load.

Rust's patterns take time in proportion to the text, whatever is written: there is no look-around
and no back-reference, and none that runs away. What is too large to be built is refused.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from workbench.corpus.codebook import one_of, read_variants
from workbench.corpus.files import label, read_toml
from workbench.corpus.running import folded, places, whole_words
from workbench.errors import WorkbenchError
from workbench.schemas import SCOPES

TOPIC_KEYS = ("topic", "label", "question", "definition")
RULE_KEYS = ("rule", "topic", "scope", "pattern", "include", "exclude", "example", "near_miss")
NEEDED = {"rule", "pattern", "example", "near_miss"}
HEAD_KEYS = {"name", "about", "negators"}
#: Longer patterns are refused: nobody could check them, and the engine would build for seconds.
LONGEST_PATTERN = 2_000


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
    if not isinstance(rule, dict) or not NEEDED <= set(rule) or set(rule) - NEEDED - optional:
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


def pattern_fault(pattern: str) -> str:
    """Say why Polars cannot use a pattern, in a few words; empty if it can.

    Examples
    --------
    >>> pattern_fault("(?=x)")
    'look-around, including look-ahead and look-behind, is not supported'
    """
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError as error:
        said = str(error)
        if "size limit" in said:
            return "it is too large to be built; write smaller numbers in {…}, or several rules"
        reasons = [line for line in said.splitlines() if line.startswith("error: ")]
        return reasons[0].removeprefix("error: ") if reasons else "it cannot be read"
    return ""


def usable(pattern: str, where: str) -> None:
    """Raise for a pattern that could not work on folded words."""
    if len(pattern) > LONGEST_PATTERN:
        raise WorkbenchError(
            f"{where}: the pattern has {len(pattern):,} characters; the longest allowed has "
            f"{LONGEST_PATTERN:,}. Write several rules."
        )
    fault = pattern_fault(whole_words(pattern))
    if fault:
        raise WorkbenchError(f"{where}: {pattern!r} is not a valid pattern ({fault}).")
    if re.search("[A-Z]", re.sub(r"\\(?:[pP]\{[^}]*\}|.)", "", pattern)):
        raise WorkbenchError(f"{where}: {pattern!r} has capitals; rules match words in lower case.")
    if pl.Series([""]).str.contains(f"^(?:{pattern})$").item():
        raise WorkbenchError(f"{where}: {pattern!r} matches where there is no word.")


def rule_hits(texts: pl.Series, rule: dict[str, str]) -> pl.DataFrame:
    """Find the places that a rule counts in texts of folded words (see `running.places`).

    Examples
    --------
    >>> texts = pl.Series(["nuclear power", "nuclear weapons"])
    >>> rule_hits(texts, {"pattern": "nuclear", "include": "", "exclude": "nuclear weapons"}).rows()
    [(0, 0, 7)]
    """
    found = places(texts, rule["pattern"])
    if rule["include"] and found.height:
        row = texts.str.contains(whole_words(rule["include"])).arg_true()
        found = found.filter(pl.col("row").is_in(row.implode()))
    if rule["exclude"] and found.height:
        bad = places(texts, rule["exclude"]).rename({"first": "from", "last": "to"})
        met = found.join(bad, on="row").filter(
            (pl.col("first") < pl.col("to")) & (pl.col("from") < pl.col("last"))
        )
        found = found.join(met, on=["row", "first"], how="anti", maintain_order="left")
    return found


def checked(codebook: Codebook, where: str) -> Codebook:
    """Hold a codebook to its own examples; name what is repeated, and note what overlaps."""
    for frame, key in ((codebook.topics, "topic"), (codebook.rules, "rule")):
        repeated = frame.filter(pl.col(key).is_duplicated())[key]
        if len(repeated):
            raise WorkbenchError(f"{where}: the {key} {repeated[0]!r} is there twice.")
    examples = folded(codebook.rules["example"].to_list(), codebook.variants)
    misses = folded(codebook.rules["near_miss"].to_list(), codebook.variants)
    notices = []
    for number, rule in enumerate(codebook.rules.iter_rows(named=True)):
        place = f"{where}: rule {rule['rule']!r} of {rule['topic']}"
        hit = rule_hits(examples, rule)["row"].unique().to_list()
        if number not in hit:
            raise WorkbenchError(f"{place} does not match its example {rule['example']!r}.")
        if rule_hits(misses.slice(number, 1), rule).height:
            raise WorkbenchError(f"{place} matches its near miss {rule['near_miss']!r}.")
        others = codebook.rules[[row for row in hit if row != number]]
        same = others.filter(scope=rule["scope"])
        notices += [
            f"{place} also matches the example of {other!r} ({topic})."
            for other, topic in same.select("rule", "topic").iter_rows()
        ]
    return Codebook(
        **{name: getattr(codebook, name) for name in ("name", "about", "topics", "rules")},
        negators=codebook.negators,
        variants=codebook.variants,
        notices=tuple(notices),
    )
