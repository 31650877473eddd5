"""How long the workbench takes: each job in a process of its own, beside plain ways to do the same.

    python -m tests.benchmarks.measure 100 1000   # documents; prints a table

The corpora are made up (`tests.made.many`), of about 1,700 words a document, the same every time.
Printed are seconds from the first line of the job to its answer (imports before the clock), the
processor seconds of all threads, and the peak of memory.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS, RUNS = 1_700, 3
WORD = "cooperation"


def load(folder):
    import workbench as wb

    return wb.load(folder)


def cut_up(folder):
    return load(folder).tokens.height


def build(folder):
    import workbench as wb

    return wb.build(folder)[1]


def open_built(folder):
    return load(folder).documents["n_words"].sum()


def find(folder, query=WORD):
    import workbench as wb

    search = wb.Search(load(folder))
    return search.concordance(query, order=["right 1"], rows=slice(20)).height


def find_the(folder):
    return find(folder, "the")


def coding(folder):
    import workbench as wb

    return wb.Emphasis(load(folder)).mentions.height


def readability(folder):
    import workbench as wb

    rows = wb.Readability(load(folder)).rows()
    return {"words": int(rows["n_words"].sum()), "rows": rows.height}


def readability_by_textstat(folder):
    from workbench.readability.measure import textstat_with_our_dictionary

    corpus = load(folder)
    texts = corpus.sentences.group_by("doc_id", maintain_order=True).agg("text")["text"]
    with textstat_with_our_dictionary() as stat:
        for sentences in texts:
            text = " ".join(sentences)
            for name in (
                "flesch_reading_ease flesch_kincaid_grade gunning_fog smog_index lix rix "
                "automated_readability_index coleman_liau_index dale_chall_readability_score "
                "mcalpine_eflaw"
            ).split():
                getattr(stat, name)(text)
    return len(texts)


def wording(folder):
    import workbench as wb

    corpus = load(folder)
    left, right = corpus.documents["doc_id"][:2]
    return wb.Wording(corpus).compare(left, right, override=True).links.height


def coding_by_re(folder):
    import re

    from workbench.corpus import read_topics

    corpus = load(folder)
    patterns = [re.compile(rf"\b(?:{p})\b") for p in read_topics(corpus.folder).rules["pattern"]]
    lines = corpus.tokens.group_by("doc_id", "sent_no", maintain_order=True).agg("word")["word"]
    texts = [" ".join(word for word in words if word) for words in lines]
    return sum(len(pattern.findall(text)) for text in texts for pattern in patterns)


JOBS = {
    "cut up and read": cut_up,
    "build": build,
    "open what is built": open_built,
    f"first lines of “{WORD}”": find,
    "first lines of “the”": find_the,
    "topics of every sentence": coding,
    "the same by a loop of re": coding_by_re,
    "ten readability measures": readability,
    "the same by textstat": readability_by_textstat,
    "align and compare two documents": wording,
}


def one(job, folder):
    """Carry out a job here, and print what it took."""
    import workbench as wb

    for name in ("Search", "Emphasis", "Readability", "Wording"):
        getattr(wb, name)
    wall, cpu = time.perf_counter(), time.process_time()
    answer = JOBS[job](Path(folder))
    told = {
        "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "answer": answer,
    }
    sys.stdout.write(json.dumps(told) + "\n")


def medians(job, folder, runs):
    """Run a job in fresh processes and return its medians."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.measure", "--job", job]
    rows = []
    for _ in range(runs):
        done = subprocess.run(
            [*command, "--folder", str(folder)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{job}: {done.stderr[-2_000:]}")
        rows.append(json.loads(done.stdout.splitlines()[-1]))
    return {k: statistics.median(row[k] for row in rows) for k in ("seconds", "cpu", "megabytes")}


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("documents", nargs="*", type=int, default=[100])
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--job", choices=JOBS)
    asked.add_argument("--folder", type=Path)
    options = asked.parse_args()
    if options.job:
        one(options.job, options.folder)
        return
    from tests.made import many

    for number in options.documents:
        with tempfile.TemporaryDirectory() as place:
            folder = many(Path(place) / "c", number, WORDS)
            sys.stdout.write(f"\n{number:,} documents\n\n| job | seconds | processor | MB |\n")
            sys.stdout.write("|---|---|---|---|\n")
            for job in JOBS:
                took = medians(job, folder, 1 if "build" in job else options.runs)
                sys.stdout.write(
                    f"| {job} | {took['seconds']:.2f} | {took['cpu']:.2f} | {took['megabytes']:,.0f} |\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
