"""Each lesson as a student has it: it opens without answers, and a task is answered twice."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from workbench.seminar import tasks

#: A task of each lesson whose answer is a number or a choice.
ASKED = {
    "1_files": "1-a", "2_voices": "2-d", "3_time": "3-b", "4_silence": "4-a", "5_formula": "5-a",
    "6_readable": "6-a", "7_codebook": "7-b",
}  # fmt: skip


@pytest.fixture
def page(browser, patience):
    context = browser.new_context(viewport={"width": 1024, "height": 768})
    context.set_default_timeout(patience)
    yield context.new_page()
    context.close()


def run(desk, words):
    """Run the cell that has these words."""
    desk.seek(f".jp-CodeCell:has-text('{words}') .cm-content").first.click()
    desk.page.keyboard.press("Control+Enter")


def give(desk, values, offered):
    """Answer with these values and no other, and check the answer."""
    for value, label in offered.items():
        box = desk.explorer.get_by_label(label, exact=True)
        if value in values:
            box.check()
        elif box.get_attribute("type") == "checkbox":
            box.uncheck()
    if not offered:
        desk.explorer.get_by_label("Your answer").fill(str(*values))
    desk.explorer.get_by_role("button", name="Check my answer").click()


@pytest.mark.parametrize("name", ASKED)
def test_a_lesson_opens_and_a_task_is_answered_wrongly_and_rightly(name, lab, page, corpus):
    task, desk = tasks()[ASKED[name]], Desk(page)
    offered = task.offered(corpus) if task.kind == "choice" else {}
    right = task.right(corpus) if offered else {task.right(corpus)}
    desk.open(lab.replace("00_start", f"seminar/{name}"))
    run(desk, "wb.load()")
    run(desk, f'"{task.name}"')
    expect(desk.title(f"Task {task.name}")).to_be_visible()
    give(
        desk,
        {next(value for value in offered if value not in right)} if offered else {123},
        offered,
    )
    expect(desk.explorer.locator(".wb-not-yet")).to_contain_text("Not yet.")
    give(desk, right, offered)
    expect(desk.explorer.locator(".wb-correct")).to_contain_text("Right.")
    expect(desk.heard(": one of five tasks answered, none at the first try.")).to_be_visible()
    desk.menu("Kernel", "Shut Down Kernel")
    assert (desk.left, desk.errors) == ([], [])
