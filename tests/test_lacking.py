from dataclasses import dataclass

import polars as pl
import pytest

from workbench.errors import WorkbenchError
from workbench.lacking import Lack, if_there, or_none, through

LACK = Lack("nobody coded <it>")
SAID = "Not in this corpus: nobody coded <it>"


@dataclass(frozen=True)
class Pair:
    left: str
    links: pl.DataFrame


def refusing() -> pl.DataFrame:
    raise WorkbenchError("no such file.")


def paired(a: int, *, b: int = 0) -> Pair | Lack:
    return Pair(str(a + b), pl.DataFrame())


@pytest.mark.parametrize(
    "part",
    [
        LACK.scores,
        LACK["score"].list.contains("DOC"),
        LACK["score"] >= 1,
        LACK["actor"] == "Russia",
        LACK["actor"] != "Russia",
        LACK | LACK["a"],
        Lack("nobody coded <it>", Pair).left,
        Lack("nobody coded <it>", Pair).links.filter(LACK["a"] == 1).row(-1, named=True)["a"],
    ],
)
def test_every_part_of_what_is_lacking_is_lacking(part):
    assert isinstance(part, Lack)
    assert repr(part) == SAID


def test_a_misspelt_part_is_an_error_as_in_any_corpus():
    with pytest.raises(AttributeError, match="Pair has no 'lefft'"):
        _ = Lack("", Pair).lefft
    with pytest.raises(AttributeError, match="DataFrame has no 'fitler'"):
        _ = Lack("", Pair).links.fitler
    with pytest.raises(TypeError, match="Pair has no columns"):
        _ = Lack("", Pair)["left"]
    with pytest.raises(TypeError, match="Pair cannot be called"):
        Lack("", Pair)()


def test_it_is_neither_true_nor_false_and_picks_no_rows():
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(LACK)
    with pytest.raises(TypeError, match="neither true nor false"):
        _ = LACK in ["Russia", "both sides"]
    with pytest.raises(TypeError):
        pl.DataFrame({"actor": ["Russia"]}).filter(LACK == "Russia")


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
    assert repr(through(lambda *a, **b: (a, b))(*given, **named)) == SAID


def test_what_is_handed_on_stands_for_what_the_function_gives():
    handed = through(paired)(LACK, b=1)
    assert repr(handed.left) == SAID
    with pytest.raises(AttributeError, match="Pair has no 'right'"):
        _ = handed.right


def test_a_wrong_call_is_wrong_in_any_corpus():
    with pytest.raises(TypeError, match="unexpected keyword argument 'c'"):
        through(paired)(LACK, c=1)
    with pytest.raises(TypeError, match="too many positional"):
        through(paired)(LACK, 2)


def test_a_function_with_all_it_needs_is_called():
    assert through(max)(1, 2) == 2
    assert or_none(2) == 2


def test_a_refusal_becomes_a_lack_and_another_fault_does_not():
    there = if_there(refusing)
    assert repr(there) == "Not in this corpus: no such file."
    with pytest.raises(AttributeError, match="DataFrame has no 'rows_'"):
        _ = there.rows_
    with pytest.raises(ZeroDivisionError):
        if_there(lambda: 1 / 0)
