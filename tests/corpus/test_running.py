import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.made import VARIANTS, frames
from workbench.corpus.running import PART, folded, places, running


def test_case_hyphens_possessives_and_variants_do_not_matter():
    texts = ["The Viet Nam-Russia ties", "the VIETNAM Russia ties", "Vietnam’s defense"]
    assert folded(texts, VARIANTS).to_list() == [
        "the vietnam russia ties",
        "the vietnam russia ties",
        "vietnam defence",
    ]


def test_a_text_without_words_is_empty_and_keeps_its_place():
    assert folded(["", "…", "sea"], {}).to_list() == ["", "", "sea"]


def test_a_joined_word_reaches_to_its_last_printed_word():
    made = frames("They met in Viet Nam today. They left.")
    text = running(made["tokens"], ("doc_id", "sent_no"))
    assert text.stretches["text"].to_list() == ["they met in vietnam today", "they left"]
    source = made["documents"]["text"][0]
    spans = text.words.select("start", "end").rows()
    assert [source[a:b] for a, b in spans][3:5] == ["Viet Nam", "today"]


def test_stretches_follow_one_another_in_one_line_of_places():
    made = frames("They met. They left.")
    text = running(made["tokens"], ("doc_id", "sent_no"))
    assert text.stretches["base"].to_list() == [0, len("they met ")]
    assert text.words["at"].to_list() == [0, 5, 9, 14]


def test_places_are_whole_words():
    assert places(pl.Series(["oil spoils soil oil"]), ["oil"]).rows() == [
        (0, 0, 0, 3),
        (0, 0, 16, 19),
    ]


def test_places_next_to_each_other_are_both_found():
    assert places(pl.Series(["oil oil"]), ["oil"]).height == 2


def test_no_text_and_no_pattern():
    assert places(pl.Series([], dtype=pl.String), ["oil"]).is_empty()
    assert places(pl.Series(["oil"]), []).is_empty()


def test_parts_do_not_change_what_is_found():
    texts = pl.Series(["oil and gas " * 10] * (PART // 100))
    found = places(texts, ["gas", "oil"])
    assert found.group_by("number").len()["len"].to_list() == [len(texts) * 10] * 2
    assert found["row"].n_unique() == len(texts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["oil", "gas", "sea", "é"]), max_size=6), max_size=5))
def test_every_place_holds_the_pattern_and_none_is_left_out(sentences):
    texts = pl.Series([" ".join(words) for words in sentences], dtype=pl.String)
    found = places(texts, ["oil|é"])
    assert all(texts[row][first:last] in ("oil", "é") for _, row, first, last in found.iter_rows())
    assert found.height == sum(word in ("oil", "é") for words in sentences for word in words)
