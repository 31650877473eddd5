"""The issue explorer without a browser."""

import shutil

import pytest

import workbench
from workbench.corpus.load import DATA
from workbench.errors import WorkbenchError
from workbench.explore import issue as views
from workbench.explore import issue_explorer
from workbench.explore.issue_state import ASKED, State, line_of_code, open_desk


@pytest.fixture(scope="module")
def desk(corpus):
    return open_desk(corpus)


@pytest.fixture
def state():
    return State(issue="east-sea")


def shown(desk, state):
    return views.lines(desk, state, views.places(desk, state))


@pytest.mark.parametrize("issue", ["ukraine", "east-sea", "nuclear-energy"])
@pytest.mark.parametrize(
    "draw", [views.coverage, views.silences, views.concordance_figure, views.witnesses, views.names]
)
def test_every_issue_has_every_figure(desk, draw, issue):
    figure = draw(desk, State(issue=issue))
    assert figure.title
    assert "None" not in figure.title + figure.subtitle + figure.alt


def test_a_document_and_a_term_filter_lines_and_positions(desk, state):
    everything = shown(desk, state).height
    state.document = "vgp-2025"
    here = shown(desk, state)
    assert here["doc_id"].unique().to_list() == ["vgp-2025"]
    assert here.height < everything
    state.term = "freedom"
    assert shown(desk, state)["match"].to_list() == ["freedom of navigation"]
    assert views.positions(desk, state).subtitle.startswith("1 position in 1 of 5 documents")


def test_a_term_that_is_silent_here_has_no_lines_and_says_why(desk, state):
    state.document, state.term = "vov-2025", "freedom"
    figure = views.concordance_figure(desk, state)
    assert figure.title.startswith("“Freedom of navigation or overflight”: 0 lines")
    assert "Not in this source: VOVWORLD 2025" in figure.subtitle


def test_a_query_finds_any_words_of_the_chosen_document(desk, state):
    state.query = "human* | friendship"
    assert shown(desk, state)["doc_id"].n_unique() > 2
    state.document = "vov-2025"
    assert set(shown(desk, state)["doc_id"]) == {"vov-2025"}


def test_what_a_voice_hides_is_no_silence(desk):
    state = State(issue="ukraine", document="vgp-2025", voice="quoted")
    figure = views.concordance_figure(desk, state)
    assert "Not in" not in figure.subtitle
    assert "lines 0 are quoted and shown; the others are hidden" in figure.subtitle
    with pytest.raises(WorkbenchError, match=r"No position is left by your choice.*6 are coded"):
        views.positions(desk, state)


def test_forms_are_offered_only_where_nothing_is_found(desk, state):
    assert views.offers(desk, state) == []
    state.query = "Moskow"
    assert ("moscow (9)", "moscow") in views.offers(desk, state)
    state.query = "Moscow"
    assert views.offers(desk, state) == []
    state.regex, state.query = True, "("
    assert views.offers(desk, state) == []
    with pytest.raises(WorkbenchError, match="regular expression"):
        shown(desk, state)


def test_a_document_without_the_issue_has_no_witnesses_and_says_so(desk, state):
    state.document = "tass-2021"
    figure = views.witnesses(desk, state)
    assert figure.title == "No passage on East Sea (South China Sea) in this document"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("document", "x"),
        ("term", "y"),
        ("voice", "z"),
        ("coder", "me"),
        ("context", "9 words"),
        ("order", "banana"),
    ],
)
def test_an_unknown_choice_names_the_valid_ones(desk, state, name, value):
    setattr(state, name, value)
    with pytest.raises(WorkbenchError, match=f"Unknown {name} '{value}'; choose "):
        views.coverage(desk, state)


def test_an_unknown_issue_names_those_there_are(corpus):
    with pytest.raises(WorkbenchError, match=r"'moon'.*east-sea"):
        issue_explorer(corpus, "moon")


def test_the_line_of_code_opens_the_same_view(corpus):
    chosen = {"document": "vgp-2025", "term": "freedom", "query": "a's", "whole": False}
    first = issue_explorer(corpus, "east-sea", **chosen)
    line = line_of_code(first.state)
    again = eval(line, {"explore": pytest.importorskip("workbench.explore"), "corpus": corpus})  # noqa: S307
    names = ("issue", *ASKED)
    assert [getattr(again.state, name) for name in names] == [
        getattr(first.state, name) for name in names
    ]
    with pytest.raises(WorkbenchError, match="Unknown choice 'colour'"):
        issue_explorer(corpus, "east-sea", colour="red")
    with pytest.raises(WorkbenchError, match="another kind"):
        issue_explorer(corpus, "east-sea", regex="yes")


def test_a_query_that_cannot_be_read_leaves_the_rest_of_the_page(corpus):
    still = str(issue_explorer(corpus, "ukraine", query="(", regex=True).still())
    assert "is not a valid regular expression" in still
    assert "are filled" in still


@pytest.fixture
def without_hand(tmp_path):
    """Give a corpus with an issue that nobody has coded by hand."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    path = folder / "codebook" / "issues" / "ukraine.toml"
    moon = path.read_text("utf-8").replace('label = "Ukraine"', 'label = "The Moon"', 1)
    (folder / "codebook" / "issues" / "moon.toml").write_text(moon, "utf-8")
    return workbench.load(folder)


def test_an_issue_without_a_hand_file_has_its_positions_by_rule(without_hand):
    explorer = issue_explorer(without_hand, "moon")
    assert explorer.state.coder == "rule"
    assert "found by rule" in str(explorer.still())
    explorer.state.issue = "east-sea"
    desk = open_desk(without_hand)
    with pytest.raises(WorkbenchError, match="by 'hand'; choose rule"):
        views.positions(desk, State(issue="moon"))


def test_another_issue_has_its_own_terms_and_forgets_the_old_one(corpus):
    explorer = issue_explorer(corpus, "east-sea", term="freedom")
    explorer.state.issue = "ukraine"
    assert explorer.state.term == "all"


def test_its_still_twin_shows_the_line_the_matrix_and_the_passages(corpus):
    still = str(issue_explorer(corpus, "ukraine").still())
    for words in (
        "issue_explorer(corpus, &#39;ukraine&#39;)",
        "are filled",
        "Ukrainian crisis",
    ):
        assert words in still


def test_of_very_many_lines_the_first_are_held_and_said(desk, monkeypatch):
    monkeypatch.setattr(views, "HELD", 3)
    state = State(issue="ukraine", query="the", order="right 1")
    figure = views.concordance_figure(desk, state)
    total = views.places(desk, state).height
    assert figure.title.startswith(f"“the”: {total} lines in 5 of 5 documents")
    assert f"Of {total} lines the first 3 in the chosen order are in the file." in figure.subtitle
    assert "All 3 lines" not in str(figure.body)
    state.voice = "quoted"
    assert "in the file" not in views.concordance_figure(desk, state).subtitle
