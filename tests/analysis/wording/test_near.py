"""Which pairs are compared when nobody has chosen any."""

import polars as pl
import pytest

from workbench.analysis.wording.near import MOST, near
from workbench.corpus.comparability import comparability


def documents(n, statements=None, **columns):
    """Give n digests in order of time, each of its own statement if nothing else is said."""
    names = [f"d{number}" for number in range(n)]
    made = {
        "doc_id": pl.Series(names, dtype=pl.Enum(names)),
        "statement_id": statements or [f"s{number}" for number in range(n)],
        "year": [2000] * n,
        "publisher": ["Gazette"] * n,
        "genre": ["digest"] * n,
    }
    return pl.DataFrame(made | columns)


def pairs(frame):
    return near(frame, comparability(frame)).select(pl.all().cast(pl.String)).rows()


def test_of_a_few_documents_every_open_pair_is_taken():
    assert pairs(documents(3)) == [("d0", "d1"), ("d0", "d2"), ("d1", "d2")]
    assert pairs(documents(2, publisher=["Gazette", "unknown"])) == []


@pytest.mark.parametrize(("n", "expected"), [(45, 990), (46, 45)])
def test_of_very_many_pairs_each_document_meets_the_next(n, expected):
    assert n * (n - 1) // 2 > MOST or expected == n * (n - 1) // 2
    found = pairs(documents(n))
    assert len(found) == expected
    if expected == n - 1:
        assert found == [(f"d{number}", f"d{number + 1}") for number in range(n - 1)]


def test_witnesses_of_one_statement_stay_and_series_go_past_them():
    n = 60
    statements = [f"s{number // 2}" for number in range(n)]
    found = pairs(documents(n, statements))
    assert ("d0", "d1") in found  # one statement
    assert ("d1", "d2") in found  # the next statement
    assert len(found) == 30 + 29
    apart = documents(n, statements, publisher=[f"P{number % 2}" for number in range(n)])
    few = pairs(apart)
    assert ("d0", "d2") in few
    assert ("d0", "d1") in few
