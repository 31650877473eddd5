"""The notebook of what changed as its reader has it."""

from playwright.sync_api import expect

from tests.browser.desk import grave

NOTEBOOK = "01_changes"


def test_a_letter_opens_its_passage_and_escape_closes_it(desk):
    letter = desk.page.get_by_role("button", name="BRICS, TASS 2024: quoted").first
    letter.focus()
    desk.page.keyboard.press("Enter")
    card = desk.page.locator(":popover-open")
    expect(card).to_contain_text("between BRICS members and developing countries")
    desk.page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_a_row_of_the_ledger_is_picked_and_axe_finds_nothing_serious(desk):
    desk.explorer.get_by_role("button", name="Human rights", exact=True).click()
    expect(desk.title("Human rights: first attested in 2025 (stated)")).to_be_visible()
    assert grave(desk.page, ".jp-OutputArea-output") == []
