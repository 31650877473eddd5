"""Words as printed, and words as counted: folded, with variants joined."""

import re

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


def tokens(clauses: pl.DataFrame, variants: dict[str, str]) -> pl.DataFrame:
    """Give a row per word of the clauses, with its printed form and its folded word.

    Takes clauses (keys, ``start``, ``text``) and the variants (form to joined word). Offsets come
    from cutting each clause into words and gaps, which add up to the clause.
    """
    key = ("doc_id", "clause_no")
    size = pl.col("form").str.len_chars().cast(pl.UInt32)
    pieces = (
        clauses.select(
            "doc_id",
            "para_no",
            "sent_no",
            "clause_no",
            "start",
            form=pl.col("text").str.extract_all(f"{WORD}|{GAP}"),
        )
        .explode("form")
        .with_columns(end=pl.col("start") + size.cum_sum().over(key))
        .with_columns(start=pl.col("end") - size)
        .filter(pl.col("form").str.contains(r"[\p{L}\p{M}\p{N}]"))
        .with_columns(
            token_no=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("doc_id"),
            word=fold("form"),
        )
    )
    clause = pieces.select(pl.struct(key).rle_id()).to_series()
    return pieces.with_columns(join_variants(pieces["word"], clause, variants))


def phrases(forms: list[str]) -> list[tuple[str, ...]]:
    """Cut the forms of the variants into folded words, as the text is cut."""
    cut = pl.DataFrame({"form": forms}, schema={"form": pl.String}).select(
        pl.col("form").str.extract_all(WORD).list.eval(fold(""))
    )
    return [tuple(words) for (words,) in cut.iter_rows()]


def join_variants(words: pl.Series, clause: pl.Series, variants: dict[str, str]) -> pl.Series:
    """Join variants of several words and of one, the longest first, never across a clause.

    The first word of a variant becomes the joined word, the words after it become null. Only
    places whose first word opens a variant are looked at.
    """
    table = dict(zip(phrases(list(variants)), variants.values(), strict=True))
    words = words.clone()
    for length in sorted({len(phrase) for phrase in table}, reverse=True):
        known = {" ".join(phrase): word for phrase, word in table.items() if len(phrase) == length}
        openers = sorted({phrase[0] for phrase in table if len(phrase) == length})
        place = words.is_in(openers).arg_true()
        place = place.filter(place + length <= len(words))
        place = place.filter(clause.gather(place) == clause.gather(place + (length - 1)))
        ahead = pl.DataFrame({str(step): words.gather(place + step) for step in range(length)})
        text = ahead.select(pl.concat_str(pl.all(), separator=" ")).to_series()
        joined = text.replace_strict(known, default=None, return_dtype=pl.String)
        place, joined = place.filter(joined.is_not_null()), joined.drop_nulls()
        words.scatter(place, joined)
        for step in range(1, length):
            words.scatter(place + step, None)
    return words
