"""The wording notebook as its reader has it."""

from playwright.sync_api import expect

NOTEBOOK = "01_wording"
SIGHT = "label:has-text('Align by')"


def choose(desk, label, text):
    desk.page.get_by_label(label, exact=True).select_option(text)


def test_the_arrow_keys_go_through_the_passages(desk):
    passages = desk.page.get_by_label("Passages", exact=True)
    passages.focus()
    desk.page.keyboard.press("ArrowDown")
    desk.page.wait_for_selector("text=No counterpart found in TASS 2024")
    desk.page.keyboard.press("ArrowDown")
    desk.page.wait_for_selector("text=/substantive edits between TASS 2021 ¶ 6 and TASS 2024/")


def test_focus_on_a_mark_lights_up_its_partner(desk):
    marks = desk.page.locator(".widget-tab .wb-beside .wb-e1")
    marks.first.focus()
    outlines = marks.evaluate_all("list => list.map(mark => getComputedStyle(mark).outlineStyle)")
    assert outlines == ["solid"] * marks.count()
    assert marks.count() == 2


def test_a_decision_is_saved_with_name_and_reason(desk, house):
    desk.page.get_by_label("Your name or initials").fill("AB")
    desk.page.get_by_label("Why", exact=True).fill("read twice")
    desk.page.get_by_label("Why", exact=True).blur()
    desk.page.get_by_role("button", name="Confirm link").click()
    desk.page.wait_for_selector("text=Saved as confirmed in links/tass-2021--tass-2024.toml.")
    saved = (house / "data" / "links" / "tass-2021--tass-2024.toml").read_text("utf-8")
    assert 'who = "AB"' in saved
    assert 'note = "read twice"' in saved


def test_a_blocked_pair_is_refused_until_it_is_overridden(desk):
    choose(desk, "Right", "Viet Nam Government Portal 2025")
    desk.page.wait_for_selector("text=/tass-2021 and vgp-2025 are not comparable/")
    desk.page.get_by_label("Show a blocked pair all the same").check()
    desk.page.get_by_role("tab", name="Synopsis", exact=True).click()
    desk.page.wait_for_selector("text=/Not comparable, shown because the reader asked for it/")
    desk.page.get_by_label("Show a blocked pair all the same").uncheck()
    choose(desk, "Right", "TASS 2024")


def test_filters_narrow_the_list(desk):
    passages = desk.page.get_by_label("Passages", exact=True).locator("option")
    # Only with the pair chosen last does the list hold passages of TASS 2024.
    expect(passages.filter(has_text="TASS 2024 ¶").first).to_be_attached()
    before = passages.count()
    choose(desk, "Outcome", "dropped")
    expect(passages).not_to_have_count(before)
    assert passages.count() < before
    choose(desk, "Outcome", "all")


def test_the_formula_follows_a_phrase(desk):
    desk.page.get_by_role("tab", name="Formula", exact=True).click()
    box = desk.page.get_by_label("Phrase (* any ending, ** a few words)")
    box.fill("highly apreciates")
    box.press("Enter")
    desk.page.wait_for_selector("text=/near it: “highly appreciates”/")


def test_no_request_left_the_machine_and_nothing_of_ours_failed(desk):
    assert desk.left == []
    assert desk.errors == []
