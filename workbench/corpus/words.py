r"""Words, the one normal form in which they are matched, sentences, clauses and quotations.

A printed word is cut out of the text and never changed; `fold` gives the form by which it meets
other words. Two printed words are the same if they differ in these alone:

* case, ligatures, full-width letters, composed or separate accents (``NFKC``);
* accents on Latin letters, and ``đ``, ``ø``, ``ł``: *Việt Nam* is *Viet Nam*;
* signs that print nothing (soft hyphen, word joiner, zero-width and direction marks), which are
  no border between letters;
* the kind of apostrophe, and a possessive ending: *Nam’s* is *nam*;
* dots in abbreviations (*U.N.* is *UN*). *US* in capitals is *usa*, so that it is not the pronoun;
* separators of thousands: *10,000* and *10 000* are *10000*, whatever the space. What is read as one
  number has one to three digits and then groups of exactly three, so that *in 2024 100 people* is
  not; a list of such numbers without commas (*5 100 200*) is read as one;
* British and American spelling (``-ize``, and the list in ``spelling.txt``), towards British.

A hyphen of any kind separates words, so that *Viet Nam-Russia* holds the name *Viet Nam*.
Variants of a corpus (``variants.toml``) join several words to one after that.

Places are code points. They come from sums of lengths: a pattern cuts a text into pieces that add
up to it, and no loop over letters is needed.

Sentences, clauses and quotations come from small rule sets in columns; truth tables are their
tests. A stop mark followed by white space is a candidate for the end of a sentence; closing marks and the
number of a note may be between the two ("Charter.1 They", "met.[2] The"). It is no end when

1. the next word begins in lower case ("at 4 p.m. on"), or the next sign is another stop (". . .");
2. it belongs to an initial ("S. M. Mironov"), unless a capital is a label ("Annex A. The Parties")
   or the next word opens sentences and is no name ("So do I. They left");
3. it follows a title that is always followed by a name ("Dr. Ha"), or an abbreviation that never
   ends a sentence ("i.e. Hanoi");
4. it follows an abbreviation that leans on a number, and a number comes, Arabic, Roman or the
   symbol of a document ("No. 5", "Art. IV", "No. A/RES/76", "Reg. (EU) 2024/1");
5. it follows an abbreviation that may end a sentence or not ("U.S. President", "M.Sc. Students"),
   and the next word is not one that opens sentences ("in the U.S. The talks");
6. all that is before it counts an item of a list ("1. Over the past", "(a). The", "IV. The").

Clauses end at semicolons. Quotations are what double marks of any kind enclose.
"""

import re
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated

import polars as pl
from msgspec import Meta, Struct

from workbench.corpus.books import Text, label, read
from workbench.errors import WorkbenchError

#: A letter or digit: not a raised figure, which marks a note, nor a letter used as an apostrophe.
LETTER = r"[[\p{L}\p{N}]--[¹²³⁰⁴-⁹ʹʻʼʽ]]"
DIGIT = r"[\p{N}--[¹²³⁰⁴-⁹]]"
APOSTROPHES = "'’‘‛ʹʻʼʽ′＇`´"
#: Spaces that are printed between thousands; the first is the usual one.
THIN = " \u00a0\u2007\u2008\u2009\u202f\u205f"
#: Letters and digits; marks, invisible signs and one apostrophe at a time may stand between them.
RUN = rf"{LETTER}(?:[\p{{M}}\p{{Cf}}]*[{APOSTROPHES}]?[\p{{M}}\p{{Cf}}]*{LETTER})*\p{{M}}*"
#: Dotted letters (U.S., p.m., U.S-led), numbers with separators (10 000, 1.5, 80th), runs of letters.
WORD = (
    rf"\p{{L}}\p{{Cf}}*\.(?:\p{{Cf}}*\p{{L}}\p{{Cf}}*\.)+(?:[{APOSTROPHES}]\p{{L}}+)?"
    rf"|\p{{Lu}}\.\p{{Lu}}(?-u:\b)(?:[{APOSTROPHES}]s(?-u:\b))?"
    rf"|[0-9]{{1,3}}(?:[{THIN}][0-9]{{3}})+(?-u:\b)(?:[.,]{DIGIT}+)*"
    rf"|{DIGIT}+(?:[.,]{DIGIT}+)+[\p{{L}}\p{{M}}]*"
    rf"|{RUN}"
)
GAP = rf"[^{LETTER}]+"
#: Signs that print nothing, variation selectors among them.
INVISIBLE = r"[\p{Cf}\u{34f}\u{fe00}-\u{fe0f}]"
#: Letters that no normal form of Unicode takes apart.
PLAIN = {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ς": "σ"}  # fmt: skip
AMERICAN = r"^(.{2,}[iy])z(e[drs]?|ers|ings?|ations?|ational(?:ly)?|able)$"
THOUSANDS = r"^(\p{N}{1,3}),(\p{N}{3})(?:,(\p{N}{3}))?(?:,(\p{N}{3}))?(\.\p{N}+)?$"


def n_words(column: str) -> pl.Expr:
    """Count the words of a text column."""
    return pl.col(column).str.count_matches(WORD).cast(pl.UInt32)


@cache
def spellings() -> tuple[pl.Series, pl.Series]:
    """Return American spellings and the British spellings that they stand for."""
    pairs: dict[str, str] = {}
    for line in Path(__file__).with_name("spelling.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            shape, _, stems = line.partition(":")
            american, british, *ends = ("" if part == "-" else part for part in shape.split())
            words = [(stem, end) for stem in stems.split() or [""] for end in ends]
            pairs |= {stem + american + end: stem + british + end for stem, end in words}
    return pl.Series(list(pairs)), pl.Series(list(pairs.values()))


def fold(column: str) -> pl.Expr:
    r"""Return the form in which printed words meet (see the head of the module).

    Examples
    --------
    >>> forms = ["Việt", "Nam’s", "co\u00adoperation", "U.N.", "US", "us", "Organizations", "10,000"]
    >>> pl.DataFrame({"form": forms}).select(fold("form")).to_series().to_list()
    ['viet', 'nam', 'cooperation', 'un', 'usa', 'us', 'organisations', '10000']
    """
    return pl.col(column).map_batches(folded_forms, return_dtype=pl.String)


def folded_forms(forms: pl.Series) -> pl.Series:
    """Fold printed words; most are plain letters, for which two steps will do."""
    odd = (~forms.str.contains("^[A-Za-z]*$")).arg_true()
    words = forms.str.replace("^US$", "usa").str.to_lowercase()
    # in one chain no step asks for the form twice: Polars would work it out twice
    form = pl.col("form").str.replace_all(INVISIBLE, "")
    form = form.str.replace_all(f"[{APOSTROPHES}]", "'").str.replace("'[sS]$", "")
    form = form.str.normalize("NFKD").str.replace_all(" ", "", literal=True)
    form = form.str.replace_all(r"(\p{L})\.", "${1}").str.replace("^US$", "usa")
    form = form.str.to_lowercase().str.replace_many(PLAIN)
    form = form.str.replace_all(r"(\p{Latin})\p{Mn}+", "${1}").str.normalize("NFKC")
    form = form.str.replace(THOUSANDS, "${1}${2}${3}${4}${5}")
    if odd.len():
        words = words.scatter(
            odd, pl.DataFrame({"form": forms.gather(odd)}).select(form).to_series()
        )
    return words.str.replace(AMERICAN, "${1}s${2}").replace(*spellings())


def word_pattern(word: str) -> str:
    """Turn a folded word with ``*`` for any letters into a whole-word pattern (Rust syntax)."""
    return "^" + re.escape(word).replace(r"\*", ".*") + "$"


def tokens(clauses: pl.DataFrame, variants: dict[str, str]) -> pl.DataFrame:
    """Return a row per word of the clauses, with its printed form and its folded word.

    Takes clauses (keys, ``start``, ``text``) in order and the variants (form to joined word). A
    clause is cut at its spaces, and each different stretch between spaces is cut into words once:
    a text has far fewer of them than it has words.
    """
    keys = ("doc_id", "para_no", "sent_no", "clause_no")
    # a space between thousands is no cut: a sign that no text has stands for it meanwhile
    sign, text = unused(clauses["text"], THIN), pl.col("text")
    for _ in range(2):
        text = text.str.replace_all(r"([0-9]) ([0-9]{3})(?-u:\b)", f"${{1}}{sign}${{2}}")
    stretches = cut(clauses.select("start", "text"), text.str.split(" "), between=1)
    different = stretches["piece"].unique()
    known = known_words(different)
    code = stretches["piece"].cast(pl.Enum(different)).to_physical()
    codes = pl.Series(range(different.len()), dtype=pl.UInt32)
    first, stop = (known["row"].search_sorted(codes, side) for side in ("left", "right"))
    words = pl.int_ranges(first.gather(code), stop.gather(code), dtype=pl.UInt32)
    places = stretches.select("start", "row", at=words).explode("at").drop_nulls("at")
    at = places["at"]
    rows = clauses.select(keys)[places["row"]].with_columns(
        places["start"] + known["start"].gather(at),
        form=known["piece"].str.replace_all(sign, " ", literal=True).gather(at),
    )
    return rows.with_columns(
        end=pl.col("start") + known["size"].gather(at),
        token_no=count_up(rows["doc_id"]),
        word=join_variants(known["word"].gather(at), places["row"], variants),
    )


def known_words(different: pl.Series) -> pl.DataFrame:
    """Cut different stretches of text into words.

    Returns a row per word with its form (``piece``), ``start`` and ``size`` in the stretch, the
    ``row`` of the stretch and the folded ``word``.
    """
    texts = pl.select(text=different, start=pl.lit(0, pl.UInt32))
    words = cut(texts, pl.col("text").str.extract_all(f"{WORD}|{GAP}")).filter(
        pl.col("piece").str.contains(LETTER)
    )
    size = pl.col("piece").str.len_chars().cast(pl.UInt32)
    return words.with_columns(size=size, word=fold("piece"))


def phrases(forms: list[str]) -> list[tuple[str, ...]]:
    """Cut loose forms into folded words, as a text is cut; a form without words is empty.

    Examples
    --------
    >>> phrases(["Việt Nam’s", "—"])
    [('viet', 'nam'), ()]
    """
    words = known_words(pl.Series(forms, dtype=pl.String))
    cut_forms: list[list[str]] = [[] for _ in forms]
    for row, word in words.select("row", "word").iter_rows():
        cut_forms[row].append(word)
    return [tuple(words) for words in cut_forms]


class Variant(Struct, forbid_unknown_fields=True):
    """Spellings and names that count as one word."""

    word: Annotated[str, Meta(pattern=r"^[^\sA-Z]+$")]
    forms: Annotated[list[Text], Meta(min_length=1)]


class Variants(Struct, forbid_unknown_fields=True):
    """The shape of ``codebook/variants.toml``."""

    variant: list[Variant]


def read_variants(path: Path) -> dict[str, str]:
    """Read the variants: printed form (one word or several, case left aside) to joined word."""
    forms = [(form, one.word) for one in read(path, Variants).variant for form in one.forms]
    joined, taken = dict(forms), {}
    for (form, word), phrase in zip(forms, phrases([form for form, _ in forms]), strict=True):
        where = f"{label(path)}: variant {word!r}: the form {form!r}"
        if not phrase:
            raise WorkbenchError(f"{where} holds no word.")
        if taken.setdefault(phrase, word) != word:
            raise WorkbenchError(f"{where} is joined to two words.")
    return joined


def join_variants(words: pl.Series, clause: pl.Series, variants: dict[str, str]) -> pl.Series:
    """Join variants of several words and of one, the longest first, never across a clause.

    Takes folded words and the number of each word's clause. The first word of a variant becomes
    the joined word, the words after it become null. Only places whose word opens a variant are
    looked at.
    """
    table = dict(zip(phrases(list(variants)), variants.values(), strict=True))
    table = {phrase: to for phrase, to in table.items() if phrase != (to,)}
    openings = words.is_in({phrase[0] for phrase in table}).arg_true()
    for size in sorted({len(phrase) for phrase in table}, reverse=True):
        forms = {phrase: to for phrase, to in table.items() if len(phrase) == size}
        place = openings.filter(words.gather(openings).is_in({phrase[0] for phrase in forms}))
        place = place.filter(place + size <= len(words))
        place = place.filter(clause.gather(place) == clause.gather(place + (size - 1)))
        ahead = pl.DataFrame({str(step): words.gather(place + step) for step in range(size)})
        found = ahead.select(pl.concat_str(pl.all(), separator=" ")).to_series()
        found = found.replace_strict(
            {" ".join(phrase): to for phrase, to in forms.items()}, default=None
        )
        place = place.filter(found.is_not_null())
        after = pl.concat([place.clear(), *(place + step for step in range(1, size))])
        words = words.scatter(place, found.drop_nulls()).scatter(after, None)
    return words


def cut(texts: pl.DataFrame, pieces: pl.Expr, between: int = 0) -> pl.DataFrame:
    """Return a row per piece of each text, with its place.

    Takes rows with ``start`` and ``text``, and an expression that makes a list of pieces of each
    text; the pieces and the ``between`` signs that were taken out between two of them add up to
    the text. Returns the rows as often as they have pieces, in order: ``piece`` instead of
    ``text``, ``start`` moved to it, and ``row``, the number of the text.

    Lengths are summed through all texts at once, which costs less than a sum for each.

    Examples
    --------
    >>> texts = pl.DataFrame({"start": [7, 20], "text": ["a b", "c"]})
    >>> cut(texts, pl.col("text").str.split(" "), between=1).select("start", "row", "piece").rows()
    [(7, 0, 'a'), (9, 0, 'b'), (20, 1, 'c')]
    """
    size = pl.col("text").str.len_chars().cast(pl.Int64) + between
    length = pl.col("piece").str.len_chars().cast(pl.Int64) + between
    return (
        texts.with_columns(
            start=pl.col("start").cast(pl.Int64) - (size.cum_sum() - size),
            row=pl.int_range(pl.len(), dtype=pl.UInt32),
            piece=pieces,
        )
        .drop("text")
        .explode("piece")
        .filter(pl.col("piece").is_not_null())
        .with_columns(start=(pl.col("start") + length.cum_sum() - length).cast(pl.UInt32))
    )


def beside(column: str, step: int) -> pl.Expr:
    """Return what stands ``step`` pieces further back in the same text (``row``), null beyond it."""
    same = pl.col("row") == pl.col("row").shift(step)
    return pl.when(same).then(pl.col(column).shift(step))


def count_up(groups: pl.Series) -> pl.Series:
    """Count the rows of each run of equal values from 1.

    Examples
    --------
    >>> count_up(pl.Series(["a", "a", "b"])).to_list()
    [1, 2, 1]
    """
    runs = groups.rle().struct.field("len")
    return pl.select(pl.int_ranges(1, runs + 1, dtype=pl.UInt32)).to_series().explode()


def pattern_fault(pattern: str) -> str:
    """Say why Polars cannot use a pattern, in a few words; empty if it can.

    Examples
    --------
    >>> pattern_fault("(?=x)")
    'look-around, including look-ahead and look-behind, is not supported'
    """
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.ComputeError as error:
        said = str(error)
        if "size limit" in said:
            return "it is too large to be built; write smaller numbers in {…}, or several rules"
        reasons = [line for line in said.splitlines() if line.startswith("error: ")]
        return reasons[0].removeprefix("error: ") if reasons else "it cannot be read"
    return ""


def spots(texts: pl.Series, patterns: list[str]) -> pl.DataFrame:
    """Find every match of every pattern (Rust syntax), wherever it is in a text.

    Returns ``number`` of the pattern, ``row`` of the text, ``first`` and ``last``. Places are
    letters from the beginning of the text, ``last`` exclusive; matches of one pattern do not
    overlap, the leftmost is taken.

    Examples
    --------
    >>> spots(pl.Series(["oil and soil"]), ["oil"]).rows()
    [(0, 0, 0, 3), (0, 0, 9, 12)]
    """
    texts, text, start = texts.cast(pl.String), pl.col("text"), pl.lit(0, pl.UInt32)
    sign = unused(texts)
    rows = pl.LazyFrame({"text": texts}).with_row_index("text_no")
    none = rows.select(pl.lit(0).alias("number"), "text_no", "text", start=start).head(0)
    # most texts hold no match, and to say so costs less than to copy them
    asked = [
        rows.filter(text.str.contains(pattern)).select(
            pl.lit(number, pl.Int32).alias("number"),
            "text_no",
            text.str.replace_all(pattern, f"{sign}${{0}}{sign}"),
            start=start,
        )
        for number, pattern in enumerate(patterns)
    ]
    pieces = cut(pl.concat(pl.collect_all([none, *asked])), text.str.split(sign), between=1)
    turn, size = count_up(pieces["row"]) - 1, pl.col("piece").str.len_chars()
    # the signs before a piece are no part of the text, and a match has one on either side
    found = pieces.with_columns(first=pl.col("start") - turn).filter(turn % 2 == 1, size > 0)
    return found.select(
        pl.col("number").cast(pl.UInt32), row="text_no", first="first", last=pl.col("first") + size
    )


def unused(texts: pl.Series, wanted: str = "") -> str:
    """Return a sign that is in none of the texts, one of those that are wanted if possible."""
    signs = chain(wanted, map(chr, range(0x110000)))
    return next(sign for sign in signs if not texts.str.contains(sign, literal=True).any())


# Sentences

CLOSERS = r"[\"“”’'»›)\]./!?…]*"
#: The number or sign of a note, as it is printed behind a stop.
NOTE = r"(?:(?:\[\d{1,3}(?:[,–-] ?\d{1,3})*\])+|\(\d{1,3}\)|\d{1,3}(?:,\d{1,3})*|[¹²³⁰⁴-⁹]+(?:,[¹²³⁰⁴-⁹]+)*|[*†‡]+)"
#: A stop mark with what closes behind it, and white space: a sentence may end here.
CANDIDATE = rf"[.!?…]{CLOSERS}{NOTE}?\s+"
#: A decimal number is no stop with the number of a note.
DECIMAL = r"(?:^|[\p{N}\s(])\.\d{1,3}(?:,\d{1,3})*\s*$"
#: The word before the stop mark at the end of a piece, and the number of a note behind the mark.
STOP = rf"([\p{{L}}\p{{N}}.]+?)\.{CLOSERS}{NOTE}?\s*$"
NOTE_NUMBER = r"\.(\d{1,3})(?:,\d{1,3})*\s*$"
#: The word with which a piece begins, and what a number before it looks like.
FIRST_WORD = r"^[^\p{L}\p{N}]*([\p{L}\p{N}]+)"
NUMBER = r"^[\s(\[]*(?:\p{N}|[IVXLC]+\b|[A-Z]{1,6}(?:/|-?\d)|N(?:os?|r)\.|№)"
#: What may only be a number, and no word or pronoun.
FIGURE = r"^[\s(\[]*(?:\p{N}|[IVXLC]{2,}\b|[A-Z]{2,6}\)\s*(?:No\.?\s*)?\p{N})"
#: Letters with dots between them, a letter alone, degrees ("M.Sc", "Ph.D").
DOTTED = r"^(?:\p{L}\.)+\p{L}$|^\p{Ll}$|^\p{Lu}{1,2}\p{Ll}?(?:\.\p{Lu}\p{Ll}{0,3})+$"
#: A capital that may be an initial.
INITIAL = r"^\p{Lu}$"
#: Whose hours are meant ("10 a.m. Moscow time").
CLOCK = r"^(?:\p{Lu}\w*\s){1,3}[Tt]ime\b"
#: What counts an item of a list.
ITEM = r"^\s*[(\[]?(?:\p{N}+(?:\.\p{N}+)*|[ivxlcIVXLC]+|\p{L})[)\]]?\.\s*$"
#: A label and a capital, with which a sentence may end.
LABELLED = (
    r"(?i)(?:^|[\s(])(?:annex|appendix|article|part|section|schedule|class|group|category|option|plan|team|"
    r"point|protocol|chapter|table|figure|item|list|zone|type|phase|vitamin|war)\s+\p{L}\.\s*$"
)
TITLES = (
    "mr mrs ms mx dr ph prof st sr rev rt hon gen col lt capt sgt maj gov sen rep messrs mme mlle amb "
    "pres sec secy assoc dem h.e adm brig cmdr cdr cpl supt chmn dir min insp mt ft fr tp"
).split()
#: Abbreviations that never end a sentence.
BOUND = "i.e e.g ie eg cf vs v.s approx esp al viz incl excl ca op.cit".split()
NUMBERED = (
    "no nos nr art arts p pp vol vols fig figs ch chap sec sect para paras res doc docs ex eq cl "
    "reg sched app ann tab ser jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec".split()
OPEN_ENDED = "inc ltd co corp jr bros dept est min".split()
#: Words that open sentences and are no names.
OPENERS = (
    "the this these those they it he she we i you a in at for from with after before during under "
    "according accordingly however but and both all each there then thus therefore when while "
    "where if since such their our its his her not some many most other another also although "
    "because by moreover meanwhile furthermore nevertheless earlier later today now who what how"
).split()
#: Words that open sentences and may be a name or part of one.
NAMES = "an on as to so russia russian vietnam vietnamese viet moscow hanoi ha".split()


def no_end() -> pl.Expr:
    """Say which candidates are no end (columns ``last``, ``before``, ``word``, ``ahead``, ``note``)."""
    printed, ahead, last = pl.col("last"), pl.col("ahead"), pl.col("last").str.to_lowercase()
    word = pl.col("word").str.to_lowercase()
    noted, labelled = pl.col("note").is_not_null(), pl.col("piece").str.tail(24)
    also_word = last.is_in(MONTHS) | printed.is_in(["no", "ex", "app", "para", "min"])
    return pl.any_horizontal(
        pl.col("word").str.contains(r"^\p{Ll}"),
        ahead.str.contains(r"^[.…]") | pl.col("piece").str.contains(DECIMAL),
        printed.str.contains(INITIAL)
        & ~labelled.str.contains(LABELLED)
        & ~(word.is_in(OPENERS) & (word.str.len_chars() > 1)),
        last.is_in([*TITLES, *BOUND]),
        printed.is_in(["e", "g"]) & ~labelled.str.contains(LABELLED),
        last.is_in(NUMBERED)
        & (noted | ahead.str.contains(FIGURE) | ahead.str.contains(NUMBER) & ~also_word),
        (last.is_in(OPEN_ENDED) | printed.str.contains(DOTTED)) & ~word.is_in([*OPENERS, *NAMES]),
        last.is_in(["a.m", "p.m"]) & ahead.str.contains(CLOCK),
        pl.col("before").str.contains(ITEM),
    ).fill_null(value=False)


def split(stretches: pl.DataFrame) -> pl.DataFrame:
    """Split stretches of prose into sentences.

    Takes ``doc_id``, ``para_no``, ``start`` and ``text``, a row per paragraph in order; gives a
    row per sentence with the same columns and ``end``, white space trimmed.
    """
    sign = unused(stretches["text"])
    cuts = pl.col("text").str.replace_all(CANDIDATE, f"${{0}}{sign}").str.split(sign)
    chunks = (
        cut(stretches.select("doc_id", "para_no", "start", "text"), cuts)
        .filter(pl.col("piece") != "")
        .with_columns(
            last=pl.col("piece").str.extract(STOP, 1),
            before=pl.when(beside("row", 1).is_null()).then("piece"),
            note=pl.col("piece").str.extract(NOTE_NUMBER, 1),
            ahead=beside("piece", -1),
        )
        .with_columns(word=pl.col("ahead").str.extract(FIRST_WORD, 1))
    )
    ends = ~no_end() | (pl.col("row") != pl.col("row").shift(-1))
    sentences = (
        chunks.with_columns(number=ends.cast(pl.UInt32).shift(1, fill_value=1).cum_sum())
        .group_by("number", maintain_order=True)
        .agg(pl.col("doc_id", "para_no", "start").first(), text="piece")
        .with_columns(pl.col("text").list.join(""))
    )
    return trim(sentences).drop("number")


def trim(rows: pl.DataFrame) -> pl.DataFrame:
    """Drop white space around ``text``, move ``start`` along and add ``end``."""
    indent = pl.col("text").str.len_chars() - pl.col("text").str.strip_chars_start().str.len_chars()
    return (
        rows.with_columns(
            start=pl.col("start") + indent.cast(pl.UInt32), text=pl.col("text").str.strip_chars()
        )
        .filter(pl.col("text") != "")
        .with_columns(end=pl.col("start") + pl.col("text").str.len_chars().cast(pl.UInt32))
    )


def sentences(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Give a row per sentence of the body lines, markers left out."""
    prose = paragraphs.filter(pl.col("zone") == "body").select(
        "doc_id",
        "para_no",
        text=pl.col("text").str.slice(pl.col("prose_start") - pl.col("start")),
        start="prose_start",
    )
    rows = split(prose)
    return rows.with_columns(n_words=n_words("text"), sent_no=count_up(rows["doc_id"]))


def clauses(sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut sentences after each semicolon: a row per clause, the semicolon kept with it.

    A sentence without a semicolon is its own clause and keeps its count of words.
    """
    rows = sentences.with_row_index("sentence")
    several = pl.col("text").str.contains(";", literal=True)
    parts = cut(rows.filter(several), pl.col("text").str.extract_all(r"[^;]*;+|[^;]+$"))
    parts = trim(parts.rename({"piece": "text"})).with_columns(n_words=n_words("text"))
    found = pl.concat([rows.filter(~several), parts], how="diagonal").sort("sentence", "start")
    return found.drop("sentence", "row").with_columns(clause_no=count_up(found["doc_id"]))


#: Double quotation marks; those with angles pair with each other alone.
MARKS = "“|”|„|‟|\"|＂|❝|❞|〝|〞|``|''|’’|‘‘"
ANGLES = "«|»"


def quotes(paragraphs: pl.DataFrame) -> pl.DataFrame:
    r"""Pair the double quotation marks of each line.

    “…”, „…“, "…", «…», »…« and ``…'' are read; « » may enclose the others, and be enclosed by
    them. Some marks say whether they open or close; a straight one opens after white space or an
    opening bracket and closes otherwise, “ closes what „ has opened, and « » are read by what is
    beside them. A closing mark pairs with the last open one, so that “a “b” c” has two passages. A
    pair makes a balanced row, marks included; every other mark is a row of its own with
    ``balanced`` false. Single marks (also apostrophes) are not read.

    Takes paragraphs (``doc_id``, ``para_no``, ``start``, ``text``); returns the quotes frame.
    """
    rows = paragraphs.select("doc_id", "para_no", "start", "text")
    rows = rows.filter(pl.col("text").str.contains(f"{MARKS}|{ANGLES}"))
    texts, found = rows["text"].to_list(), spots(rows["text"], [MARKS, ANGLES])
    places = found.select("row", "first", "last").rows()
    beside = {
        "mark": [texts[row][first:last] for row, first, last in places],
        "before": [texts[row][max(first - 1, 0) : first] for row, first, _ in places],
        "after": [texts[row][last : last + 1] for row, _, last in places],
    }
    line = ["number", "row"]
    found = found.hstack(pl.DataFrame(beside, schema=dict.fromkeys(beside, pl.String)))
    found = found.with_columns(opens=opening(line))
    step = pl.when("opens").then(1).otherwise(-1)
    found = found.with_columns(depth=step.cum_sum().over(line) + ~pl.col("opens"))
    # at one depth marks take turns: behind an opening one comes the closing one, or none
    closed, opened = (pl.col("last").shift(n).over([*line, "depth"]) for n in (-1, 1))
    found = found.with_columns(
        balanced=pl.col("opens") & closed.is_not_null(),
        last=pl.when("opens").then(closed).fill_null(pl.col("last")),
        alone=pl.col("opens") | opened.is_null(),
    )
    found = found.filter("alone").sort("row", "first")
    spans = found.select("row", "first", "last").rows()
    return rows.select("doc_id", "para_no", "start")[found["row"]].with_columns(
        pl.col("start") + found["first"],
        end=pl.col("start") + found["last"],
        balanced=found["balanced"],
        text=pl.Series([texts[row][first:last] for row, first, last in spans], dtype=pl.String),
    )


def opening(line: list[str]) -> pl.Expr:
    """Say which marks open a passage (columns ``mark``, ``before``, ``after``)."""
    mark, before = pl.col("mark"), pl.col("before")
    at_word = pl.col("after").str.contains(r"^[\p{L}\p{N}]")
    at_left = before.str.contains(r"^[\s(\[{—–/„“«-]?$")
    low, high = ((mark == sign).any().over(line) for sign in "„”")
    closes = (mark.shift(1).over(line) == "„").fill_null(value=False) | (low & ~high)
    return pl.any_horizontal(
        mark.is_in(["„", "‟", "``", "‘‘", "❝", "〝"]),
        (mark == "“") & ~closes,
        mark.is_in(['"', "＂", "''"]) & (at_left | (before == ":") & at_word),
        (mark == "«") & (at_left | (at_word & ~before.str.contains(r"[\p{L}\p{N}.,!?…]"))),
        (mark == "»") & at_left & at_word,
    )
