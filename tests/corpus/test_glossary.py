import pytest

from workbench.corpus.glossary import read_glossary
from workbench.errors import WorkbenchError
from workbench.schemas import FRAMES

ENTRY = '[[entry]]\nterm = "zone"\nforms = ["zones"]\nmeaning = "A part."\n'


def read(folder, text):
    (folder / "glossary.toml").write_text(text, "utf-8")
    return read_glossary(folder)


def test_entries_in_alphabetical_order(tmp_path):
    other = ENTRY.replace("zone", "DOC")
    frame = read(tmp_path, ENTRY + other)
    assert frame.rows() == [("DOC", ["DOCs"], "A part."), ("zone", ["zones"], "A part.")]
    assert dict(frame.schema) == {
        name: column.dtype for name, column in FRAMES["glossary"].columns.items()
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\n", r"must hold \[\[entry\]\] tables"),
        ('[[entry]]\nterm = "zone"\n', "entry 1: needs forms, meaning, term"),
        (ENTRY.replace('["zones"]', '"zones"'), "forms a list of texts"),
        (ENTRY.replace("A part.", " "), "entry 1"),
        (ENTRY + ENTRY.replace('"zone"', '"band"'), "'zones' is claimed twice"),
    ],
)
def test_bad_entries_get_one_sentence(tmp_path, text, message):
    with pytest.raises(WorkbenchError, match=f"glossary.toml: .*{message}"):
        read(tmp_path, text)
