import pytest

from tests.corpus.made import TEXT
from tests.display.conftest import SLIP
from workbench import analysis
from workbench.display.html import KEYS
from workbench.display.reading import SHOWN, marked, reading


def shown(corpus, query="", **options):
    found = analysis.hits(corpus.paragraphs, query)
    figure = reading(corpus.documents, corpus.paragraphs, corpus.slips, "a", found, **options)
    return str(figure.html())


def test_the_head_counts_words_lines_and_slips(made):
    corpus = made({"a": TEXT}, slip=[SLIP])
    figure = reading(corpus.documents, corpus.paragraphs, corpus.slips, "a")
    assert figure.subtitle.startswith(
        "23 of 37 words are body, in 3 of 6 lines; 1 known slip marked [sic]."
    )


def test_every_line_has_its_number_and_its_point_in_the_margin(made):
    html = shown(made({"a": TEXT}))
    for number in ("¶ 1<", "¶ 2<", "¶ 3<", "¶ 4 · 1<", "¶ 5 · 1<", "¶ 6 · 1.1<"):
        assert number in html


def test_cut_lines_are_folded_with_their_reason_and_stay_in_the_page(made):
    html = shown(made({"a": TEXT}))
    assert f"<details><summary{KEYS}>Line 2 cut: advertisement (5 words, zone boilerplate)" in html
    assert "Buy tea at the harbour." in html


def test_neighbouring_cut_lines_of_one_reason_share_a_fold(made):
    assert "Lines 1 to 2 cut: advertisement (4 words" in shown(
        made({"a": "Buy tea.\nBuy rice.\nO.\n"})
    )


def test_cut_lines_can_all_stand_open(made):
    assert f"<details><summary{KEYS}>Line" not in shown(made({"a": TEXT}), show_cut=True)


def test_a_hit_opens_its_fold_and_no_other(made):
    html = shown(made({"a": TEXT}), "tea")
    assert f"<details open><summary{KEYS}>Line 2 cut" in html
    assert f"<details><summary{KEYS}>Line 1 cut" in html
    assert "Buy <mark>tea</mark> at" in html


def test_a_slip_is_marked_in_the_text_and_explained_below(made):
    html = shown(made({"a": TEXT}, slip=[SLIP]))
    assert 'The <span class="wb-slip">Two</span><sup>[sic 1]</sup> Shores' in html
    assert "<li>[sic 1] ¶ 1: “Two”. Three were meant.</li>" in html


def test_a_document_without_slips_has_no_list_of_them(made):
    assert "Known slips" not in shown(made({"a": TEXT}))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "a &lt;b c"),
        ([(2, 4, "mark")], "a <mark>&lt;b</mark> c"),
        ([(0, 1, "mark"), (5, 6, "mark")], "<mark>a</mark> &lt;b <mark>c</mark>"),
        (
            [(0, 4, "mark"), (2, 6, "sic 1")],
            (
                '<mark>a </mark><span class="wb-slip"><mark>&lt;b</mark></span>'
                '<span class="wb-slip"> c</span><sup>[sic 1]</sup>'
            ),
        ),
    ],
)
def test_marks_are_set_into_escaped_text(marks, expected):
    assert marked("a <b c", marks) == expected


def test_a_long_line_is_cut_on_the_screen_and_says_so():
    html = marked("a" * (SHOWN + 1), [])
    assert html == "a" * SHOWN + " … (the first 5,000 of 5,001 characters are shown)"


def test_a_mark_beyond_the_cut_is_no_trouble():
    assert "<mark>" not in marked("a" * (SHOWN + 9), [(SHOWN + 2, SHOWN + 4, "mark")])
