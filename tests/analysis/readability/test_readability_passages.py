import polars as pl
import pytest

from workbench.analysis.readability import extremes, guessed_words, inspect_text, within

LINES = [
    ("body", "The cat sat. Considerable international complications followed immediately."),
    ("body", "It slept on the old mat all day."),
]


def test_hardest_and_easiest_sentences(tiny):
    rows = extremes(tiny(digest=LINES).sentences, n=2)
    assert rows.select("side", "rank", "sent_no", "n_words").rows() == [
        ("hardest", 1, 2, 5),
        ("hardest", 2, 3, 8),
        ("easiest", 1, 1, 3),
        ("easiest", 2, 3, 8),
    ]


def test_a_high_reading_ease_is_easy(tiny):
    rows = extremes(tiny(digest=LINES).sentences, "Flesch reading ease", n=1)
    assert rows["sent_no"].to_list() == [2, 1]
    assert rows["value"][0] < rows["value"][1]


def test_a_sentence_can_be_found_in_its_document(corpus):
    rows = extremes(corpus.sentences, n=3).join(
        corpus.documents.select("doc_id", document="text"), on="doc_id"
    )
    assert rows.height == 5 * 2 * 3
    for start, end, text, document in rows.select("start", "end", "text", "document").iter_rows():
        assert document[start:end] == text


def test_guessed_words_of_the_corpus_are_few(corpus):
    rows = guessed_words(corpus.tokens)
    assert rows.group_by("doc_id").agg(pl.col("share").sum())["share"].max() < 0.02
    assert rows["n"].min() >= 1
    assert rows.sort("doc_id", "n", "form", descending=[False, True, False]).equals(rows)


def test_the_inspector_shows_every_word():
    seen = inspect_text("A zzbil met Nam's cooperation. It’s 3.")
    assert seen.words.select("sent_no", "form", "syllables", "source", "complex").rows() == [
        (1, "A", 1, "dictionary", False),
        (1, "zzbil", 1, "hyphenation guess", False),
        (1, "met", 1, "dictionary", False),
        (1, "Nam's", 1, "hyphenation guess", False),
        (1, "cooperation", 5, "dictionary", True),
        (2, "It’s", 1, "dictionary", False),
        (2, "3", 1, "number", False),
    ]


def test_the_inspector_shows_its_working():
    measures = inspect_text("The cat in the hat at green ham and eggs.").measures
    row = measures.row(0, named=True)
    assert row["working"] == (
        "206.835 − 1.015 × 10.00 words per sentence − 84.6 × 1.00 syllables per word = 112.09"
    )
    assert row["warning"].endswith("beyond the scale (0 to 100)")


@pytest.mark.parametrize("text", ["", "…", "Кошка сидит."])
def test_the_inspector_gives_reasons_for_bad_input(text):
    seen = inspect_text(text)
    assert seen.measures["value"].null_count() == 10
    assert set(seen.measures["working"]) == {""}
    assert seen.measures["reason"].str.starts_with("not defined for").all()


def test_the_inspector_can_end_sentences_at_semicolons():
    text = "They met; they talked."
    assert inspect_text(text).measures.filter(measure="LIX")["value"].item() == 4
    by_clause = inspect_text(text, "full stop and semicolon")
    assert by_clause.measures.filter(measure="LIX")["value"].item() == 2


def test_a_voice_has_the_sentences_in_which_it_speaks():
    order = pl.Enum(["a"])
    doc_id = {"doc_id": order}
    sentences = pl.DataFrame(
        {"doc_id": ["a"] * 3, "para_no": [1, 1, 2], "start": [0, 10, 30], "end": [9, 25, 40]},
        schema_overrides=doc_id,
    )
    lines = pl.DataFrame({"doc_id": ["a", "a"], "para_no": [1, 2]}, schema_overrides=doc_id)
    quotes = pl.DataFrame(
        {
            "doc_id": ["a", "a"],
            "para_no": [1, 2],
            "start": [12, 30],
            "end": [20, 40],
            "balanced": [True, True],
        },
        schema_overrides=doc_id,
    )
    found = {
        voice: within(sentences, lines, quotes, "a", "voice", voice)["start"].to_list()
        for voice in ("quoted", "own words")
    }
    assert found == {"quoted": [10, 30], "own words": [0, 10]}
