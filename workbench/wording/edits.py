"""What changed inside a link, and what each change concerns.

Two passages are compared token by token: words as they are folded, and signs, dates, amounts and
marks, each by what it says and not by its style (*2025-05-09* is *9 May 2025*, *5bn* is *5 billion*,
*US$* is *$*). Reporter's frames ("the document says") are single tokens that are shown apart. Each
edit covers its words and what follows them up to the next edit, so that the edits of a link give
back both passages to the character.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import polars as pl
from msgspec import Meta, Struct

from workbench import schema
from workbench.corpus import Corpus, books
from workbench.errors import WorkbenchError
from workbench.wording.align import (
    FUNCTION_WORDS,
    SIDES,
    WORDS,
    Phrase,
    Phrases,
    find,
    folded,
    read_concepts,
    stem,
)

SUBSTANTIVE = ("actor", "commitment", "scope", "legal anchor")
#: Kind of a change of words that no rule of the codebook claims.
OTHERWISE = "wording"
#: Function words that change what is promised, or how far; those that say nothing.
BINDING = frozenset("will shall should would may might must not no nor all any some".split())
WEAK = FUNCTION_WORDS - BINDING
#: An island of kept function words no longer than this joins the change around it.
ISLAND = 2
MOVED_WORDS, MOVED_CONTENT = 3, 2
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DAYS = rf"{DAY}(?:(?:\s?[-–—]\s?|\s(?:to|till|until|through|and)\s){DAY})?"
YEAR = r"(?:,?\s+(?:of\s+)?\d{4})?"
#: Numbers in words, and as they are printed in figures; those that may stand before a scale or unit.
FIGURES = dict(pair.split("/") for pair in WORDS["figures"].split())
TENS, UNDER_TEN = list(FIGURES)[19:27], [*list(FIGURES)[:9], *list(FIGURES)[27:36]]
FIGURES |= {ten + one: FIGURES[ten][0] + FIGURES[one] for ten in TENS for one in UNDER_TEN}
COUNTED = "|".join(list(FIGURES)[:27])
#: Powers of ten by their names; *m* only behind a currency.
SCALES = {"thousand": 3, "million": 6, "mln": 6, "mn": 6, "m": 6, "billion": 9, "bln": 9, "bn": 9}
SCALES |= {"trillion": 12, "trn": 12, "tn": 12}
#: What an amount is of, in the styles in which it is printed. Other signs stand for themselves.
UNITS: dict[str, str] = WORDS["units"]
UNIT = f"(?i:{'|'.join(UNITS.values())})"
MONEY = r"(?:USD|EUR|GBP|JPY|RUB|VND|CNY|RMB|(?:U\.?S\.? ?|[A-Z]{0,2})[$＄£¥￥\u20a0-\u20c0])"
SCALE = f"(?i:{'|'.join(name for name in SCALES if name != 'm')})"
#: Tokens that are not words, or several words; words are passed over, the plain ones first.
TOKEN = re.compile(
    rf"(?!(?:{COUNTED}|per(?:cent)?|nos?|minus)\b)[a-z]+\b"
    rf"|(?P<date>\b{MONTH}\s+{DAYS}{YEAR}\b|\b{DAYS}(?:\s+of)?\s+{MONTH}{YEAR}\b"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b)"
    rf"|(?P<amount>(?:(?P<before>{MONEY})\s?)?(?P<minus>(?<![\w)])(?:[-−–]|(?i:minus)\s))?(?(before)|\b)"
    r"(?P<number>\d{1,3}(?:[, \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    rf"|(?:{COUNTED})(?=\s(?:{SCALE}|{UNIT})))"
    rf"(?:\s?(?P<scale>{SCALE}|(?(before)m|(?!))))?\b(?:\s?(?P<unit>{UNIT})(?!\w))?)"
    r"|(?P<ordinal>(?:№|\bNos?\.?|\bnos?\.)(?=\s*\d))"
    rf"|(?P<sign>[<>]=|°(?:[CF]\b)?|per\s?cent\b|[%％‰§<>≤≥=≠≈~±+]|{MONEY}(?<![A-Z]))"
    r"|(?P<area>\b[ckdm]?m[²³])|(?P<mark>[^\w\s])|\w+"
)
ALIKE = str.maketrans("’‘‛ʼ`´“”„«»‐‑‒–—−²³", "''''''\"\"\"\"\"------23")


class Token(NamedTuple):
    """A stretch of a passage that is compared as one: where it is, and what it says."""

    start: int
    end: int
    word: str
    kind: Literal["word", "number", "sign", "mark", "frame"]


#: A word of a document: start, end, folded.
Word = tuple[int, int, str]
#: (op, left begin, left end, right begin, right end); a moved run has both.
Code = tuple[str, int, int, int, int]


class Rule(Struct, forbid_unknown_fields=True):
    """A rule that names the kind of an edit."""

    kind: Literal["actor", "commitment", "scope", "legal anchor", "naming", "form", "wording"]
    match: Literal["any", "all"]
    words: Phrases
    unless: list[Phrase] = []
    why: str = ""


class Frame(Struct, forbid_unknown_fields=True):
    """Words by which a reporter introduces what a document says, as a regular expression."""

    pattern: Annotated[str, Meta(pattern=r"\S")]
    example: str


class Same(Struct, forbid_unknown_fields=True):
    """Lists of words that stand for each other."""

    kind: Literal["form", "wording"]
    words: list[list[Phrase]]


class Edits(Struct, forbid_unknown_fields=True):
    """The shape of ``codebook/edits.toml``."""

    same: list[Same] = []
    rule: list[Rule] = []
    frame: list[Frame] = []


class Hit(NamedTuple):
    """A phrase in a passage: the number of its rule or the name of its concept, and its tokens."""

    key: int | str
    phrase: str
    places: set[int]


class Codebook:
    """Rules for the kinds of edits, ready to be looked up.

    Takes what `Edits` declares, and concepts, of which one that is on one side only makes an edit
    one of scope. What is the *same* comes before all rules, in their order.
    """

    def __init__(self, book: Edits, concepts: Sequence[tuple[str, str]] = ()) -> None:
        frames = "|".join(frame.pattern for frame in book.frame) or "(?!)"
        self.frame = re.compile(frames.replace(" ", r"\s"), re.IGNORECASE)
        same = [(one.kind, words) for one in book.same for words in one.words]
        self.same = {f"same {number}": kind for number, (kind, _) in enumerate(same)}
        self.rules = dict(enumerate(book.rule))
        self.concepts = {name for name, _ in concepts}
        self.entries = [(name, phrase, True) for name, phrase in concepts]
        for key, (_, words) in zip(self.same, same, strict=True):
            self.entries += [(key, phrase, True) for phrase in words]
        for number, rule in self.rules.items():
            self.entries += [(number, phrase, True) for phrase in rule.words]
            self.entries += [(number, phrase, False) for phrase in rule.unless]
        self.phrases = folded([phrase for _, phrase, _ in self.entries])


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
    return Codebook(book, read_concepts(folder).named)


# --- tokens ---


def running_words(corpus: Corpus, doc_ids: Iterable[str]) -> dict[str, list[Word]]:
    """Return the words of some documents in order: start, end, folded.

    A printed word that continues the variant before it lengthens that one.
    """
    rows = corpus.scan("tokens").filter(pl.col("doc_id").is_in(list(doc_ids)))
    head = pl.col("word").is_not_null().cum_sum().over("doc_id")
    words = rows.group_by("doc_id", head.alias("head"), maintain_order=True).agg(
        pl.col("start").first(), pl.col("end").last(), pl.col("word").first()
    )
    parts = words.drop("head").collect().partition_by("doc_id", as_dict=True, include_key=False)
    return {doc_id: part.rows() for (doc_id,), part in parts.items()}


def within(words: list[Word], start: int, end: int) -> list[Word]:
    """Return the words of a document between two offsets."""
    first = bisect_left(words, (start,))
    return [word for word in words[first : bisect_left(words, (end,))] if word[1] <= end]


def tokens(text: str, base: int, words: list[Word], frame: re.Pattern[str]) -> list[Token]:
    """Cut a passage into what is compared; ``base`` is its offset, ``words`` are its words.

    Examples
    --------
    >>> [one.word for one in tokens("US$10,000 on May 9", 0, [(10, 12, "on")], re.compile("(?!)"))]
    ['$10000', 'on', '9.5.']
    """
    found = [
        Token(base + m.start(), base + m.end(), f"frame: {m[0].lower().strip(' ,.')}", "frame")
        for m in frame.finditer(text)
        if m[0]
    ]
    found += [
        Token(base + m.start(), base + m.end(), *read_token(m))
        for m in TOKEN.finditer(text)
        if m.lastgroup
    ]
    found += [Token(*word, "word" if word[2].isalpha() else "number") for word in words]
    found.sort(key=lambda token: (token.start, -token.end))
    kept: list[Token] = []
    for token in found:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def read_token(match: re.Match[str]) -> tuple[str, str]:
    """Return what a date, an amount, a sign or a mark says in any style, and of which kind it is."""
    text, month = match[0], match["date"] and re.search(MONTH, match["date"])
    if match["date"]:
        numbers = [number.lstrip("0") for number in re.findall(r"\d+", text)]
        if not month:  # 2025-05-09, 09.05.2025
            return ".".join(numbers[::-1] if "-" in text else numbers), "number"
        year = numbers.pop() if len(numbers[-1]) == len("2025") else ""
        joined = ("+" if " and " in text else "-").join(numbers)
        return f"{joined}.{MONTHS.index(month[0][:3].lower()) + 1}.{year}", "number"
    if match["amount"]:
        number = match["number"].lower()
        value = Decimal(FIGURES.get(number) or re.sub(r"[^\d.]", "", number))
        value = value.scaleb(SCALES.get((match["scale"] or "").lower(), 0)).normalize()
        units = "".join(sorted({sign_of(match["before"] or ""), sign_of(match["unit"] or "")}))
        return f"{units}{'-' * bool(match['minus'])}{value:f}", "number"
    if match["sign"]:
        return {"<=": "≤", ">=": "≥"}.get(text) or sign_of(text), "sign"
    said = "number" if match["ordinal"] else text.translate(ALIKE)
    return said, "word" if match["ordinal"] or match["area"] else "mark"


def sign_of(unit: str) -> str:
    """Return the sign of a unit in any of its styles.

    Examples
    --------
    >>> sign_of("per cent"), sign_of("US dollars"), sign_of("A$")
    ('%', '$', 'A$')
    """
    known = (sign for sign, form in UNITS.items() if re.fullmatch(form, unit, re.IGNORECASE))
    return next(known, unit)


# --- difference ---


def diff(left: Sequence[Token], right: Sequence[Token]) -> list[Code]:
    """Compare two runs of tokens.

    Every token of either side is in exactly one code; kept and moved codes have the same words on
    both sides. Frequent words are not dropped (no autojunk). A code *frame* has a reporter's frame
    on one side or on both. There and back the codes are the same with the sides exchanged.
    """
    words = [[one.word for one in side] for side in (left, right)]
    if words[1] < words[0]:
        back = {"cut": "added", "added": "cut"}
        codes = [(back.get(op, op), c, d, a, b) for op, a, b, c, d in diff(right, left)]
        return sorted(codes, key=lambda code: code[1:])
    codes: list[Code] = []
    for tag, *places in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
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
    for place, (op, a, b, c, d) in enumerate(codes):
        weak = op == "kept" and all(token.word in FUNCTION_WORDS for token in left[a:b])
        if weak and b - a <= ISLAND and all(changes[max(place - 1, 0) : place + 2 : 2]):
            changes[place] = 0 < place < len(codes) - 1
        if place and changes[place] and changes[place - 1]:
            out[-1] = named(out[-1][1], b, out[-1][3], d)
        else:
            out.append((op, a, b, c, d))
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
        self.hits, self.barred = list[Hit](), list[Hit]()
        self.tokens = tokens(text, base, words, book.frame)

    def span(self, begin: int, end: int) -> tuple[int | None, int | None, str]:
        """Return the offsets and the text of some tokens, with what follows up to the next."""
        if begin == end:
            return None, None, ""
        start = self.tokens[begin].start if begin else self.base
        last = end == len(self.tokens)
        stop = self.base + len(self.text) if last else self.tokens[end].start
        return start, stop, self.text[start - self.base : stop - self.base]

    def printed(self, token: Token) -> str:
        """Return a token as printed."""
        return self.text[token.start - self.base : token.end - self.base]

    def letters(self, begin: int, end: int) -> set[str]:
        """Return the letters of some tokens, folded and as printed but for apostrophes.

        Compounds meet, numbers in words and in figures, *1990’s* and *1990s*.
        """
        said = [token for token in self.tokens[begin:end] if token.kind != "mark"]
        folded = "".join(FIGURES.get(token.word, token.word) for token in said)
        folded = FIGURES.get("".join(token.word for token in said), folded)
        return {folded, plain("".join(map(self.printed, said))).replace("'", "")}

    def only(self, begin: int, end: int, others: Sequence[Token]) -> set[int]:
        """Return the places of content tokens that are not, in any inflection, among the others.

        Words that bind or negate count as content here; marks do not.
        """
        known = {stem(token.word) for token in others}
        return {
            at
            for at, (*_, word, kind) in enumerate(self.tokens[begin:end], begin)
            if kind != "mark" and word not in WEAK and stem(word) not in known
        }


def kind_of(book: Codebook, left: Passage, right: Passage, code: Code) -> tuple[str, str]:
    """Name what a change concerns, and what decided it: a phrase of the codebook, a sign, a style."""
    _, a, b, c, d = code
    sides, style = (left, right), style_of(left, right, code)
    own = [left.only(a, b, right.tokens[c:d]), right.only(c, d, left.tokens[a:b])]
    if style or not any(own):
        return "form", style
    both = list(zip(sides, own, strict=True))
    near = [[hit for hit in side.hits if hit.places & at] for side, at in both]

    def phrases(keys: Collection[int | str]) -> tuple[list[str], bool]:
        """Return the phrases of some rules, and whether they cover all that changed."""
        met = [[hit for hit in hits if hit.key in keys] for hits in near]
        known = [set().union(*(hit.places for hit in hits)) for hits in met]
        said = [hit.phrase for hits in met for hit in hits]
        return said, own[0] <= known[0] and own[1] <= known[1]

    keys = [{hit.key for hit in hits} for hits in near]
    same = {key for key in keys[0] & keys[1] if key in book.same}
    said, covered = phrases(same | {n for n, rule in book.rules.items() if rule.kind == "form"})
    if same and covered:
        return max(book.same[key] for key in same), " / ".join(dict.fromkeys(said))
    for number in sorted(key for key in keys[0] | keys[1] if key in book.rules):
        said, covered = phrases({number})
        if covered or book.rules[number].match == "any":
            return book.rules[number].kind, said[0]
    changed = [(side, side.tokens[at]) for side, mine in both for at in sorted(mine)]
    if signs := [side.printed(said) for side, said in changed if said.kind in {"number", "sign"}]:
        return "scope", " / ".join(signs)
    for hits, there in zip(near, (right, left), strict=True):
        held = {hit.key for hit in there.hits}
        for hit in hits:
            if hit.key not in held and hit.key in book.concepts:
                return "scope", f"concept: {hit.key}"
    return OTHERWISE, ""


def style_of(left: Passage, right: Passage, code: Code) -> str:
    """Name the style in which a change differs and in nothing else; empty if there is more."""
    _, a, b, c, d = code
    if left.letters(a, b) & right.letters(c, d):
        return "spelling"
    one, other = left.tokens, right.tokens
    short = abbreviated(one, a, b, other[c:d]) or abbreviated(other, c, d, one[a:b])
    return "abbreviation" if short else ""


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
    keys = links.select("left_id", "right_id", "link_no").rows()
    rows = [
        (*key, *row)
        for key, pair in zip(keys, passages_of(links, corpus, book), strict=True)
        for row in link_edits(*pair, book)
    ]
    return schema.conform("edits", pl.DataFrame(rows, schema=schema.dtypes("edits"), orient="row"))


def passages_of(links: pl.DataFrame, corpus: Corpus, book: Codebook) -> list[list[Passage]]:
    """Return the two passages of each link, with their tokens and phrases."""
    words = running_words(corpus, {*links["left_id"], *links["right_id"]})
    pairs = []
    for link in links.iter_rows(named=True):
        spans = [(link[f"{side}_id"], link[f"{side}_start"], link[f"{side}_end"]) for side in SIDES]
        inside = [within(words.get(doc_id, []), start, end) for doc_id, start, end in spans]
        texts = (link["left_text"], link["right_text"])
        pairs.append([Passage(texts[n], spans[n][1], inside[n], book) for n in (0, 1)])
    mark([passage for pair in pairs for passage in pair], book)
    return pairs


def mark(passages: Sequence[Passage], book: Codebook) -> None:
    """Find the phrases of the codebook in passages; what is barred in a phrase does not count there."""
    said = [
        (number, at, token.word)
        for number, passage in enumerate(passages)
        for at, token in enumerate(passage.tokens)
        if token.kind not in {"mark", "frame"}
    ]
    words = pl.DataFrame(said, schema=["passage", "at", "word"], orient="row")
    for number, first, size in find(words, book.phrases, "passage").rows():
        key, phrase, counts = book.entries[number]
        passage, places = passages[said[first][0]], {at for _, at, _ in said[first : first + size]}
        (passage.hits if counts else passage.barred).append(Hit(key, phrase, places))
    for passage in passages:
        for bar in passage.barred:
            met = [one for one in passage.hits if one.key == bar.key and one.places & bar.places]
            passage.hits = [one for one in passage.hits if one not in met]


def link_edits(left: Passage, right: Passage, book: Codebook) -> list[tuple[Any, ...]]:
    """Return a row per edit of a link; changes are numbered as they are shown, kept words are not."""
    rows: list[tuple[Any, ...]] = []
    number = 0
    for code in respelled(diff(left.tokens, right.tokens), left, right):
        op, a, b, c, d = code
        kind, rule = None, ""
        if op == "frame":
            op, kind = named(a, b, c, d)[0], "frame"
        elif op == "moved":
            kind = "form"
        elif op != "kept":
            kind, rule = kind_of(book, left, right, code)
        number += op != "kept"
        one, other = left.span(a, b), right.span(c, d)
        said = (op, kind, rule, kind in SUBSTANTIVE)
        places = (*one[:2], *other[:2], one[2], other[2])
        rows.append((len(rows) + 1, None if op == "kept" else number, *said, *places))
    return rows


def respelled(codes: list[Code], left: Passage, right: Passage) -> Iterator[Code]:
    """Set apart what is kept and printed in another way, case and kind of quotation marks aside."""
    for op, a, b, c, d in codes:
        if op != "kept" or left.span(a, b)[2] == right.span(c, d)[2]:
            yield (op, a, b, c, d)
            continue
        same = [
            plain(left.span(a + n, a + n + 1)[2]) == plain(right.span(c + n, c + n + 1)[2])
            for n in range(b - a)
        ]
        for alike, run in groupby(range(b - a), key=same.__getitem__):
            first, *rest = run
            last = first + len(rest) + 1
            how = "kept" if alike else "reworded"
            yield (how, a + first, a + last, c + first, c + last)


def plain(text: str) -> str:
    """Return printed words without differences of case, space, and kind of quotation mark or dash."""
    return " ".join(text.lower().translate(ALIKE).split())
