"""Every notebook runs on a reader's own corpus; a section that lacks something says so."""

import re
import shutil
from pathlib import Path

import pytest

from tests.many import HILLS, RIVER, TITLE_ALONE, few
from tests.notebooks.shell import ran
from workbench.corpus.load import DATA
from workbench.ingest import add, gather, propose
from workbench.publish.requests import requests
from workbench.seminar import hand_out

FILES = Path(__file__).parents[1] / "ingest" / "files"
GONE = "vov-2025.txt"
STUDIES = [request.path for request in requests() if "/" not in request.name]
#: What needs a pair that may be compared, and what somebody has to have coded by hand.
COMPARED = {"02_readability", "03_emphasis", "3_time", "6_readable"}
CODED = {"01_wording", "03_emphasis", "04_ukraine", "05_east_sea", "5_formula", "7_codebook"}
#: What asks about one of the shipped texts, and what asks about the one that is taken away.
LESSONS = {"1_files", "2_voices", "3_time", "4_silence", "5_formula", "6_readable", "7_codebook"}
ABOUT_GONE = LESSONS - {"1_files", "3_time"}
#: Where that text is one side of a word by word comparison.
BESIDE_GONE = {"04_ukraine", "05_east_sea"}
#: A full statement has no voices to measure apart.
VOICES = {"02_readability"}


def added(folder, *stems):
    """Make a corpus of files as a reader adds them."""
    add(propose(gather(FILES / f"{stem}.txt" for stem in stems), folder), folder)


def known(folder):
    """Make a corpus of two statements by one publisher, of which all is known."""
    added(folder, "alpha", "beta")
    manifest = folder / "manifest.toml"
    text = manifest.read_text("utf-8")
    for key, value in {"publisher": '"Gazette"', "genre": '"statement"', "year": "2024"}.items():
        text = re.sub(f"^{key} = .*$", f"{key} = {value}", text, flags=re.MULTILINE)
    for name in ("first", "second"):
        text = text.replace('statement_id = "unknown"', f'statement_id = "{name}"', 1)
    manifest.write_text(text, "utf-8")


def without_a_press_text(folder):
    """Copy the shipped corpus and take a file away."""
    shutil.copytree(DATA, folder)
    (folder / "raw" / GONE).unlink()


CORPORA = {
    "one document": (lambda folder: added(folder, "alpha"), LESSONS, COMPARED | CODED),
    "two documents": (lambda folder: added(folder, "alpha", "beta"), set(), COMPARED | CODED),
    "two statements": (known, LESSONS, CODED | VOICES),
    "without a press text": (without_a_press_text, ABOUT_GONE, BESIDE_GONE),
}


@pytest.mark.parametrize("name", CORPORA)
def test_notebooks_run_and_say_what_is_lacking(name, tmp_path, monkeypatch):
    make, asked, lacking = CORPORA[name]
    make(tmp_path / "corpus")
    monkeypatch.setenv("WORKBENCH_CORPUS", str(tmp_path / "corpus"))
    copies = hand_out(tmp_path / "term") if asked else []
    lessons = [path for path in copies if path.parent.name == "student"]
    shown = {path.stem: ran(path, monkeypatch) for path in [*STUDIES, *lessons]}
    assert LESSONS & set(shown) == (LESSONS if asked else set())
    lack = {stem for stem, seen in shown.items() if "Not in this corpus." in str(seen)}
    assert lack == (asked | lacking) & set(shown)
    gone = {stem for stem, seen in shown.items() if any(GONE in said for said in seen.warned)}
    assert gone == (set(shown) if name == "without a press text" else set())
    for seen in shown.values():
        assert sum("Another corpus." in html for html in seen.html[:2]) == 1
        assert "could not be drawn" not in str(seen)


#: Texts, the notebooks that such texts once stopped, and what these say now.
ODD = {
    "one line": (
        ("The sides met",),
        {"02_readability", "03_emphasis", "6_readable", "7_codebook"},
        {"No document here has a score by", "no paragraph of body text"},
    ),
    "no link": ((RIVER, HILLS), {"01_wording"}, {"No passage of d0 and d1 is linked"}),
    "no body in one": (
        (TITLE_ALONE, RIVER),
        {"01_wording", "02_readability", "03_emphasis", "3_time", "6_readable"},
        {"d0 has no body text", "d0: not defined for text without words", "One side has no words"},
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_documents_that_lack_something_stop_no_notebook(name, tmp_path, monkeypatch):
    texts, stems, sentences = ODD[name]
    monkeypatch.setenv("WORKBENCH_CORPUS", str(few(tmp_path / "corpus", *texts)))
    copies = [path for path in hand_out(tmp_path / "term") if path.parent.name == "student"]
    paths = {path.stem: path for path in [*STUDIES, *copies]}
    seen = "".join(str(ran(paths[stem], monkeypatch)) for stem in sorted(stems))
    assert {sentence for sentence in sentences if sentence in seen} == sentences
    assert "could not be drawn" not in seen


def test_of_three_documents_the_two_with_body_text_are_compared(tmp_path, monkeypatch):
    folder = few(tmp_path / "corpus", TITLE_ALONE, RIVER, RIVER.replace("a bridge", "two bridges"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))
    seen = ran(next(path for path in STUDIES if path.stem == "01_wording"), monkeypatch)
    assert "no body text" not in str(seen)
    assert "d1 and d2 are compared instead" in str(seen.warned)
    assert sum("two bridges" in html for html in seen.html) > 0
