"""Small corpora from made-up texts, and what the shipped one needs for wording, made once."""

import pytest

import workbench as wb
from workbench.wording.align import Aligner
from workbench.wording.edits import edits, read_edits
from workbench.wording.synopsis import synopsis

ABOUT = {"genre": "statement", "title": "-", "publisher": "P"}


@pytest.fixture(scope="session")
def make(corpus_of):
    """Return a function that makes a corpus of texts, a year apart; tables say more of a document."""

    def made(texts, tables=None, **facts):
        dated = {
            name: {"year": 2000 + n, "event_date": f"{2000 + n}-01-01"}
            | (tables or {}).get(name, {})
            for n, name in enumerate(texts)
        }
        texts = {name: text + "\n" * n for n, (name, text) in enumerate(texts.items())}  # no twins
        return corpus_of(texts, dated, **(ABOUT | facts))

    return made


@pytest.fixture(scope="session")
def aligners(corpus):
    return {unit: Aligner(corpus, unit) for unit in wb.schema.PASSAGES}


@pytest.fixture(scope="session")
def book(corpus):
    return read_edits(corpus.folder)


@pytest.fixture(scope="session")
def outcome(book):
    """Return a function that compares two documents: their synopsis, links and edits."""

    def found(corpus, left="a", right="b", aligner=None):
        aligner = aligner or Aligner(corpus)
        links = aligner.links(left, right)
        changes = edits(links, corpus, book)
        claims = corpus.claims(left, right, override=True)
        full = corpus.documents.filter(genre="statement")["doc_id"].to_list()
        return synopsis(links, changes, aligner.units, claims, full), links, changes

    return found
