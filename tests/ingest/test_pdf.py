"""A PDF becomes paragraphs in the order of reading; what is no text is set at the end."""

from pathlib import Path

import pytest

from tests.ingest.made import pdf
from workbench.errors import WorkbenchError
from workbench.ingest import extract
from workbench.ingest.pdf import Line, as_rows, in_columns
from workbench.ingest.text import lines_of

FULL = "The two sides agreed that they would build a bridge over the river before the end of"
REST = ["this decade, and that all who live on its shores may use it for as long as it stands", "without paying anything."]  # fmt: skip
WHOLE = " ".join([FULL, *REST])
LEFT = [f"left line {name} goes on down here" for name in "abcdef"]
RIGHT = [f"right line {name} goes on down there" for name in "abcdef"]


def read(*pages, **options):
    found = extract(pdf(*pages, **options), "a.pdf")
    return found, lines_of(found.text)


def cut(found):
    return {number for number, (zone, _) in found.zones.items() if zone == "boilerplate"}


def at(text, x0, x1, y):
    return Line(text, x0, x1, y, size=10, bold=False, page=1)


def placed(*columns, width=180, step=12):
    """Set columns of lines side by side, as `Line`s."""
    return [
        at(text, 50 + width * c, 50 + width * c + 4 * len(text), 700 - step * n)
        for c, column in enumerate(columns)
        for n, text in enumerate(column)
        if text
    ]


def texts(lines):
    return [[line.text for line in column] for column in in_columns(lines)[0]]


def test_lines_become_paragraphs_over_the_end_of_a_page_without_its_head_and_number():
    head = "Gazette No. 7"
    found, lines = read(
        [head, FULL, "- 1 -"],
        [head, *REST, "1. They met.", "2"],
        [head, "2. They will meet again.", "3"],
    )
    assert lines[:3] == [WHOLE, "1. They met.", "2. They will meet again."]
    assert sorted(lines[3:]) == sorted([head, "- 1 -", head, "2", head, "3"])
    assert cut(found) == {4, 5, 6, 7, 8, 9}
    assert found.doubts == ()


def test_what_a_browser_prints_around_a_page_is_no_text():
    page = ["6/20/24, 3:11 PM The Bridge", FULL, *REST, "https://x.example/bridge 1/1"]
    found, lines = read(page)
    assert lines == [WHOLE, page[0], page[-1]]
    assert cut(found) == {2, 3}


def test_indents_gaps_and_short_lines_begin_paragraphs():
    assert read([[(65, FULL[:-4])], *REST, [(65, FULL[:-4])], *REST])[1] == [f"{FULL[:-4]} {' '.join(REST)}"] * 2  # fmt: skip
    assert read([FULL, *REST, [], FULL, *REST])[1] == [WHOLE, WHOLE]
    assert read([FULL, *REST, FULL, *REST])[1] == [WHOLE, WHOLE]


def test_a_list_after_a_colon_stays_a_list():
    page = [FULL, *REST, "They agreed on the following:", [(80, "to train more pilots")], [(80, "to publish")]]  # fmt: skip
    assert read(page)[1][1:3] == [
        "They agreed on the following:",
        "to train more pilots to publish",
    ]


def test_a_word_of_several_pieces_stays_whole_and_words_that_a_line_broke_are_joined():
    pieces = [(50, "Hai b"), (76.3, "e"), (82.4, "n nh"), (103.8, "a"), (109.9, "t tri")]
    assert read([pieces])[1] == ["Hai ben nhat tri"]
    page = [f"{FULL} coop-", f"eration, and of coop-eration and of long-{'x' * 20}", "term trade."]
    assert "of coop-eration, and of coop-eration" in read(page)[1][0]
    page = ["The two sides agreed that they would do all that they can for their trade and coop-", "eration."]  # fmt: skip
    assert read(page)[1] == ["The two sides agreed that they would do all that they can for their trade and cooperation."]  # fmt: skip


def test_what_stands_far_off_the_page_takes_no_memory():
    assert read([[(50, "They met."), (10**9, "Far.")]] * 2)[1] == [
        "They met.\tFar.",
        "They met.\tFar.",
    ]


def test_letters_that_are_set_apart_are_words():
    spaced = [(50 + 10 * n, sign) for n, sign in enumerate("SPACED TERMS") if sign != " "]
    assert read([spaced, [], FULL, *REST])[1][0] == "SPACED TERMS"


def test_a_raised_figure_joins_no_word_and_its_note_is_no_body():
    note = "1 See the charter of the lake."
    found, lines = read([f"{FULL}^1", *REST, [], note], sizes={note: 8})
    assert lines == [WHOLE.replace("end of", "end of¹"), note]
    assert cut(found) == {2}


def test_the_largest_print_of_the_first_page_is_the_headline():
    title = ["A Joint Statement of the Two", "Towns on the Bridge"]
    page = ["Gazette No. 12", [], *title, [], "Tolm, 4 June", [], FULL, *REST]
    found, lines = read(page, sizes=dict.fromkeys(title, 15))
    assert found.facts == {"title": (" ".join(title), "the largest print on the first page")}
    assert lines[:3] == ["Gazette No. 12", " ".join(title), "Tolm, 4 June"]
    assert read(page)[0].facts == {}


@pytest.mark.parametrize(
    ("columns", "order"),
    [
        ([LEFT, RIGHT], [LEFT, RIGHT]),
        ([LEFT, RIGHT, [line.replace("left", "third") for line in LEFT]], [LEFT, RIGHT, [line.replace("left", "third") for line in LEFT]]),
        ([LEFT, [*RIGHT[:5], ""]], [LEFT, RIGHT[:5]]),
    ],
)  # fmt: skip
def test_columns_are_read_down(columns, order):
    assert texts(placed(*columns)) == order


def test_a_line_across_parts_what_is_above_from_what_is_below():
    across = at("A line that runs across both of the columns", 50, 400, 700 - 12 * 6)
    below = [at(one.text, one.x0, one.x1, one.y - 84) for one in placed(LEFT, RIGHT)]
    ordered = [LEFT, RIGHT, [across.text], LEFT, RIGHT]
    assert texts([*placed(LEFT, RIGHT), across, *below]) == ordered


def test_the_last_page_of_a_paper_has_the_columns_of_the_others():
    few = placed(LEFT[:2], RIGHT[:2])
    assert len(texts(few)) == 1
    columns, _ = in_columns(few, 225.0)
    assert [[line.text for line in column] for column in columns] == [LEFT[:2], RIGHT[:2]]


def test_rows_of_a_table_are_lines_and_are_asked_about():
    rows = placed(["Tea", "Rice", "Coal", "Steel"], ["12 tons", "7 tons", "90 tons", "4 tons"])
    columns, table = as_rows(rows)
    assert [line.text for line in columns[0]] == ["Tea\t12 tons", "Rice\t7 tons", "Coal\t90 tons", "Steel\t4 tons"]  # fmt: skip
    assert table
    page = ["They sold:", *([(50, f"Tea {n}"), (300, f"{n} tons")] for n in range(6))]
    assert read(page)[0].doubts[0].startswith("Table: page 1 seems to have a table")


def test_pages_without_text_and_signs_without_letters_are_asked_about():
    assert read(["They met."], [])[0].doubts[0].startswith("Pages: page 2 has no text")
    noise = " ".join(f"w{n}rd th3 br1dge" for n in range(20))
    assert any(doubt.startswith("Recognition: many words are no words (such as 'w0rd'") for doubt in read([noise])[0].doubts)  # fmt: skip


def test_a_password_to_read_is_told_from_one_to_change():
    files = Path(__file__).parent / "files"
    change, read_it = (
        (files / f"password-to-{what}.pdf").read_bytes() for what in ("change", "open")
    )
    assert lines_of(extract(change, "a.pdf").text) == ["They met."]
    with pytest.raises(WorkbenchError, match="is protected by a password; save a copy"):
        extract(read_it, "a.pdf")
