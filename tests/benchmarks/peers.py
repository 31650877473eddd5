"""The workbench and its nearest neighbours in one run: same text, same machine, same answers.

    python tests/benchmarks/peers.py --documents 10000 --peers PYTHON --write

PYTHON is an interpreter with conc and spaCy; a peer that it lacks is named and left out. The corpus
is made of the sentences of the five documents (`made.py`). Each job is a process of its own, in turn
with the others, and the median of the runs is told; what is told of time and memory begins when the
tool is imported. The answers are compared first: times of different answers would say nothing.
With ``--write`` the table goes into docs/benchmarks.md, between two marks. Smaller corpora, of a
tenth and a hundredth of the documents, show how the time grows.
"""

import argparse
import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from peer_table import JOBS, keep, page

RUNS = 3
WORKER = Path(__file__).with_name("peer_jobs.py")


def run(python: str, job: str, tool: str, folder: Path) -> dict[str, object]:
    """Do one job in a fresh process: seconds, megabytes at its largest, and its answer."""
    command = [python, str(WORKER), str(folder), job, tool, str(time.time())]
    with (folder / "said.txt").open("wb") as said:
        if subprocess.run(command, stdout=said, stderr=said, check=False).returncode:
            sys.exit(f"{tool} failed: {(folder / 'said.txt').read_text('utf-8')[-2_000:]}")
    told = folder / "told.json"
    return json.loads(told.read_text("utf-8")) if told.exists() else {}


def same(ours: dict[str, list[float]], theirs: dict[str, list[float]]) -> bool:
    """Say whether two answers agree to the ninth digit."""
    return ours.keys() == theirs.keys() and all(
        len(row) == len(theirs[key])
        and all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(row, theirs[key], strict=True))
        for key, row in ours.items()
    )


def compare(
    job: str, pythons: dict[str, str], folder: Path, runs: int
) -> dict[str, dict[str, float]]:
    """Do a job with every tool in turn; give the medians of each, and stop if answers differ."""
    tools = [tool for tool in ("workbench", JOBS[job].peer) if tool in pythons]
    told = {tool: [] for tool in tools}
    for _ in range(runs):
        for tool in tools:
            told[tool].append(run(pythons[tool], job, tool, folder))
    first, *others = (rows[0]["answer"] for rows in told.values())
    if not all(same(first, other) for other in others):
        sys.exit(f"{job}: the answers differ: {str(first)[:300]} … {str(others)[:300]}")
    kinds = ("seconds", "cpu", "whole", "megabytes")
    medians = {
        tool: {kind: statistics.median(row[kind] for row in rows) for kind in kinds}
        for tool, rows in told.items()
    }
    for tool, row in medians.items():
        said = ", ".join(f"{kind} {value:,.2f}" for kind, value in row.items())
        print(f"  {job:<20}{tool:<12}{said}", flush=True)
    return medians


def measure(
    size: int, pythons: dict[str, str], runs: int
) -> tuple[int, dict[str, dict[str, dict[str, float]]]]:
    """Make a corpus of so many documents and do every job; give its words and the medians."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        # in a process of its own: the memory of this one counts as that of its children
        words = run(sys.executable, "prepare", str(size), folder)["answer"]["words"][0]
        if "conc" in pythons:
            run(pythons["conc"], "model", "conc", folder)
        print(f"{size:,} documents, {words:,} words", flush=True)
        return words, {job: compare(job, pythons, folder, runs) for job in JOBS}


def available(peers: str) -> dict[str, str]:
    """Give the interpreter of each tool that is there, and name those that are not."""
    pythons = {"workbench": sys.executable, "re": sys.executable}
    for tool, python in (("textstat", sys.executable), ("conc", peers)):
        asked = [python, "-c", f"import {tool}"]
        if subprocess.run(asked, capture_output=True, check=False).returncode:
            print(f"{tool} is not in this environment and is left out.")
        else:
            pythons[tool] = python
    return pythons


def main() -> None:
    """Measure three sizes with every tool that is there, print, and write the page if asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, default=1_000, metavar="N")
    options.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    chosen = options.parse_args()
    pythons, n = available(chosen.peers), chosen.documents
    alone = {"workbench": sys.executable}
    measured = {size: measure(size, alone, chosen.runs) for size in (n // 100, n // 10)}
    measured[n] = measure(n, pythons, chosen.runs)
    section = page(measured, pythons, chosen.runs)
    print(section)
    if chosen.write:
        keep(section)


if __name__ == "__main__":
    main()
