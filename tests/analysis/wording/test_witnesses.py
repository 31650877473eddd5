import pytest

from workbench.analysis.wording.witnesses import MOST, witnesses
from workbench.errors import WorkbenchError


def readings(rows):
    return [
        tuple(texts) for texts in rows.group_by("place_no", maintain_order=True).agg("text")["text"]
    ]


def test_three_witnesses(make):
    texts = {
        "a": "Russia praises the calm stance on trade.",
        "b": "Russia saw the calm stance on new trade.",
        "c": "Russia praises the calm position on trade.",
    }
    corpus = make(texts)
    spans = [(doc_id, 0, len(text)) for doc_id, text in texts.items()]
    rows = witnesses(corpus.tokens, corpus.documents, spans)
    assert readings(rows) == [
        ("Russia", "Russia", "Russia"),
        ("praises", "saw", "praises"),
        ("the calm", "the calm", "the calm"),
        ("stance", "stance", "position"),
        ("on", "on", "on"),
        ("", "new", ""),
        ("trade", "trade", "trade"),
    ]
    assert rows.filter("agree")["place_no"].unique().sort().to_list() == [1, 3, 5, 7]


def span(corpus, doc_id, para_no):
    row = corpus.paragraphs.filter(doc_id=doc_id, para_no=para_no)
    return doc_id, row["start"].item(), row["end"].item()


def test_the_ukraine_passage_in_three_witnesses(corpus):
    spans = [
        span(corpus, *place) for place in (("tass-2024", 29), ("vgp-2025", 129), ("vov-2025", 11))
    ]
    rows = witnesses(corpus.tokens, corpus.documents, spans)
    assert ("highly appreciates", "highly appreciates", "acknowledged") in readings(rows)
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for doc_id, start, end, text in (
        rows.drop_nulls("start").select("doc_id", "start", "end", "text").iter_rows()
    ):
        assert texts[doc_id][start:end] == text


@pytest.mark.parametrize(
    ("passage", "message"),
    [(("q", 0, 5), "Unknown document 'q'"), (("vov-2025", 0, 5), "no words of its body")],
)
def test_bad_passages(corpus, passage, message):
    with pytest.raises(WorkbenchError, match=message):
        witnesses(corpus.tokens, corpus.documents, [passage])


def test_of_too_many_passages_the_first_are_taken_and_all_are_counted(make):
    texts = {f"d{number}": "They praise the calm stance." for number in range(MOST + 1)}
    corpus = make(texts)
    spans = [(doc_id, 0, len(text)) for doc_id, text in texts.items()]
    rows = witnesses(corpus.tokens, corpus.documents, spans)
    assert rows["doc_id"].n_unique() == MOST
    assert rows["n_passages"].unique().to_list() == [MOST + 1]


def test_the_first_passage_of_each_document_is_taken(make):
    corpus = make({"a": "We may. We shall.", "b": "We must."})
    rows = witnesses(corpus.tokens, corpus.documents, [("b", 0, 8), ("a", 8, 17), ("a", 0, 7)])
    assert readings(rows) == [("We", "We"), ("must", "shall")]
    assert rows["n_passages"].unique().to_list() == [3]


@pytest.mark.parametrize("spans", [[], [("a", 0, 7)], [("a", 0, 7), ("a", 8, 17)]])
def test_one_document_alone_has_nothing_beside_it(make, spans):
    corpus = make({"a": "We may. We shall.", "b": "We must."})
    with pytest.raises(WorkbenchError, match="Fewer than two documents"):
        witnesses(corpus.tokens, corpus.documents, spans)
