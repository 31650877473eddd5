import time

import polars as pl
import pytest

from tests.analysis.concordance.conftest import corpus_of
from tests.corpus.made import VARIANTS
from workbench.analysis.concordance import ask, find, near
from workbench.analysis.concordance.near import HELD_AGAINST, OFFERED, spellings

TEXT = (
    "The strategic partnership grows; negotiators meet in Viet Nam. Partners of a strategic kind."
)


def offered(query, **choices):
    rows = near(corpus_of(TEXT), ask(query, VARIANTS, **choices), VARIANTS)
    return rows.select("query", "kind", "n").rows()


@pytest.mark.parametrize(
    ("query", "choices", "offers"),
    [
        ("strategik", {}, [("strategic", "spelling", 2), ("strate*", "wildcard", 2)]),
        (
            "strategik partnershipp",
            {},
            [
                ("strategic partnership", "spelling", 1),
                ("strate* partnersh*", "wildcard", 1),
            ],
        ),
        ("negotiating", {}, [("negotiators", "spelling", 1), ("negotiat*", "wildcard", 1)]),
        ("partners strategic", {}, [("partners ** strategic", "words between", 1)]),
        ("egotia", {}, [("egotia", "parts of words", 1)]),
        ("partnership negotiators", {}, [("partnership ** negotiators", "words between", 1)]),
        (
            "viet NAM",
            {"case": True},
            [("viet NAM", "any case", 1), ("viet ** nam", "words between", 1)],
        ),
        ("PARTNER", {"case": True, "regex": True}, []),
        ("ARTNER", {"regex": True}, [("ARTNER", "parts of words", 2)]),
        ("zzzz", {}, []),
    ],
)
def test_offers(query, choices, offers):
    assert offered(query, **choices) == offers


def test_an_offer_finds_what_it_says(corpus, variants):
    for query in ("Moskow", "strategy partnership", "negotiaton | comprehensiv", "terror"):
        for row in near(corpus, ask(query, variants), variants).iter_rows(named=True):
            choices = {name: row[name] for name in ("regex", "case", "whole")}
            found = find(corpus, ask(row["query"], variants, **choices))
            assert (found.height, found["doc_id"].n_unique()) == (row["n"], row["n_documents"])
            assert row["n"] > 0


def test_offers_are_few(corpus, variants):
    many = " | ".join(f"{word}x" for word in corpus.tokens["form"].unique().sort()[400:430])
    assert near(corpus, ask(many, variants), variants).height == OFFERED


def test_a_word_of_the_corpus_is_not_respelled():
    counts = pl.DataFrame({"word": ["sea", "seas"], "n": [2, 1]})
    assert spellings("sea", counts) == []
    assert spellings("seaz", counts) == ["sea", "seas"]


def test_a_big_vocabulary_takes_no_longer():
    words = [f"s{number:06}e" for number in range(200_000)]
    counts = pl.DataFrame({"word": words, "n": 1})
    begun = time.perf_counter()
    assert spellings("s000123", counts)
    assert len(words) > 10 * HELD_AGAINST
    assert time.perf_counter() - begun < 2
