"""What is built: the same rows as a load, in whole batches, whatever stops or spoils it."""

import multiprocessing
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpus.conftest import TEXTS, VARIANTS, plain
from tests.made import TEXT, entry, manifest
from workbench.cli import main
from workbench.corpus import build, load, store
from workbench.corpus.load import listed
from workbench.corpus.store import FRAMES, Progress, batches, read_recipe
from workbench.errors import WorkbenchError

#: One of the made-up documents is an advertisement.
pytestmark = pytest.mark.filterwarnings("ignore:.*no body text is left")
EVERY = ("documents", "slips", *FRAMES)


def tables(folder):
    """Give the tables of a manifest that was made for tests."""
    return [entry(name, (folder / "raw" / f"{name}.txt").read_bytes()) for name in names(folder)]


def names(folder):
    return [one.doc_id for one in store.open_manifest(folder).document]


def listed_keys(folder):
    """Give the documents of each batch by its key, as the corpus is now."""
    _, documents, _ = listed(folder)
    every = batches(folder, documents, read_recipe(folder))
    return {batch.key: [one.doc_id for one in batch.documents] for batch in every}


def say(folder, changed):
    (folder / "manifest.toml").write_text(manifest(changed), "utf-8")


def rewrite(folder, name, text):
    (folder / "raw" / f"{name}.txt").write_text(text, "utf-8")
    say(folder, tables(folder))


def revary(folder):
    (folder / "codebook" / "variants.toml").write_text(VARIANTS.replace("vietnam", "vn"), "utf-8")


def drop(folder):
    say(folder, [table for table in tables(folder) if table["doc_id"] != "b"])
    (folder / "raw" / "b.txt").unlink()


def files(folder):
    """Give the bytes of every Parquet file."""
    found = sorted((folder / "built").rglob("*.parquet"))
    return {path.relative_to(folder / "built").as_posix(): path.read_bytes() for path in found}


def parts(folder):
    return sorted(path.parent.name for path in (folder / "built").glob("*/about.json"))


def same(folder):
    """Hold a load from what is built to a load without it, frame for frame."""
    apart = folder.parent / "apart" / folder.name
    shutil.rmtree(apart, ignore_errors=True)
    shutil.copytree(folder, apart, ignore=shutil.ignore_patterns("built"))
    built, fresh = load(folder), load(apart)
    assert repr(built) == repr(fresh)
    assert built.notices == fresh.notices
    for name in EVERY:
        left, right = getattr(built, name), getattr(fresh, name)
        assert left.schema == right.schema, name
        assert left.equals(right), name
        assert built.scan(name).collect().equals(right), name
    return built


def test_what_is_built_is_what_is_loaded(folder):
    assert build(folder) == (5, 5)
    assert len(parts(folder)) > 2
    assert len(same(folder).built) == len(parts(folder))


def test_loading_writes_nothing(folder):
    before = sorted(folder.rglob("*"))
    load(folder)
    assert sorted(folder.rglob("*")) == before


def test_another_tool_finds_the_rows_of_the_corpus_and_no_others(folder):
    build(folder)
    rewrite(folder, "b", "Another text.\n")
    build(folder)
    corpus = load(folder)
    for name in FRAMES:
        frame = getattr(corpus, name)
        key = [column for column in frame.columns if column.endswith("_no") or column == "start"]
        there = pl.read_parquet(folder / "built" / "*" / f"{name}.parquet")
        assert there.sort("doc_id", *key).equals(frame.sort("doc_id", *key)), name


def retitle(folder):
    say(folder, [table | {"title": "Of rivers and bridges"} for table in tables(folder)])


def rezone(folder):
    zone = {"first": 1, "last": 1, "zone": "caption", "reason": "under a picture"}
    first, *rest = tables(folder)
    say(folder, [first | {"zone": [zone]}, *rest])


def recode(folder):
    path = folder / "codebook" / "zones.toml"
    path.write_text(path.read_text("utf-8").replace("^Buy ", "^They parted"), "utf-8")


def reorder(folder):
    say(folder, tables(folder)[::-1])


def grow(folder):
    data = "The hills met the plain.\n" * 20
    (folder / "raw" / "f.txt").write_text(data, "utf-8")
    say(folder, [*tables(folder), entry("f", data)])


def rights(folder):
    say(folder, [table | {"rights": "Public domain."} for table in tables(folder)])


def touch(folder):
    for path in (folder / "raw").iterdir():
        os.utime(path)


#: What changes, and which documents may be built again for it.
CHANGES = {
    "text": (lambda folder: rewrite(folder, "d", "Another text.\n"), "abcd"),
    "title": (retitle, "abcde"),
    "zone": (rezone, "abc"),
    "codebook": (recode, "abcde"),
    "variants": (revary, "abcde"),
    "removed": (drop, "abcde"),
    "order": (reorder, "abcde"),
    "added": (grow, "ef"),
    "rights": (rights, ""),
    "time": (touch, ""),
    "nothing": (lambda _: None, ""),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_only_batches_that_it_touches_are_built(change, folder):
    build(folder)
    before = listed_keys(folder)
    alter, may = CHANGES[change]
    alter(folder)
    same(folder)
    n, size = build(folder)
    after = listed_keys(folder)
    fresh = {doc_id for key, ids in after.items() if key not in before for doc_id in ids}
    assert fresh <= set(may)
    assert n == len(fresh)
    assert bool(n) == bool(may)
    assert set(parts(folder)) == set(after)
    assert size == len(names(folder))
    once = files(folder)
    assert build(folder)[0] == 0
    assert files(folder) == once
    same(folder)


WORDS = st.sampled_from(["They met.", "“So.”", "A; b.", "Of rivers", TEXT])
EDITIONS = st.lists(
    st.dictionaries(st.sampled_from("abcdef"), WORDS, min_size=1), min_size=2, max_size=4
)


@settings(max_examples=10, deadline=None)
@given(editions=EDITIONS, built=st.integers(1, 3))
@pytest.mark.filterwarnings("ignore::workbench.WorkbenchWarning")
def test_whatever_is_changed_the_frames_are_those_of_a_load_without_it(editions, built):
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as work:
        patch.setattr(store, "BATCH", 300)
        folder = plain(Path(work) / "mine", {})
        for number, texts in enumerate(editions):
            shutil.rmtree(folder / "raw")
            (folder / "raw").mkdir()
            listed = []
            for doc_id, text in texts.items():
                data = f"{text}\n\nSigned by {doc_id}.\n"
                (folder / "raw" / f"{doc_id}.txt").write_text(data, "utf-8")
                listed.append(entry(doc_id, data))
            say(folder, listed)
            if number < built:
                build(folder)
        same(folder)


def test_a_document_that_comes_or_goes_leaves_most_batches_as_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "ENDS", 10)
    texts = {f"d{number}": f"They met for the {number}th time.\n" for number in range(200)}
    folder = plain(tmp_path / "mine", texts)
    every = listed_keys(folder)
    assert len(every) > 10
    say(folder, tables(folder)[1:])
    (folder / "raw" / "d0.txt").unlink()
    assert len(set(listed_keys(folder)) - set(every)) <= 1


def test_progress_counts_the_documents_that_are_built(folder):
    said = []
    build(folder, progress=lambda *done: said.append(done))
    assert said[-1] == (5, 5)
    assert len(said) == len(parts(folder))


@pytest.mark.parametrize("pool", ["threads", "processes"])
def test_anything_with_map_builds_the_same_bytes(folder, pool):
    build(folder)
    once = files(folder)
    shutil.rmtree(folder / "built")
    if pool == "threads":
        with ThreadPoolExecutor(2) as executor:
            build(folder, map=executor.map)
    else:
        with multiprocessing.get_context("spawn").Pool(2) as workers:
            build(folder, map=workers.imap)
    assert files(folder) == once


def test_a_frame_is_read_when_it_is_asked_for_and_kept(folder):
    build(folder)
    corpus = load(folder)
    (folder / "built" / parts(folder)[0] / "quotes.parquet").unlink()
    assert corpus.tokens is corpus.tokens
    with pytest.raises(WorkbenchError, match=r"quotes\.parquet: is not as it was built"):
        _ = corpus.quotes


def test_a_query_reads_only_the_columns_and_rows_that_it_asks_for(folder):
    build(folder)
    query = load(folder).scan("tokens").filter(pl.col("start") > 10).select("form")
    plan = query.explain()
    assert "PROJECT 2/9" in plan
    assert "SELECTION" in plan


def test_an_unknown_frame_is_refused_with_the_choices(small):
    with pytest.raises(WorkbenchError, match="Unknown frame 'words'; choose documents, slips, par"):
        load(small).scan("words")


def test_parts_of_a_built_corpus_are_parts_of_the_corpus(folder):
    fresh = list(load(folder).parts(20))
    build(folder)
    built = list(load(folder).parts(20))
    assert len(built) == len(fresh) > 1
    for left, right in zip(built, fresh, strict=True):
        for name in EVERY:
            assert getattr(left, name).equals(getattr(right, name)), name


def test_a_corpus_that_was_read_can_be_pickled(folder):
    build(folder)
    corpus = load(folder)
    twin = pickle.loads(pickle.dumps(corpus))  # noqa: S301 - our own
    assert twin.sentences.equals(corpus.sentences)


# What is damaged


def flip(path, at):
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("name", FRAMES)
@pytest.mark.parametrize("harm", ["flip", "cut", "delete"])
def test_a_damaged_file_is_found_and_built_again(name, harm, folder):
    build(folder)
    once = files(folder)
    path = folder / "built" / parts(folder)[0] / f"{name}.parquet"
    if harm == "flip":
        flip(path, 200)
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:60])
    else:
        path.unlink()
    with pytest.raises(WorkbenchError) as caught:
        getattr(load(folder), name)
    assert str(caught.value) == (
        f"mine/built/{parts(folder)[0]}/{name}.parquet: is not as it was built; run workbench build "
        "mine, which builds it again."
    )
    assert build(folder)[0] > 0
    assert files(folder) == once
    same(folder)


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, 1_000_000), which=st.integers(0, 1_000))
def test_any_flipped_bit_is_found(at, which, built_once):
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "mine"
        shutil.copytree(built_once, folder)
        path = (every := sorted((folder / "built").rglob("*.parquet")))[which % len(every)]
        flip(path, at)
        with pytest.raises(WorkbenchError, match="is not as it was built"):
            pickle.dumps([getattr(load(folder), name) for name in EVERY])


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    folder = plain(tmp_path_factory.mktemp("built") / "mine", TEXTS)
    build(folder)
    return folder


@pytest.mark.parametrize(
    "data", [b"", b"{", b"{}", b'{"files": {}, "sources": {}}', b'{"\xe7": 1}']
)
def test_a_damaged_list_of_files_is_said_and_built_again(folder, data):
    build(folder)
    (folder / "built" / parts(folder)[0] / "about.json").write_bytes(data)
    with pytest.raises(WorkbenchError, match="is not as it was built; run workbench build mine"):
        _ = load(folder).tokens
    assert build(folder)[0] > 0
    same(folder)


def test_a_damaged_copy_of_the_manifest_is_passed_over(folder):
    build(folder)
    for path in (folder / "built").glob("*.manifest"):
        flip(path, 100)
    same(folder)


def test_a_source_that_changed_is_found_although_its_batch_is_built(folder):
    build(folder)
    (folder / "raw" / "b.txt").write_text("Spoilt.\n", "utf-8")
    with pytest.raises(
        WorkbenchError, match=r"mine/raw/b\.txt: its checksum is not the one in the"
    ):
        load(folder)


def test_what_was_built_anew_asks_for_a_new_load(folder):
    build(folder)
    corpus = load(folder)
    revary(folder)
    build(folder)
    with pytest.raises(WorkbenchError, match="was built anew since the corpus was opened; open it"):
        _ = corpus.tokens
    assert "vn" in load(folder).tokens["word"]


# What is stopped

CHILD = """
import os, resource, signal, sys
from workbench.corpus import build, store
from workbench.errors import WorkbenchError
store.BATCH = 300
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
    print(build(folder))
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
    said, trouble = child(folder, fault, at=3_000).communicate()
    folder.chmod(0o755)
    assert said.startswith("mine/built: cannot be written ("), trouble
    assert said.endswith("stays, and the next build goes on from there.\n")
    assert said.count("\n") == 1
    assert list(folder.glob("built/unfinished-*")) == []
    build(folder)
    same(folder)


@posix
@pytest.mark.parametrize(("event", "at"), [("os.rename", n) for n in (1, 2, 3)] + [("os.mkdir", 5)])
def test_a_build_that_was_killed_goes_on_where_it_was(event, at, folder):
    assert child(folder, "killed", event, at).wait() == -signal.SIGKILL
    n = len(parts(folder))
    assert n == (at - 1 if event == "os.rename" else n)
    same(folder)
    build(folder)
    once = files(folder)
    shutil.rmtree(folder / "built")
    build(folder)
    assert {name for name in once if "unfinished" not in name} == set(files(folder))
    assert {name: once[name] for name in files(folder)} == files(folder)


@posix
@pytest.mark.parametrize("at", [1, 7, 12])
def test_a_build_that_was_killed_while_it_tidied_up_goes_on(at, folder):
    build(folder)
    revary(folder)
    drop(folder)
    assert child(folder, "killed", "os.remove", at).wait() == -signal.SIGKILL
    same(folder)
    (folder / "codebook" / "variants.toml").write_text(VARIANTS, "utf-8")
    build(folder)  # as it was before: nothing half-deleted is in the way
    same(folder)
    assert set(parts(folder)) == set(listed_keys(folder))


@posix
@pytest.mark.parametrize("changed", [False, True])
def test_two_builds_at_once_do_each_other_no_harm(folder, changed):
    if changed:
        build(folder)
        rewrite(folder, "b", "Another text.\n")
        rewrite(folder, "e", "And another.\n")
    both = [child(folder), child(folder)]
    for one in both:
        said, trouble = one.communicate()
        assert one.returncode == 0, trouble
        assert said.endswith(", 5)\n")
    once = files(folder)
    same(folder)
    assert build(folder)[0] == 0
    shutil.rmtree(folder / "built")
    build(folder)
    assert files(folder) == once


def test_folders_of_another_build_may_go_while_this_one_tidies_up(folder):
    build(folder)
    stop = threading.Event()

    def another():
        while not stop.is_set():
            for n in range(20):
                tempfile.TemporaryDirectory(
                    prefix=f"unfinished-{n}", dir=folder / "built"
                ).cleanup()

    thread = threading.Thread(target=another)
    thread.start()
    try:
        for _ in range(50):
            build(folder)
    finally:
        stop.set()
        thread.join()
    same(folder)


def test_a_manifest_that_is_changed_during_a_build_is_not_kept_as_it_was(folder):
    def spread(function, tasks):
        rights(folder)
        return map(function, tasks)

    build(folder, map=spread)
    same(folder)


def test_what_a_stopped_build_left_is_removed_when_it_is_old(folder):
    build(folder)
    old, new = (folder / "built" / f"unfinished-{name}" for name in ("old", "new"))
    for path in (old, new):
        (path / "key").mkdir(parents=True)
    os.utime(old, (time.time() - 10_000,) * 2)
    build(folder)
    assert not old.exists()
    assert new.exists()


def test_what_another_put_there_is_left_alone(folder):
    build(folder)
    note = folder / "built" / "note.txt"
    note.write_text("Mine.", "utf-8")
    revary(folder)
    build(folder)
    assert note.exists()


def test_a_wrong_checksum_is_refused_and_what_was_built_stays(folder):
    (folder / "raw" / "e.txt").write_text("spoilt", "utf-8")
    with pytest.raises(WorkbenchError, match=r"mine/raw/e.txt: its checksum is not the one"):
        build(folder)
    assert len(parts(folder)) > 0


def test_a_file_that_vanishes_is_said_and_what_was_built_stays(folder):
    def spread(function, tasks):
        for task in tasks:
            if "d" in [one.doc_id for one in task.documents]:
                (folder / "raw" / "d.txt").unlink()
            yield function(task)

    with pytest.raises(WorkbenchError, match=r"mine/raw/d\.txt: no such file"):
        build(folder, map=spread)
    assert build(folder)[1] == 4


# What is told


def test_the_command_builds_and_says_so(folder, capsys):
    assert main(["build", str(folder)]) == 0
    assert capsys.readouterr().out == f"Built 5 documents; {folder / 'built'} now has 5.\n"


def test_long_work_is_told_on_one_line_from_the_first_second_on(capsys, monkeypatch):
    clock = iter([0.0, 0.5, 2.0, 4.0])
    monkeypatch.setattr(store.time, "monotonic", lambda: next(clock))
    progress = Progress("Reading")
    for done in (1, 2, 4):
        progress(done, 4)
    assert capsys.readouterr().err == (
        "\rReading: 2 of 4, about 2 s left      \rReading: 4 of 4      \n"
    )


def test_short_work_is_not_told(capsys):
    progress = Progress("Reading")
    progress(1, 2)
    progress(2, 2)
    assert capsys.readouterr().err == ""
