"""Positions: by rule, sentence by sentence; by the reference reading; how far both agree.

The first verb of a sentence opens a position. A later one opens another if it has a subject of its
own (…, and they welcome), begins a clause after a semicolon, has the ending of the first
(supports … welcomes), or is a participle after a comma (…, welcoming); any other is embedded
(agreed … support). What belongs to another (Viet Nam's readiness) or to a noun (a statement
announcing) is nobody's verb here. A passage runs to the next position, across semicolons. Where a
press text reports a verb (the document says that both sides support), the reporter's frame is no
position. *He*, *she* and *I* are the last person named in the document, *it* the last party.

What this cannot do: find a position without a verb of the ladder, or tell a verb of the two
parties from one of the press (the document *notes*) where it reports no other.

The reference reading is by a language model. The rules were written by a reader of the same
passages: agreement says that they write down one reading. It is no test of the rules on other
texts, and no agreement between two people.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import polars as pl
from msgspec import Struct, defstruct, structs

from workbench import schema
from workbench.corpus import Corpus, books
from workbench.corpus.codebooks import Issue, PositionRules, one_of
from workbench.corpus.match import BOTH, PRONOUNS, Match, party_rules, position_marks, voiced
from workbench.errors import Missing, WorkbenchError
from workbench.issues.coverage import on_issue

SENTENCE = ["doc_id", "sent_no"]
KEYS = ("doc_id", "para_no", "sent_no")
#: Fields of a position as it was read: printed words and names, and lists of names.
PRINTED = (
    *("doc_id", "first", "last", "actor", "actor_text", "operator", "operator_text", "negation"),
    *("object", "name_used", "voice", "note"),
)
SETS = ("legal_anchors", "qualifiers")
LISTS = ("embedded", *SETS)
#: Letters at the end of a stretch in which what ends it is looked for.
END = 60
NOT_NAMED = "not named"
#: A text that is made to speak.
SPEAKING_TEXT = re.compile(r"\b(?:document|statement|declaration|communiqu[eé])\b", re.IGNORECASE)
NEGATED = re.compile(
    r"(?:\b(?:do|does|did|will|shall)\s+)?\bnot(?:\s+to)?\s+$|\b(?:never|cannot)\s+$"
)
ADVERBS = (
    r"(?:(?:also|both|all|consistently|further|have|has|had|are|is|was|were|always|again|will|then|"
    r"do|does|did|not)\b[\s,“\"]*)*"
)
BETWEEN = re.compile(rf"^[\s,“\"]*{ADVERBS}$", re.IGNORECASE)
BEGINS = re.compile(rf"^[\s,;“\"]*(?:(?:and|but|while)\b\s+)?{ADVERBS}$", re.IGNORECASE)
NEW_SUBJECT = re.compile(r"(?:[,;”\"]|\b(?:and|but|so|while))\s+$")
LEADING = re.compile(r"^[\s,:]*(?:(?:for|of)\s+)?[\"“]?")
TRAILING = re.compile(
    r"(?:[\s,;.:\"”/]|(?<=\W)(?:and|but|while|so)(?=\W*$)|\balso"
    r"|(?<=[,”\"] )(?:it|the statement|the document) reads)+$"
)
LAST_WORD = re.compile(r"(\w+)\W*$")
#: What makes a name part of a longer one: Viet Nam-Russia, Moscow Region.
HYPHENS, LONGER_NAME = ("-", "‑", "–"), re.compile(r"[-‑–]\w|\s[A-Z]")
POSSESSIVE = re.compile(r"['’]s?$")
#: What leads from a saying to what was said.
REPORTED = re.compile(r"^[\s,]*(?:adding\s+)?(?:that\b|:|[“\"])", re.IGNORECASE)
#: A saying that nothing follows but where or when it was said.
NO_COMPLEMENT = re.compile(
    r"^[\s.,”\"]*(?:(?:there|here|later|today)\b\s*)?(?:(?:in|at|on|during|after)\b[^,;“\"]*)?[\s.,”\"]*$"
)


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
    names = [term for term in issue.naming if term not in issue.titles]
    here = found.filter(pl.col("topic").cast(pl.String).is_in(names))
    named = here.select(*SENTENCE, "start", "end", topic=pl.lit(""), rule=pl.lit("name"))
    return read(corpus, on_issue(corpus, issue, found), rules, issue.issue, named)


def every_position(corpus: Corpus, rules: PositionRules) -> pl.DataFrame:
    """Return the positions frame of all sentences of the body, with an empty ``issue``.

    A large corpus is read in parts of whole documents, so that memory stays flat.

    Examples
    --------
    >>> import workbench as wb
    >>> from workbench.corpus import read_position_rules
    >>> corpus = wb.load()
    >>> rows = every_position(corpus, read_position_rules(corpus.folder))
    >>> rows.filter(doc_id="vgp-2025", provision="17").select("operator_text", "negation").rows()
    [('agreed to affirm', ''), ('do not support', 'do not')]
    """
    return pl.concat(read(part, part.sentences, rules, "") for part in corpus.parts())


def read(
    corpus: Corpus,
    sentences: pl.DataFrame,
    rules: PositionRules,
    issue: str,
    named: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return the positions frame of some sentences; ``named`` are the places of the issue's names."""
    people, marked = party_rules(corpus)[0], position_marks(corpus, sentences, rules, named)
    clauses = corpus.clauses.group_by(SENTENCE).agg(pl.concat_list("start", "end"))
    spans = {(doc_id, sent_no): found for doc_id, sent_no, found in clauses.iter_rows()}
    statements = set(corpus.documents.filter(pl.col("genre") == "statement")["doc_id"])
    last: dict[str, dict[str, str]] = {}
    rows = []
    for doc_id, para_no, sent_no, base, text in sentences.select(*KEYS, "start", "text").rows():
        at = (doc_id, sent_no)
        sentence = Sentence(text, base, spans[at], marked.get(at, {}), rules.not_after)
        sentence.actors[:] = named_actors(sentence, last.setdefault(doc_id, {}), people)
        reporting = () if doc_id in statements else rules.reporting
        place = {"doc_id": doc_id, "para_no": para_no, "note": ""}
        rows += [place | row for row in read_sentence(sentence, reporting)]
    return laid_out(corpus, rows, issue, "rule")


def named_actors(
    sentence: "Sentence", last: dict[str, str], people: dict[str, str]
) -> Iterator["Match"]:
    """Yield the actors of a sentence; a pronoun is whom the text named last, if anybody.

    ``last`` is kept from sentence to sentence; ``people`` maps each name to *person* or *party*.
    """
    for one in list(sentence.actors):
        kind = PRONOUNS.get(one.value)
        if kind is None:
            if sentence.is_subject(one):
                last[people.get(one.value, "party")] = one.value
            yield one
        elif kind in last:
            yield one._replace(value=last[kind])


def laid_out(corpus: Corpus, rows: list[dict[str, Any]], issue: str, coder: str) -> pl.DataFrame:
    """Give located rows the sentence, provision and voice of their verb, and their numbers."""
    made = ("coder", "issue", "position_no", "sent_no", "provision")
    columns = {name: kind for name, kind in schema.dtypes("positions").items() if name not in made}
    frame = pl.from_dicts(rows, schema=columns) if rows else pl.DataFrame(schema=columns)
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
    frame = frame.with_columns(coder=pl.lit(coder), issue=pl.lit(issue), position_no=number)
    return schema.conform("positions", frame)


class Sentence(NamedTuple):
    """A sentence, where it begins, its clauses, and its matches by kind.

    Kinds are operator, actor, anchor, qualifier and name; matches are in order and apart. All places
    are those of the source. After the words of ``not_after`` a name is no actor.
    """

    text: str
    base: int
    clauses: Sequence[Sequence[int]]
    matches: dict[str, list[Match]]
    not_after: Sequence[str] = ()

    @property
    def actors(self) -> list[Match]:
        """Return who is named, in order."""
        return self.matches.setdefault("actor", [])

    def cut(self, start: int, end: int) -> str:
        """Return the printed words between two places of the source."""
        return self.text[start - self.base : end - self.base]

    def before(self, place: int) -> str:
        """Return the last words that are printed before a place."""
        return self.cut(max(self.base, place - END), place)

    def after(self, place: int) -> str:
        """Return what is printed after a place."""
        return self.text[place - self.base :]

    def inside(self, kind: str, start: int, end: int) -> list[Match]:
        """Return the matches of a kind that begin between two places, in order."""
        return [one for one in self.matches.get(kind, []) if start <= one.start < end]

    def is_subject(self, actor: Match) -> bool:
        """Tell whether a name can be the actor: whole, no possessive, and not after such a word."""
        before = self.before(actor.start)
        if POSSESSIVE.search(self.cut(actor.start, actor.end)) or before.endswith(HYPHENS):
            return False
        word = LAST_WORD.search(before)
        after = word and word[1].lower() in self.not_after
        return not (after or LONGER_NAME.match(self.after(actor.end)))


@dataclass
class Group:
    """A verb with those embedded in it: where its passage begins and ends, and its actor.

    ``frame`` marks a saying that only says who said what stands before it.
    """

    start: int
    operators: list[Match]
    actor: tuple[str, str, int]
    end: int = 0
    frame: bool = False


def read_sentence(sentence: Sentence, reporting: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the positions of one sentence, in order, as rows of the positions frame.

    ``reporting`` are the verbs by which a press text only reports what others say.

    Examples
    --------
    >>> text = "Ruritania supports the pact and welcomes talks."
    >>> found = {"actor": [Match(0, 9, "Ruritania")]}
    >>> found["operator"] = [Match(10, 18, "support"), Match(32, 40, "welcome")]
    >>> rows = read_sentence(Sentence(text, 0, [(0, 47)], found))
    >>> [(row["actor"], row["operator"], row["object"]) for row in rows]
    [('Ruritania', 'support', 'the pact'), ('Ruritania', 'welcome', 'talks')]
    """
    subjects = [one for one in sentence.actors if sentence.is_subject(one)]
    groups = grouped(sentence, subjects, reporting)
    bounded(sentence, groups, subjects)
    return [row(sentence, group) for group in groups if not group.frame]


def grouped(sentence: Sentence, subjects: list[Match], reporting: Sequence[str]) -> list[Group]:
    """Group the verbs of a sentence: each position with what is embedded in it."""
    groups: list[Group] = []
    for verb in sentence.matches.get("operator", []):
        clause = next(at for at in sentence.clauses if verb.start < at[1])
        here = [one for one in subjects if clause[0] <= one.start < clause[1]]
        before = [one for one in here if one.end <= verb.start]
        beside = (one for one in before[::-1] if BETWEEN.match(sentence.cut(one.end, verb.start)))
        subject = next(beside, None)
        if not is_own_verb(sentence, verb, subject, first=not groups):
            continue
        if one := subject or (before[0] if before and not groups else None):
            actor = (one.value, sentence.cut(one.start, one.end), one.start)
        else:
            actor = (*groups[-1].actor[:2], -1) if groups else (NOT_NAMED, "", -1)
        says = SPEAKING_TEXT.search(actor[1]) or verb.value in reporting
        if not groups:
            groups.append(Group(sentence.clauses[0][0], [verb], actor))
        elif subject and reports(sentence, groups[-1], subject, reporting):
            groups[-1] = Group(subject.start, [verb], actor)
        elif (start := opening(sentence, groups[-1], verb, clause, before, subject)) is None:
            groups[-1].operators.append(verb)
        else:
            frame = bool(says and NO_COMPLEMENT.match(sentence.after(verb.end)))
            start = listed_from(sentence, start) if frame else start
            groups.append(Group(start, [verb], actor, frame=frame))
    return groups


def listed_from(sentence: Sentence, place: int) -> int:
    """Return where the names begin of which the last begins here: the chancellors, X and Y, said."""
    begin = place
    for one in sentence.actors[::-1]:
        gap = sentence.cut(one.end, begin).strip() if one.end < begin else ""
        if gap == "and" or (gap == "," and one.value == BOTH and begin < place):
            begin = one.start
    return begin


def reports(sentence: Sentence, group: Group, subject: Match, reporting: Sequence[str]) -> bool:
    """Tell whether a position only says that the one of this subject was taken."""
    (main, *inner), who = group.operators, group.actor[1]
    said = sentence.cut(main.end, subject.start) if main.end <= subject.start else ""
    speaks = SPEAKING_TEXT.search(who) or main.value in reporting
    return bool(speaks and not inner and REPORTED.match(said))


def opening(
    sentence: Sentence,
    group: Group,
    verb: Match,
    clause: Sequence[int],
    before: list[Match],
    subject: Match | None,
) -> int | None:
    """Return where the position of a later verb begins; None if it is embedded in the group."""
    if group.operators[-1].start < clause[0]:
        own = before or BEGINS.match(sentence.cut(clause[0], verb.start))
        return clause[0] if own else None
    if not opens(sentence, group, verb, subject):
        return None
    return subject.start if subject else verb.start


def is_own_verb(sentence: Sentence, verb: Match, subject: Match | None, *, first: bool) -> bool:
    """Tell whether a verb is an actor's: not another's readiness, nor a noun's participle."""
    for actor in sentence.actors:
        owned = POSSESSIVE.search(sentence.cut(actor.start, actor.end))
        if owned and sentence.cut(actor.end, verb.start).isspace():
            return False
    before = sentence.before(verb.start).rstrip()
    participle = form_of(sentence.cut(verb.start, verb.end)) == "ing"
    modifies = first and participle and before and not before.endswith((",", ";", ":", "and"))
    return not modifies or bool(subject and sentence.cut(subject.end, verb.start).strip())


def opens(sentence: Sentence, group: Group, later: Match, subject: Match | None) -> bool:
    """Tell whether a later verb of a clause opens a position, or is embedded in the first."""
    first = group.operators[0]
    if subject and first.end <= subject.start:
        return bool(NEW_SUBJECT.search(sentence.before(subject.start)))
    before, printed = sentence.before(later.start).rstrip(), sentence.cut(first.start, first.end)
    form, first_form = form_of(sentence.cut(later.start, later.end)), form_of(printed)
    if "ing" in {form, first_form}:
        return before.endswith(",")
    if first_form == "to" and form == "" and group.actor[0] == BOTH:
        # "both will sail and support": of several actors the second verb may be of the present
        return before.endswith(" and") and printed in {"will", "shall"}
    infinitive = sentence.after(first.end).startswith(" to ") and not printed.endswith("support")
    return before.endswith((",", " and")) and form == first_form and not (form == "" and infinitive)


def form_of(words: str) -> str:
    """Return the ending of a verb by which it can be joined to another.

    One that governs an infinitive (will, aim to) ends in *to*: bare verbs after it are its own.

    Examples
    --------
    >>> [form_of(words) for words in ("highly welcomes", "opposed to", "welcoming", "stress", "will")]
    ['s', 'ed', 'ing', '', 'to']
    """
    parts = words.lower().split()
    verb = parts[1] if len(parts) > 1 and parts[0].endswith("ly") else parts[0]
    form = next((end for end in ("ing", "ed") if verb.endswith(end)), "")
    if not form and parts[-1] in {"to", "will", "shall"}:
        return "to"
    return form or ("s" if verb.endswith("s") and not verb.endswith("ss") else "")


def bounded(sentence: Sentence, groups: list[Group], subjects: list[Match]) -> None:
    """End each passage at the next, or before a later clause with a subject and no verb here."""
    begun = [
        begin
        for begin, _ in sentence.clauses
        for one in subjects
        if begin <= one.start and BEGINS.match(sentence.cut(begin, one.start))
    ]
    stops = [*(group.start for group in groups[1:]), sentence.clauses[-1][1]]
    for group, stop in zip(groups, stops, strict=False):
        last = group.operators[-1].start
        group.end = next((begin for begin in begun if last < begin < stop), stop)


def row(sentence: Sentence, group: Group) -> dict[str, Any]:
    """Return the row of one position; what is said before "…, they affirmed" is its object."""
    (main, *inner), (who, printed, place) = group.operators, group.actor
    end = main.end
    if inner and sentence.cut(end, inner[0].start).strip() == "to":
        end = inner[0].end
    negation = NEGATED.search(sentence.before(main.start))
    start = main.start - len(negation[0]) if negation else main.start
    first, about = min(group.start, start), trimmed(sentence.cut(end, group.end))
    if not about and place >= 0:
        first = sentence.base
        about = trimmed(sentence.cut(first, place))
    last = max(first + len(without_end(sentence.cut(first, group.end))), end)
    anchors, qualifiers = (
        list(dict.fromkeys(one.value for one in sentence.inside(kind, first, last)))
        for kind in ("anchor", "qualifier")
    )
    denied = (NEGATED.search(sentence.before(one.start)) for one in inner)
    return {
        "start": first,
        "end": last,
        "text": sentence.cut(first, last),
        "actor": who,
        "actor_text": printed,
        "operator": main.value,
        "operator_text": sentence.cut(start, end),
        "operator_start": start,
        "operator_end": end,
        "embedded": ["not " * bool(no) + one.value for no, one in zip(denied, inner, strict=True)],
        "negation": negation[0].strip() if negation else "",
        "object": about,
        "legal_anchors": anchors,
        "qualifiers": qualifiers,
        "name_used": next(
            (closed(sentence, one) for one in sentence.inside("name", first, last)), ""
        ),
    }


def trimmed(words: str) -> str:
    """Return a complement without the marks and joining words around it."""
    return LEADING.sub("", without_end(words))


def without_end(words: str) -> str:
    """Return printed words without the marks and joining words at their end."""
    return words[:-END] + TRAILING.sub("", words[-END:])


def closed(sentence: Sentence, name: Match) -> str:
    """Return a name as printed, with the bracket that closes it."""
    printed = sentence.cut(name.start, name.end)
    open_ = printed.count("(") > printed.count(")") and sentence.after(name.end).startswith(")")
    return f"{printed})" if open_ else printed


# --- the reference reading ---


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
    path, order = corpus.folder / where, corpus.documents["doc_id"].to_list()
    read = books.read(path, Reading) if path.exists() else None
    if read and read.coding.issue != issue:
        raise WorkbenchError(f"{where}: [coding] is about {read.coding.issue!r}.")
    choices, rows = declared(corpus, rules), []
    for number, one in enumerate(read.position if read else (), 1):
        if one.doc_id in order:
            rows.append(found_in(one, corpus, choices, f"{where}: position {number}"))
    if not rows:
        raise Missing(f"a source that a reference reading of positions on {issue} covers.")
    rows.sort(key=lambda row: (order.index(row["doc_id"]), row["operator_start"]))
    return laid_out(corpus, rows, issue, "reference")


def declared(corpus: Corpus, rules: PositionRules) -> dict[str, list[str]]:
    """Return the names that the fields of a position may have."""
    verbs = rules.ladder.operators["operator"].to_list()
    actors = [*rules.actors.topics["topic"], *party_rules(corpus)[0], NOT_NAMED]
    return {
        "actor": actors,
        "operator": verbs,
        "embedded": [*verbs, *(f"not {verb}" for verb in verbs)],
        "legal_anchors": rules.anchors.topics["topic"].to_list(),
        "qualifiers": rules.qualifiers.topics["topic"].to_list(),
        "voice": list(schema.VOICES),
    }


def found_in(
    one: Position, corpus: Corpus, choices: dict[str, list[str]], where: str
) -> dict[str, Any]:
    """Return the row of a position: its names are declared, its printed words are in its line."""
    for field, allowed in choices.items():
        value = getattr(one, field)
        for name in value if isinstance(value, list) else [value]:
            one_of(name, allowed, f"{where}: unknown {field}")
    line = corpus.paragraphs.filter(doc_id=one.doc_id, para_no=one.para)
    base, text = line.select("start", "text").row(0) if line.height else (0, "")
    first = max(text.find(one.first), 0)
    last = text.find(one.last, max(first, first + len(one.first) - len(one.last)))
    passage = text[first : last + len(one.last)]
    inside = {"first": text, "last": text[first:], "actor_text": text}
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


def review(
    by_rule: pl.DataFrame, reference: pl.DataFrame, documents: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Match positions by rule with a reference reading by the place of the verb; compare fields.

    Takes two positions frames on the same issue, and documents. Returns how far they agree
    (``field``, ``n`` compared, ``n_agree``, ``share``) and the differences frame. For the field
    *position*, ``n`` is every position that either reading has and ``n_agree`` those that both have;
    the other fields are compared on these. Lists of legal bases and qualifiers agree if they have the same members;
    everything else must be the same to the letter.

    Examples
    --------
    >>> import workbench as wb
    >>> issue = wb.Issue(wb.load(), "ukraine")
    >>> review(issue.positions, issue.reference, issue.corpus.documents)[0].row(0)
    ('position', 6, 6, 1.0)
    """
    fields = schema.VOCABULARY["fields"]
    rule = told(by_rule).rename({"position_no": "rule_no"})
    read = told(reference).rename({"position_no": "reference_no"})
    met = rule.join(read, on="doc_id", suffix="_read", maintain_order="left").filter(
        pl.col("operator_start") < pl.col("operator_end_read"),
        pl.col("operator_start_read") < pl.col("operator_end"),
    )
    for number in ("rule_no", "reference_no"):
        met = met.unique(["doc_id", number], keep="first", maintain_order=True)
    met = met.select("doc_id", "rule_no", "reference_no")
    met = rule.join(met, on=["doc_id", "rule_no"], how="left").join(
        read, on=["doc_id", "reference_no"], how="full", coalesce=True, suffix="_read"
    )
    both = pl.col("rule_no").is_not_null() & pl.col("reference_no").is_not_null()
    about = {name: pl.coalesce(f"{name}_read", name) for name in ("issue", "start", "end", "text")}
    rows = pl.concat(
        met.with_columns(
            **about,
            field=pl.lit(field),
            rule=field,
            reference=f"{field}_read",
            same=both if field == fields[0] else pl.col(field) == pl.col(f"{field}_read"),
        ).filter(both if field != fields[0] else pl.lit(value=True))
        for field in fields
    )
    counts = rows.group_by("field").agg(n=pl.len(), n_agree=pl.col("same").sum())
    agreement = pl.DataFrame({"field": fields}).join(counts, on="field", how="left").fill_null(0)
    share = pl.when(pl.col("n") > 0).then(pl.col("n_agree") / pl.col("n"))
    places = {doc_id: place for place, doc_id in enumerate(documents["doc_id"])}
    different = rows.filter(~pl.col("same")).with_columns(
        pl.col("rule", "reference").fill_null(""), pl.col("rule_no", "reference_no").fill_null(0)
    )
    different = different.sort(
        pl.col("doc_id").replace_strict(places), "start", maintain_order=True
    )
    return agreement.with_columns(share=share), schema.conform("differences", different)


def told(rows: pl.DataFrame) -> pl.DataFrame:
    """Return positions with their fields as text, so that they can be compared."""
    lists = [pl.col(name).list.sort() if name in SETS else pl.col(name) for name in LISTS]
    whole = pl.format("{}: {}", "actor", "operator_text")
    return rows.with_columns(
        *(column.list.join("; ") for column in lists),
        pl.col("voice").cast(pl.String),
        position=whole,
    )
