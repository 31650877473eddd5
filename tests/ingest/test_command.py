"""The command shows its plan, and adds what was confirmed."""

import subprocess
import sys
from pathlib import Path

import pytest

import workbench
from tests.ingest.made import pdf
from workbench.arguments import parser
from workbench.cli import main
from workbench.ingest.command import command

FILES = Path(__file__).parent / "files"


def test_the_command_shows_the_plan_and_waits_for_a_yes(tmp_path, capsys):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf([]))
    into = tmp_path / "own"
    command = ["add", str(FILES / "alpha.txt"), str(scan), "--into", str(into)]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "zones (line numbers without blank lines):" in said
    assert "why: scan.pdf: none of its 1 pages holds text, so it is probably a scan" in said
    assert "Nothing was written." in said
    assert not into.exists()
    assert main([*command, "--yes"]) == 0
    assert "Refused 1, for the reasons above: scan.pdf." in capsys.readouterr().out
    assert main(["check", str(into)]) == 0
    assert main(["add", str(scan), "--into", str(into), "--yes"]) == 1
    assert main(["add", str(tmp_path / "no.txt")]) == 2


def test_a_yes_does_not_cover_what_asks_for_a_look(tmp_path, capsys):
    (tmp_path / "odd.txt").write_text("The towns met and agreed that all was well.\n")
    into = tmp_path / "own"
    odd, alpha = str(tmp_path / "odd.txt"), str(FILES / "alpha.txt")
    assert main(["add", odd, "--into", str(into), "--yes"]) == 1
    assert "Nothing was written. --looked NAME adds" in capsys.readouterr().out
    assert main(["add", odd, alpha, "--into", str(into), "--yes"]) == 0
    assert "Left 1 that ask for a look: odd." in capsys.readouterr().out
    assert workbench.load(into).documents["doc_id"].to_list() == ["alpha"]
    assert main(["add", odd, "--into", str(into), "--looked", "alpha"]) == 2
    assert "alpha: asks for no look; those that do: odd." in capsys.readouterr().err
    assert main(["add", odd, "--into", str(into), "--yes", "--looked", "odd.txt"]) == 0
    assert workbench.load(into).documents.height == 2


@pytest.mark.parametrize(
    ("answers", "added"), [("yy", ["alpha", "odd"]), ("ny", ["alpha"]), ("yn", [])]
)
def test_what_asks_for_a_look_has_a_question_of_its_own(answers, added, tmp_path):
    (tmp_path / "odd.txt").write_text("The towns met and agreed that all was well.\n")
    into, said, asked = tmp_path / "own", [], iter(answers)
    options = parser().parse_args(
        ["add", str(tmp_path / "odd.txt"), str(FILES / "alpha.txt"), "--into", str(into)]
    )
    command(options, said.append, lambda _: next(asked) == "y", said.append)
    there = workbench.load(into).documents["doc_id"].to_list() if into.exists() else []
    assert sorted(there) == added


def test_many_files_are_told_in_a_summary_and_progress_is_said(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(120):
        (texts / f"n{number}.txt").write_text(f"The towns met and agreed on bridge {number}.\n")
    options = parser().parse_args(["add", str(texts), "--into", str(tmp_path / "own")])
    said, progress = [], []
    assert command(options, said.append, lambda _: False, progress.append) == 1
    assert progress == [
        "Read 100 of 120 files.",
        "Read 120 files; now each is compared with the others.",
    ]
    assert said[0] == "120 offered: 120 to look at. 960 of 960 words are body."
    assert said[1].startswith("  Asks for a look, 120×: Only 0.0% of the words are cut;")
    assert "110 files are not told one by one; plan.txt of --save-plan DIR tells all." in said
    assert len(said) < 100


def test_a_plan_keeps_control_characters_from_the_terminal(tmp_path, capsys):
    (tmp_path / "a.txt").write_bytes(b"They met \x1b[31mtwice and agreed on it all.")
    main(["add", str(tmp_path / "a.txt"), "--into", str(tmp_path / "own")])
    assert "\x1b" not in capsys.readouterr().out


def test_a_reader_that_has_enough_gets_no_traceback(tmp_path):
    command = [sys.executable, "-m", "workbench.cli", "add", str(FILES / "alpha.txt"), "--into"]
    with subprocess.Popen(
        [*command, str(tmp_path / "own")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1
