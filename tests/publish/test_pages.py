"""What every page of the built site keeps to."""

import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser
from itertools import chain

import pytest

from workbench.figures.figure import PART
from workbench.publish import held_back, notebooks_folder
from workbench.publish.site import WIDGET, read, requests

REQUESTS = requests(notebooks_folder(), instructor=True)
NAMES = [request.page for request in REQUESTS]
PAGES = [*NAMES, "index"]
MOST_BYTES = 1_500_000
VOID = {"meta", "br", "hr", "img", "link", "input", "wbr", "col"}


class Page(HTMLParser):
    """Collect tags, visible text, headings and scripts of a page."""

    def __init__(self, html):
        super().__init__()
        self.html, self.tags, self.text, self.open = html, [], [], []
        self.headings, self.scripts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        elif attrs.get("role") == "heading":
            self.headings.append(int(attrs["aria-level"]))
        if tag == "script":
            self.scripts.append((attrs.get("type"), ""))

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            kind, before = self.scripts[-1]
            self.scripts[-1] = (kind, before + data)
        elif self.open and self.open[-1] != "style":
            self.text.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


@pytest.fixture(scope="module")
def pages(site_folder):
    return {name: Page((site_folder / f"{name}.html").read_text("utf-8")) for name in PAGES}


@pytest.fixture(params=PAGES)
def page(request, pages):
    return pages[request.param]


@pytest.fixture(params=NAMES)
def both(request, pages, run_notebooks):
    """Give a page and the executed notebook that it was made of."""
    wanted, done = next(pair for pair in run_notebooks if pair[0].page == request.param)
    return pages[request.param], wanted.edited(done)


def test_links_and_anchors_resolve(pages, site_folder):
    for name, page in pages.items():
        for attrs in page.all("a"):
            if "href" not in attrs:
                continue
            path, _, anchor = attrs["href"].partition("#")
            if path.startswith(("data:", "https:")):
                continue
            target = (
                (site_folder / f"{name}.html").parent / path
                if path
                else site_folder / f"{name}.html"
            )
            assert target.is_file(), attrs
            other = target.resolve().relative_to(site_folder.resolve()).with_suffix("").as_posix()
            assert not anchor or anchor in pages[other].ids(), attrs


def test_anchors_are_unique(page):
    ids = page.ids()
    assert len(ids) == len(set(ids))


def test_nothing_is_asked_of_another_host(page):
    for tag, attrs in page.tags:
        assert tag not in {"link", "iframe", "object", "embed", "base"}
        for name in ("src", "srcset", "data", "action", "xlink:href", "poster", "background"):
            assert attrs.get(name, "data:").startswith("data:")
    style = "".join(re.findall(r"<style>.*?</style>", page.html, re.DOTALL))
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_one_script_and_nothing_else(page):
    (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none';")
    scripts = [code for kind, code in page.scripts if kind is None]
    digests = [
        base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in scripts
    ]
    assert re.findall(r"'sha256-([^']+)'", policy) == digests
    assert "unsafe-eval" not in policy
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]


def test_no_empty_value_reaches_the_reader(page):
    shown = Page(page.html.replace('<span class="kc">None</span>', "")).text  # code may say it
    words = re.findall(r"\b(?:None(?! of)|nan|NaN|null|undefined|inf)\b", "\n".join(shown))
    assert words == []


def test_headings_go_down_one_by_one(page):
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)


def test_the_page_has_landmarks_and_a_way_past_them(page):
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("main")) == len(page.all("footer")) == 1
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}


def test_every_picture_has_words_with_a_number(page):
    pictures = [attrs for _, attrs in page.tags if attrs.get("role") == "img"]
    assert all(re.search(r"\d", attrs["aria-label"]) for attrs in pictures)
    thumbnails = [attrs for attrs in page.all("div") if attrs.get("class") == "thumbnail"]
    assert all(attrs["aria-hidden"] == "true" for attrs in thumbnails)
    assert len(page.all("svg")) == len(pictures) + len(thumbnails)


def test_a_page_is_small_enough_to_mail(page):
    assert len(page.html.encode()) <= MOST_BYTES


def test_the_foot_says_versions_corpus_day_licence_and_citation(page):
    foot = page.html.partition("<footer>")[2]
    for part in ("How to cite this page", "Corpus checksum", "Built", "MIT licence", "polars"):
        assert part in foot


def test_the_page_shows_the_figures_of_the_notebook(both):
    page, done = both
    bundles = [o.data for cell in done.cells for o in cell.get("outputs", ()) if "data" in o]
    marks = re.compile(r'class="wb-title"[^>]*>(.*?)</p>')
    titles = [title for data in bundles for title in marks.findall(data.get("text/html", ""))]
    assert marks.findall(page.html) == titles
    charts = [
        data["application/vnd.vegalite.v5+json"] for data in bundles if "image/svg+xml" in data
    ]
    specs = [json.loads(code) for kind, code in page.scripts if kind == "application/json"]
    for chart in charts:  # on a page a chart is one picture: its marks are not described one by one
        for row in chain(*chart["datasets"].values()):
            row.pop("description", None)
    assert [spec["datasets"] for spec in specs] == [chart["datasets"] for chart in charts]


def test_there_are_figures_and_charts(pages):
    assert all(pages["00_start"].html.count(mark) > 2 for mark in ("wb-title", "wb-chart"))


def test_a_data_table_stands_beside_each_chart(both):
    page, _ = both
    for figure in re.findall(r'<figure class="wb-figure">.*?</figure>', page.html, re.DOTALL):
        assert "<summary" in figure
        assert "Data table</summary>" in figure
        assert "<table>" in figure


def test_explorers_say_where_to_explore(both):
    page, done = both
    widgets = [
        o for cell in done.cells for o in cell.get("outputs", ()) if WIDGET in o.get("data", {})
    ]
    assert page.html.count('class="explorer"') == len(widgets)
    assert page.html.count("run this cell in JupyterLab to explore") == len(widgets)


def test_each_chart_is_put_together_again(both):
    page, done = both
    parts = [
        o.metadata.get(PART, {}).get("part")
        for cell in done.cells
        for o in cell.get("outputs", ())
        if "data" in o
    ]
    assert page.html.count('<figure class="wb-figure">') == parts.count("chart")


def test_the_index_tells_question_and_computed_answer(pages, run_notebooks):
    text = " ".join(pages["index"].text)
    assert text.index("straight to VOVWORLD 2025: proves nothing") < text.index("20 minutes")
    assert "whether it is new cannot be told" in text
    answers = []
    for _, done in run_notebooks:
        assert done.cells[0].source.removeprefix("# ") in text
        tagged = [cell for cell in done.cells if "answer" in cell.metadata.get("tags", ())]
        answers += [cell.outputs[0].data["text/plain"] for cell in tagged]
    assert answers
    numbers = r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine)\b"
    assert all(answer in text and re.search(numbers, answer) for answer in answers)


def test_a_lesson_has_a_page_without_answers_and_one_with_them(site_folder):
    for wanted in REQUESTS:
        if not wanted.instructor:
            continue
        without = (site_folder / f"{wanted.name}.html").read_text("utf-8")
        whole = (site_folder / f"{wanted.page}.html").read_text("utf-8")
        kept_back = [cell.source for cell in read(wanted).cells if held_back(cell)]
        assert kept_back
        for source in kept_back:
            first = re.search(r"[A-Za-z ]{12,}", source)[0].strip()
            assert first in unescape(re.sub("<[^>]*>", "", whole))
            assert first not in unescape(re.sub("<[^>]*>", "", without))


def test_words_of_the_glossary_lead_to_their_meaning_on_the_page(pages):
    for name in NAMES:
        page = pages[name]
        led = [a["href"][1:] for a in page.all("a") if a.get("class") == "wb-term"]
        assert len(led) == len(set(led))
        assert set(led) <= set(page.ids())
