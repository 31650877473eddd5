"""Each kind of chart: what is drawn is what is in the rows."""

import datetime as dt
import re

import altair as alt
import polars as pl
import pytest

from tests.figures.checks import check_figure, drawn_rows, marks
from workbench.figures.charts import ROWS, by_row, figure, first_rows, fitting, matrix
from workbench.figures.figure import Figure
from workbench.figures.texts import shortened
from workbench.figures.theme import GENRES, VOICES

LONG = "Portal of the Government of the Socialist Republic of Viet Nam"
FRAME = pl.DataFrame(
    {
        "document": ["North 2021", "South 2024", f"{LONG} 2025"],
        "genre": ["digest", "statement", "report"],
        "voice": ["quoted", "stated", "silent"],
        "n": [3, 0, 12],
        "share": [0.1, 0.0, None],
        "low": [0.05, 0.0, None],
        "high": [0.2, 0.1, None],
        "whole": [10, 10, 20],
        "words": ["3 of 10", "", "12 of 20"],
        "silent": [False, True, False],
        "day": [dt.date(2021, 11, 30), dt.date(2024, 6, 20), None],
        "kind": ["x", "y", "x"],
        "key": ["a|1", "b|2", "c|3"],
    }
)
TIPS = {"kind": "Kind", "low": "From"}


def framed(body, name="chart"):
    return Figure(name, "A finding", "Some rows.", "Source: made up.", "Marks.", body)


KINDS = {
    "bars before a whole": by_row(FRAME, "document", "n", "Words", whole="whole", words="words", kinds=GENRES, mark="bar", tips=TIPS),
    "stems": by_row(FRAME, "document", "share", "Share", words="words", kinds=GENRES, mark="stem", percent=True),
    "intervals": by_row(FRAME, "document", "share", "Share", interval=("low", "high"), hollow="silent", zero=False),
    "beside": by_row(FRAME, "document", "n", "Words", beside=[("whole", "All words"), ("share", "Share")]),
    "within": by_row(FRAME, "kind", "n", "Words", within="document", words="document", kinds=GENRES),
    "choose": by_row(FRAME, "document", "n", "Words", words="words", choose=("kind", "Kind")),
    "panels": by_row(FRAME, "document", "share", "Share", panel="kind", interval=("low", "high"), kinds=GENRES, highlight="Highlight"),
    "matrix": matrix(FRAME, "document", "kind", VOICES, words="words"),
    "strip": by_row(FRAME, "document", "day", "Day", words="words", kinds=GENRES, hollow="silent"),
    "no rows": by_row(FRAME.clear(), "document", "n", "Words", words="words", kinds=GENRES),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_keeps_the_rules_of_figures_and_its_labels_whole(name):
    figure = framed(KINDS[name], name)
    check_figure(figure)
    assert "…" not in re.sub(shortened(f"{LONG} 2025"), "", figure.svg)
    if name not in {"within", "no rows"}:
        assert ">2025<" in figure.svg or "Viet Nam 2025" in figure.svg


@pytest.mark.parametrize("name", [name for name in KINDS if name != "no rows"])
def test_marks_have_a_key_a_description_and_a_tooltip_without_empty_rows(name):
    rows = drawn_rows(framed(KINDS[name]))
    assert [row["key"] for row in rows] == FRAME["key"].to_list()
    assert all(row["description"] for row in rows)
    assert all(value for row in rows for value in row["tip"].values())


@pytest.mark.parametrize("name", KINDS)
def test_lines_and_words_beside_marks_are_not_read_out(name):
    beside = [mark for mark in marks(framed(KINDS[name]).spec) if mark["type"] in ("rule", "text")]
    assert all(mark["aria"] is False for mark in beside)


def test_a_tooltip_has_the_whole_label_and_labelled_values():
    rows = drawn_rows(framed(KINDS["bars before a whole"]))
    assert rows[0]["tip"] == {
        "title": "North 2021",
        "Words": "3 of 10",
        "Kind": "x",
        "From": "0.050",
        "Genre": "digest",
    }
    assert rows[2]["tip"] == {
        "title": f"{LONG} 2025",
        "Words": "12 of 20",
        "Kind": "x",
        "Genre": "report",
    }


def test_words_stand_behind_the_longest_thing_drawn():
    assert [row["end"] for row in drawn_rows(framed(KINDS["bars before a whole"]))] == [10, 10, 20]
    assert [row["end"] for row in drawn_rows(framed(KINDS["intervals"]))] == [0.2, 0.1, 0]


def test_words_beside_bars_that_point_left_stand_in_a_column_of_their_own():
    rows = pl.DataFrame({"part": ["a", "b"], "d": [2.0, -1.0], "words": ["+2.0", "−1.0"]})
    layers = by_row(rows, "part", "d", "Difference", words="words", mark="bar").to_dict()["layer"]
    assert set(layers[-1]["encoding"]["x"]) == {"value"}


def test_small_multiples_are_one_facet_chart():
    spec = KINDS["panels"].to_dict()
    assert spec["facet"]["field"] == "panel"
    assert spec["columns"] == 2


def test_colours_and_shapes_of_a_kind_do_not_depend_on_what_else_is_there():
    def ranges(rows):
        layer = by_row(rows, "document", "n", "Words", kinds=GENRES).to_dict()["layer"][-1]
        scales = [layer["encoding"][channel]["scale"] for channel in ("fill", "shape")]
        return {
            kind: tuple(scale["range"][scale["domain"].index(kind)] for scale in scales)
            for kind in scales[0]["domain"]
        }

    whole, part = ranges(FRAME), ranges(FRAME.head(1))
    assert list(whole) == ["statement", "digest", "report"]
    assert part == {"digest": whole["digest"]}


@pytest.mark.parametrize(
    ("days", "domain"),
    [
        ([dt.date(2021, 11, 30), None], ["2019-07-01", "2022-01-01"]),
        ([dt.date(2021, 11, 30)], ["2021-01-01", "2022-01-01"]),
        ([None], ["1998-07-01", "2001-01-01"]),
    ],
)
def test_a_document_without_a_date_stands_apart_from_the_years(days, domain):
    rows = pl.DataFrame(
        {"d": [str(no) for no in range(len(days))], "day": days}, schema_overrides={"day": pl.Date}
    )
    axis = by_row(rows, "d", "day", "Day").to_dict()["layer"][-1]["encoding"]["x"]
    assert axis["scale"]["domain"] == domain
    assert (axis["axis"]["values"][0] < domain[1][:4]) is True
    assert "'no date'" in axis["axis"]["labelExpr"]


def test_the_first_rows_are_drawn_and_the_subtitle_says_so():
    frame = pl.DataFrame({"n": range(ROWS + 1)})
    drawn, said = first_rows(frame, "document")
    assert drawn.height == ROWS
    assert said == "The first 60 of 61 documents are drawn; the data table has all."
    whole, said = first_rows(frame.head(ROWS), "document")
    assert (whole.height, said) == (ROWS, "")


def test_labels_that_would_be_the_same_when_shortened_stay_whole():
    labels = [f"{LONG} {word} {LONG} 2025" for word in ("north", "south")]
    short = fitting(pl.Series(labels), "row")
    assert len(set(short.values())) == 2
    assert short[labels[0]].endswith("Viet Nam 2025")


def test_a_readers_own_chart_becomes_a_figure():
    rows = pl.DataFrame({"doc": ["A", "B"], "n_words": [3, 4]})
    chart = alt.Chart(rows).mark_bar().encode(y=alt.Y("doc:N"), x=alt.X("n_words:Q"))
    made = figure(chart + chart.mark_text(), "B is longer", "Seven words.", "Source: made up.")
    check_figure(made)
    assert made.alt == "Chart. B is longer. A: 3; B: 4."
    assert made.headers == {"doc": "Doc", "n_words": "Words"}
    named = figure(
        chart, "B is longer", "Seven words.", "Source: made up.", headers={"n_words": "Words"}
    )
    assert named.headers["n_words"] == "Words"
