"""How long alignment takes: two 4,000-word texts, and one document against 10, 100 and 1,000.

Run with ``python tests/benchmarks/align.py``; texts are made up with a fixed seed, with word
frequencies that fall as they do in prose.
"""

import random
import time
from itertools import accumulate

import polars as pl

from workbench.analysis.wording.align import align
from workbench.analysis.wording.edits import edits
from workbench.analysis.wording.vectors import space
from workbench.corpus import Corpus
from workbench.corpus.codebook import read_variants, read_zones
from workbench.corpus.load import DATA, build
from workbench.corpus.rules import read_concepts, read_edit_rules

RANDOM = random.Random(7)  # noqa: S311 - made-up texts, no secrets
VOCABULARY = [f"w{number:x}" for number in range(20_000)]
WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(len(VOCABULARY))))


def sentence() -> str:
    """Make up a sentence of about 28 words."""
    size = RANDOM.randint(14, 42)
    words = RANDOM.choices(VOCABULARY, cum_weights=WEIGHTS, k=size)
    return " ".join(words).capitalize() + "."


def change(text: str) -> str:
    """Reword about a fifth of a sentence."""
    words = [
        RANDOM.choice(VOCABULARY) if RANDOM.random() < 0.2 else word for word in text[:-1].split()
    ]
    return " ".join(words).capitalize() + "."


def corpus_of(texts: list[str]) -> Corpus:
    """Build a corpus from texts in memory."""
    names = [f"d{number:04}" for number in range(len(texts))]
    rules, markers = read_zones(DATA / "codebook" / "zones.toml")
    documents = pl.DataFrame(
        {
            "doc_id": pl.Series(names, dtype=pl.Enum(names)),
            "statement_id": names,
            "year": range(len(texts)),
            "publisher": "P",
            "genre": "statement",
            "title": "-",
            "text": texts,
        }
    )
    variants = read_variants(DATA / "codebook" / "variants.toml")
    frames = build(documents, rules, markers, variants)
    return Corpus(DATA, (), slips=frames["quotes"].clear(), **frames)


def timed(label: str, job: object) -> object:
    """Run a job, print how long it took, and return what it gave."""
    begin = time.perf_counter()
    result = job()
    print(f"{label:<58} {time.perf_counter() - begin:8.3f} s")
    return result


def main() -> None:
    """Print the timings."""
    concepts, rules = read_concepts(DATA), read_edit_rules(DATA)
    base = [sentence() for _ in range(145)]
    other = [change(text) for text in base]
    RANDOM.shuffle(other)
    two = corpus_of(["\n\n".join(base), "\n\n".join(other)])
    print(f"two texts of {two.documents['n_words'].to_list()} words")
    weighed = timed("weigh the passages", lambda: space(two, concepts))
    links = timed("align", lambda: align(weighed, "d0000", "d0001"))
    found = timed("diff all links", lambda: edits(links, two.tokens, rules))
    print(f"{links.height} links, {found.height} edits")
    for size in (10, 100, 1000):
        texts = ["\n\n".join(sentence() for _ in range(145)) for _ in range(size - 1)]
        many = corpus_of(["\n\n".join(base), "\n\n".join(other), *texts])
        rights = many.documents["doc_id"].cast(pl.String).to_list()[1:]
        print(f"one against {size}: {many.documents['n_words'].sum():,} words")
        weighed = timed("  weigh the passages", lambda many=many: space(many, concepts))
        links = timed("  align", lambda w=weighed, r=rights: align(w, "d0000", r))
        print(f"  {links.height} links")


if __name__ == "__main__":
    main()
