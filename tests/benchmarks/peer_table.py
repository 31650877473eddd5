"""The table of `peers.py`: what is asked of each tool, the goals, and what came of them.

A row is a job; the words around the table say only what is true of a corpus of any size.
"""

import datetime as dt
import os
import platform
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
MARKS = ("<!-- peers: written by tests/benchmarks/peers.py -->", "<!-- peers: end -->")


@dataclass(frozen=True)
class Job:
    """A job in words, the peer, and how many times faster (and smaller) the workbench is to be."""

    words: str
    peer: str
    faster: float
    smaller: float = 0


ASKED = {
    "word": "a word (cooperation)",
    "phrase": "a phrase (comprehensive strategic partnership)",
    "frequent": "the most frequent word (the)",
}
JOBS = {
    "build": Job(
        "texts to paragraphs, sentences and words with places, on the disk", "conc", 10, 2
    ),
    **{
        f"lines {name}": Job(f"open a corpus, first lines of {words}", "conc", 20)
        for name, words in ASKED.items()
    },
    **{
        f"open lines {name}": Job(f"in an open corpus, first lines of {words}", "conc", 20)
        for name, words in ASKED.items()
    },
    "coding": Job("dictionary coding, 67 rules", "re", 10),
    "readability": Job("ten readability measures of every document", "textstat", 20),
}
#: The packages by which a peer is known to be there; the standard library always is.
PACKAGES = {"conc": ("conc", "spacy", "polars"), "textstat": ("textstat",)}
NAMES = {"re": "a loop of re"}


def versions(pythons: dict[str, str]) -> str:
    """Name every tool with its version."""
    told = [f"Python {platform.python_version()}", f"polars {version('polars')}"]
    for tool, packages in PACKAGES.items():
        if tool in pythons:
            code = f"from importlib.metadata import version as v; print(*map(v, {packages}))"
            asked = [pythons[tool], "-c", code]
            said = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.split()
            first, *rest = (f"{name} {number}" for name, number in zip(packages, said, strict=True))
            told.append(f"{first} (with {', '.join(rest)})" if rest else first)
    return ", ".join(told)


def machine() -> str:
    """Say in plain words what machine this is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()}"


def verdict(job: Job, ratio: float, memory: float) -> str:
    """Say in words whether a goal is met."""
    speed = f"at least {job.faster:g} times faster"
    said = "met" if ratio >= job.faster else f"missed, {ratio:.1f} times"
    if not job.smaller:
        return f"{speed}: {said}"
    fits = "met" if memory >= job.smaller else f"missed, {1 / memory:.2f} of it"
    return f"{speed}: {said}; at most {1 / job.smaller:g} of the memory: {fits}"


def spent(told: dict[str, float]) -> str:
    """Say the seconds of the clock, and those of the processor."""
    return f"{told['seconds']:.2f} s ({told['cpu']:.2f})"


def line(job: str, told: dict[str, dict[str, float]]) -> str:
    """Print a row of the table."""
    ours, goal = told["workbench"], JOBS[job]
    mine = f"{spent(ours)} | {ours['megabytes']:,.0f} MB"
    theirs = told.get(goal.peer)
    name = NAMES.get(goal.peer, goal.peer)
    if not theirs:
        return f"| {goal.words} | {mine} | {name} | not installed | – | – | – | not measured |"
    ratio = theirs["seconds"] / ours["seconds"]
    memory = theirs["megabytes"] / ours["megabytes"]
    return (
        f"| {goal.words} | {mine} | {name} | {spent(theirs)} | "
        f"{theirs['megabytes']:,.0f} MB | {ratio:.1f} | "
        f"{theirs['whole'] / ours['whole']:.1f} | {verdict(goal, ratio, memory)} |"
    )


def page(
    measured: dict[int, tuple[int, dict[str, dict[str, dict[str, float]]]]],
    pythons: dict[str, str],
    runs: int,
) -> str:
    """Write the section: machine, table of goals at the largest size, growth."""
    size = max(measured)
    words, largest = measured[size]
    heads = [f"{n:,} documents ({measured[n][0] / 1e6:.2g} M words)" for n in sorted(measured)]
    growth = [
        f"| {JOBS[job].words} | "
        + " | ".join(
            f"{measured[n][1][job]['workbench']['seconds']:.2f} s" for n in sorted(measured)
        )
        + " |"
        for job in JOBS
    ]
    return "\n".join(
        [
            "## Against other tools",
            "",
            (
                f"{size:,} documents, {words:,} words, made of the sentences of the five documents, with "
                "one word in fifty from a dictionary, so that the vocabulary grows as it does in prose. "
                f"{machine()}; {versions(pythons)}; {dt.datetime.now(dt.UTC):%d %B %Y}. Every job ran in "
                f"a fresh process, in turn with the peer's, {runs} times; the medians are told. The "
                "clock starts when the tool is imported, or when the corpus is open; in brackets the "
                "processor seconds of all threads. The last ratio is of whole processes, from start "
                "to answer. Before anything is told the answers are compared, and they are the "
                "same: counts of documents, words and lines, mentions by document and topic, values to "
                "nine digits."
            ),
            "",
            (
                "| job | workbench | its memory | peer | its time | its memory | times faster | "
                "whole process | goal |"
            ),
            "|---|---|---|---|---|---|---|---|---|",
            *(line(job, told) for job, told in largest.items()),
            "",
            (
                "conc cuts words with spaCy's tokenizer for English, which is compiled and remembers "
                "words that it has cut, and keeps no sentences and no places in the text, so both builds "
                "give the processor work of the same order. Both take the texts a part at a time; conc "
                "then gathers the numbers of all words before it writes them, so that the memory of its "
                "build grows with the words of the corpus, while the workbench writes each part by "
                "itself and keeps of all documents only their list. Both look words up as numbers; conc maps "
                "its files into memory, the workbench reads packed ones, counts every document, silent "
                "ones too, and keeps what it has read: the next query takes a third of the time. To open "
                "a corpus the workbench also reads its manifest and verifies the checksum of every text, "
                "and that alone is a large part of its time. The loop of `re` is given the folded sentences ready; the "
                "workbench also reads its corpus and adds voice and negation. textstat is given plain "
                "sentences of letters, which it splits as the workbench does."
            ),
            "",
            "How the time of the workbench grows:",
            "",
            f"| job | {' | '.join(heads)} |",
            "|---" * (len(heads) + 1) + "|",
            *growth,
        ]
    )


def keep(section: str) -> None:
    """Put the section between its marks; the rest of the page stays as it is."""
    old = PAGE.read_text("utf-8") if PAGE.exists() else f"# Benchmarks\n\n{MARKS[0]}\n{MARKS[1]}\n"
    if MARKS[0] not in old:
        old = f"{old.rstrip()}\n\n{MARKS[0]}\n{MARKS[1]}\n"
    before, _, rest = old.partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    PAGE.write_text(f"{before}{MARKS[0]}\n\n{section}\n\n{MARKS[1]}{after}", "utf-8")
