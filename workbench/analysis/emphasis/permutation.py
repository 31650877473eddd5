"""What a permutation test could show at best, and the notice when that is not enough.

With n documents, k of them on one side, there are C(n, k) ways to deal them out. The labels as
they are count as one of these ways, so no p-value can be smaller than 1 / C(n, k), whatever is
measured.
"""

from dataclasses import dataclass
from math import comb

from workbench.errors import WorkbenchError

ALPHA = 0.05


@dataclass(frozen=True)
class Notice:
    """Whether documents can be tested at all: ``smallest_p``, ``possible``, ``text``."""

    n_left: int
    n_right: int
    smallest_p: float
    possible: bool
    text: str


def smallest_p(n_left: int, n_right: int) -> float:
    """Give the smallest p-value that a permutation test of two groups can reach.

    Examples
    --------
    >>> smallest_p(2, 3), smallest_p(3, 3)
    (0.1, 0.05)
    """
    if n_left < 1 or n_right < 1:
        raise WorkbenchError("A comparison of groups needs a document on each side.")
    return 1 / comb(n_left + n_right, n_left)


def can_test(n_left: int, n_right: int, alpha: float = ALPHA) -> Notice:
    """Say whether two groups of documents could be told apart by a test, with the arithmetic.

    Examples
    --------
    >>> can_test(1, 4).possible
    False
    """
    p, n = smallest_p(n_left, n_right), n_left + n_right
    ways = comb(n, n_left)
    sum_ = (
        f"{n} documents can be dealt into groups of {n_left} and {n_right} in "
        f"C({n}, {n_left}) = {ways:,} {'way' if ways == 1 else 'ways'}, so the smallest p is "
        f"1/{ways:,} = {p:.3g}"
    )
    possible = p <= alpha
    text = (
        f"A test is possible, just: {sum_}, not above {alpha:g}."
        if possible
        else f"Cannot test: {sum_}, above {alpha:g}. Whatever the difference, no test of these "
        "documents could call it significant; differences are shown with counts, not p-values."
    )
    return Notice(n_left, n_right, p, possible, text)
