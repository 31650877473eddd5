import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.analysis.wording.align import align
from workbench.analysis.wording.vectors import Recipe, space
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches

WORDS = (
    "peace trade energy climate ocean school border visit treaty harvest railway vaccine".split()
)
sentence = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9).map(
    lambda words: " ".join(words).capitalize() + ", and more of this comes soon again."
)
text = st.lists(sentence, min_size=1, max_size=5).map(" ".join)


def pairs(links):
    return links.select("left_unit_no", "right_unit_no").rows()


def test_a_reordered_and_split_text(make):
    corpus = make(
        {
            "a": "Both will fight cholera with new vaccines. Both will build a coastal railway.",
            "b": "A coastal railway is to be built. Visits go on. New vaccines against cholera come.",
        }
    )
    links = align(space(corpus), "a", "b", 0.01)
    assert pairs(links) == [(1, 3), (2, 1)]
    assert mismatches("links", links, corpus.documents["doc_id"].dtype) == []
    assert links["link_no"].to_list() == [1, 2]
    assert set(links["status"]) == {"proposed"}


def test_one_sentence_meets_several(make):
    corpus = make(
        {
            "a": "They will reduce carbon emissions quickly, train many young teachers, and repair "
            "old stone bridges.",
            "b": "Carbon emissions are to be reduced quickly. Weather was fine all week. Many young "
            "teachers will be trained. Old stone bridges will be repaired.",
        }
    )
    assert pairs(align(space(corpus), "a", "b", 0.01)) == [(1, 1), (1, 3), (1, 4)]
    assert pairs(align(space(corpus), "b", "a", 0.01)) == [(1, 1), (3, 1), (4, 1)]


def test_below_the_threshold_there_is_no_counterpart(make):
    corpus = make({"a": "Cats sleep long at home.", "b": "Cats hunt birds in gardens."})
    assert align(space(corpus), "a", "b").is_empty()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(text, text)
def test_symmetric_and_deterministic(make, one, other):
    corpus = make({"a": one, "b": other})
    weighed = space(corpus)
    there = align(weighed, "a", "b", 0.05)
    back = align(weighed, "b", "a", 0.05)
    key = ["left_unit_no", "right_unit_no", "score", "mutual"]
    turned = ["right_unit_no", "left_unit_no", "score", "mutual"]
    assert sorted(there.select(key).rows()) == sorted(back.select(turned).rows())
    assert align(space(corpus), "a", "b", 0.05).equals(there)


def test_identical_documents_meet_in_order(make):
    text = "We plant young trees. We clean wide rivers. We open small schools."
    links = align(space(make({"a": text, "b": text, "c": "Rain fell."})), "a", "b", 0.01)
    assert pairs(links) == [(1, 1), (2, 2), (3, 3)]


def test_a_document_without_a_body(make):
    corpus = make({"a": "We plant young trees.", "b": "No stop here"})
    assert corpus.documents.filter(doc_id="b")["n_words"].item() == 0
    assert align(space(corpus), "a", "b").is_empty()


def test_sentences_of_four_hundred_words(make):
    long = " ".join(f"{WORDS[n % 12]}{n % 80}" for n in range(400)).capitalize()
    corpus = make({"a": f"{long}.", "b": f"Before it all came rain. {long}. After it came sun."})
    assert pairs(align(space(corpus), "a", "b", 0.01)) == [(1, 2)]


def test_one_document_against_several(make):
    corpus = make(
        {"a": "We plant young trees.", "b": "Young trees we plant.", "c": "They plant young trees."}
    )
    links = align(space(corpus, recipe=Recipe(shrink=0)), "a", ["b", "c"], 0.01)
    assert links.select("right_id", "link_no").rows() == [("b", 1), ("c", 1)]


@pytest.mark.parametrize(
    ("left", "right", "threshold", "message"),
    [
        ("vov-2025", "vov-2024", None, "Unknown document 'vov-2024'; choose tass-2021"),
        ("vov-2025", "vov-2025", None, "cannot be aligned with itself"),
        ("vov-2025", "vgp-2025", 0, "The threshold is 0; it must lie above 0 and up to 1."),
        ("vov-2025", "vgp-2025", "high", "The threshold is 'high'"),
        ("vov-2025", "vgp-2025", True, "The threshold is True"),
    ],
)
def test_bad_input(spaces, left, right, threshold, message):
    with pytest.raises(WorkbenchError, match=message):
        align(spaces["sentence"], left, right, threshold)


def provisions(links, para_no):
    return set(links.filter(left_para_no=para_no)["right_provision"])


@pytest.mark.parametrize("unit", ["sentence", "clause", "provision"])
def test_one_sentence_of_the_digest_merges_four_points(spaces, unit):
    links = align(spaces[unit], "vov-2025", "vgp-2025")
    assert provisions(links, 8) >= {"21", "23", "24", "25"}
    assert provisions(links, 11) == {"32"}


def test_free_trade_is_not_the_contact_of_three_organisations(spaces):
    links = align(spaces["sentence"], "tass-2021", "tass-2024")
    assert links.filter(left_para_no=12, right_para_no=27).is_empty()
    assert links.filter(left_para_no=15, right_para_no=27).height == 1
    links = align(spaces["sentence"], "tass-2024", "vgp-2025")
    assert provisions(links, 29) == {"32"}
    links = align(spaces["sentence"], "tass-2021", "vgp-2025")
    assert "30" not in provisions(links, 12)


def test_the_text_of_a_link_is_the_text_at_its_offsets(corpus, spaces):
    links = align(spaces["provision"], "vov-2025", "vgp-2025")
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for row in links.iter_rows(named=True):
        for side in ("left", "right"):
            start, end = row[f"{side}_start"], row[f"{side}_end"]
            assert texts[row[f"{side}_id"]][start:end] == row[f"{side}_text"]
    assert links["score"].is_between(0, 1).all()
    assert links["left_id"].dtype == corpus.documents["doc_id"].dtype
    assert isinstance(links.schema["status"], pl.Enum)
