"""Lesson 1 as a student has it: a wrong answer, its hints, and the right one; by keyboard."""

import re

NOTEBOOK = "seminar/1_files"
SIGHT = "text=How often does the article by The Investor itself"
STATUS = "p[role=status]"


def field(desk):
    return desk.page.get_by_label("Your answer").first


def test_a_typical_error_is_named_and_the_next_one_brings_another_hint(desk):
    box = field(desk)
    box.focus()
    desk.page.keyboard.type("2")
    desk.page.keyboard.press("Enter")
    said = desk.page.wait_for_selector(f"{STATUS}:has-text('You counted the teasers as well')")
    assert "Is every place where the word stands" in said.inner_text()
    box.fill("5")
    desk.page.keyboard.press("Enter")
    said = desk.page.wait_for_selector(f"{STATUS}:has-text('Open the folded')")
    assert re.search(r"\b0\b", said.inner_text()) is None


def test_the_field_keeps_the_keys_from_lab(desk):
    before = desk.page.locator(".jp-Cell").count()
    field(desk).fill("")
    field(desk).press_sequentially("dd")
    desk.page.wait_for_timeout(300)
    assert field(desk).input_value() == "dd"
    assert desk.page.locator(".jp-Cell").count() == before


def test_what_is_no_number_is_said_in_a_sentence(desk):
    field(desk).press("Enter")
    desk.page.wait_for_selector("[role=alert]:has-text('asks for a number')")


def test_the_right_answer_by_keyboard_and_a_screen_reader_hears_it(desk):
    box = field(desk)
    box.fill("0")
    box.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector(f"{STATUS}:has-text('Right. Whoever counts the file')")
    live = desk.page.locator(".jp-OutputArea-output div[role=status]")
    assert any(text.startswith("Right.") for text in live.all_inner_texts())


def test_the_line_of_code_is_told_what_it_took_too_much(desk):
    desk.seek("text=These are all lines of the file")


def test_no_request_left_the_machine_and_nothing_of_ours_failed(desk):
    assert desk.left == []
    assert desk.errors == []
