"""The proof: cards as the sources print them, a title that is true of their verbs."""

import polars as pl
import pytest

import workbench as wb
from workbench.errors import Missing
from workbench.issues.figures import cards, proof, trio


@pytest.fixture(scope="module")
def ukraine(corpus):
    return wb.Issue(corpus, "ukraine")


def test_the_cards_are_as_the_sources_print_them(corpus, ukraine):
    three = trio(corpus, ukraine.positions)
    assert three == ("tass-2024", "vgp-2025", "vov-2025")
    made = cards(corpus, ukraine.positions, three)
    assert made["printed"].to_list() == ["highly appreciates", "highly appreciates", "acknowledged"]
    printed = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for card in made.iter_rows(named=True):
        assert card["text"].removesuffix(" …") in card["passage"]
        assert card["passage"] in printed[card["doc_id"]]
        assert card["text"][card["phrase_start"] : card["phrase_end"]] == card["printed"]
    assert made["para_no"].to_list() == [29, 129, 11]


def test_the_title_says_which_verbs_are_the_same(corpus, ukraine):
    figure = ukraine.proof()
    assert figure.title == (
        "On Ukraine TASS 2024 reports “highly appreciates” and the statement of 2025 says the same; "
        "only VOVWORLD 2025, its digest, reports “acknowledged”"
    )
    assert "From TASS 2024 straight to VOVWORLD 2025: proves nothing." in figure.body
    verb = pl.col("operator")
    same = ukraine.positions.with_columns(operator=pl.lit("support"), operator_text=pl.lit("x"))
    title = proof(corpus, same, "Ukraine").title
    assert title == (
        "On Ukraine TASS 2024 reports “x”; the statement of 2025 and VOVWORLD 2025, its digest, have "
        "the same verb"
    )
    first = pl.when(doc_id="tass-2024").then(pl.lit("condemn")).otherwise(verb).alias("operator")
    title = proof(corpus, ukraine.positions.with_columns(first), "Ukraine").title
    assert title == (
        "On Ukraine TASS 2024 reports “highly appreciates”, the statement of 2025 says “highly "
        "appreciates” and VOVWORLD 2025, its digest, reports “acknowledged”"
    )


@pytest.mark.parametrize("lost", ["tass-2024", "vgp-2025", "vov-2025"])
def test_a_corpus_without_one_of_the_three_says_what_is_missing(corpus, ukraine, lost):
    rows = ukraine.positions.filter(pl.col("doc_id") != lost)
    with pytest.raises(Missing, match="a statement that takes a position on this issue, with"):
        trio(corpus, rows)
