import pytest

import workbench
from workbench.corpus.rules import read_concepts, read_edit_rules
from workbench.errors import WorkbenchError


def write(tmp_path, name, text):
    folder = tmp_path / "codebook"
    folder.mkdir()
    (folder / name).write_text(text, "utf-8")
    return tmp_path


def test_concepts_and_weightless_words(tmp_path):
    text = '[[concept]]\nconcept = "sea"\nwords = ["ocean*"]\n[[weightless]]\nwhy = "w"\nwords = ["side"]\n'
    assert read_concepts(write(tmp_path, "concepts.toml", text)).rows() == [
        ("sea", "ocean*"),
        (None, "side"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[concept]]\nconcept = "sea"\n', "concept 1: needs concept, words, and no more"),
        ('[[concept]]\nconcept = "sea"\nwords = []\n', "words must be a list of words"),
        ('[[concept]]\nconcept = "sea"\nwords = ["Sea"]\n', "'Sea' must be in lower case"),
        ('[[concept]]\nconcept = " "\nwords = ["sea"]\n', "concept must be a name"),
        ('[[topic]]\nwords = ["sea"]\n', "must hold"),
    ],
)
def test_bad_concepts(tmp_path, text, message):
    with pytest.raises(WorkbenchError, match=message):
        read_concepts(write(tmp_path, "concepts.toml", text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[rule]]\nkind = "tone"\nmatch = "any"\nwords = ["x"]\n', "'tone' is not one of actor"),
        ('[[rule]]\nkind = "form"\nmatch = "most"\nwords = ["x"]\n', "'most' is not one of any"),
    ],
)
def test_bad_edit_rules(tmp_path, text, message):
    with pytest.raises(WorkbenchError, match=message):
        read_edit_rules(write(tmp_path, "edits.toml", text))


def test_shipped_codebooks_are_valid():
    folder = workbench.load().folder
    assert read_concepts(folder)["concept"].n_unique() > 40
    assert read_edit_rules(folder)["kind"].n_unique() == 6
