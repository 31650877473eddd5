"""The start notebook as its reader has it: JupyterLab in Chromium, no network."""

import json
import socket

from tests.browser.conftest import start_lab, stop_lab

NOTEBOOK = "00_start"
READING = "[aria-label='Text of {}']"


def saved_code(house):
    saved = json.loads((house / "notebooks" / "00_start.ipynb").read_text("utf-8"))
    return [cell for cell in saved["cells"] if cell["cell_type"] == "code"]


def test_no_cell_raises(desk, house):
    desk.page.locator(".jp-NotebookPanel-toolbar").first.click()
    for _ in range(20):  # the kernel is idle between cells too, so a save may come too soon
        desk.page.keyboard.press("Control+s")
        desk.page.wait_for_timeout(500)
        if all(cell["execution_count"] for cell in saved_code(house)):
            break
    code = saved_code(house)
    assert all(cell["execution_count"] for cell in code)
    kinds = {output["output_type"] for cell in code for output in cell["outputs"]}
    assert "error" not in kinds
    assert "stream" not in kinds


def test_charts_are_drawn_with_their_description(desk):
    chart = desk.seek(".jp-RenderedVegaCommon5 svg").first
    assert chart.bounding_box()["height"] > 100
    label = desk.page.locator(".jp-RenderedVegaCommon5 [aria-label^='Timeline.']").first
    assert "1 statement, 3 digests, 1 report" in label.get_attribute("aria-label")


def test_the_matrix_opens_to_its_reason_by_keyboard(desk):
    cell = desk.seek("[aria-label='Comparability matrix'] summary").first
    cell.focus()
    desk.page.keyboard.press("Enter")
    reason = desk.page.locator("[aria-label='Comparability matrix'] details[open] p").first
    assert "cannot be told from" in reason.inner_text()


def test_brics_is_seen_twice_in_the_teasers_and_never_in_the_body(desk):
    text = desk.seek(READING.format("The Investor 2024"))
    assert text.locator(".wb-cut mark").count() == 2
    assert text.locator("mark").count() == 2
    tab = desk.page.get_by_role("tab", name="Search hits").first
    assert tab.get_attribute("aria-selected") == "true"
    row = desk.page.get_by_role("row", name="The Investor 2024 0 2 0").first
    assert row.is_visible()
    assert row.get_by_role("rowheader").bounding_box()["width"] > 60


def test_a_hit_leads_to_its_line(desk):
    desk.seek(READING.format("The Investor 2024"))
    desk.page.locator("a[href='#line-investor-2024-43']").first.click()
    assert desk.page.locator("#line-investor-2024-43").first.is_visible()


def test_another_document_can_be_chosen_with_the_keyboard(desk):
    desk.seek("label:has-text('Document')")
    chooser = desk.page.get_by_label("Document", exact=True).first
    chooser.focus()
    desk.page.keyboard.press("ArrowDown")
    desk.page.wait_for_selector(READING.format("TASS 2024"))
    chooser.select_option(label="VOVWORLD 2025 (vov-2025)")
    text = desk.page.wait_for_selector(READING.format("VOVWORLD 2025"))
    assert "acknowledged" in text.inner_text()


def test_cut_material_can_be_unfolded(desk):
    desk.seek("text=Unfold what was cut")
    opened = desk.page.locator(READING.format("VOVWORLD 2025") + " .wb-cut details[open]")
    desk.page.get_by_label("Unfold what was cut").check()
    opened.first.wait_for()
    assert opened.count() == 4
    desk.page.get_by_label("Unfold what was cut").uncheck()
    opened.first.wait_for(state="detached")


def test_search_lists_hits_and_names_the_silent(desk):
    desk.seek("text=Search all documents for")
    box = desk.page.get_by_label("Search all documents for")
    box.fill("ukrain")
    box.press("Enter")
    found = desk.page.locator("text=/“ukrain”: \\d+ hits in a body/").first
    found.wait_for()
    shown = desk.page.locator(".wb", has_text="“ukrain”: ").last
    assert "Not in this source: TASS 2021, The Investor 2024." in shown.inner_text()


def test_the_other_tabs_show_ledger_and_card(desk):
    desk.seek("text=Search all documents for")
    desk.page.get_by_role("tab", name="Cleaning ledger").click()
    assert desk.page.get_by_text("Cleaning ledger: words in, words out").first.is_visible()
    desk.page.get_by_role("tab", name="About the document").click()
    assert desk.page.get_by_text("How to cite").first.is_visible()
    genre = desk.page.locator(".wb-card dt:has-text('Genre')").first.bounding_box()
    value = desk.page.locator(".wb-card dt:has-text('Genre') + dd").first.bounding_box()
    assert value["y"] >= genre["y"] + genre["height"] - 1
    assert value["x"] < genre["x"] + genre["width"]


def test_no_popup_asks_the_reader_anything(desk):
    assert desk.page.locator(".Toastify__toast, .jp-Dialog").count() == 0


def test_no_request_left_the_machine_and_nothing_of_ours_failed(desk):
    assert desk.left == []
    assert desk.errors == []


def test_a_taken_port_is_no_obstacle_and_only_this_machine_is_served(house):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process, address, said = start_lab(house, "--port", str(port))
        stop_lab(process)
    assert f":{port}/" not in address
    assert "token=" in address
    assert not any("Warning" in line or "WARNING" in line for line in said)
