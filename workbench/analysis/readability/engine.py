"""How textstat counts a word, asked once per unique word; the one module that imports textstat.

textstat looks syllables up in a dictionary that it downloads. Here it is handed the table that
comes with the workbench instead, so that it needs no network. It sees single words only: sentence
and word borders are the workbench's own (see `corpus.sentences`, `corpus.words`).

What textstat's counts mean, and where they surprise:

- full stops inside a word are dropped, so U.S. is read as "us", one syllable;
- a number is one syllable, whatever it is;
- a word outside the dictionary gets a guess: its hyphenation points plus one (``source``);
- difficult: not among textstat's 2,940 easy words (after Dale and Chall; names and inflected
  forms are difficult); complex, for Gunning fog: difficult and of three syllables or more.
"""

from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import polars as pl

from workbench.analysis.syllables import DICTIONARY, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCES = ("dictionary", "hyphenation guess", "number")
LONG = 6
MINI = 3
POLYSYLLABLE = 3

#: One row per word as textstat is asked for it (lower case, straight apostrophe).
FEATURES = {
    "key": pl.String,
    "syllables": pl.UInt32,
    "letters": pl.UInt32,
    "long": pl.Boolean,
    "mini": pl.Boolean,
    "polysyllable": pl.Boolean,
    "difficult": pl.Boolean,
    "complex": pl.Boolean,
    "easy": pl.Boolean,
    "source": pl.Enum(SOURCES),
}


@cache
def engine() -> tuple[Any, dict[str, list[list[str]]]]:
    """Give an instance of textstat that reads our syllable table, and the table."""
    from textstat.textstat import textstatistics  # noqa: PLC0415 - import workbench stays cheap

    table = read_table()
    counting = import_module("textstat.backend.counts._count_syllables")
    counting.get_cmudict = lambda lang: table if lang.startswith("en") else None
    counting.count_syllables.cache_clear()
    return textstatistics(), table


@cache
def engine_version() -> str:
    """Name the engine and its version, as it stands in every row.

    Examples
    --------
    >>> engine_version().startswith("textstat 0.7.")
    True
    """
    import textstat  # noqa: PLC0415

    return "textstat " + ".".join(str(part) for part in textstat.__version__)


@cache
def syllable_source() -> str:
    """Name where syllables come from, with versions, as it stands in every row.

    Examples
    --------
    >>> syllable_source().split(",")[0]
    'CMU Pronouncing Dictionary (cmu-pronouncing-dictionary 3.0.0)'
    """
    return f"{DICTIONARY}, else hyphenation points + 1 (pyphen {version('pyphen')}); a number counts as one syllable"


def key(column: str) -> pl.Expr:
    """Fold a printed word to the form in which textstat is asked for it."""
    return pl.col(column).str.to_lowercase().str.replace_all("’", "'", literal=True)


def look_up(word: str) -> list[str]:
    """Strip a word as textstat does before it looks for it in the dictionary.

    Examples
    --------
    >>> look_up("u.s."), look_up("won't"), look_up("o'clock")
    (['us'], ["won't"], ['oclock'])
    """
    from textstat.backend.selections import list_words  # noqa: PLC0415

    return list_words(word, lowercase=True)


def plain(words: list[str]) -> pl.DataFrame:
    """Answer as textstat would for words of the dictionary that are made of letters alone.

    There is nothing in them to drop or to cut, so that length and two look-ups say all.
    """
    from textstat.backend.utils._get_lang_easy_words import get_lang_easy_words  # noqa: PLC0415

    table, easy = engine()[1], get_lang_easy_words("en_US")
    asked = {
        "key": words,
        "syllables": [len(table[word][0]) for word in words],
        "easy": [word in easy for word in words],
    }
    size = pl.col("key").str.len_chars()
    many = pl.col("syllables") >= POLYSYLLABLE
    return pl.DataFrame(asked, schema={name: FEATURES[name] for name in asked}).select(
        "key",
        "syllables",
        letters=size,
        long=size > LONG,
        mini=size <= MINI,
        polysyllable=many,
        difficult=~pl.col("easy"),
        complex=many & ~pl.col("easy"),
        easy="easy",
        source=pl.lit(SOURCES[0], FEATURES["source"]),
    )


def feature(word: str) -> tuple[Any, ...]:
    """Ask textstat about one word (see `FEATURES` for the answers in order)."""
    stat, table = engine()
    syllables = stat.syllable_count(word)
    difficult = stat.difficult_words(word, syllable_threshold=0, unique=False) > 0
    if not any(letter.isalpha() for letter in word):
        source = "number"
    else:
        known = all(part in table for part in look_up(word))
        source = "dictionary" if known else "hyphenation guess"
    return (
        word,
        syllables,
        stat.letter_count(word),
        stat.long_word_count(word, LONG) > 0,
        stat.miniword_count(word, MINI) > 0,
        syllables >= POLYSYLLABLE,
        difficult,
        difficult and syllables >= POLYSYLLABLE,
        not difficult,
        source,
    )


def features(words: "Iterable[str]", known: pl.DataFrame | None = None) -> pl.DataFrame:
    """Ask textstat once about each word; words that are in ``known`` are not asked again.

    Takes folded words (see `key`); gives `FEATURES`, one row per word in alphabetical order.

    Examples
    --------
    >>> features(["hat", "cooperation"]).select("key", "syllables", "complex", "source").rows()
    [('cooperation', 5, True, 'dictionary'), ('hat', 1, False, 'dictionary')]
    """
    known = pl.DataFrame(schema=FEATURES) if known is None else known
    asked, table = set(words) - set(known["key"]), engine()[1]
    easily = [word for word in asked if word in table and word.isalpha()]
    rest = [feature(word) for word in asked.difference(easily)]
    new = pl.DataFrame(rest, schema=FEATURES, orient="row")
    return pl.concat([known, plain(easily), new]).sort("key")
