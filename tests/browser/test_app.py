"""The page without code in Chromium: several readers, and a step that fails."""

import os
import re
import subprocess
import sys

import nbformat
import pytest

from tests.browser.conftest import VIEW
from tests.browser.desk import Desk

ADDRESS = re.compile(r"is at (http://127\.0\.0\.1:\d+/\S+)")


@pytest.fixture
def served(house):
    """Give a call that serves a notebook and returns the address."""
    running = []

    def serve(name):
        process = subprocess.Popen(
            [sys.executable, "-m", "workbench.cli", "app", name, "--no-browser", "--port", "8930"],
            cwd=house,
            env={**os.environ, "PYTHONPATH": str(house)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        running.append(process)
        return next(match.group(1) for line in process.stdout if (match := ADDRESS.search(line)))

    yield serve
    for process in running:
        process.terminate()
        process.wait(timeout=30)


def visit(browser, address):
    desk = Desk(browser.new_context(viewport=VIEW).new_page())
    desk.page.goto(address, wait_until="commit")
    return desk


def test_two_students_answer_each_for_themselves(served, browser):
    address = served("1_files")
    desks = [visit(browser, address) for _ in range(2)]
    for desk in desks:
        desk.page.get_by_role("button", name="Check my answer").first.wait_for(timeout=60_000)
    for desk, answer, said in zip(
        desks, ("2", "0"), ("You counted the teasers", "Right."), strict=True
    ):
        box = desk.page.get_by_label("Your answer").first
        box.fill(answer)
        box.press("Enter")
        desk.page.wait_for_selector(f"p[role=status]:has-text('{said}')")
    for desk in desks:
        assert desk.left == []
        assert desk.page.locator("text=Answer to task").count() == 0
        assert desk.page.locator("text=seminar.ask").count() == 0
        desk.page.context.close()


def test_a_step_that_fails_ends_in_a_sentence_and_not_in_a_spinner(served, browser, tmp_path):
    code = "import workbench\nraise workbench.WorkbenchError('No such thing; choose another.')"
    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
        cells=[nbformat.v4.new_markdown_cell("# Why?"), nbformat.v4.new_code_cell(code)],
    )
    nbformat.write(notebook, tmp_path / "bad.ipynb")
    desk = visit(browser, served(str(tmp_path / "bad.ipynb")))
    desk.page.wait_for_selector("text=Workbench: No such thing; choose another.", timeout=60_000)
    assert "The page stops here" in desk.page.get_by_role("alert").inner_text()
    assert desk.page.locator("#loading").count() == 0
    desk.page.context.close()


def test_without_the_token_there_is_no_page(served, browser):
    desk = visit(browser, served("1_files").split("?")[0])
    desk.page.wait_for_url(re.compile("login"))
    desk.page.context.close()
