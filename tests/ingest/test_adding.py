"""Documents are added whole or not at all; nothing is lost, whatever happens on the way."""

import hashlib
import random
import shutil
import subprocess
import sys
import time
import tomllib
from contextlib import nullcontext
from pathlib import Path

import polars as pl
import pytest

import workbench as wb
from tests.ingest.made import pdf
from tests.made import DATA
from workbench.cli import main
from workbench.corpus.load import open_questions
from workbench.errors import WorkbenchError, WorkbenchWarning
from workbench.ingest import Source, add, edit
from workbench.ingest.form import add_form

PROSE = "The two towns agreed that they would build a bridge over the river, and that it was to be free. "
ALPHA = f"The Bridge Is Built\n\nThe Gazette | June 20, 2024\n\n{PROSE * 2}\n\nThis site uses cookies; accept them.\n"
HTML = f"<html><body><nav><a href='/'>Home</a></nav><p>{PROSE * 4}</p></body></html>"
MENU = f"{PROSE}\n\nTea\n\nRice\n\nCoal\n\nSalt\n"


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def bytes_in(folder):
    return {hashlib.sha256(data).hexdigest() for data in tree(folder).values()}


def source(name, text):
    return Source(name, text.encode())


@pytest.fixture
def own(tmp_path):
    """Give a corpus of one added text."""
    add([source("alpha.txt", ALPHA)], tmp_path / "own")
    return tmp_path / "own"


def added(folder):
    return tomllib.loads((folder / "added.toml").read_text())["file"]


def tables(folder):
    return {
        one["doc_id"]: one
        for one in tomllib.loads((folder / "manifest.toml").read_text())["document"]
    }


def test_a_new_corpus_is_in_order_and_keeps_the_original(own):
    assert wb.check(own) == []
    assert (own / "originals" / "alpha.txt").read_bytes() == ALPHA.encode()
    row = wb.load(own).documents.row(0, named=True)
    assert (row["genre"], row["year"], row["published"]) == ("unknown", None, "2024-06-20")
    assert "cookie" not in " ".join(wb.load(own).sentences["text"])
    for name in ("codebook/topics.toml", "glossary.toml"):
        assert (own / name).read_bytes() == (DATA / name).read_bytes()
    assert (own / ".gitattributes").read_text() == "raw/* -text\noriginals/* -text\n"


def test_the_report_counts_what_the_corpus_counts(tmp_path):
    text = "The Bridge Is Built\n\n1. The towns met on a river.\n\n– They agreed on it.\n\nShare\n"
    files = add([source("a.txt", text), source("b.txt", ALPHA)], tmp_path / "own").files
    documents = wb.load(tmp_path / "own").documents.select("doc_id", "n_words_raw")
    assert dict(files.select("doc_id", "n_words_raw").rows()) == dict(documents.rows())
    assert files["status"].to_list() == ["ready", "ready"]


def test_adding_again_changes_nothing(own, tmp_path):
    (tmp_path / "t.csv").write_text("text\nThe towns met.\nThe shores agreed to talk.\n")
    offered = [source("alpha.txt", ALPHA), source("page.html", HTML), source("m.txt", MENU)]
    offered.append(tmp_path / "t.csv")
    add(offered, own)
    before = tree(own)
    report = add(offered, own)
    assert tree(own) == before
    assert set(report.files["status"]) == {"there"}
    assert "5 offered" in str(report)
    assert "alpha" in report.files["doubts"][0][0]
    # of a page the extractor and the bytes are kept, and of a table one copy
    entry = {one["doc_id"]: one for one in added(own)}["page"]
    assert (entry["original"], entry["extractor"].split()[0]) == ("page.html", "lxml")
    names = {path.name for path in (own / "originals").iterdir()}
    assert names == {"alpha.txt", "page.html", "m.txt", "t.csv"}
    (own / "originals" / "page.html").write_text("other")
    assert "originals/page.html: has changed since it was added; restore it." in wb.check(own)[0]


def test_a_draft_is_read_and_not_compared_until_its_questions_are_settled(own):
    add([source("m.txt", MENU)], own)
    (question,) = tables(own)["m"]["draft"]
    assert question.startswith("Short lines: line 2, 3, 4, 5 are cut as a menu or a table")
    corpus = wb.load(own)
    assert corpus.claims("m", "alpha", override=True).why.endswith(f"is a draft: {question}")
    assert wb.check(own) == []
    assert f"m: {question}" in open_questions(own)
    add([source("m.txt", MENU)], own, looked=["short lines"])
    assert "draft" not in tables(own)["m"]


@pytest.mark.parametrize("looked", ["all", "m", "m.txt", "Short lines"])
def test_what_was_looked_at_is_finished(looked, tmp_path):
    report = add([source("m.txt", MENU), source("a.txt", ALPHA)], tmp_path / "own", looked=[looked])
    assert report.files["status"].to_list() == ["ready", "ready"]


def test_the_command_adds_without_questions_and_leaves_a_corpus_that_the_others_read(
    tmp_path, capsys
):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "m.txt").write_text(MENU)
    (tmp_path / "in" / "page.html").write_text(HTML)
    (tmp_path / "in" / "bell\x07.rtf").write_text("{\\rtf1 x}")
    own = tmp_path / "own"
    assert main(["add", str(tmp_path / "in"), "--into", str(own), "--yes", "--looked", "all"]) == 0
    told = capsys.readouterr().out
    assert "3 offered" in told
    assert "Refused, 1×: is an RTF file; save it as DOCX" in told
    assert "\x07" not in told
    assert main(["check", str(own)]) == 0
    assert main(["export", str(tmp_path / "out"), "--corpus", str(own)]) == 0
    assert (tmp_path / "out" / "sentences.csv").exists()


def test_metadata_of_many_are_filled_in_in_one_sheet(own, tmp_path):
    sheet = tmp_path / "metadata.csv"
    offered = [source("m.md", MENU), source("-dash.txt", f"{PROSE}They met again.")]
    add(offered, own, sheet=sheet)
    cells = pl.read_csv(sheet, infer_schema=False)
    assert cells.columns[:4] == ["file", "doc_id", "statement_id", "series"]
    assert "'-dash.txt" in cells["file"]
    filled = {"genre": "digest", "event_date": "15.05.2024", "looked": "yes"}
    cells = cells.with_columns(pl.lit(value).alias(name) for name, value in filled.items())
    cells.write_csv(sheet, separator=";", include_bom=True)
    before = (own / "manifest.toml").read_text()
    report = add(offered, own, sheet=sheet)
    assert {one["genre"] for one in tables(own).values()} == {"digest"}
    assert {one["event_date"] for one in tables(own).values()} == {"2024-05-15"}
    assert "draft" not in tables(own)["m"]
    assert before.startswith((own / "manifest.toml").read_text()[:700])  # the head is as it was
    assert report.files["status"].to_list() == ["there"] * 2 + ["changed"] * 3
    assert add([sheet], own).files["status"].to_list() == ["unchanged"] * 3
    sheet.write_text("file,genre\nalfa.txt,digest\n")
    with pytest.raises(
        WorkbenchError, match=r"No document and no offered file is called 'alfa.txt' \(is 'alpha"
    ):
        add([sheet], own)


def test_a_table_says_what_files_are_and_digests_take_the_series_of_their_statement(tmp_path):
    (tmp_path / "a.txt").write_text(f"Joint Statement of the Lake Council\n\n{PROSE}\n")
    (tmp_path / "b.txt").write_text(f"Council Keeps the Tariff\n\n{PROSE * 3}\n")
    (tmp_path / "about.csv").write_text(
        "file,statement_id,genre,doc_id\na.txt,lake-1,statement,x\nb.txt,lake-1,digest,x\n"
    )
    report = add([tmp_path / "about.csv"], tmp_path / "own")
    found = tables(tmp_path / "own")
    assert {one["series"] for one in found.values()} == {"Lake Council"}
    assert found["x-2"]["draft"][0].startswith("Name: the doc_id x is used already")
    assert report.files["unknown"][0].to_list().count("genre") == 0


def test_parties_of_a_new_corpus_are_those_that_all_titles_name(tmp_path):
    for year in (1, 2):
        text = f"Joint Statement between the Lake Union and the Republic of Salt, year {year}\n\n{PROSE} {year}\n"
        add([source(f"{year}.txt", text)], tmp_path / "own")
    names, parties = ["Lake Union", "Republic of Salt"], wb.load(tmp_path / "own").parties
    assert [party.party for party in parties] == names
    assert [party.names for party in parties] == [["Lake Union"], ["Republic of Salt", "Salt"]]
    assert open_questions(tmp_path / "own")[-2:] == [
        f"parties: adjectives, capitals, offices of {name} are not given, so “the … side” or “the … president” names no actor."
        for name in names
    ]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Kingdom of the Lake", ["Kingdom of the Lake", "Lake"]),
        ("Republic of Korea", ["Republic of Korea"]),  # there are two
        ("United States of America", ["United States of America"]),
    ],
)
def test_a_state_goes_by_its_short_name_too(tmp_path, name, names):
    text = f"Joint Statement of the {name} and the Salt Union\n\n{PROSE}\n"
    add([source("a.txt", text)], tmp_path / "own")
    assert [party.names for party in wb.load(tmp_path / "own").parties] == [names, ["Salt Union"]]


def test_documents_stand_by_their_dates(tmp_path):
    dated = "{0}{1}\n\nDone at Riverton on {1} May 2024.\n"
    add([source(f"{n}.txt", dated.format(PROSE, n)) for n in (3, 1, 2)], tmp_path / "own")
    assert list(tables(tmp_path / "own")) == ["1", "2", "3"]


def test_an_edited_manifest_is_added_to_and_not_rewritten(own):
    manifest = own / "manifest.toml"
    edited = manifest.read_text().replace('publisher = "unknown"', 'publisher = "Gazette" # mine')
    manifest.write_text(edited)
    add([source("beta.txt", PROSE)], own)
    assert manifest.read_text().startswith(edited.rstrip("\n"))
    edit(own, {"beta": {"genre": "report"}})
    assert manifest.read_text().startswith(edited.rstrip("\n"))
    assert tables(own)["beta"]["genre"] == "report"
    before = manifest.read_text()
    with pytest.raises(WorkbenchError, match="'poem' is not a choice"):
        edit(own, {"beta": {"genre": "poem"}})
    assert manifest.read_text() == before


def test_the_same_text_is_left_out_and_a_near_copy_is_asked_about(own):
    near = ALPHA.replace("free", "cheap")
    offered = [
        source("one.txt", ALPHA),
        source("two.txt", ALPHA.upper()),
        source("three.txt", near * 3),
    ]
    files = add(offered, own).files
    assert files["status"].to_list()[0] == "there"
    assert files["doubts"][0].to_list() == ["It is there already as alpha."]


def test_the_shipped_corpus_and_other_folders_are_refused(tmp_path):
    before = tree(DATA)
    with pytest.raises(WorkbenchError, match="is not changed; name another"):
        add([source("beta.txt", PROSE)], DATA)
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(WorkbenchError, match="is not a corpus folder"):
        add([source("beta.txt", PROSE)], tmp_path)
    assert tree(DATA) == before
    (tmp_path / "mine.txt").rename(tmp_path / "added.toml.tmp")  # of an add that was killed
    assert add([source("beta.txt", PROSE)], tmp_path).files["status"].to_list() == ["ready"]


def test_a_corrected_file_whose_table_was_deleted_is_the_new_text(own):
    manifest = own / "manifest.toml"
    manifest.write_text(
        manifest.read_text().partition("[[document]]")[0] + added_table(own, "beta")
    )
    corrected = ALPHA.replace("free", "open to all")
    add([source("alpha.txt", corrected)], own)
    assert wb.check(own) == []
    assert (own / "raw" / "alpha.txt").read_text() == corrected
    assert hashlib.sha256(ALPHA.encode()).hexdigest() in bytes_in(own)
    assert sorted(one["doc_id"] for one in added(own)) == ["alpha", "beta"]


def added_table(own, name):
    """Add another document, and give its table alone."""
    add([source(f"{name}.txt", f"{PROSE}{name}")], own)
    return "[[document]]" + (own / "manifest.toml").read_text().rpartition("[[document]]")[2]


def test_a_text_that_was_changed_by_hand_is_kept_when_its_table_is_gone(own):
    table = added_table(own, "beta")
    (own / "raw" / "alpha.txt").write_text("my own correction")
    manifest = own / "manifest.toml"
    manifest.write_text(manifest.read_text().partition("[[document]]")[0] + table)
    report = add([source("alpha.txt", ALPHA)], own)
    assert hashlib.sha256(b"my own correction").hexdigest() in bytes_in(own)
    assert "1 texts that the manifest does not list were put away" in str(report)
    assert wb.check(own) == []


CHILD = r"""
import os, resource, signal, sys
from workbench.errors import WorkbenchError
from workbench.ingest import Source, add
if sys.argv[2] == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
elif sys.argv[2] == "read-only" and os.geteuid() == 0:
    os.setresuid(65534, 65534, 65534)
elif sys.argv[2] == "kill":
    print("ready", flush=True)
try:
    add([Source(f"{n}.txt", b"The towns agreed on trade. They met %d times.\n\n" % int(n) * 1500) for n in sys.argv[3:]], sys.argv[1])
except WorkbenchError as error:
    print(error)
"""


def child(folder, fault, *names):
    code = [sys.executable, "-c", CHILD, str(folder), fault, *names]
    return subprocess.Popen(
        code, stdout=subprocess.PIPE, text=True, cwd=Path(wb.__file__).parents[1]
    )


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
    told, _ = child(folder, fault, "1").communicate()
    for path in [parent, *parent.rglob("*")]:
        path.chmod(0o755)
    assert "cannot be written (" in told
    assert tree(parent) == before


def test_whatever_is_killed_the_corpus_opens_or_says_what_to_do(tmp_path):
    own, draw = tmp_path / "own", random.Random(3)  # noqa: S311
    for _ in range(4):
        running = child(own, "kill", *map(str, draw.sample(range(40), 12)))
        running.stdout.readline()
        time.sleep(draw.uniform(0.05, 0.4))
        running.kill()
        running.wait()
        if (own / "manifest.toml").exists():
            with pytest.warns(WorkbenchWarning) if unlisted(own) else nullcontext():
                wb.load(own)
    child(own, "none", *map(str, range(40))).wait()
    assert wb.load(own).documents.height == 40
    assert wb.check(own) == []
    names = [one["doc_id"] for one in added(own)]
    assert len(names) == len(set(names)) == 40
    assert not (own / ".adding").exists()


def unlisted(own):
    return {path.stem for path in (own / "raw").glob("*.txt")} != set(tables(own))


def test_two_that_found_one_corpus_at_once_are_both_there(tmp_path):
    both = [child(tmp_path / "own", "none", str(n)) for n in (1, 2)]
    assert [one.communicate()[0] for one in both] == ["", ""]
    assert wb.load(tmp_path / "own").documents["doc_id"].sort().to_list() == ["1", "2"]


def test_a_thousand_documents_are_added_in_time_and_their_texts_are_not_held(tmp_path):
    draw = random.Random(1)  # noqa: S311
    texts = (" ".join(f"word{draw.randint(0, 9_999)}" for _ in range(60)) for _ in range(1_000))
    said = []
    offered = [source(f"{n}.txt", f"{text}.\n") for n, text in enumerate(texts)]
    start = time.process_time()
    report = add(offered, tmp_path / "own", progress=said.append)
    assert time.process_time() - start < 15
    assert report.files["status"].to_list() == ["ready"] * 1_000
    assert said[-1] == "Read 1,000 of 1,000 files."


def test_the_form_shows_and_settles_the_same_drafts(tmp_path):
    form = add_form(tmp_path / "own")
    assert "Choose files" in form.pane("Add files")
    chosen = [("m.txt", MENU.encode()), ("a.pdf", pdf([PROSE[:80]]))]
    assert "2 offered" in form.submit("Add files", "add", files=chosen)
    assert form.options("document")[0] == "m"
    form.state.tab = "Documents"
    assert "Short lines: line 2, 3, 4, 5" in form.pane("Documents")
    assert "Saved m" in form.submit("Documents", "zone", lines="2, 4-5", zone="body")
    zones = [one["zone"] for one in tables(tmp_path / "own")["m"]["zone"]]
    assert zones == ["body", "boilerplate", "body"]
    filled = {"genre": "digest", "looked": True, "published": "2024-05-15"}
    assert "Saved m" in form.submit("Documents", "save", **filled)
    found = tables(tmp_path / "own")["m"]
    assert (found["genre"], found["published"], "draft" in found) == ("digest", "2024-05-15", False)
    assert "cannot be told as one day" in form.submit("Documents", "save", published="5/6/2024")
    beyond = form.submit("Documents", "zone", lines="9", zone="body")
    assert "the lines are numbered from 1 to 5" in beyond
