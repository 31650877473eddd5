"""The students' copies run as they are handed out; the whole lessons are run with the notebooks."""

import os
from pathlib import Path

from workbench.publish.requests import read, requests
from workbench.publish.run import run
from workbench.seminar import hand_out

ROOT = Path(__file__).parents[2]


def test_every_lesson_runs_without_what_is_for_the_instructor(tmp_path, monkeypatch):
    hand_out(tmp_path / "term")
    code = [str(ROOT), str(ROOT / "tests" / "offline")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(code))
    lessons = [(request, read(request)) for request in requests(tmp_path / "term" / "student")]
    assert len(lessons) == 7
    assert not [request for request, _ in lessons if request.edition]
    for notebook in run(lessons):
        shown = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
        assert shown
