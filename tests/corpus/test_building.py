"""What is built, and what is left, when it is changed, stopped, spoilt or built twice at once."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbench
from tests.corpus.made import TEXT, ZONES_TOML, corpus_folder, entry, toml
from workbench.cli import main
from workbench.corpus import batches, build_store, building
from workbench.corpus.manifest import read_manifest
from workbench.corpus.store import FRAMES, parts_of
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.ingest import pack
from workbench.schemas import SOURCES

TEXTS = {
    "a": TEXT,
    "b": "The towns met. “We agree,” they said; nobody wrote.\n",
    "c": "Buy tea.\n",
    "d": TEXT.replace("North", "West") * 2,
    "e": "They parted.\n\nThey met again in Vietnam.\n",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a corpus folder of five documents whose parts hold one or two."""
    for module in (building, batches):
        monkeypatch.setattr(module, "AT_ONCE", 300)
    return corpus_folder(tmp_path / "mine", TEXTS)


def tables(folder):
    return read_manifest(folder / "manifest.toml")


def say(folder, changed):
    (folder / "manifest.toml").write_text(toml(changed), "utf-8")


def rewrite(folder, name, text):
    (folder / "raw" / f"{name}.txt").write_text(text, "utf-8")
    new = [entry(t["doc_id"], (folder / "raw" / t["file"]).read_bytes()) for t in tables(folder)]
    say(folder, new)


def files(folder):
    """Give the bytes of every Parquet file of the store."""
    found = sorted((folder / "built").rglob("*.parquet"))
    return {path.relative_to(folder / "built").as_posix(): path.read_bytes() for path in found}


def rows_of_files(folder, name):
    """Read a frame as any other tool would: every file of its folder."""
    return pl.read_parquet(folder / "built" / name / "*.parquet")


def same(folder):
    """Hold a load from the store to a load without it, frame for frame."""
    apart = folder.parent / "apart"
    shutil.rmtree(apart, ignore_errors=True)
    shutil.copytree(folder, apart, ignore=shutil.ignore_patterns("built"))
    stored, plain = workbench.load(folder), workbench.load(apart)
    assert repr(stored) == repr(plain)
    for name in SOURCES:
        left, right = getattr(stored, name).lazy().collect(), getattr(plain, name).lazy().collect()
        assert left.schema == right.schema, name
        assert left.equals(right), name
    assert [note.replace("apart", "mine") for note in plain.notices] == list(stored.notices)
    return stored


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


def revary(folder):
    file = folder / "codebook" / "variants.toml"
    file.write_text('[[variant]]\nword = "town"\nforms = ["towns"]\n', "utf-8")


def drop(folder):
    say(folder, [t for t in tables(folder) if t["doc_id"] != "b"])
    (folder / "raw" / "b.txt").unlink()


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


def test_a_file_that_vanishes_is_left_out_and_the_rest_is_kept(folder):
    def spread(function, tasks):
        for task in tasks:
            if "d" in [table["doc_id"] for table in task.tables]:
                (folder / "raw" / "d.txt").unlink()
            yield function(task)

    with pytest.warns(WorkbenchWarning) as said:
        assert build_store(folder, spread=spread) == (4, 4)
    assert [str(one.message) for one in said] == ["mine/raw/d.txt: vanished meanwhile; left out."]
    assert set(rows_of_files(folder, "documents")["doc_id"]) == set("abce")


def test_a_wrong_checksum_is_refused_and_what_was_built_stays(folder):
    (folder / "raw" / "e.txt").write_text("spoilt", "utf-8")
    with pytest.raises(WorkbenchError, match=r"mine/raw/e.txt: the checksum is"):
        build_store(folder)
    assert set(rows_of_files(folder, "documents")["doc_id"]) >= {"a", "b"}
    with pytest.raises(WorkbenchError, match=r"mine/raw/e.txt: the checksum is"):
        workbench.load(folder)


def test_the_same_bytes_twice_are_refused(tmp_path):
    folder = corpus_folder(tmp_path / "mine", {"a": TEXT, "b": TEXT})
    with pytest.raises(WorkbenchError, match="the same bytes as"):
        build_store(folder)


CHILD = """
import os, resource, signal, sys
from workbench.corpus import building, batches
from workbench.errors import WorkbenchError
building.AT_ONCE = batches.AT_ONCE = 300
folder, fault, event, at = sys.argv[1:5]
count = [0]
def hook(name, arguments):
    count[0] += name == event
    if count[0] == int(at) and name == event:
        os.kill(os.getpid(), signal.SIGKILL)
if fault == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(at), int(at)))
elif fault == "read-only" and os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
elif fault == "killed":
    sys.addaudithook(hook)
try:
    print(building.build_store(folder, spread=map))
except WorkbenchError as error:
    print(error)
"""
posix = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")


def child(folder, fault="", event="", at=0):
    command = [sys.executable, "-W", "ignore", "-c", CHILD, str(folder), fault, event, str(at)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@posix
@pytest.mark.parametrize("fault", ["full", "read-only"])
def test_a_full_disk_and_a_read_only_folder_are_said_in_a_sentence(fault, folder, tmp_path):
    for path in [*tmp_path.parents][::-1][2:]:
        if path.owner() == "root":
            path.chmod(path.stat().st_mode | 0o055)
    for path in [*folder.rglob("*"), folder, tmp_path]:
        path.chmod(0o555 if path.is_dir() and fault == "read-only" else 0o755)
    said, _ = child(folder, fault, at=3_000).communicate()
    folder.chmod(0o755)
    assert "mine/built" in said or "built/paragraphs" in said
    assert ": cannot be written (" in said
    assert said.count("\n") == 1
    left = [path.name for path in folder.rglob("*") if path.suffix == ".tmp"]
    assert left == []
    same(folder)
    build_store(folder)
    same(folder)


@posix
@pytest.mark.parametrize("at", [1, 4, 6, 7, 12, 13, 18])
def test_a_build_that_was_killed_goes_on_where_it_was(at, folder):
    # a part is six files, of which the one that says it is there comes last
    assert child(folder, "killed", "os.rename", at).wait() == -signal.SIGKILL
    assert len(parts_of(folder)) == (at - 1) // 6
    same(folder)
    build_store(folder)
    once = files(folder)
    shutil.rmtree(folder / "built")
    build_store(folder)
    assert files(folder) == once


@posix
@pytest.mark.parametrize("at", range(1, 18, 5))
def test_a_build_that_was_killed_while_it_tidied_up_goes_on(at, folder):
    build_store(folder)
    revary(folder)
    drop(folder)
    # three parts of six drafts, and then the files of as many old ones
    assert child(folder, "killed", "os.remove", 18 + at).wait() == -signal.SIGKILL
    same(folder)
    build_store(folder)
    stored = same(folder)
    documents = rows_of_files(folder, "documents")["doc_id"]
    assert sorted(documents) == sorted(stored.documents["doc_id"].cast(pl.String))


def test_two_builds_at_once_do_each_other_no_harm(folder):
    both = [child(folder), child(folder)]
    for one in both:
        said, trouble = one.communicate()
        assert one.returncode == 0, trouble
        assert said.endswith(", 5)\n")
    once = files(folder)
    shutil.rmtree(folder / "built")
    build_store(folder)
    assert files(folder) == once


def test_two_builds_of_changes_at_once_do_each_other_no_harm(folder):
    build_store(folder)
    rewrite(folder, "b", "Another text.\n")
    rewrite(folder, "e", "And another.\n")
    both = [child(folder), child(folder)]
    assert [one.wait() for one in both] == [0, 0]
    same(folder)
    assert build_store(folder)[0] == 0


def test_what_a_stopped_build_left_is_removed_when_it_is_old(folder):
    build_store(folder)
    once = files(folder)
    old, new, orphan = (
        folder / "built" / "tokens" / name for name in ("x.1.tmp", "y.2.tmp", "z.parquet")
    )
    for path in (old, new, orphan):
        path.write_bytes(b"")
    for path in (old, orphan):
        os.utime(path, (time.time() - 10_000,) * 2)
    build_store(folder)
    assert not old.exists()
    assert new.exists()
    assert files(folder) == once


def test_a_damaged_part_is_built_again(folder):
    build_store(folder)
    once = files(folder)
    for name, size in (("tokens", 100), ("documents", 0), ("clauses", None)):
        path = next(iter((folder / "built" / name).glob("*.parquet")))
        path.write_bytes(path.read_bytes()[:size]) if size is not None else path.unlink()
    assert build_store(folder)[0] > 0
    assert files(folder) == once
    same(folder)


def test_damaged_parts_that_are_built_in_other_parts_are_read_no_more(folder, monkeypatch):
    build_store(folder)
    for path in (folder / "built" / "tokens").glob("*.parquet"):
        path.write_bytes(b"PAR1")
    monkeypatch.setattr(batches, "AT_ONCE", 3_000)
    assert build_store(folder) == (5, 5)
    assert len(parts_of(folder)) == 1
    same(folder)


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
