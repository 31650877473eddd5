import polars as pl
import pytest

from workbench.analysis.prefer import prefer, prefer_pair
from workbench.errors import WorkbenchError, WorkbenchWarning

DOCUMENTS = pl.DataFrame({"doc_id": ["a", "b", "c"], "n_words": [5, 7, 9]})


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
    passed = prefer_pair(pairs("editions"), DOCUMENTS, "a", "b")
    assert (passed.left, passed.right, passed.kind) == ("a", "b", "editions")


def test_a_blocked_pair_is_refused_not_replaced():
    with pytest.raises(WorkbenchError, match="not comparable"):
        prefer_pair(pairs("blocked", "editions"), DOCUMENTS, "a", "b")


def test_for_a_pair_that_is_gone_the_first_open_one_is_taken_and_said():
    with pytest.warns(WorkbenchWarning, match="a and c are compared instead"):
        assert prefer_pair(pairs("blocked", "editions"), DOCUMENTS, "a", "z").right == "c"


@pytest.mark.parametrize(("words", "right"), [((5, 7, 9), "b"), ((5, 0, 9), "c"), ((0, 7, 9), "b")])
def test_a_pair_with_body_text_on_both_sides_goes_first(words, right):
    documents = DOCUMENTS.with_columns(n_words=pl.Series(words))
    with pytest.warns(WorkbenchWarning, match=f"a and {right} are compared instead"):
        passed = prefer_pair(pairs("editions", "editions"), documents, "a", "z")
    assert (passed.left, passed.right) == ("a", right)


def test_a_pair_that_was_asked_for_stays_though_it_has_no_body():
    documents = DOCUMENTS.with_columns(n_words=pl.Series([0, 7, 9]))
    assert prefer_pair(pairs("editions", "editions"), documents, "a", "b").right == "b"


def test_without_any_open_pair_there_is_nothing_to_compare():
    lack = prefer_pair(pairs("blocked"), DOCUMENTS, "a", "z")
    assert "none of this corpus may be compared" in repr(lack.left)
