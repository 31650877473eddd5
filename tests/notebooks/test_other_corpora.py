"""The studies on other corpora: one digest; a series of three statements."""

import re

import pytest

from tests.made import RIVER, few
from tests.notebooks.shell import ran
from tests.notebooks.test_form import STUDIES, name

FORD = """The sides meet at the ford

The two sides agreed to build a bridge over the river before the end of the year.

They noted the peaceful settlement of the crisis on the basis of the UN Charter.

The sides will continue their cooperation in energy, trade and science.
"""
CORPORA = {
    "one": ([RIVER], {"genre": "digest"}),
    "series": ([RIVER, FORD, f"{FORD}{RIVER}"], {}),
}
#: Longer titles are no titles.
LONGEST = 200
#: What no reader of another corpus should meet.
SHIPPED = re.compile(r"TASS|VOVWORLD|The Investor|Government Portal|\w+-20\d\d")
UNSEEN = re.compile(r"<style>.*?</style>|<script>.*?</script>|<[^>]+>", re.DOTALL)


@pytest.fixture(scope="module", params=CORPORA)
def other(request, tmp_path_factory):
    """Make one of the corpora."""
    texts, facts = CORPORA[request.param]
    return few(tmp_path_factory.mktemp(request.param) / "corpus", *texts, **facts)


@pytest.mark.parametrize("path", STUDIES, ids=name)
def test_a_notebook_runs_and_speaks_of_the_texts_that_there_are(other, path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CORPUS", str(other))
    seen = ran(path, monkeypatch)
    titles = re.findall(r'class="wb-title"[^>]*>(.*?)</p>', seen)
    assert max(map(len, titles), default=0) < LONGEST
    assert "Please report it" not in seen
    assert sorted(set(SHIPPED.findall(UNSEEN.sub(" ", seen)))) == []
