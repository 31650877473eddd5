import polars as pl
import pytest

from tests.corpus.made import MARKERS, RULES, documents
from workbench.corpus.zones import CONFIRMED, lines, spans, zone

SHORT = {"zone": "heading", "reason": "short line", "line": "short"}
TITLE = {"zone": "title", "reason": "headline", "line": "title"}
AFTER = {"zone": "deck", "reason": "summary", "line": "after title"}


def rows(text, *rules, markers=MARKERS, **columns):
    return zone(documents(text, **columns), list(rules), markers)


def zones(text, *rules, **columns):
    return rows(text, *rules, **columns)["zone"].to_list()


def test_lines_are_numbered_without_and_with_the_blank_ones():
    frame = lines(documents("\n One. \n\n\tTwo.\n"))
    assert frame.select("para_no", "line_no", "start", "end", "text").rows() == [
        (1, 2, 2, 6, "One."),
        (2, 4, 10, 14, "Two."),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u00a0\n", " \n \n"])
def test_line_ends_and_odd_spaces_are_no_part_of_a_line(end):
    assert lines(documents(f"One.{end}Two."))["text"].to_list() == ["One.", "Two."]


def test_lines_of_each_document_begin_anew():
    frame = lines(documents("Ký.\nB", "C"))
    assert frame.select("doc_id", "para_no", "start").rows() == [
        ("d1", 1, 0),
        ("d1", 2, 4),
        ("d2", 1, 0),
    ]


def test_what_no_rule_claims_is_body_and_has_no_reason():
    frame = rows("They met.", SHORT)
    assert frame.select("zone", "reason").rows() == [("body", "")]


def test_a_pattern_claims_the_lines_that_match():
    rule = {"zone": "boilerplate", "reason": "link", "pattern": "^Share$"}
    frame = rows("Share\nShare it.\nShare", rule)
    assert frame.select("zone", "reason").rows() == [
        ("boilerplate", "link"),
        ("body", ""),
        ("boilerplate", "link"),
    ]


def test_the_title_is_the_first_line_that_prints_it():
    text = "The Two Shores Meet\nThe Two Shores Meet\nThe Two Shores Meet again"
    assert zones(text, TITLE) == ["title", "body", "body"]


def test_the_line_after_the_title_is_claimed_where_there_is_a_title():
    assert zones("Rubric\nThe Two Shores Meet\nA summary.\nA text.", TITLE, AFTER) == [
        "body",
        "title",
        "deck",
        "body",
    ]


def test_the_line_after_the_title_is_the_first_that_no_rule_has_claimed():
    link = {"zone": "boilerplate", "reason": "link", "pattern": "^Print$"}
    assert zones("The Two Shores Meet\nPrint\nA summary.\nA text.", TITLE, link, AFTER) == [
        "title",
        "boilerplate",
        "deck",
        "body",
    ]


def test_without_the_title_nothing_stands_after_it():
    assert zones("A summary.\nA text.", TITLE, AFTER) == ["body", "body"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of rivers", "heading"),
        ("one two three four five six seven eight nine ten eleven twelve", "heading"),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", "body"),
        ("Of rivers.", "body"),
        ("Of rivers,", "body"),
        ("Of rivers:", "body"),
        ("Of rivers?", "body"),
        ("“Of rivers”", "body"),
        ("They parted./.", "body"),
        ("- of rivers", "body"),
        ("3. Of rivers", "body"),
    ],
)
def test_a_short_line_without_a_closing_mark_is_a_heading(text, expected):
    assert zones(text, SHORT) == [expected]


def test_a_rule_for_a_publisher_leaves_the_others_alone():
    rule = {"zone": "boilerplate", "reason": "link", "pattern": "^Share$", "publisher": "Gazette"}
    frame = zone(documents("Share", "Share", publisher=["Gazette", "Courier"]), [rule], [])
    assert frame["zone"].to_list() == ["boilerplate", "body"]


def test_a_rule_to_the_end_claims_all_that_follows_in_its_document():
    rule = {"zone": "boilerplate", "reason": "teasers", "pattern": "^More$", "reach": "to end"}
    frame = zone(documents("One.\nMore\nTwo.\nThree.", "Four."), [rule], [])
    assert frame["zone"].to_list() == ["body", *["boilerplate"] * 3, "body"]


def test_a_publisher_rule_to_the_end_stays_with_its_publisher():
    rule = {
        "zone": "boilerplate",
        "reason": "teasers",
        "pattern": "^More$",
        "reach": "to end",
        "publisher": "Courier",
    }
    assert zones("More\nTwo.", rule) == ["body", "body"]


def test_the_first_rule_that_fits_wins():
    first = {"zone": "caption", "reason": "photo", "pattern": "Photo"}
    second = {"zone": "boilerplate", "reason": "all", "pattern": "."}
    frame = rows("A Photo\nA text.", first, second)
    assert frame.select("zone", "reason").rows() == [("caption", "photo"), ("boilerplate", "all")]


def test_markers_stand_before_the_prose():
    frame = rows("12. They met.\n- They spoke.\nThey parted.")
    assert frame.select("marker", "start", "prose_start").rows() == [
        ("point number", 0, 4),
        ("bullet", 14, 16),
        (None, 28, 28),
    ]


def test_a_cut_line_has_no_marker():
    rule = {"zone": "boilerplate", "reason": "list", "pattern": "^- "}
    frame = rows("- Tea", rule)
    assert frame.select("marker", "start", "prose_start").rows() == [(None, 0, 0)]


def test_a_codebook_without_markers_leaves_lines_unmarked():
    frame = rows("1. They met.", markers=[])
    assert frame.select("marker", "prose_start").rows() == [(None, 0)]


def test_spans_cover_leading_and_following_white_space():
    docs = documents("\n\n One.\n\nTwo. \n", "X")
    frame = spans(docs, zone(docs, [], []))
    assert frame.select("doc_id", "start", "end").rows() == [
        ("d1", 0, 9),
        ("d1", 9, 15),
        ("d2", 0, 1),
    ]


def test_lines_stay_in_the_order_of_the_documents():
    docs = documents("B.", "A.", doc_id=["z", "a"])
    assert zone(docs, [], []).select("doc_id", "text").rows() == [("z", "B."), ("a", "A.")]
    assert isinstance(zone(docs, [], []).schema["zone"], pl.Enum)


def test_a_byte_order_mark_is_no_part_of_the_first_line():
    rows = lines(pl.DataFrame({"doc_id": ["a"], "text": ["\ufeff Head\nBody."]}))
    assert rows.select("start", "text").rows() == [(2, "Head"), (7, "Body.")]


def test_what_a_reader_confirmed_comes_before_every_rule():
    given = [
        {"first": 1, "last": 1, "zone": "caption", "reason": "under a picture"},
        {"first": 3, "last": 4, "zone": "body", "reason": ""},
    ]
    about = documents("The Two Shores Meet\nBuy tea\nBuy rice\nOf rivers\nThe end.")
    about = about.with_columns(zones=pl.Series([given], dtype=pl.List(CONFIRMED)))
    rows = zone(about, RULES, MARKERS)
    assert rows["zone"].to_list() == ["caption", "boilerplate", "body", "body", "body"]
    assert rows["reason"].to_list() == ["under a picture", "advertisement", "", "", ""]
