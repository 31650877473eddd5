"""Panes are drawn when what they depend on changes, and once for each change."""

import traitlets

from workbench.explore.base import keep_drawn


class State(traitlets.HasTraits):
    rule = traitlets.Unicode("a")
    pattern = traitlets.Unicode("a")
    other = traitlets.Unicode()


def test_a_choice_that_sets_two_traits_is_drawn_once_with_both():
    state, drawn = State(), []
    keep_drawn(state, (lambda: drawn.append((state.rule, state.pattern)), ("rule", "pattern")))
    with state.hold_trait_notifications():
        state.rule, state.pattern = "b", "b"
    state.other = "c"
    assert drawn == [("a", "a"), ("b", "b")]


def test_going_back_to_an_earlier_choice_is_drawn():
    state, drawn = State(), []
    keep_drawn(state, (lambda: drawn.append(state.rule), ("rule",)))
    state.rule = "b"
    state.rule = "a"
    assert drawn == ["a", "b", "a"]
