"""The published pages as their reader has them: from the file system, with the cable out."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.publish.test_pages import PAGES
from workbench.publish.pdf import print_pages

#: The instructor's pages are the students' with more cells; the first stands for all.
SEEN = [name for name in PAGES if "/instructor/" not in name or name.endswith("/1_files")]
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
#: Milliseconds until something is to be read.
SOON = 1000


class Reader:
    """A page, with every request and every error that it made."""

    def __init__(self, context, path):
        self.asked, self.errors = [], []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self.hear)
        self.page.goto(path.as_uri())

    def hear(self, message):
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def read(self):
        """Open what is folded until the reader has guessed, and bring every chart into view."""
        self.page.evaluate("document.querySelectorAll('.result').forEach(fold => fold.open = true)")
        for chart in self.page.locator(".wb-chart").all():
            chart.scroll_into_view_if_needed()
            chart.and_(self.page.locator(".wb-upgraded")).wait_for()


@pytest.fixture(scope="module", params=SEEN)
def reader(request, browser, site_folder):
    context = browser.new_context(viewport=DESK, offline=True, accept_downloads=True)
    made = Reader(context, site_folder / f"{request.param}.html")
    made.read()
    yield made
    context.close()


def open_page(browser, site_folder, name, **options):
    return Reader(browser.new_context(offline=True, **options), site_folder / f"{name}.html").page


def test_nothing_was_asked_of_the_network_and_nothing_failed(reader):
    assert [url for url in reader.asked if not url.startswith(("file:", "data:"))] == []
    assert reader.errors == []


def test_something_is_to_be_read_soon(browser, site_folder):
    page = open_page(browser, site_folder, "03_emphasis", viewport=DESK)
    seen = page.evaluate(
        "() => new Promise(done => new PerformanceObserver(list => done(list.getEntries()"
        ".find(entry => entry.name === 'first-contentful-paint').startTime))"
        ".observe({type: 'paint', buffered: true}))"
    )
    assert 0 < seen < SOON
    page.context.close()


def test_axe_finds_nothing_serious(reader):
    found = Axe().run(reader.page).response["violations"]
    grave = [v for v in found if v["impact"] in {"serious", "critical"}]
    assert [(v["id"], [node["html"][:120] for node in v["nodes"][:3]]) for v in grave] == []


def test_the_page_is_not_wider_than_a_phone(reader):
    reader.page.set_viewport_size(PHONE)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    reader.page.set_viewport_size(DESK)


def test_the_first_tab_leads_past_the_navigation(reader):
    reader.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    reader.page.keyboard.press("Tab")
    focused = reader.page.locator(":focus")
    assert focused.get_attribute("href") == "#main"
    assert focused.bounding_box()["y"] >= 0


@pytest.mark.parametrize("name", SEEN)
def test_without_javascript_the_pictures_stay(browser, site_folder, name):
    page = open_page(browser, site_folder, name, java_script_enabled=False, viewport=DESK)
    for result in page.locator(".result > summary").all():
        result.click()
    charts = page.locator(".wb-chart").all()
    for chart in charts:
        assert chart.locator("svg").count() == 1
        box = chart.locator("svg").bounding_box()
        assert box["width"] > 300
        assert box["height"] > 50
    assert page.locator(".wb-live").count() == 0
    page.context.close()


@pytest.fixture
def emphasis(browser, site_folder):
    context = browser.new_context(viewport=DESK, offline=True, accept_downloads=True)
    made = Reader(context, site_folder / "03_emphasis.html")
    made.read()
    yield made.page
    context.close()


def test_a_topic_can_be_highlighted_by_keyboard(emphasis):
    chart = emphasis.locator(".wb-chart[data-name=emphasis]").first
    faded = chart.locator('.wb-live svg [opacity="0.15"]')
    assert faded.count() == 0
    chart.get_by_role("combobox", name="Highlight").focus()
    emphasis.keyboard.type("Ukraine")
    faded.first.wait_for(state="attached")
    documents, topics, marks = 5, 12, 2  # a point and a line for each
    assert faded.count() == documents * (topics - 1) * marks


def test_a_measure_can_be_chosen_by_keyboard(browser, site_folder):
    page = open_page(browser, site_folder, "02_readability", viewport=DESK)
    chart = page.locator(".wb-chart[data-name=measures]")
    chart.scroll_into_view_if_needed()
    chart.get_by_role("combobox", name="Measure").focus()
    chart.get_by_text("Flesch–Kincaid grade: −15.59").last.wait_for()
    page.keyboard.type("LIX")
    chart.locator(".wb-live").get_by_text("LIX: ").wait_for()
    assert chart.locator(".wb-live").get_by_text("Flesch–Kincaid grade:").count() == 0
    page.context.close()


def saved(page, link):
    with page.expect_download() as found:
        link.click()
    return found.value.suggested_filename, found.value.path().read_bytes()


def test_table_and_pictures_can_be_saved(emphasis):
    figure = emphasis.locator("figure:has(.wb-chart[data-name=emphasis])").first
    figure.get_by_text("Data table").click()
    name, data = saved(emphasis, figure.locator("a[download]"))
    assert name == "emphasis.csv"
    head, first, *_ = data.decode("utf-8").split("\n")
    assert head.startswith("\ufeffDocument,Genre,Topic,")
    assert re.search(r",\d+ of \d+ provisions,", first)
    name, data = saved(emphasis, figure.get_by_role("button", name="Save as SVG"))
    assert name == "emphasis.svg"
    assert data.startswith(b"<svg")
    name, data = saved(emphasis, figure.get_by_role("button", name="Save as PNG"))
    assert name == "emphasis.png"
    assert data.startswith(b"\x89PNG")


def test_a_mark_says_its_numbers_when_pointed_at(emphasis):
    mark = emphasis.locator(".wb-chart[data-name=emphasis] .wb-live .mark-symbol path").first
    mark.hover()
    words = emphasis.locator("#vg-tooltip-element").inner_text()
    assert re.search(r"\d+ of \d+ provisions", words)


def test_a_pdf_has_tags_an_outline_and_the_day_of_the_build(
    executable, site_folder, tmp_path, monkeypatch
):
    assert executable
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767323045")
    shutil.copy(site_folder / "02_readability.html", tmp_path)
    told = []
    print_pages(tmp_path, ["02_readability"], told.append)
    data = (tmp_path / "02_readability.pdf").read_bytes()
    for part in (b"/StructTreeRoot", b"/Outlines", b"/Lang (en)", b"/Marked true"):
        assert part in data
    assert b"/CreationDate (D:20260102030405+00'00')" in data
    assert told == ["02_readability: printed as PDF"]
    pages = len(re.findall(rb"/Type /Page\b", data))
    assert 5 < pages < 20


def test_print_shows_the_still_chart_and_the_code(emphasis):
    emphasis.emulate_media(media="print")
    chart = emphasis.locator(".wb-chart").first
    assert chart.locator(".wb-still").is_visible()
    assert not chart.locator(".wb-live").is_visible()
    assert emphasis.locator("details.code pre").first.is_visible()
    assert not emphasis.get_by_text("Data table").first.is_visible()
