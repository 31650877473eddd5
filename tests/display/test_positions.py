"""Figures of positions and of the verbs in them, from frames small enough to read."""

import polars as pl
import pytest

from tests.display.made import ORDER, two_documents
from workbench.display import ladder, operators, position_cards, positions, review


@pytest.fixture
def documents():
    return two_documents(("statement", "digest"))


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
