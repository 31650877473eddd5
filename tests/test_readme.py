"""What the README tells to type is the same on every system."""

import re
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SECTIONS = [part for part in README.split("\n## ") if "```powershell" in part]


def typed(section, shell):
    """Give the lines of the blocks of one shell, without notes and spaces around them."""
    blocks = re.findall(rf"```{shell}\n(.*?)```", section, re.DOTALL)
    lines = [
        re.sub(r"(^| +)#.*", "", line).strip() for block in blocks for line in block.split("\n")
    ]
    return [line for line in lines if line]


def for_windows(line):
    """Write a line of a POSIX shell as PowerShell has it."""
    line = line.replace("python3 -m venv", "py -3 -m venv").replace(
        ".venv/bin/", ".venv\\Scripts\\"
    )
    return line.replace(" && ", "; ").replace("'", '"')


@pytest.mark.parametrize("heading", ["Two commands", "Your own documents"])
def test_windows_is_told_the_same_commands(heading):
    section = next(part for part in SECTIONS if part.startswith(heading))
    told = typed(section, "powershell")
    assert told == [for_windows(line) for line in typed(section, "sh")][: len(told)]
    assert len(told) == {"Two commands": 2, "Your own documents": 4}[heading]
