"""What the notes for the instructor say in numbers is what the corpus says."""

import polars as pl
import pytest

from workbench import analysis, seminar
from workbench.analysis import emphasis, readability
from workbench.corpus import read_operators, read_positions, read_topics, with_rule
from workbench.seminar import lesson_4, lesson_5, lesson_6, lesson_7
from workbench.seminar.finding import printed, sentences_found


def test_lesson_4_counts_the_terms_on_ukraine(corpus):
    assert len(lesson_4.terms(corpus, "vgp-2025", there=True)) == 11
    assert len(lesson_4.terms(corpus, "vov-2025", there=True)) == 7
    assert lesson_4.covered(corpus, "ukraine")["term"].n_unique() == 17
    gone = lesson_4.terms(corpus, "vgp-2025", there=True) - lesson_4.terms(
        corpus, "vov-2025", there=True
    )
    assert gone == {"conflict", "interests", "relevant parties", "principles together"}


def test_lesson_4_finds_the_sea_under_no_other_word_in_tass_2024(corpus):
    for word in ("maritime", "navigation", "waters"):
        assert printed(corpus, word)["tass-2024"] == 0
    assert printed(corpus, "sea")["tass-2024"] == 2  # ASEAN


def test_lesson_5_reads_the_rungs(corpus):
    ranks = {doc: lesson_5.rank(corpus, doc) for doc in ("tass-2024", "vgp-2025", "vov-2025")}
    assert ranks == {"tass-2024": 4, "vgp-2025": 4, "vov-2025": 2}
    ladder = read_operators(corpus.folder).operators
    assert ladder["class"].n_unique() == 7
    assert ladder.filter(operator="support")["rank"].item() == 2


def test_lesson_5_says_who_supports_the_code_of_conduct(corpus):
    rows = read_positions(corpus, "east-sea")
    about = pl.col("legal_anchors").list.contains("DOC") | pl.col("legal_anchors").list.contains(
        "COC"
    )
    actors = rows.filter(about).select(pl.col("doc_id").cast(pl.String), "actor").unique()
    assert sorted(actors.rows()) == [
        ("investor-2024", "both sides"),
        ("vgp-2025", "Russia"),
        ("vov-2025", "Russia"),
    ]


def test_lesson_6_tells_the_grades_and_their_parts(corpus):
    assert lesson_6.grade(corpus) == pytest.approx(26.2, abs=0.05)
    assert lesson_6.grade(corpus, splitter="full stop and semicolon") == pytest.approx(
        21.7, abs=0.05
    )
    gap = lesson_6.grade(corpus) - lesson_6.grade(corpus, "vov-2025")
    assert gap == pytest.approx(3.3, abs=0.05)
    counts = readability.unit_counts(
        corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes
    )
    parts = readability.decompose(counts, "vov-2025", "vgp-2025")["contribution"].to_list()
    assert parts == pytest.approx([3.6, -0.3], abs=0.05)
    assert ";" not in "".join(corpus.sentences.filter(doc_id="vov-2025")["text"])


def test_lesson_6_puts_a_sentence_under_the_lens():
    start, end = "The two delegations met in the morning to talk about trade and ports", "went home"
    said = [
        f"{start} and everybody {end}",
        f"{start}. And everybody {end}",
        f"{start} and anyone {end}",
    ]
    grades = [
        readability.inspect_text(f"{text} in the evening.")[1]
        .filter(measure="Flesch–Kincaid grade")["value"]
        .item()
        for text in said
    ]
    assert grades[0] - grades[1] == pytest.approx(3.9)
    assert grades[0] - grades[2] == pytest.approx(0.59)


def test_lesson_6_finds_tass_2024_lowest_however_sentences_are_cut(corpus):
    for splitter in lesson_6.SPLITTERS:
        grades = {doc: lesson_6.grade(corpus, doc, splitter) for doc in corpus.documents["doc_id"]}
        assert min(grades, key=grades.get) == "tass-2024"


def test_lesson_7_counts_the_atom(corpus):
    assert lesson_7.civil(corpus).height == 7
    assert lesson_7.civil(corpus)["doc_id"].n_unique() == 5
    assert printed(corpus, "nuclear")["tass-2021"] == 3
    assert printed(corpus, "nuclear weapon")["tass-2021"] == 2
    assert sentences_found(corpus, "nuclear weapons?").select("doc_id", "para_no").rows() == [
        ("tass-2021", 35)
    ]


def test_lesson_7_tries_two_rules(corpus):
    codebook = read_topics(corpus.folder)
    loose = {"rule": "navigation", "pattern": "navigation|maritime|security"}
    gained = emphasis.trial(corpus, codebook, with_rule(codebook, loose))
    assert gained["change"].to_list() == ["gained"] * 27
    assert gained.filter(doc_id="vov-2025").height == 2
    lost = emphasis.trial(corpus, codebook, with_rule(codebook, lesson_7.STRICT))
    assert lost.select("change", "doc_id", "para_no").rows() == [("lost", "vov-2025", 9)]


def test_lesson_7_names_the_disputed_passages(corpus):
    ladder, codebook = read_operators(corpus.folder), read_topics(corpus.folder)
    given, _ = seminar.everyone(corpus, codebook, ladder.operators, "vov-2025")
    disputed = emphasis.to_discuss(given, corpus.paragraphs)["para_no"].to_list()
    assert {3, 5, 7} <= set(disputed)
    assert lesson_7.alike(corpus) == pytest.approx(0.8)
    assert lesson_7.by_chance(corpus) == pytest.approx(0.82)
    assert analysis.emphasis.cohen_kappa(
        pl.DataFrame({"left": lesson_7.LEFT, "right": lesson_7.RIGHT})
    ) == pytest.approx(-0.02 / 0.18)
