import polars as pl
import pytest

from tests.corpus.made import frames
from workbench.analysis import quoted_share


def share(*texts):
    made = frames(*texts)
    return quoted_share(made["documents"], made["tokens"], made["quotes"])


def test_the_share_is_quoted_words_over_body_words():
    # We agree: 2 of 5
    rows = share("“We agree,” they all said.")
    assert rows.rows() == [("d1", 2, 5, 2 / 5, 1, 0)]


def test_passages_are_added_up_over_lines():
    # one two | six: 3 of 8
    rows = share("“One two” three four.\n\nThey said “six” again.")
    assert rows.select("n_quoted", "n_words", "share", "n_passages").rows() == [(3, 8, 3 / 8, 2)]


def test_a_mark_without_a_partner_counts_as_unpaired_and_quotes_nothing():
    rows = share("They said “yes and left.")
    assert rows.select("n_quoted", "n_passages", "n_unpaired").rows() == [(0, 0, 1)]


def test_what_stands_before_the_lone_mark_is_still_quoted():
    rows = share("“Yes,” they said, “and left.")
    assert rows.select("n_quoted", "n_passages", "n_unpaired").rows() == [(1, 1, 1)]


def test_quotation_in_cut_lines_is_left_out():
    rows = share("Buy “fine tea” today.\nThey met.")
    assert rows.rows() == [("d1", 0, 2, 0.0, 0, 0)]


def test_the_point_number_is_no_word_of_the_body():
    assert share("1. “They met.”").rows() == [("d1", 2, 2, 1.0, 1, 0)]


def test_a_document_without_body_has_no_share():
    assert share("Buy tea today.", "They met.").rows() == [
        ("d1", 0, 0, None, 0, 0),
        ("d2", 0, 2, 0.0, 0, 0),
    ]


def test_every_document_has_a_row_in_order(corpus):
    rows = quoted_share(corpus.documents, corpus.tokens, corpus.quotes)
    assert rows["doc_id"].to_list() == corpus.documents["doc_id"].to_list()


def plain_share(paragraphs, marks):
    """Count quoted words a second way: by characters, one line after the other."""
    words, inside = 0, 0
    for text in paragraphs:
        quoted = False
        for part in text.replace("-", " ").replace("–", " ").split():
            if part[0] in marks:
                quoted = True
            if any(letter.isalnum() for letter in part):
                words += 1
                inside += quoted
            if part.rstrip(".,;:?!)")[-1:] in marks or part[-1:] in marks:
                quoted = False
    return inside / words


def test_the_share_of_tass_2021_agrees_with_a_second_way_to_count(corpus):
    body = corpus.paragraphs.filter(doc_id="tass-2021", zone="body")["text"].to_list()
    rows = quoted_share(corpus.documents, corpus.tokens, corpus.quotes)
    found = rows.filter(pl.col("doc_id") == "tass-2021")["share"].item()
    assert found == pytest.approx(plain_share(body, "“”"), abs=0.01)
