"""What figures say of pairs when there are too many to name them all."""

import polars as pl
import pytest

from workbench import display
from workbench.corpus.comparability import comparability
from workbench.display.naming import NAMED, gate, source_line
from workbench.pairs import open_pairs


def many(n):
    """Give n digests of n statements by two publishers in turn."""
    names = [f"d{number:03}" for number in range(n)]
    return pl.DataFrame(
        {
            "doc_id": pl.Series(names, dtype=pl.Enum(names)),
            "statement_id": names,
            "year": list(range(1900, 1900 + n)),
            "publisher": [f"P{number % 2}" for number in range(n)],
            "genre": ["digest"] * n,
            "sha256": names,
        }
    )


def test_a_few_pairs_are_all_named():
    documents = many(4)
    assert gate(comparability(documents), documents) == (
        "May be compared as change over time: P0 1900 and P0 1902, P1 1901 and P1 1903. "
        "Blocked, shown side by side only: 4 pairs."
    )


def test_of_many_pairs_the_first_are_named_and_the_others_counted():
    documents = many(20)  # 2 × 45 open pairs, 100 blocked
    said = gate(comparability(documents), documents)
    assert said.count(" and P") == NAMED
    assert f" and {90 - NAMED} more pairs." in said
    assert said.endswith("side by side only: 100 pairs.")


def test_documents_that_are_not_on_show_are_left_out_of_the_pairs():
    pairs = open_pairs(comparability(many(20)), ["d000", "d002", "d004", "d005"]).collect()
    assert pairs.select("left", "right").rows() == [
        ("d000", "d002"),
        ("d000", "d004"),
        ("d002", "d004"),
    ]


def test_of_many_sources_the_first_are_named_and_the_others_counted():
    assert f"P1 {1900 + NAMED - 1} and 12 more documents. Corpus" in source_line(many(NAMED + 12))
    assert "more" not in source_line(many(NAMED))


@pytest.mark.parametrize(("n", "rows", "rest"), [(40, 40, ""), (60, 40, "the first 40 documents")])
def test_a_matrix_counts_all_pairs_and_says_what_its_table_leaves_out(n, rows, rest):
    figure = display.matrix(comparability(many(n)), many(n))
    half = n // 2
    assert (
        figure.title == f"{half * (half - 1)} of {n * (n - 1) // 2:,} pairs may be compared at all"
    )
    assert str(figure.body).count('<th scope="row">') == rows
    assert rest in figure.subtitle
    assert (
        ("first 40" in figure.alt)
        == ("All other pairs are blocked" not in figure.alt)
        == bool(rest)
    )


def test_a_matrix_of_chosen_documents_counts_their_pairs_alone():
    documents = many(60)
    figure = display.matrix(comparability(documents), documents.tail(3))
    assert figure.title == "1 of 3 pairs may be compared at all"
