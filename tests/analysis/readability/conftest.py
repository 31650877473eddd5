from dataclasses import dataclass

import polars as pl
import pytest

import workbench
from workbench.corpus.quotes import quotes
from workbench.corpus.sentences import clauses, sentences


@dataclass(frozen=True)
class Frames:
    documents: pl.DataFrame
    paragraphs: pl.DataFrame
    sentences: pl.DataFrame
    clauses: pl.DataFrame
    quotes: pl.DataFrame

    @property
    def four(self):
        return self.documents, self.paragraphs, self.clauses, self.quotes


def build(**docs: list[tuple[str, str]]) -> Frames:
    """A tiny corpus: for each document its lines as (zone, text)."""
    order = pl.Enum(list(docs))
    rows, genres = [], []
    for doc_id, lines in docs.items():
        genres.append("statement" if doc_id.startswith("statement") else "digest")
        start, section = 0, ""
        for number, (zone, text) in enumerate(lines, 1):
            section = text if zone == "heading" else section
            provision = "" if zone == "heading" else f"¶{number}"
            rows.append((doc_id, number, zone, section, provision, start, start, text))
            start += len(text) + 1
    names = ("doc_id", "para_no", "zone", "section", "provision", "start", "prose_start", "text")
    numbers = dict.fromkeys(("para_no", "start", "prose_start"), pl.UInt32)
    paragraphs = pl.DataFrame(rows, schema=names, orient="row").cast({"doc_id": order, **numbers})
    documents = pl.DataFrame({"doc_id": list(docs), "genre": genres}).cast({"doc_id": order})
    sents = sentences(paragraphs)
    return Frames(documents, paragraphs, sents, clauses(sents), quotes(paragraphs))


@pytest.fixture(scope="session")
def tiny():
    return build


@pytest.fixture(scope="session")
def corpus():
    return workbench.load()
