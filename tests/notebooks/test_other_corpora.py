"""Every notebook runs on a reader's own corpus; a section that lacks something says so."""

import os
from pathlib import Path

import pytest

from tests.notebooks.test_execution import OFFLINE, outputs
from workbench.ingest import add, gather, propose
from workbench.publish.requests import read, requests
from workbench.publish.run import run

FILES = Path(__file__).parents[1] / "ingest" / "files"
#: What cannot be said of documents that go back to no common statement.
LACKING = {"01_wording", "02_readability", "03_emphasis", "04_ukraine", "05_east_sea"}
#: Lessons 4 to 7 are written for the shipped texts and need them.
LESSONS = ["seminar/1_files", "seminar/2_voices", "seminar/3_time"]
STUDIES = [request.name for request in requests() if "/" not in request.name]


@pytest.mark.parametrize(
    ("stems", "only", "lacking"),
    [(["alpha", "beta"], STUDIES, LACKING), (["alpha"], STUDIES + LESSONS, LACKING | {"3_time"})],
    ids=["two documents", "one document"],
)
def test_notebooks_run_and_say_what_is_lacking(stems, only, lacking, tmp_path, monkeypatch):
    corpus = tmp_path / "own"
    add(propose(gather(FILES / f"{stem}.txt" for stem in stems), corpus), corpus)
    monkeypatch.setenv("WORKBENCH_CORPUS", str(corpus))
    code = [str(Path(__file__).parents[2]), str(OFFLINE)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(code))
    wanted = [(request, read(request)) for request in requests(only=only) if not request.edition]
    run(wanted)
    shown = {
        request.path.stem: "".join(
            output.data.get("text/html", "") for output in outputs(done) if "data" in output
        )
        for request, done in wanted
    }
    assert {stem for stem, html in shown.items() if "Not in this corpus." in html} == lacking
    assert not [stem for stem, html in shown.items() if "could not be drawn" in html]
