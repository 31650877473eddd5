import pytest

from workbench.analysis.emphasis import mentions, passages
from workbench.errors import WorkbenchError

TEXT = "Of the sea\n\nThey met.\n\nThe fire is “at sea” and the sea is wide.\n"
TOPICS = ["sea", "fire", "snow"]


@pytest.fixture(scope="module")
def made(make):
    return make({"a": TEXT})


def test_what_to_mark_stands_in_the_text(made, small):
    rows = passages(made, mentions(made, small), "a", "sea", TOPICS)
    assert rows.select("para_no", "provision", "lent").rows() == [(2, "¶2", True), (3, "¶3", True)]
    marks = rows["marks"].to_list()
    assert marks[0] == []
    text = rows["text"][1]
    assert [text[mark["first"] : mark["last"]] for mark in marks[1]] == ["sea", "the sea"]
    assert [mark["voice"] for mark in marks[1]] == ["quoted", "reported"]


def test_a_voice_leaves_out_the_others(made, small):
    rows = passages(made, mentions(made, small), "a", "sea", TOPICS, ["quoted"])
    assert rows.select("para_no", "lent").rows() == [(3, False)]


def test_a_silent_topic_has_no_passage(made, small):
    assert passages(made, mentions(made, small), "a", "snow", TOPICS).is_empty()


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (("b", "sea", TOPICS), "Unknown document 'b'; choose a"),
        (("a", "moon", TOPICS), "Unknown topic 'moon'; choose sea, fire, snow"),
        (("a", "sea", TOPICS, ["sung"]), "Unknown voice 'sung'; choose stated, quoted, reported"),
    ],
)
def test_bad_choices(made, small, choice, message):
    with pytest.raises(WorkbenchError, match=message):
        passages(made, mentions(made, small), *choice)


def test_every_passage_behind_a_shipped_bar(corpus, found, topics):
    for doc_id in corpus.documents["doc_id"]:
        for topic in topics:
            rows = passages(corpus, found, doc_id, topic, topics)
            assert rows.height == found.filter(doc_id=doc_id, topic=topic)["para_no"].n_unique()
