"""Layouts met in the wild, each with a made-up text: what is proposed, and what asks for a look."""

import pytest

from workbench.corpus.check import check
from workbench.ingest import Source, add, propose
from workbench.ingest.guess import day, facts
from workbench.ingest.layout import doubts, proposed

PROSE = "The two sides agreed that they would build a bridge over the river for all who live there."


def zones(*lines):
    return {hint.para_no: hint.zone for hint in proposed(list(lines))}


def noted(*lines):
    return " ".join(doubts(list(lines)))


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        (
            "This site uses cookies to remember you; accept them or change the settings.",
            "boilerplate",
        ),
        ("Chia sẻ", "boilerplate"),
        ("Поделиться", "boilerplate"),
        ("For reference only", "boilerplate"),
        ("© Gazette 2024. All rights reserved.", "boilerplate"),
        ("Photo: A. Nowak", "caption"),
        ("The bridge at dawn. (Photo: VNA)", "caption"),
        ("Мост на рассвете (Фото: ТАСС)", "caption"),
        ("By Anna Nowak", "byline"),
        ("Published: 20 June 2024, 10:00", "byline"),
        ("June 20, 2024 10:15 AM", "byline"),
        ("New Delhi, 15 May 2024", "byline"),
        ("15 мая 2024 года", "byline"),
        ("Hà Nội, ngày 15 tháng 5 năm 2024", "byline"),
        ("Arvenport, le 15 mai 2024", "byline"),
        ("The Gazette | May 16, 2024 | By Mina Tarr", "byline"),
        ("Home > Press service > Documents", "boilerplate"),
        ("Facebook Twitter Telegram Print", "boilerplate"),
        ("Share on Facebook", "boilerplate"),
        ("Read more: Five facts about the Narrow Sea", "boilerplate"),
        ("Tags: bridge, towns", "boilerplate"),
        ("Home is where the two sides met.", None),
        ("Related to this, the sides agreed on trade.", None),
        ("They met on May 16, 2024 and agreed on it.", None),
        (PROSE, None),
        ("They printed a book of photos.", None),
        ("The sides share the view that the cookie is a pastry.", None),
        ("By 2030, trade will double.", None),
    ],
)
def test_a_line_of_a_known_form(line, zone):
    assert zones(PROSE, line).get(2) == zone


def test_a_caption_glued_to_words_is_not_cut_and_asks_for_a_look():
    line = "The bridge (Photo: VNA)The two sides agreed."
    assert zones(PROSE, line) == {}
    assert "A caption is glued to other words in line 2" in noted(PROSE, line)
    assert "glued" in noted("ảnh 1Vietnamese and Russian leaders met.")


def test_numbers_that_break_and_begin_again_are_told():
    said = noted("1. One.", "2. Two.", "4. Four.", "1. One again.")
    assert "go from 2 to 4 at line 3" in said
    assert "begin again at line 4" in said
    assert noted("1. One.", "2. Two.") == ""


def test_cells_of_a_table_a_line_each_are_no_headings():
    cells = ["Trade", "2023", "2024", "Tea", "12"]
    assert zones(PROSE, *cells, PROSE) == dict.fromkeys(range(2, 7), "boilerplate")
    assert "Cells of a table stand in line 2" in noted(PROSE, "Trade\t12\t14")


def test_a_list_without_marks_after_a_colon_is_body():
    items = ["peace and trade", "science", "sport", "the arts"]
    assert zones("The sides named:", *items, PROSE) == dict.fromkeys(range(2, 6), "body")


def test_two_languages_and_two_scripts_are_told():
    vietnamese = "Hai bên nhất trí rằng họ sẽ xây dựng một cây cầu qua sông cho tất cả mọi người."
    russian = (
        "Стороны договорились о том, что они построят мост через реку для всех, кто там живёт."
    )
    said = noted(PROSE, vietnamese, russian)
    assert "English (1), Russian (1), Vietnamese (1)" in said
    assert noted(PROSE, PROSE) == ""


def test_text_from_right_to_left_is_told():
    assert "run from right to left" in noted("اتفق الجانبان على بناء جسر فوق النهر من أجل الجميع")


def test_what_a_crawler_wrote_is_cut_and_read():
    lines = ["URL: https://x.example/1", "Title: The Bridge", "Date: 2024-06-20", PROSE]
    assert zones(*lines) == dict.fromkeys((1, 2, 3), "boilerplate")
    found = facts(lines, {})
    assert found["url"] == ("https://x.example/1", "the crawler’s line 'URL: https://x.example/1'")
    assert (found["title"][0], found["published"][0]) == ("The Bridge", "2024-06-20")
    assert zones("Title: one such line is no prefix", PROSE) == {}


def test_a_machine_translation_and_a_second_hand_report_are_told():
    assert "a machine translated it" in noted("Translated by Google", PROSE)
    assert "report another report: “citing TASS” in line 1" in noted(
        "They met, the paper said, citing TASS."
    )


def test_teasers_are_cut_to_the_end_and_prose_after_them_is_not():
    assert zones(PROSE, "Read more", "Tea is back", "Rain in May") == dict.fromkeys(
        (2, 3, 4), "boilerplate"
    )
    assert zones(PROSE, "Read more", PROSE * 3, PROSE * 3) == {2: "boilerplate"}


def one(text, tmp_path):
    plan = propose([Source("a.txt", text.encode())], tmp_path / "new")
    return plan.files.row(0, named=True), plan.lines


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (f"{PROSE}\n" * 3, "look", "Only 0.0% of the words are cut"),
        (f"{PROSE}\n© Gazette, and its friends and their friends\n", "ready", ""),
        (f"They met.\nRead more\n{'Tea is back in town' * 2}\nRain in May is good news\n", "look", "of the words are cut; is the body among them?"),
        ("Share\n", "look", "100% of the words are cut"),
        ("…\n", "look", "No word is left to count."),
    ],
)  # fmt: skip
def test_a_text_that_loses_much_or_nothing_asks_for_a_look(text, status, said, tmp_path):
    row, _ = one(text, tmp_path)
    assert row["status"] == status
    assert said in " ".join(row["notes"])


def test_what_nothing_proves_is_unknown(tmp_path):
    plan = propose([Source("a.txt", f"{PROSE}\n".encode())], tmp_path / "new")
    table = plan.drafts[0].table
    assert {table[name] for name in ("publisher", "genre", "side", "year", "url", "title")} == {
        "unknown"
    }
    assert table["language_note"] == "English, as its commonest words show."


@pytest.mark.parametrize(
    ("text", "when"),
    [("20 June 2024", "2024-06-20"), ("Jun 5, 2024", "2024-06-05"), ("05/06/2024", None), ("31 June 2024", None)],
)  # fmt: skip
def test_only_a_date_that_can_be_read_in_one_way_is_read(text, when):
    assert day(text) == when


def test_a_statement_proves_itself_by_title_and_points_and_its_date_by_its_own_words():
    points = [f"{n}. {PROSE}" for n in range(1, 6)]
    found = facts(["Joint Statement on the Bridge", *points, "Done at Hanoi on 20 June 2024."], {})
    assert found["genre"][0] == "statement"
    assert (found["event_date"][0], found["year"][0]) == ("2024-06-20", "2024")
    assert "genre" not in facts(["Joint Statement on the Bridge", PROSE], {})


def test_every_line_has_a_zone(tmp_path):
    row, lines = one(f"The Bridge Is Built\n\nShare\n{PROSE}\n", tmp_path)
    assert lines["zone"].to_list() == ["title", "boilerplate", "body"]
    assert lines["n_words"].sum() == row["n_words_raw"]


def test_a_headline_after_a_menu_is_no_part_of_it(tmp_path):
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(6))
    page = f"<html><body><nav>{menu}</nav><h1>Towns build a bridge</h1><p>{PROSE * 4}</p></body></html>"
    plan = propose([Source("a.html", page.encode())], tmp_path / "new")
    assert plan.lines["zone"].to_list() == ["boilerplate"] * 6 + ["title", "body"]


def test_a_line_of_figures_is_no_headline():
    assert "title" not in facts(["11/22/26, 3:11 AM", PROSE], {})


def test_a_day_between_bars_at_the_top_is_that_of_publication():
    top = "The Gazette | May 16, 2024 | By Mina Tarr"
    assert facts(["Two Towns Agree on It", top, PROSE], {})["published"] == (
        "2024-05-16",
        f"the line {top!r} at the top",
    )


def test_a_byte_order_mark_is_no_word_that_was_lost(tmp_path):
    add(
        propose(
            [Source("a.txt", f"\ufeffThe Bridge Is Built\n\n{PROSE}\n".encode())], tmp_path / "own"
        ),
        tmp_path / "own",
    )
    assert check(tmp_path / "own") == []
