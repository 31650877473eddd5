"""Every notebook runs top to bottom in a real kernel without a network, and shows its figures."""

import json

import pytest

from tests.figures.checks import check_html
from tests.notebooks.test_form import NOTEBOOKS, STUDIES, name
from workbench.figures.theme import SCRIPT

WIDGET = "application/vnd.jupyter.widget-view+json"
VEGA = "application/vnd.vegalite.v5+json"


@pytest.fixture(params=NOTEBOOKS, ids=name)
def executed(request, run_notebooks):
    """Give a notebook as it is published to all (a lesson without its answers)."""
    return next(
        done
        for asked, done in run_notebooks
        if asked.path == request.param and not asked.instructor
    )


def outputs(notebook):
    return [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    ]


def bundles(notebook):
    return [output.data for output in outputs(notebook) if "data" in output]


def test_every_cell_ran_and_nothing_is_said_beside_the_figures(executed):
    code = [cell for cell in executed.cells if cell.cell_type == "code" and cell.source]
    assert all(cell.execution_count for cell in code)
    assert {output.output_type for output in outputs(executed)} <= {
        "execute_result", "display_data",
    }  # fmt: skip


def test_every_explorer_has_a_static_twin(executed):
    explorers = [data for data in bundles(executed) if WIDGET in data]
    assert explorers
    for data in explorers:
        check_html(data["text/html"])
        assert "wb-title" in data["text/html"] or 'class="wb-static"' in data["text/html"]


def test_charts_come_as_vega_and_as_svg_and_with_words(executed):
    charts = [data for data in bundles(executed) if VEGA in data]
    for data in charts:
        assert "<svg" in data["image/svg+xml"]
        assert any(char.isdigit() for char in data[VEGA]["description"])
        assert data["text/plain"] == data[VEGA]["description"]
        assert "text/html" not in data


def test_nothing_runs_but_our_own_script_and_nothing_asks_for_another_host(executed):
    own = json.dumps(f"<script>{SCRIPT}</script>", ensure_ascii=False)[1:-1]
    shown = json.dumps(bundles(executed), ensure_ascii=False)
    assert own in shown
    for mark in ('src=\\"http', "url(http", "<script", "<iframe", "@import"):
        assert mark not in shown.replace(own, "")


def test_no_empty_value_reaches_the_reader(executed):
    for data in bundles(executed):
        text = data.get("text/html", "")
        assert ">None<" not in text
        assert ">nan<" not in text.lower()


def test_nothing_is_lacking_and_no_other_corpus_is_spoken_of(executed):
    shown = json.dumps(bundles(executed), ensure_ascii=False)
    assert "Not in this corpus:" not in shown
    assert "Another corpus" not in shown
    assert "could not be done" not in shown


def test_most_notebooks_have_a_chart(run_notebooks):
    with_chart = [
        asked.name for asked, done in run_notebooks if any(VEGA in o for o in bundles(done))
    ]
    assert len(with_chart) > len(run_notebooks) / 2


@pytest.mark.parametrize("path", STUDIES, ids=name)
def test_a_study_ends_with_its_answer_in_sentences(path, run_notebooks, corpus):
    notebook = next(done for asked, done in run_notebooks if asked.path == path)
    (cell,) = [one for one in notebook.cells if "answer" in one.metadata.get("tags", ())]
    (output,) = cell.outputs
    told = output.data["text/plain"]
    assert told.count(". ") >= 1
    assert told.endswith(".")
    assert any(name in told for name in (*corpus.labels.values(), "text", "pair"))
