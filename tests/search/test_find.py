import re
import time

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.made import cases
from tests.search.conftest import FORMS
from workbench.errors import WorkbenchError
from workbench.search.query import apart, read_query

CASES = cases(__file__)

WORDS = ("sea", "Sea", "sea’s", "east", "Viet Nam", "Vietnam", "Việt Nam", "naïve", "U.N.", "UN")


@pytest.mark.parametrize(("text", "understood"), CASES["understood"])
def test_a_query_says_how_it_was_understood(text, understood):
    assert str(read_query(text, FORMS)) == f"{understood} (whole words)"


def test_the_choices_are_said():
    assert str(read_query("sea", {}, parts=True)) == "*sea* (parts of words too)"
    assert str(read_query("a|b", {}, regex=True)) == "the regular expression a|b"


def test_of_many_spellings_three_are_told():
    many = dict.fromkeys(("x", "xx", "xxx", "xxxx", "xxxxx"), "x")
    assert str(read_query("xx", many)).startswith("(x, xx, xxx and 2 more)")


@pytest.mark.parametrize("text", ["", "  ", "*", " ** ", "sea |", "| sea", "?!", "… *", '""'])
def test_a_query_without_a_word(text):
    with pytest.raises(WorkbenchError, match="lacks a word to look for"):
        read_query(text, FORMS)


@pytest.mark.parametrize(("pattern", "reason"), CASES["refused"])
def test_an_expression_that_cannot_be_used_gets_one_sentence(pattern, reason):
    with pytest.raises(WorkbenchError, match=reason) as caught:
        read_query(pattern, {}, regex=True)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("regex", [True, False])
def test_a_query_longer_than_a_reader_could_check(regex):
    with pytest.raises(WorkbenchError, match="the longest allowed has 2,000"):
        read_query("x" * 2_001, {}, regex=regex)


@pytest.mark.parametrize(("text", "query", "matches"), CASES["matches"])
def test_matches(found, text, query, matches):
    assert found(text, query) == matches


@pytest.mark.parametrize(("text", "query", "choices", "matches"), CASES["choices"])
def test_matches_by_choice(found, text, query, choices, matches):
    assert found(text, query, **choices) == matches


def test_an_expression_does_not_leave_its_paragraph(found):
    assert found("They met.\nThey left.", r"met\.\s+They", regex=True) == []


def test_the_number_of_a_point_is_no_word_of_the_body(found):
    assert found("14. The 14 points of 2024.", "14") == ["14"]
    assert found("14. The 14 points.", "^The 14", regex=True) == ["The 14"]


def test_what_is_cut_is_not_searched(found):
    assert found("They met.\nBuy tea today.", "tea") == []
    assert found("They met.\nBuy tea today.", "tea", regex=True) == []


def test_of_overlapping_runs_the_leftmost_counts_and_then_the_longest():
    spans = pl.DataFrame({"begin": [3, 0, 0, 9, 5], "end": [6, 2, 5, 10, 7]})
    assert apart(spans).rows() == [(0, 5), (5, 7), (9, 10)]


@given(
    st.lists(st.sampled_from((*WORDS, ". ", "; ", "—", "…", "the")), min_size=1, max_size=20),
    st.sampled_from(WORDS),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_word_is_found_wherever_a_token_has_it(search_of, pieces, word):
    """Count by the tokens of the corpus, which know nothing of queries."""
    search = search_of(" ".join(["They met.", *pieces]))
    places = search.find(word)
    joined = {"Việt Nam": "vietnam", "Viet Nam": "vietnam", "U.N.": "un", "naïve": "naive"}.get(
        word, word.lower().replace("’s", "")
    )
    heads = search.corpus.tokens.filter(pl.col("word") == joined)
    assert places["start"].to_list() == heads["start"].to_list()


def test_an_expression_that_runs_away_elsewhere_takes_its_time_here(found):
    begun = time.perf_counter()
    assert found("a" * 100_000 + "!", "(a|a)*(a|a)*b", regex=True) == []
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("query", "doc_id", "n"),
    [
        ("East Sea", "vgp-2025", 2),
        ("East Sea", "vov-2025", 1),
        ("East Sea", "investor-2024", 3),
        ("East Sea", "tass-2021", 0),
        ("East Sea", "tass-2024", 0),
        ("East Jerusalem", "tass-2024", 1),
        ("South China Sea", "investor-2024", 1),
    ],
)
def test_known_places(search, query, doc_id, n):
    assert search.find(query).filter(doc_id=doc_id).height == n


def test_a_second_way_to_count(corpus, search):
    """A wildcard, counted with plain Python on the printed text."""
    body = corpus.paragraphs.filter(zone="body")["text"].str.join(" ").item()
    n = len(re.findall(r"\bnegotiat\w*", body, re.IGNORECASE))
    assert search.find("negotiat*").height == n == 8
    assert search.find(r"negotiat\w*", regex=True).height == n


def test_a_query_is_searched_once(search, monkeypatch):
    first = search.find("East Sea")
    monkeypatch.setattr("workbench.search.study.matches", pytest.fail)
    assert search.find("East Sea") is first


def test_an_unknown_zone_gets_one_sentence(search):
    with pytest.raises(WorkbenchError, match="Unknown zone 'title'; choose body or all"):
        search.find("sea", "title")
