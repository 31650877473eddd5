import polars as pl
import pytest

from tests.analysis.conftest import corpus_of
from workbench.analysis.issues import every_position, operators
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches

COUNTS = ("n", "n_negated", "n_embedded", "n_positions")


@pytest.fixture(scope="module")
def made(position_rules):
    """Give a statement and a digest, and their operators."""
    texts = {
        "a": "Both sides agreed to affirm it all. They support it. They do not support ships.",
        "b": "The sides agreed, not to support ships at all. “We will support it,” they said there.",
    }
    corpus = corpus_of(texts, genre=["statement", "digest"])
    return corpus, operators(corpus, every_position(corpus, position_rules), position_rules.ladder)


def counts(rows, doc_id, voice, operator):
    return rows.filter(doc_id=doc_id, voice=voice, operator=operator).select(COUNTS).row(0)


def test_main_negated_and_embedded_uses_are_counted_apart(made):
    _, rows = made
    assert counts(rows, "a", "stated", "support") == (1, 1, 0, 3)
    assert counts(rows, "a", "stated", "affirm") == (0, 0, 1, 3)
    assert counts(rows, "a", "stated", "agree") == (1, 0, 0, 3)
    assert counts(rows, "b", "reported", "support") == (0, 1, 0, 2)
    assert counts(rows, "b", "quoted", "support") == (0, 0, 1, 1)


def test_every_operator_has_its_row_in_every_voice_a_source_can_have(made, position_rules):
    corpus, rows = made
    size = position_rules.ladder.operators.height
    assert rows.group_by("doc_id", "voice", maintain_order=True).len().rows() == [
        ("a", "stated", size),
        ("b", "quoted", size),
        ("b", "reported", size),
    ]
    assert mismatches("operators", rows, corpus.documents["doc_id"].dtype) == []


def test_every_use_in_the_corpus_is_counted_once(corpus, position_rules):
    found = every_position(corpus, position_rules)
    rows = operators(corpus, found, position_rules.ladder)
    uses = found.height + found["embedded"].list.len().sum()
    assert rows.select(pl.sum_horizontal("n", "n_negated", "n_embedded").sum()).item() == uses


def test_two_coders_would_count_twice(corpus, by_rule, by_hand, position_rules):
    both = pl.concat([by_rule["ukraine"], by_hand["ukraine"]])
    with pytest.raises(WorkbenchError, match="two coders"):
        operators(corpus, both, position_rules.ladder)


def test_an_operator_off_the_ladder_is_named(corpus, by_hand, position_rules):
    odd = by_hand["ukraine"].with_columns(operator=pl.lit("hum"))
    with pytest.raises(WorkbenchError, match="no operator 'hum'; choose state"):
        operators(corpus, odd, position_rules.ladder)
