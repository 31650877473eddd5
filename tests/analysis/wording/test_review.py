import pytest

from workbench.analysis.wording.align import align
from workbench.analysis.wording.review import conflicts, review
from workbench.analysis.wording.vectors import space
from workbench.corpus.decisions import Decision, decide, read_decisions
from workbench.schemas import mismatches


@pytest.fixture
def case(make):
    corpus = make(
        {"a": "We plant young trees. Boats sail.", "b": "We plant young trees. Dogs bark."}
    )
    return corpus, align(space(corpus), "a", "b", 0.01)


def reviewed(case, tmp_path, *decisions):
    corpus, links = case
    for decision in decisions:
        decide(tmp_path, corpus.documents, decision)
    frame, _ = read_decisions(tmp_path, corpus.documents)
    return review(links, frame, corpus.documents), frame


TREES = (("a", 0, 21), ("b", 0, 21))
OTHER = (("a", 22, 33), ("b", 22, 32))


def test_no_decisions_change_nothing(case, tmp_path):
    rows, _ = reviewed(case, tmp_path)
    assert rows.equals(case[1])


def test_confirmed_rejected_and_added(case, tmp_path):
    rows, _ = reviewed(
        case,
        tmp_path,
        Decision(*TREES, "rejected", "me", "other trees"),
        Decision(*OTHER, "added", "me", "noise"),
    )
    got = rows.select("link_no", "status", "note", "score", "right_text").rows()
    assert got == [
        (1, "rejected", "me (rejected): other trees", case[1]["score"][0], "We plant young trees."),
        (2, "added", "me (added): noise", None, "Dogs bark."),
    ]
    assert mismatches("links", rows, case[0].documents["doc_id"].dtype) == []


def test_disagreement_stays_proposed_and_is_reported(case, tmp_path):
    rows, frame = reviewed(
        case,
        tmp_path,
        Decision(*TREES, "confirmed", "me", "same"),
        Decision(*TREES, "rejected", "you"),
    )
    assert rows["status"].to_list() == ["proposed"]
    assert rows["note"].to_list() == ["me (confirmed): same; you (rejected)"]
    assert conflicts(frame) == [
        "a 0–21 and b 0–21: readers disagree (me (confirmed): same; you (rejected))."
    ]


def test_a_decision_counts_in_both_directions(case, tmp_path):
    corpus, _ = case
    decide(tmp_path, corpus.documents, Decision(*TREES, "confirmed", "me"))
    frame, _ = read_decisions(tmp_path, corpus.documents)
    back = align(space(corpus), "b", "a", 0.01)
    assert review(back, frame, corpus.documents)["status"].to_list() == ["confirmed"]


def test_an_added_link_of_a_pair_without_links(case, tmp_path):
    corpus, links = case
    decide(tmp_path, corpus.documents, Decision(*OTHER, "added", "me"))
    frame, _ = read_decisions(tmp_path, corpus.documents)
    pairs = links.select("left_id", "right_id")
    assert review(links.clear(), frame, corpus.documents, pairs)["status"].to_list() == ["added"]
