"""Tabs of a large corpus are drawn when they are opened."""

from dataclasses import replace

import ipywidgets as widgets
import pytest

from workbench.display.many import ROWS
from workbench.explore import progress
from workbench.explore.tabs import Tabs
from workbench.explore.waiting import Waiting


@pytest.fixture
def large(corpus):
    one = corpus.documents.head(1)
    return replace(corpus, documents=one.sample(ROWS + 1, with_replacement=True))


def opened(corpus):
    tabs, drawn = Tabs(("One", "Two"), corpus), []
    draw = tabs.seen("Two", lambda: drawn.append("two"))
    tabs.fill([widgets.HTML(), widgets.HTML()])
    return tabs.view, draw, drawn


def test_a_small_corpus_keeps_every_tab_drawn(corpus):
    _, draw, drawn = opened(corpus)
    draw()
    assert drawn == ["two"]


def test_a_hidden_tab_waits_and_is_drawn_once_when_it_is_opened(large):
    view, draw, drawn = opened(large)
    draw()
    draw()
    assert drawn == []
    view.selected_index = 1
    assert drawn == ["two"]
    view.selected_index = 0
    view.selected_index = 1
    assert drawn == ["two"]  # nothing has changed meanwhile
    draw()
    assert drawn == ["two", "two"]


def test_an_open_explorer_tells_in_its_panel_and_is_silent_when_done():
    waiting = Waiting("Counting")
    waiting(1, 2)
    assert waiting.panel.value == ""
    waiting.opened = True
    waiting(200, 1_000)
    assert "Counting: 200 of 1,000 documents are done." in waiting.panel.value
    waiting(1_000, 1_000)
    assert waiting.panel.value == ""


def test_outside_a_notebook_progress_is_silent(capsys):
    progress("Reading")(1, 2)
    assert capsys.readouterr().out == ""
