"""Figures of issues, from frames small enough to read."""

import re

import polars as pl
import pytest

from tests.display.made import ORDER, two_documents
from workbench.display import (
    competing,
    counterparts,
    coverage,
    coverage_map,
    silences,
)

TERMS = pl.DataFrame({"topic": ["sea", "code"], "label": ["The sea", "The code"]})


@pytest.fixture
def documents():
    return two_documents(("statement", "digest"))


def cells():
    return pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "a", "b", "b"], dtype=ORDER),
            "issue": ["waters"] * 4,
            "term": ["sea", "code", "sea", "code"],
            "status": ["stated", "not in the statement", "quoted", "not in this source"],
            "n": [2, 0, 1, 0],
            "n_stated": [2, 0, 0, 0],
            "n_quoted": [0, 0, 1, 0],
            "n_reported": [0, 0, 0, 0],
            "n_inside": [0, 1, 0, 0],
            "n_headings": [0] * 4,
            "n_elsewhere": [0, 0, 0, 3],
            "why": ["2 stated", "The statement is silent.", "1 quoted", "A digest is short."],
        }
    )


def lines(left="We like the "):
    return pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "a", "b"], dtype=ORDER),
            "term": ["sea"] * 3,
            "para_no": [1, 2, 1],
            "voice": ["stated", "stated", "quoted"],
            "left": [left] * 3,
            "match": ["<Sea>"] * 3,
            "right": [" & land."] * 3,
        }
    )


def test_coverage_says_how_much_is_silent_and_opens_every_cell(documents):
    figure = coverage(cells(), lines(), TERMS, documents, "The waters")
    assert figure.title == "The waters: terms in 2 of 2 documents; there, 2 of 4 cells are filled"
    body = str(figure.body)
    assert body.count("<details>") == 4
    assert body.count("¶ ") == 3
    assert "○ not in the statement" in body
    assert "○ not on this issue" in body
    assert "A digest is short." in body
    assert "&lt;Sea&gt;" in body
    assert "<Sea>" not in body


def test_an_issue_of_which_nobody_speaks_has_no_filled_cells_to_count(documents):
    nothing = cells().with_columns(n=pl.lit(0), n_stated=pl.lit(0), n_quoted=pl.lit(0))
    nothing = nothing.with_columns(status=pl.lit("not in this source"))
    figure = coverage_map(nothing, TERMS, documents, "The waters")
    assert figure.title == "The waters: terms in 0 of 2 documents"


def test_the_map_has_a_mark_for_each_cell_with_its_words(documents):
    figure = coverage_map(cells(), TERMS, documents, "The waters")
    data = figure.body.to_dict()["datasets"]
    (marks,) = data.values()
    assert {mark["key"]: mark["said"] for mark in marks} == {
        "a|sea": "stated 2",
        "a|code": "not in the statement",
        "b|sea": "quoted 1",
        "b|code": "not on this issue",
    }
    assert figure.table.height == 4


def times(n):
    return pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "b"], dtype=ORDER),
            "event_date": ["2001", "2002"],
            "issue": ["waters"] * 2,
            "label": ["the strait"] * 2,
            "n": [n, 0],
            "n_words": [10, 20],
            "per_1000": [100.0 * n, 0.0],
            "n_provisions": [min(n, 1), 0],
            "n_provisions_all": [2, 3],
            "status": ["stated" if n else "not in the statement", "not in this source"],
            "why": ["…", "…"],
        }
    )


def test_silences_are_drawn_and_said(documents):
    documents = documents.with_columns(date_note=pl.lit(""))
    figure = silences(times(2), documents)
    assert figure.title == "The strait is mentioned in 1 of 2 documents"
    assert "Courier 2001: 2 in 1 of 2 provisions, 200.0 per 1,000 words" in figure.alt
    assert "Herald 2002: silent: not in this source" in figure.alt
    assert silences(times(0), documents).title == "The strait is mentioned in 0 of 2 documents"


def test_names_are_counted_apart_and_silence_is_said(documents):
    rows = pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "a", "b", "b"], dtype=ORDER),
            "publisher": ["Courier"] * 2 + ["Herald"] * 2,
            "issue": ["waters"] * 4,
            "name": ["Wide Sea", "Long Sea"] * 2,
            "n": [2, 0, 0, 0],
            "n_inside": [1, 0, 0, 3],
            "n_headings": [0] * 4,
            "n_words": [10, 10, 20, 20],
            "per_1000": [200.0, 0.0, 0.0, 0.0],
            "status": ["stated", "not in the statement", *["not in this source"] * 2],
            "why": ["…"] * 4,
        }
    )
    figure = competing(rows, documents, "the waters")
    assert figure.title == "Names for the waters, by themselves: Wide Sea 2; never Long Sea"
    body = str(figure.body)
    assert "2 (and 1 inside a longer name)" in body
    assert "○ only inside a longer name: 3" in body


def test_publishers_that_nobody_knows_have_a_heading_in_words():
    ids = [f"d{n:02}" for n in range(41)]
    publishers = ["Courier"] * 20 + ["unknown"] * 21
    about = {"publisher": publishers, "year": [2001] * 41}
    documents = pl.DataFrame({"doc_id": ids, **about, "sha256": ids})
    rows = pl.DataFrame(
        {
            "doc_id": ids,
            "publisher": publishers,
            "name": "Wide Sea",
            "n": [1] * 20 + [0] * 21,
            "n_inside": 0,
            "status": "…",
        }
    )
    figure = competing(rows, documents, "the waters")
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)', str(figure.body))
    assert sorted(heads) == ["Courier", "Name", "publisher unknown"]
    assert "not in any of 21 documents" in str(figure.body)


def test_a_passage_without_counterpart_says_so(documents):
    rows = pl.DataFrame(
        {
            "issue": ["waters"] * 2,
            "left_id": pl.Series(["a", "a"], dtype=ORDER),
            "left_para_no": [1, 2],
            "left_provision": ["1", "2"],
            "left_start": [10, 20],
            "left_end": [15, 25],
            "left_text": ["We may", "tow<ards"],
            "right_id": pl.Series(["b", "b"], dtype=ORDER),
            "counterpart_no": [1, 0],
            "right_para_no": [4, None],
            "right_provision": ["4", None],
            "right_start": [0, None],
            "right_end": [8, None],
            "right_text": ["We shall", ""],
            "score": [0.5, None],
            "link": ["proposed", "no counterpart found"],
            "stamp": ["Read as editorial selection."] * 2,
        }
    )
    figure = counterparts(rows, documents, "The waters")
    assert (
        figure.title
        == "The waters in Courier 2001: 2 passages; with a counterpart: 1 in Herald 2002"
    )
    body = str(figure.body)
    assert "¶ 4: We shall" in body
    assert "proposed, score 0.50" in body
    assert "<em>○ no counterpart found</em>" in body
    assert "tow&lt;ards" in body
    assert "Read as editorial selection." in body
