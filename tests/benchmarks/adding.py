"""How long a plan for own documents takes, and its search for near-same texts, in a process each.

    python tests/benchmarks/adding.py                  100 and 1,000 documents
    python tests/benchmarks/adding.py 10000

``words`` deals out single words, so that texts share next to nothing; ``sentences`` deals out those
of the shipped corpus, so that every text shares all it says with others, which is the worst case.
In both every tenth text is the one before it with a word changed, and must be found.
"""

import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import polars as pl

import workbench
from workbench.ingest import Source, propose
from workbench.ingest.twins import twins

SIZES, KINDS = (100, 1_000), ("words", "sentences")
RANDOM = random.Random(5)  # noqa: S311 - a made-up corpus, no secrets


def dealt(size: int, kind: str) -> list[str]:
    """Deal out so many texts of about 700 words."""
    corpus = workbench.load()
    if kind == "words":
        pool, much = sorted(set(corpus.tokens["form"])), 700
    else:
        pool, much = corpus.sentences["text"].to_list(), 25
    texts: list[str] = []
    for number in range(size):
        if number % 10 == 9:
            texts.append(texts[-1].replace(" ", " changed ", 1))
        else:
            texts.append(
                "The Title of It\n\n" + " ".join(RANDOM.choices(pool, k=much)) + "\n\nShare\n"
            )
    return texts


def measure(size: int, kind: str) -> None:
    """Time both jobs on one corpus."""
    texts = dealt(size, kind)
    rows = {"doc_id": [f"d{n}" for n in range(size)], "sha256": [str(n) for n in range(size)]}
    frame = pl.DataFrame({**rows, "text": texts})
    begin = time.process_time()
    found = twins(frame, frame.clear())
    pairs = time.process_time() - begin
    begin = time.process_time()
    propose([Source(f"d{n}.txt", text.encode()) for n, text in enumerate(texts)], Path("none"))
    whole = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{kind:>9} {size:>6,}: twins {pairs:.1f} s ({found.height:,} pairs), plan {whole:.1f} s, {peak:,} MB"
    )


if __name__ == "__main__":
    if sys.argv[2:] and sys.argv[2] in KINDS:
        measure(int(sys.argv[1]), sys.argv[2])
    else:
        for size in map(int, sys.argv[1:] or SIZES):
            for kind in KINDS:
                subprocess.run([sys.executable, __file__, str(size), kind], check=True)
