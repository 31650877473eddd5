"""What a reader's own corpus may lack: dates, names, pairs; the figures say so."""

import datetime as dt

import polars as pl

from tests.display.made import two_documents
from workbench.display import answer, cards, counterparts, plan, reuse
from workbench.display.timeline import statements, time_axis
from workbench.lacking import Lack
from workbench.schemas.ingest import INGEST_FRAMES

DAYS = pl.DataFrame({"day": [dt.date(2021, 11, 30), None]})


def test_a_document_without_a_date_stands_apart_from_the_years():
    x, rows = time_axis(DAYS, 3)
    assert rows["day"].to_list() == [dt.date(2021, 11, 30), dt.date(2020, 7, 1)]
    axis = x.to_dict()["axis"]
    assert axis["values"][0] == "2020-07-01"
    assert "'no date'" in axis["labelExpr"]


def test_without_any_date_there_is_an_axis_all_the_same():
    x, rows = time_axis(DAYS.with_columns(day=pl.lit(None, pl.Date)), 3)
    assert rows["day"].n_unique() == 1
    assert x.to_dict()["axis"]["values"] == ["1999-07-01"]


def test_dated_documents_have_the_years_alone():
    x, rows = time_axis(DAYS.head(1), 3)
    assert rows.equals(DAYS.head(1))
    assert x.to_dict()["axis"] == {"values": ["2021-01-01", "2022-01-01"], "format": "%Y"}


def test_unknown_statements_are_not_counted_as_one():
    def of(*ids):
        return statements(pl.DataFrame({"statement_id": ids}))

    assert of("s", "s") == "1 joint statement"
    assert of("s", "unknown") == "1 joint statement, and others not named"
    assert of("unknown", "unknown") == "statements that are not named"


def test_where_nothing_is_to_be_shown_a_sentence_stands():
    nothing = pl.DataFrame({"left_id": [], "raw": []})
    empty = counterparts(nothing, two_documents(), "peace")
    assert empty.title == "No passage on peace in this document"
    assert "choose one that speaks of it" in empty.subtitle
    assert "needs two documents" in repr(reuse(nothing, nothing, nothing))
    assert str(answer(Lack("No pair."))) == "Not in this corpus: No pair."


def test_a_plan_is_a_table_and_what_is_offered_is_escaped():
    schema = {name: column.dtype for name, column in INGEST_FRAMES["plan"].columns.items()}
    row = (1, "<a>.txt", "a", "look", "<i>", "none", "utf-8", 4, 3, 0.25, [], ["Look & see."])
    files = pl.DataFrame([row], schema=schema, orient="row")
    schema = {name: column.dtype for name, column in INGEST_FRAMES["plan_lines"].columns.items()}
    lines = pl.DataFrame([("a", 1, "body", "", 4, 3, "<b>They</b>")], schema=schema, orient="row")
    figure = plan(files, lines)
    assert figure.title == "0 of 1 file would be added; 1 asks for a look"
    assert "3 of 4 words are proposed as body" in figure.subtitle
    html = str(figure.html())
    for part in ("&lt;a&gt;.txt", "&lt;b&gt;They", "Look &amp; see.", "asks for a look, and waits"):
        assert part in html


def test_where_nothing_is_linked_or_found_the_title_says_so():
    links = {"left_id": "a", "right_id": "b", "meaning": ""}
    none = cards(pl.DataFrame([links]).clear(), two_documents(), "Read as editions.", 0)
    assert none.title == "No linked passages of this pair differ in substance"
