"""The page without code, up to the point where a browser is needed."""

import json
import socket
import sys

import pytest

from workbench.app import NOTEBOOKS, app, command, copied, free_port, shown
from workbench.cli import main
from workbench.errors import WorkbenchError


def test_a_notebook_is_found_by_name_and_by_path(tmp_path):
    assert shown("1_files") == NOTEBOOKS / "seminar" / "1_files.ipynb"
    assert shown("03_emphasis") == NOTEBOOKS / "03_emphasis.ipynb"
    mine = tmp_path / "mine.ipynb"
    mine.write_text("{}")
    assert shown(str(mine)) == mine


@pytest.mark.parametrize("name", ["9_none", "mine.ipynb", "../README.md"])
def test_an_unknown_notebook_names_those_there_are(name):
    with pytest.raises(WorkbenchError, match=r"choose 00_start, .*1_files, 2_voices, 3_time"):
        shown(name)


def test_the_page_is_the_copy_for_students(tmp_path):
    content = json.loads(copied(shown("1_files"), tmp_path).read_text("utf-8"))
    text = json.dumps(content)
    assert "seminar.ask" in text
    assert "Answer to task" not in text


def test_a_port_that_is_taken_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_it_listens_on_this_machine_alone_and_asks_for_a_token(tmp_path):
    line = command(tmp_path / "x.ipynb", 9000, "secret", browser=False)
    assert "--Voila.ip=127.0.0.1" in line
    assert "--Voila.token=secret" in line
    assert "--no-browser" in line
    assert "--no-browser" not in command(tmp_path / "x.ipynb", 9000, "secret", browser=True)


def test_without_voila_the_way_to_get_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "voila", None)
    with pytest.raises(WorkbenchError, match=r"pip install -e '\.\[app\]'"):
        app("1_files", browser=False)


def test_the_commands_answer_in_one_sentence(tmp_path, capsys):
    assert main(["seminar", str(tmp_path / "out")]) == 0
    assert "Wrote " in capsys.readouterr().out
    assert main(["seminar", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == (
        "workbench: out: not an empty folder; name a new or an empty one.\n"
    )
    assert main(["app", "9_none", "--no-browser"]) == 2
    assert capsys.readouterr().err.startswith("workbench: No notebook '9_none'; choose 00_start")
