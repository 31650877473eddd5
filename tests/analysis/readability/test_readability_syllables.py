import gzip
from importlib.resources import files

import pytest

from workbench.analysis.syllables import TABLE, read_table
from workbench.analysis.syllables.build import count, table

FOLDER = files("workbench.analysis.syllables")


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("hat", 1), ("eggs", 1), ("upon", 2), ("breakfast", 2), ("readability", 5), ("vietnam", 3)],
)
def test_words_have_the_vowels_of_their_first_pronunciation(word, syllables):
    phones = read_table()[word][0]
    assert sum(phone[-1].isdigit() for phone in phones) == syllables


def test_table_is_small_ascii_and_has_its_licence_beside_it():
    data = FOLDER.joinpath(TABLE).read_bytes()
    assert len(data) < 400_000
    assert data[4:8] == b"\0\0\0\0"  # no time stamp: the same source gives the same bytes
    assert gzip.decompress(data).isascii()
    assert "Carnegie Mellon University" in FOLDER.joinpath("LICENSE.txt").read_text()


def test_build_keeps_first_pronunciations_that_textstat_can_ask_for():
    source = """export const dictionary = {
  "b.": "B IY1",
  "beta": "B EY1 T AH0",
  "beta(2)": "B EY1 T",
  "hmm": "HH M",
  "aalborg": "AO1 L B AO0 R G # place, danish 2",
  "it's": "IH1 T S"
}"""
    assert table(source) == "0 hmm\n1 it's\n2 aalborg beta\n"


def test_a_comment_is_no_pronunciation():
    assert count("AE1 L # name of 3 villages0") == 1
