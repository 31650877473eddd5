"""The jobs of the workbench."""

import json
import shutil
from pathlib import Path

import polars as pl
from peer_terms import CONTEXT, COUNTED, PAGE, Answer, Clock

import workbench
from workbench.analysis.concordance import ask, by_document, find, page
from workbench.analysis.emphasis import mentions
from workbench.analysis.readability import readability_of_texts
from workbench.corpus import build_store
from workbench.corpus.codebook import read_variants
from workbench.corpus.topics import read_topics


def build(folder: Path) -> Answer:
    """Build the store: every frame of every document, in Parquet files."""
    shutil.rmtree(folder / "corpus" / "built", ignore_errors=True)
    build_store(folder / "corpus")
    return lambda: counted(folder)


def counted(folder: Path) -> dict[str, list[float]]:
    """Count the documents and some words of what was built."""
    corpus = workbench.load(folder / "corpus")
    words = corpus.tokens.select(pl.col("form").str.to_lowercase()).to_series()
    counts = {word: [(words == word).sum()] for word in COUNTED}
    return {"documents": [corpus.documents.height], **counts}


def lines(folder: Path, query: str, clock: Clock) -> Answer:
    """Find every match, count by document, sort by the words to the right, and show a page."""
    corpus = workbench.load(folder / "corpus")
    clock()
    asked = ask(query, read_variants(folder / "corpus" / "codebook" / "variants.toml"))
    found = find(corpus, asked)
    counts = by_document(found, corpus.documents)
    shown = page(corpus, found, CONTEXT, ("right 1", "right 2", "right 3"), size=PAGE)
    return lambda: {
        "lines": [found.height],
        "documents": [(counts["n"] > 0).sum()],
        "page": [shown.height],
    }


def coding(folder: Path) -> Answer:
    """Find every mention of every topic, with its voice and negation."""
    corpus = workbench.load(folder / "corpus")
    found = mentions(corpus, read_topics(folder / "corpus"))

    def answer() -> dict[str, list[float]]:
        place = dict(zip(corpus.documents["doc_id"], range(corpus.documents.height), strict=True))
        counts = found.filter(scope="text").group_by("doc_id", "topic").len()
        return {f"{place[name]} {topic}": [n] for name, topic, n in counts.iter_rows()}

    return answer


def readability(folder: Path) -> Answer:
    """Measure all documents, every unique word asked once."""
    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    frame = pl.DataFrame({"doc_id": [f"d{n:05}" for n in range(len(texts))], "text": texts})
    rows = readability_of_texts(frame)
    values = rows["value"].reshape((frame.height, -1)).to_list
    return lambda: {str(number): row for number, row in enumerate(values())}
