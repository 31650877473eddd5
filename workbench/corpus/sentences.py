r"""Sentences, clauses and quotations, by small rule sets in columns; truth tables are their tests.

A stop mark followed by white space is a candidate for the end of a sentence; closing marks and the
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

import polars as pl

from workbench.corpus.words import beside, count_up, cut, n_words, spots, unused

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
NUMBER = r"^[\s(\[]*(?:\p{N}|[IVXLC]+\b|[A-Z]{1,6}(?:/|-?\d)|[A-Z]{2,6}\)\s*(?:No\.?\s*)?\p{N})"
#: What may only be a number, and no word or pronoun.
FIGURE = r"^[\s(\[]*(?:\p{N}|[IVXLC]{2,}\b)"
#: Letters with dots between them, a letter alone, degrees ("M.Sc", "Ph.D").
DOTTED = r"^(?:\p{L}\.)+\p{L}$|^\p{Ll}$|^\p{Lu}\p{Ll}?(?:\.\p{Lu}\p{Ll}{0,3})+$"
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
    "mr mrs ms mx dr prof st sr rev hon gen col lt capt sgt maj gov sen rep messrs mme mlle amb "
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
