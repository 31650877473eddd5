import polars as pl
import pytest

from tests.display.made import two_documents
from workbench.analysis import readability
from workbench.display import decomposition, guessed_table, inspection, scores, variants

GRADE = "Flesch–Kincaid grade"
GATE = {"left": ["a", "b"], "right": ["b", "a"], "why": ["Because.", "Because."]}


@pytest.fixture
def documents():
    return two_documents(("digest", "report"))


def gate(kind):
    return pl.DataFrame({**GATE, "kind": [kind, kind]})


@pytest.fixture
def rows():
    texts = pl.DataFrame(
        {"doc_id": ["a", "b"], "text": ["We came. They left.", "The government negotiated."]}
    )
    return readability.readability_of_texts(texts, draws=20).filter(measure=GRADE)


def test_the_subtitle_says_measure_splitting_interval_and_gate(rows, documents):
    figure = scores(rows, documents, gate("change over time"))
    assert figure.subtitle.startswith(f"{GRADE}, 2 texts cut at each full stop;")
    assert "change over time: Courier 2001 and Herald 2002" in figure.subtitle


def test_a_blocked_pair_is_said_to_be_blocked(rows, documents):
    figure = scores(rows, documents, gate("blocked"))
    assert figure.subtitle.endswith("Blocked, shown side by side only: 1 pair.")


def test_a_single_sentence_has_no_interval_and_says_so(rows, documents):
    assert "Herald 2002" in scores(rows, documents, gate("blocked")).alt
    assert "no interval" in scores(rows, documents, gate("blocked")).alt


def test_a_blocked_pair_is_no_finding(rows, documents):
    assert scores(rows, documents, gate("blocked")).title == f"{GRADE} of 2 texts, side by side"


def test_the_title_names_the_widest_pair_that_may_be_compared(rows, documents):
    # 0.39 × 2 + 11.8 × 1 − 15.59 = −3.0; 0.39 × 3 + 11.8 × 9 / 3 − 15.59 = 21.0.
    assert scores(rows, documents, gate("editions")).title == (
        f"{GRADE}: Courier 2001 -3.0, Herald 2002 21.0 (the widest pair that may be compared, as "
        "editions)"
    )


def parts(documents):
    counts = readability.text_counts(
        pl.DataFrame({"doc_id": ["a", "b"], "text": ["We came. They left.", "The cat sat here."]})
    )
    return readability.decompose(counts, "a", "b"), documents


def test_the_stamp_of_the_gate_is_printed(documents):
    figure = decomposition(*parts(documents), "a", "b", "Not comparable, shown all the same.")
    assert figure.subtitle.endswith("Not comparable, shown all the same.")


def test_the_parts_are_named_with_their_signs(documents):
    # Sentences of 2 words against one of 4: 0.39 × 2 = +0.8; all words have one syllable.
    figure = decomposition(*parts(documents), "a", "b", "Read as editions.")
    assert figure.title == (
        "Flesch–Kincaid grade, Courier 2001 to Herald 2002: +0.8 in all, +0.8 from sentence length, "
        "+0.0 from word length"
    )


def test_the_variants_name_what_changes_its_order(documents):
    pairs = pl.DataFrame(
        {"left": ["a"], "right": ["b"], "survives": [False], "n_apart": [1], "n_variants": [4]}
    )
    ranks = pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "b"], dtype=pl.Enum(["a", "b"])),
            "splitter": ["full stop"] * 2,
            "value": [8.0, 9.0],
            "low": [7.0, 8.0],
            "high": [9.0, 10.0],
            "rank": [2, 1],
        }
    )
    figure = variants(ranks, pairs, documents, gate("editions"), GRADE)
    assert figure.title == (
        "0 of 1 comparable pair in the same order however sentences are cut, 0 with intervals apart; "
        "not Courier 2001 and Herald 2002"
    )
    blocked = variants(ranks, pairs.clear(), documents, gate("blocked"), GRADE)
    assert blocked.title == "No pair that may be compared is shown"


def test_the_inspection_shows_each_word_and_each_formula():
    html = inspection(*readability.inspect_text("The cat sat.")).html()
    assert html.count('<th scope="row">') == len(readability.definitions()) + 3


def test_guessed_words_are_listed_and_silent_documents_stay(documents):
    guessed = pl.DataFrame(
        {"doc_id": ["a"], "form": ["Qwrt"], "syllables": [1], "n": [2], "share": [0.2]},
        schema_overrides={"doc_id": pl.Enum(["a", "b"])},
    )
    figure = guessed_table(guessed, documents)
    assert figure.title == "2 of 30 words are not in the dictionary"
    assert "Qwrt (1)" in figure.html()
    assert "Herald 2002" in figure.html()


def test_each_mark_says_text_measure_and_score(rows, documents):
    spec = scores(rows, documents, gate("blocked")).body.to_dict()
    marks = spec["hconcat"][0]["layer"][1]["encoding"]
    assert marks["description"]["field"] == "said"
    said = {row["said"] for data in spec["datasets"].values() for row in data if "said" in row}
    assert f"Herald 2002: {GRADE} 21.0 · one sentence, no interval" in said
