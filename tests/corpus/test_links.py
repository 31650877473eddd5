import polars as pl
import pytest

import workbench
from workbench.corpus.links import find, read_reference
from workbench.errors import WorkbenchError
from workbench.schemas import mismatches

DOCS = pl.Enum(["a", "b"])
LINES = pl.DataFrame(
    {
        "doc_id": pl.Series(["a", "b"], dtype=DOCS),
        "para_no": [1, 1],
        "start": [10, 0],
        "text": ["red green blue green", "grey red"],
    }
)
HEAD = """
[pair]
left = "a"
right = "b"
coder = "x"
coded = 2026-01-01
protocol = "p"
"""
LINK = """
[[link]]
left = { para = 1, from = "green", to = "green" }
right = { para = 1, from = "red", to = "red" }
label = true
note = "n"
"""


def reference(tmp_path, text):
    folder = tmp_path / "reference" / "links"
    folder.mkdir(parents=True)
    (folder / "a--b.toml").write_text(text, "utf-8")
    return read_reference(tmp_path, LINES)


def test_anchors_become_offsets(tmp_path):
    frame = reference(tmp_path, HEAD + LINK)
    spans = frame.select("left_start", "left_end", "right_start", "right_end", "label")
    assert spans.rows() == [(14, 19, 5, 8, "counterpart")]
    assert mismatches("reference", frame, DOCS) == []


def test_first_and_last_words_may_overlap():
    anchor = {"para": 1, "from": "red green blue", "to": "blue green"}
    assert find(anchor, "a", {("a", 1): (0, "red green blue green")}, "x") == (0, 20)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('left = "a"', 'left = "z"', "a--b.toml: unknown document 'z'; choose a, b."),
        ("para = 1, from", "para = 9, from", "a--b.toml: link 1: a has no line 9."),
        (
            'from = "green"',
            'from = "pink"',
            "a--b.toml: link 1: 'pink' is not in line 1 of a.",
        ),
        (
            'to = "green"',
            'to = "red"',
            "a--b.toml: link 1: 'red' does not follow 'green' in line 1 of a.",
        ),
        (
            "label = true",
            'label = "yes"',
            "a--b.toml: link 1: needs label, left, note, right, and no more.",
        ),
        (
            'coder = "x"',
            "",
            "a--b.toml: needs a [pair] with coded, coder, left, protocol, right.",
        ),
    ],
)
def test_what_does_not_resolve_is_named(tmp_path, old, new, message):
    with pytest.raises(WorkbenchError) as caught:
        reference(tmp_path, (HEAD + LINK).replace(old, new, 1))
    assert str(caught.value) == message


def test_no_reference_links(tmp_path):
    with pytest.raises(WorkbenchError, match="no reference links"):
        read_reference(tmp_path, LINES)


def test_shipped_reference_stands_in_the_texts():
    corpus = workbench.load()
    frame = read_reference(corpus.folder, corpus.paragraphs)
    assert mismatches("reference", frame, corpus.documents["doc_id"].dtype) == []
    assert frame.filter(label="counterpart").height == 141
    assert frame.filter(label="no counterpart")["right_start"].null_count() == 74
    assert set(frame["coder"]) == {"coder A (language model)"}
