"""Two texts side by side: the frame of passages, and a figure that shows both to the character."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbench as wb
from tests.figures.checks import HOSTILE, check_figure
from tests.wording.test_synopsis import LEFT, RIGHT
from workbench.wording.synopsis import bands, parallel

SENTENCES = (
    f"The harbour {HOSTILE} keeps its old lamps lit through every winter night.",
    "The harbour keeps its old lamps lit through every stormy winter night.",
    "Seven orchards in the valley sell their pears to the ferry crews, and the crews pay in salt.",
    "Seven orchards in the valley sell their pears to the ferry crews.",
    "The crews pay in salt.",
    "« Le quai » [No. 4] is closed on Mondays.",
    "في الميناء سفن كثيرة تحمل الملح والكمثرى إلى المدن البعيدة.",
    f"A word without end: {'salt' * 400}.",
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9)


def shown(body):
    """Return the words of each passage of a figure, without those for screen readers."""
    heard = re.compile(r'<span class="wb-said">.*?</span>')
    found = re.findall(r'<p dir="auto">(.*?)</p>', str(body), re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", heard.sub("", one))) for one in found]


def test_passages_that_answer_to_each_other_share_a_band(make):
    study = wb.Wording(make({"a": LEFT, "b": RIGHT}))
    rows = parallel(study.compare("a", "b"), study.aligner.units)
    columns = (
        "band",
        "joined",
        "side",
        "unit_no",
        "row_no",
        "outcome",
        "counterparts",
        "change_no",
    )
    assert rows.select(columns).rows() == [
        (1, True, "left", 1, 1, "kept", [2], None),
        (1, True, "right", 1, 1, "kept", [1], None),
        (2, True, "left", 2, 2, "reworded", [4], 1),
        (2, True, "right", 2, 2, "reworded", [3], 1),
        (3, False, "left", 3, 3, "no counterpart found", [], 2),
        (3, False, "right", 3, 4, "no counterpart found", [], 3),
    ]


@pytest.mark.parametrize(
    ("anchors", "ends", "found"),
    [
        ([], (2, 1), [(False, [1, 2], [1])]),
        ([(1, 1), (2, 1), (2, 3)], (2, 3), [(True, [1, 2], [1, 2, 3])]),
        ([(1, 1), (1, 5)], (1, 5), [(True, [1], [1]), (False, [], [2, 3, 4, 5])]),
        ([(2, 2)], (2, 3), [(False, [1], [1]), (True, [2], [2]), (False, [], [3])]),
    ],
)
def test_bands(anchors, ends, found):
    assert [(joined, list(a), list(b)) for joined, a, b in bands(anchors, *ends)] == found


@settings(max_examples=10, deadline=None)
@given(texts, texts)
def test_both_texts_are_shown_to_the_character_and_every_link_leads_to_a_counterpart(make, a, b):
    study = wb.Wording(make({"a": "\n\n".join(a), "b": "\n\n".join(b)}))
    rows = parallel(study.compare("a", "b"), study.aligner.units)
    figure = study.redline("a", "b")
    check_figure(figure, hostile=[HOSTILE] if SENTENCES[0] in a + b else [])
    assert shown(figure.body) == rows["text"].to_list()
    for side, whole in (("left", a), ("right", b)):
        assert " ".join(rows.filter(side=side)["text"]) == " ".join(whole)
    facing = dict(rows.select("passage_no", "counterparts").iter_rows())
    sides = dict(rows.select("passage_no", "side").iter_rows())
    assert all(
        no in facing[other] and sides[no] != sides[other] for no in facing for other in facing[no]
    )
    numbers = rows["change_no"].drop_nulls().unique(maintain_order=True).to_list()
    assert numbers == list(range(1, len(numbers) + 1))
    targets = re.findall(r'href="#([^"]+)"', str(figure.body))
    assert set(targets) <= set(re.findall(r' id="([^"]+)"', str(figure.body)))
    assert figure.subtitle.startswith(f"{len(numbers)} change")
