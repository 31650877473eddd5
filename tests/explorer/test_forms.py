"""Forms: all fields in one message, what is said, what stays."""

import pytest

from workbench.errors import WorkbenchError
from workbench.explorer import Explorer, Form, Tab, choice, files, several, text

VERBS = {"note": 1, "affirm": 3}


class Desk:
    """A form for decisions on passages, as the studies make them; what is handed in is kept."""

    def __init__(self):
        self.kept = []
        form = Form(self.fields, {"save": "Save", "undo": "Undo"}, self.submit, focus="verb")
        self.explorer = Explorer(
            {"row": choice("Passage", [1, 2, 3])},
            lambda c: f"{len(self.kept)} saved after {c.saved}",
            {"Decide": Tab(lambda c: f"row {c.row}", form=form)},
        )
        self.panel = self.explorer.panes["Decide"].form.panel

    def fields(self, choices):
        strengths = {str(rank): rank for rank in range(1, 8)}
        return {
            "who": text("Your name", keep=True),
            "verb": choice("Verb", list(VERBS), sets=("strength", VERBS)),
            "strength": choice("Strength", strengths),
            "link": choice("Link", [f"{choices.row}-{n}" for n in range(choices.row)]),
            "why": text("Why"),
        }

    def submit(self, choices, button, values):
        if not values["who"]:
            raise WorkbenchError("Give your name <first>.")
        if button == "undo":
            self.kept.pop()
            return "Taken back."
        self.kept.append(values)
        choices.row = min(choices.row + 1, 3)
        return f"Saved {values['link']}."

    def press(self, button, **values):
        """Do what the browser does when a button is pressed."""
        self.panel.receive({"press": button, "values": values, "n": 1})
        return self.panel.said


@pytest.fixture
def desk():
    return Desk()


def test_all_fields_come_together_when_a_button_is_pressed(desk):
    said = desk.press("save", who="Анна", verb=1, strength=4, link=0, why="same words")
    assert "Saved 1-0." in said
    assert desk.kept == [
        {"who": "Анна", "verb": "affirm", "strength": 5, "link": "1-0", "why": "same words"}
    ]


def test_panes_follow_what_was_saved_and_the_form_goes_on(desk):
    desk.press("save", who="anna", verb=1, why="x")
    assert desk.explorer.pane("main") == "<p>1 saved after 1</p>"
    assert desk.explorer.pane("Decide") == "<p>row 2</p>"
    links = next(seen for seen in desk.panel.fields if seen["name"] == "link")
    assert [label for _, label in links["options"]] == ["2-0", "2-1"]


def test_what_is_kept_stays_and_the_rest_begins_anew(desk):
    desk.press("save", who="anna", verb=1, why="x")
    assert desk.panel.values == {"who": "anna", "verb": 0, "strength": 0, "link": 0, "why": ""}
    assert (desk.panel.refilled, desk.panel.focus) == (1, "verb")


def test_a_refusal_is_said_and_leaves_the_fields_alone(desk):
    said = desk.press("save", who="", why="much typed")
    assert '<p role="alert">Give your name &lt;first&gt;.</p>' in said
    assert (desk.panel.refilled, desk.explorer.state.saved, desk.kept) == (0, 0, [])


def test_a_fault_is_said_and_asks_to_be_reported(desk):
    assert "This could not be done: IndexError" in desk.press("undo", who="anna")


def test_a_decision_can_be_taken_back(desk):
    desk.press("save", who="anna")
    assert "Taken back." in desk.press("undo", who="anna")
    assert desk.explorer.pane("main") == "<p>0 saved after 2</p>"


def test_other_choices_give_other_fields(desk):
    desk.explorer.state.row = 3
    links = next(seen for seen in desk.panel.fields if seen["name"] == "link")
    assert len(links["options"]) == 3


def test_a_choice_lends_another_field_its_value(desk):
    verbs = next(seen for seen in desk.panel.fields if seen["name"] == "verb")
    assert verbs["sets"] == {"to": "strength", "values": {"0": 0, "1": 2}}


def test_a_form_is_handed_in_without_a_browser(desk):
    said = desk.explorer.submit("Decide", "save", who="anna", verb="affirm")
    assert "Saved 1-0." in said
    assert desk.kept[0]["verb"] == "affirm"


def test_files_come_with_their_bytes():
    got = []
    form = Form({"up": files("Files")}, {"add": "Add"}, lambda _, __, values: got.append(values))
    panel = Explorer({}, lambda _: "", form=form).panes["main"].form.panel
    sent = {"press": "add", "values": {}, "files": [["up", "a.txt"], ["up", "b.txt"]]}
    panel.receive(sent, [memoryview(b"one"), memoryview(b"two")])
    assert got == [{"up": (("a.txt", b"one"), ("b.txt", b"two"))}]


def test_names_are_found_in_a_form_too():
    names = [(f"Paper {n:03}", n) for n in range(100)]
    form = Form({"docs": several("Documents", names, [])}, {"go": "Go"}, lambda *_: "")
    panel = Explorer({}, lambda _: "", form=form).panes["main"].form.panel
    panel.receive({"find": "docs", "text": "09", "values": {"docs": [3]}})
    assert panel.fields[0]["told"] == "11 of 100 names. 1 are chosen."
    assert (panel.fields[0]["found"], panel.values) == ([9, *range(90, 100)], {"docs": [3]})


def test_on_paper_a_form_shows_what_can_be_chosen(desk):
    del desk
    form = Form(
        {"answer": several("Your answer", ["yes", "no"], [])}, {"check": "Check"}, lambda *_: ""
    )
    still = Explorer({}, lambda _: "Is it?", form=form).still()
    assert "<li>☐ yes</li><li>☐ no</li>" in still
