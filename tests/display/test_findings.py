"""Titles, denominators and tables that can be worked out by hand."""

import pytest

from tests.corpus.made import TEXT
from workbench import analysis, display


def test_lengths_state_the_share_that_is_cut(made):
    # 37 words in the file, 23 in the body: 14 of 37 are cut
    figure = display.lengths(made({"a": TEXT}).documents)
    assert figure.title == "38 % of the file of Gazette 2024 is not body text"
    assert "23 of 37 in 1 document." in figure.subtitle
    assert "digest · 23 of 37 words" in figure.alt


def test_lengths_separate_thousands(made):
    figure = display.lengths(made({"a": "word " * 1234567 + "."}).documents)
    assert "1,234,567 of 1,234,567 words" in figure.alt


def test_quoted_states_who_quotes_most_out_of_how_much(made):
    # “So” is 1 of 3 words in b; “We agree” 2 of 23 in a
    corpus = made({"a": TEXT, "b": "They met. “So.”\n"})
    share = analysis.quoted_share(corpus.documents, corpus.tokens, corpus.quotes)
    figure = display.quoted(share, corpus.documents)
    assert figure.title == ("Gazette 2024 (b) speaks most in quotation marks: 33.3 % of its words")
    assert "3 of 26 in 2 documents" in figure.subtitle


def test_a_share_with_a_lone_mark_is_a_lower_bound(made):
    corpus = made({"a": "They said “so” and “left.\n"})
    share = analysis.quoted_share(corpus.documents, corpus.tokens, corpus.quotes)
    assert "at least 20.0 %" in display.quoted(share, corpus.documents).title


def test_no_quotation_is_said_as_such(made):
    corpus = made({"a": "They met.\n"})
    share = analysis.quoted_share(corpus.documents, corpus.tokens, corpus.quotes)
    assert display.quoted(share, corpus.documents).title == (
        "No document sets words between paired quotation marks"
    )


def test_the_timeline_counts_documents_statements_and_genres(made, corpus):
    assert display.timeline(made({"a": TEXT}).documents).title == (
        "1 document on 1 joint statement: 1 digest"
    )
    assert display.timeline(corpus.documents).title == (
        "5 documents on 3 joint statements: 1 statement, 3 digests, 1 report"
    )


def test_the_matrix_counts_each_pair_once(corpus):
    figure = display.matrix(corpus.comparability, corpus.documents)
    assert figure.title == "3 of 10 pairs may be compared at all"
    assert "1 change over time, 2 editorial selection, 7 blocked" in figure.subtitle


def test_the_matrix_gives_kind_and_reason_in_every_cell(corpus):
    html = str(display.matrix(corpus.comparability, corpus.documents).html())
    for kind, why in corpus.comparability.select("kind", "why").collect().iter_rows():
        assert f"<p>{why}</p>" in html
        assert f" {kind}<span" in html


def test_the_matrix_of_one_document_has_nothing_to_compare(made):
    corpus = made({"a": TEXT})
    figure = display.matrix(corpus.comparability, corpus.documents)
    assert figure.title == "One document has nothing to be compared with"
    told = f"{figure.subtitle} {figure.alt}"
    assert "A pair takes two documents" in told
    assert "blocked" not in told
    assert "<table" not in figure.html()


def test_the_ledger_ends_with_the_sum_of_the_file(made):
    corpus = made({"a": TEXT})
    figure = display.ledger_table(analysis.ledger(corpus.paragraphs), corpus.documents, "a")
    assert figure.title == "14 of 37 words of Gazette 2024 are cut, each by a rule"
    last = str(figure.body).split("<tr>")[-1]
    assert "all of the file" in last
    assert ">37<" in last


@pytest.mark.parametrize(
    ("query", "title", "quiet"),
    [
        (
            "tea",
            "“tea”: 0 hits in a body, 1 hit in cut material",
            "Not in this source: Gazette 2024 (b).",
        ),
        ("they", "“they”: 3 hits in a body, 0 hits in cut material", "In every document."),
        (
            "no such",
            "“no such”: 0 hits in a body, 0 hits in cut material",
            "Not in this source: Gazette",
        ),
    ],
)
def test_hits_are_counted_in_body_and_cut_material(made, query, title, quiet):
    corpus = made({"a": TEXT, "b": "They met. “So.”\n"})
    found = analysis.hits(corpus.paragraphs, query)
    others = analysis.other_spellings(corpus.tokens, found)
    counts = analysis.hits_by_document(corpus.documents, found, others)
    figure = display.hit_list(found, counts, corpus.documents, query)
    assert figure.title == title
    assert quiet in figure.subtitle


def test_a_long_list_of_hits_says_how_many_it_shows(made):
    corpus = made({"a": "tea " * 201 + ".\n"})
    found = analysis.hits(corpus.paragraphs, "tea")
    others = analysis.other_spellings(corpus.tokens, found)
    counts = analysis.hits_by_document(corpus.documents, found, others)
    html = str(display.hit_list(found, counts, corpus.documents, "tea").html())
    assert "The first 200 of 201 hits; the file below holds all of them" in html
    assert html.count("<mark>") == 200


def test_a_hit_in_the_document_beside_the_list_is_a_link_to_its_line(made):
    corpus = made({"a": "Hot tea.\n", "b": "Cold tea.\n"})
    found = analysis.hits(corpus.paragraphs, "tea")
    others = analysis.other_spellings(corpus.tokens, found)
    counts = analysis.hits_by_document(corpus.documents, found, others)
    html = str(display.hit_list(found, counts, corpus.documents, "tea", "a").html())
    text = str(display.reading(corpus.documents, corpus.paragraphs, corpus.slips, "a").html())
    assert html.count('href="#line-') == 1
    assert 'href="#line-a-1"' in html
    assert 'id="line-a-1"' in text
