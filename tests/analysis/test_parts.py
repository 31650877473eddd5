"""A corpus in parts is the corpus: nothing is lost, doubled or counted otherwise."""

from dataclasses import replace

import polars as pl
import pytest

from workbench.analysis.parts import FRAMES, parts


@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "in any order"])
def test_the_parts_add_up_to_the_frames(corpus, backwards):
    if backwards:
        corpus = replace(corpus, tokens=corpus.tokens.reverse())
    cut = list(parts(corpus, 900))
    assert len(cut) > 2
    for name in FRAMES:
        together = pl.concat(getattr(part, name) for part in cut)
        assert together.sort(pl.all()).equals(getattr(corpus, name).sort(pl.all()))
        for part in cut:
            assert set(getattr(part, name)["doc_id"]) <= set(part.documents["doc_id"])


def test_a_small_corpus_is_one_part(corpus):
    assert [part is corpus for part in parts(corpus)] == [True]
