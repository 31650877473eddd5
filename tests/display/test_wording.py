import polars as pl
import pytest

from tests.display.made import ORDER, two_documents
from workbench.display import cards, evaluation, formula, mistakes, nearest, synopsis, witnesses
from workbench.display.evaluation import in_words


@pytest.fixture
def documents():
    return two_documents()


def rows_and_links():
    rows = pl.DataFrame(
        {
            "row_no": [1, 2, 3],
            "left_unit_no": [1, 2, None],
            "left_para_no": [4, 5, None],
            "left_text": ["We may.", "Boats.", None],
            "link_nos": [[1], None, None],
            "right_provisions": [["¶7"], None, None],
            "score": [0.5, None, None],
            "n_substantive": [2, None, None],
            "n_formal": [1, None, None],
            "outcome": ["reworded", "dropped", "new"],
            "absent_from": [None, "b", "a"],
            "right_unit_no": [None, None, 3],
            "right_para_no": [None, None, 9],
            "right_text": [None, None, "Dogs."],
            "left_id": ["a"] * 3,
            "right_id": ["b"] * 3,
            "stamp": ["Read as change over time."] * 3,
        }
    )
    links = pl.DataFrame(
        {
            "link_no": [1],
            "left_id": ["a"],
            "right_id": ["b"],
            "right_para_no": [7],
            "right_text": ["We shall."],
        }
    )
    return rows, links


def test_a_synopsis_keeps_the_silent_sides_as_rows(documents):
    figure = synopsis(*rows_and_links(), documents, "sentence", 0.1)
    html = figure.html()
    assert figure.title == "1 of 2 sentences of Courier 2001 have a counterpart in Herald 2002"
    assert "3 rows: 1 dropped, 1 new, 1 reworded." in figure.subtitle
    assert "nothing found; only in Courier 2001" in html
    assert "nothing here; only in Herald 2002" in html


def test_a_synopsis_says_when_the_alignment_was_not_measured(documents):
    measured = pl.DataFrame(
        {
            "left_id": ["x"],
            "right_id": ["y"],
            "precision": [1.0],
            "recall": [1.0],
            "n_reference": [1],
        }
    )
    figure = synopsis(*rows_and_links(), documents, "sentence", 0.1, measured)
    assert "has not been measured" in figure.subtitle


def test_measured_rates_are_found_for_either_order_of_the_pair(documents):
    measured = pl.DataFrame(
        {
            "left_id": ["b"],
            "right_id": ["a"],
            "precision": [0.5],
            "recall": [0.75],
            "n_reference": [8],
        }
    )
    figure = synopsis(*rows_and_links(), documents, "sentence", 0.1, measured)
    assert "Measured on 8 coded links of this pair: 50% of the proposed" in figure.subtitle
    assert "75% of the coded ones are found" in figure.subtitle


CARD = {
    "link_no": [1],
    "theme": ["peace"],
    "left_id": ["a"],
    "left_para_no": [4],
    "left_text": ["We may."],
    "right_id": ["b"],
    "right_para_no": [7],
    "right_text": ["We shall."],
    "meaning": ["Commitment: “may” against “shall”."],
    "n_formal": [1],
    "score": [0.5],
    "status": ["proposed"],
}


def test_only_a_change_over_time_has_a_then_and_a_now(documents):
    rows = pl.DataFrame(CARD)
    assert "Then: Courier 2001" in cards(rows, documents, "Read as change over time. So.", 1).html()
    assert "Then:" not in cards(rows, documents, "Read as editorial selection. So.", 1).html()


def test_a_card_holds_both_citations(documents):
    html = cards(pl.DataFrame(CARD), documents, "Read as editions.", 1).html()
    assert "Courier, “One”" in html
    assert "Herald, “Two”" in html


@pytest.mark.parametrize(
    ("n_passages", "told"),
    [(2, ""), (5, "Shown are 2 of 5 passages: the first of each document.")],
)
def test_the_witnesses_stand_in_columns_and_silence_is_a_dash(documents, n_passages, told):
    rows = pl.DataFrame(
        {
            "place_no": [1, 1, 2, 2],
            "agree": [True, True, False, False],
            "doc_id": pl.Series(["a", "b", "a", "b"], dtype=ORDER),
            "text": ["We", "We", "may", ""],
            "n_passages": [n_passages] * 4,
        }
    )
    gate = pl.DataFrame({"left": ["a"], "right": ["b"], "kind": ["blocked"], "why": ["So."]})
    figure = witnesses(rows, documents, gate)
    assert (
        figure.title == "Courier 2001 and Herald 2002 differ in 1 of 2 places, first in “may” / “—”"
    )
    assert "may | —" in figure.alt
    assert figure.subtitle.partition("Shown")[1:] == (told and "Shown", told.removeprefix("Shown"))


def test_a_formula_names_the_silent_documents(documents):
    found = pl.DataFrame(
        {
            "doc_id": pl.Series(["a"], dtype=ORDER),
            "para_no": [4],
            "voice": ["quoted"],
            "text": ["We may"],
            "variant": ["we may"],
        }
    )
    spread = pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "b"], dtype=ORDER),
            "n": [1, 0],
            "n_quoted": [1, 0],
            "n_words": [3, 4],
            "per_1000": [333.3, 0.0],
        }
    )
    figure = formula(found, spread, documents, "we may", "1 match.")
    assert figure.title == "“we may” stands 1 time in 1 form"
    assert "Not in: Herald 2002." in figure.subtitle


def test_the_exam_is_shown_with_its_worst_and_its_best_pair(documents):
    rates = {
        f"{rate}{end}": [0.5]
        for rate in ("precision", "recall", "f1")
        for end in ("", "_low", "_high")
    }
    counts = {name: [2] for name in ("n_predicted", "n_right", "n_reference", "n_found")}
    scores = pl.DataFrame(
        {"left_id": ["a"], "right_id": ["b"], "threshold": [0.1], **rates, **counts}
    )
    figure = evaluation(scores, documents, "sentence")
    assert "F1 runs from 0.50 (Courier 2001 → Herald 2002)" in figure.title
    assert "precision 0.50, recall 0.50, F1 0.50" in figure.alt


def test_every_mistake_is_listed_with_both_passages(documents):
    errors = pl.DataFrame(
        {
            "left_id": ["a"],
            "right_id": ["b"],
            "left_start": [10],
            "left_end": [16],
            "right_start": [0],
            "right_end": [8],
            "score": [None],
            "error": ["missed"],
            "note": ["a reason"],
        },
        schema_overrides={"score": pl.Float64},
    )
    figure = mistakes(errors, documents)
    assert figure.title == "1 error: 1 counterpart that was not found"
    html = figure.html()
    assert ">Counterpart that was not found<" in html
    assert "Courier 2001: We may" in html
    assert "Herald 2002: We shall" in html


def test_mistakes_are_counted_in_words():
    def title(*kinds):
        return in_words(pl.DataFrame({"error": kinds}, schema={"error": pl.String}))

    assert title("missed", "missed", "tempting", "false link") == (
        "4 errors: 1 link that the coder did not make, "
        "1 pair of passages that look alike and are not counterparts, "
        "2 counterparts that were not found"
    )
    assert title(*["tempting", "false link"] * 2) == (
        "4 errors: 2 links that the coder did not make, "
        "2 pairs of passages that look alike and are not counterparts"
    )
    assert title() == "0 errors"


def test_what_is_nearest_is_not_called_a_counterpart(documents):
    near = pl.DataFrame(
        {"score": [0.05], "right_id": ["b"], "right_para_no": [7], "right_text": ["We shall."]}
    )
    figure = nearest("We may.", near, "right", "b", documents, 0.1)
    assert figure.title == "No counterpart found in Herald 2002"
    assert "No link reaches a score of 0.10." in figure.subtitle
    best = near.with_columns(score=pl.lit(0.4))
    told = nearest("We may.", best, "right", "b", documents, 0.1).subtitle
    assert told.startswith("A reader has rejected the link")
