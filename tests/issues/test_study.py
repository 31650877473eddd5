"""The study of an issue, its figures and its explorer, without a browser."""

import shutil

import polars as pl
import pytest

import workbench as wb
from tests.figures.checks import check_figure
from tests.issues.conftest import SHIPPED
from workbench import schema
from workbench.corpus import chosen_folder
from workbench.figures import Absent

FIGURES = ("matrix", "names", "lines", "position_cards", "position_table",
           "agreement", "witnesses", "ladder_table", "verbs")  # fmt: skip
FRAMES = ("coverage", "naming", "timeline", "contexts", "positions", "reference", "operators",
          "mentions")  # fmt: skip


@pytest.fixture(scope="module")
def sea(corpus):
    return wb.Issue(corpus, "east-sea")


@pytest.fixture
def explorer(sea):
    return sea.explore


# --- frames and figures ---


@pytest.mark.parametrize("issue", SHIPPED)
def test_every_issue_has_every_frame_and_every_figure(shipped, issue):
    study = shipped[issue]
    for name in FRAMES:
        frame = getattr(study, name)
        assert frame.height > 0
        kind = "positions" if name == "reference" else name
        expected = schema.dtypes(kind)
        assert {key: frame.schema[key] for key in expected if key != "topic"} == {
            key: kind for key, kind in expected.items() if key != "topic"
        }
    for name in FIGURES:
        check_figure(getattr(study, name)())


def test_the_figures_say_what_the_sources_say(shipped):
    ukraine, sea = shipped["ukraine"], shipped["east-sea"]
    assert ukraine.matrix().title == "Three of five texts speak of Ukraine"
    assert "24 February 2022: Russian troops enter Ukraine; TASS 2021 is earlier." in (
        ukraine.matrix().subtitle
    )
    assert ukraine.position_cards().title == (
        "On Ukraine only Russia speaks, in all three texts that take a position"
    )
    assert ukraine.agreement().title == "The rules find all six positions of the reference reading"
    assert "Every difference" not in ukraine.agreement().body  # there is none
    more = "The rules find all 10 positions of the reference reading, and one more"
    assert sea.agreement().title == more
    assert sea.names().title == "“East Sea” occurs six times, five of them inside titles"
    assert "Titles: 6, five with “East Sea” and one without a name." in sea.names().subtitle
    assert sea.position_cards().title == (
        "On the East Sea (South China Sea), both sides speak in The Investor 2024 and Russia speaks "
        "in Viet Nam Government Portal 2025 and VOVWORLD 2025; both sides speak without naming it in "
        "two texts"
    )
    assert sea.position_cards(on=["DOC", "COC"]).title == (
        "On the DOC and the COC, both sides speak in The Investor 2024 and Russia speaks in "
        "Viet Nam Government Portal 2025 and VOVWORLD 2025"
    )


def test_witnesses_have_the_whole_sentence_with_all_its_clauses(shipped):
    whole = shipped["ukraine"].witnesses("vgp-2025", "vov-2025")
    assert "with the participation of relevant parties" in str(whole.body)
    assert whole.title == "The statement says “highly appreciates”, its digest says “acknowledged”"
    assert whole.subtitle.startswith("In this passage VOVWORLD 2025 leaves out “fullness, integ")
    assert "“participation of relevant parties”" in whole.subtitle
    lost = shipped["east-sea"].witnesses("vgp-2025", "vov-2025", verb="agree")
    assert "freedom of navigation" in str(lost.body)
    assert lost.title == (
        "In the sentence in which both sides “agreed”, VOVWORLD 2025 leaves out “freedom of "
        "navigation” and “1982 UNCLOS”"
    )
    assert "acknowledged" in str(shipped["ukraine"].witnesses().body)


def test_what_a_corpus_lacks_is_a_sentence_where_the_figure_would_be(lake_of):
    study = lake_of({"a": "Ruritania supports the Pact on the Grey Lake at last."})
    for figure in (study.agreement(), study.witnesses()):
        assert isinstance(figure, Absent)
        assert figure.title.startswith("Not in this corpus: ")
    for name in ("matrix", "names", "lines", "position_cards", "verbs"):
        check_figure(getattr(study, name)())
    assert "found by rule" in study.position_cards().subtitle
    assert "1 May 2022: The lake froze; Gazette 2021 is earlier." in study.matrix().subtitle


def test_a_reading_of_other_documents_is_none(make):
    corpus = make({"a": "Ruritania supports talks on the Ukraine crisis at last."})
    study = wb.Issue(corpus, "ukraine")
    assert study.coders == ["rule"]
    path = corpus.folder / "reference" / "positions"
    path.mkdir(parents=True)
    shutil.copy(chosen_folder() / "reference" / "positions" / "ukraine.toml", path)
    study = wb.Issue(corpus, "ukraine")
    assert study.coders == ["rule"]
    assert "found by rule" in study.position_cards().subtitle
    assert isinstance(study.agreement(), Absent)


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        (lambda study: wb.Issue(study.corpus, "moon"), "'moon'.*east-sea"),
        (lambda study: study.position_cards(by="me"), "Unknown coder 'me'; choose reference, rule"),
        (
            lambda study: study.position_cards(on=["NPT"]),
            "Unknown legal basis 'NPT'; choose UN Charter",
        ),
        (lambda study: study.witnesses(verb="hum"), "Unknown verb 'hum'; choose state"),
        (lambda study: study.lines("moon"), "Unknown term 'moon'; choose"),
    ],
)
def test_an_unknown_choice_names_the_valid_ones(sea, ask, told):
    with pytest.raises(wb.WorkbenchError, match=told):
        ask(sea)


# --- explorer ---


def shown(explorer, tab, **choices):
    explorer.choose(**choices)
    return explorer.pane(tab)


def test_a_document_and_a_term_filter_lines_and_positions(explorer):
    here = explorer(document="vgp-2025")
    assert "VOVWORLD" not in here.pane("Lines").split("<footer")[0].split("Source:")[0]
    assert "freedom of navigation" in shown(here, "Lines", term="freedom")
    assert "1 position in one of five sources" in here.pane("Positions")


def test_a_term_that_is_silent_here_says_why(explorer):
    html = explorer(document="vov-2025", term="freedom").pane("Lines")
    assert "VOVWORLD 2025 does not use the term “Freedom of navigation or overflight”" in html
    assert "Not in this press text: VOVWORLD 2025." in html


def test_a_query_finds_any_words_of_the_chosen_document(explorer):
    here = explorer(query="human* | friendship")
    assert "TASS 2021" in here.pane("Lines")
    html = shown(here, "Lines", document="vov-2025")
    assert "human*" in html
    assert "TASS 2021" not in html


def test_a_voice_moves_the_headline_and_what_it_hides_is_no_silence(shipped):
    here = shipped["ukraine"].explore(document="vgp-2025", voice="quoted")
    lines = here.pane("Lines")
    assert "Viet Nam Government Portal 2025 does not speak of Ukraine (quoted words only)" in lines
    assert "Hidden by your choice of a voice: Viet Nam Government Portal 2025." in lines
    assert "0 are quoted and shown" in lines
    assert "No position is left by your choice" in here.pane("Positions")
    asked = shown(here, "Lines", query="Ukrain*", document="all", voice="reported")
    assert "“Ukrain*” occurs three times, in two of five sources (reported words only)" in asked
    assert "Hidden by your choice of a voice: Viet Nam Government Portal 2025." in asked


def test_a_list_of_terms_is_not_quoted_as_if_it_were_a_word(shipped):
    study = shipped["ukraine"]
    assert (
        study.lines().title
        == "Three of five sources speak of Ukraine: 24 mentions of the issue’s terms"
    )
    assert study.lines("root causes").title == "No source uses the term “Root causes”"
    one = study.lines("interests").title
    assert (
        one
        == "One of five sources uses the term “Legitimate interests of the parties”, in one place"
    )


def test_the_width_of_the_context_holds_for_the_terms_of_the_issue_too(explorer):
    here = explorer(document="vgp-2025", term="freedom")
    wide = "<bdi>Both sides agreed to coordinate to ensure security, safety,"
    assert wide not in here.pane("Lines")
    assert wide in shown(here, "Lines", context="the sentence")


def test_forms_are_offered_where_nothing_is_found_and_a_picked_one_is_asked(explorer):
    here = explorer(query="Moskow")
    assert "moscow" in here.pane("Lines")
    here.pick("query|moscow")
    assert here.state.query == "moscow"
    assert "occurs" in here.pane("Lines")


def test_a_query_that_cannot_be_read_leaves_the_rest(explorer):
    here = explorer(query="(", regex=True)
    assert "is not a valid regular expression" in here.pane("Lines")
    assert "speak of the East Sea" in here.pane("main")


def test_a_picked_mark_chooses_its_document_and_term(explorer):
    here = explorer()
    here.pick("vgp-2025|freedom")
    assert (here.state.document, here.state.term) == ("vgp-2025", "freedom")
    here.pick("tass-2024|")
    assert (here.state.document, here.state.term) == ("tass-2024", "all")


def test_another_issue_has_its_own_terms(explorer):
    here = explorer(term="freedom")
    here.choose(issue="ukraine", term="all")
    assert "freedom" not in here.options("term")
    assert "Ukraine" in here.pane("Names")


def test_an_issue_without_a_reading_has_its_positions_by_rule(lake_of):
    study = lake_of({"a": "Ruritania supports the Pact on the Grey Lake at last."})
    here = study.explore()
    assert here.options("coder") == ["rule"]
    assert "found by rule" in here.pane("Positions")


def test_the_line_of_code_opens_the_same_view(corpus, explorer):
    chosen = {"document": "vgp-2025", "term": "freedom", "query": "a's", "parts": True}
    first = explorer(**chosen)
    assert first.code().startswith("wb.Issue(corpus, 'east-sea').explore(")
    again = eval(first.code(), {"wb": wb, "corpus": corpus})  # noqa: S307
    assert all(getattr(again.state, name) == value for name, value in chosen.items())
    with pytest.raises(wb.WorkbenchError, match="colour"):
        explorer(colour="red")


def test_its_still_twin_shows_matrix_lines_and_the_call(shipped):
    still = str(shipped["ukraine"].explore().still())
    for words in ("speak of Ukraine", "Ukrainian crisis"):
        assert words in still


# --- export ---


def test_every_declared_frame_of_all_issues_is_exported(corpus):
    frames = wb.Issue.export(corpus)
    names = {"contexts", "coverage", "naming", "timeline", "positions", "differences", "operators"}
    assert set(frames) == names
    for name, frame in frames.items():
        assert frame.schema == schema.dtypes(name)
        key = list(schema.FRAMES[name].key)
        assert frame.select(pl.struct(key).is_duplicated().any()).item() is False, name
        if name != "operators":
            assert set(frame["issue"]) <= {*SHIPPED, ""}
    every = frames["positions"].filter(issue="")
    assert every.height > 150
