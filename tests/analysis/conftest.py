"""Small corpora from made-up texts, and the shipped one with its codebooks, loaded once."""

from pathlib import Path

import polars as pl
import pytest

import workbench
from workbench.analysis.wording.vectors import space
from workbench.corpus.codebook import read_variants, read_zones
from workbench.corpus.load import DATA, build
from workbench.corpus.rules import read_concepts, read_edit_rules


def corpus_of(texts, **about):
    """Build a corpus from texts by document; ``about`` gives lists of manifest fields."""
    order = pl.Enum(list(texts))
    fields = {
        "statement_id": [f"s{number}" for number in range(len(texts))],
        "year": list(range(2000, 2000 + len(texts))),
        "publisher": ["P"] * len(texts),
        "genre": ["digest"] * len(texts),
        "title": ["-"] * len(texts),
    } | about
    documents = pl.DataFrame(
        {"doc_id": pl.Series(list(texts), dtype=order), **fields, "text": list(texts.values())}
    )
    rules, markers = read_zones(DATA / "codebook" / "zones.toml")
    frames = build(documents, rules, markers, read_variants(DATA / "codebook" / "variants.toml"))
    empty = frames["quotes"].clear()
    return workbench.Corpus(folder=Path(), notices=(), slips=empty, **frames)


@pytest.fixture(scope="session")
def make():
    return corpus_of


@pytest.fixture(scope="session")
def corpus():
    return workbench.load()


@pytest.fixture(scope="session")
def concepts(corpus):
    return read_concepts(corpus.folder)


@pytest.fixture(scope="session")
def rules(corpus):
    return read_edit_rules(corpus.folder)


@pytest.fixture(scope="session")
def spaces(corpus, concepts):
    return {unit: space(corpus, concepts, unit) for unit in ("provision", "sentence", "clause")}
