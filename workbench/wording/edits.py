"""What changed inside a link, and what each change concerns.

Two passages are compared token by token: words as they are folded, and signs, numbers, dates and
marks. Reporter's frames ("the document says") are single tokens that are shown apart. Each edit
covers its words and what follows them up to the next edit, so that the edits of a link give back
both passages to the character.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import polars as pl
from msgspec import Meta, Struct

from workbench import schema
from workbench.corpus import Corpus, books
from workbench.errors import WorkbenchError
from workbench.wording.align import FUNCTION_WORDS, Phrases, normal, read_concepts, stem

SUBSTANTIVE = ("actor", "commitment", "scope", "legal anchor")
#: Kind of a change of words that no rule of the codebook claims.
OTHERWISE = "wording"
#: Function words that change what is promised, or how far.
BINDING = frozenset("will shall should would may might must not no nor all any some".split())
#: An island of kept function words no longer than this joins the change around it.
ISLAND = 2
MOVED_WORDS, MOVED_CONTENT = 3, 2
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?P<month{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY, YEAR = (
    r"(?P<day{0}>\d{{1,2}}(?:[-–]\d{{1,2}})?)(?:st|nd|rd|th)?",
    r"(?:,?\s+(?P<year{0}>\d{{4}}))?",
)
#: Tokens that are not words, or several words: dates, numbers, percentages, signs, marks.
TOKEN = re.compile(
    rf"\b{MONTH.format(1)}\s+{DAY.format(1)}{YEAR.format(1)}\b"
    rf"|\b{DAY.format(2)}(?:\s+of)?\s+{MONTH.format(2)}{YEAR.format(2)}\b"
    r"|(?P<number>\b\d{1,3}(?:[,\s]\d{3})+(?:\.\d+)?\b|\b\d+(?:\.\d+)?\b)"
    r"|(?P<ordinal>№|\b[Nn]os?\.(?=\s*\d))"
    r"|(?P<percent>[%％]|\bper\s?cent\b)"
    r"|(?P<sign>[<>]=|°(?:[CF]\b)?|[\u20a0-\u20c0$＄£¥‰§<>≤≥=≠≈~±+]|(?<![\w)])[-−–](?=\d))"
    r"|(?P<mark>[^\w\s])"
)
NUMBERS = {word: str(n) for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}  # fmt: skip
ALIKE = str.maketrans(
    {
        "＄": "$",
        **dict.fromkeys("’‘‛ʼ`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
    }
)


class Token(NamedTuple):
    """A stretch of a passage that is compared as one: where it is, and what it is folded to."""

    start: int
    end: int
    word: str
    kind: Literal["word", "number", "sign", "mark", "frame"]


#: A word of a document: start, end, folded.
Word = tuple[int, int, str]
#: (op, left begin, left end, right begin, right end); a moved run has both.
Code = tuple[str, int, int, int, int]
#: A phrase of the codebook: the number of its rule or the name of its concept, its parts, itself,
#: and whether it counts or keeps others from counting.
Entry = tuple[int | str, list[str], str, bool]
Hit = tuple[int | str, str, int, int]


class Rule(Struct, forbid_unknown_fields=True):
    """A rule that names the kind of an edit."""

    kind: Literal["actor", "commitment", "scope", "legal anchor", "naming", "form", "wording"]
    match: Literal["any", "all"]
    words: Phrases
    unless: list[str] = []
    why: str = ""


class Frame(Struct, forbid_unknown_fields=True):
    """Words by which a reporter introduces what a document says, as a regular expression."""

    pattern: Annotated[str, Meta(pattern=r"\S")]
    example: str


class Edits(Struct, forbid_unknown_fields=True):
    """The shape of ``codebook/edits.toml``."""

    rule: list[Rule] = []
    frame: list[Frame] = []


class Codebook:
    """Rules for the kinds of edits, ready to be looked up by word.

    Takes rules in order, frames, and concepts (`align.read_concepts`), of which one that is on one
    side only makes an edit one of scope.
    """

    def __init__(
        self, rules: Sequence[Rule], frames: Sequence[Frame], concepts: pl.DataFrame
    ) -> None:
        self.rules = list(rules)
        self.frame = re.compile("|".join(one.pattern for one in frames) or "(?!)", re.IGNORECASE)
        named = concepts.drop_nulls().rows()
        phrases = [(key, phrase, True) for key, phrase in named]
        for number, rule in enumerate(rules):
            phrases += [(number, phrase, True) for phrase in rule.words]
            phrases += [(number, phrase, False) for phrase in rule.unless]
        plain = normal(pl.Series([phrase for _, phrase, _ in phrases], dtype=pl.String))
        self.by_letter: defaultdict[str, list[Entry]] = defaultdict(list)
        for (key, phrase, good), words in zip(phrases, plain, strict=True):
            self.by_letter[words[0]].append((key, words.split(), phrase, good))
        self.opening = cache(self.opened_by)

    def opened_by(self, word: str) -> list[Entry]:
        """Return the phrases whose first word fits this one."""
        return [one for one in self.by_letter[word[0]] if fits(one[1][0], word)]

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """Return where phrases are among folded words: rule or concept, phrase, begin, end."""
        good, bad = [], []
        for at, word in enumerate(words):
            for key, parts, phrase, is_good in self.opening(word):
                run = words[at : at + len(parts)]
                if len(run) == len(parts) and all(map(fits, parts, run)):
                    (good if is_good else bad).append((key, phrase, at, at + len(parts)))
        return [
            hit
            for hit in good
            if not any(
                key == hit[0] and begin < hit[3] and hit[2] < end for key, _, begin, end in bad
            )
        ]


def read_edits(folder: Path) -> Codebook:
    """Read the codebook of edits of a corpus folder; without one, changes are wording or form.

    Examples
    --------
    >>> import workbench as wb
    >>> read_edits(wb.load().folder).rules[0].kind
    'form'
    """
    path = folder / "codebook" / "edits.toml"
    book = books.read(path, Edits) if path.exists() else Edits()
    for number, frame in enumerate(book.frame, 1):
        if not re.search(frame.pattern, frame.example, re.IGNORECASE):
            raise WorkbenchError(f"{books.label(path)}: frame {number} does not match its example.")
    return Codebook(book.rule, book.frame, read_concepts(folder))


def fits(part: str, word: str) -> bool:
    """Tell whether a word fits a part of a phrase, in which ``*`` stands for any ending."""
    return word.startswith(part[:-1]) if part.endswith("*") else part == word


# --- tokens ---


def running_words(corpus: Corpus, doc_ids: Iterable[str]) -> dict[str, list[Word]]:
    """Return the words of some documents in order: start, end, folded.

    A printed word that continues the variant before it lengthens that one.
    """
    wanted = corpus.scan("tokens").filter(pl.col("doc_id").is_in(list(doc_ids)))
    rows = wanted.select("doc_id", "start", "end", "word").collect()
    rows = rows.with_columns(head=pl.col("word").is_not_null().cum_sum().over("doc_id"))
    rows = rows.group_by("doc_id", "head", maintain_order=True).agg(
        pl.col("start").first(), pl.col("end").last(), pl.col("word").first()
    )
    return {
        doc_id: part.select("start", "end", "word").rows()
        for (doc_id,), part in rows.group_by("doc_id", maintain_order=True)
    }


def within(words: list[Word], start: int, end: int) -> list[Word]:
    """Return the words of a document between two offsets."""
    first = bisect_left(words, (start,))
    return [word for word in words[first : bisect_left(words, (end,))] if word[1] <= end]


def tokens(text: str, base: int, words: list[Word], frame: re.Pattern[str]) -> list[Token]:
    """Cut a passage into what is compared; ``base`` is its offset, ``words`` are its words.

    Examples
    --------
    >>> [one.word for one in tokens("$10,000 on 9 May", 0, [(8, 10, "on")], re.compile("(?!)"))]
    ['$', '10000', 'on', '9 5']
    """
    found = [
        Token(base + m.start(), base + m.end(), f"frame: {m[0].lower().strip(' ,.')}", "frame")
        for m in frame.finditer(text)
        if m[0]
    ]
    for m in TOKEN.finditer(text):
        kind = (
            "mark"
            if m["mark"] or m["ordinal"]
            else "sign"
            if m["sign"] or m["percent"]
            else "number"
        )
        found.append(Token(base + m.start(), base + m.end(), folded(m), kind))
    for start, end, word in words:
        kind = "number" if any(letter.isdigit() for letter in word) else "word"
        found.append(Token(start, end, word, kind))
    found.sort(key=lambda token: (token.start, -token.end))
    kept: list[Token] = []
    for token in found:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def folded(match: re.Match[str]) -> str:
    """Return the one form of a number, a date, a sign or a mark."""
    month = match["month1"] or match["month2"]
    if month:
        day, year = match["day1"] or match["day2"], match["year1"] or match["year2"]
        return " ".join(
            [
                re.sub(r"\b0", "", day).replace("–", "-"),
                str(MONTHS.index(month[:3].lower()) + 1),
                *filter(None, [year]),
            ]
        )
    if match["number"]:
        return re.sub(r"[,\s]", "", match["number"])
    if match["percent"] or match["ordinal"]:
        return "%" if match["percent"] else "no."
    return {"<=": "≤", ">=": "≥"}.get(match[0], match[0].translate(ALIKE))


# --- difference ---


def diff(left: Sequence[Token], right: Sequence[Token]) -> list[Code]:
    """Compare two runs of tokens.

    Every token of either side is in exactly one code; kept and moved codes have the same words on
    both sides. Frequent words are not dropped (no autojunk). A code *frame* has a reporter's frame
    on one side or on both.
    """
    matcher = SequenceMatcher(
        None, [one.word for one in left], [one.word for one in right], autojunk=False
    )
    codes: list[Code] = []
    for tag, *places in matcher.get_opcodes():
        codes += [("kept", *places)] if tag == "equal" else apart(places, left, right)
    return find_moves(merge_islands(codes, left), left, right)


def apart(places: Sequence[int], left: Sequence[Token], right: Sequence[Token]) -> list[Code]:
    """Set reporter's frames apart from the words around them in a change."""
    a, b, c, d = places
    codes: list[Code] = []
    while a < b or c < d:
        one, other = a < b and left[a].kind == "frame", c < d and right[c].kind == "frame"
        if one or other:
            codes.append(("frame", a, a + one, c, c + other))
            a, c = a + one, c + other
        else:
            stops = [
                next((at for at in range(begin, end) if side[at].kind == "frame"), end)
                for side, begin, end in ((left, a, b), (right, c, d))
            ]
            codes.append(named(a, stops[0], c, stops[1]))
            a, c = stops
    return codes


def named(a: int, b: int, c: int, d: int) -> Code:
    """Return the code of a change by the sides that have it."""
    return ("reworded" if b > a and d > c else "cut" if b > a else "added", a, b, c, d)


def merge_islands(codes: list[Code], left: Sequence[Token]) -> list[Code]:
    """Join one or two kept function words between two changes to one change."""
    out: list[Code] = []
    changes = [op not in {"kept", "frame"} for op, *_ in codes]
    for place, code in enumerate(codes):
        op, a, b, *_ = code
        weak = all(token.word in FUNCTION_WORDS for token in left[a:b])
        island = op == "kept" and b - a <= ISLAND and weak and 0 < place < len(codes) - 1
        if island and changes[place - 1] and changes[place + 1]:
            changes[place] = True
        if changes[place] and place and changes[place - 1]:
            out[-1] = named(out[-1][1], b, out[-1][3], code[4])
        else:
            out.append(code)
    return out


def find_moves(codes: list[Code], left: Sequence[Token], right: Sequence[Token]) -> list[Code]:
    """Turn a run that is cut here and added there into a move, listed where it was on the left."""
    runs = {long_run(right[code[3] : code[4]]): code for code in codes if code[0] == "added"}
    pairs = {}
    for code in codes:
        run = long_run(left[code[1] : code[2]])
        if code[0] == "cut" and run and run in runs:
            pairs[code] = runs.pop(run)
    return [
        ("moved", *code[1:3], *pairs[code][3:]) if code in pairs else code
        for code in codes
        if code not in pairs.values()
    ]


def long_run(run: Sequence[Token]) -> tuple[str, ...]:
    """Return the words of a run that is long enough to be called a move, else nothing."""
    words = tuple(token.word for token in run if token.kind != "mark")
    content = sum(word not in FUNCTION_WORDS for word in words)
    return words if len(words) >= MOVED_WORDS and content >= MOVED_CONTENT else ()


# --- kinds ---


class Passage:
    """One side of a link: its text and offset, its tokens, and the phrases of the codebook in it."""

    def __init__(self, text: str, base: int, words: list[Word], book: Codebook) -> None:
        self.text, self.base = text, base
        self.tokens = tokens(text, base, words, book.frame)
        at = [
            place for place, token in enumerate(self.tokens) if token.kind not in {"mark", "frame"}
        ]
        found = book.hits([self.tokens[place].word for place in at])
        self.hits = [(key, phrase, set(at[begin:end])) for key, phrase, begin, end in found]
        self.concepts = {key for key, *_ in found if isinstance(key, str)}

    def span(self, begin: int, end: int) -> tuple[int | None, int | None, str]:
        """Return the offsets and the text of some tokens, with what follows up to the next."""
        if begin == end:
            return None, None, ""
        start = self.tokens[begin].start if begin else self.base
        last = end == len(self.tokens)
        stop = self.base + len(self.text) if last else self.tokens[end].start
        return start, stop, self.text[start - self.base : stop - self.base]


def kind_of(book: Codebook, left: Passage, right: Passage, code: Code) -> tuple[str, str]:
    """Name what a change concerns, and what decided it: a phrase of the codebook, a sign, a style."""
    _, a, b, c, d = code
    sides = (
        (left, only(left.tokens, a, b, right.tokens[c:d]), right),
        (right, only(right.tokens, c, d, left.tokens[a:b]), left),
    )
    style = style_of(left, right, code)
    if style or not any(own for _, own, _ in sides):
        return "form", style
    near = [[hit for hit in side.hits if hit[2] & own] for side, own, _ in sides]
    for number in sorted({key for hits in near for key, *_ in hits if isinstance(key, int)}):
        rule = book.rules[number]
        met = [[hit for hit in hits if hit[0] == number] for hits in near]
        whole = all(
            own <= set().union(*(at for *_, at in hits))
            for (_, own, _), hits in zip(sides, met, strict=True)
        )
        if rule.match == "any" or whole:
            return rule.kind, next(phrase for hits in met for _, phrase, _ in hits)
    changed = [side.tokens[at] for side, own, _ in sides for at in sorted(own)]
    signs = [token.word for token in changed if token.kind in {"number", "sign"}]
    if signs:
        return "scope", " / ".join(signs)
    for (_side, _own, other), hits in zip(sides, near, strict=True):
        for key, *_ in hits:
            if key not in other.concepts and isinstance(key, str):
                return "scope", f"concept: {key}"
    return OTHERWISE, ""


def style_of(left: Passage, right: Passage, code: Code) -> str:
    """Name the style in which a change differs and in nothing else; empty if there is more."""
    _, a, b, c, d = code
    one, other = left.tokens, right.tokens
    if letters(one[a:b]) == letters(other[c:d]):
        return "spelling"
    short = abbreviated(one, a, b, other[c:d]) or abbreviated(other, c, d, one[a:b])
    return "abbreviation" if short else ""


def only(tokens: Sequence[Token], begin: int, end: int, others: Sequence[Token]) -> set[int]:
    """Return the places of content tokens that are not, in any inflection, among the others.

    Words that bind or negate count as content here; marks do not.
    """
    known = {stem(token.word) for token in others}
    weak = FUNCTION_WORDS - BINDING
    return {
        at
        for at in range(begin, end)
        if tokens[at].kind != "mark"
        and tokens[at].word not in weak
        and stem(tokens[at].word) not in known
    }


def letters(tokens: Sequence[Token]) -> str:
    """Return the letters of some tokens; compounds meet, and numbers in words and in figures."""
    return "".join(NUMBERS.get(token.word, token.word) for token in tokens if token.kind != "mark")


def abbreviated(tokens: Sequence[Token], begin: int, end: int, others: Sequence[Token]) -> bool:
    """Tell whether words are given in full on one side for what is abbreviated beside or opposite."""
    full = [one.word for one in tokens[begin:end] if one.kind == "word"]
    initials = "".join(word[0] for word in full if word not in FUNCTION_WORDS)
    short = [one.word for one in others or tokens[end : end + 2] if one.kind == "word"]
    if len(initials) < len("ab") or len(short) != 1 or short[0][0] != initials[0]:
        return False
    rest = iter(short[0])
    return len(short[0]) <= len(initials) + 1 and all(one in rest for one in initials)


# --- edits of links ---


def edits(links: pl.DataFrame, corpus: Corpus, book: Codebook) -> pl.DataFrame:
    """Compare the two passages of each link.

    Takes the links frame and the codebook of `read_edits`; returns the edits frame in the order of
    the left passage. The ``left`` (``right``) texts of all edits of a link in order of
    ``left_start`` (``right_start``), one after the other, are the passage.

    Examples
    --------
    >>> import workbench as wb
    >>> from workbench.wording.align import Aligner
    >>> corpus = wb.load()
    >>> links = Aligner(corpus).links("vov-2025", "vgp-2025").head(1)
    >>> "".join(edits(links, corpus, read_edits(corpus.folder))["left"]) == links["left_text"][0]
    True
    """
    words = running_words(corpus, {*links["left_id"], *links["right_id"]})
    rows: list[dict[str, Any]] = []
    for link in links.iter_rows(named=True):
        sides = []
        for side in ("left", "right"):
            start, end = link[f"{side}_start"], link[f"{side}_end"]
            inside = within(words.get(link[f"{side}_id"], []), start, end)
            sides.append(Passage(link[f"{side}_text"], start, inside, book))
        rows += link_edits(link, *sides, book)
    return schema.conform(
        "edits", pl.DataFrame(rows, schema=list(schema.dtypes("edits")), infer_schema_length=None)
    )


def link_edits(
    link: dict[str, Any], left: Passage, right: Passage, book: Codebook
) -> list[dict[str, Any]]:
    """Return a row per edit of a link; changes are numbered as they are shown, kept words are not."""
    rows, number = [], 0
    for code in respelled(diff(left.tokens, right.tokens), left, right):
        op, a, b, c, d = code
        kind, rule = None, ""
        if op == "frame":
            op, kind = named(a, b, c, d)[0], "frame"
        elif op in {"moved", "respelled"}:
            kind, rule = "form", "" if op == "moved" else "spelling"
            op = "moved" if op == "moved" else "reworded"
        elif op != "kept":
            kind, rule = kind_of(book, left, right, code)
        number += op != "kept"
        row = {key: link[key] for key in ("left_id", "right_id", "link_no")}
        row |= {"part_no": len(rows) + 1, "edit_no": None if op == "kept" else number}
        row |= {"op": op, "kind": kind, "rule": rule, "substantive": kind in SUBSTANTIVE}
        for name, side, begin, end in (("left", left, a, b), ("right", right, c, d)):
            values = side.span(begin, end)
            row |= dict(zip((f"{name}_start", f"{name}_end", name), values, strict=True))
        rows.append(row)
    return rows


def respelled(codes: list[Code], left: Passage, right: Passage) -> list[Code]:
    """Set apart what is kept and printed in another way, case and kind of quotation marks aside."""
    out: list[Code] = []
    for op, a, b, c, d in codes:
        if op != "kept":
            out.append((op, a, b, c, d))
            continue
        for step in range(b - a):
            one, other = left.span(a + step, a + step + 1)[2], right.span(c + step, c + step + 1)[2]
            how = "kept" if plain(one) == plain(other) else "respelled"
            if out and out[-1][0] == how and out[-1][2] == a + step and out[-1][4] == c + step:
                out[-1] = (how, out[-1][1], a + step + 1, out[-1][3], c + step + 1)
            else:
                out.append((how, a + step, a + step + 1, c + step, c + step + 1))
    return out


def plain(text: str) -> str:
    """Return printed words without differences of case, space, and kind of quotation mark or dash."""
    return " ".join(text.lower().translate(ALIKE).split())
