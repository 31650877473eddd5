"""Function words, stems and phrases: what the wording analyses know about English words."""

import re

import polars as pl

from workbench.corpus.words import fitting

FUNCTION_WORDS = frozenset(
    "a an and the of to in on at by for from with as is are was were be been it its their they "
    "them this that these those which who whom whose or not no nor but so than then there here "
    "such into over under within between among other others each both all any some his her he "
    "she has have had will would shall should may might can could do does did also up out if".split()
)
SHORTEST_STEM = 4
#: Ending and what replaces it; the first that leaves at least four letters is taken.
ENDINGS = tuple(
    pair.split("/")
    for pair in (
        "isations/ isation/ izations/ ization/ ational/at ations/at ation/at itions/it ition/it "
        "ments/ ment/ nesses/ ness/ ities/ ity/ ingly/ edly/ ions/ ion/ ising/ ised/ izing/ "
        "ized/ ings/ ing/ ies/y ied/y ers/ er/ ed/ ely/ ly/ ives/ ive/ ous/ als/ al/ ful/ ence/ "
        "ance/ ences/ ics/ ic/ es/ s/ e/"
    ).split()
)


def stem(word: str) -> str:
    """Take the ending off a folded word, so that inflections of one word meet.

    A blunt tool for comparison only; nothing that a reader sees is stemmed.

    Examples
    --------
    >>> stem("negotiations") == stem("negotiating"), stem("trade")
    (True, 'trad')
    """
    if len(word) <= SHORTEST_STEM or not word.isalpha():
        return word
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= SHORTEST_STEM:
            word = word[: len(word) - len(ending)] + instead
            break
    word = re.sub("y$", "i", word)
    word = re.sub("e$", "", word)
    return word[:-1] if len(word) > SHORTEST_STEM and word[-1] == word[-2] else word


def stems(words: pl.Series) -> pl.DataFrame:
    """Give a row per different word with its stem.

    Examples
    --------
    >>> stems(pl.Series("word", ["peace", "peace"])).rows()
    [('peace', 'peac')]
    """
    known = words.drop_nulls().unique().sort()
    return pl.DataFrame(
        {"word": known, "stem": [stem(word) for word in known]},
        schema={"word": pl.String, "stem": pl.String},
    )


def phrase_hits(words: pl.DataFrame, phrases: pl.Series) -> pl.DataFrame:
    """Find phrases among running words: one row per place where a phrase begins.

    Takes words in order (``stretch``, ``word``) and phrases of folded words, ``*`` for any
    ending; a phrase never runs across stretches. Gives ``at`` (row of its first word) and
    ``phrase``. Patterns are matched with the vocabulary, places are then looked up.

    Examples
    --------
    >>> words = pl.DataFrame({"stretch": [1, 1, 1], "word": ["the", "outer", "spaces"]})
    >>> phrase_hits(words, pl.Series(["outer space*"])).rows()
    [(1, 'outer space*')]
    """
    codes = words["word"].cast(pl.Categorical)
    different = codes.unique().drop_nulls()
    vocabulary = pl.DataFrame({"word": different.cast(pl.String), "code": different.to_physical()})
    known = fitting(vocabulary, {part for phrase in phrases for part in phrase.split()})
    codes, stretch = codes.to_physical(), words["stretch"]
    openers = pl.concat([known[phrase.split()[0]] for phrase in phrases] or [codes.clear()])
    # most words open no phrase, and are not looked at again
    open_at = codes.is_in(openers.implode()).fill_null(value=False).arg_true()
    opening = codes.gather(open_at)
    found = []
    for phrase in phrases.unique(maintain_order=True):
        first, *others = phrase.split()
        at = open_at.filter(opening.is_in(known[first].implode()))
        at = at.filter(at + len(others) < words.height)
        for step, part in enumerate(others, 1):
            here = codes.gather(at + step).is_in(known[part].implode())
            at = at.filter(here.fill_null(value=False))
        at = at.filter(stretch.gather(at) == stretch.gather(at + len(others)))
        found.append(pl.DataFrame({"at": at.cast(pl.UInt32)}).with_columns(phrase=pl.lit(phrase)))
    empty = pl.DataFrame(schema={"at": pl.UInt32, "phrase": pl.String})
    return pl.concat([empty, *found]).sort("at", "phrase")
