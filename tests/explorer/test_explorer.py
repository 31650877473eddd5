"""Panes follow the choices that they read, and are drawn once for each change."""

import polars as pl
import pytest
from markupsafe import Markup

from workbench.errors import WorkbenchError
from workbench.explorer import Explorer, Tab, check, choice, listing, number, offer, text
from workbench.explorer.explorer import STILL
from workbench.figures import Figure
from workbench.figures.charts import by_row

TERMS = {"ukraine": ["all", "war"], "sea": ["all", "DOC", "COC"]}


class Notes:
    """Draws panes, and keeps what each has drawn."""

    def __init__(self, *names):
        self.drawn = {name: [] for name in names}

    def pane(self, name, *reads):
        def draw(choices):
            self.drawn[name].append(tuple(getattr(choices, read) for read in reads))
            return f"{name} {self.drawn[name][-1]}"

        return draw

    def new(self):
        new, self.drawn = self.drawn, {name: [] for name in self.drawn}
        return {name: drawn for name, drawn in new.items() if drawn}


def drawing(choices):
    """Draw a chart of two marks that can be picked."""
    rows = pl.DataFrame({"row": ["A", "B"], "n": [choices.n, 2], "key": ["a|x", "b|x"]})
    chart = by_row(rows, "row", "n", "Number")
    return Figure("test", f"A has {choices.n}", "2 rows", "Source: none", "Two", chart)


@pytest.fixture
def notes():
    return Notes("main", "one", "two")


@pytest.fixture
def issue(notes):
    """Return an explorer with options that follow from another choice."""
    return Explorer(
        {"issue": choice("Issue", list(TERMS)), "term": choice("Term", lambda c: TERMS[c.issue])},
        notes.pane("main", "issue", "term"),
        {
            "One": Tab(notes.pane("one", "issue")),
            "Two": Tab(
                notes.pane("two", "picked", "n"), {"n": number("N", 1, 0, 9)}, opens_on=("picked",)
            ),
        },
        line="issue.explore",
        also={"place": ""},
    )


def test_a_pane_is_drawn_again_only_when_a_choice_that_it_reads_has_changed(issue, notes):
    assert notes.new() == {"main": [("ukraine", "all")], "one": [("ukraine",)]}
    issue.state.term = "war"
    assert notes.new() == {"main": [("ukraine", "war")]}
    issue.state.term = "all"
    assert notes.new() == {"main": [("ukraine", "all")]}  # back, and drawn
    issue.state.place = "x"
    assert notes.new() == {}


def test_options_follow_and_panes_are_drawn_once_with_all_that_follows(issue, notes):
    issue.state.term = "war"
    notes.new()
    issue.state.issue = "sea"
    assert notes.new() == {"main": [("sea", "all")], "one": [("sea",)]}
    assert issue.options("term") == ["all", "DOC", "COC"]
    issue.choose(issue="ukraine", term="war")
    assert notes.new() == {"main": [("ukraine", "war")], "one": [("ukraine",)]}


def test_a_tab_is_drawn_when_it_is_seen(issue, notes):
    notes.new()
    issue.state.n = 4
    assert notes.new() == {}
    issue.state.tab = "Two"
    assert notes.new() == {"two": [("", 4)]}
    issue.state.tab = "One"
    issue.state.tab = "Two"
    assert notes.new() == {}  # nothing has changed meanwhile
    issue.tab.selected_index = 0
    assert issue.state.tab == "One"


def test_a_choice_opens_the_tab_that_shows_it(issue, notes):
    notes.new()
    issue.pick("a|x")
    assert (issue.state.tab, issue.tab.selected_index) == ("Two", 1)
    assert notes.new() == {"two": [("a|x", 1)]}


def test_what_is_picked_twice_is_picked_no_more(issue):
    issue.pick("a|x")
    issue.pick("b|x")
    assert (issue.state.picked, issue.page.picked["picked"]) == ("b|x", "b|x")
    issue.pick("b|x")
    assert issue.state.picked == ""


def test_a_pick_can_make_other_choices_and_is_forgotten_when_they_change():
    def follow(choices, key):
        choices.document, _, choices.term = key.partition("|")

    explorer = Explorer(
        {"document": choice("Document", ["", "a", "b"]), "term": choice("Term", ["", "x"])},
        lambda c: f"{c.document} {c.term}",
        on_pick=follow,
    )
    explorer.pick("a|x")
    assert explorer.pane("main") == "<p>a x</p>"
    assert explorer.state.picked == "a|x"
    explorer.state.document = "b"
    assert (explorer.state.picked, explorer.state.term) == ("", "x")
    explorer.pick("a|x")
    explorer.pick("a|x")
    assert explorer.pane("main") == "<p> </p>"


def test_a_mark_and_a_list_can_pick_the_same():
    keys = [("A", "a|x"), ("B", "b|x")]
    explorer = Explorer(
        {"n": number("N", 1, 0, 9)},
        drawing,
        {"Look": Tab(lambda c: c.picked, {"picked": listing("Into", keys)})},
    )
    assert explorer.pane("Look") == "<p>a|x</p>"
    for key in ("b|x", "b|x"):
        explorer.pick(key)
        assert explorer.pane("Look") == "<p>b|x</p>"


def test_the_page_tells_what_was_picked_and_what_words_offer(issue):
    issue.page.receive({"key": "tass-2021|7", "name": "place"})
    issue.page.receive({"key": "x", "name": "no_choice"})
    issue.page.receive({"set": {"issue": "sea", "term": "COC", "no_choice": 1}, "n": 9})
    assert (issue.state.place, issue.state.issue, issue.state.term) == ("tass-2021|7", "sea", "COC")
    assert issue.page.heard == 9


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (WorkbenchError("Choose a <topic>."), "Choose a &lt;topic&gt;."),
        (
            ZeroDivisionError("by <none>"),
            "This could not be done: ZeroDivisionError, by &lt;none&gt;. Please report it.",
        ),
    ],
)
def test_a_fault_is_a_sentence_in_its_pane_and_does_not_stop_the_others(error, sentence):
    def faulty(choices):
        if choices.n == 1:
            raise error
        return drawing(choices)

    explorer = Explorer(
        {"n": number("N", 0, 0, 9)}, faulty, {"Other": Tab(lambda c: f"n is {c.n}")}
    )
    assert "A has 0" in explorer.pane("main")
    chart = explorer.panes["main"].slot.children
    explorer.state.n = 1
    assert f'<p role="alert">{sentence}</p>' in explorer.pane("main")
    assert (explorer.panes["main"].foot.value, explorer.panes["main"].slot.children) == ("", ())
    assert explorer.pane("Other") == "<p>n is 1</p>"
    explorer.state.n = 2
    assert "A has 2" in explorer.panes["main"].top.value
    assert explorer.panes["main"].slot.children == chart  # one chart, drawn anew


def test_options_that_cannot_be_given_are_none():
    def options(choices):
        if choices.query == "(":
            raise WorkbenchError("No query.")
        return ["a", "b"]

    explorer = Explorer(
        {"query": text("Query"), "one": choice("One", options)}, lambda c: f"{c.one}"
    )
    explorer.state.query = "("
    assert (explorer.options("one"), explorer.pane("main")) == ([], "<p>None</p>")
    explorer.state.query = "x"
    assert explorer.pane("main") == "<p>a</p>"


def test_plain_words_are_escaped_and_html_is_shown():
    explorer = Explorer({}, lambda _: "<b>", {"Html": Tab(lambda _: Markup("<b>bold</b>"))})
    assert explorer.pane("main") == "<p>&lt;b&gt;</p>"
    assert explorer.pane("Html") == "<b>bold</b>"


def test_the_line_of_code_names_what_differs_and_opens_the_same_view(issue):
    assert issue.code() == "issue.explore()"
    issue.choose(issue="sea", term="COC", n=3, tab="Two")
    assert issue.code() == "issue.explore(tab='Two', issue='sea', term='COC', n=3)"
    assert issue.panels["main"].code == issue.code()


def test_a_view_can_be_begun_with_choices(notes):
    explorer = Explorer(
        {"issue": choice("Issue", list(TERMS)), "term": choice("Term", lambda c: TERMS[c.issue])},
        notes.pane("main", "issue", "term"),
        {
            "One": Tab(notes.pane("one")),
            "Two": Tab(notes.pane("two", "place"), opens_on=("place",)),
        },
        also={"place": ""},
        start={"term": "COC", "issue": "sea", "place": "x"},
    )
    assert notes.new() == {"main": [("sea", "COC")], "two": [("x",)]}
    assert explorer.state.tab == "Two"


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        ({"isue": "sea"}, "Unknown choice 'isue'; choose issue, picked, tab."),
        ({"tab": "Three"}, "Unknown tab 'Three'; choose One."),
    ],
)
def test_a_view_that_does_not_exist_is_refused(start, sentence):
    with pytest.raises(WorkbenchError) as fault:
        Explorer(
            {"issue": choice("Issue", list(TERMS))}, None, {"One": Tab(lambda _: "")}, start=start
        )
    assert str(fault.value) == sentence


def test_reset_goes_back_to_the_choices_at_first(issue, notes):
    issue.choose(issue="sea", term="COC", n=3, picked="a", place="x")
    issue.state.tab = "One"
    notes.new()
    issue.panels["main"].receive({"reset": True})
    assert issue.code() == "issue.explore()"
    assert (issue.state.place, issue.state.picked) == ("", "")
    assert notes.new() == {"main": [("ukraine", "all")], "one": [("ukraine",)]}


def test_filters_are_folded_under_the_number_that_are_set():
    explorer = Explorer(
        {"query": text("Query")},
        lambda c: c.query,
        filters={"case": check("Case"), "voice": choice("Voice", ["all", "stated"])},
    )
    panel = explorer.panels["main"]
    assert [seen["group"] for seen in panel.fields] == ["", "Filter", "Filter"]
    explorer.state.voice = "stated"
    assert [seen["group"] for seen in panel.fields] == ["", "Filter (1 set)", "Filter (1 set)"]


def test_the_static_twin_shows_what_is_seen_and_how_to_open_it(issue):
    issue.state.n = 5
    bundle = issue._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == "Explorer: open in JupyterLab"
    still = bundle["text/html"]
    for words in ("main (&#39;ukraine&#39;", "one (&#39;ukraine&#39;", "issue.explore(n=5)", STILL):
        assert words in still
    assert "two (" not in still


def test_a_chart_stands_still_in_the_twin():
    still = Explorer({"n": number("N", 1, 0, 9)}, drawing).still()
    assert "A has 1" in still
    assert "<svg" in still


def test_controls_alone_can_stand_beside_the_tabs():
    rows = listing("Passages", [("First", 1), ("Second", 2)])
    explorer = Explorer(
        {"row": rows}, None, {"Passage": Tab(lambda c: f"row {c.row}")}, beside=True
    )
    explorer.state.row = 2
    assert explorer.pane("Passage") == "<p>row 2</p>"
    assert "row 2" in explorer.still()


def test_what_words_offer_is_plain_on_paper():
    still = Explorer({}, lambda _: offer("ukraine (4)", query="ukraine")).still()
    assert "<button" not in still
    assert 'role="button"' not in still
