"""How long coding and emphasis take: five documents, 100 and 1,000, each in a process of its own.

Run with ``python tests/benchmarks/emphasis.py``. The larger corpora are made of the sentences of
the five documents, dealt out with a fixed seed, so that rules match as often as they do there.
The comparison is a loop over sentences and rules with ``re``, on the same folded words; it must
find the same places.
"""

import random
import re
import resource
import subprocess
import sys
import time

import polars as pl

import workbench
from workbench.analysis.emphasis import Groups, emphasis, keyness, mentions
from workbench.analysis.gate import Gate
from workbench.corpus import Corpus
from workbench.corpus.codebook import read_variants, read_zones
from workbench.corpus.load import DATA, build
from workbench.corpus.running import places, running, whole_words
from workbench.corpus.topics import Codebook, read_topics

SIZES = (5, 100, 1_000)
#: Shorter sentences could pass for headings when they stand alone.
HEADLINE = 80
RANDOM = random.Random(5)  # noqa: S311 - a shuffled corpus, no secrets


def dealt(size: int) -> Corpus:
    """Deal the sentences of the shipped corpus out to so many documents of about 2,500 words."""
    shipped = workbench.load()
    if size <= shipped.documents.height:
        return shipped
    lines = [text for text in shipped.sentences["text"] if len(text) > HEADLINE]
    texts = ["\n\n".join(RANDOM.choices(lines, k=75)) for _ in range(size)]
    names = [f"d{number:05}" for number in range(size)]
    documents = pl.DataFrame(
        {
            "doc_id": pl.Series(names, dtype=pl.Enum(names)),
            "statement_id": names,
            "year": 2025,
            "publisher": "P",
            "genre": "digest",
            "title": "-",
            "text": texts,
        }
    )
    rules, markers = read_zones(DATA / "codebook" / "zones.toml")
    frames = build_all(documents, rules, markers)
    pairs = shipped.comparability.clear()
    return Corpus(DATA, (), slips=shipped.slips.clear(), comparability=pairs, **frames)


def build_all(documents: pl.DataFrame, rules: list, markers: list) -> dict[str, pl.DataFrame]:
    """Build the frames in parts, without the pairs of documents, which grow with the square."""
    variants = read_variants(DATA / "codebook" / "variants.toml")
    parts: dict[str, list[pl.DataFrame]] = {}
    for part in documents.iter_slices(50):
        for name, frame in build(part, rules, markers, variants).items():
            parts.setdefault(name, []).append(frame)
    parts.pop("comparability")
    return {name: pl.concat(frames) for name, frames in parts.items()}


def timed(label: str, job: object, tries: int) -> object:
    """Run a job some times, print the shortest time, and return what it gave."""
    best = float("inf")
    for _ in range(tries):
        begin = time.perf_counter()
        result = job()
        best = min(best, time.perf_counter() - begin)
    print(f"  {label:<44} {best * 1000:10.1f} ms")
    return result


def loop(texts: list[str], patterns: list[str]) -> int:
    """Match every pattern with every sentence, one after the other."""
    known = [re.compile(whole_words(pattern)) for pattern in patterns]
    return sum(1 for text in texts for pattern in known for _ in pattern.finditer(text))


def peak() -> float:
    """Give the largest memory of this process so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(size: int) -> None:
    """Print the timings for one size."""
    corpus, tries = dealt(size), 5 if size <= 5 else 1
    book: Codebook = read_topics(DATA)
    words = corpus.documents["n_words"].sum()
    print(
        f"{size:,} documents, {words:,} words, {book.rules.height} rules; {peak():,.0f} MB so far"
    )
    timed("read and check the codebook", lambda: read_topics(DATA), tries)
    found = timed("mentions", lambda: mentions(corpus, book), tries)
    print(f"  {found.height:,} mentions; peak {peak():,.0f} MB")
    for unit in ("provision", "sentence", "words"):
        timed(f"emphasis by {unit}", lambda unit=unit: emphasis(corpus, found, book, unit), tries)

    ids = corpus.documents["doc_id"].cast(pl.String).to_list()
    half = Gate("first half", "second half", "blocked", "A benchmark.", override=True)
    sides = Groups(tuple(ids[: size // 2]), tuple(ids[size // 2 :]), half)
    timed("keyness of two halves", lambda: keyness(corpus, sides), tries)
    text = running(corpus.tokens, ("doc_id", "sent_no")).stretches["text"]
    patterns = book.rules.filter(scope="text")["pattern"].to_list()
    ours = timed("matching alone, in columns", lambda: places(text, patterns), tries)
    theirs = timed("matching alone, loop of re", lambda: loop(text.to_list(), patterns), 1)
    print(f"  the same {theirs:,} places: {ours.height == theirs}; peak {peak():,.0f} MB")


def main() -> None:
    """Measure each size in a process of its own."""
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    for size in SIZES:
        subprocess.run([sys.executable, __file__, str(size)], check=True)


if __name__ == "__main__":
    main()
