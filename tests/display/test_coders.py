"""Agreement as tables: three coders, one coder, and a cross table."""

import polars as pl
import pytest

from tests.analysis.emphasis.test_readings import coded
from tests.display.made import two_documents
from workbench.analysis import emphasis
from workbench.display import coders, confusion


@pytest.fixture
def documents():
    return two_documents()


def shown(documents, order=None, **given):
    frame = coded(**given).with_columns(doc_id=pl.lit("a"))
    lines = frame.select("doc_id", "para_no", text=pl.lit("<b>They met.</b>")).unique()
    found = (emphasis.joint_agreement(frame, 50), emphasis.pairwise(frame, order))
    return coders(*found, emphasis.to_discuss(frame, lines), documents)


def test_the_title_states_agreement_and_the_subtitle_what_was_counted(documents):
    figure = shown(documents, x="ssso", y="ssos", z="sssz")
    # 12 pairs: 3 + 3 + 1 + 0 agree
    assert figure.title.startswith(
        "Two coders of one passage agree in 58 % of cases; beyond chance"
    )
    assert figure.subtitle.startswith("4 passages coded by two or more of 3 coders; 2 to discuss.")
    assert "2 of 4 passages are coded in more than one way" in figure.alt


def test_the_list_says_who_said_what_and_escapes_the_source(documents):
    page = shown(documents, x="so", y="ss").html()
    assert "o: x; s: y" in page or "s: y; o: x" in page
    assert "&lt;b&gt;They met." in page
    assert "Courier 2001, ¶ 2" in page


def test_one_coder_is_told_that_there_is_nothing_to_compare(documents):
    figure = shown(documents, x="so")
    assert figure.title == "Nothing to compare: no passage has the codes of two coders yet"
    assert "Every two coders" not in figure.html()


def test_all_the_same_has_no_alpha(documents):
    assert "α is not defined" in shown(documents, x="ss", y="ss").title


def test_weighted_kappa_is_shown_for_an_order_alone(documents):
    assert "Weighted κ" in shown(documents, ["1", "2"], x="12", y="11").html()
    assert "Weighted κ" not in shown(documents, x="12", y="11").html()


def test_the_cross_table_has_the_diagonal_in_brackets():
    pairs = emphasis.pair_of(coded(x="aab", y="abb"), "x", "y")
    figure = confusion(emphasis.confusion(pairs, ["a", "b", "c"]), "x", "y")
    assert figure.title == "x and y gave the same to 2 of 3 passages"
    cells = figure.html().split("<tbody>")[1].split("</tbody>")[0]
    assert [part.split("<")[0] for part in cells.split('<td class="wb-number">')[1:]] == [
        "[1]",
        "1",
        "·",
        "[1]",
    ]
