"""What the lessons and the notes for the instructor say in numbers is what the corpus says."""

import polars as pl
import pytest

import workbench as wb
from workbench.emphasis.measure import trial
from workbench.readability.measure import frames_of_texts, readability
from workbench.readability.scores import decompose
from workbench.schema import SPLITTERS
from workbench.seminar import answers
from workbench.seminar.answers import emphasis, issue, search


def voices(corpus, doc_id):
    rows = emphasis(corpus).mentions.filter(doc_id=doc_id)
    return dict(rows.group_by(pl.col("voice").cast(pl.String)).len().iter_rows())


def test_lesson_1_tells_the_parts_of_a_file(corpus):
    assert answers.lines(corpus, "investor-2024").height == 80
    assert answers.lines(corpus, "investor-2024", "body").height == 28
    assert answers.words_in(corpus, "investor-2024", "title", "deck", "caption") == 64
    assert round(100 * 971 / 1885) == 52


def test_lesson_2_counts_the_voices(corpus):
    assert voices(corpus, "tass-2024") == {"quoted": 11, "reported": 43}
    assert voices(corpus, "investor-2024") == {"quoted": 3, "reported": 90}
    assert "quoted" not in voices(corpus, "vov-2025")
    assert set(voices(corpus, "vgp-2025")) == {"stated"}


def test_lesson_3_counts_claims_and_counterparts(corpus):
    title = wb.Sources(corpus).claims().title
    assert title.startswith("Three of eight pairs on two statements can show")
    assert title.endswith("none of the eight pairs that something is new")
    pair = wb.Wording(corpus).compare("tass-2021", "tass-2024").synopsis
    sides = {side: pair.filter(pl.col(f"{side}_text").is_not_null()) for side in ("left", "right")}
    linked = pair.filter(pl.col("left_text").is_not_null(), pl.col("right_text").is_not_null())
    assert (sides["left"].height, linked.height) == (39, 16)
    assert (sides["right"].height - linked.height) == 17


def test_lesson_3_finds_the_widest_gap_in_four_provisions(corpus):
    pair = emphasis(corpus).topic_shares(documents=["tass-2021", "tass-2024"]).table
    share = pl.col("share")
    gap = pair.group_by("label").agg(apart=(share.max() - share.min()), n=pl.col("n")).sort("apart")
    assert gap.select("label", "n").row(-1) == ("United Nations and world order", [2, 4])
    assert pair["n_units"].unique(maintain_order=True).to_list() == [29, 20]
    assert len(emphasis(corpus).labels) == 16


def test_lesson_4_counts_the_terms_on_ukraine(corpus):
    there = {
        doc_id: answers.terms(corpus, "ukraine", doc_id, there=True)
        for doc_id in ("vgp-2025", "vov-2025")
    }
    assert {doc_id: len(terms) for doc_id, terms in there.items()} == {
        "vgp-2025": 11,
        "vov-2025": 7,
    }
    assert issue(corpus, "ukraine").coverage["term"].n_unique() == 17
    assert there["vgp-2025"] - there["vov-2025"] == {
        "conflict",
        "interests",
        "relevant parties",
        "principles together",
    }


def test_lesson_4_finds_the_sea_under_no_other_word_in_tass_2024(corpus):
    for word in ("maritime", "navigation", "waters"):
        assert answers.printed(corpus, "tass-2024", word) == 0
    assert answers.printed(corpus, "tass-2024", "*sea*") == 2  # ASEAN


def test_lesson_5_reads_the_rungs(corpus):
    ranks = [
        answers.rung(corpus, doc_id, "balanced and objective")
        for doc_id in ("tass-2024", "vgp-2025", "vov-2025")
    ]
    assert ranks == [4, 4, 2]
    ladder = issue(corpus, "ukraine").ladder.operators
    assert ladder["class"].n_unique() == 7
    assert ladder.filter(operator="support")["rank"].item() == 2


def test_lesson_5_takes_the_quick_verbs_by_rule(corpus):
    found = issue(corpus, "ukraine").positions
    stance = found.filter(pl.col("object").str.contains("balanced and objective"))
    assert stance.select("doc_id", "operator").rows() == [
        ("tass-2024", "highly appreciate"),
        ("vgp-2025", "highly appreciate"),
        ("vov-2025", "acknowledge"),
    ]


def test_lesson_5_says_who_supports_the_code_of_conduct(corpus):
    bases = pl.col("legal_anchors")
    about = bases.list.contains("DOC") | bases.list.contains("COC")
    actors = issue(corpus, "east-sea").reference.filter(about).select("doc_id", "actor").unique()
    assert sorted(actors.rows()) == [
        ("investor-2024", "both sides"),
        ("vgp-2025", "Russia"),
        ("vov-2025", "Russia"),
    ]


def test_lesson_6_tells_the_grades_and_their_parts(corpus):
    counts = answers.counts(corpus)
    semicolon = answers.grade(corpus, "vgp-2025", "full stop and semicolon")
    assert answers.grade(corpus, "vgp-2025") == pytest.approx(26.2, abs=0.05)
    assert semicolon == pytest.approx(21.7, abs=0.05)
    assert answers.grade_less(corpus, "vgp-2025", "full stop", "vov-2025") == pytest.approx(
        3.3, abs=0.05
    )
    sides = [counts[doc_id, "full stop"] for doc_id in ("vov-2025", "vgp-2025")]
    parts = decompose(*sides, answers.GRADE)["contribution"].to_list()
    assert parts == pytest.approx([3.6, -0.3], abs=0.05)
    assert [side["words_per_sentence"] for side in sides] == pytest.approx([38.4, 47.6], abs=0.05)
    assert ";" not in "".join(corpus.sentences.filter(doc_id="vov-2025")["text"])


def test_lesson_6_looks_at_a_sentence():
    start, end = "The two delegations met in the morning to talk about trade and ports", "went home"
    said = [
        f"{start} and everybody {end}",
        f"{start}. And everybody {end}",
        f"{start} and anyone {end}",
    ]
    texts = pl.DataFrame(
        {"doc_id": ["a", "b", "c"], "text": [f"{one} in the evening." for one in said]}
    )
    rows = readability(frames_of_texts(texts), draws=0)
    grades = rows.filter(measure=answers.GRADE)["value"]
    assert grades[0] - grades[1] == pytest.approx(3.9, abs=0.05)
    assert grades[0] - grades[2] == pytest.approx(0.59, abs=0.05)


def test_lesson_6_finds_tass_2024_lowest_however_sentences_are_split(corpus):
    for splitter in SPLITTERS:
        grades = {doc_id: answers.grade(corpus, doc_id, splitter) for doc_id in corpus.labels}
        assert min(grades, key=grades.get) == "tass-2024"


def test_lesson_7_counts_the_atom(corpus):
    civil = answers.sentences(corpus, "nuclear|atomic", "nuclear weapons?")
    assert (civil.height, civil["doc_id"].n_unique()) == (7, 5)
    assert answers.printed(corpus, "tass-2021", "nuclear") == 3
    assert answers.printed(corpus, "tass-2021", "nuclear weapon | nuclear weapons") == 2
    arms = answers.sentences(corpus, "nuclear weapons?")
    assert arms.select("doc_id", "para_no").rows() == [("tass-2021", 35)]


def test_lesson_7_tries_two_rules(corpus):
    study = emphasis(corpus)
    loose = study.changed("navigation", pattern="navigation|maritime|security")
    gained = trial(corpus, study.mentions, loose)
    assert gained["change"].to_list() == ["gained"] * 27
    assert gained.filter(doc_id="vov-2025").height == 2
    strict = study.changed("navigation", pattern="navigation")
    lost = trial(corpus, study.mentions, strict)
    assert lost.select("change", "doc_id", "para_no").rows() == [("lost", "vov-2025", 9)]


def test_lesson_7_names_the_disputed_passages(corpus):
    figure = str(wb.seminar.coders(corpus, "vov-2025").html())
    assert "2 to discuss" in figure
    assert all(f"¶ {number}" in figure for number in (5, 7))
    assert answers.two_coders(corpus, "alike") == pytest.approx(0.8)
    assert answers.two_coders(corpus, "chance") == pytest.approx(0.82)
    assert answers.two_coders(corpus, "kappa") == pytest.approx(-0.02 / 0.18)


def test_lesson_1_finds_the_adjective_near_the_noun(corpus):
    near = search(corpus).counts("Ukraine").filter(doc_id="tass-2024")
    assert (near["n"].item(), near["near"].item()) == (0, "ukra* (1)")
