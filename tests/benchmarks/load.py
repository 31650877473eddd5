"""How long it takes to load the corpus, as it is and with many documents, and to import.

    python tests/benchmarks/load.py            the five documents, and 1,000 in memory
    python tests/benchmarks/load.py --files    also 1,000 documents as files in a folder
    python tests/benchmarks/load.py --documents 100 1000 10000 17000 --files

The last has 30 million words. What is made is made of the five documents, over and over.

Each load runs in a process of its own, so that the peak memory is its own.
"""

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from workbench.corpus.codebook import read_variants, read_zones
from workbench.corpus.load import DATA, build, load, read_documents
from workbench.corpus.manifest import FIELDS, read_manifest

try:
    import resource
except ImportError:  # Windows has no such module
    resource = None

RUNS = 7
CODEBOOK = DATA / "codebook"


def peak() -> float | None:
    """Give the peak memory of this process in megabytes, where the system tells it."""
    if resource is None:
        return None
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1_000_000 if sys.platform == "darwin" else 1_000)


def shipped() -> dict[str, float | None]:
    """Load the five documents."""
    start = time.perf_counter()
    corpus = load()
    return report(start, corpus.documents)


def in_memory(n_documents: int) -> dict[str, float | None]:
    """Build every frame from the five texts, repeated until there are so many documents."""
    sources = read_documents(DATA / "raw", read_manifest(DATA / "manifest.toml"))
    rounds = -(-n_documents // sources.height)
    many = pl.concat([sources] * rounds).head(n_documents)
    many = many.with_columns(doc_id=pl.format("d{}", pl.int_range(pl.len())))
    many = many.with_columns(pl.col("doc_id").cast(pl.Enum(many["doc_id"])))
    rules, markers = read_zones(CODEBOOK / "zones.toml")
    variants = read_variants(CODEBOOK / "variants.toml")
    start = time.perf_counter()
    frames = build(many, rules, markers, variants)
    return report(start, frames["documents"])


def from_files(n_documents: int) -> dict[str, float | None]:
    """Load a folder with so many files; a number at the end keeps their bytes apart."""
    tables = read_manifest(DATA / "manifest.toml")
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        (folder / "raw").mkdir()
        (folder / "codebook").mkdir()
        for file in CODEBOOK.iterdir():
            (folder / "codebook" / file.name).write_bytes(file.read_bytes())
        parts = []
        for number in range(n_documents):
            table = tables[number % len(tables)]
            data = (DATA / "raw" / table["file"]).read_bytes() + f"\n\n{number}.\n".encode()
            doc_id = f"d{number}"
            (folder / "raw" / f"{doc_id}.txt").write_bytes(data)
            made = {field: table[field] for field in FIELDS} | {
                "doc_id": doc_id,
                "file": f"{doc_id}.txt",
                "sha256": hashlib.sha256(data).hexdigest(),
            }
            parts.append("[[document]]")
            parts += [f"{key} = {json.dumps(value)}" for key, value in made.items()]
        (folder / "manifest.toml").write_text("\n".join(parts), "utf-8")
        start = time.perf_counter()
        return report(start, load(folder).documents)


def report(start: float, documents: pl.DataFrame) -> dict[str, float | None]:
    """Give seconds, words and megabytes."""
    return {
        "seconds": time.perf_counter() - start,
        "documents": documents.height,
        "words": int(documents["n_words_raw"].sum()),
        "megabytes": peak(),
    }


def apart(*arguments: str) -> dict[str, float | None]:
    """Run one measurement of this script in a fresh process."""
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def import_seconds(module: str) -> float:
    """Give the median time of an import in a fresh process."""
    code = (
        "import time; start = time.perf_counter(); "
        f"import {module}; print(time.perf_counter() - start)"
    )
    command = [sys.executable, "-c", code]
    times = [
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _ in range(RUNS + 1)
    ]
    return statistics.median(times[1:])  # the first one warms the disk


def say(name: str, measured: dict[str, float | None]) -> None:
    """Print one measurement."""
    millions = measured["words"] / 1_000_000
    memory = measured["megabytes"]
    told = f"peak {memory:,.0f} MB" if memory is not None else "peak memory not told here"
    print(
        f"{name}: {measured['documents']:,} documents, {measured['words']:,} words, "
        f"{measured['seconds']:.2f} s ({measured['seconds'] / millions:.2f} s per million words), "
        f"{told}"
    )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, nargs="+", default=[1_000], metavar="N")
    options.add_argument("--files", action="store_true", help="also load N real files")
    options.add_argument("--one", choices=MEASURES, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(MEASURES[chosen.one](chosen.documents[0])))
        return
    say("shipped", apart("--one", "shipped"))
    for name in ("in memory", "files") if chosen.files else ("in memory",):
        for n_documents in chosen.documents:
            say(name, apart("--one", name, "--documents", str(n_documents)))
    house, polars = import_seconds("workbench"), import_seconds("polars")
    print(
        f"import: workbench {1000 * house:.0f} ms, polars {1000 * polars:.0f} ms, "
        f"ratio {house / polars:.2f} (median of {RUNS})"
    )


MEASURES = {"shipped": lambda _: shipped(), "in memory": in_memory, "files": from_files}

if __name__ == "__main__":
    main()
