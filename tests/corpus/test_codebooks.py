"""Codebooks: what a file must hold, what is said of one that does not, and what comes of it."""

import copy
import datetime as dt
import shutil

import pytest

import workbench as wb
from tests.made import DATA, VARIANTS, cases, made_corpus
from workbench.corpus.books import convert, read_toml
from workbench.corpus.codebooks import (
    Anchor,
    Head,
    IssueBook,
    Rule,
    Term,
    codebook_of,
    issue_of,
    issues,
    parse,
    read_country_order,
    read_issue,
    read_operators,
    read_position_rules,
    read_topics,
    to_toml,
    with_rule,
    without_rule,
)
from workbench.corpus.match import mentions
from workbench.errors import WorkbenchError

CASES = cases(__file__)

RULE = {"rule": "sea", "pattern": "seas?", "example": "the sea", "near_miss": "to see"}
TOPIC = {"topic": "sea", "label": "Sea", "question": "How much?", "definition": "Water."}
LAKE = {"rule": "lake", "pattern": "lakes?", "example": "a lake", "near_miss": "lace"}
BOOK = {
    "codebook": {"name": "small", "about": "A test", "negators": ["not"]},
    "topic": [TOPIC | {"rule": [RULE]}],
}
TERM = {"term": "lake", "label": "Lake", "definition": "Water.", "rule": [LAKE]}
PACT = {"rule": "pact", "pattern": "lake pact", "example": "the Lake Pact", "near_miss": "a pack"}
ISSUE = {
    "issue": {
        "label": "the lake",
        "question": "What is said?",
        "about": "A test",
        "core": ["lake"],
        "names": {"Lake": ["lake"], "titles": ["pact"]},
        "titles": ["pact"],
        "negators": ["not"],
    },
    "term": [TERM, TERM | {"term": "pact", "rule": [PACT]}],
}


def book(**changes):
    return copy.deepcopy(BOOK) | changes


def with_rules(*rules):
    return book(topic=[TOPIC | {"rule": list(rules)}])


def test_a_codebook_as_frames():
    made = parse(book(), "f", VARIANTS)
    assert made.topics.row(0) == ("sea", "Sea", "How much?", "Water.")
    assert made.rules.row(0) == ("sea", "sea", "text", "seas?", "", "", "the sea", "to see")
    assert (made.name, made.negators) == ("small", ("not",))


def test_rules_and_examples_are_folded_as_the_corpus_is():
    rule = RULE | {"pattern": "Viet Nam defense|R&D", "example": "Việt Nam’s defence"}
    assert parse(with_rules(rule), "f", VARIANTS).rules["pattern"].item() == "vietnam defence|r d"


def without(table, key):
    return {name: value for name, value in table.items() if name != key}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, "f: the key codebook is missing; the keys are codebook, topic"),
        (book(topic=[]), "f: topic: must not be empty"),
        (book(codebook={"name": "x"}), "the key about is missing; the keys are name, about, negators"),
        (book(topic=[TOPIC]), "topic “sea”: the key rule is missing"),
        (book(topic=[TOPIC | {"rule": [RULE], "label": ""}]), "topic “sea”, label: must"),
        (with_rules(), "topic “sea”, rule: must not be empty"),
        (with_rules(RULE | {"patern": "x"}), "rule “sea”: unknown key patern; the keys are rule, pattern"),
        (with_rules(without(RULE, "example")), "rule “sea”: the key example is missing"),
        (with_rules(RULE | {"scope": "title"}), "'title' is not a choice; choose heading, text"),
        (with_rules(RULE | {"pattern": r"\d+% sea"}), "sea, pattern: .* can never match"),
        (with_rules(RULE | {"pattern": "seas?|;"}), "a part of 'seas.*;' can never match"),
        (with_rules(RULE | {"exclude": "(?!x)"}), "rule 'sea' of sea, exclude: .*look-around"),
        (with_rules(RULE, RULE), "the rule 'sea' is there twice"),
        (book(topic=BOOK["topic"] * 2), "the topic 'sea' is there twice"),
        (with_rules(RULE | {"example": "a lake"}), "'sea' of sea does not match its example 'a lake'"),
        (with_rules(RULE | {"near_miss": "two seas"}), "matches its near miss 'two seas'"),
    ],
)  # fmt: skip
def test_bad_codebooks_get_one_sentence(content, message):
    with pytest.raises(WorkbenchError, match=message) as caught:
        parse(content, "f", {})
    assert "\n" not in str(caught.value)


def test_the_shipped_codebook():
    made = read_topics(DATA)
    assert set(made.rules["scope"]) == {"text", "heading"}
    assert set(made.rules["topic"]) == set(made.topics["topic"])


def test_an_empty_file(tmp_path):
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "topics.toml").write_text("")
    with pytest.raises(WorkbenchError, match=r"codebook/topics.toml: the file is empty"):
        read_topics(tmp_path)


@pytest.fixture
def two():
    topics = [TOPIC | {"rule": [RULE]}, TOPIC | {"topic": "lake", "rule": [LAKE]}]
    return parse(book(topic=topics), "f", VARIANTS)


def test_a_changed_rule_keeps_what_is_not_changed(two):
    rules = with_rule(two, {"rule": "sea", "pattern": "Sea|viet nam"}).rules
    assert rules.select("rule", "pattern", "example").row(0) == ("sea", "sea|vietnam", "the sea")
    assert two.rules["pattern"][0] == "seas?"


def test_an_empty_text_takes_a_part_of_the_rule_away(two):
    more = with_rule(two, {"rule": "sea", "exclude": "dead sea"})
    assert with_rule(more, {"rule": "sea", "exclude": ""}).rules["exclude"][0] == ""


def test_a_new_rule_is_at_the_end_of_its_topic(two):
    new = {"rule": "ocean", "topic": "sea", "pattern": "oceans?"}
    new |= {"example": "an ocean", "near_miss": "motion"}
    assert with_rule(two, new).rules["rule"].to_list() == ["sea", "ocean", "lake"]


@pytest.mark.parametrize(("rule", "message"), CASES["bad_changes"])
def test_a_change_that_cannot_be_used(two, rule, message):
    with pytest.raises(WorkbenchError, match=message):
        with_rule(two, rule)


def test_a_topic_keeps_a_rule(two):
    with pytest.raises(WorkbenchError, match="The topic 'sea' would have no rule left"):
        without_rule(two, "sea")
    more = with_rule(two, RULE | {"rule": "ocean", "topic": "sea"})
    assert without_rule(more, "sea").rules["rule"].to_list() == ["ocean", "lake"]


def test_the_shipped_codebook_survives_being_written(tmp_path):
    shipped, file = read_topics(DATA), tmp_path / "t.toml"
    file.write_text(to_toml(shipped), "utf-8")
    again = parse(read_toml(file), "t", shipped.variants)
    assert again.rules.equals(shipped.rules)
    assert again.topics.equals(shipped.topics)
    assert (again.name, again.negators) == (shipped.name, shipped.negators)


def test_terms_are_topics_of_one_matter():
    pond, lake = Anchor("pond", [Rule(**RULE)]), convert(TERM, Term, "f")
    for one, row in (
        (pond, ("pond", "pond", "A test", "A test")),
        (lake, ("lake", "Lake", "A test", "Water.")),
    ):
        made = codebook_of(Head("x", "A test", []), [one], "f", {})
        assert made.topics.row(0) == row
        assert made.one_matter


def issue(term=None, **head):
    content = copy.deepcopy(ISSUE)
    content["issue"] |= head
    return content if term is None else content | {"term": term}


def read(content):
    return issue_of(convert(content, IssueBook, "f"), "lake", "f", {})


def test_an_issue_is_a_codebook_of_terms():
    made = read(issue())
    assert (made.issue, made.label, made.core) == ("lake", "the lake", ["lake"])
    assert made.names == {"Lake": ["lake"], "titles": ["pact"]}
    assert (made.titles, made.naming) == (["pact"], ("lake", "pact"))
    assert (made.names_note, made.dates) == ("", ())
    assert made.codebook.topics["topic"].to_list() == ["lake", "pact"]
    assert made.codebook.name == "lake"


def test_an_issue_may_have_days_and_a_note_on_its_names():
    day = {"day": dt.date(2022, 2, 24), "what": "The dam broke."}
    made = read(issue(names_note="Nobody says pond.") | {"date": [day]})
    assert made.names_note == "Nobody says pond."
    assert made.dates == ((dt.date(2022, 2, 24), "The dam broke."),)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, "f: the key issue is missing; the keys are issue, term, date"),
        (issue(term=[{"term": "x"}]), "term “x”: the key rule is missing"),
        (issue(core=["pond"]), "f: core: unknown term 'pond'; choose lake, pact"),
        (issue(names={}), "f: issue, names: "),
        (issue(names={"Lake": ["pond"]}), "f: names, Lake: unknown term 'pond'"),
        (issue(names={"A": ["lake"], "B": ["lake"]}), "'lake' counts for two names"),
        (issue(titles=["lakes"]), "f: titles: unknown term 'lakes'; choose lake, pact"),
        (issue() | {"date": [{"day": "soon", "what": "x"}]}, "f: date 1, day: "),
        (issue(term=[TERM | {"rule": [LAKE | {"near_miss": "a lake"}]}]), "matches its near miss"),
    ],
)
def test_bad_issue_codebooks_get_one_sentence(content, message):
    with pytest.raises(WorkbenchError, match=message) as caught:
        read(content)
    assert "\n" not in str(caught.value)


def test_an_unknown_issue_names_those_that_are_there(small):
    with pytest.raises(WorkbenchError) as caught:
        read_issue(DATA, "sea")
    assert str(caught.value) == "Unknown issue 'sea'; choose east-sea, nuclear-energy, ukraine."
    assert issues(small) == []
    with pytest.raises(WorkbenchError, match="this one has none"):
        read_issue(small, "sea")


def test_every_shipped_issue_has_competing_names_and_a_core():
    for name in issues(DATA):
        one = read_issue(DATA, name)
        assert set(one.core) <= set(one.codebook.topics["topic"])
        assert len(one.names) > 2


@pytest.fixture(scope="module")
def terms_in(tmp_path_factory):
    """Find the terms of a shipped codebook in a text."""

    def find(codebook, text):
        folder = made_corpus(tmp_path_factory.mktemp("terms") / "c", {"a": text})
        return mentions(wb.load(folder), codebook)["topic"].to_list()

    return find


@pytest.mark.parametrize(("issue", "text", "found"), CASES["must_match"])
def test_what_must_and_must_not_match(terms_in, issue, text, found):
    assert sorted(set(terms_in(read_issue(DATA, issue).codebook, text))) == sorted(found)


@pytest.mark.parametrize(("text", "first"), CASES["order"])
def test_the_order_of_the_two_states(terms_in, text, first):
    assert terms_in(read_country_order(DATA).codebook, text) == first


NEW = """
[issue]
label = "rail"
question = "What is said on railways?"
about = "Railways"
core = ["rail"]
titles = []
negators = ["not"]

[issue.names]
"railway" = ["rail"]

[[term]]
term = "rail"
label = "Railway"
definition = "Railways."

[[term.rule]]
rule = "rail"
pattern = 'railways?'
example = "a railway"
near_miss = "a rail strike"
"""


def test_a_new_issue_is_a_file_and_no_code(shipped_copy, corpus):
    (shipped_copy / "codebook" / "issues" / "rail.toml").write_text(NEW, "utf-8")
    assert "rail" in issues(shipped_copy)
    found = mentions(corpus, read_issue(shipped_copy, "rail").codebook)
    assert found.select("doc_id", "match").rows() == [("vgp-2025", "railway")]


def test_the_ladder_as_frames():
    ladder = read_operators(DATA)
    assert ladder.operators.columns == ["operator", "label", "class", "rank"]
    assert set(ladder.operators["class"]) == set(ladder.classes["class"])
    assert ladder.codebook.topics["topic"].to_list() == ladder.operators["operator"].to_list()
    ranks = dict(ladder.operators.select("operator", "rank").iter_rows())
    assert ranks["acknowledge"] < ranks["welcome"] < ranks["highly appreciate"]


def spoilt(folder, name, old, new):
    path = folder / "codebook" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(("old", "new", "message"), CASES["bad_ladders"])
def test_a_bad_ladder_gets_one_sentence(shipped_copy, old, new, message):
    spoilt(shipped_copy, "operators.toml", old, new)
    with pytest.raises(WorkbenchError, match=message) as caught:
        read_operators(shipped_copy)
    assert "codebook/operators.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("about = ", "of = ", "rules: unknown key of|rules: the key about"),
        ("reporting = [", 'reporting = ["sing", ', "rules: reporting: unknown verb 'sing'; choose"),
        ('anchor = "COC"', 'anchor = "DOC"', "the topic 'DOC' is there twice"),
        ('[[anchor]]\nanchor = "DOC"', '[[anchor]]\nname = "DOC"', "anchor 4: "),
    ],
)
def test_bad_position_rules_get_one_sentence(shipped_copy, old, new, message):
    spoilt(shipped_copy, "positions.toml", old, new)
    with pytest.raises(WorkbenchError, match=message):
        read_position_rules(shipped_copy)


def test_actors_may_be_left_to_the_parties(tmp_path):
    shutil.copytree(DATA / "codebook", tmp_path / "codebook")
    path = tmp_path / "codebook" / "positions.toml"
    tables = path.read_text("utf-8").split("\n[[")
    path.write_text("\n[[".join(one for one in tables if not one.startswith("actor")), "utf-8")
    rules = read_position_rules(tmp_path)
    assert rules.actors is None
    assert "of" in rules.not_after
