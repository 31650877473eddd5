"""Near-same texts are found without comparing each with each, and none is missed."""

import re

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.ingest.twins import COLUMNS, NEAR, twins

WORDS = st.lists(st.sampled_from("abcdef"), max_size=14).map(" ".join)


def frame(texts, start=0):
    rows = [(f"d{n}", f"bytes {text}", text) for n, text in enumerate(texts, start)]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def brute(texts, known):
    """Compare each with each: word groups as sets of tuples."""
    sets, firsts = [], []
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        sets.append({tuple(words[n : n + 5]) for n in range(max(1, len(words) - 4))})
        firsts.append(tuple(words))
    pairs = {}
    for left in range(known, len(texts)):
        earlier = firsts.index(firsts[left])
        if earlier < left:
            pairs[f"d{left}", f"d{earlier}"] = 1.0
            continue
        for right in range(left):
            share = len(sets[left] & sets[right]) / len(sets[left] | sets[right])
            if firsts.index(firsts[right]) == right and share >= NEAR:
                pairs[f"d{left}", f"d{right}"] = share
    return pairs


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12), st.integers(0, 12))
def test_no_pair_is_missed_and_none_is_made_up(texts, known):
    known = min(known, len(texts))
    found = twins(frame(texts[known:], known), frame(texts[:known]))
    shares = {(left, right): round(share, 9) for left, right, _, share in found.iter_rows()}
    assert shares == {pair: round(share, 9) for pair, share in brute(texts, known).items()}


def test_a_share_is_counted_in_groups_of_five_words():
    one = "a b c d e f g h i j k l m n o"  # eleven groups
    other = one.replace("o", "x")  # ten of them, and one of its own: 10 of 12
    found = twins(frame([one, other]), frame([]))
    assert found.rows() == [("d1", "d0", "near-same text", 10 / 12)]


def test_copies_are_paired_with_the_first_alone():
    copies = frame(["They met."] * 3 + ["THEY met"])
    copies = copies.with_columns(sha256=pl.Series(["1", "2", "2", "3"]))
    assert twins(copies, frame([])).drop("share").rows() == [
        ("d1", "d0", "same text"),
        ("d2", "d1", "same bytes"),
        ("d3", "d0", "same text"),
    ]


def test_what_is_there_already_is_not_paired_with_itself():
    there = frame(["one two three four five six", "one two three four five six"])
    assert twins(frame([]), there).is_empty()
