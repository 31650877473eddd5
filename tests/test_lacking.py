import pytest

from workbench.errors import WorkbenchError
from workbench.lacking import Lack, if_there, or_none, through

LACK = Lack("nobody coded <it>")


def refusing():
    raise WorkbenchError("no such file.")


def test_every_part_of_what_is_lacking_is_lacking():
    assert LACK.scores is LACK
    assert LACK["score"].list.contains("DOC") is LACK
    assert (LACK["score"] >= 1) is LACK
    assert (LACK | LACK["a"]) is LACK


def test_it_cannot_be_unpacked_without_end():
    with pytest.raises(TypeError):
        list(LACK)


def test_python_is_told_the_truth_about_what_it_has_not():
    assert not hasattr(LACK, "_repr_mimebundle_")


def test_its_sentence_is_escaped():
    assert "nobody coded &lt;it&gt;" in LACK._repr_html_()
    assert repr(LACK) == "Not in this corpus: nobody coded <it>"


@pytest.mark.parametrize(
    ("given", "named"), [((1, LACK), {}), ((1,), {"b": LACK}), (([LACK],), {})]
)
def test_a_function_hands_it_on(given, named):
    assert through(lambda *a, **b: (a, b))(*given, **named) is LACK


def test_a_function_with_all_it_needs_is_called():
    assert through(max)(1, 2) == 2
    assert or_none(2) == 2


def test_a_refusal_becomes_a_lack_and_another_fault_does_not():
    assert repr(if_there(refusing)) == "Not in this corpus: no such file."
    with pytest.raises(ZeroDivisionError):
        if_there(lambda: 1 / 0)
