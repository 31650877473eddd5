from itertools import combinations

import pytest

from workbench.analysis.emphasis import can_test, smallest_p
from workbench.errors import WorkbenchError


@pytest.mark.parametrize(
    ("left", "right", "expected"), [(1, 4, 0.20), (2, 3, 0.10), (3, 3, 0.05), (2, 5, 1 / 21)]
)
def test_the_smallest_p(left, right, expected):
    assert smallest_p(left, right) == pytest.approx(expected)
    assert smallest_p(right, left) == smallest_p(left, right)
    assert round(1 / expected) == len(list(combinations(range(left + right), left)))


def test_the_notice_shows_its_arithmetic():
    notice = can_test(2, 3)
    assert not notice.possible
    assert notice.text.startswith(
        "Cannot test: 5 documents can be dealt into groups of 2 and 3 in C(5, 2) = 10 ways, so the "
        "smallest p is 1/10 = 0.1, above 0.05."
    )


def test_where_a_test_is_just_possible():
    assert can_test(3, 3).possible
    assert can_test(2, 5).text.startswith("A test is possible, just: 7 documents")


def test_a_side_without_documents():
    with pytest.raises(WorkbenchError, match="a document on each side"):
        can_test(0, 5)
