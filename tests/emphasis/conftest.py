"""A small codebook of made-up rules, corpora of a few lines, and the study of the shipped corpus."""

import pytest
from hypothesis import settings

import workbench as wb
from tests.made import small_book

#: A busy machine is slow, not wrong.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")


@pytest.fixture(scope="session")
def small():
    return small_book()


@pytest.fixture(scope="session")
def make(corpus_of):
    """Make a corpus of texts by doc_id; columns are lists, one value per text, or one for all."""

    def made(texts, **columns):
        tables = {
            doc_id: {
                name: value[number] if isinstance(value, list) else value
                for name, value in columns.items()
            }
            for number, doc_id in enumerate(texts)
        }
        return corpus_of(texts, tables)

    return made


@pytest.fixture(scope="session")
def study(corpus):
    return wb.Emphasis(corpus)
