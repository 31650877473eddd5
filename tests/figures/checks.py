"""What every figure keeps to, whatever the corpus; each study checks its figures with it."""

import re
from html.parser import HTMLParser

from markupsafe import Markup

HOSTILE = "<script>alert(1)</script>"
#: Words of machines, which no reader should meet; "None of the texts" is English.
MACHINE = re.compile(r"\b(?:None(?! of)|nan|NaN|null|inf|True|False|doc_id|para_no)\b")


class Page(HTMLParser):
    """The visible text of some HTML, its tags and their attributes."""

    def __init__(self, html):
        super().__init__()
        self.words, self.tags, self.quiet = [], [], False
        self.feed(str(html))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.quiet = tag in {"style", "script"}

    def handle_endtag(self, tag):
        if tag in {"style", "script"}:
            self.quiet = False

    def handle_data(self, data):
        if not self.quiet:
            self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def drawn_rows(figure):
    """Return the rows of the first data set of a chart, as it holds them."""
    return max(figure.spec["datasets"].values(), key=len)


def check_figure(figure, hostile=()):
    """Assert what holds of every figure, and that ``hostile`` source texts were escaped."""
    page = Page(figure.html())
    for part in (figure.title, figure.subtitle, figure.source, figure.alt):
        assert part.strip(), figure
        assert " ".join(part.split()) in " ".join(page.text.split()), part
    assert len(figure.title) < 200, figure.title
    assert not figure.title.endswith("."), figure.title
    said = f"{figure.title} {figure.subtitle} {figure.alt}"
    assert not MACHINE.search(said), said
    assert not re.search(r"\b1 (?:documents|texts|statements|pairs|hits|words|slips)\b", said), said
    assert not re.search(r" {2}|\s[.,;]", said), said
    for source in hostile:
        assert source not in str(figure.html())
        assert source in page.text
    check_html(page)
    if figure.table is not None:
        check_table(figure)
    if not isinstance(figure.body, Markup):
        check_chart(figure, page)


def check_html(html):
    """Assert that HTML runs nothing, fetches nothing, and has tables with heads."""
    page = html if isinstance(html, Page) else Page(html)
    assert not page.all("script")
    for tag, attrs in page.tags:
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
        for name in ("href", "src"):
            assert (attrs.get(name) or "#").startswith(("#", "data:")), (tag, attrs)
    assert len(page.all("caption")) == len(page.all("table"))
    assert {attrs.get("scope") for attrs in page.all("th")} <= {"col", "row"}
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def check_table(figure):
    """Assert that the data table has headings for people, and columns that are there."""
    assert figure.headers
    assert set(figure.headers) <= set(figure.table.columns)
    for heading in figure.headers.values():
        assert heading
        assert "_" not in heading, heading


def check_chart(figure, page):
    """Assert that a chart is one described picture whose marks say what they are."""
    pictures = [attrs for attrs in page.all("div") if attrs.get("role") == "img"]
    assert [attrs["aria-label"] for attrs in pictures] == [figure.alt]
    for row in drawn_rows(figure):
        if "tip" in row:
            assert row["description"].strip(": ")
            assert all(str(value).strip() for value in row["tip"].values()), row["tip"]
            assert not MACHINE.search(" ".join(row["tip"].values())), row["tip"]


def marks(part):
    """Yield the marks of a specification."""
    if isinstance(part.get("mark"), dict):
        yield part["mark"]
    for kind in ("layer", "hconcat", "vconcat"):
        for inner in part.get(kind, []):
            yield from marks(inner)
    if "spec" in part:
        yield from marks(part["spec"])
