import polars as pl
import pytest

from workbench.analysis.emphasis import mentions
from workbench.analysis.issues import counterparts
from workbench.analysis.wording.vectors import space
from workbench.corpus.links import read_reference
from workbench.schemas import conform, mismatches


@pytest.fixture(scope="module")
def reference(corpus):
    return read_reference(corpus.folder, corpus.paragraphs)


@pytest.fixture(scope="module")
def ukraine(corpus, shipped, spaces, reference):
    return counterparts(corpus, *shipped["ukraine"], spaces["sentence"], None, reference)


def test_every_passage_meets_every_other_document(corpus, ukraine):
    passages = ukraine.select("left_id", "left_start").unique().height
    assert passages == 4
    pairs = ukraine.select("left_id", "left_start", "right_id").unique().height
    assert pairs == passages * 4
    assert mismatches("counterparts", ukraine, corpus.documents["doc_id"].dtype) == []


def test_the_digest_stands_beside_its_statement(ukraine):
    (row,) = ukraine.filter(left_id="vov-2025", right_id="vgp-2025").rows(named=True)
    assert row["left_text"].startswith("Russia acknowledged")
    assert row["right_text"].startswith("Russia highly appreciates")
    assert (row["right_provision"], row["link"]) == ("32", "coded by hand")
    assert row["stamp"].startswith("Read as editorial selection.")


def test_two_sentences_may_answer_to_one(ukraine):
    rows = ukraine.filter(left_id="vgp-2025", right_id="tass-2024")
    assert rows["counterpart_no"].to_list() == [1, 2]
    assert set(rows["stamp"].str.slice(0, 18)) == {"Side by side only."}


def test_no_counterpart_is_a_row(ukraine):
    rows = ukraine.filter(left_id="vgp-2025", right_id="tass-2021")
    assert rows.select("counterpart_no", "right_start", "right_text", "score", "link").rows() == [
        (0, None, "", None, "no counterpart found")
    ]


def test_right_texts_stand_where_they_say(corpus, shipped, spaces, reference):
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for issue, found in shipped.values():
        rows = counterparts(corpus, issue, found, spaces["clause"], None, reference)
        for side in ("left", "right"):
            places = rows.drop_nulls(f"{side}_start")
            for doc_id, start, end, text in places.select(
                f"{side}_id", f"{side}_start", f"{side}_end", f"{side}_text"
            ).iter_rows():
                assert texts[doc_id][start:end] == text


def test_a_link_coded_by_hand_is_there_though_it_was_not_proposed(
    corpus, shipped, spaces, reference
):
    rows = counterparts(corpus, *shipped["nuclear-energy"], spaces["sentence"], None, reference)
    added = rows.filter(pl.col("link") == "coded by hand", pl.col("score").is_null())
    assert added.select("left_id", "left_provision", "right_id", "right_provision").rows() == [
        ("tass-2021", "¶18", "vgp-2025", "9"),
        ("vgp-2025", "9", "tass-2021", "¶18"),
    ]
    doubted = rows.filter(link="proposed, but different by hand")
    assert doubted.height > 0


def test_a_rejected_link_is_no_counterpart_and_an_added_one_is(corpus, shipped, spaces):
    issue, found = shipped["ukraine"]
    rows = counterparts(corpus, issue, found, spaces["sentence"])
    (link,) = rows.filter(left_id="vov-2025", right_id="vgp-2025").rows(named=True)
    order = corpus.documents["doc_id"].dtype
    spans = {
        name: link[name]
        for name in ("left_id", "left_start", "left_end", "right_id", "right_start", "right_end")
    }
    said = {"note": "", "who": "x", "when": "2026-01-01"}
    other = spans | {"right_id": "tass-2021", "right_start": 1200, "right_end": 1300}
    decisions = pl.DataFrame(
        [spans | said | {"status": "rejected"}, other | said | {"status": "added"}]
    )
    decided = counterparts(
        corpus, issue, found, spaces["sentence"], conform("decisions", decisions, order)
    )
    here = decided.filter(left_id="vov-2025")
    assert here.filter(right_id="vgp-2025")["link"].to_list() == ["no counterpart found"]
    assert here.filter(right_id="tass-2021")["link"].to_list() == ["added"]


def test_one_document_has_no_counterparts(make, lake):
    corpus = make({"a": "They read the Pact on the Grey Lake and went home."})
    assert counterparts(corpus, lake, mentions(corpus, lake.codebook), space(corpus)).height == 0
