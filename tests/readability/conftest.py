"""Tiny corpora: for each document its lines as (zone, text)."""

from types import SimpleNamespace

import polars as pl
import pytest

from workbench.corpus.words import clauses, quotes, sentences


def build(**docs):
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
    paragraphs = pl.DataFrame(rows, schema=names, orient="row").cast(numbers)
    sents = sentences(paragraphs)
    return SimpleNamespace(
        documents=pl.DataFrame({"doc_id": list(docs), "genre": genres}),
        paragraphs=paragraphs,
        sentences=sents,
        clauses=clauses(sents),
        quotes=quotes(paragraphs),
    )


@pytest.fixture(scope="session")
def tiny():
    return build
