"""The emphasis notebook as its reader has it."""

NOTEBOOK = "03_emphasis"
SIGHT = "label:has-text('Count by')"
MARKS = ".widget-vbox .vega-embed path[aria-roledescription='point']"


def test_a_mark_of_any_panel_opens_its_passages(desk):
    for number, name in ((0, "Viet Nam Government Portal 2025"), (13, "TASS 2021")):
        desk.page.locator(MARKS).nth(number).click()
        desk.page.wait_for_selector(f"text=/ in {name}: \\d+ paragraph/")


def focused(desk, attribute):
    return desk.page.evaluate(f"document.activeElement.getAttribute({attribute!r})")


def test_the_marks_are_one_tab_stop_with_names_that_say_counts(desk):
    marks = desk.page.locator(MARKS)
    names = [mark.get_attribute("aria-label") for mark in marks.all()]
    assert len(names) == len(set(names)) == 60
    assert "VOVWORLD 2025, Ukraine: 1 of 9 provisions" in names
    assert desk.page.locator(f"{MARKS}[tabindex='0']").count() == 1
    desk.page.locator("label:has-text('Voices') + select").last.focus()
    for _ in range(4):  # the download links of the chart's head, if any, come first
        desk.page.keyboard.press("Tab")
        if focused(desk, "aria-roledescription") == "point":
            break
    here = focused(desk, "aria-label")
    assert here in names
    desk.page.keyboard.press("Tab")
    assert focused(desk, "aria-roledescription") != "point"
    desk.page.keyboard.press("Shift+Tab")
    assert focused(desk, "aria-label") == here


def test_a_mark_opens_its_passages_by_keyboard_and_lab_does_nothing(desk):
    cells = desk.page.locator(".jp-Cell")
    before = cells.count(), desk.page.locator(".jp-mod-selected").count()
    marks = desk.page.locator(MARKS)
    marks.first.focus()
    first = focused(desk, "aria-label")
    desk.page.keyboard.press("ArrowDown")
    second = focused(desk, "aria-label")
    assert second == marks.nth(1).get_attribute("aria-label") != first
    desk.page.keyboard.press("ArrowRight")  # the same topic in the next panel
    assert focused(desk, "aria-label") == marks.nth(13).get_attribute("aria-label")
    desk.page.keyboard.press("ArrowLeft")
    desk.page.keyboard.press("ArrowUp")
    assert focused(desk, "aria-label") == first
    desk.page.keyboard.press("ArrowUp")  # there is none before the first
    assert focused(desk, "aria-label") == first
    for key, number in (("End", 59), ("Home", 0), ("End", 59)):
        desk.page.keyboard.press(key)
        assert focused(desk, "aria-label") == marks.nth(number).get_attribute("aria-label")
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert desk.page.evaluate(ring) == "solid"
    desk.page.keyboard.press("Enter")
    document, topic = focused(desk, "aria-label").split(": ")[0].split(", ", 1)
    assert document == "The Investor 2024"
    desk.page.wait_for_selector(f".wb-title:has-text('{topic} in {document}')")
    desk.page.keyboard.press("ArrowUp")
    desk.page.keyboard.press("ArrowUp")
    desk.page.keyboard.press(" ")
    topic = focused(desk, "aria-label").split(": ")[0].split(", ", 1)[1]
    desk.page.wait_for_selector(f".wb-title:has-text('{topic} in {document}')")
    for key in "xddab":  # cut, delete, above, below: Lab's keys in command mode
        desk.page.keyboard.press(key)
    assert (cells.count(), desk.page.locator(".jp-mod-selected").count()) == before
    assert focused(desk, "aria-roledescription") == "point"


def test_the_lists_open_passages_by_keyboard(desk):
    chooser = desk.page.get_by_label("Document to read")
    chooser.select_option("TASS 2021")  # The Investor was shown by the test before
    desk.page.wait_for_selector("text=/ in TASS 2021: \\d+ paragraph/")
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


def test_the_codebook_is_tried_without_a_rule(desk):
    desk.page.get_by_label("Rule", exact=True).select_option("Ukraine")
    box = desk.page.get_by_label("Try the codebook without this rule")
    box.focus()
    desk.page.keyboard.press(" ")
    desk.page.wait_for_selector("text=/The codebook without the rule “Ukraine” gains 0 passages/")
    assert desk.page.get_by_label("Pattern", exact=True).is_disabled()
    desk.page.keyboard.press(" ")
    desk.page.wait_for_selector("text=/The changed rule “Ukraine” gains 0 passages and loses 0/")


def test_no_request_left_the_machine_and_nothing_of_ours_failed(desk):
    assert desk.left == []
    assert desk.errors == []
