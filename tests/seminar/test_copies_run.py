"""The students' copies run as they are handed out; the whole lessons are run with the notebooks."""

from tests.notebooks.shell import ran
from workbench.publish.requests import requests
from workbench.seminar import hand_out


def test_every_lesson_runs_without_what_is_for_the_instructor(tmp_path, monkeypatch):
    hand_out(tmp_path / "term")
    lessons = requests(tmp_path / "term" / "student")
    assert len(lessons) == 7
    assert not [request for request in lessons if request.edition]
    for request in lessons:
        seen = str(ran(request.path, monkeypatch))
        assert "wb-task" in seen
        assert "Another corpus." not in seen
        assert "Not in this corpus." not in seen
