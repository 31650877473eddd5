"""Codebooks: rules in TOML, checked before they are used.

A codebook has topics, and each topic has rules that find it (`match` says what a rule matches).
Every rule has an ``example`` that it must match and a ``near_miss`` that it must not, or the
codebook does not load. ``scope`` is *text* (sentences of the body) or *heading* (the heading lends
its topic to the paragraphs under it).

Issues, verbs and the rules of positions are codebooks as well, whose topics are *terms*,
*operators*, *actors* …; all their terms belong to one matter.
"""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
from msgspec import Meta, Struct, defstruct, to_builtins
from msgspec.structs import asdict

from workbench.corpus.books import Text, convert, label, quoted, read
from workbench.corpus.match import KEYS, folded, folded_patterns, rule_hits, usable
from workbench.corpus.words import read_variants
from workbench.errors import WorkbenchError

TOPIC_KEYS = ("topic", "label", "question", "definition")
RULE_KEYS = ("rule", "topic", "scope", *KEYS, "example", "near_miss")
KINDS = ("actor", "anchor", "qualifier")
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


class Topic(Struct, forbid_unknown_fields=True):
    """A topic and the rules that find it."""

    topic: Text
    label: Text
    question: Text
    definition: Text
    rule: Rules


class Head(Struct, forbid_unknown_fields=True):
    """What a codebook says of itself, and its negating words."""

    name: Text
    about: str
    negators: list[Text]


class Topics(Struct, forbid_unknown_fields=True):
    """The shape of a topic codebook."""

    codebook: Head
    topic: Annotated[list[Topic], Meta(min_length=1)]


@dataclass(frozen=True)
class Codebook:
    """Topics and rules, in order; ``notices`` say which rules overlap by their own examples.

    ``topics``: ``topic``, ``label``, ``question``, ``definition``. ``rules``: ``rule``, ``topic``,
    ``scope``, ``pattern``, ``include``, ``exclude`` (empty if none), ``example``, ``near_miss``;
    patterns are folded as the text is. With ``one_matter`` the topics are terms of one matter: a
    heading lends its term whatever other term is in the paragraph.
    """

    name: str
    about: str
    topics: pl.DataFrame
    rules: pl.DataFrame
    negators: tuple[str, ...]
    variants: dict[str, str]
    notices: tuple[str, ...] = ()
    one_matter: bool = False


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
    path = folder / "codebook" / "topics.toml" if path is None else path
    return codebook_of(read(path, Topics), label(path), variants_of(folder))


def parse(content: dict[str, Any], where: str, variants: dict[str, str]) -> Codebook:
    """Turn the tables of a topic codebook into a checked `Codebook`."""
    return codebook_of(convert(content, Topics, where), where, variants)


def codebook_of(
    book: Topics, where: str, variants: dict[str, str], *, one_matter: bool = False
) -> Codebook:
    """Check a codebook that has its shape; ``where`` names it in messages."""
    topics = [{key: getattr(topic, key) for key in TOPIC_KEYS} for topic in book.topic]
    rules = [
        to_builtins(rule) | {"topic": topic.topic} for topic in book.topic for rule in topic.rule
    ]
    return checked(
        Codebook(
            book.codebook.name,
            book.codebook.about,
            pl.DataFrame(topics, schema=dict.fromkeys(TOPIC_KEYS, pl.String)),
            pl.DataFrame(rules, schema=dict.fromkeys(RULE_KEYS, pl.String)),
            tuple(book.codebook.negators),
            variants,
            one_matter=one_matter,
        ),
        where,
    )


def terms(
    entries: list[Any], key: str, head: dict[str, Any], where: str, variants: dict[str, str]
) -> Codebook:
    """Read tables named by ``key`` (with ``rule``) as a codebook of terms of one matter.

    ``head`` holds name, about and negators. Where an entry has no label its name is used, and
    where it has no definition what the codebook is about.

    Examples
    --------
    >>> rule = {"rule": "r", "pattern": "sea", "example": "a sea", "near_miss": "a lake"}
    >>> head = {"name": "x", "about": "y", "negators": []}
    >>> terms([{"term": "sea", "rule": [rule]}], "term", head, "x.toml", {}).topics.row(0)
    ('sea', 'sea', 'y', 'y')
    """
    tables = []
    for entry in map(to_builtins, entries):
        about = {"label": entry[key], "definition": head["about"]} | entry
        kept = {name: about[name] for name in ("label", "definition", "rule")}
        tables.append(kept | {"topic": entry[key], "question": head["about"]})
    book = convert({"codebook": head, "topic": tables}, Topics, where)
    return codebook_of(book, where, variants, one_matter=True)


def empty(pattern: str) -> bool:
    """Tell whether a pattern matches where there is nothing, as "sea|" does."""
    return pl.Series([""]).str.contains(f"^(?:{pattern})$").item()


def checked(codebook: Codebook, where: str) -> Codebook:
    """Fold the patterns of a codebook, hold it to its own examples, and note what overlaps."""
    for frame, key in ((codebook.topics, "topic"), (codebook.rules, "rule")):
        repeated = frame.filter(pl.col(key).is_duplicated())[key]
        if len(repeated):
            raise WorkbenchError(f"{where}: the {key} {repeated[0]!r} is there twice.")
    for row in codebook.rules.iter_rows(named=True):
        for key in KEYS:
            if row[key]:
                usable(row[key], f"{where}: rule {row['rule']!r} of {row['topic']}, {key}")
    asked = [pattern for key in KEYS for pattern in codebook.rules[key]]
    size, patterns = codebook.rules.height, folded_patterns(asked, codebook.variants)
    rules = codebook.rules.with_columns(
        pl.Series(key, patterns[n * size : (n + 1) * size]) for n, key in enumerate(KEYS)
    )
    wordless = next(
        (one for one in zip(asked, patterns, strict=True) if one[0] and empty(one[1])), None
    )
    if wordless:
        raise WorkbenchError(
            f"{where}: a part of {wordless[0]!r} can never match: it holds no word."
        )
    example, near_miss = (
        rule_hits(folded(rules[key].to_list(), codebook.variants), rules)
        for key in ("example", "near_miss")
    )
    own, spoilt = (
        set(found.filter(pl.col("number") == pl.col("row"))["number"])
        for found in (example, near_miss)
    )
    for number, row in enumerate(rules.iter_rows(named=True)):
        place = f"{where}: rule {row['rule']!r} of {row['topic']}"
        if number not in own:
            raise WorkbenchError(f"{place} does not match its example {row['example']!r}.")
        if number in spoilt:
            raise WorkbenchError(f"{place} matches its near miss {row['near_miss']!r}.")
    notices = tuple(example_overlaps(rules, example, where))
    return replace(codebook, rules=rules, notices=notices)


def example_overlaps(rules: pl.DataFrame, hit: pl.DataFrame, where: str) -> list[str]:
    """Say which rules match the example of another rule of the same scope."""
    about = rules.select("rule", "topic", "scope").rows()
    pairs = hit.filter(pl.col("number") != pl.col("row")).select("number", "row")
    found = []
    for number, row in pairs.unique(maintain_order=True).iter_rows():
        (rule, topic, scope), (other, its, same) = about[number], about[row]
        if scope == same:
            found.append(
                f"{where}: rule {rule!r} of {topic} also matches the example of {other!r} of {its}."
            )
    return found


class Term(Struct, forbid_unknown_fields=True):
    """A term of an issue."""

    term: Text
    label: Text
    definition: Text
    rule: Rules


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
    about = {"name": name, "about": head.about, "negators": head.negators}
    codebook = terms(book.term, "term", about, where, variants)
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


class Operator(Struct, forbid_unknown_fields=True, rename={"verb_class": "class"}):
    """A verb by which a text takes a position; ``rank`` counts from 1 inside its class."""

    operator: Text
    label: Text
    verb_class: Text
    rank: Annotated[int, Meta(ge=1)]
    rule: Rules


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
        one_of(entry.verb_class, classes, f"{where}: operator {entry.operator!r}: unknown class")
    head = {"name": "operators", "about": book.ladder.about, "negators": book.ladder.negators}
    rows = [(entry.operator, entry.label, entry.verb_class, entry.rank) for entry in book.operator]
    names = {"operator": pl.String, "label": pl.String, "class": pl.String, "rank": pl.UInt32}
    return Ladder(
        **asdict(book.ladder),
        classes=pl.DataFrame(to_builtins(book.classes)),
        operators=pl.DataFrame(rows, schema=names, orient="row"),
        codebook=terms(book.operator, "operator", head, where, variants_of(folder)),
    )


class PositionHead(Struct, forbid_unknown_fields=True):
    """Words after which a name is not the actor, and verbs by which a press text only reports."""

    about: Text
    not_after: list[Text]
    reporting: list[Text] = []


#: An actor that no party of the manifest gives, a legal basis, and words that narrow a position.
Actor, Anchor, Qualifier = (
    defstruct(kind.title(), [(kind, Text), ("rule", Rules)], forbid_unknown_fields=True)
    for kind in KINDS
)


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
    books = {}
    for kind in KINDS:
        head = {"name": f"{kind}s", "about": book.rules.about, "negators": []}
        entries = getattr(book, kind)
        books[f"{kind}s"] = terms(entries, kind, head, where, variants) if entries else None
    return PositionRules(**asdict(book.rules), ladder=ladder, **books)


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
    negators = ", ".join(quoted(word) for word in codebook.negators)
    head = {"name": codebook.name, "about": codebook.about}
    parts = [OWN_HEAD, f"[codebook]\n{lines(head, ('name', 'about'))}negators = [{negators}]\n"]
    for topic in codebook.topics.iter_rows(named=True):
        parts.append("[[topic]]\n" + lines(topic, TOPIC_KEYS))
        for rule in codebook.rules.filter(topic=topic["topic"]).iter_rows(named=True):
            keys = tuple(key for key in RULE_KEYS if key != "topic" and rule[key])
            parts.append("[[topic.rule]]\n" + lines(rule, keys))
    return "\n".join(parts)


def lines(row: dict[str, str], keys: tuple[str, ...]) -> str:
    """Write keys and values, a line each."""
    return "".join(f"{key} = {quoted(row[key])}\n" for key in keys)
