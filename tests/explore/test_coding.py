"""Coding by hand without a browser."""

from dataclasses import replace

import polars as pl
import pytest

from workbench.corpus import read_codes, read_topics, sheet
from workbench.corpus.load import DATA
from workbench.errors import WorkbenchError
from workbench.explore import coding, coding_explorer

LADDER = pl.DataFrame(
    {"operator": ["note", "affirm"], "label": ["notes", "affirms"], "rank": [1, 2]}
)


@pytest.fixture(scope="module")
def codebook():
    return read_topics(DATA)


@pytest.fixture
def here(corpus, tmp_path):
    return replace(corpus, folder=tmp_path)


@pytest.fixture
def explorer(here, codebook):
    return coding_explorer(here, codebook, LADDER, ["vov-2025"])


def parts(explorer):
    _, top, panes = explorer.view.children
    left = panes.children[0].children
    _, topic, actor, operator, strength, note, buttons, message = left
    fields = {
        "topic": topic,
        "actor": actor,
        "operator": operator,
        "strength": strength,
        "note": note,
    }
    return top.children, fields, buttons.children, message


def begin(explorer, name):
    parts(explorer)[0][0].value = name


def press(explorer, number):
    parts(explorer)[2][number].click()


def said(explorer):
    return parts(explorer)[3].value.split("</style>")[-1]


def saved(here, codebook):
    return read_codes(here.folder, here.paragraphs, sheet(codebook.topics, LADDER))[0]


def test_without_a_name_nothing_is_saved(explorer, here):
    parts(explorer)[1]["topic"].value = "sea"
    press(explorer, 0)
    assert "Give your name first" in said(explorer)
    assert not (here.folder / "codes").exists()


def test_a_passage_is_coded_saved_and_the_next_one_follows(explorer, here, codebook):
    begin(explorer, "anna")
    assert "0 of 9 passages coded, 9 to go. Saved in codes/anna.toml." in said(explorer)
    first = explorer.state.place
    fields = parts(explorer)[1]
    fields["topic"].value, fields["actor"].value = "history", "both sides"
    fields["operator"].value = "affirm"
    assert fields["strength"].value == 2
    fields["note"].value = "anniversary"
    press(explorer, 0)
    assert "Saved. 1 of 9 passages coded, 8 to go." in said(explorer)
    row = saved(here, codebook).drop("when").row(0)
    assert row == (*first, "history", "both sides", "affirm", 2, "anniversary", "anna")
    assert explorer.state.place != first
    assert [explorer.state.topic, explorer.state.note, explorer.state.strength] == ["", "", 0]


def test_strength_may_differ_from_the_ladder(explorer, here, codebook):
    begin(explorer, "anna")
    explorer.state.topic, explorer.state.operator = "history", "affirm"
    explorer.state.strength = 1
    press(explorer, 0)
    assert saved(here, codebook)["strength"].to_list() == [1]


def test_a_topic_is_asked_for_and_a_passage_may_stay_open(explorer, here, codebook):
    begin(explorer, "anna")
    press(explorer, 0)
    assert "Choose a topic, or leave the passage open" in said(explorer)
    first = explorer.state.place
    press(explorer, 1)
    assert "Left open. 0 of 9" in said(explorer)
    assert explorer.state.place != first
    assert saved(here, codebook).is_empty()


def test_the_last_code_is_taken_back_and_its_passage_shown(explorer):
    begin(explorer, "anna")
    first = explorer.state.place
    explorer.state.topic = "sea"
    press(explorer, 0)
    press(explorer, 2)
    assert "Taken back. 0 of 9" in said(explorer)
    assert explorer.state.place == first
    assert explorer.state.topic == ""
    press(explorer, 2)
    assert "nothing to take back" in said(explorer)


def test_another_day_goes_on_at_the_first_open_passage(explorer, here, codebook):
    begin(explorer, "anna")
    for _ in range(2):
        explorer.state.topic = "order"
        press(explorer, 0)
    waiting = explorer.state.place
    again = coding_explorer(here, codebook, LADDER, ["vov-2025"])
    begin(again, "anna")
    assert "2 of 9 passages coded, 7 to go." in said(again)
    assert again.state.place == waiting
    begin(again, "ben")
    assert "0 of 9" in said(again)


def test_a_coded_passage_shows_its_codes_again(explorer):
    begin(explorer, "anna")
    first = explorer.state.place
    explorer.state.topic, explorer.state.note = "order", "why"
    press(explorer, 0)
    parts(explorer)[0][1].value = first
    assert (explorer.state.topic, explorer.state.note) == ("order", "why")
    labels = [label for label, _ in parts(explorer)[0][1].options]
    assert [("(coded)" in label) for label in labels] == [True] + [False] * 8


def test_when_all_are_coded_that_is_said(explorer):
    begin(explorer, "anna")
    for _ in range(9):
        explorer.state.topic = "order"
        press(explorer, 0)
    assert "All 9 passages are coded." in said(explorer)


def test_a_name_that_leads_elsewhere_is_refused(explorer):
    begin(explorer, "../x")
    assert "cannot name a coder" in said(explorer)
    assert explorer.state.coder == ""


def test_every_choice_has_its_number(here, codebook):
    at = coding.bench(here, codebook.topics, LADDER, ["vov-2025"])
    labels = [label for label, _ in coding.numbered(at, "topic")]
    assert labels[:2] == ["not coded", "1 Economy and trade"]
    assert labels[-1] == "13 None of these, or the relations as a whole"
    assert coding.numbered(at, "operator")[1:] == [("1 notes", "note"), ("2 affirms", "affirm")]


def test_an_unknown_document_is_named(here, codebook):
    with pytest.raises(WorkbenchError, match=r"\['vov-1999'\]; choose tass-2021"):
        coding_explorer(here, codebook, LADDER, ["vov-1999"])


def test_the_still_page_shows_passage_and_sheet(explorer):
    page = str(explorer.still())
    assert "VOVWORLD 2025, ¶" in page
    assert "Operators, weakest first" in page


def test_a_source_that_holds_html_is_escaped(corpus, codebook):
    sly = corpus.paragraphs.with_columns(text=pl.lit("<script>x</script>"))
    at = coding.bench(replace(corpus, paragraphs=sly), codebook.topics, LADDER, ["vov-2025"])
    assert "<script" not in str(coding.passage(at, at.places[0]))
