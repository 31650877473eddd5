"""What the README tells to type exists, and is the same on every system."""

import json
import re
from html import escape
from pathlib import Path

import pytest

from workbench import Changes, Issue
from workbench import __all__ as public
from workbench.cli import parser

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
#: Prose that names commands.
PAPERS = [README, *((ROOT / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "data/README.md"))]  # fmt: skip
#: What stands for something of the reader's, and something that it could be.
STANDS_FOR = {"NOTEBOOK": "1_files", "FILE…": "a.txt", "[CORPUS]": "c", "CORPUS": "c", "[DIR]": "d",
              "DIR": "d", "…": "a.txt"}  # fmt: skip


def typed(shell):
    """Return the lines of the blocks of one shell, without notes and spaces around them."""
    blocks = re.findall(rf"```{shell}\n(.*?)```", README, re.DOTALL)
    lines = [re.sub(r"(^| +)#.*", "", line).strip() for block in blocks for line in block.split("\n")]  # fmt: skip
    return [line for line in lines if line]


def for_windows(line):
    """Write a line of a POSIX shell as PowerShell has it."""
    line = line.replace("python3 -m venv", "py -3 -m venv")
    line = line.replace(".venv/bin/", ".venv\\Scripts\\")
    return line.replace(" && ", "; ").replace("'", '"')


def commands():
    """Return every command line of the workbench that some prose names."""
    for paper in PAPERS:
        for line in re.findall(r"(?:[`/\\]|^)workbench ((?:[a-z]|--?\w).*?)(?:`|;|$| {2,}#)", paper, re.MULTILINE):  # fmt: skip
            yield " ".join(STANDS_FOR.get(word, word) for word in line.split())


def test_windows_is_told_the_same_two_commands():
    told = typed("powershell")
    assert told == [for_windows(line) for line in typed("sh")[:2]]
    assert all("python" not in line.removeprefix("py -3") for line in told)


def test_there_are_commands():
    assert {line.split()[0] for line in commands()} == {
        "lab", "seminar", "add", "check", "build", "export", "publish",
    }  # fmt: skip


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_every_command_that_is_named_can_be_typed(line):
    assert parser().parse_args(line.split()).run


def test_ci_runs_the_test_command_of_the_readme():
    command = re.search(r"<!-- test command -->\n```sh\n(.*)\n```\n<!-- end -->", README).group(1)
    assert command == typed("sh")[1]
    assert "<!-- test command -->" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_public_name_that_is_named_exists():
    named = {name for paper in PAPERS for name in re.findall(r"\bwb\.(\w+)", paper)}
    assert named
    assert named <= set(public)


def test_every_file_that_is_linked_is_there():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_picture_of_the_proof_says_what_the_sources_say(corpus):
    alt = Issue(corpus, "ukraine").proof().alt
    assert f"![{alt}](notebooks/proof.png)" in README
    start = json.loads((ROOT / "notebooks" / "00_start.ipynb").read_text("utf-8"))
    assert f'<img src="proof.png" alt="{escape(alt)}">' in start["cells"][1]["source"][0]


def test_the_answer_is_that_of_the_ledger(corpus):
    answer = Changes(corpus).summary()
    assert f"**What changed from 2021 to 2025?** {answer.title}." in README
    told = ("First attested", "Attested", "Changed in substance")
    for sentence, labels in answer.table.rows():
        assert not sentence.startswith(told) or labels in README


def test_the_papers_are_short():
    assert len(README.splitlines()) <= 110
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()) <= 120
