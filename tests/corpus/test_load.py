import polars as pl
import pytest

import workbench
from tests.corpus.made import TEXT, corpus_folder, frames
from workbench.corpus import recipe
from workbench.corpus.remarks import LONG_LINE
from workbench.errors import WorkbenchError, WorkbenchWarning


def test_a_text_becomes_lines_with_their_zones_and_provisions():
    rows = frames(TEXT)["paragraphs"].select("zone", "reason", "section", "provision", "n_words")
    assert rows.rows() == [
        ("title", "headline", "", "", 4),
        ("boilerplate", "advertisement", "", "", 5),
        ("heading", "heading inside the text", "Of rivers and bridges", "", 4),
        ("body", "", "Of rivers and bridges", "1", 14),
        ("body", "", "Of rivers and bridges", "1", 4),
        ("body", "", "Of rivers and bridges", "1.1", 6),
    ]


def test_words_of_the_file_and_of_the_body_are_counted_apart():
    # 4 + 5 + 4 + 14 + 4 + 6 in the file; the body is the last three without the number 1
    row = frames(TEXT)["documents"].select("n_words_raw", "n_words").row(0)
    assert row == (37, 23)


def test_sentences_and_clauses_carry_the_keys_above_them():
    made = frames(TEXT)
    assert made["clauses"].select("para_no", "sent_no", "clause_no", "text").rows() == [
        (4, 1, 1, "The North built a bridge;"),
        (4, 1, 2, "the South praised it."),
        (4, 2, 3, "“We agree,” they said."),
        (5, 3, 4, "They will build more."),
        (6, 4, 5, "Boats shall sail in Viet Nam."),
    ]


def test_a_document_without_body_counts_no_words():
    made = frames("Buy tea.", "They met.")
    assert made["documents"].select("doc_id", "n_words_raw", "n_words").rows() == [
        ("d1", 2, 0),
        ("d2", 2, 2),
    ]


def test_a_folder_becomes_a_corpus(small):
    corpus = workbench.load(small)
    assert corpus.folder == small
    assert corpus.notices == ()
    assert corpus.documents["text"].to_list() == [TEXT, "A second text.\n"]


def test_a_folder_may_be_named_by_text(small):
    assert workbench.load(str(small)).documents.height == 2


def test_a_corpus_says_how_much_it_holds(small):
    # the second text is one sentence of three words
    assert repr(workbench.load(small)) == (
        "Corpus of 2 documents, 7 lines, 5 sentences and 26 words in the body"
    )


def test_a_corpus_cannot_be_changed(small):
    corpus = workbench.load(small)
    with pytest.raises(AttributeError):
        corpus.documents = pl.DataFrame()


def test_documents_are_an_enum_in_order_of_the_event(tmp_path):
    folder = corpus_folder(tmp_path / "c", {"b": "One.", "a": "Two."})
    frame = workbench.load(folder).documents
    assert frame.schema["doc_id"] == pl.Enum(["a", "b"])
    assert frame["doc_id"].to_list() == ["a", "b"]


def test_a_slip_is_found_where_it_is_printed(tmp_path):
    slip = {"para_no": 2, "printed": "teh", "note": "Misprint of the."}
    folder = corpus_folder(tmp_path / "c", {"a": "They met.\n\nThen teh end."}, slip=[slip])
    assert workbench.load(folder).slips.rows() == [("a", 2, 16, 19, "Misprint of the.", "teh")]


@pytest.mark.parametrize("para_no", [2, 9, 0, -1, 2**40])
def test_a_slip_that_is_not_in_its_line_is_refused(tmp_path, para_no):
    slip = {"para_no": para_no, "printed": "teh", "note": "Misprint of the."}
    folder = corpus_folder(tmp_path / "c", {"a": "Then teh end.\nThey met."}, slip=[slip])
    with pytest.raises(WorkbenchError) as caught:
        workbench.load(folder)
    assert str(caught.value) == (
        f"c/manifest.toml: document a: the slip 'teh' is not in line {para_no}."
    )


def test_a_document_without_body_is_reported(tmp_path):
    folder = corpus_folder(tmp_path / "c", {"a": "Buy tea."})
    with pytest.warns(WorkbenchWarning) as caught:
        corpus = workbench.load(folder)
    said = "c/raw/a.txt: no body text is left after the cuts."
    assert [str(warning.message) for warning in caught] == [said]
    assert corpus.notices == (said,)


def test_a_line_too_long_for_a_paragraph_is_reported(tmp_path):
    text = "They met.\n" + "a" * (LONG_LINE + 1)
    with pytest.warns(WorkbenchWarning) as caught:
        workbench.load(corpus_folder(tmp_path / "c", {"a": text}))
    assert [str(warning.message) for warning in caught] == [
        "c/raw/a.txt: line 2 has 20,001 characters; is it one paragraph?"
    ]


def test_parts_of_the_documents_give_the_same_frames(monkeypatch):
    texts = [TEXT, "They met.", "Buy tea.", "", TEXT * 3]
    whole = frames(*texts)
    monkeypatch.setattr(recipe, "AT_ONCE", 60)
    for name, frame in frames(*texts).items():
        assert frame.lazy().collect().equals(whole[name].lazy().collect()), name


def test_a_long_load_says_how_many_documents_are_done(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "AT_ONCE", 10)
    folder, said = corpus_folder(tmp_path / "c", {"a": TEXT, "b": "They met.\n"}), []
    workbench.load(folder, progress=lambda *done: said.append(done))
    assert said == [(1, 2), (2, 2)]
