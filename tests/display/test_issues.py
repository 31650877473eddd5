"""Figures of issues, from frames small enough to read."""

import polars as pl
import pytest

from tests.display.made import ORDER, two_documents
from workbench.display import (
    competing,
    counterparts,
    coverage,
    coverage_map,
    ladder,
    operators,
    position_cards,
    positions,
    review,
    silences,
)

TERMS = pl.DataFrame({"topic": ["sea", "code"], "label": ["The sea", "The code"]})


@pytest.fixture
def documents():
    return two_documents(("statement", "digest"))


def cells():
    return pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "a", "b", "b"], dtype=ORDER),
            "issue": ["waters"] * 4,
            "term": ["sea", "code", "sea", "code"],
            "status": ["stated", "not in the statement", "quoted", "not in this source"],
            "n": [2, 0, 1, 0],
            "n_stated": [2, 0, 0, 0],
            "n_quoted": [0, 0, 1, 0],
            "n_reported": [0, 0, 0, 0],
            "n_inside": [0, 1, 0, 0],
            "n_headings": [0] * 4,
            "n_elsewhere": [0, 0, 0, 3],
            "why": ["2 stated", "The statement is silent.", "1 quoted", "A digest is short."],
        }
    )


def lines(left="We like the "):
    return pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "a", "b"], dtype=ORDER),
            "term": ["sea"] * 3,
            "para_no": [1, 2, 1],
            "voice": ["stated", "stated", "quoted"],
            "left": [left] * 3,
            "match": ["<Sea>"] * 3,
            "right": [" & land."] * 3,
        }
    )


def test_coverage_says_how_much_is_silent_and_opens_every_cell(documents):
    figure = coverage(cells(), lines(), TERMS, documents, "The waters")
    assert figure.title == "The waters: terms in 2 of 2 documents; there, 2 of 4 cells are filled"
    body = str(figure.body)
    assert body.count("<details>") == 4
    assert body.count("¶ ") == 3
    assert "○ not in the statement" in body
    assert "○ not on this issue" in body
    assert "A digest is short." in body
    assert "&lt;Sea&gt;" in body
    assert "<Sea>" not in body


def test_the_map_has_a_mark_for_each_cell_with_its_words(documents):
    figure = coverage_map(cells(), TERMS, documents, "The waters")
    data = figure.body.to_dict()["datasets"]
    (marks,) = data.values()
    assert {mark["key"]: mark["said"] for mark in marks} == {
        "a|sea": "stated 2",
        "a|code": "not in the statement",
        "b|sea": "quoted 1",
        "b|code": "not on this issue",
    }
    assert figure.table.height == 4


def times(n):
    return pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "b"], dtype=ORDER),
            "event_date": ["2001", "2002"],
            "issue": ["waters"] * 2,
            "label": ["the strait"] * 2,
            "n": [n, 0],
            "n_words": [10, 20],
            "per_1000": [100.0 * n, 0.0],
            "n_provisions": [min(n, 1), 0],
            "n_provisions_all": [2, 3],
            "status": ["stated" if n else "not in the statement", "not in this source"],
            "why": ["…", "…"],
        }
    )


def test_silences_are_drawn_and_said(documents):
    documents = documents.with_columns(date_note=pl.lit(""))
    figure = silences(times(2), documents)
    assert figure.title == "The strait is mentioned in 1 of 2 documents"
    assert "Courier 2001: 2 in 1 of 2 provisions, 200.0 per 1,000 words" in figure.alt
    assert "Herald 2002: silent: not in this source" in figure.alt
    assert silences(times(0), documents).title == "The strait is mentioned in 0 of 2 documents"


def held(actors, coder="hand"):
    n = len(actors)
    return pl.DataFrame(
        {
            "coder": [coder] * n,
            "issue": ["waters"] * n,
            "doc_id": pl.Series(["a", "b"][:n], dtype=ORDER),
            "position_no": [1] * n,
            "para_no": [1] * n,
            "sent_no": [1] * n,
            "provision": ["1"] * n,
            "start": [10] * n,
            "end": [25] * n,
            "text": ["We may towards."] * n,
            "actor": actors,
            "actor_text": ["We"] * n,
            "operator": ["allow"] * n,
            "operator_text": ["may"] * n,
            "operator_start": [13] * n,
            "operator_end": [16] * n,
            "embedded": [[]] * n,
            "negation": [""] * n,
            "object": ["<towards>"] * n,
            "legal_anchors": [["UN Charter", "UNCLOS"]] * n,
            "qualifiers": [[]] * n,
            "name_used": [""] * n,
            "voice": ["stated", "reported"][:n],
            "note": [""] * n,
        },
        schema_overrides=dict.fromkeys(
            ("embedded", "legal_anchors", "qualifiers"), pl.List(pl.String)
        ),
    )


def test_one_actor_everywhere_is_the_finding(documents):
    assert (
        positions(held(["Us", "Us"]), documents, "waters").title
        == "On waters, Us is the only actor of a verb, in all 2 documents with a position"
    )
    assert (
        positions(held(["Us", "both sides"]), documents, "waters").title
        == "On waters: Courier 2001, Us; Herald 2002, both sides"
    )
    assert "&lt;towards&gt;" in str(positions(held(["Us"]), documents, "waters").body)
    none = positions(held([]), documents, "waters")
    assert none.title == "No position on waters is coded in these documents"
    assert none.subtitle.startswith("0 positions in 0 of 2 documents.")


def test_a_card_marks_the_operator_and_escapes_the_source(documents):
    body = str(position_cards(held(["Us"]), documents, "waters").body)
    assert "We <mark>may</mark> towards." in body
    assert "<strong>Instruments named:</strong> UN Charter, UNCLOS" in body
    assert "Qualifiers" not in body
    assert "coded from reading" in body


def test_the_review_lists_every_difference(documents):
    agreement = pl.DataFrame(
        {"field": ["position", "actor"], "n": [3, 2], "n_agree": [2, 1], "share": [2 / 3, 0.5]}
    )
    differences = pl.DataFrame(
        {
            "doc_id": pl.Series(["a"], dtype=ORDER),
            "text": ["We <may>."],
            "field": ["actor"],
            "rule": ["Us"],
            "hand": ["both sides"],
        }
    )
    figure = review(agreement, differences, documents)
    assert figure.title == "Rules and hand share 2 of 3 positions"
    assert "position 2 of 3, actor 1 of 2" in figure.alt
    assert "We &lt;may&gt;." in str(figure.body)


LADDER = pl.DataFrame(
    {"operator": ["note", "back"], "label": ["note", "back"], "class": ["x", "x"], "rank": [1, 2]}
)


def used(n):
    return pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "a", "b", "b"], dtype=ORDER),
            "voice": ["stated", "stated", "reported", "reported"],
            "operator": ["back", "note", "note", "back"],
            "class": ["x"] * 4,
            "rank": [2, 1, 1, 2],
            "n": [n, 0, 0, 0],
            "n_negated": [0, 1, 0, 0],
            "n_embedded": [0] * 4,
            "n_positions": [n + 1, n + 1, 0, 0],
        }
    )


def test_operators_keep_the_order_of_the_ladder_and_count_each_voice_once(documents):
    figure = operators(used(3), LADDER, documents, "all of them")
    assert figure.title == "1 of 2 operators stand by themselves somewhere"
    assert figure.subtitle.startswith(
        "4 positions: all of them. Most often: Courier 2001 “back” (3); Herald 2002 none."
    )
    assert figure.table["operator"].to_list() == ["note", "back", "note", "back"]
    assert operators(used(0), LADDER, documents, "none").html()


def test_the_ladder_shows_its_precedent_and_its_limits():
    classes = pl.DataFrame({"class": ["x"], "meaning": ["Saying so"]})
    figure = ladder(LADDER, classes, "A <list>.", "Two languages.")
    assert figure.title == "A ladder of 2 operators in 1 kind of act"
    assert "A &lt;list&gt;." in str(figure.body)
    assert "Two languages." in str(figure.body)


def test_names_are_counted_apart_and_silence_is_said(documents):
    rows = pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "a", "b", "b"], dtype=ORDER),
            "publisher": ["Courier"] * 2 + ["Herald"] * 2,
            "issue": ["waters"] * 4,
            "name": ["Wide Sea", "Long Sea"] * 2,
            "n": [2, 0, 0, 0],
            "n_inside": [1, 0, 0, 3],
            "n_headings": [0] * 4,
            "n_words": [10, 10, 20, 20],
            "per_1000": [200.0, 0.0, 0.0, 0.0],
            "status": ["stated", "not in the statement", *["not in this source"] * 2],
            "why": ["…"] * 4,
        }
    )
    figure = competing(rows, documents, "the waters")
    assert figure.title == "Names for the waters, by themselves: Wide Sea 2; never Long Sea"
    body = str(figure.body)
    assert "2 (and 1 inside a longer name)" in body
    assert "○ only inside a longer name: 3" in body


def test_a_passage_without_counterpart_says_so(documents):
    rows = pl.DataFrame(
        {
            "issue": ["waters"] * 2,
            "left_id": pl.Series(["a", "a"], dtype=ORDER),
            "left_para_no": [1, 2],
            "left_provision": ["1", "2"],
            "left_start": [10, 20],
            "left_end": [15, 25],
            "left_text": ["We may", "tow<ards"],
            "right_id": pl.Series(["b", "b"], dtype=ORDER),
            "counterpart_no": [1, 0],
            "right_para_no": [4, None],
            "right_provision": ["4", None],
            "right_start": [0, None],
            "right_end": [8, None],
            "right_text": ["We shall", ""],
            "score": [0.5, None],
            "link": ["proposed", "no counterpart found"],
            "stamp": ["Read as editorial selection."] * 2,
        }
    )
    figure = counterparts(rows, documents, "The waters")
    assert (
        figure.title
        == "The waters in Courier 2001: 2 passages; with a counterpart: 1 in Herald 2002"
    )
    body = str(figure.body)
    assert "¶ 4: We shall" in body
    assert "proposed, score 0.50" in body
    assert "<em>○ no counterpart found</em>" in body
    assert "tow&lt;ards" in body
    assert "Read as editorial selection." in body
