"""A class, the shipped readers and the rules stand in one frame."""

import shutil

import pytest

import workbench
from workbench import seminar
from workbench.analysis import emphasis
from workbench.corpus import Code, read_operators, read_topics, save_code, sheet

DIGEST = "vov-2025"


@pytest.fixture
def room(tmp_path, corpus):
    """Give a corpus in a folder that may be written to, its codebook and its operators."""
    folder = tmp_path / "data"
    shutil.copytree(corpus.folder, folder, ignore=shutil.ignore_patterns("codes", "own"))
    copy = workbench.load(folder)
    return copy, read_topics(folder), read_operators(folder).operators


def test_without_a_class_there_are_three_coders_of_nine_passages(room):
    given, notices = seminar.everyone(*room, DIGEST)
    assert notices == []
    assert given["coder"].n_unique() == 3
    assert given.height == 3 * 9
    assert set(given["doc_id"]) == {DIGEST}


def test_a_student_stands_beside_them(room):
    corpus, codebook, operators = room
    allowed = sheet(codebook.topics, operators)
    code = Code(DIGEST, 7, topic="energy", actor="", operator="", strength=None, note="")
    save_code(corpus.folder, corpus.paragraphs, allowed, "lan", code)
    given, _ = seminar.everyone(*room, DIGEST)
    assert given.filter(coder="lan").select("para_no", "value").rows() == [(7, "energy")]
    coders = given["coder"].unique().to_list()
    pairs = {
        other: emphasis.pair_of(given, "lan", other).select("left", "right").row(0)
        for other in coders
        if other != "lan"
    }
    assert pairs["rules"] == ("energy", "people")
    assert sorted(right for _, right in pairs.values()) == ["energy", "people", "people"]


def test_a_file_that_cannot_be_read_is_named_and_the_rest_loads(room):
    corpus, *_ = room
    (corpus.folder / "codes").mkdir(exist_ok=True)
    (corpus.folder / "codes" / "minh.toml").write_text("x = ", "utf-8")
    given, notices = seminar.everyone(*room, DIGEST)
    assert len(notices) == 1
    assert "minh.toml" in notices[0]
    assert given.height == 3 * 9


def test_without_the_shipped_readers_the_others_stand_alone(room):
    corpus, *_ = room
    shutil.rmtree(corpus.folder / "reference" / "topics")
    given, notices = seminar.everyone(*room, DIGEST)
    assert given["coder"].unique().to_list() == ["rules"]
    assert notices == [
        "Not in this corpus: topics/first.toml: no such file.",
        "Not in this corpus: topics/independent.toml: no such file.",
    ]
