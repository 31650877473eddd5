"""One sentence read for its positions: who acts, by which verb, on what, on which legal basis.

The first verb of a sentence opens a position. A later one opens another if it has a subject of its
own (…, and they welcome), begins a clause after a semicolon, has the ending of the first
(supports … welcomes), or is a participle after a comma (…, welcoming); any other is embedded
(agreed … support). What belongs to another (Viet Nam's readiness) or to a noun (a statement
announcing) is nobody's verb here. A passage runs to the next position, across semicolons. Where a
press text reports a verb (the document says that both sides support), the reporter's frame is no
position. *He*, *she* and *I* are the last person named in the document, *it* the last party.

What this cannot do: find a position without a verb of the ladder, or tell a verb of the two
parties from one of the press (the document *notes*) where it reports no other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

#: Letters at the end of a stretch in which what ends it is looked for.
END = 60
NOT_NAMED, BOTH = "not named", "both sides"
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


class Match(NamedTuple):
    """A match of a codebook: its place, and what it stands for."""

    start: int
    end: int
    value: str


class Sentence(NamedTuple):
    """A sentence, where it begins, its clauses, and its matches by kind.

    Kinds are operator, actor, anchor, qualifier and name; matches are in order and apart. All
    places are those of the source.
    """

    text: str
    base: int
    clauses: list[tuple[int, int]]
    matches: dict[str, list[Match]]

    def cut(self, start: int, end: int) -> str:
        """Return the printed words between two places of the source."""
        return self.text[start - self.base : end - self.base]

    def before(self, place: int) -> str:
        """Return the last words that are printed before a place."""
        at = place - self.base
        return self.text[max(0, at - END) : at]

    def after(self, place: int) -> str:
        """Return what is printed after a place."""
        return self.text[place - self.base :]

    def inside(self, kind: str, start: int, end: int) -> list[Match]:
        """Return the matches of a kind that begin between two places."""
        return [one for one in self.matches.get(kind, []) if start <= one.start < end]


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

    @property
    def main(self) -> Match:
        """Return the verb that opened the position."""
        return self.operators[0]


def read_sentence(
    sentence: Sentence, not_after: Sequence[str] = (), reporting: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return the positions of one sentence, in order, as rows of the positions frame.

    After the words of ``not_after`` a name is no actor; ``reporting`` are the verbs by which a
    press text only reports what others say.

    Examples
    --------
    >>> text = "Ruritania supports the pact and welcomes talks."
    >>> found = {"actor": [Match(0, 9, "Ruritania")]}
    >>> found["operator"] = [Match(10, 18, "support"), Match(32, 40, "welcome")]
    >>> rows = read_sentence(Sentence(text, 0, [(0, 47)], found))
    >>> [(row["actor"], row["operator"], row["object"]) for row in rows]
    [('Ruritania', 'support', 'the pact'), ('Ruritania', 'welcome', 'talks')]
    """
    actors = sentence.matches.get("actor", [])
    subjects = [one for one in actors if is_subject(sentence, one, not_after)]
    groups = grouped(sentence, subjects, reporting)
    bounded(sentence, groups, subjects)
    return [row(sentence, group) for group in groups if not group.frame]


def grouped(sentence: Sentence, subjects: list[Match], reporting: Sequence[str]) -> list[Group]:
    """Group the verbs of a sentence: each position with what is embedded in it."""
    groups: list[Group] = []
    for one in sentence.matches.get("operator", []):
        clause = next(at for at in sentence.clauses if one.start < at[1])
        here = [other for other in subjects if clause[0] <= other.start < clause[1]]
        subject = beside(sentence, one, here)
        if not is_own_verb(sentence, one, subject, first=not groups):
            continue
        actor = actor_of(sentence, one, here, subject, groups)
        says = bool(SPEAKING_TEXT.search(actor[1])) or one.value in reporting
        if not groups:
            groups.append(Group(sentence.clauses[0][0], [one], actor))
        elif subject and reports(sentence, groups[-1], subject, reporting):
            groups[-1] = Group(subject.start, [one], actor)
        elif (start := opening(sentence, groups[-1], one, clause, here, subject)) is None:
            groups[-1].operators.append(one)
        else:
            trails = NO_COMPLEMENT.match(sentence.after(one.end))
            groups.append(Group(start, [one], actor, frame=bool(says and trails)))
    return groups


def reports(sentence: Sentence, group: Group, subject: Match, reporting: Sequence[str]) -> bool:
    """Tell whether a position only says that the one of this subject was taken."""
    said = sentence.cut(group.main.end, subject.start) if group.main.end <= subject.start else ""
    speaks = SPEAKING_TEXT.search(group.actor[1]) or group.main.value in reporting
    return bool(speaks and len(group.operators) == 1 and REPORTED.match(said))


def opening(
    sentence: Sentence,
    group: Group,
    verb: Match,
    clause: tuple[int, int],
    here: list[Match],
    subject: Match | None,
) -> int | None:
    """Return where the position of a later verb begins; None if it is embedded in the group."""
    if group.operators[-1].start < clause[0]:
        led = any(other.end <= verb.start for other in here)
        own = led or BEGINS.match(sentence.cut(clause[0], verb.start))
        return clause[0] if own else None
    if not opens(sentence, group, verb, subject):
        return None
    return subject.start if subject else verb.start


def is_own_verb(sentence: Sentence, verb: Match, subject: Match | None, *, first: bool) -> bool:
    """Tell whether a verb is an actor's: not another's readiness, nor a noun's participle."""
    before = sentence.before(verb.start).rstrip()
    for actor in sentence.matches.get("actor", []):
        owned = POSSESSIVE.search(sentence.cut(actor.start, actor.end))
        if owned and sentence.cut(actor.end, verb.start).isspace():
            return False
    participle = form_of(sentence.cut(verb.start, verb.end)) == "ing"
    modifies = first and participle and before and not before.endswith((",", ";", ":", "and"))
    return not modifies or bool(subject and sentence.cut(subject.end, verb.start).strip())


def beside(sentence: Sentence, verb: Match, subjects: list[Match]) -> Match | None:
    """Return the subject that stands directly before a verb, adverbs aside."""
    for one in reversed(subjects):
        if one.end <= verb.start and BETWEEN.match(sentence.cut(one.end, verb.start)):
            return one
    return None


def opens(sentence: Sentence, group: Group, later: Match, subject: Match | None) -> bool:
    """Tell whether a later verb of a clause opens a position, or is embedded in the first."""
    first = group.main
    if subject and first.end <= subject.start:
        return bool(NEW_SUBJECT.search(sentence.before(subject.start)))
    before = sentence.before(later.start).rstrip()
    form, first_form = (form_of(sentence.cut(one.start, one.end)) for one in (later, first))
    if "ing" in {form, first_form}:
        return before.endswith(",")
    if first_form == "to" and form == "" and group.actor[0] == BOTH:
        # "both will sail and support": of several actors the second verb may be of the present
        return before.endswith(" and") and sentence.cut(first.start, first.end) in {"will", "shall"}
    support = sentence.cut(first.start, first.end).endswith("support")
    governing = form == "" and not support and sentence.after(first.end).startswith(" to ")
    return before.endswith((",", " and")) and form == first_form and not governing


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


def is_subject(sentence: Sentence, actor: Match, not_after: Sequence[str]) -> bool:
    """Tell whether a name can be the actor: whole, no possessive, and not after such a word."""
    before, after = sentence.before(actor.start), sentence.after(actor.end)
    if POSSESSIVE.search(sentence.cut(actor.start, actor.end)):
        return False
    if before.endswith(HYPHENS) or LONGER_NAME.match(after):
        return False
    word = LAST_WORD.search(before)
    return not (word and word[1].lower() in not_after)


def actor_of(
    sentence: Sentence, verb: Match, here: list[Match], subject: Match | None, groups: list[Group]
) -> tuple[str, str, int]:
    """Return whose verb it is, as declared and as printed, and where (-1: not in the clause)."""
    if subject is None and not groups:
        subject = next((other for other in here if other.end <= verb.start), None)
    if subject is not None:
        return subject.value, sentence.cut(subject.start, subject.end), subject.start
    return (*groups[-1].actor[:2], -1) if groups else (NOT_NAMED, "", -1)


def bounded(sentence: Sentence, groups: list[Group], subjects: list[Match]) -> None:
    """End each passage at the next, or before a later clause with a subject and no verb here."""
    stops = [group.start for group in groups[1:]] + [sentence.clauses[-1][1]] * bool(groups)
    for group, stop in zip(groups, stops, strict=True):
        last = group.operators[-1].start
        own = (
            begin
            for begin, _ in sentence.clauses
            if last < begin < stop
            for one in subjects
            if begin <= one.start and BEGINS.match(sentence.cut(begin, one.start))
        )
        group.end = next(own, stop)


def row(sentence: Sentence, group: Group) -> dict[str, Any]:
    """Return the row of one position; what is said before "…, they affirmed" is its object."""
    main, inner, end = group.main, group.operators[1:], group.main.end
    if inner and sentence.cut(end, inner[0].start).strip() == "to":
        end = inner[0].end
    negation = NEGATED.search(sentence.before(main.start))
    start = main.start - len(negation[0]) if negation else main.start
    first, about = min(group.start, start), trimmed(sentence.cut(end, group.end))
    if not about and group.actor[2] >= 0:
        first = sentence.base
        about = trimmed(sentence.cut(first, group.actor[2]))
    passage = without_end(sentence.cut(first, group.end))
    last = max(first + len(passage), end)
    names = sentence.inside("name", first, last)
    return {
        "start": first,
        "end": last,
        "text": sentence.cut(first, last),
        "actor": group.actor[0],
        "actor_text": group.actor[1],
        "operator": main.value,
        "operator_text": sentence.cut(start, end),
        "operator_start": start,
        "operator_end": end,
        "embedded": [embedded(sentence, one) for one in inner],
        "negation": negation[0].strip() if negation else "",
        "object": about,
        "legal_anchors": values(sentence.inside("anchor", first, last)),
        "qualifiers": values(sentence.inside("qualifier", first, last)),
        "name_used": closed(sentence, names[0]) if names else "",
    }


def trimmed(words: str) -> str:
    """Return a complement without the marks and joining words around it."""
    return LEADING.sub("", without_end(words))


def without_end(words: str) -> str:
    """Return printed words without the marks and joining words at their end."""
    return words[:-END] + TRAILING.sub("", words[-END:])


def embedded(sentence: Sentence, verb: Match) -> str:
    """Name an embedded verb, with *not* before it if it is negated."""
    return f"not {verb.value}" if NEGATED.search(sentence.before(verb.start)) else verb.value


def values(matches: list[Match]) -> list[str]:
    """Return what matches stand for, each once, in order."""
    return list(dict.fromkeys(one.value for one in matches))


def closed(sentence: Sentence, name: Match) -> str:
    """Return a name as printed, with the bracket that closes it."""
    printed = sentence.cut(name.start, name.end)
    open_ = printed.count("(") > printed.count(")") and sentence.after(name.end).startswith(")")
    return f"{printed})" if open_ else printed
