"""What a build leaves when it is stopped, spoilt, or done twice at once."""

import os
import shutil
import signal
import subprocess
import sys
import time

import polars as pl
import pytest

import workbench
from tests.corpus.built import drop, files, revary, rewrite, rows_of_files, same
from tests.corpus.made import TEXT, corpus_folder
from workbench.corpus import batches, build_store
from workbench.corpus.store import parts_of
from workbench.errors import WorkbenchError, WorkbenchWarning


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


def cross(folder):
    """Leave a part with its documents and without the rest, as where two builds have crossed."""
    part = parts_of(folder)[0]
    about = folder / "built" / "documents"
    shutil.copy(about / f"{part}.parquet", about / "crossed.parquet")


def test_a_part_that_two_crossing_builds_left_is_passed_over(folder):
    build_store(folder)
    cross(folder)
    same(folder)
    once = files(folder)
    assert build_store(folder)[0] == 0
    assert files(folder) == {k: v for k, v in once.items() if "crossed" not in k}


def test_a_part_that_crosses_the_end_of_a_build_is_removed(folder):
    build_store(folder)
    rewrite(folder, "b", "Another text.\n")

    def spread(function, tasks):
        for task in tasks:
            yield function(task)
        cross(folder)

    build_store(folder, spread=spread)
    assert not (folder / "built" / "documents" / "crossed.parquet").exists()
    same(folder)


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
