"""How textstat counts a word, asked once per different word; the one module that imports textstat.

textstat looks syllables up in a dictionary that it downloads, and fails without a network. Here it
is handed the table that comes with the workbench, the first pronunciation of each word of the CMU
Pronouncing Dictionary (its licence is beside it), for as long as one call lasts: textstat has no
option for it. It sees single words only; sentence and word borders are the workbench's own.

What the counts mean, and where they surprise:

- a possessive has the syllables of its base, and a word with accents those of the word without;
- full stops inside a word are dropped, so U.S. is read as "us", one syllable;
- a number is one syllable, whatever it is;
- a word that the dictionary lacks gets a guess: its hyphenation points plus one (``source``);
- difficult: not among textstat's 2,940 easy words (after Dale and Chall; names and inflected
  forms are difficult); complex, for Gunning fog: difficult and of three syllables or more.
"""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files

import polars as pl

from workbench.corpus.words import APOSTROPHES, INVISIBLE, PLAIN

#: The dictionary, with the package and version from which the table was made.
DICTIONARY = "CMU Pronouncing Dictionary (cmu-pronouncing-dictionary 3.0.0)"
SOURCES = ("dictionary", "hyphenation guess", "number")
#: Letters of a mini word at most, of a long word at least; syllables of a polysyllable.
MINI, LONG, POLYSYLLABLE = 3, 7, 3
FEATURES = {
    "key": pl.String,
    "syllables": pl.UInt32,
    "letters": pl.UInt32,
    "easy": pl.Boolean,
    "source": pl.Enum(SOURCES),
}


@cache
def dictionary() -> dict[str, list[list[str]]]:
    """Return the table in the shape in which textstat looks words up.

    A word leads to one pronunciation: as many vowels with a stress digit as it has syllables.

    Examples
    --------
    >>> len(dictionary()["readability"][0]), "xyzzy" in dictionary()
    (5, False)
    """
    packed = files(__package__).joinpath("cmudict.txt.gz").read_bytes()
    table: dict[str, list[list[str]]] = {}
    for line in gzip.decompress(packed).decode("ascii").splitlines():
        number, words = line.split(" ", 1)
        shared = [["V0"] * int(number)]
        table |= dict.fromkeys(words.split(" "), shared)
    return table


@contextmanager
def textstat_with_our_dictionary() -> Iterator[object]:
    """Yield an instance of textstat that reads our table; afterwards textstat is as it was."""
    from textstat.textstat import textstatistics  # noqa: PLC0415 - import workbench stays cheap

    counting = import_module("textstat.backend.counts._count_syllables")
    own = counting.get_cmudict
    counting.count_syllables.cache_clear()
    counting.get_cmudict = lambda lang: dictionary() if lang.startswith("en") else None
    try:
        yield textstatistics()
    finally:
        counting.get_cmudict = own
        counting.count_syllables.cache_clear()


@cache
def engine_version() -> str:
    """Return the name of what counts words, and its version.

    Examples
    --------
    >>> engine_version().startswith("textstat 0.7.")
    True
    """
    return f"textstat {version('textstat')}"


@cache
def syllable_source() -> str:
    """Return where syllables come from, with versions, as every caption prints it."""
    guess = f"hyphenation points + 1 (pyphen {version('pyphen')})"
    return f"{DICTIONARY}, else {guess}; a number counts as one syllable"


def key(column: str) -> pl.Expr:
    """Fold a printed word to the form under which its features are kept."""
    printed = pl.col(column).str.replace_all(INVISIBLE, "").str.to_lowercase()
    return printed.str.normalize("NFKC").str.replace_all(f"[{APOSTROPHES}]", "'")


def spoken(words: pl.Series) -> pl.Series:
    """Return the form under which syllables are looked up: no possessive, no accents.

    Examples
    --------
    >>> spoken(pl.Series(["asean's", "parties'", "naïve"])).to_list()
    ['asean', 'parties', 'naive']
    """
    bare = words.str.replace("'s?$", "").str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return bare.str.replace_many(PLAIN)


def features(words: Iterable[str], known: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the features of folded words (see `key`), one row each, in alphabetical order.

    ``known`` are features from an earlier call; textstat is not asked about its words again.

    Examples
    --------
    >>> features(["hat", "cooperation", "putin's"]).select("key", "syllables", "source").rows()
    [('cooperation', 5, 'dictionary'), ('hat', 1, 'dictionary'), ("putin's", 2, 'dictionary')]
    """
    known = pl.DataFrame(schema=FEATURES) if known is None else known
    asked = pl.Series("key", sorted(set(words) - set(known["key"])), dtype=pl.String)
    if asked.is_empty():
        return known
    table, rows = dictionary(), []
    with textstat_with_our_dictionary() as stat:
        # words of letters alone are asked about in one call, the others one by one
        plain = " ".join(asked.filter(asked.str.contains("^[a-z]+$")))
        difficult = set(stat.difficult_words_list(plain, 0))
        for word, base in zip(asked, spoken(asked), strict=True):
            bare = base.replace(".", "").replace("'", "") if base not in table else base
            letters = any(letter.isalpha() for letter in word)
            source = SOURCES[0] if bare in table else SOURCES[1] if letters else SOURCES[2]
            syllables = len(table[bare][0]) if bare in table else stat.syllable_count(base)
            simple = word.isascii() and word.isalpha()
            hard = word in difficult if simple else stat.difficult_words(word, 0, unique=False)
            size = len(word) if simple else stat.letter_count(word)
            rows.append((word, syllables, size, not hard, source))
    new = pl.DataFrame(rows, schema=FEATURES, orient="row")
    return pl.concat([known, new]).sort("key")
