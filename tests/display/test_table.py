from urllib.parse import unquote, unquote_to_bytes

import polars as pl
import pytest
from markupsafe import Markup

from workbench.display.html import KEYS, block, download, fold, join
from workbench.display.table import cell, data_table, table

FRAME = pl.DataFrame({"name": ["a & b", "<i>"], "n": [1234, None]})
HEADERS = {"name": "Name", "n": "Words"}


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (1234567, "1,234,567"),
        (0, "0"),
        (0.12345, "0.123"),
        ("a", "a"),
    ],
)
def test_cells(value, printed):
    assert cell(value) == printed


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
    made = {"plain": lambda _: "<b>", "html": lambda _: Markup("<b>x</b>")}
    shown = table(FRAME.head(1), "", {"name": "N", "plain": "P", "html": "H"}, made)
    assert "<td>&lt;b&gt;</td><td><b>x</b></td>" in shown


def test_a_data_table_travels_with_all_its_rows():
    shown = str(data_table(FRAME, "Two", HEADERS, "names"))
    data = shown.split("charset=utf-8,")[1].split('"', maxsplit=1)[0]
    assert unquote(data).removeprefix("\ufeff") == "Name,Words\na & b,1234\n<i>,\n"
    assert 'download="names.csv"' in shown


def test_a_download_begins_with_a_byte_order_mark():
    frame = pl.DataFrame({"x": ["ký"]})
    data = str(download("a.csv", frame)).split("charset=utf-8,")[1].split('"', maxsplit=1)[0]
    assert unquote_to_bytes(data) == b"\xef\xbb\xbf" + "x\nký\n".encode()


def test_pieces_are_escaped_unless_they_are_html():
    assert join(["<a>", Markup("<b>")]) == "&lt;a&gt;<b>"
    assert "&lt;a&gt;</div>" in block("<a>")


@pytest.mark.parametrize(("unfolded", "tag"), [(False, "<details>"), (True, "<details open>")])
def test_a_fold_is_closed_or_open(unfolded, tag):
    assert fold("<More>", "text", unfolded=unfolded) == (
        f"{tag}<summary{KEYS}>&lt;More&gt;</summary>text</details>"
    )
