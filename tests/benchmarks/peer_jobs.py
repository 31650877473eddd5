"""One job of `peers.py` with one tool; the process writes how long it took and what it found.

    python peer_jobs.py FOLDER JOB TOOL BEGUN

Each tool has a module, ``peer_TOOL.py``, with a function per job, and only that module is imported,
so that a job runs where only its tool is. A function gives one that tells its answer; that is asked
after the clock has stopped.
"""

import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from types import ModuleType

from peer_terms import QUERIES, Answer

#: The same lines in a corpus that is open: the clock starts after that.
OPEN = "open "


def imported(job: str, tool: str) -> ModuleType:
    """Import a tool, and what it is going to import for the job: the clock does not count it."""
    if job == "readability":
        import_module("textstat")  # the workbench asks it about every different word
    return import_module(f"peer_{tool}")


def prepare(folder: Path, size: str) -> None:
    """Make the corpus, and tell its words; nothing of this is timed."""
    answer = import_module("peer_prepare").prepare(folder, size)
    told(folder, {"answer": answer()})


def now() -> tuple[float, float]:
    """Give the seconds of the clock and of the processor."""
    return time.perf_counter(), time.process_time()


def timed(folder: Path, job: str, tool: str, begun: str) -> None:
    """Do one job; write its seconds, those since ``begun``, its largest memory and its answer."""
    jobs = imported(job, tool)
    begin = now()

    def clock() -> None:
        nonlocal begin
        begin = now() if job.startswith(OPEN) else begin

    answer: Answer
    if "lines" in job.split():
        answer = jobs.lines(folder, QUERIES[job.rsplit(maxsplit=1)[-1]], clock)
    else:
        answer = getattr(jobs, job)(folder)
    seconds, cpu = (after - before for before, after in zip(begin, now(), strict=True))
    spent = {
        "seconds": seconds,
        "cpu": cpu,
        "whole": time.time() - float(begun),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000,
    }
    told(folder, spent | {"answer": answer()})


def told(folder: Path, what: dict[str, object]) -> None:
    """Write what the runner reads."""
    (folder / "told.json").write_text(json.dumps(what), "utf-8")


def main(folder: Path, job: str, tool: str, begun: str) -> None:
    """Do one job, or make ready what the jobs need; ``tool`` is then the number of documents."""
    if job == "prepare":
        prepare(folder, tool)
    elif job == "model":
        import_module("peer_conc").model(folder)
    else:
        timed(folder, job, tool, begun)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
