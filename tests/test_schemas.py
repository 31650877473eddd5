import polars as pl
import pytest

from workbench.errors import WorkbenchError
from workbench.schemas import DOCUMENT, FRAMES, conform, mismatches, resolve
from workbench.schemas.ingest import INGEST_FRAMES

DOCS = pl.Enum(["a", "b"])
PAIR = pl.DataFrame({"left": "a", "right": "b", "kind": "blocked", "why": "…"})


@pytest.mark.parametrize("name", FRAMES)
def test_every_column_is_described_in_a_phrase(name):
    for column, spec in FRAMES[name].columns.items():
        assert len(spec.meaning.split()) > 2, column
        assert not spec.meaning.endswith("."), column


@pytest.mark.parametrize("name", FRAMES)
def test_the_key_of_a_frame_is_among_its_columns(name):
    assert set(FRAMES[name].key) <= set(FRAMES[name].columns)
    assert FRAMES[name].key


@pytest.mark.parametrize("name", FRAMES)
def test_every_document_column_becomes_an_enum_of_the_corpus(name):
    declared = [column for column, spec in FRAMES[name].columns.items() if spec.dtype is DOCUMENT]
    resolved = resolve(name, DOCS)
    assert declared or name in {"glossary", *INGEST_FRAMES}  # words; what is no document yet
    assert all(resolved[column] == DOCS for column in declared)


def test_conform_selects_orders_and_casts():
    frame = conform("comparability", PAIR.select("why", "kind", "right", "left", x=1), DOCS)
    assert dict(frame.schema) == resolve("comparability", DOCS)
    assert frame.rows() == [("a", "b", "blocked", "…")]


def test_conform_names_the_missing_columns():
    with pytest.raises(WorkbenchError) as caught:
        conform("comparability", PAIR.drop("kind", "why"), DOCS)
    assert str(caught.value) == "Frame comparability lacks the column kind, why."


def test_a_frame_as_declared_has_no_mismatch():
    assert mismatches("comparability", conform("comparability", PAIR, DOCS), DOCS) == []


def test_a_wrong_type_is_a_mismatch():
    (said,) = mismatches("comparability", PAIR, DOCS)
    assert said.startswith("frame comparability: columns are {'left': String")


def test_a_repeated_key_is_a_mismatch():
    twice = conform("comparability", pl.concat([PAIR, PAIR]), DOCS)
    assert mismatches("comparability", twice, DOCS) == [
        "frame comparability: more than one row for a left + right"
    ]
