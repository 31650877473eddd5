"""A plan is carried out whole or not at all; the shipped corpus is never touched."""

import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import workbench
from workbench.cli import main
from workbench.corpus.added import read_added
from workbench.corpus.check import check
from workbench.corpus.load import DATA
from workbench.errors import WorkbenchError
from workbench.ingest import Source, add, gather, looked, pack, propose, unpack, with_zone

FILES = Path(__file__).parent / "files"
HTML = "<html><body><nav><a href='/'>Home</a></nav><p>{}</p></body></html>".format(
    "The towns agreed that they would build a bridge over the river, and that it was to be free. "
    * 4
)


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def own(tmp_path):
    """Give a corpus of one added text."""
    folder = tmp_path / "own"
    add(propose(gather([FILES / "alpha.txt"]), folder), folder)
    return folder


def test_a_new_corpus_is_in_order_and_keeps_the_original(own):
    assert check(own) == []
    assert (own / "originals" / "alpha.txt").read_bytes() == (FILES / "alpha.txt").read_bytes()
    corpus = workbench.load(own)
    row = corpus.documents.row(0, named=True)
    assert (row["genre"], row["year"], row["published"]) == ("unknown", None, "2024-06-20")
    assert "cookie" not in " ".join(corpus.sentences["text"])
    assert (own / "codebook" / "topics.toml").read_bytes() == (
        DATA / "codebook" / "topics.toml"
    ).read_bytes()


def test_the_plan_shows_what_is_counted_later(own, tmp_path):
    plan = propose(gather([FILES / "alpha.txt"]), tmp_path / "new")
    corpus = workbench.load(own)
    lines = corpus.paragraphs.cast({"doc_id": pl.String})
    names = [name for name in plan.lines.columns if name != "n_body"]
    assert plan.lines.select(names).equals(lines.select(names))
    assert plan.files["n_words"].item() == corpus.documents["n_words"].item()
    assert plan.files["n_words_raw"].item() == corpus.documents["n_words_raw"].item()


def test_the_numbers_of_points_are_no_words_of_the_body(tmp_path):
    text = "The Bridge Is Built\n\n1. The towns met.\n\n– They agreed on it.\n\nShare\n"
    plan = propose([Source("a.txt", text.encode())], tmp_path / "new")
    assert plan.lines["n_words"].to_list() == [4, 4, 4, 1]
    assert plan.lines["n_body"].to_list() == [0, 3, 4, 0]
    assert plan.files.row(0, named=True)["n_words"] == 7
    assert plan.files["share_cut"].item() == 1 - 7 / 13


def test_a_corpus_that_the_environment_names_by_half_a_path_is_named_in_full(own, monkeypatch):
    monkeypatch.chdir(own.parent)
    monkeypatch.setenv("WORKBENCH_CORPUS", own.name)
    assert main(["check"]) == 0
    monkeypatch.chdir("/")
    assert workbench.load().documents["doc_id"].to_list() == ["alpha"]


def test_a_page_is_added_with_its_extractor_and_its_bytes(own):
    add(looked(propose([Source("page.html", HTML.encode())], own), ["page"]), own)
    entry = read_added(own)[1]
    assert entry["original"] == "page.html"
    assert entry["extractor"].startswith("jusText ")
    assert (own / "originals" / "page.html").read_bytes() == HTML.encode()
    assert workbench.load(own).documents.height == 2
    assert check(own) == []


def test_an_original_that_changes_is_noticed(own):
    (own / "originals" / "alpha.txt").write_text("other")
    assert "originals/alpha.txt has changed since it was added" in check(own)[0]


def test_rows_of_one_table_keep_the_table_once(tmp_path):
    (tmp_path / "t.csv").write_text("text\nThe towns met.\nThe shores agreed to talk.\n")
    folder = tmp_path / "own"
    add(looked(propose(gather([tmp_path / "t.csv"]), folder), ["all"]), folder)
    assert [path.name for path in (folder / "originals").iterdir()] == ["t.csv"]
    assert check(folder) == []


def test_an_edited_manifest_is_added_to_and_not_rewritten(own):
    manifest = own / "manifest.toml"
    edited = manifest.read_text("utf-8").replace(
        'publisher = "unknown"', 'publisher = "Gazette" # mine'
    )
    manifest.write_text(edited, "utf-8")
    add(propose(gather([FILES / "beta.txt"]), own), own)
    assert manifest.read_text("utf-8").startswith(edited.rstrip("\n"))
    assert workbench.load(own).documents["publisher"].to_list() == ["Gazette", "unknown"]


def test_the_same_text_is_left_out_and_the_pair_named(own):
    text = (FILES / "alpha.txt").read_text("utf-8")
    offered = [Source("one.txt", text.encode()), Source("two.txt", text.upper().encode())]
    near = text.replace("Thursday", "Friday")
    plan = propose([*offered, Source("three.txt", near.encode())], own)
    assert plan.files["status"].to_list() == ["left out", "left out", "look"]
    kinds = plan.twins.filter(right="alpha").select("left", "kind").rows()
    assert kinds == [("one", "same bytes"), ("two", "same text"), ("three", "near-same text")]
    assert any("Near-same text as alpha" in note for note in plan.files["notes"][2])


def test_a_reader_sets_a_zone_before_anything_is_written(own):
    plan = propose(gather([FILES / "beta.txt"]), own)
    changed = with_zone(plan, own, "beta", [6], "caption")
    assert plan.lines.filter(para_no=6)["zone"].item() == "body"
    assert changed.lines.filter(para_no=6).select("zone", "reason").row(0) == (
        "caption",
        "set by the reader",
    )
    add(changed, own)
    lines = workbench.load(own).paragraphs.filter(doc_id="beta")
    assert lines.filter(para_no=6)["zone"].item() == "caption"
    with pytest.raises(WorkbenchError, match="beta has no line 99"):
        with_zone(plan, own, "beta", [99], "body")


def test_the_shipped_corpus_and_other_folders_are_refused(tmp_path):
    before = tree(DATA)
    with pytest.raises(WorkbenchError, match="is not changed"):
        propose(gather([FILES / "beta.txt"]), DATA)
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(WorkbenchError, match="is not a corpus folder"):
        propose(gather([FILES / "beta.txt"]), tmp_path)
    assert tree(DATA) == before


def test_what_was_added_meanwhile_is_not_added_twice(own):
    plan = propose(gather([FILES / "beta.txt"]), own)
    add(plan, own)
    with pytest.raises(WorkbenchError, match="beta was added meanwhile"):
        add(plan, own)


CHILD = """
import os, resource, signal, sys
from pathlib import Path
from workbench.errors import WorkbenchError
from workbench.ingest.command import command
from workbench.ingest import Source, add, looked, propose
plan = propose([Source("new.txt", b"The towns agreed on trade. " * 4000)], Path(sys.argv[1]))
plan = looked(plan, ["new"])
if sys.argv[2] == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
elif os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
try:
    add(plan, Path(sys.argv[1]))
except WorkbenchError as error:
    print(error)
"""


@pytest.mark.parametrize("fault", ["full", "read-only"])
@pytest.mark.parametrize("kind", ["new", "there"])
def test_a_full_disk_and_a_read_only_folder_change_nothing(fault, kind, own, tmp_path):
    parent = tmp_path / "parent"
    parent.mkdir()
    folder = parent / "corpus"
    if kind == "there":
        shutil.copytree(own, folder)
    before = tree(parent)
    for path in tmp_path.parents:
        if path.owner() != "root" or path == Path("/"):
            break
        path.chmod(path.stat().st_mode | 0o055)
    tmp_path.chmod(0o755)
    for path in [*parent.rglob("*"), parent]:
        path.chmod(0o555 if path.is_dir() and fault == "read-only" else 0o755)
    code = [sys.executable, "-c", CHILD, str(folder), fault]
    done = subprocess.run(code, capture_output=True, text=True, check=True)
    for path in [parent, *parent.rglob("*")]:
        path.chmod(0o755)
    assert "corpus: cannot be written (" in done.stdout
    assert tree(parent) == before


def test_a_corpus_travels_with_the_same_checksums(own, tmp_path):
    assert pack(own, tmp_path / "one.zip") == len(tree(own))
    assert unpack(tmp_path / "one.zip", tmp_path / "there") == 1
    assert tree(tmp_path / "there") == tree(own)
    assert check(tmp_path / "there") == []
    with pytest.raises(WorkbenchError, match="there already"):
        pack(own, tmp_path / "one.zip")
    pack(tmp_path / "there", tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_corpus_with_a_wrong_checksum_does_not_travel(own, tmp_path):
    pack(own, tmp_path / "one.zip")
    (own / "raw" / "alpha.txt").write_text("other")
    with pytest.raises(WorkbenchError, match="its checksum is not the manifest's"):
        pack(own, tmp_path / "two.zip")
    assert not (tmp_path / "two.zip").exists()
    data = (tmp_path / "one.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    with pytest.raises(WorkbenchError, match="is no whole ZIP file"):
        unpack(tmp_path / "cut.zip", tmp_path / "there")
    assert not (tmp_path / "there").exists()


def test_the_environment_names_the_corpus(own, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CORPUS", str(own))
    assert workbench.load().documents["doc_id"].to_list() == ["alpha"]
    assert workbench.load(DATA).documents.height == 5


def test_lab_refuses_what_is_no_corpus(tmp_path, capsys):
    assert main(["lab", str(tmp_path)]) == 2
    assert "is not a corpus folder" in capsys.readouterr().err


def test_a_zone_beyond_the_last_line_is_told(own):
    manifest = own / "manifest.toml"
    text = manifest.read_text("utf-8").replace("last = 10", "last = 4000000000", 1)
    manifest.write_text(text, "utf-8")
    assert "a zone names line 4000000000, and there are 10." in " ".join(check(own))


def test_of_many_texts_that_are_near_three_are_named_and_the_rest_counted(tmp_path):
    text = " ".join(f"word{n}" for n in range(60))
    sources = [Source(f"{n}.txt", f"{text} end{n} of it\n".encode()) for n in range(6)]
    notes = propose(sources, tmp_path / "own").files["notes"].to_list()
    near = [[note for note in of if "ear" in note.lower()] for of in notes]
    assert list(map(len, near)) == [0, 1, 2, 3, 4, 4]
    assert near[5][3] == "It is nearly the same as 2 more."
