"""The emphasis notebook as its reader has it."""

NOTEBOOK = "03_emphasis"
SIGHT = "label:has-text('Count by')"
MARKS = ".widget-vbox svg path[aria-roledescription='point']"


def test_a_mark_of_any_panel_opens_its_passages(desk):
    for number, name in ((0, "Viet Nam Government Portal 2025"), (13, "TASS 2021")):
        desk.page.locator(MARKS).nth(number).click()
        desk.page.wait_for_selector(f"text=/ in {name}: \\d+ paragraph/")


def test_the_lists_open_passages_by_keyboard(desk):
    chooser = desk.page.get_by_label("Document to read")
    chooser.focus()
    desk.page.keyboard.press("ArrowDown")
    desk.page.wait_for_selector("text=/ in The Investor 2024: \\d+ paragraph/")


def test_a_choice_redraws_the_panels(desk):
    desk.page.get_by_label("Documents", exact=True).select_option(["TASS 2021", "TASS 2024"])
    desk.page.wait_for_selector(
        "text=/May be compared as change over time: TASS 2021 and TASS 2024\\./"
    )
    desk.page.get_by_label("Count by").select_option("sentence")
    desk.page.wait_for_selector("text=/Share of each document's sentences coded/")


def test_a_word_opens_its_places(desk):
    desk.page.get_by_role("tab", name="Words that lean", exact=True).click()
    desk.page.get_by_label("or write one").fill("nuclear")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("text=/“nuclear”: \\d+ hits in a body/")


def test_a_rule_is_tried_and_a_bad_pattern_is_refused_in_a_sentence(desk):
    desk.page.get_by_role("tab", name="Try a rule", exact=True).click()
    pattern = desk.page.get_by_label("Pattern", exact=True)
    pattern.fill("(")
    pattern.blur()
    desk.page.wait_for_selector("[role=alert]:has-text('pattern')")


def test_no_request_left_the_machine_and_nothing_of_ours_failed(desk):
    assert desk.left == []
    assert desk.errors == []
