"""The wording explorer without a browser, on a copy of the corpus that may be written to."""

import shutil

import pytest

import workbench as wb
from workbench.corpus.load import shipped_folder
from workbench.corpus.notes import read_decisions
from workbench.errors import WorkbenchError
from workbench.schema import EDIT_KINDS


@pytest.fixture(scope="module")
def reading(corpus):
    """Return an explorer on a digest and its statement, which saves nothing."""
    return wb.Wording(corpus).explore("vov-2025", "vgp-2025")


@pytest.fixture
def explorer(reading):
    first = {name: reading.state.trait_defaults(name) for name in ("least", "words", "phrase")}
    reading.choose(
        left="vov-2025", right="vgp-2025", unit="sentence", override=False, outcome="all",
        kind="all", status="all", **first,
    )  # fmt: skip
    reading.state.row = 1
    return reading


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Return a corpus in a folder of its own."""
    folder = tmp_path_factory.mktemp("own") / "data"
    shutil.copytree(shipped_folder(), folder)
    return wb.load(folder)


@pytest.fixture
def own(copied):
    """Return that corpus without any decision."""
    shutil.rmtree(copied.folder / "links", ignore_errors=True)
    return copied


@pytest.fixture
def judging(own):
    return wb.Wording(own).explore("vov-2025", "vgp-2025", row=11)


def submit(explorer, button, **values):
    return explorer.submit("main", button, **({"who": "AB", "note": "I read it so"} | values))


def fields(explorer):
    """Return the options of the form under the passage."""
    form = explorer.panes["main"].form.panel.by_name
    return {name: list(one.places) for name, one in form.items() if one.has_options}


def test_the_words_of_the_outcome_come_from_the_pair(explorer):
    assert "reworded by the witness" in explorer.options("outcome")
    explorer.choose(left="tass-2021", right="tass-2024")
    assert explorer.options("outcome") == ["all", "no counterpart found", "reworded"]


def test_a_document_against_itself_is_said_in_a_sentence(explorer):
    explorer.state.left = "vgp-2025"
    assert "choose two different documents" in explorer.pane("Synopsis")
    assert explorer.options("row") == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("outcome", "reworded by the witness"), ("kind", "legal anchor"), ("words", "UKRAINE")],
)
def test_each_filter_keeps_some_rows_and_drops_some(explorer, name, value):
    whole = explorer.options("row")
    setattr(explorer.state, name, value)
    assert 0 < len(explorer.options("row")) < len(whole)


def test_words_are_also_found_in_the_linked_passage(explorer):
    explorer.state.words = "inseparability"
    assert len(explorer.options("row")) == 1
    assert "VOVWORLD 2025 ¶ 11" in explorer.pane("main")


def test_one_spelling_finds_the_other(explorer):
    explorer.state.words = "Viet Nam"
    both = explorer.options("row")
    explorer.state.words = "Vietnam"
    assert explorer.options("row") == both != []


def test_filters_that_fit_nothing_say_so(explorer):
    explorer.state.words = "zebra"
    assert explorer.options("row") == []
    assert "No passage fits these choices" in explorer.pane("main")


def test_a_passage_shows_its_links_its_edits_and_its_context(explorer):
    explorer.state.row = 11
    shown = explorer.pane("main")
    assert "highly appreciates" in shown
    assert "acknowledged <span" in shown, "mostly new wording is set out slot by slot"
    assert "In context: Viet Nam Government Portal 2025" in shown


def test_a_passage_without_counterpart_shows_what_comes_nearest(explorer):
    explorer.state.outcome = "no counterpart found"
    shown = explorer.pane("main")
    assert "No counterpart found in VOVWORLD 2025" in shown
    assert "The reference reading has no link for it." in shown
    explorer.choose(least=0.5, outcome="all")
    explorer.state.outcome = "no counterpart found"
    assert "No link reaches the minimum score." in explorer.pane("main")


def test_the_witnesses_of_the_ukraine_passage(explorer):
    explorer.state.row = 11
    assert "acknowledged | highly appreciates" in explorer.pane("Witnesses")
    explorer.state.outcome = "no counterpart found"
    assert "Choose a passage of the first text" in explorer.pane("Witnesses")
    explorer.choose(left="tass-2021", right="tass-2024", outcome="all", row=1)
    assert "differ" in explorer.pane("Witnesses")


def test_a_phrase_that_is_not_there_offers_what_is_near(explorer):
    explorer.state.phrase = "highly apreciates"
    assert "appreciates" in explorer.pane("Formula")
    explorer.state.phrase = " "
    assert "lacks a word to look for" in explorer.pane("Formula")


def test_every_control_redraws_without_a_fault(explorer):
    for name, values in {
        "unit": ("clause", "provision", "sentence"),
        "right": ("tass-2024", "investor-2024", "vgp-2025"),
        "override": (True, False),
        "kind": ("all", *EDIT_KINDS),
        "least": (0.9, 0.0),
    }.items():
        for value in values:
            setattr(explorer.state, name, value)
            for title in ("main", "Synopsis", "Witnesses", "Cards"):
                assert "Please report it" not in explorer.pane(title), (name, value, title)


def test_an_unknown_choice_is_refused(corpus):
    with pytest.raises(WorkbenchError, match="Unknown choice 'speed'"):
        wb.Wording(corpus).explore(speed=1)


def test_a_corpus_of_one_pair_opens_on_it(make):
    study = wb.Wording(make({"a": "We plant trees.", "b": "We plant more trees."}))
    assert study.explore().state.left == "a"
    assert "Please report it" not in study.explore().pane("main")


# --- decisions ---


def test_a_confirmed_link_is_saved_and_kept_on_the_next_load(judging, own):
    told = submit(judging, "confirmed", link=fields(judging)["link"][0])
    assert "Saved as confirmed in links/vgp-2025--vov-2025.toml." in told
    decisions, notices = read_decisions(own.folder, own.documents)
    assert decisions["status"].to_list() == ["confirmed"]
    assert notices == []
    judging.state.status = "confirmed"
    assert judging.options("row") == [11]


def test_a_rejected_link_is_gone_from_the_synopsis_and_can_be_found(judging, own):
    submit(judging, "rejected", link=fields(judging)["link"][0])
    pair = wb.Wording(own).compare("vov-2025", "vgp-2025")
    assert pair.synopsis.filter(left_para_no=11)["outcome"].item() == "added by the witness"
    judging.state.status = "rejected"
    assert 11 in judging.options("row")
    assert "A reader has rejected the link." in judging.pane("main")


def test_an_added_link_ends_the_silence_and_can_be_undone(judging, own):
    pair = wb.Wording(own).compare("vov-2025", "vgp-2025")
    alone = pair.synopsis.filter(outcome="no counterpart found").row(0, named=True)
    judging.state.row = alone["row_no"]
    submit(judging, "added", other=fields(judging)["other"][0])
    pair = wb.Wording(own).compare("vov-2025", "vgp-2025")
    added = pair.links.filter(status="added").row(0, named=True)
    assert (added["left_para_no"], added["right_para_no"]) == (3, alone["right_para_no"])
    assert added["right_provision"]
    assert "¶ None" not in judging.pane("Cards")
    assert "Undone: added." in submit(judging, "undo")
    assert wb.Wording(own).compare("vov-2025", "vgp-2025").links.filter(status="added").is_empty()
    assert "There is no decision of this reader to undo." in submit(judging, "undo")


def test_readers_who_disagree_are_named(judging):
    link = fields(judging)["link"][0]
    submit(judging, "confirmed", link=link)
    assert "readers disagree" in submit(judging, "rejected", link=link, who="CD")


def test_a_decision_without_a_name_is_refused(judging):
    assert "A decision needs a name" in submit(
        judging, "confirmed", who=" ", link=fields(judging)["link"][0]
    )


def test_a_passage_without_a_link_has_none_to_judge(judging):
    judging.state.outcome = "no counterpart found"
    assert "This passage has no link" in submit(judging, "confirmed")


def test_the_earlier_text_is_the_first_whatever_was_chosen(judging, own):
    judging.choose(left="tass-2024", right="tass-2021", words="orchestra", row=1)
    judging.choose(words="", outcome="no counterpart found")
    row = wb.Wording(own).compare("tass-2024", "tass-2021").synopsis
    first = row.filter(row_no=judging.state.row).row(0, named=True)
    assert first["left_id"] == "tass-2021"
    spans = fields(judging)["other"][0]
    assert [span[0] for span in spans] == ["tass-2021", "tass-2024"]
    assert "Saved as added" in submit(judging, "added", other=spans)
