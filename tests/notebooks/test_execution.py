"""Every notebook runs top to bottom in a real kernel without a network, and shows its figures."""

import json

import pytest

from tests.notebooks.test_form import NOTEBOOKS, name

WIDGET = "application/vnd.jupyter.widget-view+json"
VEGA = "application/vnd.vegalite.v5+json"


@pytest.fixture(params=NOTEBOOKS, ids=name)
def executed(request, run_notebooks):
    return next(done for wanted, done in run_notebooks if wanted.path == request.param)


def outputs(notebook):
    return [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    ]


def bundles(notebook):
    return [output.data for output in outputs(notebook) if "data" in output]


def test_nothing_is_said_on_standard_error(executed):
    said = [output.text for output in outputs(executed) if output.output_type == "stream"]
    assert said == []


def test_every_explorer_has_a_static_twin(executed):
    explorers = [data for data in bundles(executed) if WIDGET in data]
    assert explorers
    assert all("wb-title" in data["text/html"] for data in explorers)


def test_charts_come_as_vega_and_as_svg_and_with_words(executed):
    charts = [data for data in bundles(executed) if VEGA in data]
    assert charts
    for data in charts:
        assert "<svg" in data["image/svg+xml"]
        assert any(char.isdigit() for char in data[VEGA]["description"])
        assert data["text/plain"] == data[VEGA]["description"]
        assert "text/html" not in data


def test_nothing_in_the_output_asks_for_another_host(executed):
    shown = json.dumps(bundles(executed))
    for mark in ('src=\\"http', "url(http", "<script", "<iframe", "@import"):
        assert mark not in shown


def test_no_empty_value_reaches_the_reader(executed):
    for data in bundles(executed):
        text = data.get("text/html", "")
        assert ">None<" not in text
        assert ">nan<" not in text.lower()


def test_nothing_is_lacking_and_no_other_corpus_is_spoken_of(executed):
    shown = json.dumps(bundles(executed))
    assert "Not in this corpus." not in shown
    assert "Another corpus." not in shown
