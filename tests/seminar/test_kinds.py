"""What is said of a choice, a frame and a rule that are not right."""

import polars as pl

from workbench import seminar
from workbench.display import labels


def test_a_choice_says_how_many_do_not_belong_and_not_which(corpus):
    said = seminar.check(corpus, "lesson-3-a", ["tass-2021", "investor-2024", "vov-2025"]).text
    assert "2 of your 3 do not belong." in said
    assert "Something is missing." in said
    assert not any(name in said for name in labels(corpus.documents).values())


def test_a_frame_is_known_by_its_key_in_any_order_and_with_more_columns(corpus):
    body = corpus.paragraphs.filter(doc_id="investor-2024", zone="body")
    assert seminar.check(corpus, "lesson-1-e", body.reverse()).right
    assert seminar.check(corpus, "lesson-1-e", body.cast({"doc_id": pl.String})).right


def test_a_frame_with_rows_that_do_not_belong_is_shown_one(corpus):
    lines = corpus.paragraphs.filter(doc_id="investor-2024", zone="title")
    said = seminar.check(corpus, "lesson-1-e", lines).text
    assert "rows that do not belong, for example doc_id investor-2024, para_no 1." in said


def test_rows_that_are_missing_or_there_twice_are_said(corpus):
    body = corpus.paragraphs.filter(doc_id="investor-2024", zone="body")
    assert "Rows are missing." in seminar.check(corpus, "lesson-1-e", body.tail(2)).text
    twice = pl.concat([body, body.head(1)])
    assert "a row twice" in seminar.check(corpus, "lesson-1-e", twice).text


def test_a_rule_is_shown_a_sentence_that_does_not_belong(corpus):
    said = seminar.check(corpus, "lesson-3-d", "third|nuclear").text
    assert "Your rule matches in 12 sentences of the bodies." in said
    assert "One does not belong (TASS 2021, ¶ 17): “in this context" in said


def test_a_rule_that_finds_too_little_hears_that(corpus):
    said = seminar.check(corpus, "lesson-3-d", "third sides?").text
    assert "matches in 1 sentence of" in said
    assert "It misses sentences that belong." in said
