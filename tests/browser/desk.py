"""How a reader moves about in JupyterLab: open, run, scroll, look."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Messages of Chromium itself and of Lab that say nothing about the workbench.
NOT_OURS = re.compile(r"favicon|ResizeObserver|WebGL|third-party cookie", re.IGNORECASE)
LOCAL = {"127.0.0.1", "localhost"}
#: What a cell that raised shows; nothing after it is run.
FAULT = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
#: Whether each code cell that has code shows the number of its run, or one has failed.
ALL_RUN = """fault => {
  const prompts = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')];
  return prompts.length > 0 && prompts.every(prompt => /\\[\\d+\\]/.test(prompt.textContent))
    || document.querySelector(fault);
}"""


def grave(page, context):
    """Return what axe finds serious or critical inside a part of a page."""
    found = Axe().run(page, context=context).response["violations"]
    return [
        (fault["id"], [node["html"][:160] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]


@dataclass
class Desk:
    """A page in Lab, with every request and every error that it made."""

    page: Page
    left: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.page.on("request", lambda request: self.note(request.url))
        self.page.on("websocket", lambda socket: self.note(socket.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self.hear)

    def note(self, url):
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOCAL:
            self.left.append(url)

    def hear(self, message):
        if message.type == "error" and not NOT_OURS.search(message.text):
            self.errors.append(message.text)

    def open(self, address):
        self.page.goto(f"{address}&reset")  # no tabs from an earlier session
        self.page.wait_for_selector(".jp-Notebook .jp-Cell")
        self.page.wait_for_selector("text=/Python 3.*Idle/")

    def run_all(self):
        """Run all cells, and wait until every one of them has run: its prompt has a number."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.page.wait_for_function(ALL_RUN, arg=FAULT, timeout=300_000)
        assert self.page.locator(FAULT).all_inner_texts() == []

    @property
    def explorer(self):
        """The part of the page that is the explorer."""
        return self.page.locator(".wb-explorer").first

    def title(self, words):
        """The titles of figures in the explorer that say these words."""
        return self.explorer.locator(".wb-title", has_text=words)

    def heard(self, words):
        """What a screen reader is told, if it has these words."""
        return self.explorer.locator("[role=status]", has_text=words).first

    def menu(self, *names):
        """Choose from Lab's menu, as `Kernel`, `Restart Kernel…`."""
        for name in names:
            item = self.page.get_by_role("menuitem", name=name).filter(visible=True).first
            item.click()

    def grave_in(self, scheme):
        """Return what axe finds serious or critical in the outputs where light or dark is preferred."""
        self.page.emulate_media(color_scheme=scheme)
        theme = f"body[data-jp-theme-light={str(scheme == 'light').lower()}]"
        self.page.wait_for_selector(theme, state="attached")
        return grave(self.page, ".jp-OutputArea-output")

    def save(self):
        """Save the notebook, and wait until its tab no longer says that it is not saved."""
        self.page.locator(".jp-NotebookPanel-toolbar").first.click()
        self.page.keyboard.press("Control+s")
        self.page.wait_for_selector(
            ".lm-DockPanel-tabBar .lm-mod-current:not(.jp-mod-dirty)", state="attached"
        )

    def seek(self, selector):
        """Scroll through the notebook, of which Lab keeps only a part in the page."""
        pane = self.page.locator(".jp-WindowedPanel-outer").first
        wanted = self.page.locator(selector)
        for start in ("top", "here"):
            if start == "top":
                pane.evaluate("element => { element.scrollTop = 0 }")
            for _ in range(60):
                if wanted.count() and wanted.first.is_visible():
                    wanted.first.scroll_into_view_if_needed()
                    return wanted
                pane.evaluate("element => { element.scrollTop += 500 }")
                self.page.wait_for_timeout(60)
        raise AssertionError(f"not in the notebook: {selector}")
