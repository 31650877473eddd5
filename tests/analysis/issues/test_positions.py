from functools import partial
from importlib import import_module

import polars as pl
import pytest

from workbench.analysis.emphasis import mentions
from workbench.analysis.issues import every_position, positions
from workbench.analysis.parts import parts
from workbench.corpus.check import misplaced
from workbench.schemas import mismatches

#: The module; its package has a function of the same name.
module = import_module("workbench.analysis.issues.positions")
COLUMNS = ("actor", "operator", "embedded", "negation", "object")


@pytest.fixture(scope="module")
def everywhere(corpus, position_rules):
    return every_position(corpus, position_rules)


def read(corpus, rules):
    return every_position(corpus, rules).select(COLUMNS).rows()


def test_a_large_corpus_is_read_in_parts(corpus, position_rules, everywhere, monkeypatch):
    monkeypatch.setattr(module, "parts", partial(parts, at_once=3_000))
    told = []
    rows = every_position(corpus, position_rules, lambda *done: told.append(done))
    assert rows.equals(everywhere)
    assert told == [(3, 5), (5, 5)]


def test_embedding_and_negation_are_kept_apart(make, position_rules):
    corpus = make(
        {"a": "The two sides agreed to affirm the plan. They do not support sanctions at all."}
    )
    assert read(corpus, position_rules) == [
        ("both sides", "agree", ["affirm"], "", "the plan"),
        ("both sides", "support", [], "do not", "sanctions at all"),
    ]


def test_a_compound_or_a_possessive_is_no_actor(make, position_rules):
    text = "The Viet Nam-Russia partnership and Russia’s help were praised by Hanoi and by others."
    (row,) = every_position(make({"a": text}), position_rules).rows(named=True)
    assert (row["actor"], row["operator"]) == ("not named", "highly appreciate")


def test_what_is_quoted_is_the_operator(make, position_rules):
    text = "The document says: “The sides support the plan of the mayors.”"
    rows = every_position(make({"a": text}), position_rules)
    assert rows.select("operator", "embedded", "voice").rows() == [
        ("state", ["support"], "reported")
    ]
    text = "“The sides support the plan of the mayors of both towns,” it was written there."
    assert every_position(make({"a": text}), position_rules)["voice"].to_list() == ["quoted"]
    stated = every_position(make({"a": text}, genre=["statement"]), position_rules)
    assert stated["voice"].to_list() == ["stated"]


def test_only_sentences_on_the_issue_are_read(make, lake, position_rules):
    corpus = make(
        {"a": "Russia supports the Pact on the Grey Lake.\n\nRussia supports trade and many ships."}
    )
    rows = positions(corpus, lake, mentions(corpus, lake.codebook), position_rules)
    assert rows.select("issue", "object", "name_used").rows() == [
        ("lake", "the Pact on the Grey Lake", "Grey Lake")
    ]


def test_an_issue_that_is_nowhere_has_no_positions(make, lake, position_rules):
    corpus = make({"a": "Russia supports trade and the building of many ships."})
    rows = positions(corpus, lake, mentions(corpus, lake.codebook), position_rules)
    assert rows.height == 0
    assert mismatches("positions", rows, corpus.documents["doc_id"].dtype) == []


def test_every_position_of_the_corpus_stands_where_it_says(corpus, everywhere):
    assert everywhere.height > 150
    assert mismatches("positions", everywhere, corpus.documents["doc_id"].dtype) == []
    assert misplaced("positions", everywhere, corpus.documents) == []
    place = {"start": "operator_start", "end": "operator_end", "text": "operator_text"}
    assert misplaced("operators", everywhere.select("doc_id", **place), corpus.documents) == []


@pytest.mark.parametrize(
    ("provision", "rows"),
    [
        ("17", [("both sides", "agree", ["affirm"], ""), ("both sides", "support", [], "do not")]),
        ("19", [("both sides", "affirm", [], ""), ("both sides", "oppose", [], ""),
                ("both sides", "affirm", [], ""), ("both sides", "condemn", [], "")]),
        ("14", [("Viet Nam", "intend", [], "")]),
    ],
)  # fmt: skip
def test_known_provisions_of_the_statement(everywhere, provision, rows):
    found = everywhere.filter(doc_id="vgp-2025", provision=provision)
    assert found.select("actor", "operator", "embedded", "negation").rows() == rows


def test_negated_inside_a_complement(everywhere):
    (row,) = everywhere.filter(pl.col("embedded").list.contains("not support")).rows(named=True)
    assert (row["doc_id"], row["provision"], row["operator"]) == ("vgp-2025", "20", "agree")
