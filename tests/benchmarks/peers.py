"""The same counts by the workbench and by its nearest neighbours, with time and peak memory.

    python tests/benchmarks/peers.py --documents 1000 --peers PYTHON

PYTHON is an interpreter with conc (and spaCy) and scikit-learn; a peer that it lacks is named and
left out. The corpus is made of the sentences of the five documents (see `emphasis.py`). Every tool
is given the same folded words; conc cuts at white space. Each job is a process of its own, from
start to exit, in turn with the others, and the median of the runs is told. The counts are compared
first: times of different counts would say nothing.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from peer_jobs import JOBS  # beside this file

RUNS = 3
WORKER = Path(__file__).with_name("peer_jobs.py")
#: The peer that a job of this name needs, by the name of its package.
NEEDS = {"conc": "conc", "scikit-learn": "sklearn"}


def timed(python: str, job: str, tool: str, folder: Path) -> tuple[float, float]:
    """Run one job in a fresh process: wall seconds, and megabytes at its largest."""
    command = [python, str(WORKER), str(folder), job, tool]
    start = time.perf_counter()
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{tool} failed: {(folder / 'said.txt').read_text('utf-8')[-2_000:]}")
    return time.perf_counter() - start, used.ru_maxrss / 1_000


def same(ours: dict[str, list[float]], theirs: dict[str, list[float]]) -> str:
    """Say how many of their rows are ours, to the ninth digit."""
    equal = sum(
        key in ours
        and all(
            math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-6)
            for a, b in zip(ours[key], row, strict=True)
        )
        for key, row in theirs.items()
    )
    return f"{equal:,} of its {len(theirs):,} rows are the same; the workbench has {len(ours):,}"


def compare(job: str, pythons: dict[str, str], folder: Path) -> None:
    """Time a job with every tool in turn, and print the table."""
    tools = [tool for tool in JOBS[job] if tool in pythons]
    runs = {tool: [] for tool in tools}
    for _ in range(RUNS):
        for tool in tools:
            runs[tool].append(timed(pythons[tool], job, tool, folder))
    print(f"{job} (median of {RUNS})")
    results = {tool: folder / f"{tool}.json" for tool in tools}
    for tool in tools:
        seconds, megabytes = (statistics.median(row) for row in zip(*runs[tool], strict=True))
        print(f"  {tool:<14}{seconds:8.2f} s {megabytes:8,.0f} MB", end="")
        given = {name: json.loads(results[name].read_text("utf-8")) for name in (tools[0], tool)}
        print(
            ""
            if tool == tools[0] or not given[tool]
            else f"   {same(given[tools[0]], given[tool])}"
        )


def available(peers: str) -> dict[str, str]:
    """Give the interpreter of each tool that is there, and name those that are not."""
    pythons = {"workbench": sys.executable}
    for tool, package in NEEDS.items():
        asked = [peers, "-c", f"import {package}"]
        if subprocess.run(asked, capture_output=True, check=False).returncode:
            print(f"{tool} is not in this environment and is left out.")
        else:
            pythons[tool] = peers
    return pythons


def main() -> None:
    """Prepare, run every job with every tool that is there, and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, default=1_000, metavar="N")
    options.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    chosen = options.parse_args()
    pythons = available(chosen.peers)
    with tempfile.TemporaryDirectory() as work:
        # in a process of its own: the memory of this one counts as that of its children
        given = [work, "prepare", str(chosen.documents)]
        subprocess.run([sys.executable, str(WORKER), *given], check=True)
        for job in JOBS:
            compare(job, pythons, Path(work))


if __name__ == "__main__":
    main()
