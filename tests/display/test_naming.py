import polars as pl
import pytest

from tests.corpus.made import TEXT
from workbench.display import timeline
from workbench.display.naming import checksum, citation, count, labels, source_line, words_of

DOCS = pl.DataFrame(
    {
        "doc_id": ["a", "b", "c"],
        "publisher": ["North", "North", "South"],
        "year": [2021, 2024, 2024],
        "title": ["One", "Two", "Three"],
        "genre": ["digest"] * 3,
        "event_date": ["2021", "2024-06-20", "2024"],
        "published": ["2021-12-01", "unknown", "unknown"],
        "file": ["a.txt", "b.txt", "c.txt"],
        "sha256": ["1" * 64, "2" * 64, "3" * 64],
    }
)
TWINS = DOCS.with_columns(year=pl.lit(2024))


def test_a_document_is_called_by_publisher_and_year():
    assert labels(DOCS) == {"a": "North 2021", "b": "North 2024", "c": "South 2024"}


def test_documents_of_one_name_carry_their_id():
    assert labels(TWINS) == {"a": "North 2024 (a)", "b": "North 2024 (b)", "c": "South 2024"}


@pytest.mark.parametrize(
    ("publisher", "year", "name"),
    [
        ("unknown", 1994, "d992 (publisher unknown, 1994)"),
        ("Gazette", None, "d992 (Gazette, year unknown)"),
        ("unknown", None, "d992 (publisher and year unknown)"),
    ],
)
def test_a_document_of_which_something_is_unknown_is_called_by_its_id(publisher, year, name):
    about = {"doc_id": ["d992", "d993"], "publisher": [publisher, "Gazette"], "year": [year, 1994]}
    assert labels(pl.DataFrame(about)) == {"d992": name, "d993": "Gazette 1994"}


def test_a_source_line_and_a_timeline_say_what_is_unknown_in_words(made):
    unknown = dict.fromkeys(("publisher", "event_date", "published"), "unknown")
    documents = made({"a": TEXT}, **unknown, year=1994).documents
    assert source_line(documents).startswith("Source: a (publisher unknown, 1994). ")
    figure = timeline(documents)
    assert "a (publisher unknown, 1994), digest · date of the statement unknown" in figure.alt
    assert "publication date unknown" in figure.alt


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 hits"), (1, "1 hit"), (2, "2 hits"), (1234, "1,234 hits")]
)
def test_a_number_agrees_with_its_noun(number, said):
    assert count(number, "hit") == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 5, "0 of 5 words"),
        (999, 1000, "999 of 1,000 words"),
        (123456, 1234567, "123,456 of 1,234,567 words"),
    ],
)
def test_words_out_of_words(part, whole, said):
    frame = pl.DataFrame({"a": [part], "b": [whole]}, schema={"a": pl.UInt32, "b": pl.UInt32})
    assert frame.select(words_of("a", "b")).item() == said


def test_a_citation_names_everything_needed_to_find_the_line():
    assert citation(DOCS, "a", 7) == (
        "North, “One” (digest on the joint statement of 2021; published 2021-12-01), ¶ 7, as kept "
        "in a.txt."
    )


def test_a_citation_says_that_a_date_is_unknown():
    assert citation(DOCS, "b") == (
        "North, “Two” (digest on the joint statement of 2024-06-20; publication date unknown), as "
        "kept in b.txt."
    )


def test_the_checksum_of_a_corpus_does_not_depend_on_order():
    assert checksum(DOCS) == checksum(DOCS.reverse())
    assert checksum(DOCS) != checksum(DOCS.head(2))


def test_the_source_line_names_documents_and_checksum():
    said = source_line(DOCS)
    assert "North 2021, North 2024, South 2024" in said
    assert checksum(DOCS) in said


def test_a_citation_says_in_words_what_is_unknown():
    bare = DOCS.with_columns(publisher=pl.lit("unknown"), event_date=pl.lit("unknown"))
    assert citation(bare, "b") == (
        "Publisher unknown, “Two” (digest on the joint statement of unknown date; publication date "
        "unknown), as kept in b.txt."
    )
    assert "“Two” (of unknown genre, on the joint" in citation(
        bare.with_columns(genre=pl.lit("unknown")), "b"
    )
