"""Figures of issues, from frames small enough to read and from the shipped sources."""

import datetime as dt

import polars as pl
import pytest

from tests.figures.checks import HOSTILE, check_figure
from workbench import schema
from workbench.issues import figures

VOICES = ("stated", "reported")
TERMS = pl.DataFrame({"topic": ["sea", "code"], "label": ["The sea", "The code"]})


@pytest.fixture
def documents():
    about = {"doc_id": ["a", "b"], "publisher": ["Courier", "Herald"], "year": [2001, 2002]}
    about |= {"genre": ["statement", "digest"], "event_date": ["2001-03-04", "2002"]}
    about |= {"title": ["One", "Two"], "published": ["unknown"] * 2, "language_note": [""] * 2}
    return pl.DataFrame(about | {"file": ["a.txt", "b.txt"], "sha256": ["1" * 64, "2" * 64]})


def rows_of(name, rows, **fixed):
    """Write rows of a declared frame; what is not given is empty."""
    zero = {pl.String: "", pl.UInt32: 0, pl.Float64: 0.0}
    types = schema.dtypes(name)
    full = [
        {key: {**fixed, **row}.get(key, zero.get(kind, [])) for key, kind in types.items()}
        for row in rows
    ]
    return pl.DataFrame(full, schema=types, orient="row")


def cells():
    return rows_of(
        "coverage",
        [
            {"doc_id": "a", "term": "sea", "status": "stated", "n": 2, "n_stated": 2},
            {"doc_id": "a", "term": "code", "status": "not in the text as published", "why": "Silent."},
            {"doc_id": "b", "term": "sea", "status": "quoted", "n": 1, "n_quoted": 1},
            {"doc_id": "b", "term": "code", "status": "not in this press text", "why": "A digest is short."},
        ],
    )  # fmt: skip


def lines(match="<Sea>"):
    places = [("a", 1, "stated"), ("a", 2, "stated"), ("b", 1, "quoted")]
    rows = [
        {"doc_id": doc_id, "para_no": para_no, "voice": voice, "start": para_no}
        for doc_id, para_no, voice in places
    ]
    return rows_of("contexts", rows, term="sea", left="We like the ", match=match, right=" & land.")


def test_every_cell_of_the_matrix_opens(documents):
    figure = figures.matrix(cells(), lines(HOSTILE), TERMS, documents, "the waters")
    assert figure.title == "Both texts speak of the waters"
    assert "where it is spoken of, 2 of 4 cells have a mark" in figure.subtitle
    body = str(figure.body)
    assert body.count("<details") == 4
    assert body.count("¶ ") == 3
    assert "A digest is short." in body
    check_figure(figure, [HOSTILE])


def test_a_mark_can_be_picked_in_place_of_opening(documents):
    figure = figures.matrix(cells(), lines(), TERMS, documents, "the waters", pick=True)
    assert "a|sea" in str(figure.body)
    assert "<details" not in str(figure.body)
    check_figure(figure)


def test_an_issue_of_which_nobody_speaks_has_no_cells_to_count(documents):
    nothing = cells().with_columns(n=pl.lit(0), status=pl.lit("not in this text"))
    figure = figures.matrix(nothing, lines().clear(), TERMS, documents, "the waters")
    assert figure.title == "No text speaks of the waters"
    assert "have a mark" not in figure.subtitle
    check_figure(figure)


def test_days_are_said_with_the_sources_before_them(documents):
    dates = [(dt.date(2001, 12, 24), "the strait froze")]
    figure = figures.matrix(cells(), lines(), TERMS, documents, "the waters", dates)
    assert "24 December 2001: the strait froze; Courier 2001 is earlier." in figure.subtitle


def names(n_titles=0):
    return rows_of(
        "naming",
        [
            {"doc_id": "a", "name": "Wide Sea", "n": 2, "n_inside": 1, "status": "stated"},
            {"doc_id": "a", "name": "Long Sea", "status": "not in the text as published"},
            {"doc_id": "a", "name": "titles", "n": 2 * n_titles, "status": "stated"},
            {"doc_id": "b", "name": "Wide Sea", "n_inside": 3, "n_titles": n_titles, "status": "reported"},
            {"doc_id": "b", "name": "Long Sea", "status": "not in this press text"},
            {"doc_id": "b", "name": "titles", "status": "not in this press text"},
        ],
    )  # fmt: skip


def test_names_are_counted_apart_and_silence_is_said(documents):
    figure = figures.names(
        names().filter(pl.col("name") != "titles"), documents, "the waters", [], ""
    )
    assert figure.title == "The waters is called “Wide Sea” twice, never “Long Sea”"
    assert "2 by itself, 1 in a longer name" in str(figure.body)
    assert "○ not on this issue in this press text" in str(figure.body)
    check_figure(figure)


def test_a_name_inside_a_title_is_a_choice_of_a_name(documents):
    figure = figures.names(names(3), documents, "the waters", ["titles"], "A note.")
    assert figure.title == "“Wide Sea” occurs six times, three of them inside titles"
    assert "Titles: 6, three with “Wide Sea” and three without a name. A note." in figure.subtitle
    assert "3 in titles" in str(figure.body)
    check_figure(figure)


def held(actors, coder="reference", about=HOSTILE, names=("", "")):
    places = {"para_no": 1, "sent_no": 1, "provision": "1", "start": 10, "end": 25}
    verb = {"operator": "allow", "operator_text": "may", "operator_start": 13, "operator_end": 16}
    rows = [
        {"doc_id": doc_id, "actor": actor, "voice": voice, "name_used": name}
        for doc_id, actor, voice, name in zip("ab", actors, VOICES, names, strict=False)
    ]
    fixed = {"coder": coder, "text": "We may towards.", "object": about, "position_no": 1}
    return rows_of(
        "positions", rows, **fixed, **places, **verb, legal_anchors=["UN Charter", "DOC"]
    )


@pytest.mark.parametrize(
    ("actors", "title"),
    [
        (["Us", "Us"], "On waters only Us speaks, in both texts that take a position"),
        (["both sides"], "On waters only both sides speak, in Courier 2001"),
        (["Us", "both sides"], "On waters, Us speaks in Courier 2001 and both sides speak in Herald 2002"),
        ([], "No position on waters was found in these texts"),
    ],
)  # fmt: skip
def test_who_speaks_is_the_finding(documents, actors, title):
    for cards in (True, False):
        figure = figures.positions(held(actors), documents, "waters", cards=cards)
        assert figure.title == title
        if actors:
            check_figure(figure, [] if cards else [HOSTILE])


def test_who_does_not_name_the_issue_is_said_apart(documents):
    rows = held(["Us", "both sides"], names=("the waters", ""))
    said = "On waters, Us speaks in Courier 2001; both sides speak without naming it in Herald 2002"
    assert figures.positions(rows, documents, "waters").title == said


def test_a_card_marks_the_verb_and_escapes_the_source(documents):
    body = str(figures.positions(held(["Us"]), documents, "waters").body)
    assert "We <mark>may</mark> towards." in body
    assert "UN Charter, DOC" in body
    assert "Qualifiers" not in body
    assert "read by a language model" in body
    by_rule = figures.positions(held(["Us"], "rule"), documents, "waters")
    assert "found by rule" in by_rule.subtitle


def test_the_agreement_lists_every_difference(documents):
    counts = pl.DataFrame(
        {"field": ["position", "actor"], "n": [3, 2], "n_agree": [2, 1], "share": [2 / 3, 0.5]}
    )
    difference = {"doc_id": "a", "text": HOSTILE, "field": "actor", "rule": "Us"}
    rows = rows_of("differences", [difference], reference="both sides")
    figure = figures.agreement(counts, rows, documents)
    assert figure.title == "The rules find two of three positions of the reference reading"
    assert "position: 2, 3; actor: 1, 2" in figure.alt
    check_figure(figure, [HOSTILE])


LADDER = pl.DataFrame(
    {"operator": ["note", "back"], "label": ["note", "back"], "class": ["x", "x"], "rank": [1, 2]}
)


def used(n):
    there, none = {"doc_id": "a", "voice": "stated"}, {"doc_id": "b", "voice": "reported"}
    rows = [there | {"operator": "back", "n": n}, there | {"operator": "note", "n_negated": 1}]
    rows = [row | {"n_positions": n + 1} for row in rows]
    rows += [none | {"operator": verb} for verb in ("note", "back")]
    return rows_of("operators", rows, **{"class": "x", "rank": 1})


def test_verbs_are_drawn_and_each_voice_is_counted_once(documents):
    figure = figures.verbs(used(3), LADDER, documents, "all of them")
    assert figure.title == "All but one of the two verbs of the ladder is used"
    assert figure.subtitle.startswith(
        "4 positions: all of them. Most often: Courier 2001 “back” (3)."
    )
    check_figure(figure)
    none = figures.verbs(used(0), LADDER, documents, "none")
    assert none.title == "None of the two verbs of the ladder is used"
    check_figure(none)


def test_the_ladder_shows_its_precedent_and_its_limits():
    classes = pl.DataFrame({"class": ["x"], "meaning": ["Saying so"]})
    figure = figures.ladder(LADDER, classes, f"A {HOSTILE}.", "Two languages.")
    assert figure.title == "The ladder orders two verbs in one kind of act"
    assert "Two languages." in str(figure.body)
    check_figure(figure, [HOSTILE])
