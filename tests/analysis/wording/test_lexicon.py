import polars as pl
import pytest

from workbench.analysis.wording.lexicon import phrase_hits, stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strengthen", "strengthening"),
        ("negotiation", "negotiations"),
        ("policy", "policies"),
        ("ukraine", "ukrainian"),
        ("settle", "settled"),
    ],
)
def test_inflections_meet(one, other):
    met = stem(one) == stem(other)
    assert met is (one != "ukraine")


def test_short_words_and_numbers_stay():
    assert [stem(word) for word in ("sea", "peace", "1982")] == ["sea", "peac", "1982"]


def test_stems_of_no_words():
    assert stems(pl.Series("word", [None], dtype=pl.String)).is_empty()


def test_phrases_stay_in_their_stretch():
    words = pl.DataFrame(
        {"stretch": [1, 1, 2, 2], "word": ["law", "sea", "law", "seas"]},
    )
    hits = phrase_hits(words, pl.Series(["law sea*", "sea law", "sea", "reef*"]))
    assert hits.rows() == [(0, "law sea*"), (1, "sea"), (2, "law sea*")]


def test_a_phrase_longer_than_the_text():
    words = pl.DataFrame({"stretch": [1], "word": ["sea"]})
    assert phrase_hits(words, pl.Series(["sea sea sea"])).is_empty()
