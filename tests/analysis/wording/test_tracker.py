import pytest

from workbench.analysis.wording.tracker import answer, nearest, spread, track
from workbench.errors import WorkbenchError

TEXTS = {
    "a": 'It is "not directed against third countries" now. It aims at peace. Third way.',
    "b": "It does not aim at any third country. The Viet Nam plan holds.",
    "c": "Nothing of it here.",
}


@pytest.fixture(scope="module")
def small(make):
    return make(TEXTS, genre=["digest", "digest", "statement"])


@pytest.mark.parametrize(
    ("phrase", "texts"),
    [
        ("third countr*", ["third countries", "third country"]),
        ("not directed ** countries", ["not directed against third countries"]),
        ("aim* at * third | directed against", ["directed against", "aim at any third"]),
        ("aim…", ["aim at"]),
        ("aims at ** third", []),
        ("vietnam plan", ["Viet Nam plan"]),
    ],
)
def test_matches(small, phrase, texts):
    assert track(small, phrase)["text"].to_list() == texts


def test_a_name_is_found_under_every_spelling_that_is_printed(make):
    corpus = make({"a": "They met in Viet Nam. Then Vietnam agreed."})
    assert track(corpus, "vietnam")["text"].to_list() == ["Viet Nam", "Vietnam"]
    assert track(corpus, "Viet Nam").equals(track(corpus, "vietnam"))
    assert set(track(corpus, "vietnam")["variant"]) == {"vietnam"}


def test_words_inside_a_joined_name_are_found_and_told_as_they_are(make):
    rows = track(make({"a": "They met at the United Nations then."}), "nations then")
    assert rows.select("text", "variant").rows() == [("Nations then", "nations then")]


def test_voice_and_silence(small):
    hits = track(small, "third countr*")
    assert hits["voice"].to_list() == ["quoted", "reported"]
    rows = spread(hits, small.documents).select("doc_id", "n", "n_quoted", "status").rows()
    assert rows == [("a", 1, 1, "found"), ("b", 1, 0, "found"), ("c", 0, 0, "not in the statement")]


def test_no_match_says_what_is_near(small):
    hits, near = track(small, "third county"), nearest(small, "third county")
    assert hits.is_empty()
    assert near["variant"][0] == "third country"
    assert answer(hits, near, "third county").startswith("No match for “third county”; near it:")
    assert answer(track(small, "peace"), near, "peace") == "1 match for “peace” in 1 document."


@pytest.mark.parametrize("phrase", ["", " * ", "a | ** "])
def test_a_phrase_without_words(small, phrase):
    with pytest.raises(WorkbenchError, match="holds no word to look for"):
        track(small, phrase)


def test_formula_on_the_corpus(corpus):
    hits = track(corpus, "not ** against … third * | not aim* ** third *")
    assert hits["doc_id"].n_unique() >= 3
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for doc_id, start, end, text in hits.select("doc_id", "start", "end", "text").iter_rows():
        assert texts[doc_id][start:end] == text
    assert track(corpus, "comprehensive strategic partnership").height == 22
