import csv
import io
from urllib.parse import unquote

import polars as pl
import pytest

from tests.display.conftest import HOSTILE
from tests.display.test_figures import Text
from workbench import display
from workbench.analysis.concordance import arrange, ask, by_document, concordance, near, searched
from workbench.display.concordance import PAGE
from workbench.display.naming import NAMED
from workbench.errors import WorkbenchError


def figure(corpus, query, context=8, page=1, **choices):
    asked = ask(query, {}, **choices)
    rows = concordance(corpus, asked, context)
    counts = by_document(rows, corpus.documents)
    said = searched(corpus, asked)
    return display.concordance(rows, counts, corpus.documents, query, said, page)


def offers(corpus, query):
    asked = ask(query, {})
    counts = by_document(concordance(corpus, asked), corpus.documents)
    said = searched(corpus, asked)
    return display.offers(near(corpus, asked, {}), counts, corpus.documents, query, said)


def saved(shown, name):
    (link,) = [a for a in Text(shown.html()).all("a") if a.get("download") == name]
    text = unquote(link["href"].split("charset=utf-8,")[1]).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_title_states_lines_and_documents(corpus):
    shown = figure(corpus, "East Sea")
    assert shown.title == "“East Sea”: 6 lines in 3 of 5 documents"
    assert shown.subtitle == (
        "Not in this source: TASS 2021, TASS 2024. Searched: 149 paragraphs and 7,556 words of "
        "5 bodies. Understood as: east sea (whole words, any case)."
    )
    assert "Viet Nam Government Portal 2025: 2 lines" in shown.alt
    assert "TASS 2021: not in this source" in shown.alt


def test_one_line_in_one_document(made):
    shown = figure(made({"a": "They saw the sea.\n"}), "sea")
    assert shown.title == "“sea”: 1 line in 1 of 1 document"
    assert shown.subtitle.startswith("In every document. Searched: 1 paragraph and 4 words")


def test_a_line_shows_its_match_between_its_words_and_where_it_stands(made):
    shown = str(figure(made({"a": "We saw the sea again at dawn.\n"}), "sea", 2).body)
    assert (
        '<td><span class="wb-left">saw the </span></td>'
        '<td><mark class="wb-short">sea</mark></td><td> again at</td>'
        "<td>Gazette 2024, ¶\u00a01 <small>digest, 2024-06-20</small></td><td>reported</td>"
    ) in shown


def test_a_long_context_is_read_as_a_passage(made):
    text = f"We {'very ' * 30}often saw the sea again.\n"
    shown = str(figure(made({"a": text}), "sea", "paragraph").body)
    assert "often saw the <mark>sea</mark> again.</td>" in shown
    assert ">Left<" not in shown
    assert ">Passage<" in shown


def test_every_page_is_part_of_the_whole_and_the_file_holds_all(made):
    corpus = made({"a": "We saw the sea. " * (PAGE + 1) + "\n"})
    first, second = (figure(corpus, "sea", page=page) for page in (1, 2))
    assert f"Lines 1 to {PAGE} of {PAGE + 1}; the file below holds all" in str(first.body)
    assert f"Lines {PAGE + 1} to {PAGE + 1} of {PAGE + 1}" in str(second.body)
    assert [str(shown.body).count("<mark") for shown in (first, second)] == [PAGE, 1]
    for shown in (first, second):
        assert len(saved(shown, "concordance.csv")) == PAGE + 1


def test_every_saved_line_has_place_publisher_and_citation(corpus):
    rows = saved(figure(corpus, "East Sea"), "concordance.csv")
    assert len(rows) == 6
    assert {row["publisher"] for row in rows} == {
        "The Investor",
        "Viet Nam Government Portal",
        "VOVWORLD",
    }
    for row in rows:
        line = int(row["para_no"])
        assert row["citation"] == display.citation(corpus.documents, row["doc_id"], line)
        assert row["match"] == "East Sea"
        assert row["left"]
        assert row["genre"]
        assert row["event_date"]


def test_the_file_keeps_the_order_of_the_lines(corpus):
    rows = concordance(corpus, ask("East Sea", {}))
    rows = arrange(rows, corpus.documents, ["publisher"])
    counts = by_document(rows, corpus.documents)
    shown = display.concordance(rows, counts, corpus.documents, "East Sea", "All.")
    places = [(row["doc_id"], int(row["start"])) for row in saved(shown, "concordance.csv")]
    assert places == rows.select("doc_id", "start").rows()


def test_silent_documents_stand_in_the_data_table(corpus):
    rows = saved(figure(corpus, "East Sea"), "concordance-documents.csv")
    assert [row["Lines"] for row in rows] == ["0", "3", "0", "2", "1"]
    assert rows[0]["Finding"] == "not in this source"


def test_many_silent_documents_are_counted_and_not_listed(made):
    corpus = made({f"d{number}": f"They met {number}.\n" for number in range(NAMED + 1)})
    assert figure(corpus, "met").subtitle.startswith("In every document.")
    assert offers(corpus, "sea").subtitle.startswith(f"Not in this source: {NAMED + 1} documents.")


@pytest.mark.parametrize("page", [0, -1, 3, 1.5])
def test_a_page_that_does_not_exist(made, page):
    corpus = made({"a": "We saw the sea. " * (PAGE + 1) + "\n"})
    with pytest.raises(WorkbenchError, match="choose 1 to 2"):
        figure(corpus, "sea", page=page)


def test_nothing_found_is_said_and_queries_near_it_are_offered(corpus):
    shown = offers(corpus, "strategy partnership")
    assert shown.title == (
        "“strategy partnership”: no line in 5 documents; 2 queries near it find some"
    )
    assert (
        "Not in the statement as published by: Viet Nam Government Portal 2025." in shown.subtitle
    )
    assert "strategic partnership (spelling): 25" in shown.alt
    assert '<th scope="row">strategic partnership</th><td>spelling</td>' in str(shown.body)


def test_nothing_near_is_said_as_such(corpus):
    shown = offers(corpus, "zzzz")
    assert shown.title == "“zzzz”: no line in 5 documents; no query near it finds any"
    assert "Try fewer words" in str(shown.body)


def test_no_lines_are_a_figure_too(corpus):
    shown = figure(corpus, "zzzz")
    assert shown.title == "“zzzz”: 0 lines in 0 of 5 documents"
    assert "<table" not in str(shown.body)


def test_what_comes_from_a_source_or_a_reader_is_escaped(corpora):
    query = r"alert\(1\)</script> they"
    html = str(figure(corpora["hostile"], query, regex=True).html())
    assert "<script" not in html
    assert "</script" not in html
    assert "alert(1)</script> they" in "".join(Text(html).text)
    html = str(offers(corpora["hostile"], f"{HOSTILE} zzz").html())
    assert "<script" not in html


@pytest.mark.parametrize("context", [8, "paragraph"])
def test_tables_have_captions_and_headers(corpus, context):
    page = Text(figure(corpus, "East Sea", context).html())
    assert len(page.all("caption")) == len(page.all("table")) == 2
    rows = [th for th in page.all("th") if th.get("scope") == "row"]
    assert len(rows) == 6 + 5


def test_citations_are_those_of_one_line_each(corpus):
    rows = concordance(corpus, ask("East Sea", {}))
    cited = display.naming.citations(rows, corpus.documents).to_list()
    places = rows.select(pl.col("doc_id").cast(pl.String), "para_no").rows()
    assert cited == [display.citation(corpus.documents, *place) for place in places]
    assert display.naming.citations(rows.clear(), corpus.documents).is_empty()
