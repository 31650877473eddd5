"""The readability notebook as its reader has it."""

import pytest
from playwright.sync_api import expect

NOTEBOOK = "03_readability"
SIGHT = ".wb-explorer .vega-embed path[aria-roledescription='point']"
GRADE = "Flesch–Kincaid grade"


@pytest.fixture
def marks(desk):
    return desk.page.locator(SIGHT)


@pytest.fixture
def into(desk):
    return desk.explorer.get_by_label("Look into")


def chosen(field):
    return field.locator("option:checked")


def subtitle(desk, words):
    """Wait until the chart's subtitle begins with some words."""
    expect(desk.explorer.locator(".wb-pane .wb-subtitle").first).to_contain_text(words)


def tick(desk, *names):
    """Tick these documents under the filter and no other, by keyboard."""
    fold = desk.explorer.get_by_text("Filter")
    if not desk.explorer.get_by_role("group", name="Documents").is_visible():
        fold.focus()
        desk.page.keyboard.press("Enter")
    group = desk.explorer.get_by_role("group", name="Documents")
    group.get_by_role("button", name="None").press("Enter")
    expect(group.get_by_role("checkbox", checked=True)).to_have_count(0)
    for name in names:
        box = group.get_by_role("checkbox", name=name, exact=True)
        box.focus()
        desk.page.keyboard.press("Space")
        expect(box).to_be_checked()


def test_a_clicked_mark_opens_its_sentences(desk, marks, into):
    marks.nth(3).click()
    expect(desk.title("The hardest sentences run to 130 words")).to_be_visible()
    expect(chosen(into)).to_have_text("Viet Nam Government Portal 2025")


def test_the_keyboard_picks_another_text(desk, into):
    into.focus()
    desk.page.keyboard.press("ArrowDown")
    expect(desk.explorer.locator("summary:has-text('VOVWORLD 2025, ¶')").first).to_be_visible()
    expect(into).to_be_focused()


def test_a_mark_opens_its_sentences_by_keyboard(desk, marks, into):
    marks.first.focus()
    for key in ("End", "Home", "ArrowRight", "ArrowDown", "Enter"):  # one panel: right is next
        desk.page.keyboard.press(key)
    name = marks.nth(2).get_attribute("aria-label").split(":")[0]
    expect(chosen(into)).to_have_text(name)
    expect(marks.nth(2)).to_have_attribute("aria-pressed", "true")
    expect(marks.nth(2)).to_be_focused()


def test_measure_unit_and_splitting_redraw_the_chart(desk):
    desk.explorer.get_by_label("Measure", exact=True).select_option("LIX")
    subtitle(desk, "LIX of 5 texts, a sentence ending at each full stop.")
    ends = desk.explorer.get_by_role("group", name="Sentences end at")
    ends.get_by_label("full stop and semicolon", exact=True).check()
    subtitle(desk, "LIX of 5 texts, a sentence ending at each full stop and semicolon.")
    desk.explorer.get_by_role("group", name="Unit").get_by_label("voice").check()
    subtitle(desk, "LIX of 7 texts, a sentence ending at each full stop and semicolon.")


def test_a_screen_reader_hears_what_was_redrawn(desk):
    expect(desk.heard("LIX of seven texts, side by side")).to_be_attached()


@pytest.mark.parametrize("width", [800, 1400])
def test_nothing_is_wider_than_the_window(desk, width):
    desk.page.set_viewport_size({"width": width, "height": 1400})
    within = "panes => panes.every(one => one.getBoundingClientRect().right <= innerWidth + 1)"
    desk.page.wait_for_function(
        f"() => ({within})([...document.querySelectorAll('.wb-explorer .wb-pane')])"
    )
    chart = desk.explorer.locator(".vega-embed").first
    assert chart.bounding_box()["x"] + chart.bounding_box()["width"] <= width


def test_a_choice_with_nothing_to_draw_says_so(desk, marks):
    tick(desk, "Viet Nam Government Portal 2025")
    told = desk.explorer.get_by_text("A full statement has no voices")
    expect(told.first).to_be_visible()
    desk.explorer.get_by_role("group", name="Unit").get_by_label("document").check()
    subtitle(desk, "LIX of 1 text,")
    expect(marks).to_have_count(1)


def test_the_inspector_counts_a_sentence_and_refuses_another_language(desk):
    desk.page.get_by_role("tab", name="Inspector", exact=True).click()
    box = desk.explorer.get_by_label("Sentence", exact=True)
    box.fill("The cat in the hat ate breakfast.")
    box.press("Tab")
    expect(desk.title("7 words, 8 syllables and 1 sentence")).to_be_visible()
    box.fill("Привет, большой мир.")
    box.press("Tab")
    expect(desk.title("Not defined for text that is not English")).to_be_visible()


def test_the_variants_name_the_pair_that_changes_its_order(desk):
    desk.explorer.get_by_label("Measure", exact=True).select_option(GRADE)
    tick(desk, "Viet Nam Government Portal 2025", "VOVWORLD 2025")
    desk.page.get_by_role("tab", name="Variants", exact=True).click()
    title = (
        "How sentences are split decides the order of Viet Nam Government Portal 2025 and VOVWORLD"
    )
    expect(desk.title(title)).to_be_visible()


def test_the_line_of_code_opens_the_same_view(desk):
    desk.explorer.get_by_role("button", name="Reset").press("Enter")
    code = desk.explorer.locator("code", has_text="wb.Readability(corpus).explore(tab='Variants')")
    expect(code).to_be_visible()
