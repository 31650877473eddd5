import pytest

from workbench import explore
from workbench.errors import WorkbenchError
from workbench.explore import readability


@pytest.fixture(scope="module")
def all_of(corpus):
    return readability.measured(corpus)


@pytest.fixture
def state(corpus):
    return readability.State(doc_ids=tuple(corpus.documents["doc_id"]), picked="vov-2025|vov-2025")


def test_the_chart_shows_one_score_per_chosen_document(all_of, state):
    state.doc_ids = ("tass-2024", "vov-2025")
    figure = readability.scores(all_of, state)
    assert figure.table["document"].to_list() == ["TASS 2024", "VOVWORLD 2025"]


def test_sentences_follow_the_picked_text(all_of, state):
    assert "VOVWORLD 2025, ¶" in readability.sentences(all_of, state).html()
    state.picked = "tass-2024|tass-2024"
    assert "VOVWORLD" not in readability.sentences(all_of, state).html()


def test_with_semicolons_the_pieces_are_clauses(all_of, state):
    state.picked = "vgp-2025|vgp-2025"
    longest = readability.extremes(all_of, state)["n_words"].max()
    state.splitter = "full stop and semicolon"
    assert readability.extremes(all_of, state)["n_words"].max() < longest


def test_a_section_shows_its_own_sentences_only(all_of, state):
    state.unit, state.picked = "section", "tass-2024|Ukrainian crisis"
    assert readability.extremes(all_of, state)["para_no"].unique().to_list() == [29]


def test_nothing_chosen_is_said_in_a_sentence(all_of, state):
    state.doc_ids = ()
    with pytest.raises(WorkbenchError, match="choose a document"):
        readability.scores(all_of, state)


def test_an_empty_box_asks_for_a_sentence(state):
    assert "Paste or write" in readability.inspection(state)


def test_what_is_pasted_is_escaped(state):
    state.text = "<script>alert(1)</script> He came."
    assert "<script>alert" not in readability.inspection(state)


def test_every_choice_can_be_drawn(corpus):
    explorer = explore.readability_explorer(corpus)
    for measure in readability.MEASURES:
        explorer.state.measure = measure
    for unit in readability.UNITS:
        explorer.state.unit = unit
    for splitter in readability.SPLITTERS:
        explorer.state.splitter = splitter
    explorer.state.unit = "document"
    explorer.state.doc_ids = ()
    explorer.state.doc_ids = ("vgp-2025",)
    assert explorer.state.picked.startswith("vgp-2025|")


def test_the_static_twin_holds_the_chart_and_the_sentences(corpus):
    bundle = explore.readability_explorer(corpus)._repr_mimebundle_()
    assert "<svg" in bundle["text/html"]
    assert "Hardest and easiest sentences" in bundle["text/html"]
