"""Take the picture of the proof anew, for the start notebook and the README: python -m tests.pictures."""

from pathlib import Path
from shutil import which

from playwright.sync_api import sync_playwright

import workbench as wb

PICTURE = Path(__file__).parents[1] / "notebooks" / "proof.png"
PAGE = "<!doctype html><meta charset=utf-8><style>details {{ display: none }}</style>{}"

if __name__ == "__main__":
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1000, "height": 500}, device_scale_factor=1.5)
        page.set_content(PAGE.format(wb.Issue(wb.load(), "ukraine").proof().html()))
        page.locator(".wb").first.screenshot(path=PICTURE)
        browser.close()
