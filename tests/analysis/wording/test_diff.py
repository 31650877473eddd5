from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.wording.diff import diff

words = st.lists(st.sampled_from("the of and sea peace law trade joint visit".split()), max_size=25)


@given(words, words)
def test_codes_give_back_both_sides(left, right):
    codes = diff(left, right)
    seen_left = sorted(place for _, a, b, _, _ in codes for place in range(a, b))
    seen_right = sorted(place for *_, c, d in codes for place in range(c, d))
    assert seen_left == list(range(len(left)))
    assert seen_right == list(range(len(right)))
    for op, a, b, c, d in codes:
        if op in {"kept", "moved"}:
            assert left[a:b] == right[c:d]
        assert (op == "cut") == (b > a and c == d)
        assert (op == "added") == (d > c and a == b)


@given(words)
def test_the_same_words_are_kept(run):
    assert diff(run, run) == ([("kept", 0, len(run), 0, len(run))] if run else [])


def test_an_island_of_function_words_joins_the_change():
    codes = diff("red of the green sea".split(), "blue of the grey sea".split())
    assert codes == [("reworded", 0, 4, 0, 4), ("kept", 4, 5, 4, 5)]


def test_function_words_at_the_edge_stay_kept():
    assert diff("the red".split(), "the blue".split())[0] == ("kept", 0, 1, 0, 1)


def test_a_move_is_shown_as_a_move():
    left = "in the new year we plant trees".split()
    right = "we plant trees in the new year".split()
    codes = diff(left, right)
    assert [op for op, *_ in codes].count("moved") == 1
    assert all(op in {"kept", "moved"} for op, *_ in codes)


def test_frequent_words_are_not_dropped():
    left = "the sea".split() * 150
    codes = diff(left, [*left, "end"])
    assert codes == [("kept", 0, 300, 0, 300), ("added", 300, 300, 300, 301)]
