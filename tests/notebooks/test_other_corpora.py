"""Every notebook runs on a reader's own corpus; a section that lacks something says so."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.notebooks.test_execution import OFFLINE, outputs
from tests.notebooks.test_form import NOTEBOOKS, name
from workbench.ingest import add, gather, propose

FILES = Path(__file__).parents[1] / "ingest" / "files"
#: What each notebook cannot say about documents that go back to no common statement.
LACKING = {"01_wording", "02_readability", "03_emphasis", "04_ukraine", "05_east_sea", "3_time"}


@pytest.fixture(scope="module", params=["alpha and beta", "alpha"])
def other(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("own") / "corpus"
    paths = [FILES / f"{stem}.txt" for stem in request.param.split(" and ")]
    add(propose(gather(paths), folder), folder)
    return folder


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_runs_and_says_what_is_lacking(path, other):
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}
    )
    client.config.KernelManager.transport_encryption = "auto"
    code = os.pathsep.join([str(Path(__file__).parents[2]), str(OFFLINE)])
    done = client.execute(env={**os.environ, "PYTHONPATH": code, "WORKBENCH_CORPUS": str(other)})
    shown = [output.data.get("text/html", "") for output in outputs(done) if "data" in output]
    assert any("Not in this corpus." in text for text in shown) == (path.stem in LACKING)
    assert not any("could not be drawn" in text for text in shown)
