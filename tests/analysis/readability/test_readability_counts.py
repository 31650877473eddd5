import polars as pl
import pytest

from workbench import WorkbenchError
from workbench.analysis.readability.counts import ALL_COUNTS, STOP, count, spread
from workbench.analysis.readability.pieces import OWN, QUOTED, pieces, pieces_of_texts
from workbench.schemas import SPLITTERS, UNITS

#: 6 + 9 words (4 of them quoted), and a heading of 2.
DIGEST = [
    ("heading", "Sea routes"),
    ("body", "Both sides met; they will talk. He called it “a very good day” and left."),
]


@pytest.fixture
def counted(tiny):
    frames = tiny(digest=DIGEST)
    return count(pieces(frames.paragraphs, frames.clauses, frames.quotes))[0]


def sums(counted, unit, splitter):
    rows = spread(counted, (unit,), (splitter,))
    return (
        rows.group_by("unit_id", maintain_order=True)
        .agg(pl.col("n_words").sum(), pl.col("n_sentences").sum())
        .rows()
    )


def test_pieces_are_clauses_cut_at_quotation_marks(counted):
    assert counted.select("voice", "heading", "n_words").rows() == [
        (OWN, True, 2),
        (OWN, False, 3),
        (OWN, False, 3),
        (OWN, False, 3),
        (QUOTED, False, 4),
        (OWN, False, 2),
    ]
    assert "".join(counted["text"].to_list()[3:]) == "He called it “a very good day” and left."


@pytest.mark.parametrize(
    ("splitter", "expected"),
    [
        ("full stop", (15, 2.0)),
        ("full stop and semicolon", (15, 3.0)),
        ("full stop, with headings", (17, 3.0)),
        ("full stop and semicolon, with headings", (17, 4.0)),
    ],
)
def test_splitting_variants(counted, splitter, expected):
    assert sums(counted, "document", splitter) == [("digest", *expected)]
    assert sums(counted, "section", splitter) == [("Sea routes", *expected)]


def test_a_voice_has_its_share_of_a_sentence(counted):
    found = sums(counted, "voice", STOP)
    assert found[0][:2] == (OWN, 11)
    assert found[0][2] == pytest.approx(1 + 5 / 9)
    assert found[1][:2] == (QUOTED, 4)
    assert found[1][2] == pytest.approx(4 / 9)  # 4 words in 4/9 sentence: 9 words a sentence


def test_headings_belong_to_no_provision_and_no_voice(counted):
    rows = spread(counted, UNITS, SPLITTERS)
    headed = rows.filter(pl.col("splitter").str.contains("headings"))
    assert set(headed["unit"]) == {"document", "section"}
    with pytest.raises(WorkbenchError, match="Headings belong to no provision"):
        spread(counted, ("provision",), ("full stop, with headings",))


def test_a_passage_of_two_quoted_sentences_is_quoted_to_its_end(tiny):
    frames = tiny(digest=[("body", "“We met. We talked,” he said.")])
    rows = pieces(frames.paragraphs, frames.clauses, frames.quotes)
    assert rows.select("voice", "text").rows() == [
        (QUOTED, "“We met."),
        (QUOTED, "We talked,”"),
        (OWN, " he said."),
    ]


def test_counts_of_pieces_add_up_to_the_corpus(corpus):
    rows, _ = count(pieces(corpus.paragraphs, corpus.clauses, corpus.quotes))
    body = rows.filter(~pl.col("heading")).group_by("doc_id", maintain_order=True)
    assert body.agg(pl.col("n_words").sum())["n_words"].equals(corpus.documents["n_words"])
    whole, _ = count(corpus.sentences)
    assert whole.select(pl.col(ALL_COUNTS).sum()).equals(
        rows.filter(~pl.col("heading")).select(pl.col(ALL_COUNTS).sum())
    )


def test_scripts_and_sources_are_counted():
    rows, _ = count(pl.DataFrame({"text": ["Кошка, cat; café 12 zzbilitation 東京"]}))
    found = rows.select("n_words", "n_cyrillic", "n_other_script", "n_accented", "n_numbers")
    assert found.row(0) == (6, 1, 1, 3, 1)


def test_plain_texts_are_cut_line_by_line():
    texts = pl.DataFrame({"doc_id": ["a", "b"], "text": ["One two. Three;\nfour", ""]})
    assert pieces_of_texts(texts).select("doc_id", "provision", "text").rows() == [
        ("a", "¶1", "One two."),
        ("a", "¶1", "Three;"),
        ("a", "¶2", "four"),
    ]


@pytest.mark.parametrize(
    ("units", "splitters", "message"),
    [
        (("page",), (STOP,), "'page' is not a unit"),
        (("voice",), ("x",), "'x' is not a splitter"),
        ((), (STOP,), "Nothing to measure"),
    ],
)
def test_wrong_names_list_the_right_ones(counted, units, splitters, message):
    with pytest.raises(WorkbenchError, match=message):
        spread(counted, units, splitters)
