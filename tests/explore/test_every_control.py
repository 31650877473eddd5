"""Every control of every explorer, on documents that lack something: sentences, never a fault."""

import pytest

import workbench
from tests.explore.moves import moved
from tests.many import HILLS, RIVER, RUSSIAN, TITLE_ALONE, few
from workbench import explore

EXPLORERS = {
    "corpus": lambda corpus: explore.corpus_explorer(corpus, query="river"),
    "wording": lambda corpus: explore.wording_explorer(corpus, "d0", "d1"),
    "readability": explore.readability_explorer,
    "emphasis": lambda corpus: explore.emphasis_explorer(corpus, "d0", "d1"),
    "issue": lambda corpus: explore.issue_explorer(corpus, "ukraine"),
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """Give a corpus: two documents without a link, one without body, one without English words."""
    folder = few(tmp_path_factory.mktemp("odd") / "corpus", RIVER, HILLS, TITLE_ALONE, RUSSIAN)
    with pytest.warns(workbench.WorkbenchWarning, match="no body text"):
        return workbench.load(folder)


@pytest.mark.parametrize("name", EXPLORERS)
def test_every_control_can_be_moved(name, odd):
    explorer = EXPLORERS[name](odd)
    assert list(moved(explorer)) == []
    assert "could not be drawn" not in explorer.still()
