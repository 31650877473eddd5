"""What is built, and what is built again when something has changed."""

import shutil
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbench
from tests.corpus.built import drop, files, revary, rewrite, rows_of_files, same, say, tables
from tests.corpus.made import TEXT, ZONES_TOML, corpus_folder, entry, toml
from workbench.cli import main
from workbench.corpus import batches, build_store, building
from workbench.corpus.store import FRAMES, parts_of
from workbench.ingest import pack


def test_what_is_built_is_what_is_loaded(folder):
    assert build_store(folder) == (5, 5)
    assert len(parts_of(folder)) > 2
    same(folder)


def test_loading_writes_nothing(folder):
    workbench.load(folder)
    assert not (folder / "built").exists()


def test_another_tool_finds_the_rows_of_the_corpus_and_no_others(folder):
    build_store(folder)
    rewrite(folder, "b", "Another text.\n")
    build_store(folder)
    corpus = workbench.load(folder)
    for name in FRAMES:
        mine = getattr(corpus, name).with_columns(pl.col("doc_id").cast(pl.String))
        key = [column for column in mine.columns if column.endswith("_no") or column == "start"]
        there = rows_of_files(folder, name)
        assert there.sort("doc_id", *key).equals(mine.sort("doc_id", *key)), name


def retitle(folder):
    say(folder, [t | {"title": "Of rivers and bridges"} for t in tables(folder)])


def rezone(folder):
    zone = {"first": 1, "last": 1, "zone": "caption", "reason": "under a picture"}
    changed = toml(tables(folder)[:1])
    for line in ("[[document.zone]]", *(f"{key} = {value!r}" for key, value in zone.items())):
        changed += f"{line}\n"
    (folder / "manifest.toml").write_text(changed + toml(tables(folder)[1:]), "utf-8")


def recode(folder):
    text = ZONES_TOML.replace("^Buy ", "^They parted")
    (folder / "codebook" / "zones.toml").write_text(text, "utf-8")


def reorder(folder):
    dates = [f"2024-06-{day:02}" for day in (20, 3, 11, 5, 1)]
    zipped = zip(tables(folder), dates, strict=True)
    say(folder, [t | {"event_date": date} for t, date in zipped])


def grow(folder):
    data = b"The hills met the plain.\n"
    (folder / "raw" / "aa.txt").write_bytes(data)
    say(folder, [*tables(folder), entry("aa", data)])


def rename(folder):
    say(folder, [t | {"doc_id": f"z{t['doc_id']}"} for t in tables(folder)])


def rights(folder):
    say(folder, [t | {"rights": "Public domain."} for t in tables(folder)])


#: What changes, and how many documents are built again for it.
CHANGES = {
    "text": (lambda folder: rewrite(folder, "d", "Another text.\n"), 1),
    "title": (retitle, 5),
    "zone": (rezone, 1),
    "codebook": (recode, 5),
    "variants": (revary, 5),
    "removed": (drop, 0),
    "order": (reorder, 0),
    "added": (grow, 1),
    "name": (rename, 5),
    "rights": (rights, 0),
    "nothing": (lambda _: None, 0),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_only_what_is_new_is_built(change, folder):
    build_store(folder)
    alter, n = CHANGES[change]
    alter(folder)
    same(folder)
    assert build_store(folder)[0] == n
    stored = same(folder)
    documents = rows_of_files(folder, "documents")
    assert sorted(documents["doc_id"]) == sorted(stored.documents["doc_id"].cast(pl.String))
    before = files(folder)
    assert build_store(folder)[0] == 0
    assert files(folder) == before


WORDS = st.sampled_from(["They met.", "“So.”", "A; b.", "Of rivers", TEXT])
EDITIONS = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), st.tuples(WORDS, st.integers(1, 28)), min_size=1),
    min_size=2,
    max_size=4,
)


@settings(max_examples=15, deadline=None)
@given(editions=EDITIONS, built=st.integers(1, 3))
@pytest.mark.filterwarnings("ignore::workbench.WorkbenchWarning")
def test_whatever_is_changed_the_frames_are_those_of_a_load_without_a_store(editions, built):
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as work:
        for module in (building, batches):
            patch.setattr(module, "AT_ONCE", 300)
        folder = corpus_folder(Path(work) / "mine", {})
        for number, texts in enumerate(editions):
            shutil.rmtree(folder / "raw")
            (folder / "raw").mkdir()
            said = []
            for doc_id, (text, day) in texts.items():
                data = f"{text}\n\nSigned by {doc_id}.\n".encode()
                (folder / "raw" / f"{doc_id}.txt").write_bytes(data)
                said.append(entry(doc_id, data, event_date=f"2024-06-{day:02}"))
            say(folder, said)
            if number < built:
                build_store(folder)
        same(folder)


def test_many_small_builds_leave_few_parts(tmp_path):
    folder = corpus_folder(tmp_path / "mine", {"a": TEXT})
    build_store(folder)
    for number in range(4):
        data = f"They met {number} times.\n".encode()
        (folder / "raw" / f"b{number}.txt").write_bytes(data)
        say(folder, [*tables(folder), entry(f"b{number}", data)])
        assert build_store(folder)[0] == 1
    assert len(parts_of(folder)) == 1
    same(folder)


def test_progress_counts_the_documents_that_are_built(folder):
    build_store(folder)
    rewrite(folder, "d", "Another text.\n")
    rewrite(folder, "e", "And another.\n")
    said = []
    build_store(folder, lambda *done: said.append(done))
    assert said[-1] == (2, 2)


def test_a_corpus_is_packed_without_what_was_built(folder, tmp_path):
    before = pack(folder, tmp_path / "one.zip")
    build_store(folder)
    assert pack(folder, tmp_path / "two.zip") == before
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_command_builds_and_says_so(folder, capsys):
    assert main(["build", str(folder)]) == 0
    said = capsys.readouterr()
    assert said.out == f"Built 5 documents; {folder / 'built'} now has 5.\n"
    assert "5 of 5 documents, done\n" in said.err
    assert main(["check", str(folder)]) == 1
    assert capsys.readouterr().out.startswith("mine/raw/c.txt: no body text is left")
