"""A silence is told by the kind of text, and by a publisher only where one is known."""

import polars as pl
import pytest

from workbench.schemas import GENRES
from workbench.silence import known, published_by, silence


@pytest.mark.parametrize(
    ("genre", "publisher", "said"),
    [
        ("statement", "Portal", "not in the statement as published by Portal"),
        ("statement", "unknown", "not in the statement as published by an unknown publisher"),
        ("digest", "Portal", "not in this source"),
        ("report", "unknown", "not in this source"),
        ("unknown", "unknown", "not in this source"),
    ],
)
@pytest.mark.parametrize("dtype", [pl.String, pl.Enum(GENRES)])
def test_how_far_a_silence_reaches(genre, publisher, said, dtype):
    row = pl.DataFrame({"genre": pl.Series([genre], dtype=dtype), "publisher": [publisher]})
    assert row.select(silence()).item() == said


def test_what_is_no_statement_may_be_told_in_other_words():
    rows = pl.DataFrame({"genre": ["statement", "digest"], "publisher": ["P", "Q"]})
    told = rows.select(silence(pl.format("not here, {}", published_by()))).to_series()
    assert told.to_list() == ["not in the statement as published by P", "not here, by Q"]


def test_only_the_word_of_the_manifest_is_unknown():
    names = pl.DataFrame({"publisher": ["The Unknown Gazette", "unknown"]})
    said = names.select(known("publisher", "{} prints", "nobody knows who prints")).to_series()
    assert said.to_list() == ["The Unknown Gazette prints", "nobody knows who prints"]
