import pytest

from workbench.analysis.emphasis import mentions
from workbench.analysis.issues import on_issue
from workbench.analysis.issues.scope import nested
from workbench.errors import WorkbenchError

LINES = (
    "They spoke of the Blue Lake. They praised its fish at length. They spoke of trade and of ships.\n\n"
    "They spoke of fish in the sea and of other things.\n\n"
    "Of the Grey Lake\n\n"
    "They spoke of trade and of many ships on that day.\n"
)


def test_a_sentence_is_on_the_issue_by_itself_by_its_paragraph_or_by_its_heading(make, lake):
    corpus = make({"a": LINES})
    rows = on_issue(corpus, lake, mentions(corpus, lake.codebook))
    assert rows.select("para_no", "text").rows() == [
        (1, "They spoke of the Blue Lake."),
        (1, "They praised its fish at length."),
        (4, "They spoke of trade and of many ships on that day."),
    ]
    assert rows["provision"].to_list() == ["¶1", "¶1", "¶4"]


def test_mentions_of_another_codebook_are_refused_and_no_silence(lake, corpus, shipped):
    _, found = shipped["ukraine"]
    with pytest.raises(WorkbenchError, match="mentions of ukraine, not of lake"):
        on_issue(corpus, lake, found)


def test_a_name_inside_a_title_or_a_longer_name_is_told_apart(make, lake):
    corpus = make({"a": "They praised the Pact on the Grey Lake and saw the Grey Lake at last."})
    rows = nested(lake, mentions(corpus, lake.codebook))
    assert rows.select("topic", "match", "inside").rows() == [
        ("pact", "Pact on the Grey Lake", False),
        ("grey lake", "Grey Lake", True),
        ("grey lake", "Grey Lake", False),
    ]


def test_the_sentences_on_ukraine_are_those_of_three_sources(corpus, shipped):
    issue, found = shipped["ukraine"]
    rows = on_issue(corpus, issue, found)
    assert rows.select("doc_id", "para_no").rows() == [
        ("tass-2024", 29),
        ("tass-2024", 29),
        ("vgp-2025", 129),
        ("vov-2025", 11),
    ]
