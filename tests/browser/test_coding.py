"""Coding by hand with the keyboard alone; the server is killed in the middle, and nothing is lost."""

import os
import signal
import subprocess
import tomllib

import nbformat
import pytest

from tests.browser.conftest import VIEW, start_lab, stop_lab
from tests.browser.desk import Desk

CODE = """\
import polars as pl
import workbench
from workbench import explore
from workbench.corpus import read_topics
corpus = workbench.load()
ladder = pl.DataFrame({"operator": ["note", "support", "affirm"], "rank": [1, 2, 3]})
explore.coding_explorer(corpus, read_topics(corpus.folder), ladder, ["vov-2025"])"""
PASSAGES = 9


@pytest.fixture(scope="module")
def bench(house):
    """Put a notebook with the coding explorer into the house; give the file of codes."""
    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
        cells=[nbformat.v4.new_code_cell(CODE)],
    )
    nbformat.write(notebook, house / "notebooks" / "coding.ipynb")
    yield house / "data" / "codes" / "anna.toml"
    (house / "notebooks" / "coding.ipynb").unlink()


@pytest.fixture
def sit_down(house, browser):
    """Start Lab, open the explorer and give the name anna; servers that still run are stopped."""
    running, contexts = [], []

    def sit():
        process, address, _ = start_lab(house)
        running.append(process)
        contexts.append(browser.new_context(viewport=VIEW))
        desk = Desk(contexts[-1].new_page())
        desk.open(address.replace("00_start", "coding"))
        desk.run_all()
        name = desk.page.get_by_label("Your name (small letters), then Enter")
        name.fill("anna")
        name.press("Enter")
        return process, desk

    yield sit
    for context in contexts:
        context.close()
    for process in running:
        if process.poll() is None:
            stop_lab(process)


def code_one(desk, topic, told):
    """Code the passage at hand: type the numbers, Tab from field to field, save with Enter."""
    keys = desk.page.keyboard
    keys.type(topic)
    for choice in ("2", "3", ""):
        keys.press("Tab")
        keys.type(choice)
    keys.press("Tab")
    keys.type("why not")
    keys.press("Tab")
    keys.press("Enter")
    desk.page.wait_for_selector(f"p[role=status]:has-text('Saved as'):has-text('{told}')")


def kill(process):
    """Kill Lab and its kernels at once, as a power cut would."""
    children = subprocess.run(
        ["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[1:]
    family = {process.pid}
    pairs = [tuple(map(int, line.split())) for line in children]
    while more := {pid for pid, parent in pairs if parent in family} - family:
        family |= more
    for pid in family:
        os.kill(pid, signal.SIGKILL)
    process.wait()


def tables(file):
    return tomllib.loads(file.read_text("utf-8"))["code"]


def test_the_keyboard_codes_and_a_killed_server_loses_nothing(bench, sit_down):
    process, desk = sit_down()
    desk.page.wait_for_selector(f"p[role=status]:has-text('0 of {PASSAGES} passages coded')")
    desk.page.get_by_label("Topic", exact=True).focus()
    code_one(desk, "9", f"1 of {PASSAGES}")
    code_one(desk, "12", f"2 of {PASSAGES}")
    assert desk.page.evaluate("document.activeElement.tagName") == "SELECT"
    kill(process)
    saved = tables(bench)
    assert [(entry["topic"], entry["actor"]) for entry in saved] == [
        ("order", "Russia"),
        ("visits", "Russia"),
    ]
    assert {(entry["operator"], entry["strength"], entry["note"]) for entry in saved} == {
        ("affirm", 3, "why not")
    }
    _, desk = sit_down()
    desk.page.wait_for_selector(f"p[role=status]:has-text('2 of {PASSAGES} passages coded')")
    desk.page.get_by_label("Topic", exact=True).focus()
    code_one(desk, "1", f"3 of {PASSAGES}")
    assert tables(bench)[:2] == saved
    assert len({entry["para"] for entry in tables(bench)}) == 3
    desk.page.get_by_role("button", name="Take the last code back").press("Enter")
    desk.page.wait_for_selector(f"p[role=status]:has-text('Taken back. 2 of {PASSAGES}')")
    assert tables(bench) == saved
    assert desk.left == []
    assert desk.errors == []
