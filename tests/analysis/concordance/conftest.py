"""One paragraph a document, with the variants of the made-up codebook."""

from pathlib import Path

import pytest

import workbench
from tests.corpus.made import VARIANTS, frames
from workbench.analysis.concordance import ask, find
from workbench.corpus.codebook import read_variants


def corpus_of(*texts, **columns):
    made = frames(*texts, **columns)
    return workbench.Corpus(folder=Path(), notices=(), slips=made["quotes"].clear(), **made)


def found(text, query, **choices):
    """Give the matches of a query in one text, as printed."""
    places = find(corpus_of(text), ask(query, VARIANTS, **choices))
    return [text[start:end] for start, end in places.select("start", "end").iter_rows()]


@pytest.fixture(scope="session")
def variants(corpus):
    return read_variants(corpus.folder / "codebook" / "variants.toml")
