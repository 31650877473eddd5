"""What the run against other tools stands on: each process imports its own tool, before its clock."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).with_name("benchmarks")
LOOKED_AT = ("workbench", "polars", "textstat")


@pytest.mark.parametrize(
    ("job", "tool", "there"),
    [
        ("coding", "re", "[]"),
        ("coding", "workbench", "['workbench', 'polars']"),
        ("readability", "workbench", "['workbench', 'polars', 'textstat']"),
        ("readability", "textstat", "['workbench', 'polars', 'textstat']"),
    ],
)
def test_what_is_imported_before_the_clock_starts(job, tool, there):
    code = (
        f"import sys, peer_jobs; peer_jobs.imported({job!r}, {tool!r}); "
        f"print([name for name in {LOOKED_AT} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=BENCHMARKS, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == there
