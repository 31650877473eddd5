"""Two passages slot by slot: nothing is lost, and every cell is where it belongs."""

from pathlib import Path

import polars as pl
import pytest

import workbench as wb
from tests.issues.conftest import PARTIES
from tests.made import made_corpus
from workbench.corpus.words import known_words
from workbench.errors import WorkbenchError
from workbench.wording.edits import WEAK
from workbench.wording.slots import cells, meaning, mostly_new, read_slots

CASES = Path(__file__).parent / "cases" / "slots.tsv"
PAIRS = [("tass-2021", "tass-2024"), ("vov-2025", "vgp-2025"), ("investor-2024", "tass-2024")]
SIDE_BY_SIDE = ("left", "left_reading", "right", "right_reading", "mark")
ONLY, NAMES = ("only then", "only now"), ("A", "B")


def content(text):
    words = known_words(pl.Series([text]))["word"].to_list()
    return sorted(word for word in words if word not in WEAK | {"while", "whereas"})


@pytest.fixture(scope="module")
def compared(corpus):
    study = wb.Wording(corpus)
    return [study.compare(*pair, override=True) for pair in PAIRS]


def test_every_word_is_in_one_cell_as_printed(corpus, compared):
    for pair in compared:
        rows = cells(pair.links, corpus, ONLY)
        for link in pair.links.iter_rows(named=True):
            own = rows.filter(link_no=link["link_no"])
            for side in ("left", "right"):
                assert all(cell in link[f"{side}_text"] for cell in own[side])
                assert content(" ; ".join(own[side])) == content(link[f"{side}_text"])


def test_there_and_back_the_same_words_stand_side_by_side(corpus, compared):
    links = compared[0].links
    sides = {f"left_{name}": f"right_{name}" for name in ("id", "start", "end", "text")}
    back = cells(links.rename(sides | {right: left for left, right in sides.items()}), corpus, ONLY)
    back = back.rename({"left": "right", "right": "left"})
    met = [
        rows.filter(mark="same").select("link_no", "left", "right").sort(pl.all()).rows()
        for rows in (cells(links, corpus, ONLY), back)
    ]
    assert met[0] == met[1]


@pytest.fixture(scope="module")
def set_out(tmp_path_factory):
    """Compare the passages of every case, in a corpus of two other parties."""
    cases = [case.split("\t") for case in CASES.read_text("utf-8").splitlines()]
    texts = {
        f"{side}{n}": case[at] + "\n" * (2 * n + at)
        for n, case in enumerate(cases)
        for at, side in enumerate("ab")
    }
    folder = made_corpus(tmp_path_factory.mktemp("slots") / "corpus", texts)
    book = folder / "manifest.toml"
    book.write_text(PARTIES + book.read_text("utf-8"), "utf-8")
    corpus, rows = wb.load(folder), []
    for n, (left, right, *_) in enumerate(cases):
        of = {
            "link_no": n,
            "left_id": f"a{n}",
            "left_start": 0,
            "left_end": len(left),
            "left_text": left,
        }
        of |= {"right_id": f"b{n}", "right_start": 0, "right_end": len(right), "right_text": right}
        rows.append(of)
    found = cells(pl.DataFrame(rows), corpus, ONLY)
    return cases, found.select("link_no", "slot", *SIDE_BY_SIDE)


def test_words_stand_in_their_slot_and_say_how_they_compare(set_out):
    """Two passages; then a slot, the words and reading of either side, and how they compare."""
    cases, found = set_out
    wrong = [case for n, case in enumerate(cases) if (n, *case[2:]) not in found.rows()]
    assert wrong == [], found.filter(
        pl.col("link_no").is_in([cases.index(case) for case in wrong])
    ).rows()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("who", "They", "both sides", "The sides", "both sides", "same")], "agree; the wording"),
        ([("does", "urge", "call, rank 1", "support", "support, rank 2", "other words")],
         "Verb: “urge” (call, rank 1) becomes “support” (support, rank 2)."),
        ([("legal basis", "under law", "", "", "", "only then")], "Legal basis: only in A, “under law”."),
        ([("scope", " 5 % ", "", "6 %", "", "other words")], "Scope: “5 %” becomes “6 %”."),
        ([("what", "ships", "", "", "", "only then")], "agree; the wording"),
        ([("commitment", "ship " * 90, "", "", "", "only then")], "ship …”."),
    ],
)  # fmt: skip
def test_a_card_says_in_a_sentence_what_differs(rows, said):
    frame = pl.DataFrame(rows, schema=["slot", *SIDE_BY_SIDE], orient="row")
    assert said in meaning(frame, NAMES, dated=True)


def test_wording_is_mostly_new_up_to_half_of_its_letters():
    edits = {
        "link_no": [1, 1, 2, 2],
        "edit_no": [None, 1, None, 1],
        "left": ["abc", "ab", "ab", "ab"],
    }
    rows = pl.DataFrame(edits | {"right": edits["left"]})
    assert mostly_new(rows)["link_no"].to_list() == [2]


def test_a_fault_of_the_grammar_is_one_sentence_and_without_one_there_are_no_cells(make):
    corpus = make({"a": "Ships sail far.", "b": "Ships sail near."})
    path = corpus.folder / "codebook" / "slots.toml"
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("link = [", "link = ['(', "), "utf-8")
    with pytest.raises(WorkbenchError, match=r"slots\.toml: not a valid pattern"):
        read_slots(corpus.folder)
    path.unlink()
    pair = wb.Wording(corpus).compare("a", "b", least=0.01)
    assert cells(pair.links, corpus, ONLY).is_empty()
