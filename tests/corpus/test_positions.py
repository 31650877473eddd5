import shutil

import polars as pl
import pytest

import workbench
from workbench.corpus.check import check, misplaced
from workbench.corpus.load import DATA
from workbench.corpus.positions import coded_issues, read_positions
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches


@pytest.fixture
def coded(shipped_copy):
    shutil.copytree(DATA / "reference" / "positions", shipped_copy / "reference" / "positions")
    return shipped_copy


def spoilt(folder, old, new):
    """Change the first such words of the Ukraine file, and read it."""
    path = folder / "reference" / "positions" / "ukraine.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return read_positions(workbench.load(folder), "ukraine")


@pytest.mark.parametrize("issue", ["ukraine", "east-sea", "nuclear-energy"])
def test_every_position_stands_where_it_says(corpus, issue):
    rows = read_positions(corpus, issue)
    assert mismatches("positions", rows, corpus.documents["doc_id"].dtype) == []
    assert misplaced("positions", rows, corpus.documents) == []
    place = {"start": "operator_start", "end": "operator_end", "text": "operator_text"}
    operators = rows.select("doc_id", **place)
    assert misplaced("operators", operators, corpus.documents) == []
    assert set(rows["coder"]) == {"hand"}
    assert set(rows["issue"]) == {issue}


def test_a_position_knows_its_sentence_and_provision(corpus):
    rows = read_positions(corpus, "ukraine").filter(doc_id="vgp-2025")
    assert rows.select("position_no", "para_no", "sent_no", "provision").rows() == [
        (1, 129, 86, "32"),
        (2, 129, 86, "32"),
    ]


def test_what_a_statement_says_is_stated_and_nothing_else_is(corpus):
    rows = pl.concat([read_positions(corpus, issue) for issue in coded_issues(corpus.folder)])
    stated = rows.filter(pl.col("voice") == "stated")["doc_id"].unique().to_list()
    assert stated == ["vgp-2025"]
    assert set(rows.filter(pl.col("doc_id") == "vgp-2025")["voice"]) == {"stated"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('from = "Russia highly', 'from = "Russia warmly', "position 1: 'Russia warmly appreciates' is not in line 29 of tass-2024"),
        ("para = 29", "para = 2900", "position 1: tass-2024 has no line 2900"),
        ('operator_text = "highly appreciates"', 'operator_text = "applauds"', "operator_text 'applauds' is not in .Russia highly"),
        ('actor_text = "Moscow"', 'actor_text = "Kremlin"', "position 2: actor_text 'Kremlin' is not in line 29 of tass-2024"),
        ('name_used = "conflict"', 'name_used = "war"', "name_used 'war' is not in"),
        ('actor = "Russia"', 'actor = "Kremlin"', "unknown actor 'Kremlin'; choose both sides, Russia, Viet Nam, Putin, To Lam, not named"),
        ('operator = "welcome"', 'operator = "greet"', "unknown operator 'greet'; choose state"),
        ("embedded = []", 'embedded = ["not greet"]', "unknown embedded 'greet'"),
        ("legal_anchors = []", 'legal_anchors = ["Magna Carta"]', "unknown legal_anchors 'Magna Carta'; choose UN Charter"),
        ("legal_anchors = []", 'legal_anchors = ""', "legal_anchors must be a list"),
        ('voice = "reported"', 'voice = "sung"', "unknown voice 'sung'; choose stated, quoted, reported"),
        ('voice = "reported"', "", "position 1: needs actor, actor_text"),
        ('note = "', "note = 1 #", "note must be text"),
        ('issue = "ukraine"', 'issue = "sea"', "is about 'sea'"),
        ('coder = "', 'by = "', r"\[coding\] needs coded, coder, issue, protocol"),
        ("[coding]", "[code]", r"must hold \[coding\], \[\[position\]\] and \[\[correction\]\]"),
        ("[[position]]", '[[correction]]\nwhat = "x"\n\n[[position]]', r"a \[\[correction\]\] needs date, what, why"),
    ],
)  # fmt: skip
def test_bad_codings_get_one_sentence(coded, old, new, message):
    with pytest.raises(WorkbenchError, match=message) as caught:
        spoilt(coded, old, new)
    assert "reference/positions/ukraine.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert check(coded) == [str(caught.value)]


def test_a_correction_says_when_what_and_why(coded):
    said = '[[correction]]\ndate = 2026-12-01\nwhat = "x"\nwhy = "y"\n\n[[position]]'
    assert spoilt(coded, "[[position]]", said).height == 6


def test_an_issue_without_a_coding_names_those_that_have_one(corpus, small):
    with pytest.raises(WorkbenchError, match="choose east-sea, nuclear-energy, ukraine"):
        read_positions(corpus, "trade")
    with pytest.raises(WorkbenchError, match="no reference/positions"):
        read_positions(workbench.load(small), "trade")


def test_documents_that_are_gone_are_passed_over(coded):
    manifest = coded / "manifest.toml"
    tables = manifest.read_text("utf-8").split("[[document]]\n")
    kept = [table for table in tables if 'doc_id = "tass-2024"' not in table]
    manifest.write_text("[[document]]\n".join(kept), "utf-8")
    (coded / "raw" / "tass-2024.txt").unlink()
    rows = read_positions(workbench.load(coded), "ukraine")
    assert rows["doc_id"].unique().to_list() == ["vgp-2025", "vov-2025"]
    assert rows.filter(doc_id="vov-2025")["position_no"].to_list() == [1, 2]
