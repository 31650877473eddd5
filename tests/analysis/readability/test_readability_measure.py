import polars as pl
import pytest

from workbench import WorkbenchError
from workbench.analysis.readability import readability, readability_of_texts, unit_counts
from workbench.schemas import MEASURES, SPLITTERS, UNITS, mismatches

BAD = {
    "": "text without words",
    " \n\t": "text without words",
    "— … !": "text without words",
    "1945. 2025.": "digits alone",
    "Hello.": "one word",
    "a list of plain words without an end": "text without sentences",
    "Con mèo ngồi trên bàn. Hôm nay chúng tôi đi học ở trường.": "Vietnamese",
    "Кошка сидит на столе. Сегодня мы идём в школу.": "Cyrillic",
    "今天我们去学校。我们吃饭.": "a script other than Latin",
    "Le chat est sur la table. Nous avons mangé du pain dans la maison de mon ami avant de "
    "partir à la gare.": "text that is not English",
    "Kucing itu duduk di atas meja. Kami makan nasi dengan teman di rumah makan.": (
        "text that is not English"
    ),
}
SENTENCE = "Both parties discussed regional trade and energy in the old town hall. "


def one(text: str, measure: str = "Flesch reading ease", **options) -> dict:
    texts = pl.DataFrame({"doc_id": ["a"], "text": [text]})
    return readability_of_texts(texts, **options).filter(measure=measure).row(0, named=True)


@pytest.mark.parametrize(("text", "reason"), BAD.items())
def test_bad_input_gets_a_reason_and_never_a_number(text, reason):
    rows = readability_of_texts(pl.DataFrame({"doc_id": ["a"], "text": [text]}), draws=20)
    assert rows.height == len(MEASURES)
    assert rows.select(pl.col("value", "low", "high").is_null().all()).row(0) == (True,) * 3
    assert rows["reason"].str.starts_with(f"not defined for {reason}").all()
    assert set(rows["warning"]) == {""}


def test_a_defined_value_has_no_reason():
    row = one(SENTENCE * 10, draws=20)
    assert row["reason"] == ""
    assert row["warning"] == ""
    assert row["low"] <= row["value"] <= row["high"]
    assert (row["n_draws"], row["n_words"], row["n_sentences"]) == (20, 120, 10.0)
    assert row["syllable_source"].startswith("CMU Pronouncing Dictionary")
    assert row["engine"].startswith("textstat 0.7")


@pytest.mark.parametrize(
    ("times", "warning"),
    [
        (1, "one sentence (12 words): no interval can be given"),
        (3, "short text (36 words, 3 sentences): score and interval are unreliable"),
        (8, "short text (96 words, 8 sentences): score and interval are unreliable"),
        (9, ""),
    ],
)
def test_short_texts_carry_a_warning(times, warning):
    row = one(SENTENCE * times, draws=20)
    assert row["warning"] == warning
    assert (row["low"] is None) == (times == 1)


def test_smog_asks_for_thirty_sentences():
    assert one(SENTENCE * 29, "SMOG")["warning"] == "the formula needs 30 sentences"
    assert one(SENTENCE * 30, "SMOG")["warning"] == ""


def test_off_the_scale_says_so():
    hard = "The internationalization of institutional responsibilities notwithstanding, "
    row = one((hard * 6 + "he left. ") * 12)
    assert row["value"] < 0
    assert row["beyond_scale"]
    assert row["warning"] == "beyond the scale (0 to 100)"
    assert one((hard * 6 + "he left. ") * 12, "LIX")["beyond_scale"] is False


def test_components_are_fractions_of_the_counts():
    row = one("The cat sat on the chairs. It slept.")
    assert row["words_per_sentence"] == 8 / 2
    assert row["syllables_per_word"] == 8 / 8
    assert row["letters_per_word"] == (3 + 3 + 3 + 2 + 3 + 6 + 2 + 5) / 8
    assert row["long_word_share"] == 0


def test_guessed_words_are_counted():
    assert one("The qwrtish cat met a zzbil cat on the mat.")["n_guessed"] == 2


def test_progress_and_the_order_of_many_texts():
    names = [f"text {number}" for number in range(900)]
    texts = pl.DataFrame({"doc_id": names, "text": [SENTENCE * 2] * 899 + [""]})
    steps = []
    rows = readability_of_texts(texts, progress=lambda *step: steps.append(step))
    assert steps == [(400, 900), (800, 900), (900, 900)]
    assert rows["doc_id"].unique(maintain_order=True).to_list() == names
    assert rows.height == 9000
    assert rows["value"].null_count() == 10


@pytest.mark.parametrize(
    ("names", "message"), [(["a", "a"], "a doc_id of its own"), ([], "no text to measure")]
)
def test_texts_without_names_of_their_own_are_refused(names, message):
    texts = pl.DataFrame(
        {"doc_id": names, "text": ["One."] * len(names)},
        schema={"doc_id": pl.String, "text": pl.String},
    )
    with pytest.raises(WorkbenchError, match=message):
        readability_of_texts(texts)


def test_voices_are_measured_in_digests_only(tiny):
    body = [("body", "He called it “a very good day” and left the house.")]
    frames = tiny(digest=body, statement=body)
    rows = readability(*frames.four, units=("voice",), splitters=("full stop",), draws=0)
    assert rows.filter(measure="LIX").select("doc_id", "unit_id", "words_per_sentence").rows() == [
        ("digest", "own words", pytest.approx(11)),
        ("digest", "quoted", pytest.approx(11)),
    ]


def test_an_unpaired_quotation_mark_is_a_warning(tiny):
    frames = tiny(digest=[("body", "He called it “a very good day and left. “Fine,” she said.")])
    rows = readability(*frames.four, units=("voice",), splitters=("full stop",), draws=0)
    assert rows["warning"].str.contains("a quotation mark has no partner").all()


def test_a_document_without_body_does_not_drop_out(tiny):
    frames = tiny(digest=[("body", SENTENCE)], statement=[("caption", "A photo.")])
    rows = readability(*frames.four, draws=0)
    empty = rows.filter(doc_id="statement")
    assert empty.height == len(MEASURES) * len(SPLITTERS)
    assert set(empty["reason"]) == {"not defined for text without words"}


def test_a_document_of_headings_alone_has_no_score_without_them(tiny):
    frames = tiny(digest=[("heading", "The old town hall and its clock")])
    rows = readability(*frames.four, draws=0, splitters=SPLITTERS[::2]).filter(measure="LIX")
    assert rows.select("n_words", pl.col("value").is_null()).rows() == [(0, True), (7, False)]


@pytest.fixture(scope="module")
def whole(corpus):
    frames = (corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes)
    return readability(*frames, units=UNITS, draws=1000)


def test_the_frame_is_as_declared(corpus, whole):
    assert mismatches("readability", whole, corpus.documents.schema["doc_id"]) == []
    documents = whole.filter(unit="document")
    assert documents.height == 5 * len(SPLITTERS) * len(MEASURES)
    assert documents["value"].null_count() == 0
    inside = documents.filter(pl.col("value").is_between(pl.col("low"), pl.col("high")))
    assert inside.height == documents.height


def test_the_corpus_measures_as_known(whole):
    documents = whole.filter(unit="document", measure="Flesch–Kincaid grade")
    assert documents["syllables_per_word"].is_between(1.88, 2.02).all()
    statement = documents.filter(doc_id="vgp-2025")
    grades = dict(statement.select(pl.col("splitter").cast(pl.String), "value").iter_rows())
    assert 4 < grades["full stop"] - grades["full stop and semicolon"] < 5
    assert statement["beyond_scale"].all()
    assert documents["n_guessed"].min() > 0


def test_every_unit_adds_up_to_its_document(corpus):
    counts = unit_counts(
        corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes, units=UNITS
    ).filter(splitter="full stop")
    totals = counts.group_by("doc_id", "unit").agg(
        pl.col("n_words", "n_syllables", "n_characters").sum(), pl.col("n_sentences").sum().round(6)
    )
    sizes = ("n_words", "n_syllables", "n_characters", "n_sentences")
    distinct = totals.select("doc_id", *sizes).unique()
    assert distinct.height == 5


def test_measuring_twice_gives_the_same_frame(corpus, whole):
    frames = (corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes)
    assert readability(*frames, units=UNITS, draws=1000).equals(whole)
