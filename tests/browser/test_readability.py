"""The readability notebook as its reader has it."""

from playwright.sync_api import expect

NOTEBOOK = "02_readability"
SIGHT = "label:has-text('Sentences end at')"
MARKS = ".widget-vbox svg path[aria-roledescription='point']"


def test_a_clicked_mark_opens_its_sentences(desk):
    desk.page.locator(MARKS).nth(3).click()
    desk.page.wait_for_selector("text=The hardest sentences run to 130 words")
    picked = desk.page.get_by_label("Look into").locator("option:checked")
    expect(picked).to_have_text("Viet Nam Government Portal 2025")


def test_the_keyboard_picks_another_text(desk):
    chooser = desk.page.get_by_label("Look into")
    chooser.focus()
    desk.page.keyboard.press("ArrowDown")
    desk.page.wait_for_selector("summary:has-text('VOVWORLD 2025, ¶')")


def test_a_mark_opens_its_sentences_by_keyboard(desk):
    marks = desk.page.locator(MARKS)
    marks.first.focus()
    for key in ("End", "Home", "ArrowRight", "ArrowDown", "Enter"):  # one panel: right is next
        desk.page.keyboard.press(key)
    name = marks.nth(2).get_attribute("aria-label").split(":")[0]
    expect(desk.page.get_by_label("Look into").locator("option:checked")).to_have_text(name)


def test_measure_unit_and_cutting_redraw_the_chart(desk):
    desk.page.get_by_label("Measure", exact=True).select_option("LIX")
    desk.page.wait_for_selector("text=/^LIX, 5 texts cut at each full stop;/")
    desk.page.get_by_label("Sentences end at").select_option("full stop and semicolon")
    desk.page.wait_for_selector("text=/^LIX, 5 texts cut at each full stop and semicolon;/")
    desk.page.get_by_label("Unit", exact=True).select_option("voice")
    desk.page.wait_for_selector("text=/^LIX, 7 texts cut at each full stop and semicolon;/")


def test_a_screen_reader_hears_what_was_redrawn(desk):
    status = desk.page.locator(".jp-OutputArea-output [role=status]").last
    assert "LIX" in status.inner_text()


def test_charts_fit_a_narrow_window(desk):
    desk.page.set_viewport_size({"width": 800, "height": 1400})
    desk.page.wait_for_timeout(500)
    chart = desk.page.locator(".widget-vbox .vega-embed svg.marks").last.bounding_box()
    assert chart["x"] + chart["width"] <= 800
    desk.page.set_viewport_size({"width": 1400, "height": 1400})


def test_a_choice_with_nothing_to_draw_says_so(desk):
    desk.page.get_by_label("Documents", exact=True).select_option(
        ["Viet Nam Government Portal 2025"]
    )
    desk.page.wait_for_selector("text=/Nothing to draw for this choice: choose a document/")
    desk.page.get_by_label("Unit", exact=True).select_option("document")
    desk.page.wait_for_selector("text=/^LIX, 1 text cut at each/")
    desk.page.wait_for_selector(MARKS)


def test_the_inspector_counts_a_sentence_and_refuses_another_language(desk):
    desk.page.get_by_role("tab", name="Inspector", exact=True).click()
    box = desk.page.get_by_label("Sentence", exact=True)
    box.fill("The cat in the hat ate breakfast.")
    box.blur()
    desk.page.wait_for_selector("text=7 words, 8 syllables, 1 sentence")
    box.fill("Привет, большой мир.")
    box.blur()
    desk.page.wait_for_selector("text=/not defined for Cyrillic script/")


def test_the_variants_name_the_pair_that_changes_its_order(desk):
    desk.page.get_by_label("Measure", exact=True).select_option("Flesch–Kincaid grade")
    names = ["Viet Nam Government Portal 2025", "VOVWORLD 2025"]
    desk.page.get_by_label("Documents", exact=True).select_option(names)
    desk.page.get_by_role("tab", name="Variants", exact=True).click()
    desk.page.wait_for_selector(
        "text=/0 of 1 comparable pair in the same order however sentences are cut/"
    )


def test_no_request_left_the_machine_and_nothing_of_ours_failed(desk):
    assert desk.left == []
    assert desk.errors == []
