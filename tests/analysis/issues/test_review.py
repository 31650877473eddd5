import polars as pl
import pytest

from workbench.analysis.issues import review
from workbench.errors import WorkbenchError
from workbench.schemas import FIELDS, mismatches


def as_rule(rows, **changes):
    coder = pl.lit("rule").cast(rows.schema["coder"])
    return rows.with_columns(coder=coder, **changes)


def table(result):
    return {field: (n, n_agree) for field, n, n_agree, _ in result.agreement.rows()}


def test_the_same_coding_agrees_in_every_field(by_hand):
    hand = by_hand["east-sea"]
    result = review(as_rule(hand), hand)
    assert table(result) == dict.fromkeys(FIELDS, (10, 10))
    assert result.differences.height == 0


def test_the_order_in_a_list_of_anchors_does_not_matter_and_the_members_do(by_hand):
    hand = by_hand["east-sea"]
    turned = as_rule(hand, legal_anchors=pl.col("legal_anchors").list.reverse())
    assert table(review(turned, hand))["legal_anchors"] == (10, 10)
    bare = as_rule(hand, legal_anchors=pl.lit([], dtype=pl.List(pl.String)))
    assert table(review(bare, hand))["legal_anchors"] == (10, 0)


def test_a_difference_gives_both_values_and_the_passage(corpus, by_hand):
    hand = by_hand["ukraine"]
    here = pl.col("operator") == "acknowledge"
    other = as_rule(hand, operator=pl.when(here).then(pl.lit("note")).otherwise("operator"))
    result = review(other, hand)
    assert table(result)["operator"] == (6, 5)
    (row,) = result.differences.rows(named=True)
    assert (row["doc_id"], row["field"], row["rule"], row["hand"]) == (
        "vov-2025",
        "operator",
        "note",
        "acknowledge",
    )
    assert row["text"].startswith("Russia acknowledged")
    assert mismatches("differences", result.differences, corpus.documents["doc_id"].dtype) == []


def test_positions_that_only_one_coder_has_are_rows(by_hand):
    hand = by_hand["ukraine"]
    result = review(as_rule(hand.slice(0, 4)), hand.slice(1, 5))
    assert table(result)["position"] == (6, 3)
    assert result.agreement["share"][0] == 0.5
    alone = result.differences.filter(field="position")
    assert alone.select("rule", "hand", "rule_no", "hand_no").rows() == [
        ("Russia: highly appreciates", "", 1, 0),
        ("", "Russia: acknowledged", 0, 1),
        ("", "Russia: welcoming", 0, 2),
    ]


def test_nothing_to_compare_has_no_share(by_hand):
    none = by_hand["ukraine"].clear()
    result = review(as_rule(none), none)
    assert result.agreement["n"].to_list() == [0] * len(FIELDS)
    assert result.agreement["share"].null_count() == len(FIELDS)


def test_the_coders_must_not_be_exchanged(by_hand):
    hand = by_hand["ukraine"]
    with pytest.raises(WorkbenchError, match="not by rule"):
        review(hand, as_rule(hand))


@pytest.mark.parametrize("issue", ["ukraine", "east-sea", "nuclear-energy"])
def test_the_rules_find_every_position_that_was_coded_by_hand(by_rule, by_hand, issue):
    result = review(by_rule[issue], by_hand[issue])
    missed = result.differences.filter(field="position", rule_no=0)
    assert missed.height == 0
    agreed = table(result)
    assert agreed["actor"][0] == agreed["actor"][1]
    assert agreed["operator"][0] == agreed["operator"][1]


def test_the_known_disagreements_stay_in_sight(by_rule, by_hand):
    results = [review(by_rule[issue], by_hand[issue]).differences for issue in by_hand]
    known = pl.concat(results).group_by("field").len().sort("field")
    assert known.rows() == [("position", 1), ("embedded", 3), ("name_used", 2)]
