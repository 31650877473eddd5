"""What every test shares: the shipped corpus, its notebooks run once, and no network."""

import os
from pathlib import Path

import pytest

import workbench
from tests.offline.guard import blocked_sockets
from tests.together import Together
from workbench.corpus import read_glossary
from workbench.publish.about import about
from workbench.publish.requests import read, requests
from workbench.publish.run import run
from workbench.publish.site import finish, write

OFFLINE = Path(__file__).parent / "offline"


@pytest.hookimpl(optionalhook=True)  # without pytest-xdist there is one process
def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


@pytest.fixture(autouse=True)
def _offline(monkeypatch):
    blocked_sockets(monkeypatch.setattr)


@pytest.fixture(scope="session")
def corpus():
    return workbench.load()


@pytest.fixture(scope="session")
def run_notebooks():
    """Run every notebook, in kernels that refuse the network; give each with its request."""
    path = os.pathsep.join([str(OFFLINE), os.environ.get("PYTHONPATH", "")])
    wanted = [(request, read(request)) for request in requests()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        run(wanted)
    return wanted


@pytest.fixture(scope="session")
def site_folder(run_notebooks, corpus, tmp_path_factory):
    """Build the site of all notebooks."""
    folder = tmp_path_factory.mktemp("site")
    facts = about(corpus.documents)
    prints = {request.page: "" for request, _ in run_notebooks}
    names = [request.page for request, _ in run_notebooks]
    words = read_glossary(corpus.folder)
    finish(folder, write(folder, run_notebooks, facts, prints, names, words), facts)
    return folder
