import sys

import polars as pl
import pytest

from tests.analysis.emphasis.conftest import book_of, rule, topic
from workbench.analysis.emphasis import hits, mentions
from workbench.schemas import mismatches

SEA = "They saw the sea frost near a fire in the old harbour, they all said."


def matches(corpus, book, *columns):
    return mentions(corpus, book).select(*(columns or ("topic", "match"))).rows()


def test_overlapping_matches_of_a_topic_are_one_mention_under_the_longest_rule(make, small):
    corpus = make({"a": SEA})
    assert hits(corpus, small).height == 4
    assert matches(corpus, small, "topic", "rule", "match") == [
        ("sea", "sea frost", "the sea frost"),
        ("fire", "fire", "fire"),
    ]


def test_matches_of_different_topics_do_not_touch_each_other(make):
    book = book_of(
        topic("sea", rule("sea", "sea", "sea")),
        topic("trade", rule("trade", "sea trade", "sea trade")),
    )
    corpus = make({"a": "They spoke at length of sea trade and of many other things."})
    assert matches(corpus, book) == [("sea", "sea"), ("trade", "sea trade")]


def test_no_match_runs_from_one_sentence_into_the_next(make):
    book = book_of(topic("sea", rule("ice", "sea frost", "sea frost")))
    corpus = make({"a": "They met in the harbour beside the old sea. Frost was near them then."})
    assert matches(corpus, book) == []


def test_a_heading_lends_its_topic_to_the_body_lines_under_it(make, small):
    text = (
        "Of fish\n\nThey met in the harbour.\n\nOf the sea\n\nThey met in the house.\n\n"
        "They met in the yard.\n\nOf fire\n\nThey met in the wood.\n"
    )
    rows = mentions(make({"a": text}), small)
    assert rows.select("para_no", "topic", "scope", "match", "voice").rows() == [
        (4, "sea", "heading", "sea", "reported"),
        (5, "sea", "heading", "sea", "reported"),
    ]
    assert rows["sent_no"].null_count() == 2


def test_the_voice(make, small):
    text = "They said: “The sea is wide.” They said that a fire burns.\n"
    rows = {}
    for genre in ("digest", "statement"):
        corpus = make({"a": text}, genre=[genre])
        rows[genre] = mentions(corpus, small)["voice"].to_list()
    assert rows == {"digest": ["quoted", "reported"], "statement": ["stated", "stated"]}


def test_a_mark_without_a_partner_quotes_nothing(make, small):
    corpus = make({"a": "They said: “The sea is wide and the fire burns, they all say now."})
    assert set(mentions(corpus, small)["voice"]) == {"reported"}


@pytest.mark.parametrize(
    ("text", "negation"),
    [
        ("They do not fear the fire that burns in the harbour.", "not"),
        ("They do not go; they fear the fire that burns there.", ""),
        ("They fear the fire and not the cold of the harbour.", ""),
        ("They do not go out in the very cold and long night to a fire.", ""),
        ("No fire burns there in the harbour of the old town.", "No"),
    ],
)
def test_the_negating_word_before_a_mention_in_its_clause(make, small, text, negation):
    assert mentions(make({"a": text}), small)["negation"].to_list() == [negation]


def test_variants_do_not_matter_and_the_match_is_as_printed(make):
    book = book_of(
        topic("land", rule("land", "in vietnam today", "in Viet Nam today")),
        variants={"Viet Nam": "vietnam"},
    )
    corpus = make({"a": "They met in Viet Nam today. They met in Vietnam today."})
    assert matches(corpus, book, "match") == [("in Viet Nam today",), ("in Vietnam today",)]


def test_a_text_without_mentions_gives_no_row(make, small):
    rows = mentions(make({"a": "They met."}), small)
    assert rows.is_empty()
    assert mismatches("mentions", rows, rows.schema["doc_id"]) == []


def test_every_shipped_mention_stands_where_it_says(corpus, found):
    rows = found.join(corpus.documents.select("doc_id", "text"), on="doc_id")
    size = pl.col("end") - pl.col("start")
    assert rows.filter(
        pl.col("text").str.slice(pl.col("start"), size) != pl.col("match")
    ).is_empty()
    assert mismatches("mentions", found, corpus.documents.schema["doc_id"]) == []


@pytest.mark.parametrize(
    ("match", "topic", "there"),
    [
        ("nuclear", "energy", False),
        ("Nuclear", "energy", False),
        ("East Jerusalem", "sea", False),
        ("East Asia Summit", "sea", False),
        ("East Asia Summit", "region", True),
        ("antiterrorism", "crime", True),
        ("information space", "information", True),
        ("outer space", "defence", True),
        ("outer space", "information", False),
    ],
)
def test_the_known_traps(found, match, topic, there):
    # tass-2021, line 35 speaks of nuclear weapons; vgp-2025 of a summit, two spaces and terror
    rows = found.filter((pl.col("doc_id") != "tass-2021") | (pl.col("para_no") == 35))
    rows = rows.filter((pl.col("match") == match) & (pl.col("topic") == topic))
    if match.lower() == "nuclear":
        rows = rows.filter(pl.col("para_no") == 35)
    assert (rows.height > 0) == there


def test_negations_stay_visible_in_the_shipped_corpus(found):
    rows = found.filter(doc_id="vgp-2025", match="sanctions")
    assert rows["negation"].to_list() == ["not"]
    rows = found.filter(doc_id="tass-2024", match="third countries")
    assert rows["negation"].to_list() == ["not"]


def test_a_second_way_to_count(corpus, found):
    """Ukraine and AI, counted with plain Python on the printed text."""
    body = corpus.paragraphs.filter(zone="body")["text"].str.join(" ").item()
    words = body.replace("-", " ").replace("(", " ").replace(")", " ").lower().split()
    n = sum(word.strip(".,;:'’\"”“").startswith("ukrain") for word in words)
    assert found.filter(topic="ukraine", scope="text").height == n
    n_ai = sum(word.strip(".,;") == "ai" for word in words)
    assert found.filter(rule="artificial intelligence").height >= n_ai - 1
    assert n_ai == 2


def test_parts_do_not_change_what_is_found(corpus, book, found, monkeypatch):
    module = sys.modules["workbench.analysis.emphasis.mentions"]
    assert len(list(module.parts(corpus))) == 1
    whole = module.parts
    monkeypatch.setattr(module, "parts", lambda corpus: whole(corpus, 900))
    said = []
    assert mentions(corpus, book, lambda *done: said.append(done)).equals(found)
    assert len(said) > 2
    assert said[-1] == (5, 5)
