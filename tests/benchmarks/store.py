"""What building a corpus once costs, what opening it costs then, and what a million words cost.

    python tests/benchmarks/store.py                              100 and 1,000 documents
    python tests/benchmarks/store.py --documents 100 1000 10000   the last has 30 million words
    python tests/benchmarks/store.py --paragraph 50               also 50 MB of one paragraph

The documents are made of the five, longer lines with their words in another order each time, so
that the files are not smaller than those of a real corpus for their sameness. Each measurement
runs in a process of its own: seconds, processor seconds of all its threads, and peak memory.
"""

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import workbench
from tests.benchmarks.load import peak
from workbench.analysis.concordance import ask, concordance
from workbench.analysis.emphasis import mentions
from workbench.analysis.parts import each
from workbench.analysis.readability import readability
from workbench.corpus import build_store, read_topics
from workbench.corpus.batches import batches, opened
from workbench.corpus.load import DATA
from workbench.corpus.manifest import FIELDS, read_manifest
from workbench.corpus.quotes import quotes
from workbench.corpus.sentences import clauses, sentences
from workbench.corpus.store import FRAMES, STORE
from workbench.corpus.structure import structure
from workbench.corpus.words import tokens
from workbench.corpus.zones import zone

#: Words of a line that is long enough to be shuffled; shorter ones may be headings.
LONG = 15
MILLION = 1_000_000


def shuffled(text: str, seed: int) -> str:
    """Put the words inside each long line into another order."""
    change = random.Random(seed)  # noqa: S311 - nothing secret
    lines = []
    for line in text.split("\n"):
        first, *words = line.split(" ")
        if len(words) > LONG:
            inner = words[:-1]
            change.shuffle(inner)
            words = [*inner, words[-1]]
        lines.append(" ".join([first, *words]))
    return "\n".join(lines)


def make(folder: Path, n_documents: int) -> None:
    """Write a corpus folder with so many documents of about 3,000 words."""
    tables = read_manifest(DATA / "manifest.toml")
    texts = [(DATA / "raw" / table["file"]).read_text("utf-8") for table in tables]
    (folder / "raw").mkdir(parents=True)
    shutil.copytree(DATA / "codebook", folder / "codebook")
    lines = []
    for number in range(n_documents):
        text = texts[number % 5]
        if number % 10 < 7:
            text += "\n\n" + texts[(number + 1 + number // 5) % 5]
        data = shuffled(text, number).encode()
        (folder / "raw" / f"d{number}.txt").write_bytes(data)
        made = {field: tables[number % 5][field] for field in FIELDS} | {
            "doc_id": f"d{number}",
            "file": f"d{number}.txt",
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        lines.append("[[document]]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in made.items()]
    (folder / "manifest.toml").write_text("\n".join(lines), "utf-8")


def paragraph(folder: Path, megabytes: int) -> None:
    """Write a corpus folder with one document of one paragraph."""
    make(folder, 1)
    said = "The towns agreed on trade; they shall meet again in Viet Nam, “as friends” they said. "
    data = (said * (megabytes * MILLION // len(said.encode()))).encode()
    (folder / "raw" / "d0.txt").write_bytes(data)
    text = (folder / "manifest.toml").read_text("utf-8")
    old = read_manifest(folder / "manifest.toml")[0]["sha256"]
    new = hashlib.sha256(data).hexdigest()
    (folder / "manifest.toml").write_text(text.replace(old, new), "utf-8")


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Give the seconds, and the processor seconds of all threads, that some work takes."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - start, "cpu": time.process_time() - used}


def opening(folder: Path) -> dict[str, dict[str, float]]:
    """Open the corpus, ask for its tokens, and find one word."""
    held = []
    return {
        "open": timed(lambda: held.append(workbench.load(folder))) | {"megabytes": peak()},
        "first tokens": timed(lambda: held[0].tokens) | {"megabytes": peak()},
    }


def building(folder: Path) -> dict[str, dict[str, float]]:
    """Build everything, and then find that nothing is to do."""
    return {
        "build": timed(lambda: build_store(folder)) | {"megabytes": peak()},
        "build again": timed(lambda: build_store(folder)) | {"megabytes": peak()},
    }


def counting(folder: Path) -> dict[str, dict[str, float]]:
    """Carry out each aggregation on the batches of the folder."""
    every = {
        "verify and open the batches": lambda part: part.documents.select("doc_id"),
        "word counts": lambda part: part.tokens.group_by("word").len(),
        "concordance of “cooperation”": partial(concordance, query=ask("cooperation", {})),
        "topic mentions": partial(mentions, codebook=read_topics(folder)),
        "readability": lambda part: readability(
            part.documents, part.paragraphs, part.clauses, part.quotes, draws=0
        ),
    }
    return {
        name: timed(partial(each, folder, function)) | {"megabytes": peak()}
        for name, function in every.items()
    }


def cutting(folder: Path) -> dict[str, dict[str, float]]:
    """Build and write frame after frame of one batch."""
    batch = batches(folder)[0]
    corpus, recipe, held = opened(batch), batch.recipe, {}
    held["sources"] = corpus.documents
    steps = {
        "paragraphs": lambda: structure(zone(held["sources"], recipe.rules, recipe.markers)),
        "sentences": lambda: sentences(held["paragraphs"]),
        "clauses": lambda: clauses(held["sentences"]),
        "tokens": lambda: tokens(held["clauses"], recipe.variants),
        "quotes": lambda: quotes(held["paragraphs"]),
    }
    found = {}
    for name, step in steps.items():
        held[name] = step()
        found[name] = timed(step)
        with tempfile.TemporaryDirectory() as work:
            found[name]["cpu"] += timed(
                partial(held[name].write_parquet, Path(work) / "x.parquet")
            )["cpu"]
        found[name]["words"] = int(corpus.documents["n_words_raw"].sum())
    return found


def apart(name: str, folder: Path) -> dict[str, dict[str, float]]:
    """Run one measurement of this script in a fresh process."""
    command = [sys.executable, "-m", "tests.benchmarks.store", "--one", name, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def say(name: str, measured: dict[str, float], words: int) -> None:
    """Print one measurement."""
    print(
        f"  {name}: {measured['seconds']:.2f} s, processor {measured['cpu']:.2f} s "
        f"({measured['cpu'] / words * MILLION:.3f} s per million words), "
        f"peak {measured['megabytes']:,.0f} MB",
        flush=True,
    )


def measure(folder: Path) -> None:
    """Measure one corpus folder and print."""
    told = {f"{name}, not built": found for name, found in apart("opening", folder).items()}
    told |= apart("building", folder)
    told |= apart("opening", folder)
    documents = workbench.load(folder).documents
    words, body = int(documents["n_words_raw"].sum()), int(documents["n_words"].sum())
    print(f"{documents.height:,} documents, {words:,} words, {body:,} of them body")
    for name, found in told.items():
        say(name, found, words)
    for name, found in apart("counting", folder).items():
        say(name, found, words)
    cuts = apart("cutting", folder)
    for name in FRAMES:
        size = sum(path.stat().st_size for path in (folder / STORE / name).iterdir())
        cost = cuts[name]["cpu"] / cuts[name]["words"] * MILLION
        print(
            f"  {name}: {size / words:.2f} MB of Parquet per million words, processor {cost:.3f} s"
        )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, nargs="+", default=[100, 1_000], metavar="N")
    options.add_argument(
        "--paragraph", type=int, metavar="MB", help="also one of so many megabytes"
    )
    options.add_argument("--one", choices=MEASURES, help=argparse.SUPPRESS)
    options.add_argument("folder", type=Path, nargs="?", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(MEASURES[chosen.one](chosen.folder)))
        return
    sources = [partial(make, n_documents=n) for n in chosen.documents]
    if chosen.paragraph:
        sources.append(partial(paragraph, megabytes=chosen.paragraph))
    for source in sources:
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work) / "corpus"
            source(folder)
            measure(folder)


MEASURES = {"opening": opening, "building": building, "counting": counting, "cutting": cutting}

if __name__ == "__main__":
    main()
