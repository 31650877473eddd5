from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbench
from tests.analysis.concordance.conftest import corpus_of
from tests.analysis.concordance.test_find import WORDS
from tests.analysis.concordance.test_lines import typed
from tests.corpus.made import VARIANTS, corpus_folder
from tests.corpus.test_any_text import PIECES
from workbench.analysis.concordance import (
    ORDERS,
    arrange,
    ask,
    by_document,
    concordance,
    find,
    page,
)
from workbench.corpus import build_store
from workbench.corpus.model import held
from workbench.errors import WorkbenchError

TEXTS = st.lists(
    st.lists(
        st.one_of(st.sampled_from(WORDS), st.sampled_from(PIECES)), min_size=1, max_size=20
    ).map(" ".join),
    min_size=1,
    max_size=3,
)
TEXT = "By a sea the sea met a sea.\nThe sea was wide. No sea was met."


def dated(corpus):
    """Give the documents of a made-up corpus dates; one is unknown."""
    dates = pl.Series(["2025", "unknown", "2021"]).head(corpus.documents.height)
    documents = corpus.documents.with_columns(event_date=dates, published=dates)
    return replace(corpus, documents=documents)


@given(
    TEXTS,
    st.sampled_from(["sea", "viet nam", "e*", "sea ** they | the", ("[es]a?",)]),
    st.sampled_from([1, 2, 8, "sentence", "paragraph"]),
    st.lists(st.sampled_from(ORDERS), max_size=3, unique=True),
    st.integers(0, 6),
    st.integers(1, 4),
)
@settings(max_examples=120, deadline=None)
def test_a_page_holds_the_same_lines_as_the_whole_sorted(texts, query, context, by, at, size):
    corpus = dated(typed(corpus_of(*texts)))
    choices = {} if isinstance(query, str) else {"regex": True, "whole": False}
    asked = ask(query if isinstance(query, str) else query[0], VARIANTS, **choices)
    whole = arrange(concordance(corpus, asked, context), corpus.documents, by)
    shown = page(corpus, find(corpus, asked), context, by, at, size)
    assert shown.equals(whole.slice(at, size))
    assert shown.schema == whole.schema


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("at", [0, 500, 5_000])
def test_a_page_of_the_shipped_lines(corpus, variants, order, at):
    asked = ask("the", variants)
    whole = arrange(concordance(corpus, asked), corpus.documents, [order, "left 2"])
    found = find(corpus, asked)
    assert page(corpus, found, by=[order, "left 2"], at=at).equals(whole.slice(at, 50))


def test_words_beyond_the_context_sort_nothing():
    corpus = typed(corpus_of(TEXT))
    found = find(corpus, ask("sea", {}))
    by_second = page(corpus, found, 1, ["right 2"])
    assert by_second["start"].to_list() == found["start"].to_list()
    rights = page(corpus, found, 2, ["right 2"])["right"].to_list()
    assert rights == [" met a", " was met.", " the sea", " was wide", "."]


def test_places_are_counted_as_lines_are():
    corpus = typed(corpus_of(TEXT, "No ship."))
    asked = ask("sea", {})
    counts = by_document(find(corpus, asked), corpus.documents)
    assert counts.equals(by_document(concordance(corpus, asked), corpus.documents))
    assert counts["n"].to_list() == [5, 0]


def test_no_line_and_a_page_beyond_the_last():
    corpus = typed(corpus_of(TEXT))
    nothing = find(corpus, ask("ship", {}))
    assert page(corpus, nothing, by=["right 1"]).is_empty()
    assert page(corpus, find(corpus, ask("sea", {})), by=["left 1"], at=5).is_empty()


def test_what_cannot_be_shown_gets_one_sentence():
    corpus = typed(corpus_of(TEXT))
    found = find(corpus, ask("sea", {}))
    with pytest.raises(WorkbenchError, match="Unknown order 'left 4'; choose source, left 1"):
        page(corpus, found, by=["left 4"])
    with pytest.raises(WorkbenchError, match="Unknown context 'line'"):
        page(corpus, found, "line", ["left 1"])


def test_a_stored_corpus_is_not_read_whole(tmp_path):
    folder = corpus_folder(
        tmp_path / "mine",
        {"a": "The sea is wide.\n", "b": "They met; a sea was near, “the sea”.\n"},
    )
    asked = ask("sea", VARIANTS)
    plain = workbench.load(folder)
    build_store(folder)
    stored = workbench.load(folder)
    found = find(stored, asked)
    assert found.equals(find(plain, asked))
    shown = page(stored, found, 2, ["left 1"])
    assert shown.equals(page(plain, find(plain, asked), 2, ["left 1"]))
    for name in ("paragraphs", "sentences", "tokens", "quotes"):
        assert held(stored, name).height == held(plain, name).height
        assert type(held(stored, name)) is not type(held(plain, name)), name
    assert stored.tokens.equals(plain.tokens)
