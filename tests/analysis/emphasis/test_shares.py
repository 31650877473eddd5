import polars as pl
import pytest

from workbench.analysis.emphasis import emphasis, mentions
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches

#: Two points; the first has two sentences (4 and 3 words), the second one of 5 words.
TEXT = "1. They saw the sea. It was cold.\n\n2. A fire, “a sea,” again.\n"


@pytest.fixture(scope="module")
def corpus_of_points(make):
    return make({"a": TEXT, "b": "They met in the house.\n"}, genre=["digest", "statement"])


def rows_of(corpus, small, unit="provision", **options):
    rows = emphasis(corpus, mentions(corpus, small), small, unit, **options)
    return rows, {(r["doc_id"], r["topic"]): r for r in rows.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("unit", "sea", "fire"),
    [("provision", (2, 2), (1, 2)), ("sentence", (2, 3), (1, 3)), ("words", (9, 12), (5, 12))],
)
def test_count_and_denominator_of_each_unit(corpus_of_points, small, unit, sea, fire):
    _, at = rows_of(corpus_of_points, small, unit)
    assert (at["a", "sea"]["n"], at["a", "sea"]["n_units"]) == sea
    assert (at["a", "fire"]["n"], at["a", "fire"]["n_units"]) == fire
    assert at["a", "fire"]["share"] == fire[0] / fire[1]
    assert at["a", "sea"]["n_mentions"] == 2
    assert at["a", "sea"]["per_1000"] == pytest.approx(2000 / 12)


def test_silence_is_a_row_and_says_how_far_it_reaches(corpus_of_points, small):
    rows, at = rows_of(corpus_of_points, small)
    assert rows.height == 2 * 3
    # Wilson's upper bound for 0 of 2: z² / (2 + z²) = 3.8415 / 5.8415 = 65.8 %
    assert at["a", "snow"]["finding"] == (
        "not in this source: not observed in 2 provisions; at most 65.8 %"
    )
    assert at["b", "snow"]["finding"].startswith("not in the statement as published by P: not")
    assert at["a", "fire"]["finding"] == "1 of 2 provisions"


def test_a_statement_of_an_unknown_publisher_is_silent_in_words(make, small):
    corpus = make({"a": TEXT}, genre="statement", publisher="unknown")
    _, at = rows_of(corpus, small)
    assert at["a", "snow"]["finding"] == (
        "not in the statement as published by an unknown publisher: not observed in 2 provisions; "
        "at most 65.8 %"
    )


def test_a_silent_topic_has_an_upper_bound_also_in_words(corpus_of_points, small):
    _, at = rows_of(corpus_of_points, small, "words")
    assert (at["a", "snow"]["low"], at["a", "snow"]["share"]) == (0.0, 0.0)
    # 0 of 3 sentences: 3.8415 / 6.8415
    assert at["a", "snow"]["high"] == pytest.approx(0.5615, abs=1e-4)
    assert at["a", "snow"]["method"].startswith("Wilson")
    assert at["a", "sea"]["low"] <= 9 / 12 <= at["a", "sea"]["high"]


def test_a_voice_leaves_the_denominator_as_it_is(corpus_of_points, small):
    _, at = rows_of(corpus_of_points, small, voices=["quoted"])
    assert (at["a", "sea"]["n"], at["a", "sea"]["n_units"]) == (1, 2)
    assert at["a", "fire"]["n"] == 0


def test_a_lending_heading_codes_every_sentence_but_is_no_mention(make, small):
    corpus = make({"a": "Of the sea\n\nThey met. They left.\n"})
    _, at = rows_of(corpus, small, "sentence")
    assert (at["a", "sea"]["n"], at["a", "sea"]["n_mentions"]) == (2, 0)


def test_a_document_without_body(make, small):
    corpus = make({"a": "Of the sea\n", "b": "They met.\n"})
    for unit in ("provision", "words"):
        rows, at = rows_of(corpus, small, unit)
        assert at["a", "sea"]["finding"] == "no body text"
        assert at["a", "sea"]["share"] is None
        assert at["a", "sea"]["per_1000"] is None
        assert rows.height == 6


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "page"}, "Unknown unit 'page'; choose provision, sentence, words"),
        ({"voices": ["sung"]}, "Unknown voice 'sung'; choose stated, quoted, reported"),
    ],
)
def test_bad_choices(corpus_of_points, small, options, message):
    with pytest.raises(WorkbenchError, match=message):
        rows_of(corpus_of_points, small, **options)


@pytest.mark.parametrize("unit", ["provision", "sentence", "words"])
def test_the_shipped_corpus(corpus, book, found, unit):
    rows = emphasis(corpus, found, book, unit, draws=50)
    assert rows.height == 5 * 12
    assert mismatches("emphasis", rows, corpus.documents.schema["doc_id"]) == []
    assert rows.filter(
        (pl.col("low") > pl.col("share")) | (pl.col("share") > pl.col("high"))
    ).is_empty()
    assert rows["topic"].head(12).to_list() == book.topics["topic"].to_list()


def test_the_lesson_on_selection(corpus, book, found):
    """Ukraine: about 2 % of the words of the 2025 statement, and 11 % of those of its digest."""
    rows = emphasis(corpus, found, book, "words", draws=10).filter(topic="ukraine")
    share = dict(rows.select(pl.col("doc_id").cast(pl.String), "share").iter_rows())
    assert round(share["vgp-2025"], 2) == 0.02
    assert round(share["vov-2025"], 2) == 0.11


def test_the_bootstrap_says_how_many_documents_are_done(corpus, book, found):
    said = []
    emphasis(corpus, found, book, "words", draws=5, progress=lambda *done: said.append(done))
    assert said == [(number, 5) for number in range(1, 6)]


def test_a_topic_that_is_silent_keeps_its_bounds_beside_one_that_speaks(corpus, book, found):
    """What is drawn for one topic does not depend on which others are drawn."""
    rows = emphasis(corpus, found, book, "words", draws=20)
    alone = emphasis(corpus, found.filter(topic="ukraine"), book, "words", draws=20)
    ends = ["doc_id", "low", "high"]
    assert (
        alone.filter(topic="ukraine").select(ends).equals(rows.filter(topic="ukraine").select(ends))
    )
    assert set(alone.filter(pl.col("topic") != "ukraine")["low"]) == {0.0}
