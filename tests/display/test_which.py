"""The prose of the notebooks speaks of five texts; over any other corpus that is said."""

import pytest

from workbench.display import which
from workbench.display.naming import checksum
from workbench.display.which import WRITTEN_FOR


def test_the_prose_was_written_for_the_texts_that_are_shipped(corpus):
    assert checksum(corpus.documents) == WRITTEN_FOR, "read the prose again, then set WRITTEN_FOR"
    assert which(corpus.documents) is None


@pytest.mark.parametrize(
    ("n", "told", "end"),
    [(1, "reading 1 document: “", "partnership”. The"), (4, "4 documents: “", "1 more document. ")],
)
def test_fewer_documents_are_another_corpus_and_three_are_named(corpus, n, told, end):
    said = repr(which(corpus.documents.head(n)))
    assert said.startswith("Another corpus. This notebook was written for the five texts")
    assert told in said
    assert end in said
    assert said.count("“") == min(n, 3)


def test_a_title_is_escaped(corpora):
    html = which(corpora["hostile"].documents)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'role="note"' in html
