"""The issue explorer as the reader of the notebook on Ukraine has it."""

import pytest
from playwright.sync_api import expect

NOTEBOOK = "05_ukraine"
SIGHT = ".wb-explorer [data-wb-key]"


@pytest.fixture
def query(desk):
    return desk.explorer.get_by_label("Look for")


def cell(desk, key):
    return desk.explorer.locator(f"[data-wb-key='{key}']").first


def tab(desk, name):
    desk.page.get_by_role("tab", name=name, exact=True).click()


def code(desk, words):
    expect(desk.explorer.locator("code", has_text=words)).to_be_visible()


def test_a_cell_filters_lines_and_positions_and_writes_its_line_of_code(desk):
    cell(desk, "vgp-2025|ukraine").click()
    expect(cell(desk, "vgp-2025|ukraine")).to_have_attribute("aria-pressed", "true")
    code(desk, "wb.Issue(corpus, 'ukraine').explore(")
    code(desk, "document='vgp-2025', term='ukraine')")
    source = desk.explorer.get_by_label("Source", exact=True)
    expect(source.locator("option:checked")).to_have_text("Viet Nam Government Portal 2025")
    tab(desk, "Positions")
    expect(
        desk.title("On Ukraine only Russia speaks, in Viet Nam Government Portal")
    ).to_be_visible()
    cell(desk, "vgp-2025|ukraine").click()  # a second click takes it back
    expect(cell(desk, "vgp-2025|ukraine")).to_have_attribute("aria-pressed", "false")
    expect(source.locator("option:checked")).to_have_text("all sources")


def test_a_silent_document_says_so_in_a_sentence(desk):
    desk.explorer.get_by_label("Source", exact=True).select_option("TASS 2021")
    tab(desk, "Positions")
    pane = desk.explorer.locator(".wb-pane").filter(visible=True).last
    expect(pane).to_contain_text("No position is left by your choice of source, term and voice")


def test_the_arrow_keys_go_through_rows_and_columns_of_the_matrix(desk):
    first = cell(desk, "tass-2024|ukraine")
    first.focus()
    for key, there in (
        ("ArrowDown", "tass-2024|issue"),
        ("ArrowRight", "vgp-2025|issue"),
        ("ArrowUp", "vgp-2025|ukraine"),
        ("ArrowUp", "vgp-2025|ukraine"),
        ("Home", "tass-2021|ukraine"),
        ("ArrowRight", "investor-2024|ukraine"),
    ):
        desk.page.keyboard.press(key)
        assert desk.page.evaluate("document.activeElement.dataset.wbKey") == there
    desk.page.keyboard.press("Enter")
    source = desk.explorer.get_by_label("Source", exact=True)
    expect(source.locator("option:checked")).to_have_text("The Investor 2024")


def test_everything_is_shown_again_and_another_issue_has_its_own_terms(desk):
    desk.explorer.get_by_role("button", name="Reset").press("Enter")
    group = desk.explorer.get_by_role("group", name="Issue")
    group.get_by_role("radio", name="The East Sea (South China Sea)").check()
    expect(desk.title("Three of five texts speak of the East Sea")).to_be_visible()
    term = desk.explorer.get_by_label("Term", exact=True)
    term.select_option("Freedom of navigation or overflight")
    tab(desk, "Lines")
    expect(desk.title("Freedom of navigation or overflight").filter(visible=True)).to_be_visible()
    code(desk, "wb.Issue(corpus, 'east-sea').explore(")


def test_a_search_by_keyboard_sorts_and_offers_other_forms(desk, query):
    desk.explorer.get_by_role("button", name="Reset").press("Enter")
    query.fill("Moskow")
    query.press("Enter")
    desk.explorer.get_by_role("button", name="moscow (").press("Enter")
    expect(desk.title("“moscow” occurs")).to_be_visible()
    desk.explorer.get_by_label("Sort by").select_option("right 1")
    desk.explorer.get_by_role("group", name="Show").get_by_label("the sentence").check()
    code(desk, "order='right 1'")
    code(desk, "context='the sentence'")


def test_a_bad_expression_is_refused_in_a_sentence(desk, query):
    desk.explorer.get_by_label("Regular expression").check()
    query.fill("(")
    query.press("Enter")
    alert = desk.explorer.get_by_role("alert").filter(visible=True)
    expect(alert.first).to_contain_text("is not a valid regular expression")
