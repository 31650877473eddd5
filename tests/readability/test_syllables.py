import gzip
import subprocess
import sys
from importlib.resources import files

import polars as pl
import pytest

from workbench.readability.measure import (
    dictionary,
    features,
    key,
    spoken,
    textstat_with_our_dictionary,
)

FOLDER = files("workbench.readability")
#: word: syllables, letters, easy, source
WORDS = {
    "hat": (1, 3, True, "dictionary"),
    "cooperation": (5, 11, False, "dictionary"),
    "together": (3, 8, True, "dictionary"),
    "won't": (1, 4, True, "dictionary"),
    "u.s.": (1, 2, True, "dictionary"),
    "2025": (1, 4, False, "number"),
    "3.5": (1, 2, False, "number"),
    "zzbilitation": (4, 12, False, "hyphenation guess"),
    "putin's": (2, 6, False, "dictionary"),
    "asean's": (3, 6, False, "dictionary"),
    "parties'": (2, 7, False, "dictionary"),
    "naïve": (2, 5, False, "dictionary"),
}
PRINTED = {
    "NAM'S": "nam's",
    "U.S.": "u.s.",
    "Putin’s": "putin's",
    "ASEAN‘s": "asean's",
    "coop\u00aderation": "cooperation",
    "oﬃcial": "official",
    "cafe\u0301": "café",
}
OFFLINE = """
import socket, sys
def blocked(*args, **kwargs):
    raise OSError("no network")
class Blocked(socket.socket):
    __init__ = blocked
socket.socket, socket.create_connection, socket.getaddrinfo = Blocked, blocked, blocked
from workbench.readability.measure import features, textstat_with_our_dictionary
print("textstat" in sys.modules)
print(features(["upon"])["syllables"][0])
with textstat_with_our_dictionary() as stat:
    print(round(stat.flesch_reading_ease("Once upon a time."), 3))
"""


@pytest.mark.parametrize("word", WORDS)
def test_the_features_of_a_word(word):
    row = features([word]).row(0)
    assert (row[1], row[2], row[3], row[4]) == WORDS[word]


def test_plain_words_are_answered_as_textstat_answers_them():
    words = sorted(word for word in dictionary() if word.isalpha())[::150]
    assert len(words) > 700
    with textstat_with_our_dictionary() as stat:
        for word, n, letters, easy, _ in features(words).iter_rows():
            assert n == stat.syllable_count(word)
            assert letters == stat.letter_count(word)
            assert easy == (not stat.is_difficult_word(word, 0))


def test_textstat_is_as_it_was_afterwards():
    from textstat.backend.counts import _count_syllables as counting

    before = counting.get_cmudict
    features(["hat"])
    assert counting.get_cmudict is before
    with pytest.raises(ZeroDivisionError), textstat_with_our_dictionary():
        1 / 0
    assert counting.get_cmudict is before


def test_words_are_folded_before_they_are_asked_for():
    forms = pl.DataFrame({"form": list(PRINTED)})
    assert forms.select(key("form")).to_series().to_list() == list(PRINTED.values())
    assert spoken(pl.Series(["nam's", "café", "won't"])).to_list() == ["nam", "cafe", "won't"]


def test_no_network_is_needed_and_textstat_is_imported_only_when_used():
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["False", "2", "97.025"], done.stderr


def test_the_table_is_small_ascii_and_has_its_licence_beside_it():
    data = FOLDER.joinpath("cmudict.txt.gz").read_bytes()
    assert len(data) < 400_000
    assert data[4:8] == b"\0\0\0\0"  # no time stamp: the same source gives the same bytes
    assert gzip.decompress(data).isascii()
    assert "Carnegie Mellon University" in FOLDER.joinpath("cmudict-LICENSE.txt").read_text()
