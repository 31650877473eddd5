"""The studies on a thousand short documents: every chart can be drawn and every list be read."""

import ast
import warnings

import altair as alt
import nbformat
import pytest

from tests.explore.moves import inside
from tests.many import many
from workbench import WorkbenchWarning
from workbench.display import Figure
from workbench.display.many import MARKS
from workbench.explore.base import Explorer
from workbench.publish.requests import requests

#: Characters of one output; a browser shows as much at once.
LONGEST = 1_500_000
STUDIES = [request.path for request in requests() if "/" not in request.name]
#: Study and its outputs, so that nothing is passed over unseen.
EXPLORERS = {"00_start": 1, "01_wording": 1, "02_readability": 1, "03_emphasis": 1}
EXPLORERS |= {"04_ukraine": 1, "05_east_sea": 2}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return many(tmp_path_factory.mktemp("many") / "c", 1_000, 80)


def results(path):
    """Run the cells of a notebook one after another, and give what each would show."""
    names = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        *body, last = ast.parse(cell.source).body
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(body, []), str(path), "exec"), names)  # noqa: S102
            yield eval(compile(ast.Expression(last.value), str(path), "eval"), names)  # noqa: S307
        else:
            exec(compile(cell.source, str(path), "exec"), names)  # noqa: S102


def charts(result):
    if isinstance(result, Figure) and isinstance(result.body, alt.TopLevelMixin):
        yield result.body.to_dict()
    if isinstance(result, Explorer):
        for widget in inside(result.view):
            if isinstance(widget, alt.JupyterChart):
                yield widget.chart.to_dict()


def marks(part, sizes, inherited=0):
    """Count the marks of a chart: the rows of each of its layers."""
    n_rows = sizes.get(part.get("data", {}).get("name"), inherited)
    own = n_rows if "mark" in part else 0
    layers = (part.get(kind, []) for kind in ("layer", "hconcat", "vconcat", "concat"))
    return own + sum(marks(each, sizes, n_rows) for layer in layers for each in layer)


def html(result):
    if isinstance(result, Figure):
        body = result.body if isinstance(result.body, str) else ""
        yield from (result.head(), body, result.foot())
    if isinstance(result, Explorer):
        for widget in inside(result.view):
            yield str(getattr(widget, "value", ""))


@pytest.mark.parametrize("path", STUDIES, ids=lambda path: path.stem)
def test_a_study_of_a_thousand_documents_can_be_shown(path, folder, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", WorkbenchWarning)
        shown = list(results(path))
    specs = [spec for result in shown for spec in charts(result)]
    for spec in specs:
        sizes = {name: len(rows) for name, rows in spec["datasets"].items()}
        assert 0 < marks(spec, sizes) <= MARKS
    written = [text for result in shown for text in html(result)]
    assert max(map(len, written)) < LONGEST
    assert not [text for text in written if "could not be drawn" in text]
    assert sum(isinstance(result, Explorer) for result in shown) == EXPLORERS[path.stem]
