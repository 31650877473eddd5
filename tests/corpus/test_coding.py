import polars as pl
import pytest

from tests.corpus.made import TEXT, frames
from workbench.corpus.coding import read_coding
from workbench.corpus.load import DATA
from workbench.corpus.topics import read_topics
from workbench.errors import WorkbenchError

HEAD = '[coding]\ncoder = "c"\ncoded = 2026-01-01\nprotocol = "p"\n'
ENTRY = '{ para = 4, primary = "sea", also = ["none"], note = "n" }'


def read(tmp_path, entries, head=HEAD, doc_id="d1"):
    order = pl.Enum(["d1"])
    paragraphs = frames(TEXT)["paragraphs"].cast({"doc_id": order})
    folder = tmp_path / "reference" / "topics"
    folder.mkdir(parents=True)
    text = f'{head}[[document]]\ndoc_id = "{doc_id}"\nparagraphs = [{", ".join(entries)}]\n'
    (folder / "first.toml").write_text(text, "utf-8")
    return read_coding(tmp_path, paragraphs, ["sea"])


def test_a_row_per_paragraph_and_topic(tmp_path):
    assert read(tmp_path, [ENTRY]).rows() == [
        ("d1", 4, "sea", True, "n", "c"),
        ("d1", 4, "none", False, "n", "c"),
    ]


@pytest.mark.parametrize(
    ("entries", "options", "message"),
    [
        (["{ para = 4 }"], {}, "first.toml: d1, paragraph 1: needs also, note, para, primary"),
        ([ENTRY.replace("4", "3")], {}, "line 3 is no body line of d1"),
        ([ENTRY.replace("sea", "see")], {}, "unknown topic 'see'; choose sea, none"),
        ([ENTRY, ENTRY], {}, "d1, line 4 has sea twice"),
        ([ENTRY], {"doc_id": "x"}, "unknown document 'x'; choose d1"),
        ([ENTRY], {"head": ""}, r"must hold \[coding\] with coded, coder, protocol"),
    ],
)
def test_bad_codings_get_one_sentence(tmp_path, entries, options, message):
    with pytest.raises(WorkbenchError, match=message):
        read(tmp_path, entries, **options)


@pytest.fixture(scope="module")
def topics():
    return read_topics(DATA).topics["topic"].to_list()


def test_every_body_paragraph_is_coded_once(corpus, topics):
    coding = read_coding(corpus.folder, corpus.paragraphs, topics)
    key = ["doc_id", "para_no"]
    body = corpus.paragraphs.filter(zone="body").select(key)
    assert coding.filter("primary").select(key).equals(body)
    assert set(coding["topic"]) == {*topics, "none"}


def test_the_second_coding_is_a_sample_of_every_document(corpus, topics):
    coding = read_coding(corpus.folder, corpus.paragraphs, topics, "second.toml")
    counts = coding.filter("primary").group_by("doc_id", maintain_order=True).len()
    assert counts["len"].to_list() == [8, 8, 5, 17, 3]
