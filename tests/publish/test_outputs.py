import pytest
from markupsafe import Markup
from nbformat.v4 import new_output

from tests.publish.made import code, notebook, shown
from workbench import seminar
from workbench.display.theme import STYLE
from workbench.display.which import Which
from workbench.errors import WorkbenchError
from workbench.lacking import Lack
from workbench.publish import outputs
from workbench.publish.outputs import WIDGET, apart, thumbnails
from workbench.publish.page import folded

SVG = '<svg width="100" viewBox="0 0 100 9"></svg>'
CHART = {
    "application/vnd.vegalite.v5+json": {"mark": "</script>"},
    "image/svg+xml": SVG,
    "text/plain": "Two bars: 3 & 4.",
}


def html(*made):
    return outputs.shown(code("", outputs=made), "01")


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
    assert 'data-name="bars"' in made


def test_a_chart_is_a_still_picture_with_its_words_and_its_spec():
    made = html(shown(CHART))
    assert '<div role="img" aria-label="Two bars: 3 &amp; 4."><svg' in made
    assert made.count("</script>") == 1
    assert "vega-lite/v6.json" in made


def test_the_style_sheet_is_left_to_the_page():
    assert html(shown({"text/html": f"{STYLE}<p>x</p>"})) == '<div class="output"><p>x</p></div>'


def test_an_explorer_is_its_static_twin():
    made = html(shown({WIDGET: {}, "text/html": "<p>twin</p>", "text/plain": "Explorer"}))
    assert "open in JupyterLab to explore" in made
    assert made.endswith("<p>twin</p></div>")


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
    assert apart(piece, taken) == (
        '<p id="line-1-2">a</p><a href="#line-1-2">b</a><a href="#other">c</a>'
    )
    assert taken == {"line-1", "line-1-2"}


def test_the_tagged_chart_is_the_thumbnail():
    first, second = shown(CHART), shown(CHART | {"image/svg+xml": '<svg width="7"></svg>'})
    made = notebook(code("", "a", outputs=[first]), code("", "b", "thumbnail", outputs=[second]))
    assert next(thumbnails(made)) == '<svg aria-hidden="true" width="7"></svg>'
    assert next(thumbnails(notebook()), "none") == "none"


@pytest.mark.parametrize(
    "seen", [Lack("Nobody coded it.")._repr_html_(), Which("You are reading one.")._repr_html_()]
)
def test_in_a_lesson_what_must_not_be_missed_is_not_folded(seen):
    assert folded(Markup(seen)) == seen  # noqa: S704 - our own
    assert folded(Markup("<p>42</p>")).startswith("<details")


def test_a_task_says_itself_where_it_is_answered(corpus):
    box = seminar.ask(corpus, "lesson-1-a")
    page = html(shown({"text/html": str(box.still()), WIDGET: {}}))
    assert "given and checked in a running notebook" in page
    assert "open in JupyterLab" not in page
