import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.concordance.conftest import corpus_of
from tests.corpus.made import VARIANTS
from tests.corpus.test_any_text import TEXTS
from workbench.analysis.concordance import ask, concordance
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches

TEXT = "7. They met in the “old” port. They saw the sea, it is wide. Then, all left it."


def lines(text, query, context, **choices):
    rows = concordance(typed(corpus_of(text)), ask(query, VARIANTS, **choices), context)
    return rows.select("left", "match", "right").rows()


def typed(corpus):
    """Give the documents of a made-up corpus their Enum, as `load` does."""
    order = pl.Enum(corpus.documents["doc_id"])
    named = {
        name: getattr(corpus, name).with_columns(pl.col("doc_id").cast(order))
        for name in ("documents", "paragraphs", "sentences", "tokens", "quotes")
    }
    return type(corpus)(**vars(corpus) | named)


@pytest.mark.parametrize(
    ("context", "left", "right"),
    [
        (1, "the ", ", it"),
        (3, "They saw the ", ", it is wide"),
        (5, "old” port. They saw the ", ", it is wide. Then, all"),
        (8, "met in the “old” port. They saw the ", ", it is wide. Then, all left it."),
        (99, "They met in the “old” port. They saw the ", ", it is wide. Then, all left it."),
        ("sentence", "They saw the ", ", it is wide."),
        (
            "paragraph",
            "They met in the “old” port. They saw the ",
            ", it is wide. Then, all left it.",
        ),
    ],
)
def test_the_context_is_as_wide_as_asked(context, left, right):
    assert lines(TEXT, "sea", context) == [(left, "sea", right)]


def test_the_context_does_not_leave_the_paragraph():
    assert lines("They met.\nThe sea.\nThey left.", "sea", 8) == [("The ", "sea", ".")]


@pytest.mark.parametrize("context", [2, "sentence", "paragraph"])
def test_a_match_at_each_end_of_a_paragraph(context):
    assert lines("Sea by a sea.", r"sea\.?", context, regex=True, whole=False) == [
        ("", "Sea", " by a" if context == 2 else " by a sea."),
        ("by a " if context == 2 else "Sea by a ", "sea.", ""),
    ]


def test_a_match_of_two_sentences_has_both_around_it():
    assert lines("They met. They left.", r"met\. They", "sentence", regex=True) == [
        ("They ", "met. They", " left.")
    ]


@pytest.mark.parametrize("context", [0, -1, "line", "8", 2.5])
def test_an_unknown_context_gets_one_sentence(context):
    with pytest.raises(WorkbenchError, match="choose a number of words from 1, sentence or paragr"):
        lines(TEXT, "sea", context)


def test_every_line_has_its_place_and_its_voice():
    text = "They said “the sea is wide”. The sea is wide."
    corpus = typed(corpus_of(text, text, genre=["digest", "statement"]))
    rows = concordance(corpus, ask("sea", {}), 1)
    assert rows.select("doc_id", "para_no", "sent_no", "start", "end", "voice").rows() == [
        ("d1", 1, 1, 15, 18, "quoted"),
        ("d1", 1, 2, 33, 36, "reported"),
        ("d2", 1, 1, 15, 18, "stated"),
        ("d2", 1, 2, 33, 36, "stated"),
    ]


def test_no_match_gives_the_declared_columns():
    corpus = typed(corpus_of(TEXT))
    for choices in ({}, {"regex": True}):
        for context in (8, "sentence"):
            rows = concordance(corpus, ask("ship", {}, **choices), context)
            assert rows.is_empty()
            assert mismatches("concordance", rows, corpus.documents.schema["doc_id"]) == []


@given(
    TEXTS,
    st.sampled_from(["they", "viet nam", "5*", "e* | the", ("[a-z.\\s]+",), ("\\W",)]),
    st.sampled_from([1, 3, "sentence", "paragraph"]),
)
@settings(max_examples=80, deadline=None)
def test_the_offset_law(texts, query, context):
    texts = [text.replace("\x00", "") for text in texts]
    corpus = typed(corpus_of(*texts))
    choices = {} if isinstance(query, str) else {"regex": True, "whole": False}
    asked = ask(query if isinstance(query, str) else query[0], VARIANTS, **choices)
    rows = concordance(corpus, asked, context)
    assert mismatches("concordance", rows, corpus.documents.schema["doc_id"]) == []
    source = dict(zip(corpus.documents["doc_id"], texts, strict=True))
    printed = {
        (d, p): t for d, p, t in corpus.paragraphs.select("doc_id", "para_no", "text").rows()
    }
    for row in rows.iter_rows(named=True):
        assert source[row["doc_id"]][row["start"] : row["end"]] == row["match"] != ""
        whole = row["left"] + row["match"] + row["right"]
        first = row["start"] - len(row["left"])
        assert source[row["doc_id"]][first : first + len(whole)] == whole
        assert whole in printed[row["doc_id"], row["para_no"]]


def test_every_shipped_line_stands_where_it_says(corpus, variants):
    rows = concordance(corpus, ask("Vietnam", variants), "sentence")
    joined = rows.join(corpus.documents.select("doc_id", "text"), on="doc_id").join(
        corpus.sentences.select("doc_id", "sent_no", sentence="text"), on=["doc_id", "sent_no"]
    )
    size = pl.col("end") - pl.col("start")
    whole = pl.concat_str("left", "match", "right")
    assert joined.height == rows.height == 110
    assert joined.filter(pl.col("text").str.slice("start", size) != pl.col("match")).is_empty()
    assert joined.filter(whole != pl.col("sentence")).is_empty()
    assert mismatches("concordance", rows, corpus.documents.schema["doc_id"]) == []


def test_a_line_of_100_000_characters_stays_quick():
    corpus = typed(corpus_of("any third country of Viet Nam is not in it a third time " * 1_800))
    begun = time.perf_counter()
    assert concordance(corpus, ask("third", {}), 8).height == 3_600
    assert time.perf_counter() - begun < 3
