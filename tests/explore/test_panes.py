"""What cannot be drawn stands as a sentence in its pane, whatever the fault, and is replaced."""

import polars as pl
import pytest

from workbench import display
from workbench.errors import WorkbenchError
from workbench.explore.base import said
from workbench.explore.chart import ChartPanel

FAULTS = [
    (WorkbenchError("Choose a <topic>."), '<p role="alert">Choose a &lt;topic&gt;.</p>'),
    (
        ZeroDivisionError("by <none>"),
        (
            '<p role="alert">This pane could not be drawn: ZeroDivisionError, by &lt;none&gt;. '
            "Please report it.</p>"
        ),
    ),
]


def failing(error):
    def draw():
        raise error

    return draw


@pytest.fixture
def panel():
    return ChartPanel(on_pick=lambda _: None)


@pytest.mark.parametrize(("error", "sentence"), FAULTS)
def test_html_and_charts_say_a_fault_alike(error, sentence, panel, corpus):
    assert sentence in said(failing(error))
    panel.show(lambda: display.timeline(corpus.documents))
    panel.show(failing(error))
    assert panel.head.value == said(failing(error))
    assert (panel.foot.value, panel.slot.children) == ("", ())


def test_a_chart_comes_back_after_a_fault(panel, corpus):
    draw = lambda: display.timeline(corpus.documents)  # noqa: E731 - drawn twice
    panel.show(draw)
    first = panel.slot.children
    panel.show(failing(ValueError("no")))
    panel.show(draw)
    assert panel.slot.children == first
    assert "5 documents on 3 joint statements" in panel.head.value
    assert "Source: " in panel.foot.value


def test_a_figure_that_fails_while_it_is_drawn_is_said_too(panel):
    rows = pl.DataFrame({"doc_id": ["a"]})
    panel.show(lambda: display.timeline(rows))
    assert "could not be drawn: ColumnNotFoundError" in panel.head.value
