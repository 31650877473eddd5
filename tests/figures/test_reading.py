"""A source as printed, and a passage in its context, on the corpus that comes along."""

import polars as pl
import pytest

from tests.figures.checks import Page, check_figure
from workbench.figures.texts import excerpt, reading
from workbench.figures.theme import KEYS

DOC = "vgp-2025"


def cut_folds(html, *, unfolded):
    state = " open" if unfolded else ""
    return html.count(f"<details{state}><summary{KEYS}>Line")


@pytest.fixture(scope="module")
def cut(corpus):
    """Return the first line of the document that was cut."""
    lines = corpus.paragraphs.filter(pl.col("doc_id") == DOC, pl.col("zone") == "boilerplate")
    return lines.row(0, named=True)


@pytest.mark.parametrize("doc_id", ["tass-2021", DOC])
def test_every_line_is_there_with_its_number(corpus, doc_id):
    figure = reading(corpus, doc_id)
    check_figure(figure)
    page = Page(figure.html())
    lines = corpus.paragraphs.filter(pl.col("doc_id") == doc_id)
    slips = corpus.slips.filter(pl.col("doc_id") == doc_id)["para_no"].to_list()
    assert {attrs.get("id") for attrs in page.all("div")} >= {
        f"line-{doc_id}-{para_no}" for para_no in lines["para_no"]
    }
    for para_no, text in lines.select("para_no", "text").iter_rows():
        assert para_no in slips or text in page.text
    assert f"in {lines.filter(zone='body').height:,} of {lines.height} lines" in figure.subtitle


def test_cut_lines_are_folded_and_can_all_stand_open(corpus):
    closed = cut_folds(reading(corpus, DOC).html(), unfolded=False)
    assert closed
    assert cut_folds(reading(corpus, DOC).html(), unfolded=True) == 0
    assert cut_folds(reading(corpus, DOC, show_cut=True).html(), unfolded=True) == closed


def test_a_hit_is_marked_and_opens_its_fold_and_no_other(corpus, cut):
    hits = pl.DataFrame({"doc_id": [DOC, "x"], "start": [cut["start"], 9], "end": [cut["end"], 10]})
    html = reading(corpus, DOC, hits).html()
    assert cut_folds(html, unfolded=True) == 1
    assert html.count("<mark>") == 1
    assert Page(html.split("<mark>")[1].split("</mark>")[0]).text == cut["text"]


def test_a_text_opens_at_a_place(corpus, cut):
    html = reading(corpus, DOC, at=cut["start"]).html()
    assert f'<div class="wb-line wb-at" id="line-{DOC}-{cut["para_no"]}">' in html
    assert html.count('class="wb-line wb-at"') == 1
    assert cut_folds(html, unfolded=True) == 1


def test_a_passage_in_context_has_one_line_before_and_one_after(corpus):
    row = corpus.paragraphs.filter(pl.col("doc_id") == DOC, para_no=70).row(0, named=True)
    html = excerpt(corpus, DOC, row["start"] + 3, row["start"] + 9)
    assert html.count('<div class="wb-line') == 3
    assert Page(html.split("<mark>")[1].split("</mark>")[0]).text == row["text"][3:9]
    assert f"In context: {corpus.labels[DOC]}, ¶ 70" in html
    assert "<mark>" not in excerpt(corpus, DOC, row["start"], row["start"])
