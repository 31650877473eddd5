"""What every test shares: the shipped corpus, its notebooks run once, and no network."""

import os
from pathlib import Path

import pytest

import workbench as wb
from tests.made import made_corpus
from tests.offline.guard import blocked_sockets
from tests.together import Together

OFFLINE = Path(__file__).parent / "offline"


@pytest.hookimpl(optionalhook=True)  # without pytest-xdist there is one process
def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


@pytest.fixture(autouse=True)
def _offline(monkeypatch):
    blocked_sockets(monkeypatch.setattr)


@pytest.fixture(scope="session")
def corpus():
    return wb.load()


@pytest.fixture(scope="session")
def corpus_of(tmp_path_factory):
    """Make and load a corpus of texts by doc_id; tables say more of a document, facts of all."""

    def made(texts, tables=None, **facts):
        folder = tmp_path_factory.mktemp("made") / "corpus"
        return wb.load(made_corpus(folder, texts, tables, **facts), lambda *_: None)

    return made


@pytest.fixture(scope="session")
def run_notebooks():
    """Run every notebook, in kernels that refuse the network; give each with its request."""
    from workbench.publish import notebooks_folder
    from workbench.publish.site import read, requests, run

    path = os.pathsep.join([str(OFFLINE), os.environ.get("PYTHONPATH", "")])
    wanted = [(request, read(request)) for request in requests(notebooks_folder(), instructor=True)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        run(wanted, lambda _: None)
    return wanted


@pytest.fixture(scope="session")
def site_folder(run_notebooks, corpus, tmp_path_factory):
    """Build the site of all notebooks."""
    from workbench.publish.site import about, finish, write

    folder = tmp_path_factory.mktemp("site")
    names = sorted(request.page for request, _ in run_notebooks)
    facts = about(corpus)
    made = {
        request.page: write(folder, request, notebook, names, facts, corpus) | {"inputs": ""}
        for request, notebook in run_notebooks
    }
    finish(folder, made, facts, pdf=False, say=lambda _: None)
    return folder
