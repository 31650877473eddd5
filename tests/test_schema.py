"""Every frame is declared once; the datasheet of the corpus prints the declarations.

python -m tests.test_schema    print them anew into data/README.md
"""

from pathlib import Path

import polars as pl
import pytest

from tests.made import DATA
from workbench import schema
from workbench.publish.export import data_dictionary

BEGIN = "<!-- data dictionary: printed by python -m tests.test_schema -->"
END = "<!-- end of the data dictionary -->"
DATASHEET = DATA / "README.md"


def printed(datasheet):
    """Return the datasheet with the dictionary between its two marks."""
    before, _, rest = datasheet.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{data_dictionary()}\n\n{END}{after}"


@pytest.mark.parametrize("name", schema.FRAMES)
def test_every_column_has_a_heading_and_a_meaning(name):
    frame = schema.FRAMES[name]
    assert frame.key
    assert set(frame.key) <= set(frame.columns)
    assert frame.grain
    for column, spec in frame.columns.items():
        assert len(spec.meaning.split()) > 1, column
        assert not spec.meaning.endswith("."), column
        assert spec.title.strip() == spec.title != "", column
        assert "_" not in spec.title, column


@pytest.mark.parametrize("name", schema.FRAMES)
def test_an_empty_frame_has_the_declared_types(name):
    assert dict(schema.empty(name).schema) == schema.dtypes(name)


def test_documents_are_plain_text_everywhere():
    types = {
        spec.dtype
        for frame in schema.FRAMES.values()
        for column, spec in frame.columns.items()
        if column in {"doc_id", "left_id", "right_id"}
    }
    assert types == {pl.String()}


def test_conform_selects_orders_and_casts():
    rows = {"text": ["a"], "x": [1], "end": [2], "note": ["n"], "start": [1], "para_no": [1]}
    frame = schema.conform("slips", pl.DataFrame(rows | {"doc_id": ["d"]}))
    assert dict(frame.schema) == schema.dtypes("slips")
    assert frame.rows() == [("d", 1, 1, 2, "n", "a")]


def test_conform_refuses_a_missing_column_and_a_value_that_is_not_declared():
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        schema.conform("slips", pl.DataFrame({"doc_id": ["d"]}))
    frame = schema.empty("documents").cast({"genre": pl.String})
    row = {name: "poem" if name == "genre" else None for name in frame.columns}
    with pytest.raises(pl.exceptions.InvalidOperationError):
        schema.conform("documents", pl.DataFrame([row], schema=frame.schema))


def test_headings_come_in_the_order_asked_for():
    assert schema.headers("documents", "title", "genre") == {"title": "Title", "genre": "Genre"}
    assert list(schema.headers("slips")) == list(schema.dtypes("slips"))


def test_the_datasheet_prints_the_declarations():
    datasheet = DATASHEET.read_text("utf-8")
    assert BEGIN in datasheet
    assert printed(datasheet) == datasheet


def test_the_datasheet_says_aloud_what_is_unknown(corpus):
    datasheet = DATASHEET.read_text("utf-8")
    for doc_id, url in corpus.documents.select("doc_id", "url").iter_rows():
        row = next(line for line in datasheet.splitlines() if line.startswith(f"| `{doc_id}`"))
        assert (url if url != "unknown" else "| unknown |") in row


if __name__ == "__main__":
    Path(DATASHEET).write_text(printed(DATASHEET.read_text("utf-8")), "utf-8")
