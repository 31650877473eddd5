"""Controls, as Python and as the browser know them; lists of very many names."""

import pytest
from markupsafe import Markup

from workbench.errors import WorkbenchError
from workbench.explorer import Explorer, check, choice, files, listing, number, offer, several, text
from workbench.explorer.controls import LISTED, MANY, Field, containing

FEW = [("One", "a"), ("Two", "b")]
MORE = [(f"Paper {n:04}", f"d{n}") for n in range(LISTED + 50)]


def only(control):
    """Return an explorer with one control, and the panel in which it stands."""
    explorer = Explorer({"one": control}, lambda c: str(c.one))
    return explorer, explorer.panels["main"]


def seen(panel):
    """Return the control as the browser gets it."""
    return panel.fields[0]


@pytest.mark.parametrize(
    ("control", "kind"),
    [
        (choice("Letter", ["a", "b"]), "radio"),
        (choice("Letter", ["a", "b"], menu=True), "menu"),
        (choice("Letter", list("abcdef")), "menu"),
        (choice("Letter", lambda _: ["a"]), "menu"),
    ],
)
def test_one_of_few_is_chosen_by_radio_buttons_and_one_of_more_from_a_menu(control, kind):
    assert seen(only(control)[1])["kind"] == kind


@pytest.mark.parametrize(
    ("options", "labels"),
    [
        (["stated", 8], ["stated", "8"]),
        (FEW, ["One", "Two"]),
        ({"One": "a", "Two": "b"}, ["One", "Two"]),
    ],
)
def test_options_are_values_pairs_or_labels_with_values(options, labels):
    explorer, panel = only(choice("Document", options))
    assert [label for _, label in seen(panel)["options"]] == labels
    assert explorer.state.one == explorer.options("one")[0]


@pytest.mark.parametrize(
    ("control", "value"),
    [
        (choice("Document", FEW), "a"),
        (choice("Document", FEW, "b"), "b"),
        (choice("Document", []), None),
        (choice("Document", FEW, empty=True), None),
        (several("Documents", FEW), ("a", "b")),
        (several("Documents", FEW, ["b"]), ("b",)),
        (several("Documents", FEW, []), ()),
        (listing("Rows", FEW), "a"),
        (text("Look for"), ""),
        (check("Whole words", value=True), True),
        (number("Score", 0.3, 0, 1, 0.1), 0.3),
    ],
)
def test_what_a_control_begins_with(control, value):
    assert only(control)[0].state.one == value


@pytest.mark.parametrize(
    ("control", "given", "value"),
    [
        (choice("Document", FEW), 1, "b"),
        (choice("Document", FEW), 7, "a"),
        (choice("Document", FEW), None, "a"),
        (several("Documents", FEW), [1], ("b",)),
        (several("Documents", FEW), [], ()),
        (several("Documents", FEW), [1, 0], ("a", "b")),
        (text("Look for"), "sea", "sea"),
        (check("Whole words"), True, True),
        (number("Page", 1, 1, 9), 4, 4),
        (number("Page", 1, 1, 9), 40, 9),
        (number("Page", 1, 1, 9), "x", 1),
        (number("Score", 0.3, 0, 1, 0.1), 0.55, 0.55),
    ],
)
def test_what_the_browser_sends_becomes_a_value_that_can_be(control, given, value):
    explorer, panel = only(control)
    panel.receive({"values": {"one": given}})
    assert explorer.state.one == value
    assert explorer.pane("main") == Markup("<p>{}</p>").format(value)
    assert panel.values == {"one": Field(control).to_browser(value)}


def test_a_change_in_python_reaches_the_browser():
    explorer, panel = only(choice("Document", FEW))
    explorer.state.one = "b"
    assert panel.values == {"one": 1}


def test_every_message_is_answered_with_its_number_whatever_comes_of_it():
    explorer, panel = only(number("Page", 1, 1, 9))
    panel.receive({"values": {"one": 40}, "n": 3})
    assert (panel.heard, explorer.state.one) == (3, 9)
    with pytest.raises(KeyError):
        panel.receive({"find": "none", "text": "", "n": 5})
    assert panel.heard == 5


@pytest.mark.parametrize("n", [MANY, MANY + 1])
def test_a_line_to_write_on_is_there_from_many_names_on(n):
    assert seen(only(choice("Document", MORE[:n]))[1])["many"] == (n > MANY)


def test_what_is_written_narrows_the_list_and_keeps_the_choice():
    explorer, panel = only(choice("Document", MORE, "d7"))
    panel.receive({"find": "one", "text": "paper 012"})
    listed = [label for _, label in seen(panel)["options"]]
    assert listed == ["Paper 0007", "Paper 0012", *(f"Paper {n:04}" for n in range(120, 130))]
    assert seen(panel)["told"] == "11 of 250 names."
    assert explorer.state.one == "d7"  # looking is no choice
    panel.receive({"values": {"one": 125}})
    assert explorer.state.one == "d125"


def test_a_name_that_is_not_listed_can_be_chosen_from_elsewhere():
    explorer, panel = only(choice("Document", MORE))
    explorer.state.one = "d240"
    assert seen(panel)["options"][0] == [240, "Paper 0240"]
    assert seen(panel)["told"] == "250 of 250 names; the list has the first 200."


def test_of_many_names_those_that_are_found_are_chosen_or_none():
    explorer, panel = only(several("Documents", MORE))
    assert len(explorer.state.one) == len(MORE)
    assert seen(panel)["told"].endswith("250 are chosen.")
    panel.receive({"find": "one", "text": "paper 020"})
    assert seen(panel)["found"] == [20, *range(200, 210)]


def test_words_are_looked_for_in_any_case_and_order():
    assert containing([("TASS 2021", 1), ("Tass 2024", 2), ("VOV 2021", 3)], "21 tass") == [0]
    assert containing(MORE, "") == list(range(len(MORE)))


@pytest.mark.parametrize(
    ("control", "start", "sentence"),
    [
        (choice("Document", FEW), "c", "Unknown one 'c'; choose 'a', 'b'."),
        (several("Documents", FEW), ("a", "c"), "Unknown one 'c'; choose 'a', 'b'."),
        (text("Look for"), 3, "one is text, not 3."),
        (check("Whole words"), "yes", "one is True or False, not 'yes'."),
        (number("Page", 1, 1, 9), "x", "one is a number, not 'x'."),
    ],
)
def test_a_choice_that_cannot_be_made_is_said_with_those_that_can(control, start, sentence):
    with pytest.raises(WorkbenchError) as fault:
        Explorer({"one": control}, lambda _: "", start={"one": start})
    assert str(fault.value) == sentence


def test_of_very_many_choices_an_error_names_some():
    with pytest.raises(WorkbenchError, match=r"'d29' … \(250 in all\)\.$"):
        Explorer({"one": choice("Document", MORE)}, lambda _: "", start={"one": "x"})


def test_files_come_as_names_with_their_bytes():
    field = Field(files("Files", ".txt"))
    assert (field.first(), field.to_browser((("a", b"x"),))) == ((), [])
    assert field.described("up", ())["accept"] == ".txt"


def test_an_offer_is_escaped_and_says_what_it_sets():
    words = offer('<b>"sea"</b> (2)', query='"sea"', page=1)
    assert "<b>" not in words
    assert (
        'data-wb-set="{&#34;query&#34;: &#34;\\&#34;sea\\&#34;&#34;, &#34;page&#34;: 1}"' in words
    )
