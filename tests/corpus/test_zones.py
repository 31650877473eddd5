"""What each line is: its zone, its marker, its section and its provision."""

import re

import polars as pl
import pytest

from tests.corpus.conftest import ZONES
from tests.made import MARKERS, RULES, cases, documents
from workbench.corpus.zones import (
    BULLET,
    CLOSING,
    CONFIRMED,
    LETTERED,
    NUMBERED,
    lines,
    read_zones,
    structure,
    zone,
)
from workbench.errors import WorkbenchError

CASES = cases(__file__)

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


def link(pattern="^Share$", **more):
    return {"zone": "boilerplate", "reason": "link", "pattern": pattern} | more


PHOTO = {"zone": "caption", "reason": "photo", "pattern": "Photo"}
CLAIMED = {
    "by no rule": ("They met.", [SHORT], "body"),
    "by a pattern": ("Share\nShare it.\nShare", [link()], "boilerplate body boilerplate"),
    "by the title, where it is first": ("The Two Shores Meet\nThe Two Shores Meet\nThe Two Shores Meet again", [TITLE], "title body body"),
    "after the title": ("Rubric\nThe Two Shores Meet\nA summary.\nA text.", [TITLE, AFTER], "body title deck body"),
    "after the title, the first that is free": ("The Two Shores Meet\nPrint\nA summary.\nA text.", [TITLE, link("^Print$"), AFTER], "title boilerplate deck body"),
    "after no title": ("A summary.\nA text.", [TITLE, AFTER], "body body"),
    "and no item": ("They agreed on:\nThe tariff stays\nShare\nOf trade\nThey met.", [link(), SHORT], "body heading boilerplate heading body"),
    "by the first that fits": ("A Photo\nA text.", [PHOTO, link(".")], "caption boilerplate"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rules", "expected"), CLAIMED.values(), ids=CLAIMED)
def test_lines_are_claimed(text, rules, expected):
    frame = rows(text, *rules)
    assert frame["zone"].to_list() == expected.split()
    reasons = {rule["zone"]: rule["reason"] for rule in rules} | {"body": ""}
    assert frame["reason"].to_list() == [reasons[zone] for zone in expected.split()]


@pytest.mark.parametrize(("text", "expected"), CASES["short_lines"])
def test_a_short_line_without_a_closing_mark_is_a_heading(text, expected):
    assert zones(text, SHORT) == [expected]


ITEMS = CASES["items"]


@pytest.mark.parametrize("text", ITEMS)
def test_a_line_that_begins_as_an_item_is_one(text):
    frame = rows(text, SHORT, markers=[])
    assert frame["zone"].item() == "body"
    assert frame["marker"].item() in ("point number", "bullet")
    assert text[frame["prose_start"].item() :] == "Of rivers"


@pytest.mark.parametrize("text", ITEMS)
def test_markers_are_patterns_of_python_too(text):
    assert re.match(f"{NUMBERED}|{LETTERED}|{BULLET}", text).group() + "Of rivers" == text
    assert re.search(CLOSING, "Of rivers.")


@pytest.mark.parametrize(
    "text",
    ["A. S. Pushkin met them.", "2024. A year.", "3.5 million tons.", "I. Ivanov met them.", "Ha) No.", "-"],
)  # fmt: skip
def test_what_only_looks_like_an_item_has_no_marker(text):
    assert rows(text, SHORT, markers=[])["marker"].item() is None


#: Lines in order; those of a list are written with a plus, headings with an equals sign.
LISTS = CASES["lists"]


@pytest.mark.parametrize("line", CASES["no_headings"])
def test_a_tight_number_and_every_colon_open_no_heading(line):
    assert zones(line, SHORT) == ["body"]


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_items_of_a_list_are_no_headings(text):
    printed = re.sub(r"(?m)^[+=] ", "", text)
    found = rows(printed, SHORT).select("zone", "text").rows()
    headings = re.findall(r"(?m)^= (.*)", text)
    assert [line for what, line in found if what == "heading"] == headings


def test_a_rule_for_a_publisher_leaves_the_others_alone():
    about = documents("Share", "Share", publisher=["Gazette", "Courier"])
    frame = zone(about, [link(publisher="Gazette")], [])
    assert frame["zone"].to_list() == ["boilerplate", "body"]


@pytest.mark.parametrize(("publisher", "cut"), [({}, 3), ({"publisher": "Courier"}, 0)])
def test_a_rule_to_the_end_claims_all_that_follows_in_its_document(publisher, cut):
    rule = link("^More$", reach="to end", **publisher)
    frame = zone(documents("One.\nMore\nTwo.\nThree.", "Four."), [rule], [])
    wanted = ["body", *["boilerplate"] * cut, *["body"] * (3 - cut), "body"]
    assert frame["zone"].to_list() == wanted


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


def test_a_codebook_adds_markers_of_its_own():
    dateline = {"marker": "dateline", "pattern": r"[A-Z]+, May \d+\. "}
    frame = rows("RIVERTON, May 5. They met.", markers=[dateline])
    assert frame.select("marker", "prose_start").rows() == [("dateline", 17)]


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


#: Lines, and "section, provision" of each.
PLACES = CASES["places"]


@pytest.mark.parametrize(("text", "expected"), PLACES.values(), ids=PLACES)
def test_section_and_provision(text, expected):
    frame = structure(zone(documents(text), RULES, MARKERS))
    assert [
        ",".join(row) for row in frame.select("section", "provision").rows()
    ] == expected.split()


def test_each_document_begins_without_section_and_point():
    docs = documents("Of rivers\n1. They met.", "They spoke.")
    frame = structure(zone(docs, RULES, MARKERS))
    assert frame.select("section", "provision").rows()[-1] == ("", "¶1")


@pytest.fixture
def codebook(tmp_path):
    def write(text):
        path = tmp_path / "my-corpus" / "codebook" / "book.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write


def rule(**keys):
    made = {"zone": "caption", "reason": "photo", "pattern": "^Photo"} | keys
    lines = [f"{key} = {value!r}" for key, value in made.items() if value is not None]
    return "\n".join(["[[rule]]", *lines]) + "\n"


def test_rules_and_markers_are_given_in_order(codebook):
    assert read_zones(codebook(ZONES)) == (RULES, MARKERS)


def test_a_codebook_of_rules_alone_is_enough(codebook):
    assert read_zones(codebook(rule())) == (
        [{"zone": "caption", "reason": "photo", "pattern": "^Photo"}],
        [],
    )


NO_RULE = {
    "unknown zone": (
        rule(zone="footer"),
        ", zone: 'footer' is not a choice; choose body, boilerplate,",
    ),
    "no zone": (rule(zone=None), "the key zone is missing; the keys are zone, reason, publisher"),
    "no reason": (rule(reason=None), "the key reason is missing"),
    "empty reason": (rule(reason=""), ", reason: must not be empty"),
    "reason that is no text": (rule(reason=7), ", reason: must be text, not a whole number"),
    "publisher that is no text": (rule(publisher=7), ", publisher: must be text"),
    "unknown key": (rule(colour="red"), "unknown key colour; the keys are zone, reason"),
    "pattern and line": (rule(line="short"), "needs either pattern or line"),
    "neither": (rule(pattern=None), "needs either pattern or line"),
    "unknown line": (rule(pattern=None, line="last"), "choose after title, short, title"),
    "unknown reach": (rule(reach="to start"), "'to start' is not a choice; choose to end"),
    "bad pattern": (rule(pattern="(oops"), "'(oops' is not a valid pattern (unclosed group)"),
    "look-ahead": (rule(pattern="a(?=b)"), "'a(?=b)' is not a valid pattern (look-around"),
    "empty pattern": (rule(pattern=""), "needs either pattern or line"),
}


@pytest.mark.parametrize(("text", "said"), NO_RULE.values(), ids=NO_RULE)
def test_a_rule_out_of_shape_is_named_by_its_number(codebook, text, said):
    with pytest.raises(WorkbenchError) as caught:
        read_zones(codebook(rule() + text))
    assert str(caught.value).startswith("my-corpus/codebook/book.toml: rule 2")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[marker]]\nmarker = "star"\npattern = "x"', "marker 1, marker: 'star' is not a choice"),
        ('[[marker]]\nmarker = "bullet"\npattern = "["', "marker 1: '[' is not a valid pattern"),
        ('[[marker]]\nmarker = "bullet"', "marker 1: the key pattern is missing"),
        ("x = 1", "unknown key x; the keys are rule, marker"),
        ("rule = 1", "rule: must be a list, not a whole number"),
        ("[rule]", "rule: must be a list, not a table"),
        ("[[role]]", "unknown key role"),
        ("rule = [1]", "rule 1: must be a table"),
    ],
)
def test_a_zones_file_out_of_shape_is_refused(codebook, text, said):
    with pytest.raises(WorkbenchError) as caught:
        read_zones(codebook(text))
    assert str(caught.value).startswith("my-corpus/codebook/book.toml: ")
    assert said in str(caught.value)
