import math
from types import SimpleNamespace

import polars as pl
import pytest

from workbench.errors import Missing, WorkbenchError
from workbench.schema import dtypes
from workbench.wording.align import turn
from workbench.wording.evaluate import (
    ALL_PAIRS,
    coded_links,
    errors,
    evaluate,
    fragments,
    interval,
    judge,
    rates,
    read_reference,
    reuse,
    similarity,
)


def link(number, left, right, **more):
    places = {"left_start": left, "left_end": left + 10}
    places |= {"right_start": right, "right_end": right + 10}
    return {"left_id": "a", "right_id": "b", "link_no": number, **places, **more}


def coded(number, left, right, label):
    return link(number, left, right, label=label, note="n")


LINKS = pl.DataFrame(
    [link(n, *at, score=0.5) for n, at in enumerate([(0, 0), (20, 20), (40, 0)], 1)]
)
REFERENCE = pl.DataFrame(
    [
        coded(1, 5, 5, "counterpart"),
        coded(2, 60, 60, "counterpart"),
        coded(3, 25, 25, "tempting but different"),
    ]
)


def test_right_tempting_and_missed():
    predicted, found = judge(LINKS, REFERENCE)
    assert predicted.select("right", "tempting").rows() == [
        (True, False),
        (False, True),
        (False, False),
    ]
    assert found["found"].to_list() == [True, False]
    listed = errors(predicted, found).select("error", "left_start").rows()
    assert listed == [("false link", 40), ("missed", 60), ("tempting", 20)]


def test_a_second_reading_by_hand():
    places = [(5, 5), (25, 25), (80, 80)]  # the first is in both readings, the second is tempting
    second = pl.DataFrame([coded(n, *at, "counterpart") for n, at in enumerate(places, 1)])
    aligner = SimpleNamespace(links=lambda *_: LINKS)
    for one in (second, turn(second)):
        scores, listed = evaluate(aligner, REFERENCE, one)
        rates = scores.select("f1", "f1_second", "f1_readers").row(0)
        assert rates == pytest.approx((2 / 5, 2 / 3, 2 / 5))
        assert listed.filter("second")["left_start"].to_list() == [20]
    assert evaluate(aligner, REFERENCE)[0].select("f1_second", "f1_readers").row(0) == (None, None)


def test_touching_is_not_overlapping():
    reference = pl.DataFrame([coded(1, 10, 0, "counterpart")])
    assert judge(LINKS.head(1), reference)[1]["found"].to_list() == [False]


def test_rates_by_hand():
    assert rates(1, 2, 1, 3) == {"precision": 0.5, "recall": 1 / 3, "f1": pytest.approx(0.4)}
    assert rates(0, 0, 0, 3) == {"precision": None, "recall": 0.0, "f1": 0.0}


def test_the_interval_of_a_perfect_score_is_a_point():
    assert set(interval([True] * 5, [True] * 4).values()) == {1.0}


@pytest.fixture(scope="module")
def reference(corpus):
    return read_reference(corpus)


#: Mean F1 over the five pairs of the first edition, and that of the pair it was best on.
BEFORE = {"sentence": (0.681, 0.92), "clause": (0.634, 0.89), "provision": (0.668, 0.87)}


@pytest.mark.parametrize("unit", BEFORE)
def test_the_alignment_agrees_no_less_than_before(aligners, reference, unit):
    scores, listed = evaluate(aligners[unit], reference)
    mean, best = BEFORE[unit]
    assert scores.schema == dtypes("accuracy")
    assert scores["f1"].mean() >= mean
    assert scores.filter(left_id="vov-2025")["f1"].item() >= best
    assert (scores["f1_low"] <= scores["f1"]).all()
    assert (scores["f1_high"] >= scores["f1"]).all()
    missed = listed.filter(error="missed").height
    assert missed == (scores["n_reference"] - scores["n_found"]).sum()
    assert listed.height - missed == (scores["n_predicted"] - scores["n_right"]).sum()


def test_links_of_the_reference_join_units(aligners, reference):
    links = coded_links(aligners["sentence"], reference, "tass-2021", "tass-2024")
    assert links.schema == dtypes("links")
    assert set(links["status"]) == {"coded"}
    assert links.filter(left_para_no=15)["right_para_no"].to_list() == [27]
    back = coded_links(aligners["sentence"], reference, "tass-2024", "tass-2021")
    assert {(right, left) for left, right in back.select("left_unit_no", "right_unit_no").rows()} == {
        *links.select("left_unit_no", "right_unit_no").rows()
    }  # fmt: skip
    with pytest.raises(Missing, match="links coded by a reference reader between these two"):
        coded_links(aligners["sentence"], reference, "investor-2024", "vov-2025")


def test_a_corpus_without_a_reference_says_so(make):
    with pytest.raises(Missing, match="links coded by a reference reader"):
        read_reference(make({"a": "We plant trees.", "b": "We plant more trees."}))


HEAD = '[pair]\nleft = "a"\nright = "b"\ncoder = "c"\ncoded = 2026-01-01\nprotocol = "p"\n'
LEFT = '[[link]]\nlabel = true\nnote = ""\nleft = {{ para = {}, from = "{}", to = "trees" }}\n'
RIGHT = 'right = { para = 1, from = "We", to = "trees" }\n'


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (HEAD + LEFT.format(9, "We") + RIGHT, "a--b.toml: passage 1: line 9 of a has no passage"),
        (HEAD + LEFT.format(1, "You") + RIGHT, "passage 1: line 1 of a has no passage from 'You'"),
        (HEAD + LEFT.format(1, "trees.") + RIGHT, "no passage from 'trees.' to 'trees'"),
        (HEAD.replace('coder = "c"\n', ""), "coder"),
    ],
)
def test_a_fault_of_the_reference_is_one_sentence(make, written, message):
    corpus = make({"a": "We plant trees.", "b": "We plant trees and more trees."})
    folder = corpus.folder / "reference" / "links"
    folder.mkdir(parents=True)
    (folder / "a--b.toml").write_text(written)
    with pytest.raises(WorkbenchError, match=message):
        read_reference(corpus)


# --- reuse and similarity ---


def test_the_longest_run_is_taken():
    assert fragments("a b c".split(), "a b x a b c".split()) == [3]


def test_reuse_has_the_values_of_the_literature(corpus):
    rows = reuse(corpus, [("vov-2025", "vgp-2025"), ("investor-2024", "tass-2024")])
    measured = rows.select("coverage", "density", "compression").rows()
    assert measured[0] == pytest.approx((0.91, 4.1, 9.3), rel=0.02)
    assert measured[1] == pytest.approx((0.59, 0.89, 0.7), rel=0.07)


def test_three_cosines_by_hand():
    rows = [("a", "the"), ("a", "sea"), ("b", "the"), ("b", "sea"), ("b", "law"), ("c", "law")]
    words = pl.DataFrame(rows, schema=["doc_id", "word"], orient="row")
    got = similarity(words).filter(left="a", right="b").row(0, named=True)
    assert got["raw"] == pytest.approx(2 / math.sqrt(2 * 3))
    assert got["without_function_words"] == pytest.approx(1 / math.sqrt(1 * 2))
    both = math.log(3 / 2) + 1
    assert got["tf_idf"] == pytest.approx(both**2 / (both * math.sqrt(2 * both**2)))


def test_nothing_shared_is_zero():
    words = pl.DataFrame({"doc_id": ["a", "b"], "word": ["sea", "law"]})
    assert similarity(words).select("raw", "tf_idf").row(0) == (0, 0)


def test_of_many_documents_the_first_are_compared():
    names = [f"d{number}" for number in range(ALL_PAIRS + 1)]
    words = pl.DataFrame({"doc_id": names, "word": ["sea"] * len(names)})
    rows = similarity(words)
    assert rows.height == ALL_PAIRS * (ALL_PAIRS - 1) // 2
    assert rows.select("left", "right", "raw").row(0) == ("d0", "d1", 1.0)
