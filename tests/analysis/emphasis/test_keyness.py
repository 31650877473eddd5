import sys

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from workbench.analysis.emphasis import groups, keyness, row_of
from workbench.errors import WorkbenchError

A = "1. The sea is cold and the sea is wide.\n\n2. They met in Viet Nam.\n"
B = "1. The fire is warm.\n\n2. The fire is wide.\n\n3. They met in Vietnam.\n"


@pytest.fixture(scope="module")
def made(make):
    return make({"a": A, "b": B, "c": "They met.\n"}, genre=["digest", "digest", "report"])


def rows_of(made, **options):
    rows = keyness(made, groups(made.comparability, ["a"], ["b"]), **options)
    return {row["word"]: row for row in rows.iter_rows(named=True)}


def test_counts_totals_and_dispersion(made):
    row = rows_of(made)["sea"]
    # a has 9 + 4 words (Viet Nam is one), b has 4 + 4 + 4
    assert (row["n_left"], row["total_left"], row["n_right"], row["total_right"]) == (2, 13, 0, 12)
    assert (row["n_provisions_left"], row["provisions_left"]) == (1, 2)
    assert (row["n_provisions_right"], row["provisions_right"]) == (0, 3)


def test_words_lost_as_well_as_gained(made):
    change = {word: row["change"] for word, row in rows_of(made).items()}
    assert change["sea"] == "lost"
    assert change["fire"] == "gained"
    assert change["wide"] == "shared"


def test_variants_are_joined(made):
    rows = rows_of(made)
    assert not {"viet", "nam"} & set(rows)
    assert (rows["vietnam"]["n_left"], rows["vietnam"]["n_right"]) == (1, 1)


def test_stop_words_have_rows_only_if_asked_and_totals_stay(made):
    without, with_them = rows_of(made), rows_of(made, stop_words=True)
    assert "the" not in without
    assert with_them["the"]["n_left"] == 2
    assert with_them["sea"] == without["sea"]


def test_signs_lean_to_the_right(made):
    rows = rows_of(made)
    for name in ("log_ratio", "delta", "zeta"):
        assert rows["sea"][name] < 0 < rows["fire"][name]


def test_the_prior_by_hand(made):
    # sea: 2 of 27 words in all; prior 27 words, so alpha is 2
    row = rows_of(made, prior=27.0)["sea"]
    odds = [(0 + 2) / (12 + 27 - 2), (2 + 2) / (13 + 27 - 4)]
    assert row["delta"] == pytest.approx(pl.select(pl.lit(odds[0] / odds[1]).log()).item())
    assert row["zeta"] == pytest.approx(row["delta"] / (1 / 2 + 1 / 4) ** 0.5)


def test_a_stronger_prior_draws_rare_words_together(made):
    weak, strong = rows_of(made, prior=1.0), rows_of(made, prior=10_000.0)
    assert abs(strong["sea"]["delta"]) < abs(weak["sea"]["delta"])


def test_groups_add_up(made):
    sides = groups(made.comparability, ["a"], ["b", "c"], override=True)
    rows = keyness(made, sides)
    assert rows["total_right"][0] == 14
    assert sides.gate.right == "b + c"
    assert rows["stamp"][0].startswith("Not comparable, shown because")


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        (["a"], ["b", "c"], "a and b . c are not comparable: .* override the block"),
        (["a"], ["a"], "no document on both sides"),
        ([], ["a"], "a document on each side"),
        (["a"], ["x"], "No pair of 'a' and 'x'; choose two different documents"),
    ],
)
def test_groups_that_cannot_be_compared(made, left, right, message):
    with pytest.raises(WorkbenchError, match=message):
        groups(made.comparability, left, right)


def test_pairs_that_mean_different_things_are_no_group(corpus):
    with pytest.raises(WorkbenchError, match="are not comparable"):
        groups(corpus.comparability, ["tass-2024"], ["tass-2021", "investor-2024"])


def test_a_word_that_is_in_no_document(made):
    rows = keyness(made, groups(made.comparability, ["a"], ["b"]))
    with pytest.raises(WorkbenchError, match=r"'fires' is in neither group. Close to it: fire"):
        row_of(rows, "fires")
    with pytest.raises(WorkbenchError, match=r"'zzz' is in neither group.$"):
        row_of(rows, "zzz")


def test_a_prior_and_a_side_without_words(make, made):
    with pytest.raises(WorkbenchError, match="prior must be worth more than 0"):
        rows_of(made, prior=0)
    bare = make({"a": "They met.\n", "b": "Of the sea\n"})
    with pytest.raises(WorkbenchError, match="no words in its body"):
        keyness(bare, groups(bare.comparability, ["a"], ["b"]))


def test_the_shipped_pair(corpus):
    rows = keyness(corpus, groups(corpus.comparability, ["vgp-2025"], ["vov-2025"]))
    assert not set(rows["word"]) & {"viet", "nam", "the", "of"}
    assert row_of(rows, "ukraine")["n_right"] == 2
    assert rows.select(pl.all().is_not_null().all()).row(0) == (True,) * rows.width


def test_an_unknown_document_in_a_group_is_refused_with_the_choices(made):
    with pytest.raises(WorkbenchError, match="No pair of 'a' and 'z'; choose two different"):
        groups(made.comparability, ["a"], ["b", "z"])


def test_of_a_large_group_the_first_documents_are_named(make):
    large = make(dict.fromkeys("abcdefghi", "They met in Oslo."))
    sides = groups(large.comparability, ["a"], list("bcdefghi"))
    assert sides.gate.right == "b + c + d + e + f + g + 2 more"


def test_parts_do_not_change_what_is_counted(corpus, monkeypatch):
    sides = groups(corpus.comparability, ["vgp-2025"], ["vov-2025"])
    whole, said = keyness(corpus, sides), []
    module = sys.modules["workbench.analysis.emphasis.keyness"]
    cut = module.parts
    monkeypatch.setattr(module, "parts", lambda corpus: cut(corpus, 900))
    assert_frame_equal(keyness(corpus, sides, progress=lambda *done: said.append(done)), whole)
    assert len(said) > 2
    assert said[-1] == (5, 5)
