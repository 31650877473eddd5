"""How long coding and emphasis take, and how much memory: each size in a process of its own.

    python tests/benchmarks/emphasis.py                  5, 100 and 1,000 documents
    python tests/benchmarks/emphasis.py 100 1000 10000   the last has 28 million words

The larger corpora are made of the sentences of the five documents (`made.py`), so that rules match
as often as they do there; `peers.py` compares the matching with a loop. The memory is the largest of
the process so far; the time of the processor grows evenly even on a busy machine.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import made  # beside this file
import polars as pl

import workbench
from workbench.analysis.emphasis import contrast, emphasis, groups, keyness, mentions
from workbench.analysis.gate import gate
from workbench.corpus import Corpus
from workbench.corpus.codebook import read_variants, read_zones
from workbench.corpus.load import DATA, build
from workbench.corpus.topics import read_topics

SIZES = (5, 100, 1_000)


def dealt(size: int) -> Corpus:
    """Deal the sentences of the shipped corpus out to so many documents of about 2,800 words."""
    shipped = workbench.load()
    if size <= shipped.documents.height:
        return shipped
    names = [f"d{number:05}" for number in range(size)]
    documents = pl.DataFrame(
        {
            "doc_id": pl.Series(names, dtype=pl.Enum(names)),
            "statement_id": names,
            "year": 2025,
            "publisher": "P",
            "genre": "digest",
            "title": "-",
            "text": made.texts(size),
        }
    )
    rules, markers = read_zones(DATA / "codebook" / "zones.toml")
    variants = read_variants(DATA / "codebook" / "variants.toml")
    frames = build(documents, rules, markers, variants)
    return Corpus(DATA, (), slips=shipped.slips.clear(), **frames)


def timed(label: str, job: Callable[[], object], tries: int = 1) -> object:
    """Run a job some times, print its shortest times and the memory, and return what it gave."""
    wall = cpu = float("inf")
    for _ in range(tries):
        begin, used = time.perf_counter(), time.process_time()
        result = job()
        wall = min(wall, time.perf_counter() - begin)
        cpu = min(cpu, time.process_time() - used)
    print(
        f"  {label:<40} {wall * 1000:10,.1f} ms, cpu {cpu * 1000:10,.1f} ms, peak {peak():6,.0f} MB",
        flush=True,
    )
    return result


def peak() -> float:
    """Give the largest memory of this process so far, in megabytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1_000_000 if sys.platform == "darwin" else 1_000)


def measure(size: int) -> None:
    """Print the timings for one size."""
    tries = 5 if size <= 5 else 1
    print(f"{size:,} documents")
    corpus = timed("deal the texts out and build the frames", lambda: dealt(size))
    book = timed("read and check the codebook", lambda: read_topics(DATA), tries)
    print(f"  {corpus.documents['n_words'].sum():,} words, {book.rules.height} rules")
    found = timed("mentions", lambda: mentions(corpus, book), tries)
    print(f"  {found.height:,} mentions")
    rows = {
        unit: timed(
            f"emphasis by {unit}", lambda unit=unit: emphasis(corpus, found, book, unit), tries
        )
        for unit in ("provision", "sentence", "words")
    }
    compared(corpus, rows["provision"], tries)


def compared(corpus: Corpus, rows: pl.DataFrame, tries: int) -> None:
    """Compare two documents topic by topic, and two halves of the corpus word by word."""
    ids = corpus.documents["doc_id"].cast(pl.String).to_list()
    half = len(ids) // 2
    pair = gate(corpus.comparability, ids[0], ids[1], override=True)
    timed("contrast of two documents", lambda: contrast(rows, pair), tries)
    sides = timed(
        "two halves through the gate",
        lambda: groups(corpus.comparability, ids[:half], ids[half:], override=True),
        tries,
    )
    timed("keyness of two halves", lambda: keyness(corpus, sides), tries)


def main() -> None:
    """Measure each size in a process of its own."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return
    for size in map(int, sys.argv[1:] or SIZES):
        subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)


if __name__ == "__main__":
    main()
