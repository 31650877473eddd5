import multiprocessing
from pathlib import Path

import polars as pl
import pytest

from workbench.corpus.decisions import Decision, decide, read_decisions
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches

ORDER = pl.Enum(["a", "b"])
TEXTS = {"a": 'One "two" three four five six.', "b": "Alpha beta gamma delta."}


def documents(texts=TEXTS):
    return pl.DataFrame(
        {"doc_id": pl.Series(list(texts), dtype=ORDER), "text": list(texts.values())}
    )


def decision(status="confirmed", who="me", note="why", start=0):
    return Decision(("a", start, 15), ("b", 0, 10), status, who, note)


def test_round_trip(tmp_path):
    decide(tmp_path, documents(), decision(note='it says "so"\nand é'))
    frame, notices = read_decisions(tmp_path, documents())
    assert notices == []
    assert mismatches("decisions", frame, ORDER) == []
    assert frame.drop("when").row(0) == (
        ("a", 0, 15, "b", 0, 10, "confirmed", 'it says "so"\nand é', "me")
    )


def test_either_order_is_one_link_and_the_last_word_of_a_reader_counts(tmp_path):
    decide(tmp_path, documents(), decision("confirmed"))
    turned = Decision(("b", 0, 10), ("a", 0, 15), "rejected", "me")
    path = decide(tmp_path, documents(), turned)
    assert path.name == "a--b.toml"
    assert path.read_text("utf-8").count("[[decision]]") == 2
    frame, _ = read_decisions(tmp_path, documents())
    assert frame["status"].to_list() == ["rejected"]


def test_stale_offsets_are_named_and_the_rest_loads(tmp_path):
    decide(tmp_path, documents(), decision())
    decide(tmp_path, documents(), decision(start=10))
    changed = documents({"a": "Zero. " + TEXTS["a"][6:], "b": TEXTS["b"]})
    frame, notices = read_decisions(tmp_path, changed)
    assert frame["left_start"].to_list() == [10]
    sentence = (
        "links/a--b.toml: decision 1: a no longer has 'One \"two\" three' at 0, so the source or "
        "the offsets changed; it is left out."
    )
    assert notices == [sentence]


def test_unknown_document_in_a_file(tmp_path):
    path = decide(tmp_path, documents(), decision())
    path.write_text(path.read_text("utf-8").replace('doc = "b"', 'doc = "q"'), "utf-8")
    frame, notices = read_decisions(tmp_path, documents())
    assert frame.is_empty()
    assert notices == [
        "links/a--b.toml: decision 1: unknown document 'q', choose a, b; it is left out."
    ]


def test_broken_file_is_reported_and_never_written_over(tmp_path):
    (tmp_path / "links").mkdir()
    broken = tmp_path / "links" / "a--b.toml"
    broken.write_text("[[decision]\n", "utf-8")
    with pytest.raises(WorkbenchError, match="nothing was saved"):
        decide(tmp_path, documents(), decision())
    assert broken.read_text("utf-8") == "[[decision]\n"
    assert list((tmp_path / "links").iterdir()) == [broken]
    _, notices = read_decisions(tmp_path, documents())
    assert len(notices) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (decision("maybe"), "Unknown status 'maybe'; choose confirmed, rejected, added."),
        (decision(who=" "), "A decision needs a name"),
        (Decision(("q", 0, 1), ("b", 0, 1), "added", "me"), "Unknown document 'q'; choose a, b."),
        (Decision(("a", 5, 5), ("b", 0, 1), "added", "me"), "a has no passage from 5 to 5."),
        (Decision(("a", 0, 99), ("b", 0, 1), "added", "me"), "a has no passage from 0 to 99."),
        (Decision(("a", 0, 1), ("a", 2, 5), "added", "me"), "two different documents"),
    ],
)
def test_bad_decisions_are_refused(tmp_path, wrong, message):
    with pytest.raises(WorkbenchError, match=message):
        decide(tmp_path, documents(), wrong)
    assert not (tmp_path / "links").exists()


def save_many(folder: Path, who: str):
    for number in range(15):
        decide(folder, documents(), Decision(("a", 0, 15), ("b", 0, 5 + number), "added", who))


def test_two_processes_lose_nothing(tmp_path):
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=save_many, args=(tmp_path, who)) for who in ("me", "you")]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    frame, notices = read_decisions(tmp_path, documents())
    assert notices == []
    assert frame.group_by("who").len().sort("who").rows() == [("me", 15), ("you", 15)]
    assert [path.name for path in (tmp_path / "links").iterdir()] == ["a--b.toml"]
