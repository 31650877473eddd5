import pytest
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbformat.v4 import new_output

from tests.publish.made import code, notebook, shown
from workbench.errors import WorkbenchError
from workbench.figures.theme import STYLE
from workbench.publish.site import WIDGET, Prose, outputs, thumbnails, with_own_anchors

SVG = '<svg width="100" viewBox="0 0 100 9"></svg>'
CHART = {
    "application/vnd.vegalite.v5+json": {"mark": "</script>"},
    "image/svg+xml": SVG,
    "text/plain": "Two bars: 3 & 4.",
}


def html(*made):
    return outputs(code("", outputs=made), "01")


def part(name):
    return {"workbench": {"part": name, "name": "bars"}}


def test_the_three_outputs_of_a_chart_become_one_figure():
    head, foot = (
        shown({"text/html": "<p>T</p>"}, **part("head")),
        shown({"text/html": "S"}, **part("foot")),
    )
    made = html(head, shown(CHART, **part("chart")), foot)
    assert made.startswith('<figure class="wb-figure"><div class="output"><p>T</p></div>')
    assert made.endswith('<div class="output">S</div></figure>')
    assert made.count("<figure") == 1


def test_a_chart_is_a_still_picture_with_its_words_and_its_spec():
    made = html(shown(CHART))
    assert '<div role="img" aria-label="Two bars: 3 &amp; 4."><svg' in made
    assert made.count("</script>") == 1
    assert "vega-lite/v6.json" in made


def test_the_style_sheet_is_left_to_the_page():
    assert html(shown({"text/html": f"{STYLE}<p>x</p>"})) == '<div class="output"><p>x</p></div>'


def test_an_explorer_is_its_static_twin():
    made = html(shown({WIDGET: {}, "text/html": "<p>twin</p>", "text/plain": "Explorer"}))
    assert made == '<div class="explorer"><p>twin</p></div>'


def test_a_widget_without_a_twin_is_refused_with_its_cell():
    with pytest.raises(WorkbenchError, match="01, cell 'try': a widget has no static twin"):
        html(shown({WIDGET: {}, "text/plain": "IntSlider()"}))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (new_output("stream", name="stdout", text="a < b"), '"Printed">a &lt; b</pre>'),
        (new_output("stream", name="stderr", text="mind"), '"Notice">mind</pre>'),
        (new_output("error", ename="KeyError", evalue="<x>"), ">KeyError: &lt;x&gt;</pre>"),
        (shown({"text/plain": "<5>"}), ">&lt;5&gt;</pre>"),
    ],
)
def test_plain_outputs_are_escaped(output, words):
    assert words in html(output)


def test_a_repeated_anchor_is_renamed_with_its_links():
    taken = {"line-1"}
    piece = Markup('<p id="line-1">a</p><a href="#line-1">b</a><a href="#other">c</a>')
    assert with_own_anchors(piece, taken) == (
        '<p id="line-1-2">a</p><a href="#line-1-2">b</a><a href="#other">c</a>'
    )
    assert taken == {"line-1", "line-1-2"}


def test_the_tagged_chart_is_the_thumbnail():
    first, second = shown(CHART), shown(CHART | {"image/svg+xml": '<svg width="7"></svg>'})
    made = notebook(code("", "a", outputs=[first]), code("", "b", "thumbnail", outputs=[second]))
    assert next(thumbnails(made)) == '<svg aria-hidden="true" width="7"></svg>'
    assert next(thumbnails(notebook()), "none") == "none"


def rendered(prose, source):
    return MarkdownWithMath(renderer=prose)(source)


@pytest.fixture
def prose():
    return Prose({"02_wording.ipynb": "02_wording.html"})


def test_the_first_title_is_left_to_the_page(prose):
    assert rendered(prose, "# Why *not*?\n\nText.") == "<p>Text.</p>\n"
    assert prose.title == "Why not?"


def test_headings_have_anchors_and_stand_in_the_contents(prose):
    assert rendered(prose, "## A & b") == '<h2 id="a-b">A &amp; b</h2>\n'
    assert rendered(prose, "### Small") == '<h3 id="small">Small</h3>\n'
    assert prose.contents == [("a-b", "A & b")]


def test_the_same_words_have_different_anchors(prose):
    assert rendered(prose, "## Try it") == '<h2 id="try-it">Try it</h2>\n'
    assert rendered(prose, "## Try it") == '<h2 id="try-it-2">Try it</h2>\n'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[a](02_wording.ipynb)", '<p><a href="02_wording.html">a</a></p>\n'),
        ("[a](02_wording.ipynb#x)", '<p><a href="02_wording.html#x">a</a></p>\n'),
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
    assert rendered(prose, source) == html


def test_tables_are_tables(prose):
    assert "<table>" in rendered(prose, "| a |\n|---|\n| 1 |")
