import polars as pl
import pytest

from workbench.analysis.prefer import prefer, prefer_pair
from workbench.errors import WorkbenchError, WorkbenchWarning

DOCUMENTS = pl.DataFrame({"doc_id": ["a", "b"]})


def pairs(*kinds):
    names = [("a", "b"), ("a", "c")]
    rows = [(*names[number], kind, "So.") for number, kind in enumerate(kinds)]
    return pl.DataFrame(rows, schema=["left", "right", "kind", "why"], orient="row")


def test_a_document_that_is_there_is_taken():
    assert prefer(DOCUMENTS, "b") == "b"


def test_for_a_document_that_is_gone_the_first_is_taken_and_said():
    with pytest.warns(WorkbenchWarning, match="z is not in this corpus; a is shown instead"):
        assert prefer(DOCUMENTS, "z") == "a"


def test_a_pair_that_is_there_passes_the_gate():
    passed = prefer_pair(pairs("editions"), "a", "b")
    assert (passed.left, passed.right, passed.kind) == ("a", "b", "editions")


def test_a_blocked_pair_is_refused_not_replaced():
    with pytest.raises(WorkbenchError, match="not comparable"):
        prefer_pair(pairs("blocked", "editions"), "a", "b")


def test_for_a_pair_that_is_gone_the_first_open_one_is_taken_and_said():
    with pytest.warns(WorkbenchWarning, match="a and c are compared instead"):
        assert prefer_pair(pairs("blocked", "editions"), "a", "z").right == "c"


def test_without_any_open_pair_there_is_nothing_to_compare():
    lack = prefer_pair(pairs("blocked"), "a", "z")
    assert "none of this corpus may be compared" in repr(lack.left)
