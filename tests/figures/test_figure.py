"""A figure in a notebook, on a page, in a file; what a corpus lacks; the answer."""

from dataclasses import replace

import altair as alt
import polars as pl
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from markupsafe import Markup

from tests.figures.checks import Page, check_figure
from workbench.corpus.store import keep
from workbench.errors import Missing, WorkbenchError
from workbench.figures import Absent, Figure, answer, figure_or_sentence
from workbench.figures import figure as made_figure
from workbench.figures.charts import by_row
from workbench.figures.figure import MIME, PART, bundle, bundled, live, page_script, upgradable
from workbench.figures.theme import CONFIG, DARK, STYLE

ROWS = pl.DataFrame({"text": ["A", "B"], "n": [3, 4], "key": ["a", "b"]})
HEADERS = {"text": "Text", "n": "Words"}
CHART = Figure(
    "lengths", "B is longer", "Seven words.", "Source: A & B.", "Bars. A: 3; B: 4.",
    by_row(ROWS, "text", "n", "Words", mark="bar"), ROWS, HEADERS,
)  # fmt: skip
TABLE = Figure("cards", "Two cards", "Of two.", "Source: A.", "Cards.", Markup("<p>A card.</p>"))


def displayed(figure):
    InteractiveShell.instance()
    with capture_output() as shown:
        figure._ipython_display_()
    return shown.outputs


@pytest.mark.parametrize("figure", [CHART, TABLE], ids=["chart", "table"])
def test_a_figure_keeps_the_rules(figure):
    check_figure(figure)
    assert repr(figure) == f"{figure.title} — {figure.subtitle}"


def test_a_notebook_gets_three_parts_that_a_page_can_put_together():
    head, chart, foot = displayed(CHART)
    assert [part.metadata[PART]["part"] for part in (head, chart, foot)] == [
        "head",
        "chart",
        "foot",
    ]
    assert set(chart.data) == {MIME, "image/svg+xml", "text/plain"}
    assert "B is longer" in head.data["text/html"]
    assert "Source: A &amp; B." in foot.data["text/html"]
    assert STYLE in head.data["text/html"]
    assert STYLE not in foot.data["text/html"]


def test_a_notebook_gets_a_table_whole():
    (whole,) = displayed(TABLE)
    assert "A card." in whole.data["text/html"]


def test_a_chart_goes_to_the_vega_that_lab_has_on_board():
    assert CHART.spec["$schema"].endswith("/v5.json")
    assert CHART.spec["description"] == CHART.alt
    assert CHART.spec["config"] == CONFIG


def test_a_reader_may_take_picture_data_and_citation():
    page = Page(CHART.html())
    assert [attrs.get("data-wb-save") for attrs in page.all("button")] == ["png", "svg", None]
    assert [attrs["download"] for attrs in page.all("a")] == ["lengths.csv"]
    assert "“B is longer.” Figure made with the Joint Statement Workbench" in page.text
    assert len(Page(TABLE.html()).all("button")) == 3


@pytest.mark.parametrize("ending", ["png", "svg", "csv", "html"])
def test_a_figure_is_saved_in_the_form_that_its_name_says(tmp_path, ending):
    content = CHART.save(tmp_path / f"x.{ending}").read_bytes()
    begin = {
        "png": b"\x89PNG",
        "svg": b"<svg",
        "csv": b"\xef\xbb\xbfText,Words",
        "html": b"<!doctype html><meta charset",
    }
    assert content.startswith(begin[ending])
    if ending == "svg":
        assert b"B is longer" in content


def test_the_data_behind_a_figure_stand_in_a_table_and_travel_with_all_their_rows():
    many = replace(CHART, table=pl.DataFrame({"text": ["<i>"] * 101, "n": [1234] * 101}))
    html = many.html()
    assert "(the first 100 of 101 rows; the file holds all)" in html
    assert html.count('<td class="wb-number">1,234</td>') == 100
    assert html.count("&lt;i") >= 100
    assert html.split("charset=utf-8,")[1].split('"', maxsplit=1)[0].count("%0A") == 102


def test_a_form_that_a_figure_does_not_have_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(
        WorkbenchError, match=r"x\.gif: this figure is saved as \.svg, \.png, \.csv, \.html\."
    ):
        CHART.save(tmp_path / "x.gif")
    with pytest.raises(WorkbenchError, match=r"saved as \.html\."):
        TABLE.save(tmp_path / "x.png")


def test_a_readers_own_chart_shows_without_a_network_and_in_our_colours():
    chart = alt.Chart(ROWS).mark_bar().encode(x=alt.X("n:Q"))
    assert alt.renderers.active == "workbench"
    shown = bundle(chart.to_dict())
    assert set(shown) == {MIME, "image/svg+xml", "text/plain"}
    assert chart.to_dict()["config"] == CONFIG


def test_every_colour_of_a_chart_has_a_partner_in_the_dark():
    for light, dark in DARK.items():
        assert f'[fill="{light}"]{{fill:light-dark({light},{dark})}}' in STYLE


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", ["#1a1a1a", "#595959", *CONFIG["range"]["category"]])
def test_text_and_marks_can_be_read_on_light_and_dark_ground(colour):
    for ink, paper in ((colour, "#ffffff"), (DARK[colour], DARK["#ffffff"])):
        light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_chart_on_a_page_carries_its_specification_and_nothing_that_ends_a_script():
    hostile = upgradable({"description": "</script><b>"}, "<svg></svg>", "A <chart>.")
    assert "</script><b>" not in hostile
    assert "\\u003c/script>" in hostile
    assert 'aria-label="A &lt;chart&gt;."' in hostile


def test_the_script_of_a_page_is_made_once(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = bundled("console.log(1);")
    (kept,) = tmp_path.rglob("vega-*.js")
    keep(kept, b"kept")
    assert bundled("console.log(1);") == "kept"
    for damaged in (b"\xff" * 99, kept.read_bytes()[:-1], made.encode(), b""):
        kept.write_bytes(damaged)
        assert bundled("console.log(1);") == made
    assert bundled("console.log(2);") != "kept"
    assert "console.log(1)" in made
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))  # a file: nothing can be kept
    assert bundled("console.log(1);") == made


def test_a_page_script_saves_sorts_and_draws():
    script = page_script()
    assert "</script" not in script
    assert "wb-upgraded" in script
    assert "data-wb-sort" in script


def test_a_live_chart_brings_its_scripts_along():
    widget = live(CHART)
    assert "import(" not in widget.get_state()["_esm"][:2000]
    assert len(widget.get_state()["_esm"]) > 500_000
    assert widget.spec["description"] == CHART.alt


class Study:
    @figure_or_sentence
    def drawn(self, what):
        if what == "nothing":
            raise Missing("it has one document, and <two> are needed.")
        if what == "error":
            raise WorkbenchError("Unknown issue.")
        return CHART


def test_what_a_corpus_lacks_is_a_sentence_in_place_of_a_figure():
    absent = Study().drawn("nothing")
    assert isinstance(absent, Absent)
    assert isinstance(absent, Figure)
    assert repr(absent) == "Not in this corpus: it has one document, and <two> are needed."
    assert 'role="note"' in absent.html()
    assert "and &lt;two&gt; are needed" in absent.html()
    assert Study().drawn("something") is CHART
    with pytest.raises(WorkbenchError, match="Unknown issue"):
        Study().drawn("error")


def test_the_answer_is_made_of_titles():
    asked = Figure("x", "Is it so?", "", "", "", Markup(""))
    said = answer(CHART, asked, Absent("no pair."))
    assert repr(said) == "B is longer. Is it so? Not in this corpus: no pair."
    assert "What the figures say:" in said._repr_html_()
    assert made_figure is not None
