"""Tables, and the files that travel with them."""

import base64
import io
import zipfile
from urllib.parse import unquote_to_bytes

import polars as pl
import pytest
from markupsafe import Markup

from tests.figures.checks import Page, check_html
from workbench.figures.tables import PLAIN, cell, crossed, digits, download, table, titled
from workbench.figures.theme import KEYS, block, fold, join

FRAME = pl.DataFrame({"name": ["a & b", "<i>"], "n": [1234, None]})
HEADERS = {"name": "Name", "n": "Words"}


def saved(html):
    return unquote_to_bytes(str(html).split("charset=utf-8,")[1].split('"', maxsplit=1)[0])


def test_cells():
    values = [False, 1234567, -3, 0, 0.12345, float("nan"), "a"]
    assert list(map(cell, values)) == ["no", "1,234,567", "−3", "0", "0.12", "", "a"]


def test_floats_of_one_column_share_their_decimals():
    columns = ([], [3.0, None], [0.5, 12.25], [0.003], [1234.5, 0.1])
    assert [digits(pl.Series(one, dtype=pl.Float64)) for one in columns] == [0, 0, 1, 3, 0]
    page = Page(table(pl.DataFrame({"x": ["a", "b"], "v": [0.5, 0.25]}), "", {"x": "X", "v": "V"}))
    assert "0.50" in page.words
    assert "0.25" in page.words


def test_a_table_has_caption_headers_and_all_rows():
    assert table(FRAME, "Two <b>", HEADERS) == (
        f'<div class="wb-scroll" tabindex="0" role="region" aria-label="Two &lt;b&gt;"{KEYS}>'
        "<table><caption>Two &lt;b&gt;</caption><thead><tr>"
        '<th scope="col">Name</th><th scope="col" class="wb-number">Words</th></tr></thead><tbody>'
        '<tr><th scope="row">a &amp; b</th><td class="wb-number">1,234</td></tr>'
        '<tr><th scope="row">&lt;i&gt;</th><td class="wb-number"></td></tr>'
        "</tbody></table></div>"
    )


def test_a_made_column_is_escaped_unless_it_is_html():
    made = {"plain": lambda _: "<b>", "html": lambda row: Markup("<b>{}</b>").format(row["name"])}
    shown = table(FRAME.tail(1), "", {"n": "N", "plain": "P", "html": "H"}, made)
    assert "<td>&lt;b&gt;</td><td><b>&lt;i&gt;</b></td>" in shown


def test_a_table_cut_short_says_so():
    shown = Page(table(FRAME, "Names", HEADERS, first=1))
    assert "Names (the first 1 of 2 rows; the file holds all)" in shown.words
    assert len(shown.all("tr")) == 2
    assert "file holds" not in Page(table(FRAME, "Names", HEADERS, first=2)).text


def test_a_cross_table_has_a_dash_where_there_is_no_pair():
    rows = pl.DataFrame({"one": ["a", "b"], "other": ["x", "y"], "n": [1, 2]})
    html = crossed(rows, "one", "other", "Pairs", lambda row: str(row["n"]))
    check_html(html)
    assert "<td>1</td><td>—</td>" in html
    assert "<td>—</td><td>2</td>" in html


def test_columns_of_one_heading_are_told_apart_in_the_file():
    frame = pl.DataFrame({"n": [1], "m": [2], "k": [3]})
    assert titled(frame, {"n": "Words", "m": "Words", "k": "K"}).columns == [
        "Words (n)",
        "Words (m)",
        "K",
    ]


def test_a_download_begins_with_a_byte_order_mark():
    assert (
        saved(download("a.csv", pl.DataFrame({"x": ["ký"]})))
        == b"\xef\xbb\xbf" + "x\nký\n".encode()
    )


def test_a_saved_table_keeps_a_spreadsheet_from_taking_text_for_a_formula():
    data = saved(download("f.csv", pl.DataFrame({"X": ["=1+1", "-a", "1-1"], "n": [-1, 0, 1]})))
    assert data.decode("utf-8-sig") == "X,n\n'=1+1,-1\n'-a,0\n1-1,1\n"


def test_lists_are_joined_and_structures_left_out_of_a_file():
    frame = pl.DataFrame({"l": [["=a", "b"]], "s": [{"x": 1}], "ls": [[{"x": 1}]], "n": [[1, 2]]})
    assert saved(download("f.csv", frame)).decode("utf-8-sig") == "l,n\n'=a; b,1; 2\n"


def test_a_long_file_travels_zipped_and_whole():
    frame = pl.DataFrame({"text": ["x" * 99] * (PLAIN // 100 + 1)})
    link = str(download("long.csv", frame))
    assert 'download="long.csv.zip"' in link
    data = base64.b64decode(link.split("base64,")[1].split('"', maxsplit=1)[0])
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.namelist() == ["long.csv"]
        assert file.read("long.csv").decode("utf-8-sig").count("\n") == frame.height + 1
    assert len(link) < PLAIN / 10
    assert download("long.csv", frame) == link


def test_pieces_are_escaped_unless_they_are_html():
    assert join(["<a>", Markup("<b>")]) == "&lt;a&gt;<b>"
    assert "&lt;a&gt;</div>" in block("<a>")


def test_no_mathematics_is_set_in_a_source():
    assert '<div class="wb mathjax_ignore" lang="en">$4.3 to $5.5</div>' in block("$4.3 to $5.5")


@pytest.mark.parametrize(("unfolded", "tag"), [(False, "<details>"), (True, "<details open>")])
def test_a_fold_is_closed_or_open(unfolded, tag):
    assert fold("<More>", "text", unfolded=unfolded) == (
        f"{tag}<summary{KEYS}>&lt;More&gt;</summary>text</details>"
    )
