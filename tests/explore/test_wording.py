"""The wording explorer without a browser, on a copy of the corpus that may be written to."""

import shutil

import pytest

import workbench
from workbench.corpus import read_decisions
from workbench.corpus.load import DATA
from workbench.errors import WorkbenchError
from workbench.explore import wording, wording_explorer, wording_state
from workbench.explore.wording_decisions import choices_of, keep
from workbench.explore.wording_filters import filtered


@pytest.fixture(scope="module")
def desk(corpus):
    return wording_state.open_desk(corpus)


@pytest.fixture
def state():
    return wording_state.State(left="vov-2025", right="vgp-2025")


@pytest.fixture
def own(tmp_path):
    """Give a corpus in a folder of its own."""
    shutil.copytree(DATA, tmp_path / "data")
    return workbench.load(tmp_path / "data")


@pytest.fixture
def current(own):
    state = wording_state.State(left="vov-2025", right="vgp-2025", row=11)
    current = wording_state.Current(wording_state.open_desk(own), state)
    current.refresh()
    return current


def test_the_words_of_the_outcome_come_from_the_gate(desk, state):
    assert "reported" in wording_state.compared(desk, state).synopsis["outcome"].to_list()
    state.left, state.right = "tass-2021", "tass-2024"
    assert "dropped" in wording_state.compared(desk, state).synopsis["outcome"].to_list()


def test_a_blocked_pair_is_refused_until_the_reader_overrides(desk, state):
    state.left = "tass-2024"
    with pytest.raises(WorkbenchError, match="not comparable"):
        wording_state.compared(desk, state)
    state.override = True
    pair = wording_state.compared(desk, state)
    assert "shown because the reader asked" in wording.synopsis(desk, state, pair).subtitle


def test_a_document_against_itself_is_said_in_a_sentence(desk, state):
    state.left = "vgp-2025"
    with pytest.raises(WorkbenchError, match="two different documents"):
        wording_state.compared(desk, state)


@pytest.mark.parametrize(
    ("trait", "value"),
    [("outcome", "reported"), ("kind", "legal anchor"), ("concept", "trust"), ("text", "UKRAINE")],
)
def test_each_filter_keeps_some_rows_and_drops_some(desk, state, trait, value):
    pair = wording_state.compared(desk, state)
    setattr(state, trait, value)
    assert 0 < filtered(desk, state, pair).height < pair.synopsis.height


def test_words_are_also_found_in_the_linked_passage(desk, state):
    state.text = "inseparability"
    rows = filtered(desk, state, wording_state.compared(desk, state))
    assert rows["left_para_no"].to_list() == [11]


def test_filters_that_fit_nothing_say_so(desk, state):
    state.text = "no such words"
    with pytest.raises(WorkbenchError, match="No passage fits"):
        wording.synopsis(desk, state, wording_state.compared(desk, state))


def test_the_synopsis_says_how_good_the_alignment_of_this_pair_is(desk, state):
    subtitle = wording.synopsis(desk, state, wording_state.compared(desk, state)).subtitle
    assert (
        "Measured on 27 coded links of this pair: 88% of the proposed links are right" in subtitle
    )


def test_a_passage_shows_its_link_its_edits_and_its_context(desk, state):
    state.row = 11
    html = wording.passage(desk, state, wording_state.compared(desk, state))
    assert "highly appreciates" in html
    assert "[only VOVWORLD 2025: " in html
    assert "In context: Viet Nam Government Portal 2025" in html


def test_a_passage_without_counterpart_shows_what_comes_nearest(desk, state):
    pair = wording_state.compared(desk, state)
    state.row = pair.synopsis.filter(outcome="not reported here")["row_no"][0]
    html = wording.passage(desk, state, pair)
    assert "No counterpart found in VOVWORLD 2025" in html
    assert "not proof of silence" in html.replace("\n", " ")


def test_the_witnesses_of_the_ukraine_passage(desk, state):
    state.row = 11
    figure = wording.witnesses(desk, state, wording_state.compared(desk, state))
    assert "acknowledged | highly appreciates" in figure.alt


def test_a_phrase_that_is_not_there_offers_what_is_near(desk, state):
    state.phrase = "highly apreciates"
    assert "near it: “highly appreciates”" in wording.formula(desk, state).subtitle


def test_an_empty_phrase_asks_for_one(desk, state):
    state.phrase = " "
    with pytest.raises(WorkbenchError, match="Write a phrase"):
        wording.formula(desk, state)


def test_every_control_redraws_without_a_traceback(corpus):
    explorer = wording_explorer(corpus, "tass-2021", "tass-2024")
    for name, values in {
        "unit": ("clause", "provision", "sentence"),
        "right": ("vgp-2025", "tass-2021", "tass-2024"),
        "override": (True, False),
        "kind": wording_state.KINDS,
        "least": (0.9, 0.1),
    }.items():
        for value in values:
            setattr(explorer.state, name, value)
    assert "Synopsis" in explorer._repr_mimebundle_()["text/html"]


def test_a_confirmed_link_is_saved_and_kept_on_the_next_load(current, own):
    links, _ = choices_of(current)
    told = keep(current, links[0][1], "confirmed", "AB", "same sentence")
    assert "Saved as confirmed in links/vgp-2025--vov-2025.toml." in told
    decisions, notices = read_decisions(own.folder, own.documents)
    assert decisions["status"].to_list() == ["confirmed"]
    assert notices == []
    current.refresh()
    assert "confirmed" in current.get().links["status"].to_list()


def test_a_filter_finds_what_readers_have_rejected(current):
    links, _ = choices_of(current)
    keep(current, links[0][1], "rejected", "AB", "another matter")
    current.refresh()
    current.state.status = "rejected"
    rows = filtered(current.desk, current.state, current.get())
    assert 11 in rows["left_para_no"].to_list()
    assert rows.height < current.get().synopsis.height


def test_an_added_link_ends_the_silence(current):
    pair = current.get()
    alone = pair.synopsis.filter(outcome="not reported here").row(0, named=True)
    current.state.row = alone["row_no"]
    _, extra = choices_of(current)
    keep(current, extra[0][1], "added", "AB", "I read it so")
    current.refresh()
    rows = current.get().synopsis
    assert alone["right_text"] not in rows["right_text"].to_list()
    added = current.get().links.filter(status="added").row(0, named=True)
    assert added["right_para_no"] == alone["right_para_no"]
    assert added["left_para_no"] == 3
    assert added["right_provision"]


def test_the_explorer_opens_again_after_a_link_was_added(own, current):
    pair = current.get()
    current.state.row = pair.synopsis.filter(outcome="not reported here")["row_no"][0]
    _, extra = choices_of(current)
    keep(current, extra[0][1], "added", "AB", "I read it so")
    shown = wording_explorer(own, "vov-2025", "vgp-2025")._repr_mimebundle_()["text/html"]
    assert "could not be drawn" not in shown
    current.refresh()
    figure = wording.cards(current.desk, current.state, current.get())
    assert "¶ None" not in figure.html()


def test_one_spelling_finds_the_other(desk, state):
    pair = wording_state.compared(desk, state)
    state.text = "Viet Nam"
    both = filtered(desk, state, pair).height
    state.text = "Vietnam"
    assert filtered(desk, state, pair).height == both > 0


def test_a_rejected_link_is_gone_from_the_synopsis(current):
    links, _ = choices_of(current)
    keep(current, links[0][1], "rejected", "AB", "another matter")
    current.refresh()
    row = current.get().synopsis.filter(left_para_no=11).row(0, named=True)
    assert row["outcome"] == "not reported here"


def test_readers_who_disagree_are_named(current):
    links, _ = choices_of(current)
    keep(current, links[0][1], "confirmed", "AB", "yes")
    assert "readers disagree" in keep(current, links[0][1], "rejected", "CD", "no")


def test_a_decision_without_a_name_is_refused(current):
    links, _ = choices_of(current)
    with pytest.raises(WorkbenchError, match="needs a name"):
        keep(current, links[0][1], "confirmed", " ", "")


def test_nothing_chosen_is_refused(current):
    with pytest.raises(WorkbenchError, match="Choose a passage"):
        keep(current, None, "confirmed", "AB", "")
