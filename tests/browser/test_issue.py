"""The issue explorer as the reader of the notebook on Ukraine has it."""

NOTEBOOK = "04_ukraine"
SIGHT = "label:has-text('Look for')"
MARKS = ".widget-vbox svg path[aria-roledescription='point']"


def shown(desk, words):
    desk.page.wait_for_selector(f"text=/{words}/ >> visible=true")


def test_a_cell_filters_lines_and_positions_and_writes_its_line_of_code(desk):
    desk.page.locator(f"{MARKS}[aria-label*='stated 2']").first.click()
    shown(desk, "“Ukraine”: 2 lines in 1 of 1 document")
    desk.page.wait_for_selector(
        "code:has-text(\"issue_explorer(corpus, 'ukraine', document='vgp-2025', term='ukraine')\")"
    )
    desk.page.get_by_role("tab", name="Positions", exact=True).click()
    shown(desk, "2 positions in 1 of 5 documents")


def test_a_point_in_time_chooses_its_document(desk):
    desk.page.get_by_role("tab", name="In time", exact=True).click()
    point = desk.page.locator(f"{MARKS}[aria-label*='2 in 1 of 9 provisions'] >> visible=true")
    point.first.click()
    desk.page.get_by_role("tab", name="Witnesses", exact=True).click()
    shown(desk, "Ukraine in VOVWORLD 2025: 1 passage")


def test_a_silent_document_says_so_in_a_sentence(desk):
    desk.page.get_by_label("Document", exact=True).select_option("TASS 2021")
    shown(desk, "No passage on Ukraine in this document")


def test_the_arrow_keys_go_through_rows_and_columns_and_marks_say_which_cell_they_are(desk):
    desk.page.locator(f"{MARKS}[aria-label='Ukraine, TASS 2024: reported 1']").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowUp"):
        desk.page.keyboard.press(key)
    label = desk.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == "Ukraine, Viet Nam Government Portal 2025: stated 2"
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector("text=/Chosen: Ukraine, Viet Nam Government Portal 2025/")


def test_everything_is_shown_again_and_another_issue_has_its_own_terms(desk):
    desk.page.get_by_role("button", name="Show everything").click()
    desk.page.get_by_label("Issue", exact=True).select_option("East Sea (South China Sea)")
    shown(desk, "East Sea \\(South China Sea\\): terms in 3 of 5 documents")
    desk.page.get_by_label("Term", exact=True).select_option("Freedom of navigation or overflight")
    desk.page.get_by_role("tab", name="Lines", exact=True).click()
    shown(desk, "“Freedom of navigation or overflight”: 2 lines in 2 of 5 documents")


def test_a_search_by_keyboard_sorts_and_offers_other_forms(desk):
    desk.page.get_by_role("button", name="Show everything").click()
    query = desk.page.get_by_label("Look for")
    query.fill("Moskow")
    query.press("Enter")
    desk.page.get_by_label("Try instead").select_option("moscow (9)")
    shown(desk, "“moscow”: 9 lines in \\d of 5 documents")
    desk.page.get_by_label("Sort by").select_option("right 1")
    desk.page.get_by_label("Show", exact=True).select_option("the sentence")
    desk.page.get_by_label("Regular expression").check()
    desk.page.wait_for_selector(
        "code:has-text(\"regex=True, context='the sentence', order='right 1'\")"
    )
    query.fill("(")
    query.press("Enter")
    desk.page.wait_for_selector("[role=alert]:has-text('is not a valid regular expression')")


def test_no_request_left_the_machine_and_nothing_of_ours_failed(desk):
    assert desk.left == []
    assert desk.errors == []
