"""Codebooks: rules in TOML, checked before they are used.

A codebook has topics, and each topic has rules that find it (`match` says what a rule matches).
Every rule has an ``example`` that it must match and a ``near_miss`` that it must not, or the
codebook does not load. ``scope`` is *text* (sentences of the body) or *heading* (the heading lends
its topic to the paragraphs under it).

Issues, verbs and the rules of positions are codebooks as well, whose topics are *terms*,
*operators*, *actors* …; all their terms belong to one matter.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
from msgspec import Meta, Struct, defstruct, to_builtins
from msgspec.json import encode
from msgspec.structs import asdict

from workbench.corpus.books import Text, convert, label, read, read_toml, table, toml
from workbench.corpus.match import KEYS, folded, folded_patterns, rule_hits, usable, wordless
from workbench.corpus.words import read_variants
from workbench.errors import WorkbenchError

TOPIC_KEYS = ("topic", "label", "question", "definition")
RULE_KEYS = ("rule", "topic", "scope", *KEYS, "example", "near_miss")
OWN_HEAD = """# A reader's own topic codebook, saved by the workbench; the shipped one is codebook/topics.toml.
# The form is the same, and the head of that file explains it.
"""


class Rule(Struct, forbid_unknown_fields=True):
    """A rule; the head of ``topics.toml`` explains its keys."""

    rule: Text
    pattern: Text
    example: Text
    near_miss: Text
    scope: Literal["text", "heading"] = "text"
    include: str = ""
    exclude: str = ""


Rules = Annotated[list[Rule], Meta(min_length=1)]


class Ruled(Struct, forbid_unknown_fields=True):
    """Something that rules find; each kind of codebook has a word of its own for ``topic``."""

    topic: Text
    rule: Rules


class Head(Struct, forbid_unknown_fields=True):
    """What a codebook says of itself, and its negating words."""

    name: Text
    about: str
    negators: list[Text]


def kind(name: str, *fields: str) -> type[Ruled]:
    """Return the shape of what rules find, under its word for ``topic``, with further texts."""
    texts = [(one, Text) for one in ("topic", *fields)]
    about = {"bases": (Ruled,), "rename": {"topic": name}, "forbid_unknown_fields": True}
    return defstruct(name.capitalize(), texts, **about)


def shape(name: str, *fields: str) -> type[Struct]:
    """Return the shape of a file with a head and tables of one kind, its only list."""
    tables = Annotated[list[kind(name, *fields)], Meta(min_length=1)]
    parts = [("codebook", Head), ("entries", tables)]
    about = {"rename": {"entries": name}, "forbid_unknown_fields": True}
    return defstruct(f"{name.capitalize()}s", parts, **about)


#: The shape of a topic codebook.
Topics = shape("topic", "label", "question", "definition")
Term = kind("term", "label", "definition")
Actor, Anchor, Qualifier = map(kind, ("actor", "anchor", "qualifier"))


@dataclass(frozen=True)
class Codebook:
    """Topics and rules, in order.

    ``topics``: ``topic``, ``label``, ``question``, ``definition``. ``rules``: ``rule``, ``topic``,
    ``scope``, ``pattern``, ``include``, ``exclude`` (empty if none), ``example``, ``near_miss``;
    patterns are folded as the text is. With ``one_matter`` the topics are terms of one matter: a
    heading lends its term whatever other term is in the paragraph. ``where`` names the file.
    """

    name: str
    about: str
    topics: pl.DataFrame
    rules: pl.DataFrame
    negators: tuple[str, ...]
    variants: dict[str, str]
    one_matter: bool = False
    where: str = ""


#: Codebooks that were checked, by what they say: the same ones are read again and again.
CHECKED: dict[tuple[Any, ...], Codebook] = {}


def variants_of(folder: Path) -> dict[str, str]:
    """Read the variants of a corpus folder."""
    return read_variants(folder / "codebook" / "variants.toml")


def read_topics(folder: Path, path: Path | None = None) -> Codebook:
    """Read and check the topic codebook of a corpus folder, or another file in its place.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> read_topics(load().folder).topics["topic"].to_list()[:2]
    ['economy', 'energy']
    """
    path = path or folder / "codebook" / "topics.toml"
    return parse(read_toml(path), label(path), variants_of(folder))


def parse(
    content: dict[str, Any], where: str, variants: dict[str, str], form: type[Struct] = Topics
) -> Codebook:
    """Turn the tables of a file of this shape into a checked `Codebook`; ``where`` names it."""
    book = convert(content, form, where)
    return codebook_of(book.codebook, book.entries, where, variants)


def codebook_of(
    head: Head, entries: Sequence[Ruled], where: str, variants: dict[str, str]
) -> Codebook:
    """Make a checked codebook of what its rules find.

    Without questions of their own the entries are terms of one matter; where an entry has no label
    its name is used, and where it has no definition what the codebook is about.

    Examples
    --------
    >>> rule = Rule("r", "sea", example="a sea", near_miss="a lake")
    >>> codebook_of(Head("x", "y", []), [Anchor("sea", [rule])], "x.toml", {}).topics.row(0)
    ('sea', 'sea', 'y', 'y')
    """
    abouts = {"label": None, "question": head.about, "definition": head.about}
    topics = [
        {"topic": one.topic} | {key: getattr(one, key, abouts[key] or one.topic) for key in abouts}
        for one in entries
    ]
    key = (encode((head, list(entries))), where, tuple(variants.items()))
    if key not in CHECKED:
        rules = [asdict(rule) | {"topic": one.topic} for one in entries for rule in one.rule]
        codebook = Codebook(
            head.name,
            head.about,
            pl.DataFrame(topics, schema=dict.fromkeys(TOPIC_KEYS, pl.String)),
            pl.DataFrame(rules, schema=dict.fromkeys(RULE_KEYS, pl.String)),
            tuple(head.negators),
            variants,
            one_matter=not hasattr(entries[0], "question"),
        )
        CHECKED[key] = checked(codebook, where)
    return CHECKED[key]


def checked(codebook: Codebook, where: str) -> Codebook:
    """Fold the patterns of a codebook, and hold each rule to its example and its near miss."""
    rules, variants = codebook.rules, codebook.variants
    for names in (codebook.topics["topic"], rules["rule"]):
        if names.is_duplicated().any():
            twice = names.filter(names.is_duplicated())[0]
            raise WorkbenchError(f"{where}: the {names.name} {twice!r} is there twice.")
    places = [
        f"{where}: rule {rule!r} of {topic}" for rule, topic in rules.select("rule", "topic").rows()
    ]
    rules = rules.with_columns(folded_keys(rules[key], variants, places) for key in KEYS)
    for key, wanted in (("example", True), ("near_miss", False)):
        found = rule_hits(folded(rules[key].to_list(), variants), rules)
        own = set(found.filter(pl.col("number") == pl.col("row"))["number"])
        for number, (place, text) in enumerate(zip(places, rules[key], strict=True)):
            if (number in own) != wanted:
                says = "does not match its example" if wanted else "matches its near miss"
                raise WorkbenchError(f"{place} {says} {text!r}.")
    return replace(codebook, rules=rules, where=where)


def folded_keys(patterns: pl.Series, variants: dict[str, str], places: list[str]) -> pl.Series:
    """Fold a key of all rules; raise for a pattern that, or a part of which, can never match."""
    for place, pattern in zip(places, patterns, strict=True):
        if pattern:
            usable(pattern, f"{place}, {patterns.name}")
    made = folded_patterns(patterns.to_list(), variants)
    for place, pattern, one in zip(places, patterns, made, strict=True):
        if pattern and wordless(one):
            raise WorkbenchError(
                f"{place}: a part of {pattern!r} can never match: it holds no word."
            )
    return pl.Series(patterns.name, made, dtype=pl.String)


class IssueHead(Struct, forbid_unknown_fields=True):
    """What is asked of an issue; the head of ``ukraine.toml`` explains the keys."""

    label: Text
    question: Text
    about: Text
    core: Annotated[list[Text], Meta(min_length=1)]
    names: Annotated[dict[str, Annotated[list[Text], Meta(min_length=1)]], Meta(min_length=1)]
    titles: list[Text]
    negators: list[Text]
    names_note: str = ""


class Day(Struct, forbid_unknown_fields=True):
    """A date that a reader needs to know."""

    day: dt.date
    what: Text


class IssueBook(Struct, forbid_unknown_fields=True):
    """The shape of an issue codebook."""

    issue: IssueHead
    term: Annotated[list[Term], Meta(min_length=1)]
    date: list[Day] = []


class Issue(IssueHead, kw_only=True):
    """One issue: its head, and the codebook of its terms (topic = term).

    ``issue`` is the name of the file, ``label`` our neutral name, ``core`` the terms whose mention
    puts a passage on the issue, ``names`` the competing names with their terms, in order,
    ``titles`` those of these terms that are titles, which may hold a name, ``names_note`` a
    sentence to be shown with the names, and ``dates`` the days that a reader needs to know.
    """

    issue: str
    codebook: Codebook
    dates: tuple[tuple[dt.date, str], ...]

    @property
    def naming(self) -> tuple[str, ...]:
        """Return the terms that count for a name."""
        return tuple(term for terms in self.names.values() for term in terms)


def issues(folder: Path) -> list[str]:
    """List the issues that a corpus folder has a codebook for, in alphabetical order.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> issues(load().folder)
    ['east-sea', 'nuclear-energy', 'ukraine']
    """
    return sorted(path.stem for path in (folder / "codebook" / "issues").glob("*.toml"))


def read_issue(folder: Path, issue: str) -> Issue:
    """Read and check one issue codebook; an unknown issue names those that are there.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> read_issue(load().folder, "east-sea").label
    'the East Sea (South China Sea)'
    """
    known = issues(folder)
    if issue not in known:
        choices = ", ".join(known) or "a folder with codebook/issues, for this one has none"
        raise WorkbenchError(f"Unknown issue {issue!r}; choose {choices}.")
    return read_names(folder, Path("issues") / f"{issue}.toml")


def read_country_order(folder: Path) -> Issue:
    """Read the codebook of the order in which the two states are named, as an issue of names.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> list(read_country_order(load().folder).names)
    ['Russia first', 'Viet Nam first']
    """
    return read_names(folder, Path("country-order.toml"))


def read_names(folder: Path, name: Path) -> Issue:
    """Read one file of the codebook folder with an ``[issue]`` table and its terms."""
    path = folder / "codebook" / name
    return issue_of(read(path, IssueBook), path.stem, label(path), variants_of(folder))


def issue_of(book: IssueBook, name: str, where: str, variants: dict[str, str]) -> Issue:
    """Turn an issue codebook into a checked `Issue`; ``where`` names it in messages."""
    head = book.issue
    codebook = codebook_of(Head(name, head.about, head.negators), book.term, where, variants)
    known = codebook.topics["topic"].to_list()
    every = [term for of_name in head.names.values() for term in of_name]
    twice = sorted({term for term in every if every.count(term) > 1})
    if twice:
        raise WorkbenchError(f"{where}: the term {twice[0]!r} counts for two names; keep one.")
    asked = {f"names, {one}": (of_name, known) for one, of_name in head.names.items()}
    asked |= {"core": (head.core, known), "titles": (head.titles, every)}
    for key, (listed, valid) in asked.items():
        for term in listed:
            one_of(term, valid, f"{where}: {key}: unknown term")
    dates = tuple((date.day, date.what) for date in book.date)
    return Issue(**asdict(head), issue=name, codebook=codebook, dates=dates)


def one_of(value: str, choices: list[str], where: str) -> None:
    """Raise unless the value is one of the choices."""
    if value not in choices:
        raise WorkbenchError(f"{where} {value!r}; choose {', '.join(choices)}.")


class LadderHead(Struct, forbid_unknown_fields=True):
    """What can be said for and against the order of the verbs."""

    about: Text
    precedent: Text
    limits: Text
    negators: list[Text]


class VerbClass(Struct, forbid_unknown_fields=True, rename={"name": "class"}):
    """A class of verbs."""

    name: Text
    meaning: Text


class Operator(Ruled, rename={"topic": "operator", "verb_class": "class"}):
    """A verb by which a text takes a position; ``rank`` counts from 1 inside its class."""

    topic: Text
    label: Text
    verb_class: Text
    rank: Annotated[int, Meta(ge=1)]


class LadderBook(Struct, forbid_unknown_fields=True, rename={"classes": "class"}):
    """The shape of ``operators.toml``."""

    ladder: LadderHead
    classes: Annotated[list[VerbClass], Meta(min_length=1)]
    operator: Annotated[list[Operator], Meta(min_length=1)]


class Ladder(LadderHead, kw_only=True):
    """Verbs (operators) in order, and what can be said for and against the order.

    ``operators``: ``operator``, ``label``, ``class``, ``rank`` (from 1, inside the class).
    ``classes``: ``class``, ``meaning``. ``precedent`` and ``limits`` are prose to be shown with
    every figure. ``codebook`` holds the rules (topic = operator).
    """

    classes: pl.DataFrame
    operators: pl.DataFrame
    codebook: Codebook


def read_operators(folder: Path) -> Ladder:
    """Read and check ``codebook/operators.toml`` of a corpus folder.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> ladder = read_operators(load().folder)
    >>> ladder.operators.filter(operator="highly appreciate").select("class", "rank").row(0)
    ('recognition', 4)
    """
    path = folder / "codebook" / "operators.toml"
    book, where = read(path, LadderBook), label(path)
    classes = [entry.name for entry in book.classes]
    for entry in book.operator:
        one_of(entry.verb_class, classes, f"{where}: operator {entry.topic!r}: unknown class")
    head = Head("operators", book.ladder.about, book.ladder.negators)
    verbs = pl.DataFrame(to_builtins(book.operator))
    return Ladder(
        **asdict(book.ladder),
        classes=pl.DataFrame(to_builtins(book.classes)),
        operators=verbs.select("operator", "label", "class", pl.col("rank").cast(pl.UInt32)),
        codebook=codebook_of(head, book.operator, where, variants_of(folder)),
    )


class PositionHead(Struct, forbid_unknown_fields=True):
    """Words after which a name is not the actor, and verbs by which a press text only reports."""

    about: Text
    not_after: list[Text]
    reporting: list[Text] = []


class PositionBook(Struct, forbid_unknown_fields=True):
    """The shape of ``positions.toml``."""

    rules: PositionHead
    anchor: Annotated[list[Anchor], Meta(min_length=1)]
    qualifier: Annotated[list[Qualifier], Meta(min_length=1)]
    actor: list[Actor] = []


class PositionRules(PositionHead, kw_only=True):
    """What positions are read by; each codebook's topics are the declared names.

    ``actors`` is nothing where the parties of the manifest give all actors. ``not_after``: words
    after which a name is not the actor of the clause. ``reporting``: verbs by which a press text
    only reports.
    """

    ladder: Ladder
    actors: Codebook | None
    anchors: Codebook
    qualifiers: Codebook


def read_position_rules(folder: Path) -> PositionRules:
    """Read and check ``codebook/positions.toml`` and ``codebook/operators.toml``.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> read_position_rules(load().folder).anchors.topics["topic"].to_list()[:2]
    ['UN Charter', 'international law']
    """
    path = folder / "codebook" / "positions.toml"
    book, where, variants = read(path, PositionBook), label(path), variants_of(folder)
    ladder = read_operators(folder)
    for verb in book.rules.reporting:
        known = ladder.operators["operator"].to_list()
        one_of(verb, known, f"{where}: rules: reporting: unknown verb")
    books = {
        f"{kind}s": codebook_of(Head(f"{kind}s", book.rules.about, []), entries, where, variants)
        for kind, entries in (
            ("actor", book.actor),
            ("anchor", book.anchor),
            ("qualifier", book.qualifier),
        )
        if entries
    }
    return PositionRules(**asdict(book.rules), ladder=ladder, **({"actors": None} | books))


def with_rule(codebook: Codebook, rule: dict[str, Any]) -> Codebook:
    """Return the codebook with a rule changed (same ``rule`` name), or added at the end of its topic.

    What a changed rule leaves out stays as it was; a new rule names its ``topic``. The result is
    checked as a file would be: an example that no longer matches is a `WorkbenchError`.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> codebook = read_topics(load().folder)
    >>> changed = with_rule(codebook, {"rule": "Ukraine", "pattern": "Ukraine"})
    >>> changed.rules.filter(rule="Ukraine")["pattern"].item()
    'ukraine'
    """
    rows = codebook.rules.to_dicts()
    at = next((i for i, row in enumerate(rows) if row["rule"] == rule.get("rule")), len(rows))
    new = {**(rows[at] if at < len(rows) else {}), **rule}
    topic = new.pop("topic", None)
    one_of(topic, codebook.topics["topic"].to_list(), "Unknown topic")
    row = to_builtins(convert(new, Rule, f"rule {rule.get('rule')!r}")) | {"topic": topic}
    return with_rows(codebook, [*rows[:at], row, *rows[at + 1 :]])


def without_rule(codebook: Codebook, name: str) -> Codebook:
    """Return the codebook without one rule.

    Examples
    --------
    >>> from workbench.corpus import load
    >>> without_rule(read_topics(load().folder), "tea")
    Traceback (most recent call last):
    ...
    workbench.errors.WorkbenchError: The codebook topics has no rule 'tea'.
    """
    rows = [row for row in codebook.rules.to_dicts() if row["rule"] != name]
    if len(rows) == codebook.rules.height:
        raise WorkbenchError(f"The codebook {codebook.name} has no rule {name!r}.")
    return with_rows(codebook, rows)


def with_rows(codebook: Codebook, rows: list[dict[str, str]]) -> Codebook:
    """Check a codebook with other rules; a topic without any rule is refused."""
    order = pl.Enum(codebook.topics["topic"])
    rules = pl.DataFrame(rows, schema=dict.fromkeys(RULE_KEYS, pl.String))
    rules = rules.sort(pl.col("topic").cast(order), maintain_order=True)
    for topic in codebook.topics["topic"]:
        if topic not in rules["topic"]:
            raise WorkbenchError(f"The topic {topic!r} would have no rule left.")
    return checked(replace(codebook, rules=rules), f"codebook {codebook.name}")


def to_toml(codebook: Codebook) -> str:
    """Write a codebook in the form in which it is read."""
    head = ("name", "about", "negators")
    parts = [
        OWN_HEAD,
        "[codebook]\n",
        *(f"{key} = {toml(getattr(codebook, key))}\n" for key in head),
    ]
    for topic in codebook.topics.iter_rows(named=True):
        parts.append(table("topic", topic))
        for rule in codebook.rules.filter(topic=topic["topic"]).iter_rows(named=True):
            given = {key: value for key, value in rule.items() if value and key != "topic"}
            parts.append(table("topic.rule", given))
    return "".join(parts)
