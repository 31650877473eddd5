import polars as pl
import pytest

from workbench.analysis.emphasis import mentions
from workbench.analysis.issues import timeline
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches


def test_overlapping_core_mentions_count_once(make, lake):
    text = "They read the Pact on the Grey Lake.\n\nThey saw the Blue Lake and spoke of fish in it.\n\nThey spoke of trade and of other things."
    corpus = make({"a": text}, event_date=["2021"])
    (row,) = timeline(corpus, [lake], mentions(corpus, lake.codebook)).rows(named=True)
    assert (row["n"], row["n_provisions"], row["n_provisions_all"]) == (2, 2, 3)
    assert row["per_1000"] == 1000 * 2 / row["n_words"]
    assert row["why"] == "2 mentions in 2 of 3 provisions: 2 reported."


def test_every_document_has_every_issue_in_order_of_the_event(corpus, shipped):
    issues = [issue for issue, _ in shipped.values()]
    rows = timeline(corpus, issues, pl.concat([found for _, found in shipped.values()]))
    assert rows.height == 5 * 3
    assert rows["issue"].to_list()[:3] == ["ukraine", "east-sea", "nuclear-energy"]
    assert rows["event_date"].is_sorted()
    assert mismatches("timeline", rows, corpus.documents["doc_id"].dtype) == []


def test_the_silent_sources_have_their_rows(corpus, shipped):
    issue, found = shipped["ukraine"]
    rows = timeline(corpus, [issue], found).filter(n=0)
    assert rows.select("doc_id", "status").rows() == [
        ("tass-2021", "not in this source"),
        ("investor-2024", "not in this source"),
    ]


def test_a_timeline_of_nothing_is_refused(corpus, shipped):
    with pytest.raises(WorkbenchError, match="needs at least one issue"):
        timeline(corpus, [], shipped["ukraine"][1])
