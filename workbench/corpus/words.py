"""Words as printed, and words as counted: folded, with variants joined."""

import re
from collections.abc import Iterable

import polars as pl

#: Dotted capitals (U.S.), numbers with separators (1.5, 80th), letters with inner apostrophes.
#: A hyphen separates words, so that "Viet Nam-Russia" holds the name Viet Nam.
WORD = (
    r"(?:\p{Lu}\.){2,}"
    r"|\p{N}+(?:[.,]\p{N}+)*[\p{L}\p{M}]*"
    r"|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*"
)
GAP = r"[^\p{L}\p{M}\p{N}]+"


def n_words(column: str) -> pl.Expr:
    """Count the words of a text column."""
    return pl.col(column).str.count_matches(WORD).cast(pl.UInt32)


def fold(column: str) -> pl.Expr:
    """Fold a printed word: lower case, straight apostrophe, no possessive.

    Examples
    --------
    >>> pl.DataFrame({"form": ["Viet", "Nam’s", "U.S."]}).select(fold("form")).to_series().to_list()
    ['viet', 'nam', 'u.s.']
    """
    plain = pl.col(column).str.to_lowercase().str.replace_all("’", "'", literal=True)
    return plain.str.replace("'s$", "")


def word_pattern(word: str) -> str:
    """Turn a folded word with ``*`` for any letters into a whole-word pattern (Rust syntax)."""
    return "^" + re.escape(word).replace(r"\*", ".*") + "$"


def fitting(known: pl.DataFrame, words: Iterable[str]) -> dict[str, pl.Series]:
    """Give for each folded word, with ``*`` for any letters, the ``code`` of all that fit it.

    Takes the different words of a text (``word``, ``code``).

    Examples
    --------
    >>> known = pl.DataFrame({"word": ["sea", "seas"], "code": [7, 9]})
    >>> {word: codes.to_list() for word, codes in fitting(known, ["sea", "sea*"]).items()}
    {'sea': [7], 'sea*': [7, 9]}
    """
    text = pl.col("word")
    return {
        word: known.filter(text.str.contains(word_pattern(word)) if "*" in word else text == word)[
            "code"
        ]
        for word in words
    }


def tokens(clauses: pl.DataFrame, variants: dict[str, str]) -> pl.DataFrame:
    """Give a row per word of the clauses, with its printed form and its folded word.

    Takes clauses (keys, ``start``, ``text``) in order and the variants (form to joined word). A
    clause is cut at its spaces, and each different stretch between spaces is cut into words once:
    a text has far fewer of them than it has words.
    """
    keys = ("doc_id", "para_no", "sent_no", "clause_no")
    stretches = cut(clauses.select("start", "text"), pl.col("text").str.split(" "), between=1)
    different = stretches["piece"].unique()
    known = known_words(different)
    code = stretches["piece"].cast(pl.Enum(different)).to_physical()
    codes = pl.Series(range(different.len()), dtype=pl.UInt32)
    first, stop = (known["row"].search_sorted(codes, side) for side in ("left", "right"))
    words = pl.int_ranges(first.gather(code), stop.gather(code), dtype=pl.UInt32)
    places = (
        stretches.select("start", "row", at=words).explode("at").filter(pl.col("at").is_not_null())
    )
    at = places["at"]
    rows = clauses.select(keys)[places["row"]].with_columns(
        places["start"] + known["start"].gather(at), form=known["piece"].gather(at)
    )
    return rows.with_columns(
        end=pl.col("start") + known["size"].gather(at),
        token_no=count_up(rows["doc_id"]),
        word=join_variants(at, known["word"], places["row"], variants),
    )


def known_words(different: pl.Series) -> pl.DataFrame:
    """Cut different stretches of text into words.

    Gives a row per word with its form (``piece``), ``start`` and ``size`` in the stretch, the
    ``row`` of the stretch and the folded ``word``.
    """
    texts = pl.select(text=different, start=pl.lit(0, pl.UInt32))
    return (
        cut(texts, pl.col("text").str.extract_all(f"{WORD}|{GAP}"))
        .filter(pl.col("piece").str.contains(r"[\p{L}\p{M}\p{N}]"))
        .with_columns(size=pl.col("piece").str.len_chars().cast(pl.UInt32), word=fold("piece"))
    )


def phrases(forms: list[str]) -> list[tuple[str, ...]]:
    """Cut the forms of the variants into folded words, as the text is cut."""
    cut = pl.DataFrame({"form": forms}, schema={"form": pl.String}).select(
        pl.col("form").str.extract_all(WORD).list.eval(fold(""))
    )
    return [tuple(words) for (words,) in cut.iter_rows()]


def join_variants(
    at: pl.Series, known: pl.Series, clause: pl.Series, variants: dict[str, str]
) -> pl.Series:
    """Join variants of several words and of one, the longest first, never across a clause.

    Takes words as rows (``at``) of the ``known`` folded words, and the number of each word's
    clause; gives the words. The first word of a variant becomes the joined word, the words after
    it become null. Only places whose first word opens a variant are looked at.
    """
    table = dict(zip(phrases(list(variants)), variants.values(), strict=True))
    joined = list(dict.fromkeys(table.values()))
    row = {word: known.len() + number for number, word in enumerate(joined)}
    known, at = pl.concat([known, pl.Series(joined, dtype=pl.String)]), at.clone()
    openings = known.is_in({phrase[0] for phrase in table}).gather(at).arg_true()
    for length in sorted({len(phrase) for phrase in table}, reverse=True):
        rows = {" ".join(words): row[to] for words, to in table.items() if len(words) == length}
        openers = {phrase[0] for phrase in table if len(phrase) == length}
        place = openings.filter(known.is_in(openers).gather(at.gather(openings)))
        place = place.filter(place + length <= len(at))
        if place.is_empty():
            continue
        place = place.filter(clause.gather(place) == clause.gather(place + (length - 1)))
        ahead = pl.DataFrame(
            {str(step): known.gather(at.gather(place + step)) for step in range(length)}
        )
        text = ahead.select(pl.concat_str(pl.all(), separator=" ")).to_series()
        found = text.replace_strict(rows, default=None, return_dtype=at.dtype)
        place = place.filter(found.is_not_null())
        if place.len():
            at.scatter(place, found.drop_nulls())
            at.scatter(
                pl.concat([place.clear(), *(place + step for step in range(1, length))]), None
            )
    return known.gather(at)


def cut(texts: pl.DataFrame, pieces: pl.Expr, between: int = 0) -> pl.DataFrame:
    """Give a row per piece of each text, with its place.

    Takes rows with ``start`` and ``text``, and an expression that makes a list of pieces of each
    text; the pieces and the ``between`` signs that were taken out between two of them add up to
    the text. Gives the rows as often as they have pieces, in order: ``piece`` instead of ``text``,
    ``start`` moved to it, and ``row``, the number of the text.

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
    """Give what stands ``step`` pieces further on in the same text (``row``), nothing beyond it."""
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
