"""How far the rules of a codebook may be trusted: validity, agreement, trial and gaps."""

import polars as pl
import pytest

from tests.display.made import ORDER, TOPICS, two_documents
from workbench.display import agreement, gaps, trial, validity


@pytest.fixture
def documents():
    return two_documents(("statement", "digest"))


def test_validity_shows_the_lower_estimate_in_its_title():
    rates = {
        f"{rate}{end}": [0.9, 0.9]
        for rate in ("precision", "recall", "kappa")
        for end in ("", "_low", "_high")
    }
    counts = {name: [5, 5] for name in ("n_there", "n_found", "n_both", "n_paragraphs")}
    frame = pl.DataFrame({"topic": ["sea", "all topics"], **rates, **counts})
    lower = frame.with_columns(recall=pl.lit(0.4))
    title = validity(frame, TOPICS, lower).title
    assert title == (
        "Precision 0.90 and recall 0.90 on these texts, recall 0.40 with the words of other documents "
        "alone"
    )


def test_agreement_says_of_every_difference_who_gives_the_topic(documents):
    measures = pl.DataFrame({"measure": ["κ"], "value": [0.5], "n_units": [4]})
    differences = pl.DataFrame(
        {
            "doc_id": pl.Series(["a", "b"], dtype=ORDER),
            "para_no": [4, 7],
            "topic": ["sea", "trade"],
            "error": ["missed", "false"],
            "matches": ["", "r: Boats"],
            "note": ["a reason", ""],
            "text": ["Waves.", "Boats."],
        }
    )
    figure = agreement(measures, differences, documents)
    assert figure.title == "Rules and reader differ 2 times"
    told = '<th scope="row">{}</th><td>{}</td><td>{}</td>'
    html = figure.html()
    assert told.format("Courier 2001, ¶ 4", "sea", "the reader gives it, no rule does") in html
    assert told.format("Herald 2002, ¶ 7", "trade", "rules give it, the reader does not") in html
    assert html.count("Difference</th>") == 1


def test_a_trial_counts_gains_and_losses(documents):
    changes = pl.DataFrame(
        {
            "change": ["gained", "lost", "lost"],
            "topic": ["sea"] * 3,
            "doc_id": pl.Series(["a", "a", "b"], dtype=ORDER),
            "para_no": [1, 2, 3],
            "matches": ["x"] * 3,
            "text": ["y"] * 3,
        }
    )
    figure = trial(changes, documents, "tides")
    assert figure.title == "The changed rule “tides” gains 1 passage and loses 2"
    assert "nothing is saved yet" in figure.subtitle


def test_dead_rules_and_uncoded_provisions_are_listed(documents):
    rules = pl.DataFrame(
        {
            "rule": ["tide", "reef"],
            "topic": ["sea"] * 2,
            "scope": ["text"] * 2,
            "n_hits": [0, 3],
            "verdict": ["dead", ""],
        }
    )
    open_ = pl.DataFrame(
        {
            "doc_id": pl.Series(["a"], dtype=ORDER),
            "provision": ["7"],
            "n_words": [3],
            "text": ["Friends for ever."],
        }
    )
    figure = gaps(rules, open_, documents)
    assert figure.title == "Rules that carry nothing here: 1 of 2; provisions without a topic: 1"
    assert "Courier 2001, provision 7" in figure.html()
