import copy

import pytest

import workbench
from tests.corpus.made import VARIANTS
from workbench.corpus.check import check
from workbench.corpus.topics import parse, read_topics
from workbench.errors import WorkbenchError

RULE = {"rule": "sea", "pattern": "seas?", "example": "the sea", "near_miss": "to see"}
TOPIC = {"topic": "sea", "label": "Sea", "question": "How much?", "definition": "Water."}
BOOK = {
    "codebook": {"name": "small", "about": "A test", "negators": ["not"]},
    "topic": [TOPIC | {"rule": [RULE]}],
}


def book(**changes):
    return copy.deepcopy(BOOK) | changes


def with_rules(*rules):
    return book(topic=[TOPIC | {"rule": list(rules)}])


def test_a_codebook_as_frames():
    made = parse(book(), "f", VARIANTS)
    assert made.topics.row(0) == ("sea", "Sea", "How much?", "Water.")
    assert made.rules.row(0) == ("sea", "sea", "text", "seas?", "", "", "the sea", "to see")
    assert (made.name, made.negators, made.notices) == ("small", ("not",), ())


def test_examples_are_folded_as_the_corpus_is():
    rule = RULE | {"pattern": "vietnam defence", "example": "Viet Nam’s defense"}
    assert parse(with_rules(rule), "f", VARIANTS).rules.height == 1


def test_rules_that_meet_are_reported():
    other = {"rule": "salt", "pattern": "sea", "example": "sea salt", "near_miss": "salt"}
    made = parse(with_rules(RULE, other), "f", {})
    assert made.notices == (
        "f: rule 'sea' of sea also matches the example of 'salt' of sea.",
        "f: rule 'salt' of sea also matches the example of 'sea' of sea.",
    )


def test_a_heading_rule_does_not_meet_a_rule_for_text():
    other = RULE | {"rule": "head", "scope": "heading"}
    assert parse(with_rules(RULE, other), "f", {}).notices == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, r"f: must hold \[codebook\] and \[\[topic\]\] tables"),
        (book(more=1), "f: must hold"),
        (book(topic=[]), "f: the codebook is empty"),
        (book(topic={}), "f: the codebook is empty"),
        (book(codebook={"name": "x"}), "needs about, name, negators"),
        (book(codebook=BOOK["codebook"] | {"negators": "not"}), "negators must be a list"),
        (book(topic=["sea"]), "topic 1: needs topic, label, question, definition"),
        (book(topic=[TOPIC]), "topic 1: needs"),
        (book(topic=[TOPIC | {"rule": [RULE], "label": ""}]), "must be text, rule a list"),
        (with_rules(), r"topic 1 \(sea\): has no rule"),
        (with_rules(RULE | {"patern": "x"}), "rule 1: needs example, near_miss, pattern, rule;"),
        (with_rules({k: v for k, v in RULE.items() if k != "example"}), "rule 1: needs example"),
        (with_rules(RULE | {"pattern": 3}), "every key must be text"),
        (with_rules(RULE | {"scope": "title"}), "'title' is not one of text, heading"),
        (
            with_rules(RULE | {"pattern": "(sea"}),
            r"rule 1 \(sea\), pattern: '\(sea' is not a valid",
        ),
        (with_rules(RULE | {"exclude": "(?!x)"}), r"\(sea\), exclude: .*look-around"),
        (with_rules(RULE, RULE), "the rule 'sea' is there twice"),
        (book(topic=BOOK["topic"] * 2), "the topic 'sea' is there twice"),
        (
            with_rules(RULE | {"example": "a lake"}),
            "'sea' of sea .number 1. does not match its example 'a lake'",
        ),
        (with_rules(RULE | {"near_miss": "two seas"}), "matches its near miss 'two seas'"),
    ],
)
def test_bad_codebooks_get_one_sentence(content, message):
    with pytest.raises(WorkbenchError, match=message) as caught:
        parse(content, "f", {})
    assert "\n" not in str(caught.value)


def test_the_shipped_codebook():
    made = read_topics(workbench.load().folder)
    assert made.topics.height == 12
    assert set(made.rules["scope"]) == {"text", "heading"}
    assert made.rules.filter(scope="heading")["topic"].n_unique() == 12


def test_an_empty_file(tmp_path):
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "topics.toml").write_text("")
    with pytest.raises(WorkbenchError, match=r"codebook/topics.toml: the file is empty"):
        read_topics(tmp_path)


def test_the_check_reads_the_codebook_of_topics(small):
    (small / "codebook" / "topics.toml").write_text("x = 1")
    assert check(small) == [
        "small/codebook/topics.toml: must hold [codebook] and [[topic]] tables, and no more."
    ]
