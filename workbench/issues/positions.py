"""Positions of a corpus: by rule, by the reference reading, how far both agree, and their verbs.

The reference reading is by a language model. The rules were written by a reader of the same
passages: agreement says that they write down one reading. It is no test of the rules on other
texts, and no agreement between two people.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import Any

import polars as pl
from msgspec import Struct, defstruct, structs

from workbench import schema
from workbench.corpus import Corpus, books
from workbench.corpus.codebooks import Issue, Ladder, PositionRules
from workbench.corpus.match import folded, located, running, voiced
from workbench.errors import Missing, WorkbenchError
from workbench.issues.coverage import of_issue, on_issue
from workbench.issues.reading import BOTH, NOT_NAMED, Match, Sentence, is_subject, read_sentence

SENTENCE = ["doc_id", "sent_no"]
KEYS = ("doc_id", "para_no", "sent_no")
#: What stands for somebody named before: the word, and whom it stands for.
PRONOUNS = {"he": "person", "she": "person", "i": "person", "it": "party"}
#: Stands in a pattern for a list without a member.
NEVER = "(?:\\x00)"
#: Fields of a position as it was read: printed words and names, and lists of names.
PRINTED = (
    *("doc_id", "first", "last", "actor", "actor_text", "operator", "operator_text", "negation"),
    *("object", "name_used", "voice", "note"),
)
SETS = ("legal_anchors", "qualifiers")
LISTS = ("embedded", *SETS)


def positions(
    corpus: Corpus, issue: Issue, found: pl.DataFrame, rules: PositionRules
) -> pl.DataFrame:
    """Return the positions frame of the sentences on an issue (see `coverage.on_issue`).

    Takes the mentions of the issue's codebook and `corpus.read_position_rules`.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Issue(wb.load(), "ukraine").positions
    >>> rows.filter(doc_id="vgp-2025").select("actor", "operator").rows()
    [('Russia', 'highly appreciate'), ('Russia', 'welcome')]
    """
    names = of_issue(issue, found).filter(
        pl.col("topic").cast(pl.String).is_in(issue.naming)
        & ~pl.col("topic").cast(pl.String).is_in(issue.titles)
    )
    named = names.select(*SENTENCE, "start", "end", topic=pl.lit(""), rule=pl.lit("name"))
    return read(corpus, on_issue(corpus, issue, found), rules, issue.issue, named)


def every_position(
    corpus: Corpus, rules: PositionRules, progress: Callable[[int, int], None] | None = None
) -> pl.DataFrame:
    """Return the positions frame of all sentences of the body, with an empty ``issue``.

    A large corpus is read in parts of whole documents; after each, ``progress`` is told how many
    documents are done, and of how many.

    Examples
    --------
    >>> import workbench as wb
    >>> from workbench.corpus import read_position_rules
    >>> corpus = wb.load()
    >>> rows = every_position(corpus, read_position_rules(corpus.folder))
    >>> rows.filter(doc_id="vgp-2025", provision="17").select("operator_text", "negation").rows()
    [('agreed to affirm', ''), ('do not support', 'do not')]
    """
    found, done = [schema.empty("positions")], 0
    for part in corpus.parts():
        found.append(read(part, part.sentences, rules, ""))
        done += part.documents.height
        if progress:
            progress(done, corpus.documents.height)
    return pl.concat(found)


def read(
    corpus: Corpus,
    sentences: pl.DataFrame,
    rules: PositionRules,
    issue: str,
    named: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the positions frame of some sentences; ``named`` are the places of the issue's names."""
    words = corpus.tokens.join(sentences, on=SENTENCE, how="semi", maintain_order="left")
    people, actors = party_rules(corpus)
    books = {
        "operator": rules.ladder.codebook.rules,
        "actor": pl.concat([rules.actors.rules, actors.select(rules.actors.rules.columns)]),
        "anchor": rules.anchors.rules,
        "qualifier": rules.qualifiers.rules,
    }
    every = pl.concat([book.with_columns(rule=pl.lit(kind)) for kind, book in books.items()])
    matches = located(running(words, KEYS), every).drop("para_no", "scope")
    if named is not None:
        matches = pl.concat([matches, named.select(matches.columns)], how="vertical_relaxed")
    marked, clauses = marks(matches), spans(corpus, sentences)
    statements = set(corpus.documents.filter(pl.col("genre") == "statement")["doc_id"])
    last: dict[str, str] = {}
    rows, speaking = [], ""
    for doc_id, para_no, sent_no, base, text in sentences.select(
        *KEYS, "start", "text"
    ).iter_rows():
        if doc_id != speaking:
            last, speaking = {}, doc_id
        at = (doc_id, sent_no)
        found = marked.get(at, {})
        sentence = Sentence(text, base, clauses[at], found)
        found["actor"] = list(named_actors(sentence, last, people, rules.not_after))
        reporting = () if doc_id in statements else rules.reporting
        place = {"doc_id": doc_id, "para_no": para_no, "note": ""}
        rows += [place | row for row in read_sentence(sentence, rules.not_after, reporting)]
    return laid_out(corpus, rows, issue, "rule")


def party_rules(corpus: Corpus) -> tuple[dict[str, str], pl.DataFrame]:
    """Return who is a *person* and who a *party*, and the rules that find them and pronouns.

    The parties of the manifest give the names. An office without a name is its party.
    """
    kinds: dict[str, str] = {}
    patterns: list[tuple[str, str]] = [(word, word) for word in PRONOUNS]
    parts = {}
    for one in corpus.parties:
        names, adjectives, capitals, offices = (
            either(corpus, forms)
            for forms in (one.names, one.adjectives, one.capitals, one.offices)
        )
        parts[one.party] = (names, adjectives, capitals, offices)
        office = f"(?:the )?{adjectives} {offices}|the {offices} of (?:the )?{names}"
        # what the manifest does not say of a party takes nothing away from the rest
        said = [f"(?:the )?{names}", capitals, f"(?:the )?{adjectives} side"]
        said = "|".join(way for way in said if NEVER not in way)
        patterns += [(one.party, said), (one.party, office)]
        kinds |= {one.party: "party"} | dict.fromkeys(one.people, "person")
        for person, spellings in one.people.items():
            name = either(corpus, [person, *spellings])
            patterns.append((person, name))
            patterns.append((person, f"(?:(?:{office}|(?:{offices} )*{offices}) )?{name}"))
    for first, second in permutations(parts.values(), 2):
        for mine, other in zip(first[:3], second[:3], strict=True):
            plural = f" {first[3]}s" if mine == first[1] else ""
            patterns.append((BOTH, f"(?:the )?{mine} and (?:the )?{other}{plural}"))
    rows = [{"topic": who, "pattern": pattern} for who, pattern in patterns if NEVER not in pattern]
    empty = dict.fromkeys(("include", "exclude", "example", "near_miss"), "")
    blank = {"rule": "", "scope": "text"} | empty
    return kinds, pl.DataFrame([blank | row for row in rows])


def either(corpus: Corpus, forms: Sequence[str]) -> str:
    """Return the pattern of any of these forms, folded as the text is."""
    words = folded(list(forms), corpus.variants).unique(maintain_order=True).to_list()
    words = sorted(filter(None, words), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, words))})" if words else NEVER


def named_actors(
    sentence: Sentence, last: dict[str, str], people: dict[str, str], not_after: Sequence[str]
) -> Iterator[Match]:
    """Yield the actors of a sentence; a pronoun is whom the text named last, if anybody.

    ``last`` is kept from sentence to sentence; ``people`` maps each name to *person* or *party*.
    """
    for one in sentence.matches.get("actor", []):
        kind = PRONOUNS.get(one.value)
        if kind is None:
            if is_subject(sentence, one, not_after):
                last[people.get(one.value, "party")] = one.value
            yield one
        elif kind in last:
            yield one._replace(value=last[kind])


def marks(matches: pl.DataFrame) -> dict[tuple[str, int], dict[str, list[Match]]]:
    """Collect matches by sentence and kind, in order; a longer one takes in what it overlaps."""
    found: dict[tuple[str, int], dict[str, list[Match]]] = {}
    size = pl.col("end").cast(pl.Int64) - pl.col("start")
    ordered = matches.drop_nulls("sent_no").sort(size, descending=True, maintain_order=True)
    for doc_id, sent_no, start, end, kind, value in ordered.select(
        *SENTENCE, "start", "end", "rule", "topic"
    ).iter_rows():
        here = found.setdefault((doc_id, sent_no), {}).setdefault(kind, [])
        if all(end <= other.start or other.end <= start for other in here):
            here.append(Match(start, end, value))
    for kinds in found.values():
        for here in kinds.values():
            here.sort()
    return found


def spans(corpus: Corpus, sentences: pl.DataFrame) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """Collect the places of clauses by sentence, in order."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    clauses = corpus.clauses.join(sentences, on=SENTENCE, how="semi", maintain_order="left")
    for doc_id, sent_no, start, end in clauses.select(*SENTENCE, "start", "end").iter_rows():
        found.setdefault((doc_id, sent_no), []).append((start, end))
    return found


def laid_out(corpus: Corpus, rows: list[dict[str, Any]], issue: str, coder: str) -> pl.DataFrame:
    """Give located rows the sentence, provision and voice of their verb, and their numbers."""
    made = ("coder", "issue", "position_no", "sent_no", "provision")
    columns = {name: kind for name, kind in schema.dtypes("positions").items() if name not in made}
    kept = [{name: row.get(name) for name in columns} for row in rows]
    frame = pl.DataFrame(kept, schema=columns, orient="row")
    if coder == "rule":
        place = frame.select("doc_id", "para_no", start="operator_start", end="operator_end")
        heard = voiced(place, corpus.documents, corpus.quotes)["voice"]
        frame = frame.with_columns(heard.cast(columns["voice"]))
    starts = corpus.sentences.select("doc_id", "sent_no", operator_start="start")
    frame = frame.with_row_index("row_no").sort("operator_start", maintain_order=True)
    frame = frame.join_asof(
        starts.sort("operator_start"), on="operator_start", by="doc_id", check_sortedness=False
    ).sort("row_no")
    lines = corpus.paragraphs.select("doc_id", "para_no", "provision")
    frame = frame.join(lines, on=["doc_id", "para_no"], how="left", maintain_order="left")
    number = pl.int_range(1, pl.len() + 1).over("doc_id")
    frame = frame.with_columns(
        coder=pl.lit(coder), issue=pl.lit(issue), position_no=number.cast(pl.UInt32)
    )
    return schema.conform("positions", frame)


def operators(corpus: Corpus, positions: pl.DataFrame, ladder: Ladder) -> pl.DataFrame:
    """Return the operators frame: how often each verb of the ladder is used, by document and voice.

    Takes positions of one coder. Negated and embedded uses are counted apart. Every verb has its
    row in every document and voice that the document can have: *stated* for a statement, *quoted*
    and *reported* otherwise. Nothing is averaged over the ladder.

    Examples
    --------
    >>> import workbench as wb
    >>> issue = wb.Issue(wb.load(), "ukraine")
    >>> rows = operators(issue.corpus, issue.reference, issue.ladder)
    >>> rows.filter(pl.col("n") > 0).select("doc_id", "operator", "n").row(0)
    ('tass-2024', 'welcome', 1)
    """
    if positions["coder"].n_unique() > 1:
        raise WorkbenchError("Positions of two coders would count twice; filter by coder first.")
    said = used(positions)
    known = ladder.operators["operator"]
    unknown = set(said["operator"]) - set(known)
    if unknown:
        raise WorkbenchError(
            f"codebook/operators.toml: no operator {min(unknown)!r}; choose {', '.join(known)}."
        )
    keys = ["doc_id", "voice", "operator"]
    counts = said.group_by(keys).agg(
        n=(pl.col("use") == "main").sum(),
        n_negated=(pl.col("use") == "negated").sum(),
        n_embedded=(pl.col("use") == "embedded").sum(),
    )
    stated = pl.col("genre").cast(pl.String) == "statement"
    possible = (
        corpus.documents.select("doc_id", "genre")
        .join(pl.DataFrame({"voice": schema.VOICES}), how="cross", maintain_order="left_right")
        .filter(stated == (pl.col("voice") == "stated"))
    )
    grid = possible.join(ladder.operators, how="cross", maintain_order="left_right")
    totals = positions.group_by("doc_id", pl.col("voice").cast(pl.String)).len("n_positions")
    for part, on in ((counts, keys), (totals, keys[:2])):
        grid = grid.join(part, on=on, how="left", maintain_order="left")
    counted = pl.col("n", "n_negated", "n_embedded", "n_positions")
    return schema.conform("operators", grid.with_columns(counted.fill_null(0)))


def used(positions: pl.DataFrame) -> pl.DataFrame:
    """Return a row per use of a verb: ``doc_id``, ``voice``, ``operator``, ``use``."""
    voice, inner = pl.col("voice").cast(pl.String), pl.col("operator")
    main = pl.when(pl.col("negation") == "").then(pl.lit("main")).otherwise(pl.lit("negated"))
    first = positions.select("doc_id", voice, "operator", use=main)
    within = positions.select("doc_id", voice, operator="embedded").explode("operator")
    negated = pl.when(inner.str.starts_with("not ")).then(pl.lit("negated"))
    within = within.drop_nulls().with_columns(
        use=negated.otherwise(pl.lit("embedded")), operator=inner.str.strip_prefix("not ")
    )
    return pl.concat([first, within])


class Coding(Struct, forbid_unknown_fields=True):
    """Who read the sources for positions, when, and how."""

    issue: str
    coder: str
    coded: date
    protocol: str


class Correction(Struct, forbid_unknown_fields=True):
    """What was changed after the reading, and the reason in the text."""

    date: date
    what: str
    why: str


#: One position as it was read: the printed words, and what they were taken for.
Position = defstruct(
    "Position",
    [("para", int), *((name, str) for name in PRINTED), *((name, list[str]) for name in LISTS)],
    forbid_unknown_fields=True,
    rename={"first": "from", "last": "to"},
)


class Reading(Struct, forbid_unknown_fields=True):
    """The shape of a file in ``reference/positions``."""

    coding: Coding
    position: list[Position] = []
    correction: list[Correction] = []


def read_reference(corpus: Corpus, issue: str, rules: PositionRules) -> pl.DataFrame:
    """Read ``reference/positions/<issue>.toml`` as the positions frame.

    Offsets are found from the printed words; words that are not there are named with their file.
    Documents that the corpus lacks are passed over. Raises `Missing` if nothing is left, or without
    such a file.

    Examples
    --------
    >>> import workbench as wb
    >>> rows = wb.Issue(wb.load(), "ukraine").reference
    >>> rows.filter(doc_id="vov-2025")["operator_text"].to_list()
    ['acknowledged', 'welcoming']
    """
    where = f"reference/positions/{issue}.toml"
    if not (corpus.folder / where).exists():
        raise Missing(f"a reference reading of positions on {issue}.")
    content = books.read(corpus.folder / where, Reading)
    if content.coding.issue != issue:
        raise WorkbenchError(f"{where}: [coding] is about {content.coding.issue!r}.")
    order = {doc_id: number for number, doc_id in enumerate(corpus.documents["doc_id"])}
    here = [(n, one) for n, one in enumerate(content.position, 1) if one.doc_id in order]
    if not here:
        raise Missing(f"a source that the reference reading of positions on {issue} covers.")
    choices, rows = declared(corpus, rules), []
    places = corpus.paragraphs.select("doc_id", "para_no", "start", "text").iter_rows()
    lines = {(doc_id, para_no): (start, text) for doc_id, para_no, start, text in places}
    for number, one in here:
        check_declared(one, choices, f"{where}: position {number}")
        line = lines.get((one.doc_id, one.para), (0, ""))
        rows.append(found_in(one, *line, f"{where}: position {number}"))
    rows.sort(key=lambda row: (order[row["doc_id"]], row["operator_start"]))
    return laid_out(corpus, rows, issue, "reference")


def declared(corpus: Corpus, rules: PositionRules) -> dict[str, list[str]]:
    """Return the names that the fields of a position may have."""
    kinds, _ = party_rules(corpus)
    verbs = rules.ladder.operators["operator"].to_list()
    return {
        "actor": [*rules.actors.topics["topic"], *kinds, NOT_NAMED],
        "operator": verbs,
        "embedded": [*verbs, *(f"not {verb}" for verb in verbs)],
        "legal_anchors": rules.anchors.topics["topic"].to_list(),
        "qualifiers": rules.qualifiers.topics["topic"].to_list(),
        "voice": list(schema.VOICES),
    }


def check_declared(one: Position, choices: dict[str, list[str]], where: str) -> None:
    """Raise for a value that no codebook declares."""
    for field, allowed in choices.items():
        value = getattr(one, field)
        for each in value if isinstance(value, list) else [value]:
            if each not in allowed:
                raise WorkbenchError(
                    f"{where}: unknown {field} {each!r}; choose {', '.join(allowed)} (see the "
                    "parties of the manifest, codebook/positions.toml and operators.toml)."
                )


def found_in(one: Position, base: int, text: str, where: str) -> dict[str, Any]:
    """Find the printed words of a position in its line, which begins at ``base``."""
    first = text.find(one.first)
    last = text.find(one.last, max(first, first + len(one.first) - len(one.last)))
    passage = text[max(first, 0) : last + len(one.last)]
    inside = {"first": text, "last": text[max(first, 0) :], "actor_text": text}
    inside |= dict.fromkeys(("operator_text", "object", "negation", "name_used"), passage)
    for field, printed in inside.items():
        if getattr(one, field) not in printed:
            raise WorkbenchError(
                f"{where}: {field} {getattr(one, field)!r} is not in line {one.para} of "
                f"{one.doc_id}, in {printed[:80]!r}."
            )
    at = base + first + passage.find(one.operator_text)
    places = {"start": base + first, "end": base + first + len(passage), "operator_start": at}
    places["operator_end"] = at + len(one.operator_text)
    return structs.asdict(one) | {"para_no": one.para, "text": passage} | places


@dataclass(frozen=True)
class Review:
    """How far two readings of positions agree.

    ``agreement``: ``field``, ``n`` (compared), ``n_agree``, ``share``, a row per field. For the
    field *position*, ``n`` is every position that either reading has and ``n_agree`` those that
    both have; the other fields are compared on these. ``differences``: the differences frame.
    """

    agreement: pl.DataFrame
    differences: pl.DataFrame


def review(by_rule: pl.DataFrame, reference: pl.DataFrame, documents: pl.DataFrame) -> Review:
    """Match positions by rule with a reference reading by the place of the verb; compare fields.

    Takes two positions frames on the same issue, and documents. Lists of legal bases and qualifiers
    agree if they have the same members; everything else must be the same to the letter.

    Examples
    --------
    >>> import workbench as wb
    >>> issue = wb.Issue(wb.load(), "ukraine")
    >>> review(issue.positions, issue.reference, issue.corpus.documents).agreement.row(0)
    ('position', 6, 6, 1.0)
    """
    for frame, coder in ((by_rule, "rule"), (reference, "reference")):
        if set(frame["coder"].cast(pl.String)) - {coder}:
            raise WorkbenchError(
                f"review takes positions by rule and by reference; these are not by {coder}."
            )
    fields = schema.VOCABULARY["fields"]
    counts = {field: [0, 0] for field in fields}
    rows = []
    for rule, read in paired(by_rule.rows(named=True), reference.rows(named=True)):
        for field in fields if rule and read else fields[:1]:
            values = [told(one, field) for one in (rule, read)]
            same = agree(rule, read, field)
            counts[field][0] += 1
            counts[field][1] += same
            if not same:
                numbers = [one["position_no"] if one else 0 for one in (rule, read)]
                names = ("field", "rule", "reference", "rule_no", "reference_no")
                about = read or rule
                rows.append(about | dict(zip(names, (field, *values, *numbers), strict=True)))
    agreement = pl.DataFrame(
        [(field, *pair) for field, pair in counts.items()],
        schema={"field": pl.String, "n": pl.UInt32, "n_agree": pl.UInt32},
        orient="row",
    )
    share = pl.when(pl.col("n") > 0).then(pl.col("n_agree") / pl.col("n"))
    order = {doc_id: number for number, doc_id in enumerate(documents["doc_id"])}
    rows.sort(key=lambda row: (order[row["doc_id"]], row["start"]))
    types = schema.dtypes("differences")
    kept = [{name: row[name] for name in types} for row in rows]
    differences = pl.DataFrame(kept, schema=types, orient="row")
    return Review(agreement.with_columns(share=share), differences)


def paired(
    by_rule: list[dict[str, Any]], reference: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Yield positions whose verbs overlap as pairs, each once, and those that only one has."""
    free = list(by_rule)
    for read in reference:
        met = (
            rule
            for rule in free
            if rule["doc_id"] == read["doc_id"]
            and rule["operator_start"] < read["operator_end"]
            and read["operator_start"] < rule["operator_end"]
        )
        rule = next(met, None)
        if rule:
            free.remove(rule)
        yield rule, read
    yield from ((rule, None) for rule in free)


def told(one: dict[str, Any] | None, field: str) -> str:
    """Return a field of a position as text; empty where there is no position."""
    if one is None:
        return ""
    if field == "position":
        return f"{one['actor']}: {one['operator_text']}"
    return "; ".join(one[field]) if isinstance(one[field], list) else str(one[field])


def agree(rule: dict[str, Any] | None, read: dict[str, Any] | None, field: str) -> bool:
    """Tell whether two readings of a position are the same in a field."""
    if not (rule and read) or field == "position":
        return bool(rule and read)
    if field in SETS:
        return set(rule[field]) == set(read[field])
    return rule[field] == read[field]
