"""The start notebook as its reader has it: JupyterLab in Chromium, no network."""

import json

from playwright.sync_api import expect

NOTEBOOK = "00_start"
READING = "[aria-label='Text of {}']"


def saved_code(house):
    saved = json.loads((house / "notebooks" / "00_start.ipynb").read_text("utf-8"))
    return [cell for cell in saved["cells"] if cell["cell_type"] == "code"]


def test_no_cell_raises(desk, house):
    desk.save()
    code = saved_code(house)
    assert all(cell["execution_count"] for cell in code)
    kinds = {output["output_type"] for cell in code for output in cell["outputs"]}
    assert kinds == {"display_data", "execute_result"}


def test_charts_are_drawn_with_their_description(desk):
    chart = desk.seek(".jp-RenderedVegaCommon5 svg").first
    assert chart.bounding_box()["height"] > 100
    label = desk.page.locator(".jp-RenderedVegaCommon5 [aria-label^='Timeline.']").first
    assert "three digests, one report and one statement" in label.get_attribute("aria-label")


def test_a_claim_opens_to_its_reason_by_keyboard(desk):
    cell = desk.seek("table:has-text('Two statements') summary").first
    cell.focus()
    desk.page.keyboard.press("Enter")
    reason = desk.page.locator("table:has-text('Two statements') details[open] p").first
    expect(reason).to_contain_text("Of words that TASS 2021 and The Investor 2024 quote;")


def test_brics_is_seen_twice_in_the_teasers_and_never_in_the_body(desk):
    text = desk.seek(READING.format("The Investor 2024"))
    expect(text.locator(".wb-cut mark")).to_have_count(2)
    expect(text.locator("mark")).to_have_count(2)
    tab = desk.page.get_by_role("tab", name="Search hits").first
    assert tab.get_attribute("aria-selected") == "true"
    line = desk.explorer.get_by_role("row", name="The Investor 2024, ¶ 43").first
    expect(line).to_contain_text("cut: boilerplate")


def test_a_hit_leads_to_its_line_and_its_document_by_mouse(desk):
    desk.seek(READING.format("The Investor 2024"))
    desk.explorer.get_by_role("row", name="The Investor 2024, ¶ 42").first.click()
    expect(desk.page.locator("#line-investor-2024-42.wb-at").first).to_be_in_viewport()
    desk.explorer.get_by_role("row", name="TASS 2024, ¶ 33").first.click()
    line = desk.page.locator(READING.format("TASS 2024") + " #line-tass-2024-33.wb-at").first
    expect(line).to_be_in_viewport()


def test_another_document_can_be_chosen_with_the_keyboard(desk):
    group = desk.explorer.get_by_role("group", name="Document")
    group.get_by_role("radio", name="TASS 2024").focus()
    desk.page.keyboard.press("ArrowRight")
    desk.page.wait_for_selector(READING.format("Viet Nam Government Portal 2025"))
    desk.page.keyboard.press("ArrowRight")
    text = desk.page.wait_for_selector(READING.format("VOVWORLD 2025"))
    assert "acknowledged" in text.inner_text()
    expect(group.get_by_role("radio", name="VOVWORLD 2025")).to_be_focused()


def test_cut_material_can_be_unfolded(desk):
    opened = desk.page.locator(READING.format("VOVWORLD 2025") + " .wb-cut details[open]")
    expect(opened).to_have_count(0)
    box = desk.explorer.get_by_label("Show cut text")
    box.focus()
    desk.page.keyboard.press("Space")
    expect(opened).to_have_count(4)
    desk.page.keyboard.press("Space")
    expect(opened).to_have_count(0)
    expect(box).to_be_focused()


def test_a_search_offers_what_is_near_before_silence_and_names_the_silent(desk):
    box = desk.explorer.get_by_label("Search all documents for")
    box.fill("ukrain")
    box.press("Enter")
    near = desk.explorer.get_by_role("button", name="ukra* (5)")
    near.focus()
    desk.page.keyboard.press("Enter")
    expect(desk.title("“ukra*” occurs five times")).to_be_visible()
    expect(box).to_have_value("ukra*")
    shown = desk.explorer.locator(".wb", has_text="“ukra*” occurs").last
    expect(shown).to_contain_text("Not in this press text: TASS 2021 and The Investor 2024.")
    code = desk.explorer.locator("code:has-text(\"query='ukra*'\")")
    expect(code).to_be_visible()


def test_a_screen_reader_hears_what_was_redrawn(desk):
    expect(desk.heard("“ukra*” occurs five times")).to_be_attached()


def test_the_other_tabs_show_ledger_and_card(desk):
    desk.page.get_by_role("tab", name="Cleaning").click()
    expect(desk.explorer.get_by_text("Cleaning ledger: words in, words out")).to_be_visible()
    desk.page.get_by_role("tab", name="About the document").click()
    expect(desk.explorer.get_by_text("How to cite")).to_be_visible()
    genre, value = (
        desk.explorer.locator(f"dt:has-text('Genre'){then}").first.bounding_box()
        for then in ("", " + dd")
    )
    assert value["y"] >= genre["y"] + genre["height"] - 1
    assert value["x"] < genre["x"] + genre["width"]


def test_everything_goes_back_to_where_it_began(desk):
    desk.explorer.get_by_role("button", name="Reset").click()
    desk.page.wait_for_selector(READING.format("TASS 2021"))
    expect(desk.explorer.get_by_label("Search all documents for")).to_have_value("")


def test_no_popup_asks_the_reader_anything(desk):
    assert desk.page.locator(".Toastify__toast, .jp-Dialog").count() == 0


def test_reopened_it_is_as_it_was_left_and_says_what_to_do(desk):
    desk.save()
    desk.menu("Kernel", "Shut Down Kernel")
    desk.page.reload()
    desk.seek(READING.format("TASS 2021"))
    before = "one => getComputedStyle(one, '::before').content"
    assert "To explore, run this cell." in desk.explorer.evaluate(before)
    chains = desk.explorer.locator(".jupyter-widgets-disconnected")
    assert chains.count() > 0
    assert {chain.evaluate(before) for chain in chains.all()} == {"none"}
    expect(desk.page.get_by_text("model not found")).to_have_count(0)
