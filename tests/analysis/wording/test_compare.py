"""A pair from the gate to the synopsis, and what of it is refused."""

from dataclasses import replace

import polars as pl
import pytest

from workbench.analysis.gate import gate
from workbench.analysis.wording.compare import closest, comparable, compare
from workbench.analysis.wording.vectors import space
from workbench.corpus import read_decisions
from workbench.errors import WorkbenchError

LEFT = "We plant many young trees. We open small village schools. Boats may sail freely."
RIGHT = "We plant many young trees. Small village schools we shut. Dogs bark all night."
TITLE = "A title alone"


def pair(make, rules, right=RIGHT):
    corpus = make({"a": LEFT, "b": right})
    passed = gate(corpus.comparability, "a", "b")
    return compare(corpus, space(corpus), passed, rules, threshold=0.02)


def test_the_closest_link_comes_with_its_edits_alone(make, rules):
    best = closest(pair(make, rules))
    assert best.links["left_text"].to_list() == ["We plant many young trees."]
    assert best.edits["link_no"].unique().to_list() == best.links["link_no"].to_list()


def test_a_rejected_link_is_not_the_closest(make, rules):
    both = pair(make, rules)
    rejected = pl.when(pl.col("score") == pl.col("score").max()).then(pl.lit("rejected"))
    status = rejected.otherwise("status").cast(both.links.schema["status"])
    best = closest(replace(both, links=both.links.with_columns(status=status)))
    assert best.links["left_text"].to_list() == ["We open small village schools."]


def test_without_a_link_there_is_a_sentence(make, rules):
    with pytest.raises(WorkbenchError, match="No passage of a and b is linked at a score of"):
        closest(pair(make, rules, right="Dogs bark all night."))


@pytest.mark.parametrize("texts", [(TITLE, RIGHT), (LEFT, TITLE)])
def test_a_document_without_body_text_is_not_compared(make, rules, texts):
    corpus = make(dict(zip("ab", texts, strict=True)))
    passed = gate(corpus.comparability, "a", "b")
    with pytest.raises(WorkbenchError, match="has no body text, so there is nothing to compare"):
        compare(corpus, space(corpus), passed, rules)


def test_of_all_pairs_those_with_such_a_document_are_left_out(make, rules):
    corpus = make({"a": LEFT, "b": TITLE, "c": RIGHT})
    decisions, _ = read_decisions(corpus.folder, corpus.documents)
    found = comparable(corpus, space(corpus), rules, decisions)
    assert [(one.passed.left, one.passed.right) for one in found] == [("a", "c")]
