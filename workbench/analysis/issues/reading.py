"""One sentence read for its positions, from the matches of the codebooks in it.

Pure and small on purpose: every rule can be checked against one sentence. All places are those of
the source; a sentence knows where it begins.
"""

import re
from typing import Any, NamedTuple

from workbench.corpus.positions import NOT_NAMED

NEGATED = re.compile(
    r"(?:\b(?:do|does|did|will|shall)\s+)?\bnot(?:\s+to)?\s+$|\b(?:never|cannot)\s+$"
)
BETWEEN = re.compile(
    r"^[\s,]*(?:(?:also|both|all|consistently|further|have|has|had|are|is|was|were|always|again|"
    r"will|then|do|does|did|not)\b[\s,]*)*$",
    re.IGNORECASE,
)
NEW_SUBJECT = re.compile(r"(?:[,;”\"]|\b(?:and|but|so|while))\s+$")
JOINED = re.compile(r"^\s+to\s+$")
LEADING = re.compile(r"^[\s,:]*(?:(?:for|of)\s+)?[\"“]?")
TRAILING = re.compile(r"(?:[\s,;.:\"”]|(?<=\W)(?:and|but|while)(?=\W*$)|\balso)+$")
LAST_WORD = re.compile(r"(\w+)\W*$")


class Match(NamedTuple):
    """A match of a codebook: its place, and what it stands for."""

    start: int
    end: int
    value: str


class Sentence(NamedTuple):
    """A sentence, where it begins, its clauses, and its matches by kind.

    Kinds are operator, actor, anchor, qualifier and name; matches are in order and apart.
    """

    text: str
    base: int
    clauses: list[tuple[int, int]]
    matches: dict[str, list[Match]]

    def cut(self, start: int, end: int) -> str:
        """Give the printed words between two places of the source."""
        return self.text[start - self.base : end - self.base]

    def before(self, place: int) -> str:
        """Give what is printed before a place."""
        return self.text[: place - self.base]

    def after(self, place: int) -> str:
        """Give what is printed after a place."""
        return self.text[place - self.base :]


def reading(sentence: Sentence, not_after: tuple[str, ...]) -> list[dict[str, Any]]:
    """Give the positions of one sentence, in order, as rows of the positions frame.

    Examples
    --------
    >>> text = "Ruritania supports the pact and welcomes talks."
    >>> found = {"actor": [Match(0, 9, "Ruritania")]}
    >>> found["operator"] = [Match(10, 18, "support"), Match(32, 40, "welcome")]
    >>> rows = reading(Sentence(text, 0, [(0, 47)], found), ())
    >>> [(row["actor"], row["operator"], row["object"]) for row in rows]
    [('Ruritania', 'support', 'the pact'), ('Ruritania', 'welcome', 'talks')]
    """
    actors = sentence.matches.get("actor", [])
    subjects = [one for one in actors if is_subject(sentence, one, not_after)]
    rows: list[dict[str, Any]] = []
    for begin, stop in sentence.clauses:
        inside = [one for one in subjects if begin <= one.start < stop]
        groups = grouped(sentence, (begin, stop), inside)
        for number, (start, group) in enumerate(groups):
            last = groups[number + 1][0] if number + 1 < len(groups) else stop
            actor = actor_of(sentence, group[0], inside, rows)
            rows.append(position(sentence, group, (begin, start, last), actor))
    return [row | footing(sentence, row["start"], row["end"]) for row in rows]


def grouped(
    sentence: Sentence, clause: tuple[int, int], subjects: list[Match]
) -> list[tuple[int, list[Match]]]:
    """Group the operators of a clause: where a position begins, and its operators, outer first."""
    groups: list[tuple[int, list[Match]]] = []
    for one in sentence.matches.get("operator", []):
        if clause[0] <= one.start < clause[1]:
            subject = beside(sentence, one, subjects)
            if not groups:
                groups.append((clause[0], [one]))
            elif opens(sentence, groups[-1][1][0], one, subject):
                groups.append((subject.start if subject else one.start, [one]))
            else:
                groups[-1][1].append(one)
    return groups


def beside(sentence: Sentence, operator: Match, subjects: list[Match]) -> Match | None:
    """Give the subject that stands directly before an operator, adverbs aside."""
    for one in reversed(subjects):
        if one.end <= operator.start and BETWEEN.match(sentence.cut(one.end, operator.start)):
            return one
    return None


def opens(sentence: Sentence, first: Match, later: Match, subject: Match | None) -> bool:
    """Say whether a later operator opens a position of its own, or is embedded in the first."""
    if subject and first.end <= subject.start:
        return bool(NEW_SUBJECT.search(sentence.before(subject.start)))
    before = sentence.before(later.start).rstrip()
    form = ending(sentence.cut(later.start, later.end))
    if form == "ing":
        return before.endswith(",")
    governing = form == "" and sentence.after(first.end).startswith(" to ")
    alike = form == ending(sentence.cut(first.start, first.end))
    return before.endswith((",", " and")) and alike and not governing


def ending(words: str) -> str:
    """Give the ending of an operator by which it can be joined to another.

    One that governs an infinitive (will, aim to) ends in *to*: bare verbs after it are its own.

    Examples
    --------
    >>> [ending(words) for words in ("highly welcomes", "opposed to", "welcoming", "stress", "will")]
    ['s', 'ed', 'ing', '', 'to']
    """
    parts = words.lower().split()
    verb = parts[1] if len(parts) > 1 and parts[0].endswith("ly") else parts[0]
    form = next((end for end in ("ing", "ed") if verb.endswith(end)), "")
    if not form and parts[-1] in {"to", "will", "shall"}:
        return "to"
    third = verb.endswith("s") and not verb.endswith("ss")
    return form or ("s" if third else "")


def is_subject(sentence: Sentence, actor: Match, not_after: tuple[str, ...]) -> bool:
    """Say whether a name can be the actor: no possessive, and not after such a word."""
    before = LAST_WORD.search(sentence.before(actor.start))
    owned = re.search(r"['’]s?$", sentence.cut(actor.start, actor.end))
    return not owned and not (before and before[1].lower() in not_after)


def actor_of(
    sentence: Sentence, operator: Match, subjects: list[Match], rows: list[dict[str, Any]]
) -> tuple[str, str, int]:
    """Give whose operator it is, as declared and as printed, and where (-1: not in the clause)."""
    one = beside(sentence, operator, subjects)
    if one is None and not rows:
        one = next((other for other in subjects if other.end <= operator.start), None)
    if one is not None:
        return one.value, sentence.cut(one.start, one.end), one.start
    if rows:
        return rows[-1]["actor"], rows[-1]["actor_text"], -1
    return NOT_NAMED, "", -1


def position(
    sentence: Sentence,
    group: list[Match],
    span: tuple[int, int, int],
    actor: tuple[str, str, int],
) -> dict[str, Any]:
    """Give the row of one operator and those embedded in it.

    ``span`` is where the clause begins, and where the position begins and ends; what is said
    before "…, they affirmed" is its object.
    """
    main, inner = group[0], group[1:]
    end = main.end
    if inner and JOINED.match(sentence.cut(end, inner[0].start)):
        end = inner[0].end
    negation = NEGATED.search(sentence.before(main.start))
    start = sentence.base + negation.start() if negation else main.start
    first, about = min(span[1], start), trimmed(sentence.cut(end, span[2]))
    if not about and actor[2] >= 0:
        first, about = span[0], trimmed(sentence.cut(span[0], actor[2]))
    passage = TRAILING.sub("", sentence.cut(first, span[2]))
    return {
        "start": first,
        "end": first + len(passage),
        "text": passage,
        "actor": actor[0],
        "actor_text": actor[1],
        "operator": main.value,
        "operator_text": sentence.cut(start, end),
        "operator_start": start,
        "operator_end": end,
        "embedded": [embedded(sentence, one) for one in inner],
        "negation": negation[0].strip() if negation else "",
        "object": about,
    }


def trimmed(words: str) -> str:
    """Give a complement without the marks and joining words around it."""
    return LEADING.sub("", TRAILING.sub("", words))


def embedded(sentence: Sentence, operator: Match) -> str:
    """Name an embedded operator, with not before it if it is negated."""
    negated = NEGATED.search(sentence.before(operator.start))
    return f"not {operator.value}" if negated else operator.value


def footing(sentence: Sentence, start: int, end: int) -> dict[str, Any]:
    """Give the anchors, the qualifiers and the name that stand in a passage."""

    def inside(kind: str) -> list[Match]:
        return [one for one in sentence.matches.get(kind, []) if start <= one.start < end]

    return {
        "legal_anchors": list(dict.fromkeys(one.value for one in inside("anchor"))),
        "qualifiers": list(dict.fromkeys(one.value for one in inside("qualifier"))),
        "name_used": next((closed(sentence, one) for one in inside("name")), ""),
    }


def closed(sentence: Sentence, name: Match) -> str:
    """Give a name as printed, with the bracket that closes it."""
    printed = sentence.cut(name.start, name.end)
    open_ = printed.count("(") > printed.count(")") and sentence.after(name.end).startswith(")")
    return f"{printed})" if open_ else printed
