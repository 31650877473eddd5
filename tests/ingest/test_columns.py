"""Columns are read one after another; what may be a table is left as it stands and told."""

import pytest

from tests.ingest.made import pdf
from workbench.ingest.columns import in_order
from workbench.ingest.extract import extract
from workbench.ingest.layout import lines_of

LEFT = [f"left line {name} goes on here" for name in "abcdef"]
RIGHT = [f"right line {name} goes on there" for name in "abcdef"]
MIDDLE = [f"middle line {name} goes on also" for name in "abcdef"]


def beside(*columns, width=36):
    return [
        "".join(text.ljust(width) for text in row).rstrip() for row in zip(*columns, strict=True)
    ]


def test_two_columns_are_read_down():
    assert in_order(beside(LEFT, RIGHT)) == ([*LEFT, *RIGHT], "columns")


def test_three_columns_are_read_down():
    assert in_order(beside(LEFT, MIDDLE, RIGHT)) == ([*LEFT, *MIDDLE, *RIGHT], "columns")


def test_a_headline_above_and_a_line_below_stay_where_they_stand():
    head, foot = (
        "A headline that runs over both of the columns of it",
        "A last line that does so too, down here",
    )
    lines = [head, *beside(LEFT, RIGHT), foot]
    assert in_order(lines)[0] == [head, *LEFT, *RIGHT, foot]


def test_a_line_across_the_middle_parts_what_is_above_from_what_is_below():
    cross = "A line across that parts what is above from below"
    lines = [*beside(LEFT, RIGHT), cross, *beside(LEFT, RIGHT)]
    assert in_order(lines)[0] == [*LEFT, *RIGHT, cross, *LEFT, *RIGHT]


def test_a_column_that_ends_early_is_no_reason_to_mix():
    lines = beside(LEFT, [*RIGHT[:5], ""])
    assert in_order(lines)[0] == [*LEFT, *RIGHT[:5]]


def test_running_text_whose_spaces_are_stretched_has_no_columns():
    lines = [
        "both   sides  agreed  that the  bridge   is to be built",
        "before  the   end of the  decade and  that  all who are",
        "on the  shores  may   use it   without  paying anything",
        "for as   long as  the  bridge  stands   where it stands",
        "and the   towns  will   keep  it  in  repair   together",
        "with   what  they   take  from  the  mill  and the wood",
    ]
    assert in_order(lines) == ([" ".join(line.split()) for line in lines], "")


def test_rows_of_a_table_stay_rows_and_are_told():
    rows = [
        ("Tea", "12 tons"),
        ("Rice", "7 tons"),
        ("Coal", "90 tons"),
        ("Steel", "4 tons"),
        ("Wood", "1 ton"),
    ]
    lines = ["What was sold.", *(f"{goods:<20}{much}" for goods, much in rows)]
    assert in_order(lines) == (["What was sold.", *("\t".join(row) for row in rows)], "table")


@pytest.mark.parametrize("lines", [[], ["one"], ["a  b"] * 4])
def test_a_page_of_few_lines_has_no_columns(lines):
    assert in_order(lines)[1] == ""


def test_a_pdf_in_columns_whose_lines_are_written_across_is_read_down():
    head = "A headline that runs over both columns of this page, right to the end of it"
    rows = [[(50, left), (320, right)] for left, right in zip(LEFT, RIGHT, strict=True)]
    found = extract(pdf([head, *rows, [(290, "1")]]), "a.pdf")
    text = " ".join(lines_of(found.text))
    assert text == " ".join([head, *LEFT, *RIGHT, "1"])
    assert "Columns were read one after another on page 1; are they in order?" in found.notes


def test_the_rows_of_a_table_in_a_pdf_are_kept_and_told():
    page = ["They sold:", *([(50, f"Tea {n}"), (300, f"{n} tons")] for n in range(6))]
    found = extract(pdf(page), "a.pdf")
    assert lines_of(found.text)[1:] == [f"Tea {n}\t{n} tons" for n in range(6)]
    assert any("Page 1 seems to have a table" in note for note in found.notes)


def test_a_word_of_several_pieces_stays_whole():
    page = [
        [(50, "Hai b"), (76.3, "e"), (82.4, "n nh"), (103.8, "a"), (109.9, "t tri")],
        "They met.",
    ]
    assert "Hai ben nhat tri" in extract(pdf(page), "a.pdf").text


def test_the_running_head_of_two_pages_is_set_at_the_end():
    found = extract(pdf(["Gazette No. 7", "They met."], ["Gazette No. 8", "They agreed."]), "a.pdf")
    assert lines_of(found.text)[-2:] == ["Gazette No. 7", "Gazette No. 8"]
    assert {hint.para_no for hint in found.hints} == {3, 4}


HEAD, TITLE, FOOT = "Gazette No. 7", "The Bridge Is Built", "Gazette Press"
PROSE = "The two towns met at the river and agreed that they would build a bridge over it."
PAGE = [HEAD, TITLE, PROSE, PROSE, FOOT]
ASKS = "On a single page nothing repeats"


@pytest.mark.parametrize(
    ("pages", "large", "asked"),
    [
        ([PAGE], "", ["line 1, 2, 5."]),
        ([PAGE], TITLE, ["line 1, 5."]),
        ([[PROSE, PROSE, "7"]], "", []),
        ([["1. Two towns", PROSE, PROSE]], "", []),
        ([PAGE, PAGE], "", []),
    ],
)
def test_a_head_that_cannot_repeat_is_asked_about(pages, large, asked):
    notes = extract(pdf(*pages, large=[large]), "a.pdf").notes
    told = [note.rpartition("look at ")[2] for note in notes if note.startswith(ASKS)]
    assert told == asked
