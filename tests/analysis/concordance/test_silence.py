import polars as pl

from tests.analysis.concordance.conftest import corpus_of
from workbench.analysis.concordance import ask, by_document, find, searched


def test_counts_per_document_with_silence_as_a_row():
    # 2 of 4 words; 1 of 3; none of 2 in a digest and in two statements
    corpus = corpus_of(
        "Sea and sea again.",
        "The sea here.",
        "They met.",
        "They left.",
        "They slept.",
        genre=["digest", "report", "digest", "statement", "statement"],
        publisher=["A", "B", "C", "D", "unknown"],
    )
    rows = by_document(find(corpus, ask("sea", {})), corpus.documents)
    assert rows.rows() == [
        ("d1", 2, 4, 500.0, "2 lines"),
        ("d2", 1, 3, 1000 / 3, "1 line"),
        ("d3", 0, 2, 0.0, "not in this source"),
        ("d4", 0, 2, 0.0, "not in the statement as published by D"),
        ("d5", 0, 2, 0.0, "not in the statement as published by an unknown publisher"),
    ]


def test_no_rate_without_a_body():
    corpus = corpus_of("Buy tea.")
    rows = by_document(find(corpus, ask("tea", {})), corpus.documents)
    assert rows.select("n", "n_words", "per_1000").row(0) == (0, 0, None)


def test_what_was_searched_is_said():
    corpus = corpus_of("Buy tea.\nThey met.\nThey left at once.", "They met.")
    assert searched(corpus, ask("Tea | sea", {})) == (
        "Searched: 3 paragraphs and 8 words of 2 bodies. "
        "Understood as: tea | sea (whole words, any case)."
    )
    assert searched(corpus_of("They met."), ask("sea", {})).startswith(
        "Searched: 1 paragraph and 2 words of 1 body."
    )


def test_the_shipped_corpus_counts_its_own_words(corpus, variants):
    rows = by_document(find(corpus, ask("East Sea", variants)), corpus.documents)
    assert rows["n_words"].sum() == corpus.documents["n_words"].sum()
    assert rows.filter(pl.col("n") == 0)["finding"].to_list() == ["not in this source"] * 2
