"""Words around numbers, documents by name, and source text as it stands."""

import re

import polars as pl
import pytest

from tests.figures.checks import HOSTILE, Page, check_html
from tests.figures.made import DOCUMENTS, EDITS, LINK
from tests.made import cases
from workbench.corpus.load import checksum
from workbench.figures import texts
from workbench.figures.texts import SHOWN, citation, citations, marked, passages, source_line

CASES = cases(__file__)

ROWS = DOCUMENTS.to_dicts()


def test_words_around_numbers_beyond_the_examples_of_their_functions():
    assert [texts.count(n, "hit") for n in (0, 2)] == ["0 hits", "2 hits"]
    assert texts.of(1, 5, "text") == "one of five texts"
    assert texts.of(1234, 5678, "text") == "1,234 of 5,678 texts"
    assert [texts.listed([]), texts.listed(["a"])] == ["", "a"]
    assert texts.listed(list("abcd"), "text") == "a, b, c and d"
    assert texts.listed(list("abcde"), "text") == "a, b, c, d and one more text"


def test_numbers_of_a_column_in_one_format():
    rows = pl.DataFrame({"x": [0.5, None, 0.1234, float("nan")]})
    said = rows.select(share=texts.percents("x", 1), number=texts.decimals("x", 2))
    assert said.rows() == [("50.0 %", "0.50"), ("—", "—"), ("12.3 %", "0.12"), ("—", "—")]


def test_the_source_line_names_documents_and_checksum():
    said = source_line(DOCUMENTS)
    assert said.startswith("Source: North 2021, North 2024 and South 2024. ")
    assert checksum(DOCUMENTS) in said
    assert said.endswith("; press texts © their publishers.")
    assert "publishers" not in source_line(DOCUMENTS.filter(genre="statement"))


def test_a_source_line_of_many_documents_counts_them():
    many = pl.concat([DOCUMENTS.with_columns(pl.col("doc_id") + str(no)) for no in range(4)])
    assert "(c1) and six more documents. " in source_line(many)


@pytest.mark.parametrize(("changes", "said"), CASES["citations"])
def test_a_citation_says_what_is_known_and_what_is_not(changes, said):
    assert said in citation(ROWS[0] | changes)
    assert citation(ROWS[0] | changes).endswith(", as kept in a.txt.")


def test_a_citation_names_the_printed_point_and_the_line():
    assert ", point 3.2, ¶ 7, as kept" in citation(ROWS[0], 7, "3.2")
    assert "(digest on the joint statement of 2021; published 2021-12-01), ¶ 7, as" in citation(
        ROWS[0], 7, "¶7"
    )


def test_citations_of_many_lines_are_those_of_each():
    rows = pl.DataFrame(
        {"doc_id": ["b", "a", "a"], "para_no": [1, 2, 3], "provision": ["¶1", "4", None]}
    )
    about = {row["doc_id"]: row for row in ROWS}
    expected = [citation(about[one], para, point) for one, para, point in rows.iter_rows()]
    assert citations(rows, DOCUMENTS).to_list() == expected
    assert citations(rows.drop("provision"), DOCUMENTS)[1] == citation(about["a"], 2)


@pytest.mark.parametrize(("spans", "expected"), CASES["marks"])
def test_marks_are_set_into_escaped_text(spans, expected):
    assert marked("a <b c", spans) == expected


def test_marks_are_counted_from_where_the_text_begins():
    assert marked("abc", [(11, 12), (0, 5), (12, 90)], 10) == "a<mark>b</mark><mark>c</mark>"


def test_a_long_line_is_cut_on_the_screen_and_says_so():
    html = marked("a" * (SHOWN + 1), [(SHOWN + 2, SHOWN + 4)])
    assert html == "a" * SHOWN + " … (the first 5,000 of 5,001 characters are shown)"


def test_a_redline_says_in_words_which_side_has_the_words():
    html = texts.redline(EDITS, "Courier", "Herald")
    assert "[only Courier: </span>may<" in html
    assert "[only Herald: </span>shall<" in html
    assert (html.count("<del>"), html.count("<ins>")) == (1, 2)
    assert "<peace>" not in html


def test_formal_edits_are_hidden_but_counted():
    html = texts.redline(EDITS, "Courier", "Herald")
    assert "1 edit of form not marked." in html
    assert "toward " in html
    shown = texts.redline(EDITS, "Courier", "Herald", formal=True)
    assert "[only Courier: </span>towards.<" in shown
    assert "not marked" not in shown


def test_no_character_of_a_passage_is_lost_in_a_redline():
    rows = [("kept", None, "We may ", "We may "), ("cut", "form", "(soon) ", "")]
    rows += [("kept", None, "[rest]", "[rest]"), ("reworded", "wording", ".", "!")]
    edits = pl.DataFrame(rows, schema=["op", "kind", "left", "right"], orient="row")
    edits = edits.with_columns(substantive=pl.lit(value=False))
    shown = Page(texts.redline(edits, "A", "B")).text
    assert shown.startswith("We may (soon) [rest][only A: .] [only B: !]")
    marked = Page(texts.redline(edits, "A", "B", formal=True)).text
    assert marked.startswith("We may [only A: (soon)] [rest][only A: .] [only B: !]")


def test_moved_words_are_shown_once_as_moved():
    moved = EDITS.with_columns(op=pl.lit("moved"), kind=pl.lit("form"), edit_no=1).head(1)
    assert texts.redline(moved, "Courier", "Herald").count("[moved: We]") == 1


def test_partners_carry_the_same_number_and_take_the_focus():
    html = texts.beside(LINK, EDITS, "Courier", "Herald")
    assert html.count('class="wb-edit wb-strong wb-e1"') == 2
    assert html.count('class="wb-edit wb-weak wb-e2"') == 2
    assert html.count('class="wb-edit wb-strong wb-e3"') == 1
    assert html.count('tabindex="0"') == 5


@pytest.mark.parametrize("overlap", [0, 3])
def test_passages_beside_each_other_lose_no_letter(overlap):
    edits = EDITS.with_columns(left_end=pl.col("left_end") + overlap)
    plain = Page(re.sub(r"<sup>\d+</sup>", "", texts.beside(LINK, edits, "Courier", "Herald"))).text
    assert "We may towards." in plain
    assert "We shall toward <peace>." in plain


CARDS = pl.DataFrame(
    {
        "doc_id": ["a", "c"],
        "para_no": [1, 2],
        "text": ["They met again.", HOSTILE],
        "at": [[{"start": 5, "end": 8}], []],
        "verb": ["meet", ""],
        "key": ["a|1", "c|2"],
    }
)


def test_passages_are_cards_with_marks_fields_and_citations():
    html = passages(CARDS, DOCUMENTS, spans="at", fields={"verb": "Verb"})
    check_html(html)
    assert "They <mark>met</mark> again." in html
    assert "<strong>Verb:</strong> meet" in html
    assert html.count("<strong>") == 1
    assert 'data-wb-key="a|1"' in html
    assert HOSTILE in Page(html).text
    for row, para_no in ((ROWS[0], 1), (ROWS[2], 2)):
        assert citation(row, para_no) in Page(html).text


def test_many_passages_are_shown_in_part_and_saved_whole():
    html = passages(pl.concat([CARDS] * 3), DOCUMENTS, first=4)
    assert html.count("<article") == 4
    assert "The first 4 of 6 passages; the file holds all." in html
    assert html.count("met again") >= 3


HITS = pl.DataFrame(
    {
        "doc_id": ["a", "c"],
        "para_no": [1, 2],
        "start": [5, 9],
        "left": ["They ", f"{HOSTILE} "],
        "match": ["met", "met"],
        "right": [" again.", " too."],
        "voice": ["reported", "stated"],
    }
)


def test_a_concordance_has_one_line_per_hit_and_heads_that_sort():
    html = texts.concordance_lines(HITS, DOCUMENTS, "Both hits", numbers_from=51)
    page = Page(html)
    check_html(page)
    assert len(page.all("tr")) == 3
    assert HOSTILE in page.text
    assert [attrs["data-wb-sort"] for attrs in page.all("button")][:2] == ["number", "end"]
    assert 'data-wb-key="a|5" data-wb-name="place"' in html
    assert "popover" not in html
    opened = HITS.with_columns(
        passage=pl.lit(f"They met {HOSTILE}"), base=0, end=8, citation=pl.lit("C")
    )
    html = texts.concordance_lines(opened, DOCUMENTS, "Both hits")
    check_html(Page(html))
    assert '<div popover class="wb-over"><p>They <mark>met</mark> ' in html
    assert "51" in page.words
    assert "North 2021, ¶ 1" in page.text


def test_long_contexts_flow_as_passages():
    html = texts.concordance_lines(HITS.with_columns(left=pl.lit("long " * 30)), DOCUMENTS, "Hits")
    assert 'class="wb-lines wb-passages"' in html


def test_quotation_cards_mark_one_phrase_and_say_how_they_are_joined():
    card = {
        "doc_id": "a",
        "label": "North 2021",
        "date": "2021",
        "publisher": HOSTILE,
        "para_no": 3,
    }
    card |= {"text": f"from $4 to $5 {HOSTILE}", "phrase_start": 5, "phrase_end": 7}
    cards = [card | {"passage": HOSTILE, "joined": ""}]
    cards.append(
        card
        | {"phrase_start": None, "phrase_end": None, "passage": "whole", "joined": f"new {HOSTILE}"}
    )
    html = texts.quotation_cards(pl.DataFrame(cards), crossed=f"nothing {HOSTILE}")
    page = Page(html)
    check_html(page)
    assert page.text.count(HOSTILE) == 7
    assert [attrs["class"] for attrs in page.all("strong")] == ["wb-phrase"]
    assert str(html).count('<strong class="wb-phrase">$4</strong> to $5') == 1
    ways = [attrs["class"] for attrs in page.all("span")]
    assert ways == ["wb-way", "wb-way wb-crossed"]
    assert "✕" not in texts.quotation_cards(pl.DataFrame(cards))
