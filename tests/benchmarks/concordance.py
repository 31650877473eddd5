"""How long the concordance takes, beside NLTK on the same text with the same queries.

    python tests/benchmarks/concordance.py                     the five documents, and 1,000 made ones
    python tests/benchmarks/concordance.py --documents 10000   about 28 million words

Each engine stands in a process of its own and is asked in turn, so that a slow moment of the
machine meets both; the ratio (engine / workbench) is the median over the turns, and the first turn
is told apart. The workbench gives every line with eight words on either side, sorted by the words to
the right; NLTK every line, unsorted, from tokens that it is given. NLTK indexes its text when it is
loaded, the workbench does not. `peers.py` compares first answers with conc's.
"""

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import made  # beside this file

import workbench

TURNS, FEW = 7, 3
#: More documents are asked a few times only.
MANY = 1_000
#: A word, phrases of two and three words, and a word that is not there.
QUERIES = (
    "cooperation",
    "East Sea",
    "third countries",
    "comprehensive strategic partnership",
    "zebra",
)
#: What the peers have no words for.
OWN = ("negotiat*", "not ** third *", "East Sea | South China Sea", "Vietnam", "the")
RIGHT = ("right 1", "right 2", "right 3")


def texts(size: int) -> list[str]:
    """Give the five texts, or so many made of their sentences."""
    shipped = workbench.load()
    if size > shipped.documents.height:
        return made.texts(size)
    joined = shipped.sentences.group_by("doc_id", maintain_order=True).agg("text")
    return ["\n\n".join(lines) for lines in joined["text"]]


def ours(bodies: list[str]) -> Callable[[str], int]:
    """Make the frames that a concordance reads; every line is body."""
    import polars as pl  # noqa: PLC0415

    from workbench.analysis.concordance import arrange, ask, concordance  # noqa: PLC0415
    from workbench.corpus.codebook import read_variants  # noqa: PLC0415
    from workbench.corpus.load import DATA  # noqa: PLC0415
    from workbench.corpus.quotes import quotes  # noqa: PLC0415
    from workbench.corpus.sentences import clauses, sentences  # noqa: PLC0415
    from workbench.corpus.structure import structure  # noqa: PLC0415
    from workbench.corpus.words import tokens  # noqa: PLC0415
    from workbench.corpus.zones import zone  # noqa: PLC0415

    names = [f"d{number:05}" for number in range(len(bodies))]
    about = dict.fromkeys(("event_date", "published", "publisher", "title"), "-")
    documents = pl.DataFrame({"doc_id": names, "text": bodies}).with_columns(
        pl.col("doc_id").cast(pl.Enum(names)),
        genre=pl.lit("digest"),
        **{name: pl.lit(value) for name, value in about.items()},
    )
    variants = read_variants(DATA / "codebook" / "variants.toml")
    names = ("paragraphs", "sentences", "tokens", "quotes")
    parts: dict[str, list[pl.DataFrame]] = {name: [] for name in names}
    for part in documents.iter_slices(200):
        lines = structure(zone(part, [], []))
        parts["paragraphs"].append(lines)
        parts["sentences"].append(sentences(lines))
        parts["tokens"].append(tokens(clauses(parts["sentences"][-1]), variants))
        parts["quotes"].append(quotes(lines))
    frames = {name: pl.concat(frame) for name, frame in parts.items()}
    none = frames["quotes"].clear()
    unused = dict.fromkeys(("clauses", "slips", "comparability"), none)
    corpus = workbench.Corpus(DATA, (), documents=documents, **frames, **unused)

    def lines(query: str) -> int:
        rows = concordance(corpus, ask(query, variants), 8)
        return arrange(rows, documents, RIGHT).height

    return lines


def nltk(bodies: list[str]) -> Callable[[str], int]:
    """Index the words in lower case."""
    from nltk.text import ConcordanceIndex, Text  # noqa: PLC0415

    words = [word for body in bodies for word in re.findall(r"\w+", body.lower())]
    text = Text(words)
    text._concordance_index = ConcordanceIndex(words, key=str.lower)  # noqa: SLF001 - as it does at first use
    return lambda query: len(text.concordance_list(query.lower().split(), 80, sys.maxsize))


ENGINES = {"workbench": ours, "nltk": nltk}


def serve(engine: str, file: str) -> None:
    """Load the texts, then answer one query a line: seconds and number of lines."""
    begun = time.perf_counter()
    lines = ENGINES[engine](json.loads(Path(file).read_text("utf-8")))
    print(json.dumps(time.perf_counter() - begun), flush=True)
    for query in sys.stdin:
        begun = time.perf_counter()
        n_lines = lines(query.strip())
        seconds = time.perf_counter() - begun
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps((seconds, n_lines, megabytes)), flush=True)


class Engine:
    """One engine in a process of its own."""

    def __init__(self, name: str, file: str) -> None:
        """Start it and wait until it has loaded."""
        command = [sys.executable, __file__, "--serve", name, file]
        self.name = name
        self.pipe = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.loaded = self.answer()

    def answer(self) -> object:
        """Read one answer; what the engine prints besides is passed over."""
        for line in self.pipe.stdout:
            if re.match(r"[\d\[]", line):
                return json.loads(line)
        raise SystemExit(f"{self.name} ended without an answer.")

    def ask(self, query: str) -> tuple[float, int, float]:
        """Ask one query."""
        self.pipe.stdin.write(query + "\n")
        self.pipe.stdin.flush()
        return self.answer()

    def end(self) -> None:
        """Let it go."""
        self.pipe.communicate()


def compare(engines: list[Engine], n_turns: int) -> None:
    """Ask each query of every engine in turn, and print a table."""
    mine = engines[0]
    for query in QUERIES:
        turns = [[engine.ask(query) for engine in engines] for _ in range(n_turns)]
        cells = []
        for place, engine in enumerate(engines):
            seconds = statistics.median(turn[place][0] for turn in turns)
            ratio = statistics.median(turn[place][0] / turn[0][0] for turn in turns)
            times = "" if engine is mine else f" ×{ratio:5.2f}"
            first, n_lines, _ = turns[0][place]
            cells.append(
                f"{engine.name} {1000 * seconds:8.1f} ms{times} (first {1000 * first:8.1f}) "
                f"{n_lines:7,} lines"
            )
        print(f"  {query:<36} " + " | ".join(cells))
        counts = {n_lines for turn in turns for _, n_lines, _ in turn}
        print("" if len(counts) == 1 else f"  counts differ: {sorted(counts)}", end="")
    for query in OWN:
        seconds = statistics.median(mine.ask(query)[0] for _ in range(3))
        print(f"  {query:<36} {mine.name} {1000 * seconds:9.1f} ms {mine.ask(query)[1]:9,} lines")
    peaks = ", ".join(f"{engine.name} {engine.ask('zebra')[2]:,.0f} MB" for engine in engines)
    print(f"  peak memory: {peaks}")


def measure(size: int) -> None:
    """Measure one size."""
    bodies = texts(size)
    n_words = sum(len(re.findall(r"\w+", body)) for body in bodies)
    n_turns = TURNS if size <= MANY else FEW
    print(f"{len(bodies):,} documents, {n_words:,} words, median of {n_turns} turns")
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(bodies, file)
        file.flush()
        engines = [Engine(name, file.name) for name in ENGINES]
        told = ", ".join(f"{engine.name} {engine.loaded:.1f} s" for engine in engines)
        print(f"  loaded: {told}")
        compare(engines, n_turns)
        for engine in engines:
            engine.end()


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--documents", type=int, default=1_000, metavar="N")
    options.add_argument("--serve", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.serve:
        serve(*chosen.serve)
        return
    for size in (5, chosen.documents):
        measure(size)


if __name__ == "__main__":
    main()
