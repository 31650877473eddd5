"""Two passages slot by slot: who · does · what · where · on which legal basis.

A word diff of two different sentences is arbitrary. Where most of the wording is new, each passage
is read clause by clause instead: the actor, the chain of its verbs, and what follows, phrase by
phrase. The nearest clauses and phrases of both passages are set side by side, every cell to the
letter. Reporter's frames and linking words are taken off and shown apart. The grammar is data
(``codebook/slots.toml``); actors come from the manifest, verbs and legal bases from the rules for
positions. It is a reading by rules: a phrase may stand in the wrong slot, but no word is left out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any, NamedTuple

import polars as pl
from msgspec import Meta, defstruct, structs

from workbench import schema
from workbench.corpus import Corpus, books, read_position_rules
from workbench.corpus.match import PRONOUNS, Match, position_marks
from workbench.errors import WorkbenchError
from workbench.wording.align import SIDES, overlap, read_concepts, stem
from workbench.wording.edits import WEAK, Passage, passages_of, read_edits

#: Likeness from which clauses, and phrases, are set side by side; what clauses that are add to it.
CLAUSES, PHRASES, TOGETHER = 0.25, 0.3, 0.1
#: Share of kept letters up to which wording is mostly new.
HALF = 0.5
#: Signs around a cell, which are not shown with it.
AROUND = ' \t\n\u00a0,;:."“”'
#: The slots in order: the first has nothing, the last holds what was taken off. Those with one cell in a clause.
SLOTS = ("", "who", "does", "what", "where", "legal basis", "reporter’s words")
SINGLE = {"who", "does", "reporter’s words"}
UNSAID = ("what", "where", SLOTS[-1])
SAME, OTHER = "same", "other words"
#: How a card calls what differs; letters of a wording that it quotes.
CALLED, LONGEST = {"who": "actor", "does": "verb"}, 120
#: What a card says in a sentence where no actor, rank of a verb, or legal basis differs.
AGREED = "Actors, rank of the verbs and legal bases agree; the wording differs."
Patterns = Annotated[list[Annotated[str, Meta(pattern=r"\S")]], Meta(min_length=1)]
NAMES = "lead clause opening finite verb helper negation phrase noun link needs where basis".split()
#: The shape of ``codebook/slots.toml``.
Grammar = defstruct("Grammar", [(name, Patterns) for name in NAMES], forbid_unknown_fields=True)
GAP, FORM, THAT = (re.compile(form) for form in (r"[\s,\"“”]*", r"(?:ing|ed|s|)$", r"\s+that\s+"))


class Cell(NamedTuple):
    """Words of a passage: their clause, slot and place, what they are read as and what they say."""

    clause: int
    slot: str
    start: int
    text: str
    reading: str
    said: set[str]


NONE = Cell(-1, "", 0, "", "", set())


def read_slots(folder: Path) -> dict[str, re.Pattern[str]]:
    """Read ``codebook/slots.toml`` of a corpus folder.

    Examples
    --------
    >>> import workbench as wb
    >>> bool(read_slots(wb.load().folder)["verb"].match("deepening"))
    True
    """
    path = folder / "codebook" / "slots.toml"
    forms = {k: "|".join(ways) for k, ways in structs.asdict(books.read(path, Grammar)).items()}
    forms["verb"] += f"|{forms['finite']}"
    forms |= {name: rf"\b(?:{forms[name]})\b(?![-‑–])" for name in ("finite", "verb", "helper")}
    try:
        return {name: re.compile(form, re.IGNORECASE) for name, form in forms.items()}
    except re.error as error:
        raise WorkbenchError(f"{books.label(path)}: not a valid pattern ({error}).") from None


class Reading:
    """A passage, cut into clauses and cells.

    Takes the marked places of its document, each with its kind; words in ``weak`` say nothing.
    """

    def __init__(
        self,
        passage: Passage,
        marked: list[tuple[str, Match]],
        grammar: dict[str, re.Pattern[str]],
        weak: set[str],
    ) -> None:
        base, self.text, self.grammar = passage.base, passage.text, grammar
        lead = grammar["lead"].match(self.text)
        opening = lead.end() if lead else 0
        spans = [one.span() for one in grammar["frame"].finditer(self.text[opening:])]
        self.off = [(0, opening)] * bool(lead) + [(opening + a, opening + b) for a, b in spans]
        self.said = self.text
        for start, end in self.off:
            self.said = self.said[:start] + " " * (end - start) + self.said[end:]
        self.found = {
            wanted: [
                Match(a - base, b - base, value)
                for kind, (a, b, value) in marked
                if kind == wanted and a >= base and self.said[a - base : b - base].strip()
            ]
            for wanted in ("actor", "operator", "anchor")
        }
        said = [(one.start, stem(one.word)) for one in passage.tokens if one.kind != "mark"]
        said = [(at, word) for at, word in said if word not in weak]
        hits = [
            hit for hit in passage.hits if isinstance(hit.key, str) and stem(hit.phrase) not in weak
        ]
        said += [(passage.tokens[min(hit.places)].start, hit.key) for hit in hits]
        self.words = [(at - base, word) for at, word in said]
        self.cells = list(self.read())
        inside = {at for one in self.cells for at in range(one.start, one.start + len(one.text))}
        apart = [place for place in self.off if not inside & {*range(*place)}]
        self.cells += [self.cell(0, SLOTS[-1], *place) for place in apart]

    def cell(self, clause: int, slot: str, start: int, end: int, reading: str = "") -> Cell:
        """Make a cell of the words between two places."""
        words = {word for at, word in self.words if start <= at < end}
        said = {reading} if slot == "who" and reading else words | {reading} - {""}
        return Cell(clause, slot, start, self.text[start:end].strip(AROUND), reading, said)

    def read(self) -> Iterator[Cell]:
        """Yield the cells, clause by clause; a clause without an actor has that of the one before."""
        start, actor, size = 0, "", len(self.said)
        for clause, (end, after) in enumerate(sorted([*self.openings(), (size, size)])):
            (first, last, who), (begin, stop, verb) = self.subject(start, end)
            yield from self.phrases(clause, start, first)
            actor = who if last > first else actor
            if last > first or (actor and stop > begin):
                yield self.cell(clause, "who", first, last, actor)
            if stop > begin:
                yield self.cell(clause, "does", begin, stop, verb)
            yield from self.phrases(clause, stop, end)
            start = after

    def openings(self) -> Iterator[tuple[int, int]]:
        """Yield what separates a clause from the next: where it begins and ends."""
        for one in self.grammar["clause"].finditer(self.said):
            yield one.span()
        framed = self.off and not self.said[: self.off[-1][1]].strip()
        form = FORM.search(self.text[: self.off[-1][1]].rstrip())[0] if framed else None
        for start, end, _ in self.found["operator"]:
            before, after = self.said[:start].rstrip(' "“'), THAT.match(self.said, end)
            ending = FORM.search(self.said, start, end)[0]
            joined = before.endswith(",") or (before.endswith(" and") and ending != "ing")
            if form is not None and joined and ending in {form, "ing"}:
                yield start, start
            if after:
                yield after.span()
            form = ending if form is None or before.endswith(";") else form

    def subject(self, start: int, end: int) -> tuple[Match, Match]:
        """Return who acts in a clause and by which verbs, each empty if there is none."""
        for actor in self.found["actor"]:
            before = self.said[start : actor.start].strip(' "“')
            if start <= actor.start < end and (not before or before.endswith((",", "and"))):
                does = self.chain(actor.end, end)
                if does.end > does.start:
                    return actor, does
        first = self.grammar["opening"].match(self.said, start, end)
        opening = GAP.match(self.said, first.end() if first else start, end).end()
        does = self.chain(opening, end)
        if does.end == does.start:
            noun = self.grammar["noun"]
            first = [
                one.start() for one in self.grammar["finite"].finditer(self.said, opening, end)
            ]
            first += [
                one.start
                for one in self.found["operator"]
                if opening <= one.start < end and not noun.search(self.said[opening : one.start])
            ]
            does = self.chain(min(first, default=end), end)
        return Match(opening, max(opening, does.start), ""), does

    def chain(self, start: int, end: int) -> Match:
        """Return the verbs that follow a place, and what the first of them is read as."""
        known = {one.start: one for one in self.found["operator"]}
        at, begin, last, reading = start, None, start, ""
        while at < end:
            at = GAP.match(self.said, at, end).end()
            one = known.get(at)
            verb = None if one else self.grammar["verb"].match(self.said, at, end)
            found = verb or (None if one else self.grammar["helper"].match(self.said, at, end))
            if not (one or found):
                break
            begin = at if begin is None else begin
            at = one.end if one else found.end()
            last, reading = at if one or verb else last, reading or (one.value if one else "")
        if last == start:
            return Match(start, start, "")
        negated = reading and self.grammar["negation"].search(self.said, begin, last)
        return Match(begin, last, f"not: {reading}" if negated else reading)

    def phrases(self, clause: int, start: int, end: int) -> Iterator[Cell]:
        """Yield the phrases between two places, each in its slot."""
        gaps = self.grammar["phrase"].finditer(self.said, start, end)
        off = [edge for place in self.off for edge in place if start < edge < end]
        for stop in sorted({end, *off, *(gap.end() for gap in gaps)}):
            words = self.said[start:stop].strip(AROUND)
            if stop < end and self.grammar["needs"].search(words):
                continue
            if words := self.grammar["link"].sub("", words).strip(AROUND):
                begin = self.said.index(words, start)
                place = (begin, begin + len(words))
                anchored = any(begin <= one.start < place[1] for one in self.found["anchor"])
                based = anchored or self.grammar["basis"].match(self.said, *place)
                where = self.grammar["where"].match(self.said, *place)
                slot = "legal basis" if based else "where" if where else "what"
                yield self.cell(clause, slot, *place)
            start = stop


def mostly_new(edits: pl.DataFrame) -> pl.DataFrame:
    """Return the links (``link_no``) of which at most half of the letters are kept."""
    letters = pl.col("left").str.len_chars() + pl.col("right").str.len_chars()
    kept = letters.filter(pl.col("edit_no").is_null()).sum() <= HALF * letters.sum()
    return edits.group_by("link_no").agg(kept=kept).filter("kept").select("link_no")


def cells(links: pl.DataFrame, corpus: Corpus, only: Sequence[str]) -> pl.DataFrame:
    """Return the cells frame of the two passages of some links, clause by clause.

    ``only`` says what stands on the left alone, and what on the right. Without
    ``codebook/slots.toml`` and the rules for positions there are no cells.

    Examples
    --------
    >>> import workbench as wb
    >>> pair = wb.Wording(wb.load()).compare("tass-2021", "tass-2024")
    >>> rows = cells(pair.links.filter(link_no=15), wb.load(), ["only then", "only now"])
    >>> rows.filter(slot="does").select("left", "left_reading", "right", "right_reading").row(0)
    ('call for developing', 'call, rank 1', 'support', 'support, rank 2')
    """
    folder = corpus.folder
    needed = (folder / "codebook" / f"{name}.toml" for name in ("slots", "positions", "operators"))
    if links.is_empty() or not all(path.exists() for path in needed):
        return schema.empty("cells")
    rules, book = read_position_rules(folder), read_edits(folder)
    grammar = read_slots(folder) | {"frame": book.frame}
    weightless = (one.words for one in read_concepts(folder).weightless)
    weak = {stem(word) for word in WEAK.union(*weightless)}
    places = [
        links.select(doc_id=f"{side}_id", start=f"{side}_start", end=f"{side}_end")
        for side in SIDES
    ]
    there = corpus.sentences.join(pl.concat(places), on="doc_id", suffix="_other")
    there = there.filter(overlap("")).select("doc_id", "sent_no").unique()
    read_as = {verb: f"{kind}, rank {n}" for verb, _, kind, n in rules.ladder.operators.rows()}
    read_as |= dict.fromkeys(PRONOUNS, "")
    marked: dict[str, list[tuple[str, Match]]] = {}
    for (doc_id, _), some in position_marks(corpus, there, rules).items():
        for kind, (start, end, value) in ((of, one) for of in some for one in some[of]):
            place = Match(start, end, read_as.get(value, value))
            marked.setdefault(doc_id, []).append((kind, place))
    rows = []
    ids = links.select("link_no", "left_id", "right_id").rows()
    for (link_no, *doc_ids), pair in zip(ids, passages_of(links, corpus, book), strict=True):
        read = [
            Reading(passage, marked.get(doc_id, []), grammar, weak).cells
            for passage, doc_id in zip(pair, doc_ids, strict=True)
        ]
        rows += [(link_no, n, *row) for n, row in enumerate(set_beside(*read, only), 1)]
    return schema.conform("cells", pl.DataFrame(rows, schema=schema.dtypes("cells"), orient="row"))


def set_beside(
    left: list[Cell], right: list[Cell], only: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield a row per cell of two passages, from ``clause_no`` on; ``only`` marks what stands alone.

    Clauses are paired by what they say, then cells.
    """
    clauses: list[dict[int, set[str]]] = [{}, {}]
    for side, said in zip((left, right), clauses, strict=True):
        for one in side:
            said[one.clause] = said.get(one.clause, set()) | one.said
    sides = [[*said.items()] for said in clauses]
    met = nearest({(a, b): alike(x, y) for a, x in sides[0] for b, y in sides[1]}, CLAUSES) or {
        0: 0
    }
    scores = {}
    for (a, one), (b, other) in product(enumerate(left), enumerate(right)):
        together, score = met.get(one.clause) == other.clause, alike(one.said, other.said)
        if SINGLE & {one.slot, other.slot}:
            score = float(together and one.slot == other.slot)
        scores[a, b] = score + TOGETHER * (together and score > 0)
    pairs, back = nearest(scores, PHRASES), {b: a for a, b in met.items()}
    rows = [
        (one.clause, one, right[pairs[a]] if a in pairs else NONE) for a, one in enumerate(left)
    ]
    rest = [one for b, one in enumerate(right) if b not in pairs.values()]
    rows += [(back.get(one.clause, len(sides[0]) + one.clause), NONE, one) for one in rest]
    rows = [(clause, max(map(SLOTS.index, (a.slot, b.slot))), a, b) for clause, a, b in rows]
    for clause, slot, a, b in sorted(
        rows, key=lambda row: (*row[:2], (row[3] if row[2] is NONE else row[2]).start)
    ):
        if a.text or b.text:
            mark = only[a is NONE] if NONE in (a, b) else SAME if a.said == b.said else OTHER
            yield clause + 1, SLOTS[slot], a.text, a.reading, b.text, b.reading, mark


def alike(one: set[str], other: set[str]) -> float:
    """Return how much two sets share: of the smaller, and of both, in equal parts."""
    shared = len(one & other)
    return shared and (shared / min(len(one), len(other)) + shared / len(one | other)) / 2


def nearest(scores: dict[tuple[int, int], float], least: float) -> dict[int, int]:
    """Pair one to one, the most alike first."""
    found: dict[int, int] = {}
    for one, other in sorted(scores, key=lambda pair: (-scores[pair], *pair)):
        if scores[one, other] >= least and one not in found and other not in found.values():
            found[one] = other
    return found


def meaning(rows: pl.DataFrame, names: Sequence[str], *, dated: bool) -> str:
    """Say in a sentence what differs in the cells of a link, other than in what and where.

    An actor differs only if the other passage does not name it anywhere, a verb if its rank does.
    """

    def quoted(words: str, read: str) -> str:
        cut = shorten(words.strip(AROUND), LONGEST, placeholder=" …")
        return f"“{cut}” ({read})" if read not in {"", words} else f"“{cut}”"

    named, told = {*rows["left_reading"]} & {*rows["right_reading"]} | {""}, dict[str, list[str]]()
    rows = rows.filter(~pl.col("slot").is_in(UNSAID), pl.col("mark") != SAME)
    names_of = ("slot", "left", "left_reading", "right", "right_reading")
    for slot, left, one, right, other in rows.select(names_of).iter_rows():
        if slot in SINGLE and (one == other or (slot == "who" and named >= {one, other})):
            continue
        both = quoted(left, one), quoted(right, other)
        said = f" {'becomes' if dated else 'against'} ".join(both)
        if not (left.strip(AROUND) and right.strip(AROUND)):
            alone = not left.strip(AROUND)
            said = f"only in {names[alone]}, {both[alone]}"
        told.setdefault(CALLED.get(slot, slot), []).append(said)
    lines = [f"{slot.capitalize()}: {'; '.join(said)}." for slot, said in sorted(told.items())]
    return " ".join(lines) or AGREED
