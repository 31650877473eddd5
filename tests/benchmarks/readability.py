"""Readability of 1,000 documents: unique words once, against textstat document by document.

Same definitions, same values: the texts are made so that both find the same words and sentences.
Run `python tests/benchmarks/readability.py [documents]`.
"""

import random
import sys
import time

import polars as pl

import workbench
from workbench.analysis.readability import readability, readability_of_texts
from workbench.analysis.readability.engine import engine

ENDINGS = (
    "messrs mr mrs ms dr prof st sr rev hon gen col lt capt inc ltd corp bros nos arts vol fig sec"
)
SECTIONS = 60


def texts(n: int) -> pl.DataFrame:
    """Make documents of sixty sentences from the words of the dictionary, the common ones often."""
    source = random.Random(1950)  # noqa: S311 - no secret is at stake
    table = engine()[1]
    words = sorted(w for w in table if len(w) > 4 and w.isalpha() and w not in ENDINGS.split())
    source.shuffle(words)
    reach = len(words)
    rows = []
    for number in range(n):
        sentences = []
        for _ in range(SECTIONS):
            size = source.randint(5, 45)
            picks = [words[int(reach * source.random() ** 3)] for _ in range(size)]
            sentences.append(" ".join(picks).capitalize() + ".")
        rows.append((f"text {number}", " ".join(sentences)))
    return pl.DataFrame(rows, schema=("doc_id", "text"), orient="row")


def one_by_one(frame: pl.DataFrame) -> list[list[float]]:
    """Call textstat for each document and measure, in the order of the enum."""
    stat, _ = engine()
    found = []
    for text in frame["text"]:
        letters = 100 * stat.letter_count(text) / stat.lexicon_count(text)
        found.append(
            [
                stat.flesch_reading_ease(text),
                stat.flesch_kincaid_grade(text),
                stat.gunning_fog(text),
                stat.smog_index(text),
                stat.automated_readability_index(text),
                # textstat has the coefficient 0.058, the publication 0.0588
                stat.coleman_liau_index(text) + 0.0008 * letters,
                stat.dale_chall_readability_score(text),
                stat.lix(text),
                stat.rix(text),
                stat.mcalpine_eflaw(text),
            ]
        )
    return found


def timed(name: str, function, *args, **options):
    """Call, print the seconds, return the result."""
    start = time.perf_counter()
    result = function(*args, **options)
    print(f"{name:<58}{time.perf_counter() - start:8.2f} s")
    return result


def main() -> None:
    """Print the timings and the largest difference between the two ways."""
    corpus = workbench.load()
    frames = (corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes)
    timed("the corpus, 4 variants, 1,000 draws (textstat imported)", readability, *frames)
    timed("the corpus again", readability, *frames)
    frame = texts(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
    print(f"{frame.height:,} documents, {frame['text'].str.count_matches(' ').sum():,} words")
    ours = timed("all documents from the unique words", readability_of_texts, frame)
    timed("  with 1,000 draws", readability_of_texts, frame, draws=1_000)
    theirs = timed("textstat, document by document", one_by_one, frame)
    mine = ours["value"].reshape((frame.height, -1)).to_list()
    gap = max(
        abs(a - b) / max(abs(b), 1.0)
        for left, right in zip(mine, theirs, strict=True)
        for a, b in zip(left, right, strict=True)
    )
    print(f"largest relative difference {gap:.1e}")


if __name__ == "__main__":
    main()
