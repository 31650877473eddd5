"""From rules to places: running text, what a pattern finds, and what becomes a mention."""

from itertools import count

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbench as wb
from tests.made import HEAD, VARIANTS, book_of, cases, frames, made_corpus, rule, small_book, topic
from workbench import schema
from workbench.corpus.codebooks import Anchor, Head, Rule, codebook_of, read_topics
from workbench.corpus.match import (
    LONGEST_PATTERN,
    folded,
    folded_patterns,
    hits,
    mentions,
    places,
    rule_hits,
    running,
    usable,
    voiced,
    whole_words,
)
from workbench.errors import WorkbenchError

CASES = cases(__file__)

FEW = settings(max_examples=60, deadline=None)
SEA = "They saw the sea frost near a fire in the old harbour, they all said."


def test_case_hyphens_possessives_accents_and_variants_do_not_matter():
    texts = ["The Viet Nam-Russia ties", "the VIỆT NAM Russia ties", "Vietnam’s defense"]
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


@pytest.mark.parametrize(("pattern", "text", "found"), CASES["whole_words"])
def test_whole_words_end_at_a_border_or_at_a_sign_of_their_own(pattern, text, found):
    assert pl.Series([text]).str.extract_all(whole_words(pattern)).to_list() == [found]


def test_no_text_and_no_pattern():
    assert places(pl.Series([], dtype=pl.String), ["oil"]).is_empty()
    assert places(pl.Series(["oil"]), []).is_empty()


@FEW
@given(st.lists(st.lists(st.sampled_from(["oil", "gas", "sea", "é"]), max_size=6), max_size=5))
def test_every_place_holds_the_pattern_and_none_is_left_out(sentences):
    texts = pl.Series([" ".join(words) for words in sentences], dtype=pl.String)
    found = places(texts, ["oil|é"])
    assert all(texts[row][first:last] in ("oil", "é") for _, row, first, last in found.iter_rows())
    assert found.height == sum(word in ("oil", "é") for words in sentences for word in words)


def matched(text, pattern, include="", exclude=""):
    rules = pl.DataFrame({"pattern": [pattern], "include": [include], "exclude": [exclude]})
    return [[a, b] for _, _, a, b in rule_hits(pl.Series([text]), rules).iter_rows()]


@pytest.mark.parametrize(("text", "include", "exclude", "found"), CASES["include_exclude"])
def test_include_must_be_there_and_exclude_must_not_touch(text, include, exclude, found):
    assert matched(text, "gas", include, exclude) == found


def test_rules_keep_apart():
    rules = pl.DataFrame(
        {
            "pattern": ["gas", "gas", "sea"],
            "include": ["", "oil", ""],
            "exclude": ["tear gas", "", ""],
        }
    )
    found = rule_hits(pl.Series(["tear gas at sea"]), rules)
    assert found.select("number", "first").rows() == [(2, 12)]


def test_no_pattern_runs_away():
    # With backtracking this would take longer than the universe has lasted.
    assert matched("a" * 5_000, "(?:a+)+b") == []


REFUSED = [
    ("(a", "not a valid pattern .unclosed group"),
    ("(?=a)b", "look-around"),
    (r"(a)\1", "backreferences are not supported"),
    ("(?:a{1000}){1000}", "too large to be built"),
    (r"\d+%", "can never match: .* without signs, and '%' is in none"),
    (r"\$5 billion", r"can never match: .* and '\$' is in none"),
    (r"\p{Lu}\w+", "can never match: .* lower case"),
    ("[A-Z]{3}", r"can never match: .* lower case, .* '\[A-Z\]' is in none \(\\w is any letter\)"),
    ("[A-Z]+ship", r"can never match: .* '\[A-Z\]' is in none"),
    ("[[:upper:]]+ship", "can never match: .* lower case"),
    (r"[\p{Lu}]+", "can never match: .* lower case"),
    (r"the [\dА-Я]+", r"can never match: .*А-Я\]' is in none"),
    ("a*", "matches where there is no word"),
    ("x|", "matches where there is no word"),
    ("a" * (LONGEST_PATTERN + 1), "2,001 characters; the longest allowed"),
]


@pytest.mark.parametrize(("pattern", "message"), REFUSED)
def test_patterns_that_are_refused(pattern, message):
    with pytest.raises(WorkbenchError, match=message) as caught:
        usable(pattern, "here")
    assert str(caught.value).startswith("here: ")
    assert "\n" not in str(caught.value)


#: A pattern, and texts in which it must be found, whatever it spells out.
SPELT = CASES["spelt"]


@pytest.mark.parametrize(("pattern", "texts"), SPELT.values(), ids=SPELT)
def test_what_a_pattern_spells_out_is_folded_as_the_text_is(pattern, texts):
    usable(pattern, "here")
    (found,) = folded_patterns([pattern], VARIANTS)
    for text in folded(texts, VARIANTS):
        assert matched(text, found), f"{found} in {text}"


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in SPELT.values()])
def test_a_folded_pattern_stays_as_it_is(pattern):
    once = folded_patterns([pattern], VARIANTS)
    assert folded_patterns(once, VARIANTS) == once


@pytest.mark.parametrize(
    "pattern", ["", r"\p{L}+ships?", r"\S+ sea", r"\w+ [a-z]{2,}", r"\bun\b", "(?:a+)+b", "^in|on$", "(?i)sea"]
)  # fmt: skip
def test_operators_are_left_alone(pattern):
    assert folded_patterns([pattern], VARIANTS) == [pattern]


LENDING = (
    topic("sea", rule("heading: sea", "sea", "Of the sea", scope="heading")),
    topic("fire", rule("fire", "fires?", "a fire")),
)


@pytest.fixture(scope="module")
def small():
    return small_book()


@pytest.fixture
def make(tmp_path):
    numbers = count()

    def corpus_of(texts, **facts):
        return wb.load(made_corpus(tmp_path / f"made{next(numbers)}", texts, **facts))

    return corpus_of


@pytest.fixture(scope="module")
def book(corpus):
    return read_topics(corpus.folder)


@pytest.fixture(scope="module")
def found(corpus, book):
    return mentions(corpus, book)


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


UNDER = "Of the sea\n\nThey met.\n\nThey met at a fire.\n\nThey met at sea.\n"


def test_a_heading_lends_nothing_where_a_rule_of_another_topic_matches(make, small):
    corpus = make({"a": UNDER})
    rows = mentions(corpus, small).select("para_no", "topic", "scope").rows()
    assert rows == [
        (2, "sea", "heading"),
        (3, "fire", "text"),
        (4, "sea", "text"),
        (4, "sea", "heading"),
    ]
    assert hits(corpus, small).filter(scope="heading")["para_no"].to_list() == [2, 4]


def test_terms_of_one_matter_do_not_drive_out_each_other(make):
    entries = [Anchor(one["topic"], [Rule(**rule) for rule in one["rule"]]) for one in LENDING]
    lent = mentions(make({"a": UNDER}), codebook_of(Head(**HEAD), entries, "f", {}))
    assert lent.filter(scope="heading")["para_no"].to_list() == [2, 3, 4]


def test_the_voice(make, small):
    text = "They said: “The sea is wide.” They said that a fire burns.\n"
    rows = {}
    for genre in ("digest", "statement"):
        rows[genre] = mentions(make({"a": text}, genre=genre), small)["voice"].to_list()
    assert rows == {"digest": ["quoted", "reported"], "statement": ["stated", "stated"]}


def test_a_mark_without_a_partner_quotes_nothing(make, small):
    corpus = make({"a": "They said: “The sea is wide and the fire burns, they all say now."})
    assert set(mentions(corpus, small)["voice"]) == {"reported"}


def test_a_quotation_inside_another_ends_nothing(make, small):
    corpus = make({"a": "They said: «The “old” sea is wide», and a fire burns, they all say now."})
    assert mentions(corpus, small)["voice"].to_list() == ["quoted", "reported"]


@pytest.mark.parametrize(("text", "negation"), CASES["negations"])
def test_the_negating_word_before_a_mention_in_its_clause(make, small, text, negation):
    assert mentions(make({"a": text}), small)["negation"].to_list() == [negation]


def test_spelling_does_not_matter_and_the_match_is_as_printed(make):
    book = book_of(
        topic("land", rule("land", "in viet nam today", "in Viet Nam today")),
        variants={"Viet Nam": "vietnam"},
    )
    corpus = make({"a": "They met in Viet Nam today. They met in Việt\u00a0Nam to\u00adday."})
    printed = [("in Viet Nam today",), ("in Việt\u00a0Nam to\u00adday",)]
    assert matches(corpus, book, "match") == printed


def test_a_text_without_mentions_gives_no_row(make, small):
    rows = mentions(make({"a": "They met."}), small)
    assert rows.is_empty()
    assert rows.schema == schema.dtypes("mentions")


def test_mentions_are_in_the_order_of_the_manifest(make, small):
    corpus = make({"z": "A fire burns.", "a": "The fire burns.", "m": "That fire burns."})
    assert mentions(corpus, small)["doc_id"].to_list() == ["z", "a", "m"]


def test_every_shipped_mention_is_where_it_says(corpus, found):
    rows = found.join(corpus.documents.select("doc_id", "text"), on="doc_id")
    size = pl.col("end") - pl.col("start")
    wrong = rows.filter(pl.col("text").str.slice(pl.col("start"), size) != pl.col("match"))
    assert wrong.is_empty()
    assert not found.select(schema.FRAMES["mentions"].key).is_duplicated().any()


@pytest.mark.parametrize(("match", "topic", "there"), CASES["traps"])
def test_the_known_traps(found, match, topic, there):
    # tass-2021, line 35 speaks of nuclear weapons; vgp-2025 of a summit, two spaces and terror
    rows = found.filter((pl.col("doc_id") != "tass-2021") | (pl.col("para_no") == 35))
    rows = rows.filter((pl.col("match") == match) & (pl.col("topic") == topic))
    if match.lower() == "nuclear":
        rows = rows.filter(pl.col("para_no") == 35)
    assert (rows.height > 0) == there


def test_only_what_is_about_information_is_coded_so(found):
    rows = found.filter(doc_id="tass-2021", topic="information")
    assert rows["para_no"].unique().sort().to_list() == [14, 19, 29, 30, 31, 32]


def test_negations_are_visible_in_the_shipped_corpus(found):
    rows = found.filter(doc_id="vgp-2025", match="sanctions")
    assert set(rows["negation"]) == {"not"}
    rows = found.filter(doc_id="tass-2024", match="third countries")
    assert set(rows["negation"]) == {"not"}


def test_a_second_way_to_count(corpus, found):
    """Ukraine, counted with plain Python on the printed text."""
    body = corpus.paragraphs.filter(zone="body")["text"].str.join(" ").item()
    words = body.replace("-", " ").replace("(", " ").replace(")", " ").lower().split()
    n = sum(word.strip(".,;:'’\"”“").startswith("ukrain") for word in words)
    assert found.filter(topic="ukraine", scope="text").height == n > 0


def test_parts_do_not_change_what_is_found(corpus, book, found, monkeypatch):
    whole = type(corpus).parts
    monkeypatch.setattr(type(corpus), "parts", lambda corpus: whole(corpus, at_once=900))
    said = []
    assert mentions(corpus, book, lambda *done: said.append(done)).equals(found)
    assert len(said) > 2
    assert said[-1] == (5, 5)


DOCUMENTS = pl.DataFrame({"doc_id": ["a", "b"], "genre": ["digest", "statement"]})
PLACE = ["doc_id", "para_no", "start", "end"]
QUOTES = pl.DataFrame(
    [
        ("a", 1, 10, 20, True),
        ("a", 1, 30, 31, False),
        ("a", 2, 40, 50, True),
        ("a", 3, 10, 90, True),
        ("a", 3, 20, 30, True),
        ("b", 1, 10, 20, True),
    ],
    schema=[*PLACE, "balanced"],
    orient="row",
)


@pytest.mark.parametrize(("place", "voice"), CASES["voices"])
def test_voices(place, voice):
    rows = pl.DataFrame([place], schema=PLACE, orient="row")
    assert voiced(rows, DOCUMENTS, QUOTES)["voice"].to_list() == [voice]


def test_the_order_of_rows_is_kept():
    rows = [("a", 2, 41, 42), ("b", 1, 1, 2), ("a", 1, 12, 15), ("a", 1, 1, 2)]
    shown = voiced(pl.DataFrame(rows, schema=PLACE, orient="row"), DOCUMENTS, QUOTES)
    assert shown.drop("voice").rows() == rows
    assert shown["voice"].to_list() == ["quoted", "stated", "quoted", "reported"]
