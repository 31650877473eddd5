"""Reference readings: their files, the topics they use, and what shares would be by them."""

import shutil

import polars as pl
import pytest

import workbench as wb
from tests.made import DATA, cases
from workbench.emphasis.agreement import carried, read_sheet, validity
from workbench.errors import Missing, WorkbenchError
from workbench.schema import dtypes

CASES = cases(__file__)


def test_the_readings_are_as_they_were_made(study):
    assert {name: one.filter("primary").height for name, one in study.readings.items()} == {
        "first": 149,
        "independent": 149,
        "second": 41,
    }
    assert dict(study.coding.schema) == dtypes("coding")
    assert set(study.coding["topic"]) <= {*study.sheet.topics, "none"}
    assert "history" in set(study.coding["topic"])


def test_topics_that_were_split_are_compared_under_their_old_name(study):
    assert study.sheet_labels["history"] == "The War and its memory + History of the relations"
    assert set(study.sheet_labels) == set(study.sheet.topics)
    assert set(study.translated["topic"]) <= set(study.sheet.topics)
    same = study.sheet.same(study.codebook)
    assert "ukraine" in same
    assert not {"defence", "alliances", "order", "rights", "memory", "past"} & set(same)


def test_without_a_sheet_the_topics_are_those_of_the_codebook(study, tmp_path):
    sheet = read_sheet(tmp_path, study.codebook)
    assert sheet.topics == list(study.labels)
    assert sheet.same(study.codebook) == list(study.labels)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


READING = """
[coding]
coder = "c"
coded = 2026-01-01
protocol = "p"

[[document]]
doc_id = "vov-2025"
paragraphs = [
  { para = 3, primary = "visits", also = ["history"], note = "" },
]
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("para = 3", "para = 2", "third.toml: vov-2025, line 2 is no body line"),
        ('"visits"', '"visit"', "line 3: unknown topic 'visit'; choose economy, .*, visits, none"),
        ('["history"]', '["visits"]', "line 3 has visits twice"),
        ('note = ""', 'nota = ""', "third.toml: .*nota"),
        ('coder = "c"', "", "third.toml: .*coder"),
    ],
)
def test_a_fault_in_a_reading_is_one_sentence(folder, old, new, message):
    (folder / "reference" / "topics" / "third.toml").write_text(READING.replace(old, new), "utf-8")
    with pytest.raises(WorkbenchError, match=message) as error:
        wb.Emphasis(wb.load(folder)).coding
    assert "\n" not in str(error.value)


def test_a_document_that_the_corpus_lacks_is_passed_over(folder):
    other = READING.replace("vov-2025", "gone-1999")
    (folder / "reference" / "topics" / "third.toml").write_text(other, "utf-8")
    assert wb.Emphasis(wb.load(folder)).readings["third"].is_empty()


def test_a_corpus_without_readings_has_shares_and_no_exam(make):
    study = wb.Emphasis(make({"a": "They met at sea in the harbour of the old town.\n"}))
    assert study.coding.is_empty()
    assert study.emphasis_by_reading.is_empty()
    assert study.accuracy().title.startswith("Not in this corpus: ")
    with pytest.raises(Missing):
        study.independent
    assert study.topic_shares().table["others"].null_count() == 16


def test_shares_by_every_coding(study):
    rows = study.emphasis_by_reading
    assert dict(rows.schema) == dtypes("emphasis_by_reading")
    coders = rows["coder"].unique(maintain_order=True).to_list()
    assert coders[:2] == ["rules", "rules, corrected"]
    assert len(coders) == 4  # the sample of 41 paragraphs has no document whole
    assert rows.height == 4 * 5 * 12
    assert rows.filter(pl.col("n") > pl.col("n_units")).is_empty()
    # the topics that mean the same in codebook and readings have the share of the rules
    by_rule = rows.filter(coder="rules", topic="energy").select("doc_id", "share")
    assert by_rule.equals(study.shares().filter(topic="energy").select("doc_id", "share"))
    here = rows.filter(doc_id="vgp-2025", topic="sea")
    n = dict(here.select("coder", "n").iter_rows())
    measured = study.validity.filter(topic="sea").row(0, named=True)
    expected = n["rules"] * measured["precision"] / measured["recall"]
    assert n["rules, corrected"] == pytest.approx(expected)
    coding = study.readings["independent"].filter(doc_id="vgp-2025", topic="sea")
    lines = study.corpus.paragraphs.join(coding, on=["doc_id", "para_no"])
    assert n[coding["coder"][0]] == lines["provision"].n_unique()


def test_words_that_only_one_statement_has_are_not_carried():
    found = pl.DataFrame(
        {
            "doc_id": ["a", "b", "c", "c"],
            "topic": ["sea"] * 4,
            "match": ["East-Sea", "east sea", "East Sea", "reef"],
        }
    )
    documents = pl.DataFrame({"doc_id": ["a", "b", "c"], "statement_id": ["s", "s", "t"]})
    assert carried(found, documents)["match"].to_list() == ["East-Sea", "east sea", "East Sea"]
    assert carried(found.head(2), documents).is_empty()


def test_what_the_shipped_rules_reach(study):
    rows = study.validity
    assert (rows["precision"] >= 0.75).all()
    assert (rows["recall"] >= 0.89).all()


def test_the_figures_told_in_the_readme_are_those_measured(study):
    told = (study.corpus.folder / "reference" / "topics" / "README.md").read_text("utf-8")
    others = carried(study.translated, study.corpus.documents)
    beginnings = {
        "| now, by ": study.translated,
        "| now, only with words that a text on another statement uses too, by ": others,
        "| now, only with such words, by ": others,
    }
    lines = [line for line in told.splitlines() if line.startswith("| now")]
    assert len(lines) == 4
    for line in lines:
        name = line.split("`")[1].removesuffix(".toml")
        found = next(rows for head, rows in beginnings.items() if line.startswith(head))
        rows = validity(study.readings[name], found, list(study.sheet_labels))
        row = rows.row(-1, named=True)
        measured = [f"{row[rate]:.2f}" for rate in ("precision", "recall", "kappa")]
        assert [cell.strip() for cell in line.split("|")[2:5]] == measured


# --- the shipped rules ---


@pytest.mark.parametrize(
    ("doc_id", "para_no", "topic"),
    [
        *(("tass-2021", line, "information") for line in (33, 34, 35)),  # under a heading on IT
        ("tass-2024", 23, "order"),  # "UN efforts" to develop a convention
        ("investor-2024", 30, "economy"),  # the Vietsovpetro "joint venture"
        ("investor-2024", 23, "economy"),  # institutions that the USSR built
        ("investor-2024", 23, "people"),
        ("vgp-2025", 110, "rights"),
        ("vgp-2025", 111, "alliances"),
        ("vgp-2025", 68, "crime"),
    ],
)
def test_what_both_readers_reject_is_not_coded(study, doc_id, para_no, topic):
    found = study.mentions.with_columns(pl.col("topic").cast(pl.String))
    assert found.filter(doc_id=doc_id, para_no=para_no, topic=topic).is_empty()


@pytest.mark.parametrize(
    ("topic", "places"),
    [
        ("alliances", {("tass-2021", 8), ("tass-2021", 34), ("investor-2024", 7), ("tass-2024", 17), ("vgp-2025", 90)}),
        ("sanctions", {("vgp-2025", 110)}),
        ("rights", {("vgp-2025", 120)}),
        ("memory", {("vgp-2025", 68), ("vgp-2025", 70), ("vgp-2025", 112), ("vgp-2025", 130), ("vov-2025", 3)}),
    ],
)  # fmt: skip
def test_where_the_topics_are_that_stand_alone_now(study, topic, places):
    found = study.mentions.filter(pl.col("topic") == topic)
    assert set(found.select("doc_id", "para_no").iter_rows()) == places
