import polars as pl
import pytest

from workbench.corpus.check import check
from workbench.corpus.ladder import read_operators
from workbench.corpus.load import DATA
from workbench.errors import WorkbenchError


def test_the_ladder_as_frames():
    ladder = read_operators(DATA)
    assert ladder.operators.columns == ["operator", "label", "class", "rank"]
    assert set(ladder.operators["class"]) == set(ladder.classes["class"])
    assert ladder.codebook.topics["topic"].to_list() == ladder.operators["operator"].to_list()


def test_the_verbs_of_the_ukraine_provisions_are_of_one_class_and_not_of_one_rank():
    rows = read_operators(DATA).operators.filter(pl.col("class") == "recognition")
    ranks = dict(rows.select("operator", "rank").iter_rows())
    assert ranks["acknowledge"] < ranks["welcome"] < ranks["highly appreciate"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[ladder]", "[steps]", r"must hold \[ladder\], \[\[class\]\] and \[\[operator\]\]"),
        ('limits = "', 'bounds = "', r"\[ladder\] needs about, limits, negators, precedent"),
        ("meaning = ", "sense = ", r"a \[\[class\]\] needs class and meaning"),
        ('class = "recognition"\nrank', 'class = "praise"\nrank', "'praise' is not one of saying"),
        ("rank = 4", "rank = 0", "operator 'reaffirm': rank must be a whole number from 1"),
        ("rank = 4", "rank = true", "rank must be a whole number from 1"),
        ("rank = 4", 'rank = "high"', "rank must be a whole number from 1"),
        ("rank = 4\n", "", r"needs operator, label, class, rank and \[\[operator.rule\]\]"),
        ('example = "both endorsed the plan"', 'example = "no"', "does not match its example"),
    ],
)
def test_a_bad_ladder_gets_one_sentence(shipped_copy, old, new, message):
    path = shipped_copy / "codebook" / "operators.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(WorkbenchError, match=message):
        read_operators(shipped_copy)
    assert any("codebook/operators.toml" in finding for finding in check(shipped_copy))
