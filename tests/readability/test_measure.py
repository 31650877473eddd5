import polars as pl
import pytest

from tests.made import cases
from workbench.errors import WorkbenchError
from workbench.readability.measure import (
    ALL_COUNTS,
    HEADED_UNITS,
    OWN,
    QUOTED,
    STOP,
    count,
    frames_of_texts,
    pieces,
    readability,
    unit_counts,
    unit_sentences,
)
from workbench.schema import MEASURES, SPLITTERS, UNITS, dtypes

CASES = cases(__file__)


def readability_of_texts(texts, draws=0):
    return readability(frames_of_texts(texts), draws=draws)


def every(frames, units=("document",), splitters=SPLITTERS, draws=0):
    """Measure all units under all variants that there are."""
    return pl.concat(
        readability(frames, unit, splitter, draws)
        for unit in units
        for splitter in splitters
        if unit in HEADED_UNITS or "headings" not in splitter
    )


BAD = {
    "": "text without words",
    " \n\t": "text without words",
    "— … !": "text without words",
    "1945. 2025.": "digits alone",
    "Hello.": "one word",
    "a list of plain words without an end": "text without sentences",
} | dict.fromkeys(
    (
        "Con mèo ngồi trên bàn. Hôm nay chúng tôi đi học ở trường.",
        "Кошка сидит на столе. Сегодня мы идём в школу.",
        "今天我们去学校。我们吃饭.",
        (
            "Le chat est sur la table. Nous avons mangé du pain dans la maison de mon ami avant de "
            "partir à la gare."
        ),
        "Kucing itu duduk di atas meja. Kami makan nasi dengan teman di rumah makan.",
    ),
    "text that is not English: formulas and dictionary are for English",
)
SENTENCE = "Both parties discussed regional trade and energy in the old town hall. "


def one(text, measure="Flesch reading ease", **options):
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


@pytest.mark.parametrize(("times", "warning"), CASES["short"])
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


def test_voices_are_measured_in_digests_only(tiny):
    body = [("body", "He called it “a very good day” and left the house.")]
    frames = tiny(digest=body, statement=body)
    rows = readability(frames, "voice", draws=0)
    assert rows.filter(measure="LIX").select("doc_id", "unit_id", "words_per_sentence").rows() == [
        ("digest", "own words", pytest.approx(11)),
        ("digest", "quoted", pytest.approx(11)),
    ]


def test_an_unpaired_quotation_mark_is_a_warning(tiny):
    frames = tiny(digest=[("body", "He called it “a very good day and left. “Fine,” she said.")])
    rows = readability(frames, "voice", draws=0)
    assert rows["warning"].str.contains("a quotation mark has no partner").all()


def test_a_document_without_body_does_not_drop_out(tiny):
    frames = tiny(digest=[("body", SENTENCE)], statement=[("caption", "A photo.")])
    rows = every(frames)
    empty = rows.filter(doc_id="statement")
    assert empty.height == len(MEASURES) * len(SPLITTERS)
    assert set(empty["reason"]) == {"not defined for text without words"}


def test_a_document_of_headings_alone_has_no_score_without_them(tiny):
    frames = tiny(digest=[("heading", "The old town hall and its clock")])
    rows = every(frames, splitters=SPLITTERS[::2]).filter(measure="LIX")
    assert rows.select("n_words", pl.col("value").is_null()).rows() == [(0, True), (7, False)]


@pytest.fixture(scope="module")
def whole(corpus):
    return every(corpus, UNITS, draws=100)


def test_the_frame_is_as_declared(corpus, whole):
    assert dict(whole.schema) == dtypes("readability")
    assert whole["doc_id"].unique(maintain_order=True).equals(corpus.documents["doc_id"])
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
    counts = pl.concat(unit_counts(corpus, unit) for unit in UNITS)
    totals = counts.group_by("doc_id", "unit").agg(
        pl.col("n_words", "n_syllables", "n_characters").sum(), pl.col("n_sentences").sum().round(6)
    )
    sizes = ("n_words", "n_syllables", "n_characters", "n_sentences")
    distinct = totals.select("doc_id", *sizes).unique()
    assert distinct.height == 5


def test_measuring_twice_gives_the_same_frame(corpus, whole):
    again = readability(corpus, draws=100)
    first = whole.filter(pl.col("splitter").cast(pl.String) == STOP, unit="document")
    assert again.equals(first)


#: 6 + 9 words (4 of them quoted), and a heading of 2.
DIGEST = [
    ("heading", "Sea routes"),
    ("body", "Both sides met; they will talk. He called it “a very good day” and left."),
]


@pytest.fixture
def counted(tiny):
    return tiny(digest=DIGEST)


def sums(frames, unit, splitter):
    rows = unit_sentences(frames, unit, splitter)
    return (
        rows.group_by("unit_id", maintain_order=True)
        .agg(pl.col("n_words").sum(), pl.col("n_sentences").sum())
        .rows()
    )


def test_pieces_are_clauses_cut_at_quotation_marks(counted):
    found = count(pieces(counted))
    assert found.select("voice", "heading", "n_words").rows() == [
        (OWN, True, 2),
        (OWN, False, 3),
        (OWN, False, 3),
        (OWN, False, 3),
        (QUOTED, False, 4),
        (OWN, False, 2),
    ]
    assert "".join(found["text"].to_list()[3:]) == "He called it “a very good day” and left."


@pytest.mark.parametrize(("splitter", "expected"), CASES["splitting"])
def test_splitting_variants(counted, splitter, expected):
    assert sums(counted, "document", splitter) == [("digest", *expected)]
    assert sums(counted, "section", splitter) == [("Sea routes", *expected)]


def test_a_voice_has_its_share_of_a_sentence(counted):
    found = sums(counted, "voice", STOP)
    assert found[0][:2] == (OWN, 11)
    assert found[0][2] == pytest.approx(1 + 5 / 9)
    assert found[1][:2] == (QUOTED, 4)
    assert found[1][2] == pytest.approx(4 / 9)  # 4 words in 4/9 sentence: 9 words a sentence


def test_a_passage_of_two_quoted_sentences_is_quoted_to_its_end(tiny):
    frames = tiny(digest=[("body", "“We met. We talked,” he said.")])
    rows = pieces(frames)
    assert rows.select("voice", "text").rows() == [
        (QUOTED, "“We met."),
        (QUOTED, "We talked,”"),
        (OWN, " he said."),
    ]


def test_counts_of_pieces_add_up_to_the_corpus(corpus):
    rows = count(pieces(corpus))
    body = rows.filter(~pl.col("heading")).group_by("doc_id", maintain_order=True)
    assert body.agg(pl.col("n_words").sum())["n_words"].equals(corpus.documents["n_words"])
    whole = count(corpus.sentences.drop("n_words"))
    assert whole.select(pl.col(ALL_COUNTS).sum()).equals(
        rows.filter(~pl.col("heading")).select(pl.col(ALL_COUNTS).sum())
    )


def test_numbers_and_foreign_letters_are_counted():
    rows = count(pl.DataFrame({"text": ["Кошка, cat; café 12 zzbilitation 東京"]}))
    assert rows.select("n_words", "n_accented", "n_numbers").row(0) == (6, 3, 1)


def test_plain_texts_are_cut_line_by_line():
    texts = pl.DataFrame({"doc_id": ["a", "b"], "text": ["One two. Three;\nfour", ""]})
    assert pieces(frames_of_texts(texts)).select("doc_id", "provision", "text").rows() == [
        ("a", "¶ 1", "One two."),
        ("a", "¶ 1", "Three;"),
        ("a", "¶ 2", "four"),
    ]


@pytest.mark.parametrize(
    ("unit", "splitter", "message"),
    [
        ("page", STOP, "Unknown choice 'page'; choose document"),
        ("voice", "x", "Unknown choice 'x'; choose full stop"),
        ("provision", SPLITTERS[-1], "Headings belong to no provision; choose a splitter without"),
    ],
)
def test_wrong_choices_list_the_right_ones(counted, unit, splitter, message):
    with pytest.raises(WorkbenchError, match=message):
        unit_sentences(counted, unit, splitter)


def test_guessed_words_of_the_corpus_are_few(corpus):
    rows = readability(corpus, draws=0)
    assert (rows["n_guessed"] / rows["n_words"]).max() < 0.02
