"""What every figure keeps to, whatever the corpus."""

import re
from html.parser import HTMLParser

import pytest

from tests.display.conftest import HOSTILE
from workbench import analysis, display
from workbench.analysis import concordance as lines

CORPORA = (
    "one document",
    "two of one name",
    "no body",
    "no words",
    "unknown dates",
    "hostile",
)


def first(corpus):
    return corpus.documents["doc_id"][0]


def hit_list(corpus):
    found = analysis.hits(corpus.paragraphs, "tea")
    others = analysis.other_spellings(corpus.tokens, found)
    counts = analysis.hits_by_document(corpus.documents, found, others)
    return display.hit_list(found, counts, corpus.documents, "tea")


def concordance(corpus):
    asked = lines.ask("they", {})
    rows = lines.concordance(corpus, asked)
    counts = lines.by_document(rows, corpus.documents)
    said = lines.searched(corpus, asked)
    return display.concordance(rows, counts, corpus.documents, asked.text, said)


def offers(corpus):
    asked = lines.ask("thay", {})
    counts = lines.by_document(lines.find(corpus, asked), corpus.documents)
    near = lines.near(corpus, asked, {})
    said = lines.searched(corpus, asked)
    return display.offers(near, counts, corpus.documents, asked.text, said)


FIGURES = {
    "timeline": lambda c: display.timeline(c.documents),
    "lengths": lambda c: display.lengths(c.documents),
    "quoted": lambda c: display.quoted(
        analysis.quoted_share(c.documents, c.tokens, c.quotes), c.documents
    ),
    "matrix": lambda c: display.matrix(c.comparability, c.documents),
    "reading": lambda c: display.reading(c.documents, c.paragraphs, c.slips, first(c)),
    "ledger": lambda c: display.ledger_table(analysis.ledger(c.paragraphs), c.documents, first(c)),
    "hits": hit_list,
    "concordance": concordance,
    "offers": offers,
}
CHARTS = ("timeline", "lengths", "quoted")
TABLES = ("matrix", "ledger", "hits", "concordance", "offers")


class Text(HTMLParser):
    """Collect the visible text, the tags and their attributes."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags, self.quiet = [], [], False
        self.feed(str(html))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.quiet = tag == "style"

    def handle_data(self, data):
        if not self.quiet:
            self.text.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(params=CORPORA)
def any_corpus(request, corpora):
    return corpora[request.param]


@pytest.fixture(params=FIGURES)
def any_figure(request, any_corpus):
    return FIGURES[request.param](any_corpus)


def test_a_figure_shows_title_subtitle_source_and_description(any_figure):
    shown = "".join(Text(any_figure.html()).text)
    for part in (any_figure.title, any_figure.subtitle, any_figure.source, any_figure.alt):
        assert part
        assert part in shown


def test_a_figure_says_nothing_of_none_and_nan(any_figure):
    words = set(re.findall(r"\w+", " ".join(Text(any_figure.html()).text)))
    assert not words & {"None", "nan", "NaN", "null", "inf"}


def test_one_is_never_followed_by_a_plural(any_figure):
    said = f"{any_figure.title} {any_figure.subtitle}"
    assert not re.search(r"\b1 (?:documents|statements|joint statements|pairs|hits|slips)\b", said)


def test_a_figure_needs_no_script_and_no_network(any_figure):
    page = Text(any_figure.html())
    assert not page.all("script")
    assert not [attrs for _, attrs in page.tags if any(name.startswith("on") for name in attrs)]
    links = [attrs.get("href") or attrs.get("src") for _, attrs in page.tags]
    assert all(link.startswith(("#", "data:")) for link in links if link)


@pytest.mark.parametrize("name", FIGURES)
def test_what_comes_from_a_source_is_escaped(corpora, name):
    html = str(FIGURES[name](corpora["hostile"]).html())
    assert HOSTILE not in html
    assert HOSTILE in "".join(Text(html).text)


def test_the_card_is_escaped(corpora):
    html = str(display.card(corpora["hostile"].documents, "a"))
    assert HOSTILE not in html
    assert "".join(Text(html).text).count(HOSTILE) >= 6


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_caption_and_headers_for_columns_and_rows(corpora, name):
    page = Text(FIGURES[name](corpora["two of one name"]).html())
    assert len(page.all("caption")) == len(page.all("table"))
    scopes = [attrs.get("scope") for attrs in page.all("th")]
    assert set(scopes) == {"col", "row"}


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_has_its_description_and_its_data_as_a_table(corpus, name):
    figure = FIGURES[name](corpus)
    page = Text(figure.html())
    assert {"role": "img", "aria-label": figure.alt} in page.all("div")
    assert len(page.all("svg")) == 1
    assert len(page.all("caption")) == 1
    rows = [attrs for attrs in page.all("th") if attrs.get("scope") == "row"]
    assert len(rows) == corpus.documents.height
    (link,) = [attrs for attrs in page.all("a") if "download" in attrs]
    assert link["download"] == f"{figure.name}.csv"


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_describes_every_document_in_words(corpus, name):
    figure = FIGURES[name](corpus)
    for label in display.labels(corpus.documents).values():
        assert label in figure.alt


@pytest.mark.parametrize("name", FIGURES)
def test_documents_of_one_name_are_told_apart(corpora, name):
    html = str(FIGURES[name](corpora["two of one name"]).html())
    assert "Gazette 2024 (a)" in html


def test_a_figure_in_words_is_its_title_and_subtitle(corpus):
    figure = display.lengths(corpus.documents)
    assert repr(figure) == f"{figure.title} — {figure.subtitle}"
