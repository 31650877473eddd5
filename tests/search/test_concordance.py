import json
import re
from html import unescape

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbench as wb
from tests.made import cases, made_corpus
from workbench.errors import WorkbenchError
from workbench.schema import dtypes
from workbench.search.query import shortened, spellings
from workbench.search.study import ORDERS

CASES = cases(__file__)

TEXT = "7. They met in the “old” port. They saw the sea, it is wide. Then, all left it."
PIECES = CASES["pieces"]


@pytest.mark.parametrize(("context", "left", "right"), CASES["contexts"])
def test_the_context_is_as_wide_as_asked(search_of, context, left, right):
    rows = search_of(TEXT).concordance("sea", context)
    assert rows.select("left", "match", "right").rows() == [(left, "sea", right)]


def test_the_context_does_not_leave_the_paragraph(search_of):
    rows = search_of("They met.\nThe sea.\nThey left.").concordance("sea", 8)
    assert rows.select("left", "right").rows() == [("The ", ".")]


@pytest.mark.parametrize("context", [2, "sentence", "paragraph"])
def test_a_match_at_each_end_of_a_paragraph(search_of, context):
    rows = search_of("Sea by a sea.").concordance(r"sea\.?", context, regex=True, parts=True)
    assert rows.select("left", "match", "right").rows() == [
        ("", "Sea", " by a" if context == 2 else " by a sea."),
        ("by a " if context == 2 else "Sea by a ", "sea.", ""),
    ]


def test_a_match_of_two_sentences_has_both_around_it(search_of):
    rows = search_of("They met. They left.").concordance(r"met\. They", "sentence", regex=True)
    assert rows.select("left", "match", "right").rows() == [("They ", "met. They", " left.")]


@pytest.mark.parametrize("context", [0, -1, "line", "8", 2.5])
def test_an_unknown_context_gets_one_sentence(search, context):
    with pytest.raises(WorkbenchError, match="choose a number of words from 1, sentence or paragr"):
        search.concordance("sea", context)


def test_every_line_has_its_place_and_its_voice(search_of):
    text = "They said “the sea is wide”. The sea is wide."
    search = search_of(text, text + " ", genre=["digest", "statement"])
    rows = search.concordance("sea", 1)
    assert rows.select("doc_id", "para_no", "sent_no", "start", "end", "voice").rows() == [
        ("d1", 1, 1, 15, 18, "quoted"),
        ("d1", 1, 2, 33, 36, "reported"),
        ("d2", 1, 1, 15, 18, "stated"),
        ("d2", 1, 2, 33, 36, "stated"),
    ]


def test_no_match_gives_the_declared_columns(search):
    for regex in (False, True):
        for context in (8, "sentence", "paragraph"):
            rows = search.concordance("shipwreckx", context, regex=regex)
            assert rows.is_empty()
            assert dict(rows.schema) == dtypes("concordance")


@given(
    st.lists(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    st.sampled_from(["they", "viet nam", "5*", "e* | met", ("[a-z.\\s]+",), ("\\W",)]),
    st.sampled_from([1, 3, "sentence", "paragraph"]),
    st.sampled_from(["body", "all"]),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_offset_law(search_of, texts, query, context, zone):
    search = search_of(*("They met. " + text for text in texts))
    regex = not isinstance(query, str)
    choices = {"zone": zone, "regex": regex, "parts": regex}
    rows = search.concordance(query[0] if regex else query, context, **choices)
    assert dict(rows.schema) == dtypes("concordance")
    corpus = search.corpus
    source = dict(corpus.documents.select("doc_id", "text").iter_rows())
    keys = corpus.paragraphs.select("doc_id", "para_no", "text").rows()
    printed = {(doc_id, number): text for doc_id, number, text in keys}
    for row in rows.iter_rows(named=True):
        assert source[row["doc_id"]][row["start"] : row["end"]] == row["match"] != ""
        whole = row["left"] + row["match"] + row["right"]
        first = row["start"] - len(row["left"])
        assert source[row["doc_id"]][first : first + len(whole)] == whole
        assert whole in printed[row["doc_id"], row["para_no"]]


#: One line each, so that the number of the line is its sentence.
ORDERED = {
    "d1": "One of the sea is wide.",
    "d2": "Sea was.",
    "d3": "By The sea Is, narrow here.",
    "d4": "At a’s sea.",
    "d5": "One in the sea is.",
}
ABOUT = {
    "publisher": ["zeta", "zeta", "Alpha", "Alpha", "Mid"],
    "event_date": ["2024", "2024", "2025", "2025", "unknown"],
}


@pytest.mark.parametrize(("order", "lines"), CASES["orders"])
def test_orders(search_of, order, lines):
    rows = search_of(*ORDERED.values(), **ABOUT).concordance("sea", order=order)
    assert "".join(doc_id[1] for doc_id in rows["doc_id"]) == lines


def test_an_unknown_order_gets_one_sentence(search):
    with pytest.raises(WorkbenchError, match="Unknown order 'left 4'; choose source, left 1"):
        search.concordance("sea", order=["left 4"])


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_every_line_and_a_page_is_a_part_of_it(search, order):
    rows = search.concordance("the", order=[order])
    assert rows.sort("doc_id", "start").equals(search.concordance("the").sort("doc_id", "start"))
    page = search.concordance("the", order=[order], rows=slice(50, 100))
    assert page.equals(rows[50:100])


def test_counts_per_document_with_silence_as_a_row(search_of):
    # 2 of 4 words; 1 of 3; cut text; none of 2 in a digest, a statement and an unknown genre
    search = search_of(
        "Sea and sea again.",
        "The sea here.",
        "They met.\nBuy sea salt.",
        "They left.",
        "They slept.",
        genre=["digest", "report", "digest", "statement", "unknown"],
    )
    rows = search.counts("sea", zone="all").drop("near")
    assert rows.rows() == [
        ("d1", 2, 0, 4, 500.0, "found"),
        ("d2", 1, 0, 3, 1000 / 3, "found"),
        ("d3", 0, 1, 2, 0.0, "only in text that was cut"),
        ("d4", 0, 0, 2, 0.0, "not in the text as published"),
        ("d5", 0, 0, 2, 0.0, "not in this text"),
    ]


def test_no_rate_without_a_body(search_of):
    rows = search_of("Buy tea.").counts("tea")
    assert rows.select("n", "n_words", "per_1000").row(0) == (0, 0, None)


def test_a_silence_says_what_is_near(search):
    near = dict(search.counts("Ukraine").select("doc_id", "near").iter_rows())
    assert near["tass-2024"] == "ukra* (1)"
    assert near["vgp-2025"] == "" == near["tass-2021"]


NEAR = (
    "The strategic partnership grows; negotiators meet in Viet Nam. Partners of a strategic kind."
)


@pytest.mark.parametrize(("query", "offers"), CASES["neighbours"])
def test_neighbours(search_of, query, offers):
    rows = search_of(NEAR).neighbours(query)
    assert [list(row) for row in rows.select("query", "kind", "n").rows()] == offers


def test_a_neighbour_finds_what_it_says(search):
    for query in ("Moskow", "strategy partnership", "negotiaton | comprehensiv", "terror"):
        for row in search.neighbours(query).iter_rows(named=True):
            found = search.find(row["query"], parts=row["parts"])
            assert (found.height, found["doc_id"].n_unique()) == (row["n"], row["n_documents"])
            assert row["n"] > 0


def test_a_word_of_the_corpus_is_not_respelled():
    counts = pl.DataFrame({"word": ["sea", "seas"], "n": [2, 1]})
    assert spellings("sea", counts) == []
    assert spellings("seaz", counts) == ["sea", "seas"]
    assert shortened("sea*") == "sea*"


def test_the_lines_are_counted_and_the_silent_named(search):
    figure = search.lines("East Sea", order=["left 1"])
    assert figure.title == "“East Sea” occurs six times, in three of five sources"
    assert "Not in this press text: TASS 2021 and TASS 2024." in figure.subtitle
    assert figure.table["n"].sum() == 6


def test_a_query_that_finds_nothing_offers_what_is_near_before_silence(search):
    figure = search.lines("Ukrain")
    assert figure.title == "“Ukrain” is not found; something near it is"
    assert figure.subtitle.startswith("Near it: “ukraine (4)”, “ukra* (5)”")
    assert "data-wb-set" in figure.html()


def test_pages(search):
    first, second = search.lines("the"), search.lines("the", page=2)
    assert first.title == second.title
    assert first.subtitle.startswith("Lines 1 to 50 of ")
    assert second.subtitle.startswith("Lines 51 to 100 of ")
    with pytest.raises(
        WorkbenchError, match=r"There is no page 99 of these lines; choose 1 to \d+"
    ):
        search.lines("the", page=99)


def test_a_formula_has_its_wordings(search):
    figure = search.formula("not ** third")
    assert figure.title == (
        "“not ** third” occurs five times, in four of five sources, in five wordings"
    )
    assert "not aimed against any third" in figure.html()


def test_a_query_is_escaped(search):
    html = search.lines("<script>alert(1)</script>").html()
    assert "<script>alert" not in html


def test_the_explorer_follows_its_choices(search):
    explorer = search.explore(query="East Sea")
    assert "occurs six times" in explorer.pane("main")
    explorer.state.query = "Ukrain"
    assert "is not found" in explorer.pane("main")
    explorer.state.parts = True
    assert "occurs five times" in explorer.pane("main")
    assert "five times" in explorer.pane("Wordings")
    assert "parts=True" in explorer.code()
    explorer.state.query = "("
    explorer.state.regex = True
    assert "not a valid regular expression" in explorer.pane("main")


@pytest.mark.parametrize("study", ["Search", "Sources"])
def test_a_line_opens_its_text_and_leads_to_the_next(corpus, study):
    explorer = getattr(wb, study)(corpus).explore(query='"east see"')
    assert "data-wb-set" in explorer.pane("main" if study == "Search" else "Search hits")
    explorer.state.query, text = "East Sea", "In the text" if study == "Search" else "main"
    explorer.pick(f"vov-2025|{wb.Search(corpus).find('East Sea')['start'][-1]}", "place")
    assert "Hit 6 of 6" in explorer.pane(text)
    ahead = re.findall('data-wb-set="([^"]+)"', explorer.pane(text))[1]
    explorer.from_page({"set": json.loads(unescape(ahead))})
    assert "Hit 1 of 6" in explorer.pane(text)


def test_a_hit_in_text_that_was_cut_says_so_in_place_of_a_voice(search):
    html = search.lines("BRICS", zone="all").html()
    assert html.count("cut: boilerplate</td>") == 2  # teasers of other articles, twice
    assert html.count("cut: heading</td>") == 1
    assert "cut: " not in search.lines("BRICS").html()


def test_signs_are_found_in_a_corpus_without_a_word(tmp_path):
    # The first sign is the mark of a point, and no part of its text.
    folder = made_corpus(tmp_path / "corpus", {"a": "* * *\n", "b": "+ + +\n"})
    with pytest.warns(wb.WorkbenchWarning, match="no body text"):
        corpus = wb.load(folder)
    search = wb.Search(corpus)
    for context in (8, "sentence", "paragraph"):
        rows = search.concordance(r"\*", context, ["right 1"], regex=True)
        assert rows.select("doc_id", "sent_no", "match").rows() == 2 * [("a", None, "*")]
