import pytest

from workbench.analysis.wording.units import placed_words, units
from workbench.errors import WorkbenchError


@pytest.mark.parametrize("unit", ["provision", "sentence", "clause"])
def test_units_obey_the_offset_law(corpus, unit):
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    rows = units(corpus, unit)
    for doc_id, start, end, text in rows.select("doc_id", "start", "end", "text").iter_rows():
        assert texts[doc_id][start:end] == text
    assert not rows.select("doc_id", "unit_no").is_duplicated().any()


@pytest.mark.parametrize("unit", ["provision", "sentence", "clause"])
def test_words_lie_in_their_unit(corpus, unit):
    words = placed_words(corpus, unit)
    assert words.height == corpus.tokens["word"].drop_nulls().len()
    rows = words.join(units(corpus, unit), on=["doc_id", "unit_no"], suffix="_unit")
    assert rows.height == words.height
    assert (rows["start"] >= rows["start_unit"]).all()
    assert (rows["start"] < rows["end"]).all()


def test_a_provision_of_several_lines_is_one_unit(corpus):
    rows = units(corpus, "provision").filter(doc_id="vgp-2025")
    assert rows.filter(provision="7").height == 1
    assert "\n" in rows.filter(provision="7")["text"][0]
    assert rows.filter(provision="3.2").height == 1


def test_pieces_between_commas(make):
    corpus = make(
        {"a": "They fight terror together, control dangerous small arms, and, at sea, rest."}
    )
    words = placed_words(corpus, "sentence")
    pieces = words.group_by("piece_no", maintain_order=True).agg("word")
    assert [" ".join(piece) for piece in pieces["word"]] == [
        "they fight terror together",
        "control dangerous small arms and at sea rest",
    ]


def test_unknown_unit(corpus):
    with pytest.raises(WorkbenchError, match="choose provision, sentence, clause"):
        units(corpus, "page")
