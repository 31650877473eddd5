"""Lists of very many names, without a browser."""

import pytest
import traitlets

from workbench.explore.pickers import LISTED, MANY, ManyPicker, Picker

FEW = [("One", "a"), ("Two", "b")]
MORE = [(f"Paper {number:04}", f"d{number}") for number in range(LISTED + 50)]


class Chosen(traitlets.HasTraits):
    one = traitlets.Unicode("d7")
    several = traitlets.Tuple()


def test_a_few_names_are_a_plain_list():
    picker = Picker("Document", FEW)
    assert picker.children == (picker.inside,)
    assert (picker.inside.description, picker.value) == ("Document", "a")


@pytest.mark.parametrize("n", [MANY, MANY + 1])
def test_the_line_to_write_on_is_there_from_many_names_on(n):
    picker = Picker("Document", MORE[:n])
    assert (picker.find in picker.children) == (n > MANY)
    assert picker.find.description == "Find in Document"


def test_what_is_written_narrows_the_list_and_keeps_the_choice():
    picker = Picker("Document", MORE)
    picker.value = "d7"
    picker.find.value = "paper 012"
    assert [value for _, value in picker.inside.options] == [
        "d7",
        "d12",
        *(f"d{number}" for number in range(120, 130)),
    ]
    assert picker.value == picker.inside.value == "d7"
    assert "11 of 250 names." in picker.told.value
    picker.inside.value = "d125"
    assert picker.value == "d125"


def test_a_name_that_is_not_listed_can_be_chosen_from_elsewhere():
    picker, state = Picker("Document", MORE), Chosen()
    traitlets.link((state, "one"), (picker, "value"))
    assert picker.inside.value == "d7"
    state.one = "d240"
    assert picker.inside.value == "d240"
    assert f"the list has the first {LISTED}" in picker.told.value
    picker.inside.value = "d3"
    assert state.one == "d3"


def test_other_names_choose_the_first_of_them_unless_the_choice_is_among_them():
    picker = Picker("Unit", FEW)
    picker.value = "b"
    picker.options = [("Two", "b"), ("Three", "c")]
    assert picker.value == "b"
    picker.options = MORE
    assert picker.value == picker.inside.value == "d0"
    picker.options = []
    assert picker.value is None


def test_several_names_are_chosen_in_the_list_or_all_that_are_found():
    picker, state = ManyPicker("Documents", MORE), Chosen()
    state.several = tuple(value for _, value in MORE)
    traitlets.link((state, "several"), (picker, "value"))
    assert len(picker.inside.value) == LISTED
    assert "250 are chosen." in picker.told.value
    picker.find.value = "paper 020"
    assert len(state.several) == 250  # looking is no choice
    picker.inside.value = ("d200", "d204")
    assert state.several == ("d200", "d204")
    picker.take.click()
    assert state.several == ("d20", *(f"d{number}" for number in range(200, 210)))
    assert picker.inside.value == state.several


def test_a_few_of_several_are_a_plain_list():
    picker = ManyPicker("Documents", FEW)
    picker.value = ("b",)
    assert picker.children == (picker.inside,)
    assert picker.inside.value == ("b",)
    picker.inside.value = ("a", "b")
    assert picker.value == ("a", "b")
