"""Make the syllable table from the CMU Pronouncing Dictionary: source in, table out.

Run once for a new version of the dictionary, never on import:

    npm pack cmu-pronouncing-dictionary@3.0.0
    tar xzf cmu-pronouncing-dictionary-3.0.0.tgz
    python -m workbench.analysis.syllables.build package/index.js

The package (134,000 entries of the cmusphinx/cmudict repository) has a line such as
``"hat": "HH AE1 T",`` per pronunciation. Kept is the first pronunciation of each word that
textstat can ask for: it strips full stops and hyphens before it looks up. The table has a line
per number of syllables: the number, then the words in alphabetical order, parted by spaces.
"""

import gzip
import json
import re
import sys
from pathlib import Path

from workbench.analysis.syllables import TABLE

ENTRY = re.compile(r'\s*("[^"]+"): ("[^"]+"),?$')
ASKED_FOR = re.compile(r"[a-z0-9']+")


def count(pronunciation: str) -> int:
    """Count the vowels of a pronunciation: they carry a stress digit; a comment follows ``#``.

    Examples
    --------
    >>> count("AO1 L B AO0 R G # place, danish")
    2
    """
    phones = pronunciation.split("#", maxsplit=1)[0].split()
    return sum(phone[-1].isdigit() for phone in phones)


def table(source: str) -> str:
    r"""Turn the dictionary as packaged into the text of the table.

    Examples
    --------
    >>> table('  "a": "AH0",\n  "a(2)": "EY1",\n  "hat": "HH AE1 T",\n  "a-b": "EY1 B IY1"')
    '1 a hat\n'
    """
    found = [ENTRY.match(line) for line in source.splitlines()]
    lengths: dict[int, list[str]] = {}
    for entry in found:
        word = json.loads(entry[1]) if entry else ""
        if entry and ASKED_FOR.fullmatch(word):
            lengths.setdefault(count(json.loads(entry[2])), []).append(word)
    return "".join(f"{number} {' '.join(sorted(lengths[number]))}\n" for number in sorted(lengths))


def main() -> None:
    """Write the table beside this file; the same source always gives the same bytes."""
    text = table(Path(sys.argv[1]).read_text(encoding="utf-8"))
    packed = gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0)
    Path(__file__).with_name(TABLE).write_bytes(packed)


if __name__ == "__main__":
    main()
