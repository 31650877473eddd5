import re
import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.concordance.conftest import corpus_of, found
from tests.corpus.made import VARIANTS
from tests.corpus.test_any_text import PIECES
from workbench.analysis.concordance import ask, find
from workbench.analysis.concordance.find import apart

WORDS = ("sea", "Sea", "sea’s", "east", "Viet Nam", "Vietnam", "İstanbul", "ὈΔΌΣ", "naïve", "U.S.")


@pytest.mark.parametrize(
    ("text", "query", "matches"),
    [
        # folded as tokens are
        ("The East Sea and the EAST-SEA.", "east sea", ["East Sea", "EAST-SEA"]),
        ("They spoke of East Jerusalem.", "east sea", []),
        ("The state’s aim, the state's aim.", "state's", ["state’s", "state's"]),
        ("The state’s aim.", "state", ["state’s"]),
        ("They don’t and don't.", "don't", ["don’t", "don't"]),
        ("They don’t and don't.", "don’t", ["don’t", "don't"]),
        ("The U.S. met us.", "u.s.", ["U.S."]),
        ("Seas and seaside.", "sea", []),
        # variants, and the words inside them
        ("Viet Nam and Vietnam’s.", "vietnam", ["Viet Nam", "Vietnam’s"]),
        ("Viet Nam and Vietnam.", "Viet Nam", ["Viet Nam", "Vietnam"]),
        ("Ha Noi, Viet-Nam.", "vietnam", ["Viet-Nam"]),
        ("Defense, defence.", "defence", ["Defense", "defence"]),
        ("The Eurasian Economic Union (EAEU).", "EAEU", ["Eurasian Economic Union (EAEU"]),
        ("The Eurasian Economic Union (EAEU).", "economic union", ["Economic Union"]),
        ("The Eurasian Economic Union.", "Union", ["Union"]),
        # wildcards
        ("They negotiate; negotiations go on.", "negotiat*", ["negotiate", "negotiations"]),
        ("International and national.", "*national", ["International", "national"]),
        ("Against any third country.", "any * country", ["any third country"]),
        ("Third countries.", "third *", ["Third countries"]),
        ("They met third.", "third *", []),
        ("not x third, not third.", "not ** third", ["not x third", "not third"]),
        ("not a b c d e third.", "not ** third", ["not a b c d e third"]),
        ("not a b c d e f third.", "not ** third", []),
        ("not a third and third.", "not … third", ["not a third"]),
        ("They aim at peace.", "aim…", ["aim at"]),
        # a match stays in its sentence
        ("They met. Again they met.", "met again", []),
        ("They met; again they met.", "met again", ["met; again"]),
        ("They did not go. Third came.", "not ** third", []),
        # alternatives: one place counts once, the longer match wins
        ("The South China Sea.", "China | South China Sea", ["South China Sea"]),
        ("East Sea, South China Sea.", "South China Sea|East Sea", ["East Sea", "South China Sea"]),
        ("The sea wall.", "sea | sea wall", ["sea wall"]),
        ("ha ha ha ha.", "ha ha", ["ha ha", "ha ha"]),
    ],
)
def test_matches(text, query, matches):
    assert found(text, query) == matches


@pytest.mark.parametrize(
    ("text", "query", "choices", "matches"),
    [
        ("Viet Nam, viet nam, Vietnam.", "Viet Nam", {"case": True}, ["Viet Nam"]),
        ("State’s, State.", "State", {"case": True}, ["State"]),
        ("State’s, state's.", "State's", {"case": True}, ["State’s"]),
        ("The COC and Coca.", "CO*", {"case": True}, ["COC"]),
        ("A nation, international.", "nation", {"whole": False}, ["nation", "international"]),
        ("The far-east seas.", "east sea", {"whole": False}, ["east seas"]),
        ("Feast at sea.", "east ** se", {"whole": False}, ["Feast at sea"]),
        ("They aimed at it.", "aim …", {"whole": False}, ["aimed at"]),
        ("Vietnamese, Viet Nam.", "vietnam", {"whole": False}, ["Vietnamese", "Viet Nam"]),
        ("Sea and SEA, seas.", "s.a", {"regex": True}, ["Sea", "SEA"]),
        ("Sea and SEA.", "SEA", {"regex": True, "case": True}, ["SEA"]),
        ("It met. It left.", r"met\. It", {"regex": True}, ["met. It"]),
        ("In the sea (DOC).", r"\(doc\)", {"regex": True, "whole": False}, ["(DOC)"]),
        ("In the sea (DOC).", r"\(doc\)", {"regex": True}, []),
        ("oil oil.", "^oil", {"regex": True}, ["oil"]),
        ("Hanoi.", "Ha Noi", {"regex": True}, []),
        ("aaa aaaa!", "(a+)+$", {"regex": True, "whole": False}, []),
        ("🤝 Việt sea.", "sea", {"regex": True}, ["sea"]),
    ],
)
def test_matches_by_choice(text, query, choices, matches):
    assert found(text, query, **choices) == matches


def test_an_expression_does_not_leave_its_paragraph():
    assert found("They met.\nThey left.", r"met\.\s+They", regex=True) == []


def test_the_number_of_a_point_is_no_word_of_the_body():
    assert found("14. The 14 points of 2024.", "14") == ["14"]
    assert found("14. The 14 points.", "^The 14", regex=True) == ["The 14"]


def test_what_is_cut_is_not_searched():
    assert found("They met.\nBuy tea today.", "tea") == []
    assert found("They met.\nBuy tea today.", "tea", regex=True) == []


def test_a_match_at_each_end_of_a_paragraph():
    assert found("“Sea after sea”.", "sea") == ["Sea", "sea"]


def test_of_overlapping_runs_the_leftmost_counts_and_then_the_longest():
    spans = pl.DataFrame({"begin": [3, 0, 0, 9, 5], "end": [6, 2, 5, 10, 7]})
    assert apart(spans).rows() == [(0, 5), (5, 7), (9, 10)]


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(PIECES)), min_size=1, max_size=20),
    st.sampled_from(WORDS),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_a_word_is_found_wherever_a_token_holds_it(pieces, word, case):
    """Count by the tokens of the corpus, which know nothing of queries."""
    corpus = corpus_of(" ".join(pieces))
    places = find(corpus, ask(word, VARIANTS, case=case))
    if case:
        alone = corpus.tokens.filter(
            pl.col("form").str.replace_all("’", "'") == word.replace("’", "'")
        )
        if " " not in word:
            assert places.select("start", "end").rows() == alone.select("start", "end").rows()
    else:
        joined = {"Viet Nam": "vietnam"}.get(word, word.lower().replace("’s", ""))
        heads = corpus.tokens.filter(pl.col("word") == joined)
        assert places["start"].to_list() == heads["start"].to_list()


@pytest.mark.parametrize(
    "query", ["third", "th*", "* third", "not ** third | any third", "Viet Nam"]
)
def test_a_line_of_100_000_characters_stays_quick(query):
    corpus = corpus_of("any third country of Viet Nam is not in it a third time " * 1_800)
    begun = time.perf_counter()
    assert find(corpus, ask(query, VARIANTS)).height >= 1_800
    assert time.perf_counter() - begun < 2


def test_an_expression_that_runs_away_elsewhere_takes_its_time_here():
    text = "a" * 100_000 + "!"
    begun = time.perf_counter()
    assert found(text, "(a|a)*(a|a)*b", regex=True) == []
    assert time.perf_counter() - begun < 2


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
def test_known_places(corpus, variants, query, doc_id, n):
    assert find(corpus, ask(query, variants)).filter(doc_id=doc_id).height == n


@pytest.mark.parametrize(
    ("query", "word"),
    [("Vietnam", "vietnam"), ("Ha Noi", "hanoi"), ("defense", "defence"), ("ASEAN", "asean")],
)
def test_a_name_is_found_as_often_as_the_corpus_joins_it(corpus, variants, query, word):
    places = find(corpus, ask(query, variants))
    assert places.height == corpus.tokens.filter(word=word).height


def test_a_second_way_to_count(corpus, variants):
    """A wildcard, counted with plain Python on the printed text."""
    body = corpus.paragraphs.filter(zone="body")["text"].str.join(" ").item()
    n = len(re.findall(r"\bnegotiat\w*", body, re.IGNORECASE))
    assert find(corpus, ask("negotiat*", variants)).height == n == 8
    assert find(corpus, ask(r"negotiat\w*", variants, regex=True)).height == n
