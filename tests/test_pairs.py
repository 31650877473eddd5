"""Questions about pairs are narrowed before the pairs are made, whatever the frame."""

import polars as pl
import pytest

from workbench.cli import frames
from workbench.corpus.comparability import comparability
from workbench.errors import WorkbenchWarning
from workbench.pairs import among, listed, paired

NAMES = ["b", "a", "c"]
DOCUMENTS = pl.DataFrame(
    {
        "doc_id": pl.Series(NAMES, dtype=pl.Enum(NAMES)),
        "statement_id": ["s", "s", "t"],
        "year": [2000, 2000, 2001],
        "publisher": ["P", "Q", "P"],
        "genre": ["digest"] * 3,
    }
)
PAIRS = comparability(DOCUMENTS)


@pytest.mark.parametrize("frame", [PAIRS, PAIRS.collect(), PAIRS.cast({"left": pl.String})])
def test_lazy_and_literal_frames_give_the_same_pairs(frame):
    rows = among(frame, ["b", "nowhere"], ["c", "a", "b"]).collect()
    assert rows.select("left", "right", "kind").rows() == [
        ("b", "a", "editorial selection"),
        ("b", "c", "change over time"),
    ]
    assert rows.schema["left"] == rows.schema["kind"] == pl.String


def test_the_filters_of_both_sides_stand_below_the_join():
    plan = among(PAIRS, ["a"], ["b"]).explain()
    assert plan.count("FILTER", plan.index("JOIN")) == 2


@pytest.mark.parametrize("frame", [PAIRS, PAIRS.collect(), PAIRS.cast({"left": pl.String})])
def test_the_documents_are_known_in_their_order(frame):
    assert paired(frame) == NAMES


def test_one_more_is_said_in_the_singular():
    assert listed(["a"], 2, "pair") == "a and 1 more pair"


def test_the_export_of_a_large_corpus_leaves_out_what_grows_with_the_square():
    with pytest.warns(WorkbenchWarning, match="has 5 documents; comparability, links and edits"):
        every = frames(largest=4)
    assert "comparability" not in every
    assert {"documents", "tokens"} <= set(every)
    assert not {"links", "edits"} & set(every)
