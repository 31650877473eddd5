from urllib.parse import unquote_to_bytes

import polars as pl

from workbench.display.table import data_table


def test_a_saved_table_keeps_a_spreadsheet_from_taking_text_for_a_formula():
    shown = str(data_table(pl.DataFrame({"x": ["=1+1"]}), "", {"x": "X"}, "f"))
    saved = unquote_to_bytes(shown.split("charset=utf-8,")[1].split('"', maxsplit=1)[0])
    assert saved.startswith(b"\xef\xbb\xbf")
    assert saved.decode("utf-8-sig") == "X\n'=1+1\n"
