import pytest

from workbench.analysis.gate import gate
from workbench.analysis.wording.align import align
from workbench.analysis.wording.collate import collate
from workbench.analysis.wording.edits import edits
from workbench.analysis.wording.units import units
from workbench.analysis.wording.vectors import space
from workbench.errors import WorkbenchError

LEFT = "We plant many young trees. We open small village schools. Boats may sail freely."
RIGHT = "We plant many young trees. Small village schools we shut. Dogs bark all night."


def synopsis(make, rules, *, override=False, **about):
    corpus = make({"a": LEFT, "b": RIGHT}, **about)
    links = align(space(corpus), "a", "b", 0.02)
    passed = gate(corpus.comparability, "a", "b", override=override)
    return collate(links, edits(links, corpus.tokens, rules), units(corpus), passed)


@pytest.mark.parametrize(
    ("about", "outcomes"),
    [
        ({}, ["kept", "reworded", "dropped", "new"]),
        (
            {"statement_id": ["s", "s"]},
            ["reported", "reported", "not reported here", "not reported here"],
        ),
        (
            {"statement_id": ["s", "s"], "genre": ["statement", "statement"]},
            ["same", "worded differently", "in one edition only", "in one edition only"],
        ),
    ],
)
def test_the_words_depend_on_the_pair(make, rules, about, outcomes):
    rows = synopsis(make, rules, **about)
    assert rows["outcome"].to_list() == outcomes
    assert rows["absent_from"].to_list() == [None, None, "b", "a"]
    assert rows["link_nos"].to_list() == [[1], [2], None, None]


def test_a_blocked_pair_needs_an_override_and_says_so(make, rules):
    about = {"publisher": ["P", "Q"]}
    with pytest.raises(WorkbenchError, match="a and b are not comparable"):
        synopsis(make, rules, **about)
    rows = synopsis(make, rules, override=True, **about)
    assert set(rows["outcome"]) == {"counterpart", "no counterpart found"}
    assert rows["stamp"].str.starts_with("Not comparable, shown because the reader asked").all()


def test_an_unknown_pair(corpus):
    with pytest.raises(WorkbenchError, match="choose two different documents"):
        gate(corpus.comparability, "tass-2021", "tass-1999")


def test_every_unit_of_both_sides_has_its_row(corpus, spaces, rules):
    links = align(spaces["sentence"], "vov-2025", "vgp-2025")
    passed = gate(corpus.comparability, "vov-2025", "vgp-2025")
    rows = collate(links, edits(links, corpus.tokens, rules), spaces["sentence"].units, passed)
    assert rows["left_unit_no"].drop_nulls().to_list() == list(range(1, 13))
    alone = set(rows["right_unit_no"].drop_nulls())
    assert alone | set(links["right_unit_no"]) == set(range(1, 91))
    assert not alone & set(links["right_unit_no"])
    assert set(rows["outcome"]) == {"reported", "not reported here"}
