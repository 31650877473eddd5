import polars as pl
import pytest

from workbench.analysis.wording.align import align
from workbench.analysis.wording.edits import edits, kind_of, rule_table
from workbench.analysis.wording.vectors import space
from workbench.schemas import mismatches


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("highly appreciates", "acknowledged", "commitment"),
        ("both sides", "russia", "actor"),
        ("crisis", "issue", "naming"),
        ("in line", "in accordance", "form"),
        ("the", "a", "form"),
        ("", "and the un charter", "legal anchor"),
        ("oil and gas", "renewable energy", "scope"),
        ("welcoming", "welcomes", "form"),
        ("will", "", "commitment"),
        ("under law", "under the 1982 unclos", "legal anchor"),
        ("two years", "year", "scope"),
        ("between the two", "", "form"),
    ],
)
def test_kinds(rules, left, right, kind):
    assert kind_of(left.split(), right.split(), rule_table(rules))[0] == kind


@pytest.mark.parametrize(
    ("left", "right", "after", "kind"),
    [
        ("two", "", "sides", "form"),
        ("the two", "both", "countries", "form"),
        ("the two", "their", "peoples", "form"),
        ("two", "", "meetings", "scope"),
        ("", "two", "rounds", "scope"),
        ("two", "", "priority", "scope"),
        ("two", "three", "rounds", "scope"),
        ("the two", "three", "sides", "scope"),
        ("three", "", "rounds", "scope"),
        ("international", "", "law", "legal anchor"),
    ],
)
def test_a_number_is_scope_unless_it_counts_the_speakers(rules, left, right, after, kind):
    said = kind_of(left.split(), right.split(), rule_table(rules), ([after], [after]))
    assert said[0] == kind


def test_the_word_after_an_edit_is_seen_in_a_link(make, rules):
    _, _, rows = made(
        make,
        rules,
        "The two sides welcomed two rounds of talks on fishing.",
        "The sides welcomed rounds of talks on fishing.",
    )
    assert rows.filter(op="cut").select("kind", "rule", "left").rows() == [
        ("form", "two sides", "two"),
        ("scope", "two", "two"),
    ]


def test_a_phrase_covers_its_own_words_and_no_others():
    rules = [("form", True, ["joint statement"])]
    assert kind_of(["joint", "statement"], [], rules) == ("form", "joint statement")
    assert kind_of(["joint", "statement", "tides"], [], rules) == ("scope", "")


def made(make, rules, left, right):
    corpus = make({"a": left, "b": right})
    links = align(space(corpus), "a", "b", 0.001)
    return corpus, links, edits(links, corpus.tokens, rules)


def test_edits_of_a_link(make, rules):
    _, links, rows = made(
        make,
        rules,
        "Russia highly appreciates the balanced stance of Viet Nam on fishing.",
        "Russia acknowledged the balanced stance of Vietnam on fishing and ships.",
    )
    assert links.height == 1
    assert rows.select("op", "kind", "left", "right").rows() == [
        ("kept", None, "Russia", "Russia"),
        ("reworded", "commitment", "highly appreciates", "acknowledged"),
        (
            "kept",
            None,
            "the balanced stance of Viet Nam on fishing",
            "the balanced stance of Vietnam on fishing",
        ),
        ("added", "scope", "", "and ships"),
    ]
    assert rows["substantive"].to_list() == [False, True, False, True]


def test_every_word_of_a_passage_is_in_one_edit(corpus, spaces, rules):
    links = align(spaces["sentence"], "vov-2025", "vgp-2025")
    rows = edits(links, corpus.tokens, rules)
    assert mismatches("edits", rows, corpus.documents["doc_id"].dtype) == []
    texts = dict(corpus.documents.select("doc_id", "text").iter_rows())
    for link in links.iter_rows(named=True):
        for side in ("left", "right"):
            mine = rows.filter(link_no=link["link_no"]).drop_nulls(f"{side}_start")
            mine = mine.sort(f"{side}_start")
            for start, end, text in mine.select(f"{side}_start", f"{side}_end", side).iter_rows():
                assert texts[link[f"{side}_id"]][start:end] == text
            words = corpus.tokens.filter(
                pl.col("doc_id") == link[f"{side}_id"],
                pl.col("start") >= link[f"{side}_start"],
                pl.col("end") <= link[f"{side}_end"],
            )
            inside = sum(
                words.filter(pl.col("start") >= start, pl.col("end") <= end).height
                for start, end in mine.select(f"{side}_start", f"{side}_end").iter_rows()
            )
            assert inside == words.height


def test_the_ukraine_passage(corpus, spaces, rules):
    links = align(spaces["sentence"], "vov-2025", "vgp-2025").filter(left_para_no=11)
    rows = edits(links, corpus.tokens, rules)
    change = rows.filter(pl.col("left") == "acknowledged").select("right", "kind").row(0)
    assert change == ("highly appreciates", "commitment")


def test_no_links_no_edits(corpus, spaces, rules):
    links = align(spaces["sentence"], "vov-2025", "vgp-2025").clear()
    assert edits(links, corpus.tokens, rules).is_empty()
