"""Check says everything that is wrong with a corpus folder, and nothing that is only open."""

import hashlib
import os
import time

import polars as pl
import pytest

from tests.corpus.conftest import plain
from tests.made import DATA, RIVER, TEXT, entry, few, manifest
from workbench.corpus import build, check, load, open_questions, read_topics
from workbench.corpus.codebooks import with_rule
from workbench.corpus.load import foreign, misplaced, uncovered
from workbench.errors import WorkbenchError


def test_the_shipped_corpus_is_in_order():
    assert check() == []
    assert open_questions() == []


def test_every_file_that_is_wrong_is_named(small):
    (small / "raw" / "a.txt").write_text("Spoilt.", "utf-8")
    (small / "raw" / "b.txt").write_bytes(b"\xff\xfe")
    for name in ("topics", "operators", "country-order", "positions"):
        (small / "codebook" / f"{name}.toml").write_text("x = 1\n", "utf-8")
    (small / "codebook" / "issues").mkdir()
    (small / "codebook" / "issues" / "sea.toml").write_text("[", "utf-8")
    (small / "own").mkdir()
    (small / "own" / "mine.toml").write_text("", "utf-8")
    (small / "glossary.toml").write_text("x = 1\n", "utf-8")
    said = check(small)
    places = [finding.partition(":")[0] for finding in said]
    assert places == [
        "small/codebook/topics.toml",
        "small/codebook/country-order.toml",
        "small/codebook/operators.toml",
        "small/codebook/positions.toml",
        "codebook/issues/sea.toml",
        "own/mine.toml",
        "small/glossary.toml",
        "small/raw/a.txt",
        "small/raw/b.txt",
    ]
    assert all(finding.endswith(".") for finding in said)


def test_without_a_manifest_there_is_nothing_more_to_say(tmp_path):
    assert check(tmp_path / "none")[-1] == "none/manifest.toml: no such file."


def test_what_a_load_remarks_is_a_finding(small):
    (small / "raw" / "c.txt").write_text("More.", "utf-8")
    (small / "raw" / "b.txt").unlink()
    assert [finding.partition(" ")[0] for finding in check(small)] == [
        "small/raw/b.txt:",
        "small/raw/c.txt:",
    ]


def test_a_slip_that_is_not_there_is_a_finding(small):
    slip = {"para_no": 1, "printed": "teh", "note": "Misprint."}
    tables = [entry("a", TEXT, slip=[slip]), entry("b", "A second text.\n")]
    (small / "manifest.toml").write_text(manifest(tables), "utf-8")
    assert check(small) == ["small/manifest.toml: document a: the slip 'teh' is not in line 1."]


def test_damage_to_what_was_built_is_a_finding(small):
    build(small)
    path = next((small / "built").glob("*/quotes.parquet"))
    data = bytearray(path.read_bytes())
    data[100] ^= 4
    path.write_bytes(data)
    (finding,) = check(small)
    assert finding.endswith(
        "quotes.parquet: is not as it was built; run workbench build small, which builds it again."
    )


def test_a_source_is_read_again_although_size_and_time_are_as_they_were(small):
    build(small)
    path = small / "raw" / "b.txt"
    before = path.stat()
    path.write_text("A secand text.\n", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (finding,) = check(small)
    assert finding.startswith("small/raw/b.txt: its checksum is not the one in the manifest")


def test_decisions_that_no_longer_hold_are_findings(small):
    (small / "links").mkdir()
    (small / "links" / "a--b.toml").write_text("[[decision]]\nx = 1\n", "utf-8")
    (finding,) = check(small)
    assert finding.startswith("links/a--b.toml: decision 1: unknown key x")


def test_readers_of_the_studies_are_asked(small):
    def refuse(corpus):
        raise WorkbenchError(f"reference/links: none for {corpus.documents.height} documents.")

    assert check(small, [repr, refuse]) == ["reference/links: none for 2 documents."]


ADDED = '[[file]]\ndoc_id = "{}"\noriginal = "a.html"\nsha256 = "{}"\nnotes = []\n'


@pytest.mark.parametrize("doc_id", ["a", "not in the manifest"])
def test_originals_of_added_documents_are_held_to_their_checksums(small, doc_id):
    (small / "originals").mkdir()
    original = small / "originals" / "a.html"
    original.write_text("<p>Tea", "utf-8")
    sha256 = hashlib.sha256(b"<p>Tea").hexdigest()
    (small / "added.toml").write_text(ADDED.format(doc_id, sha256), "utf-8")
    (small / ".adding").mkdir()
    assert check(small) == []
    original.write_text("<p>Coffee", "utf-8")
    assert check(small) == ["originals/a.html: has changed since it was added; restore it."]
    original.unlink()
    assert check(small) == ["originals/a.html: no such file."]


def test_what_is_open_is_no_finding(tmp_path):
    folder = few(
        tmp_path / "c",
        RIVER,
        series="unknown",
        genre="unknown",
        draft=["Columns: two are guessed."],
    )
    assert check(folder) == []
    assert open_questions(folder) == [
        "d0: Columns: two are guessed.",
        "d0: unknown series, genre, so it is not compared.",
        "The manifest names no parties, so no position has an actor of its own.",
    ]


def test_rows_away_from_their_offsets_are_found(corpus):
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    moved = pl.when(pl.col("doc_id") == "vov-2025").then(pl.col("start") + 1).otherwise("start")
    frame = corpus.sentences.with_columns(start=moved)
    n = corpus.sentences.filter(doc_id="vov-2025").height
    assert list(misplaced("sentences", frame, texts)) == [
        f"frame sentences: vov-2025 has {n} rows whose text is not at their offsets."
    ]
    assert list(misplaced("sentences", corpus.sentences, texts)) == []


@pytest.mark.parametrize("harm", ["left out", "twice"])
def test_zones_that_do_not_cover_a_text_are_found(small, harm):
    corpus = load(small)
    lines = corpus.paragraphs
    spoilt = (
        lines.filter(pl.col("para_no") != 2) if harm == "left out" else pl.concat([lines, lines])
    )
    assert uncovered(corpus.documents, lines) == []
    assert uncovered(corpus.documents, spoilt)[0] == (
        "a: its zones do not cover every character once."
    )


def test_a_rule_that_takes_a_neighbour_with_it_is_warned_of():
    book = read_topics(DATA)
    number = book.rules["rule"].to_list().index("Ukraine")
    assert foreign(book, [(number, "ukraine")]) == []
    assert foreign(book, [(number, "2022 ukraine")]) == []
    assert foreign(book, [(number, " ukraine"), (number, "ukraine "), (number, "the ukraine")]) == [
        "data/codebook/topics.toml: rule 'Ukraine' of ukraine takes a neighbour with it: ' ukraine'."
    ]
    assert len(foreign(book, [(number, "including ukraine")])) == 1
    free = with_rule(book, {"rule": "Ukraine", "pattern": r"\w+ ukraine|ukraine"})
    assert foreign(free, [(number, "including ukraine")]) == []


@pytest.mark.parametrize("file", ["codebook/topics.toml", "own/mine.toml", "codebook/issues/ukraine.toml"])  # fmt: skip
def test_a_finding_about_a_rule_names_its_file(file, tmp_path):
    folder = few(tmp_path / "c", f"{RIVER}\n\nThey spoke of the Ukraine.")
    rules = (DATA / file.replace("own/mine", "codebook/topics")).read_text("utf-8")
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(rules.replace("'ukrain", "'(?:in|on)? ?ukrain", 1), "utf-8")
    (found,) = check(folder)
    assert f"{file}: rule 'Ukraine' of ukraine takes a neighbour with it: ' ukrain" in found


def test_a_long_document_is_checked_in_linear_time(tmp_path):
    text = "They met; they spoke of “tea” in Viet Nam.\n\n"

    def seconds(n):
        folder = plain(tmp_path / str(n), {"a": text * n})
        start = time.process_time()
        assert check(folder) == []
        return time.process_time() - start

    seconds(10)
    assert seconds(20_000) < 20 * max(seconds(4_000), 0.1)
