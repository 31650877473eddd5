"""The query language: one string, read once, and what it finds among printed words.

============== ================================== ===================================
write          to find                            for example
============== ================================== ===================================
words          one after the other, in a sentence ``East Sea``
``*`` in a     any letters, or none               ``negotiat*`` finds *negotiation*
word
``*`` alone    any one word                       ``the * Sea`` finds *the East Sea*
``**``, ``…``  none to five words                 ``not … third countries``
``|``          either of two                      ``East Sea | South China Sea``
``"…"``        exactly as printed                 ``"Issue"``, ``"Ha Noi"``
============== ================================== ===================================

Words are whole words, in any case, with or without a possessive, and a name is found in every
spelling of the corpus's list of variants. A reader may ask for parts of words, or write a regular
expression instead (Rust's syntax, any case, inside one paragraph), which takes time in proportion
to the text, whatever is written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache

import polars as pl

from workbench.corpus.match import beginnings, whole_words
from workbench.corpus.words import WORD, fold, folded_forms, pattern_fault, phrases, word_pattern
from workbench.errors import WorkbenchError

LINE = ["doc_id", "para_no"]
GAP = "**"
#: A longer query is refused: nobody could check it.
LONGEST = 2_000
#: Words that a gap may hold.
REACH = 5
#: A letter that no source prints: it carries ``*`` through the cutting of words.
STAR = "ꙮ"
#: The first letter of a word that must be printed as it is written.
EXACT = '"'
#: A query is cut at its quotation marks, straight or curly, and at its bars.
PARTS = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”„]|(\|)|([^|\"“”„]+)")
#: Spellings of one name that a sentence lists.
LISTED = 3

#: Spellings of one word that are offered, how like it they are at least (short words by one letter of
#: three), and the words of the vocabulary that it is compared with, the most frequent first.
SPELLINGS, LIKENESS, ONE_LETTER, COMPARED = 3, 0.7, 0.66, 3_000
#: A shorter word is no stem to add an ending to; a longer one loses up to so many letters.
SHORTEST, ENDING = 4, 3

#: What may fill one place of a query: phrases, any of which does.
Slot = tuple[tuple[str, ...], ...]
ANYTHING: Slot = ((GAP,),)


@dataclass(frozen=True)
class Query:
    """A query as it was understood; made by `read_query`.

    ``alternatives`` are runs of slots. A regular expression has none.
    """

    text: str
    parts: bool = False
    regex: bool = False
    alternatives: tuple[tuple[Slot, ...], ...] = ()

    def __str__(self) -> str:
        """Return the query as it was understood."""
        if self.regex:
            return f"the regular expression {self.text}"
        runs = [" ".join(map(slot_in_words, slots)) for slots in self.alternatives]
        return f"{' | '.join(runs)} ({'parts of words too' if self.parts else 'whole words'})"

    @property
    def expression(self) -> str:
        """Return the regular expression that is matched with a paragraph."""
        return f"(?i){f'(?:{self.text})' if self.parts else whole_words(self.text)}"


def read_query(
    text: str, variants: dict[str, str], *, parts: bool = False, regex: bool = False
) -> Query:
    """Read what a reader asks; ``variants`` maps a printed form to its joined word.

    With ``parts`` the first and the last word may be parts of words. Raises `WorkbenchError` for a
    query without a word and for an expression that cannot be used.

    Examples
    --------
    >>> print(read_query("Ha Noi … summit*", {"Ha Noi": "hanoi", "Hanoi": "hanoi"}))
    (hanoi, ha noi) ** summit* (whole words)
    """
    if len(text) > LONGEST:
        raise WorkbenchError(
            f"The query has {len(text):,} characters; the longest allowed has {LONGEST:,}."
        )
    if regex:
        query = Query(text, parts, regex)
        if not text.strip():
            raise WorkbenchError("The regular expression is empty; write what to look for.")
        if fault := pattern_fault(text) or pattern_fault(query.expression):
            raise WorkbenchError(f"{text!r} is not a valid regular expression ({fault}).")
        if pl.Series([""]).str.contains(f"^(?:{text})$").item():
            raise WorkbenchError(f"{text!r} matches an empty place; use + in place of *.")
        return query
    spellings = by_spelling(tuple(variants.items()))
    runs = [slots_of(words, spellings, text) for words in alternatives(text)]
    if parts:
        runs = [with_open_ends(slots) for slots in runs]
    return Query(text, parts, regex, tuple(dict.fromkeys(runs)))


def alternatives(text: str) -> list[list[str]]:
    """Cut a query into its alternatives, and each into words; an exact word begins with a quote.

    Examples
    --------
    >>> alternatives('the "Issue" | negotiat*')
    [['the', '"Issue'], ['negotiat*']]
    """
    runs: list[list[str]] = [[]]
    for exact, bar, plain in PARTS.findall(text):
        if bar:
            runs.append([])
        elif exact:
            runs[-1] += [EXACT + word for word in cut(exact, exact=True)]
        else:
            runs[-1] += cut(plain, exact=False)
    return runs


def cut(text: str, *, exact: bool) -> list[str]:
    """Cut a stretch of a query into words, as the sources are cut."""
    if not exact:
        for mark in (GAP, "…", "..."):
            text = text.replace(mark, f" {STAR * 2} ")
        # dotted letters are one word only in capitals: u.s. is U.S.
        text = re.sub(r"\b(?:\w\.){2,}", lambda found: found.group().upper(), text)
    row = pl.DataFrame({"form": [text.replace("*", "" if exact else STAR)]})
    forms = row.select(pl.col("form").str.extract_all(WORD).explode()).drop_nulls()
    words = forms.select(as_printed("form") if exact else fold("form")).to_series()
    return [word.replace(STAR, "*") for word in words]


def as_printed(column: str) -> pl.Expr:
    """Return a printed word with straight apostrophes, and else as it is."""
    return pl.col(column).str.replace_all("[’ʼ]", "'")


@lru_cache(maxsize=16)
def by_spelling(variants: tuple[tuple[str, str], ...]) -> dict[tuple[str, ...], Slot]:
    """Return for each form of a variant all its forms, the longest first."""
    printed, words = zip(*variants, strict=True) if variants else ((), ())
    cut_forms = dict(zip(phrases(list(printed)), words, strict=True))
    forms: dict[str, set[tuple[str, ...]]] = {}
    for phrase, word in cut_forms.items():
        forms.setdefault(word, set()).add(phrase)
    return {
        phrase: tuple(sorted(forms[word], key=lambda form: (-len(form), form)))
        for phrase, word in cut_forms.items()
    }


def slots_of(
    words: list[str], spellings: dict[tuple[str, ...], Slot], text: str
) -> tuple[Slot, ...]:
    """Turn the words of one alternative into slots, names joined, gaps at the beginning dropped."""
    if not any(word.strip(f"*{EXACT}") for word in words):
        raise WorkbenchError(
            f"{text.strip()!r} lacks a word to look for; write words, with * for any ending."
        )
    while words[0] == GAP:
        words = words[1:]
    longest = max(map(len, spellings), default=1)
    slots: list[Slot] = []
    while words:
        heads = (tuple(words[:size]) for size in range(min(longest, len(words)), 0, -1))
        head = next((head for head in heads if head in spellings), (words[0],))
        slots.append(spellings.get(head, (head,)))
        words = words[len(head) :]
    return tuple(slots)


def with_open_ends(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Let the first and the last word be parts of words."""
    last = max(place for place, slot in enumerate(slots) if slot != ANYTHING)
    out = list(slots)
    out[0] = tuple((f"*{phrase[0].lstrip('*')}", *phrase[1:]) for phrase in out[0])
    out[last] = tuple((*phrase[:-1], f"{phrase[-1].rstrip('*')}*") for phrase in out[last])
    return tuple(out)


def slot_in_words(slot: Slot) -> str:
    """Return a slot as a reader would write it."""
    forms = sorted((" ".join(phrase) for phrase in slot), key=len)
    forms = [f"{form}{EXACT}" if form.startswith(EXACT) else form for form in forms]
    rest = f" and {len(forms) - LISTED} more" if len(forms) > LISTED else ""
    return forms[0] if len(forms) == 1 else f"({', '.join(forms[:LISTED])}{rest})"


@dataclass(frozen=True)
class Words:
    """All words of some lines of a corpus, in order, as numbers.

    ``lines``: a row per sentence (or per line that was cut) that has words, with ``first``, the row
    of its first word, and ``n_words``; ``forms``: the code of each word; ``different``: each printed
    ``form`` with its ``code`` and its ``folded`` form; ``start`` and ``end``: the place of each word.
    """

    lines: pl.DataFrame
    forms: pl.Series
    different: pl.DataFrame
    start: pl.Series
    end: pl.Series

    @cached_property
    def line(self) -> pl.Series:
        """The row of the line of each word."""
        rows = pl.select(row=pl.int_range(self.lines.height, dtype=pl.UInt32)).to_series()
        return pl.select(rows.repeat_by(self.lines["n_words"]).explode()).to_series()

    def inside(self, rows: pl.Series, places: pl.DataFrame) -> pl.Series:
        """Return rows of words, one per place; None for a word outside of the place's paragraph."""
        rows = rows.set((rows < 0) | (rows >= self.forms.len()), None)
        lines = self.lines.select(pl.col(LINE).gather(self.line.gather(rows)))
        same = (lines["doc_id"] == places["doc_id"]) & (lines["para_no"] == places["para_no"])
        return rows.set(~same.fill_null(value=False), None)


def matches(query: Query, words: Words) -> pl.DataFrame:
    """Find the runs of words that a query of words asks for.

    Returns rows of words, ``begin`` and ``end`` (exclusive), in order. Matches do not overlap: the
    leftmost counts, of several that begin alike the longest, and a gap is as short as it can be,
    at the end one word.
    """
    fits = fitting_codes(query, words.different)
    return apart(pl.concat([fill(slots, fits, words) for slots in query.alternatives]))


def fitting_codes(query: Query, different: pl.DataFrame) -> dict[str, pl.Series]:
    """Return the codes of the printed forms that fit each word of a query."""
    slots = {slot for slots in query.alternatives for slot in slots}
    words = {word for slot in slots for phrase in slot for word in phrase} - {GAP}
    fits = {}
    for word in words:
        text = as_printed("form") if EXACT in word else pl.col("folded")
        bare = word.replace(EXACT, "")
        same = text.str.contains(any_ending(bare)) if "*" in bare else text == bare
        fits[word] = different.filter(same)["code"]
    return fits


def any_ending(word: str) -> str:
    """Return the pattern of a word with stars; its beginning is found in every spelling.

    Examples
    --------
    >>> any_ending("organiz*"), any_ending("center*"), any_ending("*ship")
    ('^(?:organis|organiz).*$', '^(?:center|centre).*$', '^.*ship$')
    """
    inner = word.strip("*")
    if not word.endswith("*") or not inner.isalnum():
        return word_pattern(word)
    own = {inner, folded_forms(pl.Series([inner])).item(), re.sub("(?<=..[iy])z$", "s", inner)}
    known = {begin for one in own for begin in beginnings().get(one, ())}
    # what is shorter than the word itself would let in others: centr* is also central
    known -= {one[:size] for one in own for size in range(len(one))}
    return f"^{'.*' * word.startswith('*')}(?:{'|'.join(sorted(own | known))}).*$"


def fill(slots: tuple[Slot, ...], fits: dict[str, pl.Series], words: Words) -> pl.DataFrame:
    """Find the runs of words that fill the slots, the shortest from each first word."""
    first = pl.concat([fits[phrase[0]] for phrase in slots[0]])
    begin = words.forms.is_in(first.implode()).arg_true().cast(pl.Int64)
    stops = words.lines.select(pl.col("first") + pl.col("n_words")).to_series()
    spans = pl.DataFrame(
        {"begin": begin, "end": begin, "stop": stops.gather(words.line.gather(begin))}
    )
    for place, slot in enumerate(slots):
        if slot == ANYTHING:
            least = int(place == len(slots) - 1)
            steps = pl.DataFrame({"step": range(least, REACH + 1)}, schema={"step": pl.Int64})
            wider = spans.join(steps, how="cross").with_columns(pl.col("end") + pl.col("step"))
            spans = wider.drop("step").unique().filter(pl.col("end") <= pl.col("stop"))
        else:
            spans = longer(spans, slot, fits, words.forms)
    if ANYTHING in slots:
        return spans.group_by("begin").agg(pl.col("end").min())
    return spans.select("begin", "end")


def longer(
    spans: pl.DataFrame, slot: Slot, fits: dict[str, pl.Series], forms: pl.Series
) -> pl.DataFrame:
    """Lengthen runs by a phrase of the slot, the longest that is printed there."""
    done = [spans.clear()]
    for phrase in slot:
        taken = spans.filter(pl.col("end") + len(phrase) <= pl.col("stop"))
        for step, word in enumerate(phrase):
            here = forms.gather(taken["end"] + step)
            taken = taken.filter(here.is_in(fits[word].implode()))
        done.append(taken.with_columns(pl.col("end") + len(phrase)))
        spans = spans.join(taken, on=["begin", "end"], how="anti")
    return pl.concat(done)


def apart(spans: pl.DataFrame) -> pl.DataFrame:
    """Keep runs that do not overlap, from left to right, the longer of two that begin alike.

    Examples
    --------
    >>> apart(pl.DataFrame({"begin": [3, 0, 7], "end": [9, 5, 8]})).rows()
    [(0, 5), (7, 8)]
    """
    spans = spans.sort("begin", "end", descending=[False, True])
    if spans.filter(pl.col("begin") < pl.col("end").cum_max().shift(1)).is_empty():
        return spans
    kept, last = [], 0
    for number, (begin, end) in enumerate(spans.iter_rows()):
        if begin >= last:
            kept.append(number)
            last = end
    return spans[kept]


# --- other ways to ask ---


def near(query: Query, vocabulary: pl.DataFrame) -> Iterator[tuple[str, str, bool]]:
    """Yield other ways to ask: the text, what differs, and whether parts of words are found."""
    plain_text = query.text.translate(str.maketrans("", "", '"“”„'))
    if query.alternatives and plain_text != query.text:
        yield plain_text, "as any case", query.parts
    for slots in query.alternatives:
        words = [GAP if slot == ANYTHING else " ".join(slot[0]).strip('"') for slot in slots]
        plain = [word for word in " ".join(words).split() if word != GAP]
        forms = [spellings(word, vocabulary) or [word] for word in plain]
        best = [first for first, *_ in forms]
        for place, others in enumerate(forms):
            for other in others:
                ways = [*best[:place], other, *best[place + 1 :]]
                if ways != plain:
                    yield " ".join(ways), "spelling", False
        cut = [shortened(word) for word in plain]
        if cut != plain:
            yield " ".join(cut), "any ending", False
        if len(plain) > 1 and GAP not in words:
            yield f" {GAP} ".join(plain), "words between", False
        if not query.parts and min(map(len, plain)) >= SHORTEST:
            yield " ".join(plain), "parts of words", True


def spellings(word: str, vocabulary: pl.DataFrame) -> list[str]:
    """Return the words of the corpus that are spelled like a word that it does not have."""
    if "*" in word or word in vocabulary["word"]:
        return []
    size = pl.col("word").str.len_chars().cast(pl.Int32)
    ends = pl.col("word").str.starts_with(word[:1]) | pl.col("word").str.ends_with(word[-2:])
    longer, likeness = (2, LIKENESS) if len(word) >= SHORTEST else (1, ONE_LETTER)
    close = vocabulary.filter((size - len(word)).abs() <= longer, ends).head(COMPARED)
    return get_close_matches(word, close["word"].to_list(), SPELLINGS, likeness)


def shortened(word: str) -> str:
    """Put a wildcard in place of an ending.

    Examples
    --------
    >>> shortened("negotiators"), shortened("sea")
    ('negotiat*', 'sea')
    """
    if "*" in word or len(word) <= SHORTEST:
        return word
    return f"{word[: max(SHORTEST, len(word) - ENDING)]}*"
