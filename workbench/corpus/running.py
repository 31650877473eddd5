"""Running text of folded words, on which the rules of a codebook are matched.

A sentence becomes its folded words with one space between them (`words.tokens`): case, hyphens,
punctuation, possessives and spelling variants do not matter to a rule, and no match runs from one
sentence into the next. Every place in the running text leads back to the printed words.
"""

from dataclasses import dataclass

import polars as pl

from workbench.corpus.pieces import count_up, cut
from workbench.corpus.words import tokens

#: Set around matches to cut a text at them; no word holds it.
CUT = "\x00"
#: Bytes of text that are matched at a time; each time the patterns are built anew.
PART = 8_000_000


@dataclass(frozen=True)
class Running:
    """Stretches of folded words (``text``), and each word's place (``at``) in all of them.

    ``stretches``: the keys of the stretch, ``text``, and ``base``: the place of its first letter.
    ``words``: a row per folded word with ``at``, ``stretch`` (row of the stretch), and the
    ``start`` and ``end`` of the printed words that it stands for.
    """

    stretches: pl.DataFrame
    words: pl.DataFrame


def running(words: pl.DataFrame, keys: tuple[str, ...]) -> Running:
    """Write tokens as running text, a row per stretch (``keys``); tokens are in order.

    Examples
    --------
    >>> words = pl.DataFrame(
    ...     {"sent_no": [1, 1, 1], "start": [0, 5, 9], "end": [4, 8, 15], "word": ["vietnam", None, "agrees"]}
    ... )
    >>> text = running(words, ("sent_no",))
    >>> text.stretches["text"].to_list(), text.words["end"].to_list()
    (['vietnam agrees'], [8, 15])
    """
    whole = words.select(*keys, "start", "end", "word", stretch=pl.struct(keys).rle_id())
    kept = whole["word"].is_not_null().arg_true()
    last = kept.shift(-1, fill_value=whole.height).cast(pl.UInt32) - 1
    size = pl.col("word").str.len_chars().cast(pl.UInt64) + 1
    rows = whole[kept].with_columns(whole["end"].gather(last), at=size.cum_sum() - size)
    stretches = rows.group_by("stretch", maintain_order=True).agg(
        pl.col(*keys).first(), text=pl.col("word").str.join(" "), base=pl.col("at").first()
    )
    return Running(stretches.drop("stretch"), rows.select("at", "stretch", "start", "end"))


def whole_words(pattern: str) -> str:
    """Hold a pattern to whole words."""
    return rf"\b(?:{pattern})\b"


def places(texts: pl.Series, patterns: list[str]) -> pl.DataFrame:
    """Find every match of every pattern as whole words; see `spots`.

    Examples
    --------
    >>> places(pl.Series(["oil and gas", "soil"]), ["oil|gas", "and"]).rows()
    [(0, 0, 0, 3), (0, 0, 8, 11), (1, 0, 4, 7)]
    """
    return spots(texts, [whole_words(pattern) for pattern in patterns])


def spots(texts: pl.Series, patterns: list[str]) -> pl.DataFrame:
    """Find every match of every pattern (Rust syntax), wherever it stands in a text.

    Gives ``number`` of the pattern, ``row`` of the text, ``first`` and ``last``. Places are letters
    from the beginning of the text, ``last`` exclusive; matches of one pattern do not overlap, the
    leftmost is taken. Texts are taken in parts, so that memory stays flat.

    Examples
    --------
    >>> spots(pl.Series(["oil and soil"]), ["oil"]).rows()
    [(0, 0, 0, 3), (0, 0, 9, 12)]
    """
    frame = pl.DataFrame({"text": texts.cast(pl.String)}).with_row_index("row")
    part = pl.col("text").str.len_bytes().cum_sum().cast(pl.Int64) // PART
    parts = frame.with_columns(part=part).partition_by("part", maintain_order=True)
    found = [places_in_part(rows.select("row", "text"), patterns) for rows in parts if patterns]
    none = pl.DataFrame(schema=dict.fromkeys(("number", "row", "first", "last"), pl.UInt32))
    return pl.concat([none, *found]).sort("number", maintain_order=True)


def places_in_part(frame: pl.DataFrame, patterns: list[str]) -> pl.DataFrame:
    """Find every match in one part of the texts (``row``, ``text``)."""
    mark = f"{CUT}${{0}}{CUT}"
    text, names = pl.col("text"), [str(number) for number in range(len(patterns))]
    asked = list(zip(names, patterns, strict=True))
    # most texts hold no match, and to say so costs less than to copy them
    held = frame.select(text.str.contains(p).arg_true().implode().alias(n) for n, p in asked)
    marked = frame.select(
        text.gather(held[n][0]).str.replace_all(p, mark).implode().alias(n) for n, p in asked
    )
    numbers, texts = (
        lists.unpivot(variable_name="number", value_name=name).explode(name)
        for lists, name in ((held, "at"), (marked, "text"))
    )
    cells = numbers.with_columns(texts["text"], start=0).drop_nulls("at")
    pieces = cut(cells, text.str.split(CUT), between=1)
    turn = count_up(pieces["row"]) - 1
    size = pl.col("piece").str.len_chars()
    # the marks before a piece are no part of the text, and a match has one on either side
    found = pieces.with_columns(start=pl.col("start") - turn).filter(turn % 2 == 1, size > 0)
    return found.select(
        pl.col("number").cast(pl.UInt32),
        frame["row"].gather(found["at"]),
        first="start",
        last=pl.col("start") + size,
    )


def folded(texts: list[str], variants: dict[str, str]) -> pl.Series:
    """Fold loose texts as the corpus is folded, one stretch each; a text without words is empty.

    Examples
    --------
    >>> folded(["The Viet Nam-Russia summit's aims"], {"Viet Nam": "vietnam"}).to_list()
    ['the vietnam russia summit aims']
    """
    number = pl.int_range(pl.len(), dtype=pl.UInt32)
    clauses = pl.DataFrame({"text": texts}, schema={"text": pl.String}).with_columns(
        doc_id=pl.lit(""),
        para_no=number,
        sent_no=number,
        clause_no=number,
        start=pl.lit(0, pl.UInt32),
    )
    words = running(tokens(clauses, variants), ("clause_no",)).stretches
    return clauses.join(
        words.select("clause_no", folded="text"),
        on="clause_no",
        how="left",
        maintain_order="left",
    )["folded"].fill_null("")
