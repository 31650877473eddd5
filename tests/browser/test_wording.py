"""The wording notebook as its reader has it."""

import tomllib

import pytest
from playwright.sync_api import expect

NOTEBOOK = "02_wording"
SIGHT = ".wb-explorer select[size]"


@pytest.fixture
def passages(desk):
    return desk.explorer.get_by_label("Passages", exact=True)


def radio(desk, group, name):
    return desk.explorer.get_by_role("group", name=group).get_by_role(
        "radio", name=name, exact=True
    )


def decisions(house):
    saved = (house / "data" / "links" / "tass-2021--tass-2024.toml").read_text("utf-8")
    return tomllib.loads(saved).get("decision", [])


def test_the_arrow_keys_go_through_the_passages(desk, passages):
    passages.focus()
    desk.page.keyboard.press("ArrowDown")
    expect(desk.title("No counterpart found in TASS 2024")).to_be_visible()
    desk.page.keyboard.press("ArrowDown")
    expect(
        desk.title("TASS 2021 ¶ 6 and TASS 2024 ¶ 11 differ in one substantive edit")
    ).to_be_visible()
    expect(passages).to_be_focused()
    found = desk.title("TASS 2021 ¶ 6").bounding_box()
    listed = passages.bounding_box()
    assert found["x"] >= listed["x"] + listed["width"]  # beside the list, in sight
    assert found["y"] < listed["y"]


def test_a_decision_is_saved_with_name_and_reason_and_taken_back(desk, house):
    desk.explorer.get_by_label("Your name or initials").fill("AB")
    desk.explorer.get_by_label("Why", exact=True).fill("read twice")
    desk.explorer.get_by_role("button", name="Confirm link").press("Enter")
    said = desk.explorer.get_by_role("status").filter(has_text="Saved as confirmed in links/")
    expect(said.last).to_contain_text("tass-2021--tass-2024.toml")
    (saved,) = decisions(house)
    assert (saved["who"], saved["note"], saved["status"]) == ("AB", "read twice", "confirmed")
    expect(desk.explorer.get_by_label("Your name or initials")).to_have_value("AB")
    expect(desk.explorer.get_by_label("Why", exact=True)).to_have_value("")
    desk.explorer.get_by_role("button", name="Undo").press("Enter")
    expect(
        desk.explorer.get_by_role("status").filter(has_text="Undone: confirmed.").last
    ).to_be_visible()
    assert decisions(house) == []


def test_an_unnamed_decision_is_refused_in_a_sentence(desk, house):
    before = decisions(house)
    desk.explorer.get_by_label("Your name or initials").fill("")
    desk.explorer.get_by_role("button", name="Reject link").press("Enter")
    expect(desk.explorer.get_by_role("alert").filter(visible=True).last).to_contain_text("name")
    assert decisions(house) == before


def test_a_pair_that_proves_less_is_shown_with_what_it_can_prove(desk):
    radio(desk, "Second text", "Viet Nam Government Portal 2025").check()
    desk.page.get_by_role("tab", name="Synopsis", exact=True).click()
    subtitle = desk.explorer.locator(".wb-subtitle", has_text="attest two statements of one series")
    expect(subtitle.filter(visible=True).first).to_be_visible()
    radio(desk, "Second text", "TASS 2021").check()
    expect(desk.explorer.get_by_role("alert").filter(visible=True).first).to_be_visible()
    radio(desk, "Second text", "TASS 2024").check()


def test_filters_narrow_the_list(desk, passages):
    options = passages.locator("option")
    expect(options.filter(has_text="TASS 2024 ¶").first).to_be_attached()
    before = options.count()
    desk.explorer.get_by_text("Filter", exact=True).press("Enter")
    desk.explorer.get_by_label("Outcome", exact=True).select_option("reworded")
    expect(options).to_have_count(16)
    expect(desk.explorer.get_by_text("Filter (1 set)")).to_be_visible()
    desk.explorer.get_by_label("Containing").fill("no such words at all")
    desk.explorer.get_by_label("Containing").press("Enter")
    expect(desk.explorer.get_by_text("No passage fits these choices").first).to_be_visible()
    desk.explorer.get_by_role("button", name="Reset").press("Enter")
    expect(options).to_have_count(before)


def test_the_formula_follows_a_phrase_and_offers_what_is_near(desk):
    desk.page.get_by_role("tab", name="Formula", exact=True).click()
    box = desk.explorer.get_by_label("Phrase")
    box.fill("highly apreciates")
    box.press("Enter")
    expect(desk.title("“highly apreciates” is not found; something near it is")).to_be_visible()
    expect(desk.explorer.get_by_text("“highly appreciates (").first).to_be_visible()


def test_the_two_texts_side_by_side_are_gone_through_by_button_key_and_map(desk):
    desk.page.get_by_role("tab", name="Side by side", exact=True).click()
    texts = desk.explorer.locator(".wb-desk")
    told, current = texts.get_by_role("status"), texts.locator(".wb-here")
    texts.get_by_role("button", name="Next change").click()
    expect(told).to_have_text("change 1 of 30")
    texts.get_by_role("region", name="TASS 2021 and TASS 2024").focus()
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("ArrowDown")
    expect(told).to_have_text("change 3 of 30")
    expect(current).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.title("TASS 2021 ¶ 6 and TASS 2024 ¶ 11 differ")).to_be_visible()
    expect(texts.locator(".wb-picked")).to_have_count(2)  # both passages of the row
    expect(current).to_be_focused()
    desk.page.keyboard.press("ArrowRight")
    expect(current).to_contain_text("TASS 2024 ¶ 11")
    texts.locator(".wb-map span").last.click()
    expect(told).to_have_text("change 30 of 30")
    expect(texts.locator(".wb-passage").last).to_be_in_viewport()


def test_focus_on_a_mark_lights_up_its_partner(desk, passages):
    radio(desk, "First text", "VOVWORLD 2025").check()
    radio(desk, "Second text", "Viet Nam Government Portal 2025").check()
    kept = passages.locator("option", has_text="reworded by the witness · VOVWORLD 2025 ¶ 9")
    passages.select_option(kept.get_attribute("value"))
    marks = desk.explorer.locator(".wb-beside .wb-e3")
    expect(marks).to_have_count(2)
    marks.first.focus()
    outlines = marks.evaluate_all("list => list.map(mark => getComputedStyle(mark).outlineStyle)")
    assert outlines == ["solid", "solid"]
