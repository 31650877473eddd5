"""A real JupyterLab, started by the command that users type, and a real Chromium."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.desk import Desk

ROOT = Path(__file__).parents[2]
VIEW = {"width": 1400, "height": 1400}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Milliseconds that a busy machine may take to answer; an idle one needs none of them.
PATIENCE = 60_000
ADDRESS = re.compile(r"JupyterLab is at (http://127\.0\.0\.1:\d+/\S+)")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def executable():
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("No Chromium on this machine, and CI must test in one.")
    if found is None:
        pytest.skip("No Chromium on this machine; install it to run the browser tests.")
    return found


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """Give a copy of the workbench, so that Lab's autosave does not touch the checkout."""
    copy = tmp_path_factory.mktemp("house")
    skipped = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for folder in ("workbench", "data", "notebooks"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=skipped)
    return copy


def start_lab(house, *options):
    """Start `workbench lab` and wait for the address that it prints."""
    own = {f"JUPYTERLAB_{what}_DIR": str(house / what) for what in ("SETTINGS", "WORKSPACES")}
    environment = {**os.environ, **own, "PYTHONPATH": str(house)}
    environment.pop("JUPYTER_TOKEN", None)
    themes = (
        house / "SETTINGS" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    )
    themes.parent.mkdir(parents=True, exist_ok=True)
    themes.write_text('{"adaptive-theme": true}')  # dark where the browser prefers it
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench.cli", "lab", "--no-browser", *options],
        cwd=house,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = []
    for line in process.stdout:
        said.append(line)
        match = ADDRESS.search(line)
        if match:
            return process, match.group(1), said
    pytest.fail(f"workbench lab ended without an address: {''.join(said)}")


def stop_lab(process):
    process.terminate()
    process.wait(timeout=30)


@pytest.fixture(scope="session")
def lab(house):
    process, address, _ = start_lab(house)
    yield address
    stop_lab(process)


@pytest.fixture(scope="session")
def browser(executable):
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def patience():
    return PATIENCE


@pytest.fixture(scope="module")
def desk(request, lab, browser):
    """Open and run the notebook that a test module names in ``NOTEBOOK``; in the end all was well.

    As the tests left it, axe finds nothing serious in either of Lab's themes.
    """
    context = browser.new_context(viewport=VIEW)
    context.set_default_timeout(PATIENCE)
    desk = Desk(context.new_page())
    desk.open(lab.replace("00_start", request.module.NOTEBOOK))
    desk.run_all()
    if hasattr(request.module, "SIGHT"):
        desk.seek(request.module.SIGHT)
        desk.page.wait_for_selector(request.module.SIGHT)
    yield desk
    faults = [found for scheme in ("dark", "light") for found in desk.grave_in(scheme)]
    context.close()
    assert faults == []
    assert desk.left == []  # no request left the machine
    assert desk.errors == []
