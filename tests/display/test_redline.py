import re

import polars as pl

from workbench.display.redline import beside, redline

EDITS = pl.DataFrame(
    {
        "edit_no": [1, 2, 3, 4],
        "op": ["kept", "reworded", "reworded", "added"],
        "kind": [None, "commitment", "form", "scope"],
        "substantive": [False, True, False, True],
        "left": ["We", "may", "towards", ""],
        "right": ["We", "shall", "toward", "<peace>"],
        "left_start": [10, 13, 17, None],
        "left_end": [12, 16, 24, None],
        "right_start": [0, 3, 9, 16],
        "right_end": [2, 8, 15, 23],
    }
)
LINK = {
    "link_no": 1,
    "left_id": "a",
    "left_start": 10,
    "left_para_no": 4,
    "left_text": "We may towards.",
    "right_id": "b",
    "right_start": 0,
    "right_para_no": 7,
    "right_text": "We shall toward <peace>.",
}


def test_a_redline_says_in_words_which_side_has_the_words():
    html = redline(EDITS, "Courier", "Herald")
    assert "[only Courier: </span>may<" in html
    assert "[only Herald: </span>shall<" in html
    assert html.count("<del>") == 1
    assert html.count("<ins>") == 2


def test_formal_edits_are_hidden_but_counted():
    assert "1 edit of form or naming not marked." in redline(EDITS, "Courier", "Herald")
    assert "toward " in redline(EDITS, "Courier", "Herald")
    assert "[only Courier: </span>towards<" in redline(EDITS, "Courier", "Herald", formal=True)


def test_a_redline_escapes_the_sources():
    assert "<peace>" not in redline(EDITS, "Courier", "Herald")


def test_moved_words_are_shown_once_as_moved():
    moved = EDITS.with_columns(op=pl.lit("moved"), substantive=pl.lit(value=True)).head(1)
    html = redline(moved, "Courier", "Herald")
    assert html.count("[moved: We]") == 1


def test_partners_carry_the_same_number_and_take_the_focus():
    html = beside(LINK, EDITS, "Courier", "Herald")
    assert html.count('class="wb-edit wb-strong wb-e2"') == 2
    assert html.count('class="wb-edit wb-weak wb-e3"') == 2
    assert html.count('class="wb-edit wb-strong wb-e4"') == 1
    assert html.count('tabindex="0"') == 5


def test_a_passage_beside_its_partner_is_complete():
    html = beside(LINK, EDITS, "Courier", "Herald")
    plain = re.sub(r"<sup>\d+</sup>|<[^>]+>", "", html)
    assert "We may towards." in plain
    assert "We shall toward &lt;peace&gt;." in plain
