import pytest

from workbench.publish.prose import Prose


@pytest.fixture
def prose():
    return Prose({"01_wording.ipynb": "01_wording.html"})


def test_the_first_title_is_left_to_the_page(prose):
    assert prose.html("# Why *not*?\n\nText.") == "<p>Text.</p>\n"
    assert prose.title == "Why not?"


def test_headings_have_anchors_and_stand_in_the_contents(prose):
    assert prose.html("## A & b") == '<h2 id="a-b">A &amp; b</h2>\n'
    assert prose.html("### Small") == '<h3 id="small">Small</h3>\n'
    assert prose.contents == [("a-b", "A & b")]


def test_the_same_words_have_different_anchors(prose):
    assert prose.html("## Try it") == '<h2 id="try-it">Try it</h2>\n'
    assert prose.html("## Try it") == '<h2 id="try-it-2">Try it</h2>\n'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[a](01_wording.ipynb)", '<p><a href="01_wording.html">a</a></p>\n'),
        ("[a](01_wording.ipynb#x)", '<p><a href="01_wording.html#x">a</a></p>\n'),
        ("[a](#x)", '<p><a href="#x">a</a></p>\n'),
        ("[a](https://example.org)", '<p><a href="https://example.org">a</a></p>\n'),
        ("[a](../data/README.md)", "<p>a</p>\n"),
        ("[a](javascript:alert)", "<p>a</p>\n"),
        ("![map](https://example.org/x.png)", "<p>map</p>\n"),
        (
            "![map](data:image/png;base64,AA)",
            '<p><img src="data:image/png;base64,AA" alt="map" /></p>\n',
        ),
    ],
)
def test_links_lead_to_pages_and_pictures_stay_inside(prose, source, html):
    assert prose.html(source) == html


def test_tables_are_tables(prose):
    assert "<table>" in prose.html("| a |\n|---|\n| 1 |")
