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


def cut(stretches: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """Cut stretches of text into words: ``keys``, ``form`` as printed, ``start`` and ``end``.

    Takes ``keys``, ``start`` and ``text``, a row per stretch. Words and gaps add up to the text,
    so that the lengths of all pieces so far, less what stands before the stretch, are a place.

    Examples
    --------
    >>> texts = {"line": [1, 2], "start": [0, 30], "text": ["They met.", "(So.)"]}
    >>> cut(pl.DataFrame(texts), ("line",)).rows()
    [(1, 'They', 0, 4), (1, 'met', 5, 8), (2, 'So', 31, 33)]
    """
    size = pl.col("text").str.len_chars().cast(pl.Int64)
    piece = pl.col("form").str.len_chars().cast(pl.Int64)
    shift = pl.col("start").cast(pl.Int64) - (size.cum_sum() - size)
    return (
        stretches.select(*keys, shift=shift, form=pl.col("text").str.extract_all(f"{WORD}|{GAP}"))
        .explode("form")
        .with_columns(end=piece.cum_sum() + pl.col("shift"))
        .filter(pl.col("form").str.contains(r"[\p{L}\p{M}\p{N}]"))
        .select(
            *keys,
            "form",
            (pl.col("end") - piece).cast(pl.UInt32).alias("start"),
            pl.col("end").cast(pl.UInt32),
        )
    )


def tokens(clauses: pl.DataFrame, variants: dict[str, str]) -> pl.DataFrame:
    """Give a row per word of the clauses, with its printed form and its folded word.

    Takes clauses (keys, ``start``, ``text``) and the variants (form to joined word).
    """
    pieces = cut(clauses, ("doc_id", "para_no", "sent_no", "clause_no")).with_columns(
        token_no=pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("doc_id"),
        word=fold("form"),
    )
    clause = pieces.select(pl.struct("doc_id", "clause_no").rle_id()).to_series()
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
