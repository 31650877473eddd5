import polars as pl
import pytest

from workbench.corpus.matching import LONGEST_PATTERN, pattern_fault, rule_hits, usable
from workbench.errors import WorkbenchError


def hits(text, pattern, include="", exclude=""):
    rules = pl.DataFrame({"pattern": [pattern], "include": [include], "exclude": [exclude]})
    return [(a, b) for _, _, a, b in rule_hits(pl.Series([text]), rules).iter_rows()]


@pytest.mark.parametrize(
    ("text", "include", "exclude", "found"),
    [
        ("gas here", "", "", [(0, 3)]),
        ("gas here", "oil", "", []),
        ("oil and gas", "oil", "", [(8, 11)]),
        ("tear gas", "", "tear gas", []),
        ("tear gas and gas", "", "tear gas", [(13, 16)]),
        ("oil tear gas gas", "oil", "tear gas", [(13, 16)]),
    ],
)
def test_include_must_be_there_and_exclude_must_not_touch(text, include, exclude, found):
    assert hits(text, "gas", include, exclude) == found


def test_rules_keep_apart():
    rules = pl.DataFrame(
        {
            "pattern": ["gas", "gas", "sea"],
            "include": ["", "oil", ""],
            "exclude": ["tear gas", "", ""],
        }
    )
    found = rule_hits(pl.Series(["tear gas at sea"]), rules)
    assert found.select("number", "first").rows() == [(2, 12)]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(a", "not a valid pattern .unclosed group"),
        ("(?=a)b", "look-around"),
        (r"(a)\1", "backreferences are not supported"),
        ("(?:a{1000}){1000}", "too large to be built"),
        ("ASEAN", "has capitals; rules match words in lower case"),
        ("a*", "matches where there is no word"),
        ("x|", "matches where there is no word"),
        ("a" * (LONGEST_PATTERN + 1), "2,001 characters; the longest allowed"),
    ],
)
def test_patterns_that_are_refused(pattern, message):
    with pytest.raises(WorkbenchError, match=message) as caught:
        usable(pattern, "here")
    assert str(caught.value).startswith("here: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("pattern", [r"\p{L}+ships?", r"\S+ sea", "(?:a+)+b"])
def test_patterns_that_are_taken(pattern):
    usable(pattern, "here")
    assert not pattern_fault(pattern)


def test_no_pattern_runs_away():
    # With backtracking this would take longer than the universe has lasted.
    assert hits("a" * 5_000, "(?:a+)+b") == []
