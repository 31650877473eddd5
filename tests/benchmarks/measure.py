"""How long the workbench takes: each job in a process of its own, beside plain ways to do the same.

    python -m tests.benchmarks.measure 100 1000                      # documents; prints tables
    python -m tests.benchmarks.measure 1000 --peer peers/bin/python  # beside conc, installed there
    python -m tests.benchmarks.measure 1000 --only build coding --runs 1

The corpora are made up (`tests.made.many`, which says how sentences and vocabulary grow), of about
1,700 words a document, the same every time. A job is told in steps: seconds and processor seconds
of all threads for each (imports before the clock), and the peak of memory until then.
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
WORDS, RUNS, LINES = 1_700, 3, 20
QUERIES = {"a word": "cooperation", "a phrase": "international law", "“the”": "the"}
STEPS = [f"{when} page of {what}" for what in QUERIES for when in ("first", "second")]
MEASURES = (
    "flesch_reading_ease flesch_kincaid_grade gunning_fog smog_index lix rix "
    "automated_readability_index coleman_liau_index dale_chall_readability_score mcalpine_eflaw"
).split()


def load(folder):
    import workbench as wb

    return wb.load(folder)


def cut_up(folder):
    yield load(folder).tokens.height


def build(folder):
    import workbench as wb

    yield wb.build(folder)[1]


def find(folder):
    import workbench as wb

    search = wb.Search(load(folder))
    yield
    for query in QUERIES.values():
        for page in (slice(LINES), slice(LINES, 2 * LINES)):
            yield search.concordance(query, order=["right 1"], rows=page).height


def conc_build(folder):
    import spacy
    from conc.corpus import Corpus

    blank = spacy.blank("en")  # no model is loaded; conc turns these off by their names
    for name in "parser ner lemmatizer tagger senter tok2vec attribute_ruler".split():
        blank.add_pipe("sentencizer", name=name)
    blank.to_disk(folder / "blank")
    corpus = Corpus(name="conc", description="made up")
    corpus.build_from_files(folder / "raw", str(folder), model=str(folder / "blank"))
    yield


def conc_find(folder):
    from conc.concordance import Concordance
    from conc.corpus import Corpus

    found = Concordance(Corpus().load(str(folder / "conc.corpus")))
    yield
    for query in QUERIES.values():
        for page in (1, 2):
            yield len(found.concordance(query, page_size=LINES, page_current=page).df)


def coding(folder):
    import workbench as wb

    yield wb.Emphasis(load(folder)).mentions.height


def readability(folder):
    import workbench as wb

    yield wb.Readability(load(folder)).rows().height


def readability_by_textstat(folder):
    from workbench.readability.measure import textstat_with_our_dictionary

    corpus = load(folder)
    texts = corpus.sentences.group_by("doc_id", maintain_order=True).agg("text")["text"]
    with textstat_with_our_dictionary() as stat:
        yield sum(getattr(stat, name)(" ".join(text)) for text in texts for name in MEASURES)


def wording(folder):
    import workbench as wb

    corpus = load(folder)
    left, right = corpus.documents["doc_id"][:2]
    yield wb.Wording(corpus).compare(left, right, override=True).links.height


def coding_by_re(folder):
    import re

    from workbench.corpus import read_topics

    corpus = load(folder)
    patterns = [re.compile(rf"\b(?:{p})\b") for p in read_topics(corpus.folder).rules["pattern"]]
    lines = corpus.tokens.group_by("doc_id", "sent_no", maintain_order=True).agg("word")["word"]
    texts = [" ".join(word for word in words if word) for words in lines]
    yield sum(len(pattern.findall(text)) for text in texts for pattern in patterns)


#: Each job by its name, with what its steps are called.
JOBS = {
    "cut up": (cut_up, ["cut up and read, without a build"]),
    "build": (build, ["build"]),
    "find": (find, ["open what is built", *STEPS]),
    "coding": (coding, ["topics of every sentence"]),
    "re": (coding_by_re, ["the same by a loop of re"]),
    "readability": (readability, ["ten readability measures"]),
    "textstat": (readability_by_textstat, ["the same by textstat"]),
    "wording": (wording, ["align and compare two documents"]),
    "conc build": (conc_build, ["build by conc"]),
    "conc find": (conc_find, [f"{step}, conc" for step in ("open", *STEPS)]),
}


def one(job, folder):
    """Carry out a job here, and print what its steps took."""
    if "conc" in job:
        import conc.concordance  # noqa: F401 - before the clock
    else:
        import workbench as wb

        for name in ("Search", "Emphasis", "Readability", "Wording"):
            getattr(wb, name)
    wall, cpu, told = time.perf_counter(), time.process_time(), []
    for _ in JOBS[job][0](Path(folder)):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        told.append((time.perf_counter() - wall, time.process_time() - cpu, peak))
        wall, cpu = time.perf_counter(), time.process_time()
    sys.stdout.write("\n" + json.dumps(told) + "\n")


def medians(job, folder, runs, python):
    """Run a job in fresh processes and return the medians of its steps."""
    command = [python, "-W", "ignore", "-m", "tests.benchmarks.measure", "--job", job]
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
    return [[statistics.median(told) for told in zip(*step)] for step in zip(*rows)]  # noqa: B905


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("documents", nargs="*", type=int, default=[100])
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--only", nargs="+", choices=JOBS, default=list(JOBS))
    asked.add_argument("--peer", help="a Python in which conc is installed")
    asked.add_argument("--job", choices=JOBS)
    asked.add_argument("--folder", type=Path)
    options = asked.parse_args()
    if options.job:
        one(options.job, options.folder)
        return
    from tests.made import many

    for number in options.documents:
        with tempfile.TemporaryDirectory() as place:
            folder = many(options.folder or Path(place) / "c", number, WORDS)
            print(f"\n| {number:,} documents | seconds | processor | MB |\n|---|---|---|---|")
            for job in options.only:
                python = options.peer if "conc" in job else sys.executable
                runs = 1 if "build" in job else options.runs
                steps = medians(job, folder, runs, python) if python else []
                for name, (wall, cpu, peak) in zip(JOBS[job][1], steps, strict=bool(steps)):
                    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
