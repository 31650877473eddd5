"""The emphasis notebook as its reader has it."""

import re

import pytest
from playwright.sync_api import expect

NOTEBOOK = "04_emphasis"
SIGHT = ".wb-explorer .vega-embed path[aria-roledescription='point']"
#: Topics of the codebook, and documents with a panel of their own.
TOPICS, PANELS = 16, 5


@pytest.fixture
def marks(desk):
    return desk.page.locator(SIGHT)


def focused(desk, attribute):
    return desk.page.evaluate(f"document.activeElement.getAttribute({attribute!r})")


def opened(desk, label):
    """Wait until the passages of the mark with this label are shown."""
    document, topic = label.split(": ")[0].split(" · ")
    expect(
        desk.title(re.compile(rf"aragraphs? of {document} ha(?:s|ve) the topic “{topic}”"))
    ).to_be_visible()


def test_the_marks_are_one_tab_stop_with_names_that_say_counts(desk, marks):
    names = [mark.get_attribute("aria-label") for mark in marks.all()]
    assert len(names) == len(set(names)) == TOPICS * PANELS
    assert any("VOVWORLD 2025" in name and "1 of 9 provisions" in name for name in names)
    stops = desk.explorer.locator("svg [tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    here = focused(desk, "aria-label")
    assert here in names
    desk.page.keyboard.press("Tab")
    assert focused(desk, "aria-roledescription") != "point"
    desk.page.keyboard.press("Shift+Tab")
    assert focused(desk, "aria-label") == here


@pytest.mark.parametrize("number", [1, TOPICS])
def test_a_mark_of_any_panel_opens_its_passages(desk, marks, number):
    marks.nth(number).click()
    opened(desk, marks.nth(number).get_attribute("aria-label"))


def test_a_mark_opens_its_passages_by_keyboard_and_lab_does_nothing(desk, marks):
    cells = desk.page.locator(".jp-Cell")
    before = cells.count(), desk.page.locator(".jp-mod-selected").count()
    labels = [mark.get_attribute("aria-label") for mark in marks.all()]
    marks.first.focus()
    moves = {"ArrowDown": 1, "ArrowRight": TOPICS + 1, "ArrowLeft": 1, "ArrowUp": 0, "End": -1,
             "Home": 0}  # fmt: skip
    for key, number in moves.items():
        desk.page.keyboard.press(key)
        assert focused(desk, "aria-label") == labels[number], key
    desk.page.keyboard.press("ArrowUp")  # there is none before the first
    assert focused(desk, "aria-label") == labels[0]
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert desk.page.evaluate(ring) == "solid"
    for way, key in (("End", "Enter"), ("Home", " ")):
        desk.page.keyboard.press(way)
        label = focused(desk, "aria-label")
        desk.page.keyboard.press(key)
        opened(desk, label)
        assert focused(desk, "aria-label") == label
    for key in "xddab":  # cut, delete, above, below: Lab's keys in command mode
        desk.page.keyboard.press(key)
    assert (cells.count(), desk.page.locator(".jp-mod-selected").count()) == before
    assert focused(desk, "aria-roledescription") == "point"


def test_the_lists_open_passages_by_keyboard(desk):
    group = desk.explorer.get_by_role("group", name="Text", exact=True)
    group.get_by_role("radio", name="TASS 2021", exact=True).check()
    expect(desk.title(" of TASS 2021 have the topic").first).to_be_visible()
    desk.page.keyboard.press("ArrowRight")
    expect(desk.title(" of The Investor 2024 have the topic").first).to_be_visible()


def test_a_choice_redraws_the_panels(desk, marks):
    count = desk.explorer.get_by_role("group", name="Count by")
    count.get_by_role("radio", name="sentence").check()
    subtitle = desk.explorer.locator(".wb-subtitle", has_text="Share of the sentences of each text")
    expect(subtitle.first).to_be_visible()
    desk.explorer.get_by_text("Filter", exact=True).press("Enter")
    topics = desk.explorer.get_by_role("group", name="Topics")
    topics.get_by_role("button", name="None").press("Enter")
    said = desk.explorer.get_by_text("Nothing to draw: choose a topic, a text and a voice.")
    expect(said.first).to_be_visible()
    topics.get_by_role("checkbox", name="Ukraine").check()
    expect(marks).to_have_count(PANELS)
    desk.explorer.get_by_role("button", name="Reset").press("Enter")
    expect(marks).to_have_count(TOPICS * PANELS)


def test_a_word_opens_its_places(desk):
    desk.page.get_by_role("tab", name="A word in context", exact=True).click()
    box = desk.explorer.get_by_label("Word", exact=True)
    box.fill("nuclear")
    box.press("Enter")
    expect(desk.title("“nuclear” occurs")).to_be_visible()


def test_a_rule_is_tried_and_a_bad_pattern_is_refused_in_a_sentence(desk):
    desk.page.get_by_role("tab", name="Try a rule", exact=True).click()
    desk.explorer.get_by_label("Rule", exact=True).select_option("Ukraine")
    desk.explorer.get_by_role("button", name="Try without this rule").press("Enter")
    title = "The codebook without the rule “Ukraine” gains no passages and loses two"
    expect(desk.title(title)).to_be_visible()
    pattern = desk.explorer.get_by_label("Pattern", exact=True)
    pattern.fill("(")
    desk.explorer.get_by_role("button", name="Try", exact=True).press("Enter")
    alert = desk.explorer.get_by_role("alert").filter(has_text="pattern", visible=True)
    expect(alert.first).to_be_visible()
    expect(pattern).to_have_value("(")


def test_a_rule_of_ones_own_is_saved_beside_the_shipped_codebook(desk, house):
    shipped = (house / "data" / "codebook" / "topics.toml").read_bytes()
    desk.explorer.get_by_label("Pattern", exact=True).fill("ukrain\\w*")
    desk.explorer.get_by_label("Save under the name").fill("mine")
    desk.explorer.get_by_role("button", name="Save as my own").press("Enter")
    said = desk.explorer.get_by_role("status").filter(has_text="Saved as own/mine.toml")
    expect(said.last).to_be_visible()
    assert "ukrain" in (house / "data" / "own" / "mine.toml").read_text("utf-8")
    assert (house / "data" / "codebook" / "topics.toml").read_bytes() == shipped
