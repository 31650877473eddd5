import pytest

from tests.corpus.test_topics import BOOK, RULE, TOPIC
from workbench.corpus.files import read_toml
from workbench.corpus.load import DATA
from workbench.corpus.own import own_path, save_own, to_toml, with_rule, without_rule
from workbench.corpus.topics import parse, read_topics
from workbench.errors import WorkbenchError

LAKE = {"rule": "lake", "pattern": "lakes?", "example": "a lake", "near_miss": "lace"}


@pytest.fixture
def book():
    topics = [TOPIC | {"rule": [RULE]}, TOPIC | {"topic": "lake", "rule": [LAKE]}]
    return parse(BOOK | {"topic": topics}, "f", {})


@pytest.fixture(scope="module")
def shipped():
    return read_topics(DATA)


def test_a_changed_rule_keeps_what_is_not_changed(book):
    rules = with_rule(book, {"rule": "sea", "pattern": "sea"}).rules
    assert rules.select("rule", "pattern", "example").row(0) == ("sea", "sea", "the sea")
    assert book.rules["pattern"][0] == "seas?"


def test_an_empty_text_takes_a_part_of_the_rule_away(book):
    more = with_rule(book, {"rule": "sea", "exclude": "dead sea"})
    assert with_rule(more, {"rule": "sea", "exclude": ""}).rules["exclude"][0] == ""


def test_a_new_rule_stands_at_the_end_of_its_topic(book):
    new = {"rule": "ocean", "topic": "sea", "pattern": "oceans?"} | {
        "example": "an ocean",
        "near_miss": "motion",
    }
    assert with_rule(book, new).rules["rule"].to_list() == ["sea", "ocean", "lake"]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"rule": "ocean", "pattern": "ocean"}, "Unknown topic None; choose sea, lake"),
        ({"rule": "sea", "pattern": "(sea"}, "rule 'sea'.*not a valid pattern"),
        ({"rule": "sea", "pattern": "ocean"}, "does not match its example 'the sea'"),
        ({"rule": "sea", "colour": "blue"}, "needs example, near_miss, pattern, rule"),
    ],
)
def test_a_change_that_cannot_be_used(book, rule, message):
    with pytest.raises(WorkbenchError, match=message):
        with_rule(book, rule)


def test_a_topic_keeps_a_rule(book):
    with pytest.raises(WorkbenchError, match="The topic 'sea' would have no rule left"):
        without_rule(book, "sea")


def test_the_shipped_codebook_survives_being_written(shipped, tmp_path):
    file = tmp_path / "t.toml"
    file.write_text(to_toml(shipped), "utf-8")
    again = parse(read_toml(file), "t", shipped.variants)
    assert again.rules.equals(shipped.rules)
    assert again.topics.equals(shipped.topics)
    assert (again.name, again.negators) == (shipped.name, shipped.negators)


def test_saving_goes_to_the_readers_own_folder(book, tmp_path):
    path = save_own(book, tmp_path, "seminar")
    assert path == tmp_path / "own" / "seminar.toml"
    assert [file.name for file in path.parent.iterdir()] == ["seminar.toml"]
    assert parse(read_toml(path), "f", {}).name == "seminar"


def test_a_file_is_replaced_only_when_that_is_said(book, tmp_path):
    save_own(book, tmp_path, "seminar")
    with pytest.raises(WorkbenchError, match=r"own/seminar.toml: there already"):
        save_own(book, tmp_path, "seminar")
    save_own(book, tmp_path, "seminar", replace_own=True)


@pytest.mark.parametrize("name", ["", "../codebook/topics", "a/b", "A", ".x", "x" * 50])
def test_a_name_cannot_lead_to_another_file(tmp_path, name):
    with pytest.raises(WorkbenchError, match="cannot name a codebook"):
        own_path(tmp_path, name)
