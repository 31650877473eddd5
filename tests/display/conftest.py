"""Corpora that figures must bear: few documents, equal names, hostile texts."""

import warnings

import pytest

import workbench
from tests.corpus.made import TEXT, corpus_folder

SLIP = {"para_no": 1, "printed": "Two", "note": "Three were meant."}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Make a corpus of these texts, with these fields in every manifest table."""

    def make(texts, **fields):
        folder = corpus_folder(tmp_path_factory.mktemp("made") / "c", texts, **fields)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", workbench.WorkbenchWarning)
            return workbench.load(folder)

    return make


@pytest.fixture(scope="session")
def corpora(made):
    """Give corpora by what is odd about them."""
    hostile = dict.fromkeys(
        ("title", "publisher", "rights", "date_note", "language_note", "url"), HOSTILE
    )
    return {
        "one document": made({"a": TEXT}, slip=[SLIP]),
        "two of one name": made({"a": TEXT, "b": "They met. “So.”\n"}),
        "no body": made({"a": "Buy tea.\n"}),
        "no words": made({"a": "!!!\n"}),
        "unknown dates": made({"a": TEXT}, event_date="unknown", published="unknown"),
        "hostile": made({"a": f"{HOSTILE} they met in {HOSTILE} tea.\n"}, **hostile),
    }
