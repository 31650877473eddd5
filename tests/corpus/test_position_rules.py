import pytest

from workbench.corpus.load import DATA
from workbench.corpus.position_rules import declared_names, read_position_rules
from workbench.errors import WorkbenchError


def test_the_declared_names_are_those_of_the_codebooks():
    rules = read_position_rules(DATA)
    books = {
        "actor": rules.actors,
        "operator": rules.ladder.codebook,
        "legal_anchors": rules.anchors,
        "qualifiers": rules.qualifiers,
    }
    names = {field: book.topics["topic"].to_list() for field, book in books.items()}
    assert declared_names(DATA) == names
    assert "of" in rules.not_after


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[rules]", "[rule]", r"must hold \[rules\], \[\[actor\]\], \[\[anchor\]\], \[\[qualifier\]\]"),
        ("about = ", "of = ", r"\[rules\] needs about, not_after"),
        ("not_after = [", "not_after = [1, ", "not_after must be a list of words"),
        ('anchor = "COC"', 'anchor = "DOC"', "the topic 'DOC' is there twice"),
        ('[[anchor]]\nanchor = "DOC"', '[[anchor]]\nname = "DOC"', r"anchor 4 needs anchor and"),
    ],
)  # fmt: skip
def test_bad_position_rules_get_one_sentence(shipped_copy, old, new, message):
    path = shipped_copy / "codebook" / "positions.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(WorkbenchError, match=message):
        read_position_rules(shipped_copy)


def test_names_cannot_be_had_from_a_file_that_declares_none(shipped_copy):
    path = shipped_copy / "codebook" / "positions.toml"
    path.write_text(path.read_text("utf-8").replace("[[actor]]", "[[actors]]"), "utf-8")
    with pytest.raises(WorkbenchError, match="must hold"):
        declared_names(shipped_copy)
