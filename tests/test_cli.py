"""Every command as a user types it: what it does, what it says, and one sentence where it cannot."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

import workbench as wb
from tests.made import HILLS, RIVER, cases, few
from workbench import cli
from workbench.cli import main, parser
from workbench.schema import FRAMES

CASES = cases(__file__)

COMMANDS = ("lab", "seminar", "add", "check", "build", "export", "publish")
ADDRESS = re.compile(r"^JupyterLab is at (http://127\.0\.0\.1:(\d+)/\S+\?token=(\w{48}))$", re.MULTILINE)  # fmt: skip
CALL = [sys.executable, "-m", "workbench.cli"]
PATIENCE = 120


@pytest.fixture(autouse=True)
def _as_typed(tmp_path, monkeypatch):
    """Work in an empty folder; what the command sets up for its process ends with the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORKBENCH_CORPUS", raising=False)
    with warnings.catch_warnings():
        yield


@pytest.fixture
def typed(capsys):
    """Give a call that runs a command line and returns its code, its output and its errors."""

    def run(line):
        code = main(line.split())
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def refused(said):
    """Return the sentence of a command that ended with code 2, and nothing else said."""
    code, out, err = said
    assert (code, out) == (2, "")
    assert err.startswith("workbench: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err.removeprefix("workbench: ").strip()


# --- the line itself ---


def test_the_manual_names_every_command_and_its_examples_can_be_typed(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert set(re.findall(r"^    (\w+) ", said, re.MULTILINE)) == set(COMMANDS)
    for line in re.findall(r"^  workbench (.+)$", said, re.MULTILINE):
        assert parser().parse_args(line.split()).run
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"workbench {wb.__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_what_it_does(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert len(capsys.readouterr().out.split()) > 30


@pytest.mark.parametrize(("line", "said"), CASES["usage"])
def test_a_line_that_is_none_is_refused_with_the_usage(line, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(line.split())
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert err.startswith("usage: workbench")
    assert said in err


def test_a_terminal_that_lacks_a_character_gets_the_rest(tmp_path):
    few(tmp_path / "ký", RIVER)
    done = subprocess.run(
        [*CALL, "build", "ký"], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )  # fmt: skip
    assert done.stdout == b"Built 1 document; k?/built now has 1.\n"


def test_a_reader_that_has_enough_gets_no_traceback(tmp_path):
    few(tmp_path / "mine", RIVER)
    with subprocess.Popen(
        [*CALL, "build", "mine"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
        assert process.wait() == 1


# --- check, build, add, export ---


def test_check_says_a_line_per_finding_and_what_is_open(typed, tmp_path, monkeypatch):
    folder = few(tmp_path / "mine", RIVER, HILLS, series="unknown")
    code, out, _ = typed("check mine")
    assert code == 0
    assert "Open: d0: unknown series, so it is not compared.\n" in out
    assert out.endswith("The corpus is in order: no findings.\n")
    (folder / "raw" / "d1.txt").write_text("Somebody wrote here.\n")
    monkeypatch.setenv("WORKBENCH_CORPUS", "mine")
    code, out, _ = typed("check")
    assert code == 1
    assert "mine/raw/d1.txt: " in out
    assert out.endswith("1 finding.\n")


@pytest.mark.parametrize(
    "line", ["check nowhere", "build nowhere", "lab nowhere --no-browser", "export out --corpus nowhere"]
)  # fmt: skip
def test_a_folder_that_is_no_corpus_is_named(line, typed):
    assert refused(typed(line)).startswith("nowhere")


def test_build_says_what_it_built_and_does_it_once(typed, tmp_path):
    few(tmp_path / "mine", RIVER, HILLS)
    code, out, err = typed("build mine")
    assert (code, out) == (0, "Built 2 documents; mine/built now has 2.\n")
    assert "Building" in err or err == ""
    assert typed("build mine")[1] == "Built 0 documents; mine/built now has 2.\n"
    assert wb.load("mine").documents.height == 2


def test_what_is_added_without_questions_is_read_by_every_command(typed, tmp_path):
    (tmp_path / "a.txt").write_text("The Bridge\n\nThe towns met and they agreed on it all.\n")
    (tmp_path / "b.txt").write_text("They met again and agreed that all of it was well.\n")
    code, out, err = typed("add a.txt b.txt --into mine --yes --looked all")
    assert code == 0
    assert out.startswith("2 offered to mine: 2 ready.")
    assert "Traceback" not in err
    assert wb.load("mine").documents["doc_id"].to_list() == ["a", "b"]
    before = {path: path.read_bytes() for path in Path("mine").rglob("*") if path.is_file()}
    assert "2 there already" in typed("add a.txt b.txt --into mine --yes --looked all")[1]
    assert {path: path.read_bytes() for path in Path("mine").rglob("*") if path.is_file()} == before
    assert refused(typed("add none.txt --into mine")) == "none.txt: no such file or folder."
    assert typed("check mine")[0] == 0
    code, out, _ = typed("export out --corpus mine")
    assert code == 0
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert out.startswith(f"Wrote {len(files)} files to out: ")
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert {entry["path"] for entry in described["resources"]} == files - {"datapackage.json"}
    frames = {name.removesuffix(".csv") for name in files - {"datapackage.json"}}
    assert frames <= set(FRAMES)
    assert (
        set("tokens claims links edits mentions positions readability emphasis".split()) <= frames
    )
    (tmp_path / "out" / "notes.txt").write_text("mine")
    assert "holds notes.txt, which no export wrote" in refused(typed("export out --corpus mine"))
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"


# --- seminar, publish ---


def test_seminar_writes_both_copies_and_nothing_over_others(typed, tmp_path):
    code, out, _ = typed("seminar term")
    assert code == 0
    written = [path for path in (tmp_path / "term").rglob("*") if path.is_file()]
    assert out == f"Wrote {len(written)} files to term/student and /instructor.\n"
    student = "".join(path.read_text("utf-8") for path in (tmp_path / "term" / "student").iterdir())
    assert "Answer to task" not in student
    assert refused(typed("seminar term")).startswith("term: not an empty folder")


@pytest.mark.parametrize(("line", "said"), CASES["publish"])
def test_publish_refuses_before_it_runs_anything(line, said, typed, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    assert refused(typed(line)).startswith(said)
    assert not (tmp_path / "s").exists()
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_without_its_server_the_way_to_get_it_is_said(typed, monkeypatch):
    monkeypatch.setattr(cli, "find_spec", lambda _: None)
    assert refused(typed("lab --no-browser")).endswith("pip install jupyterlab installs it.")


# --- lab: a real server ---


@pytest.fixture
def lab(tmp_path):
    """Start `workbench lab` on a port that is taken; give the process, its output and the port."""
    # not one that the system may give to a kernel of another test before the server is up
    with socket.create_server(("127.0.0.1", cli.free_port(18_000))) as taken:
        port = taken.getsockname()[1]
        environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1])}
        environment.pop("JUPYTER_TOKEN", None)
        process = subprocess.Popen(
            [*CALL, "lab", "--no-browser", "--port", str(port)],
            cwd=tmp_path, env=environment, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C stops it." in line:
                break
        yield process, said, port
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=PATIENCE)


def asked(process, question):
    """Return what a process and its children answer; a child may end meanwhile."""
    answers = []
    for one in [process, *process.children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            answers.append(getattr(one, question)())
    return answers


def listening(process):
    """Return the addresses at which a process and its children take connections."""
    every = [there for one in asked(process, "net_connections") for there in one]
    return {there.laddr.ip for there in every if there.status == psutil.CONN_LISTEN}


def status(address):
    """Return the HTTP status that an address answers with."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - this machine
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_lab_tells_its_address_keeps_its_token_and_serves_this_machine_alone(lab):
    process, said, taken = lab
    address, port, token = ADDRESS.search(said).groups()
    assert int(port) > taken
    assert "/workspaces/workbench/tree/notebooks/00_start.ipynb?token=" in address
    assert not re.search("warning", said, re.IGNORECASE)
    running = psutil.Process(process.pid)
    lines = " ".join(word for line in asked(running, "cmdline") for word in line)
    assert "jupyterlab" in lines
    assert token not in lines
    assert listening(running) == {"127.0.0.1"}
    api = f"http://127.0.0.1:{port}/api/contents/notebooks/00_start.ipynb?content=0"
    assert status(api) == 403
    assert status(f"{api}&token={token}") == 200
    os.killpg(process.pid, signal.SIGINT)  # Ctrl-C, which reaches the whole group
    assert process.wait(timeout=PATIENCE) == 0
    deadline = time.monotonic() + PATIENCE
    while cli.answers(int(port)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not cli.answers(int(port))
