import time

import pytest

from tests.corpus.made import VARIANTS
from workbench.analysis.concordance import ask
from workbench.corpus.matching import LONGEST_PATTERN
from workbench.errors import WorkbenchError


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("East Sea", "east sea"),
        ("  East-Sea, ", "east sea"),
        ("negotiat*", "negotiat*"),
        ("any third…", "any third **"),
        ("not ... third", "not ** third"),
        ("… third", "third"),
        ("East Sea | South China Sea", "east sea | south china sea"),
        ("Russia’s aim", "russia aim"),
        ("Ha Noi", "ha noi"),
        ("Viet Nam’s", "(vietnam, viet nam)"),
        ("Vietnam’s defense", "(vietnam, viet nam) (defence, defense)"),
        ("u.s. aid", "u s aid | u.s. aid"),
        ("sea | Sea", "sea"),
    ],
)
def test_a_query_says_how_it_was_understood(text, understood):
    assert str(ask(text, VARIANTS)) == f"{understood} (whole words, any case)"


def test_the_choices_are_said():
    assert str(ask("Viet Nam", VARIANTS, case=True)) == "Viet Nam (whole words, case as written)"
    assert str(ask("sea", {}, whole=False)) == "*sea* (parts of words too, any case)"
    assert str(ask("a|b", {}, regex=True)) == "a|b (regular expression, whole words, any case)"


def test_of_many_spellings_three_are_told():
    many = dict.fromkeys(("x", "xx", "xxx", "xxxx", "xxxxx"), "x")
    assert str(ask("xx", many)).startswith("(x, xx, xxx and 2 more)")


@pytest.mark.parametrize("text", ["", "  ", "*", " ** ", "sea |", "| sea", "?!", "… *"])
def test_a_query_without_a_word(text):
    with pytest.raises(WorkbenchError, match="holds no word to look for"):
        ask(text, VARIANTS)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", "The regular expression is empty"),
        ("(", "unclosed group"),
        ("a)|(b", "is not a valid regular expression"),
        ("(?=sea)", "look-around"),
        (r"(\w)\1", "backreferences are not supported"),
        (r"\w{1000}{1000}", "too large to be built"),
        ("sea*|x*", "matches where nothing stands"),
    ],
)
def test_an_expression_that_cannot_be_used_gets_one_sentence(pattern, reason):
    with pytest.raises(WorkbenchError, match=reason) as caught:
        ask(pattern, {}, regex=True)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("regex", [True, False])
def test_a_query_longer_than_a_reader_could_check(regex):
    begun = time.perf_counter()
    with pytest.raises(WorkbenchError, match="the longest allowed has 2,000"):
        ask("x" * (LONGEST_PATTERN + 1), {}, regex=regex)
    assert time.perf_counter() - begun < 1
