import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.issues.reading import Match, Sentence, ending, reading

OPERATORS = {
    "supports": "support", "support": "support", "supported": "support", "welcomes": "welcome",
    "welcomed": "welcome", "welcoming": "welcome", "agreed": "agree", "affirm": "affirm",
    "affirmed": "affirm",
}  # fmt: skip
ACTORS = ("North", "South", "they")
NOT_AFTER = ("of", "in", "with")


def found(text, words):
    places = re.finditer(r"\w+(?:’s)?", text)
    folded = [(place.span(), place[0].removesuffix("’s")) for place in places]
    return [Match(*span, words[word]) for span, word in folded if word in words]


def sentence(text, base=0):
    """Read a sentence of made-up words; clauses end at semicolons."""
    clauses = [match.span() for match in re.finditer(r"[^;\s][^;]*;?", text)]
    matches = {
        "operator": found(text, OPERATORS),
        "actor": found(text, {name: name for name in ACTORS} | {"They": "they"}),
        "anchor": found(text, {"Charter": "Charter"}),
        "qualifier": found(text, {"full": "full", "early": "early"}),
        "name": found(text, {"Lake": "Lake"}),
    }
    moved = {
        kind: [Match(one.start + base, one.end + base, one.value) for one in here]
        for kind, here in matches.items()
    }
    return Sentence(text, base, [(a + base, b + base) for a, b in clauses], moved)


def read(text):
    rows = reading(sentence(text), NOT_AFTER)
    return [(row["actor"], row["operator"], row["embedded"], row["object"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("North supports the plan.", [("North", "support", [], "the plan")]),
        ("North supports the plan and welcomes talks.",
         [("North", "support", [], "the plan"), ("North", "welcome", [], "talks")]),
        ("North supported the plan, welcoming talks.",
         [("North", "support", [], "the plan"), ("North", "welcome", [], "talks")]),
        ("North supports the plan; welcomes talks.",
         [("North", "support", [], "the plan"), ("North", "welcome", [], "talks")]),
        ("North supports the plan and South welcomes talks.",
         [("North", "support", [], "the plan"), ("South", "welcome", [], "talks")]),
        ("North affirmed that South welcomes talks.",
         [("North", "affirm", ["welcome"], "that South welcomes talks")]),
        ("“North supports the plan,” they affirmed.",
         [("North", "support", [], "the plan"), ("they", "affirm", [], "North supports the plan")]),
        ("North agreed to affirm the plan.", [("North", "agree", ["affirm"], "the plan")]),
        ("North agreed to sail, support the fleet and rest.",
         [("North", "agree", ["support"], "to sail, support the fleet and rest")]),
        ("North agreed to sail, not support the fleet.",
         [("North", "agree", ["not support"], "to sail, not support the fleet")]),
        ("“The lake is ours,” North affirmed.", [("North", "affirm", [], "The lake is ours")]),
        ("The friends of North and South supported it.", [("South", "support", [], "it")]),
        ("With the help of North supported things grew.", [("not named", "support", [], "things grew")]),
        ("North’s fleet welcomed them.", [("not named", "welcome", [], "them")]),
        ("In spring, North, like all, also supports it.", [("North", "support", [], "it")]),
        ("They support the plan and affirm it.",
         [("they", "support", [], "the plan"), ("they", "affirm", [], "it")]),
        ("They affirm to sail, support the fleet.", [("they", "affirm", ["support"], "to sail, support the fleet")]),
        ("They met.", []),
    ],
)  # fmt: skip
def test_who_takes_which_position_on_what(text, rows):
    assert read(text) == rows


@pytest.mark.parametrize(
    ("text", "negation", "printed"),
    [
        ("North does not support it.", "does not", "does not support"),
        ("North cannot support it.", "cannot", "cannot support"),
        ("North agreed not to sail.", "", "agreed"),
        ("North supports those who do not sail.", "", "supports"),
    ],
)
def test_only_words_before_the_operator_negate_it(text, negation, printed):
    (row,) = reading(sentence(text), NOT_AFTER)
    assert (row["negation"], row["operator_text"]) == (negation, printed)


def test_footing_qualifiers_and_name_are_those_of_the_passage():
    text = "North supports full use of the Lake under the Charter and welcomes early talks."
    first, second = reading(sentence(text), NOT_AFTER)
    assert (first["legal_anchors"], first["qualifiers"], first["name_used"]) == (
        ["Charter"],
        ["full"],
        "Lake",
    )
    assert (second["legal_anchors"], second["qualifiers"], second["name_used"]) == (
        [],
        ["early"],
        "",
    )


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("highly appreciates", "s"),
        ("reiterated its support", "ed"),
        ("will", "to"),
        ("stress", ""),
        ("aim to", "to"),
        ("saying", "ing"),
    ],
)
def test_the_ending_of_an_operator(words, form):
    assert ending(words) == form


words = st.lists(
    st.sampled_from(
        [
            *OPERATORS,
            *ACTORS,
            "the",
            "plan",
            "to",
            "not",
            "and",
            "of",
            "talks,",
            "sea;",
            "Lake",
            "full",
        ]
    ),
    min_size=1,
    max_size=14,
)


@given(words, st.integers(0, 50))
def test_every_passage_stands_where_it_says(parts, base):
    text = " ".join(parts) + "."
    rows = reading(sentence(text, base), NOT_AFTER)
    for row in rows:
        assert text[row["start"] - base : row["end"] - base] == row["text"]
        printed = text[row["operator_start"] - base : row["operator_end"] - base]
        assert printed == row["operator_text"]
        assert row["start"] <= row["operator_start"] < row["operator_end"] <= row["end"]
        assert row["object"] in text
    starts = [row["operator_start"] for row in rows]
    assert starts == sorted(set(starts))


@given(words)
def test_every_operator_is_read_once(parts):
    text = " ".join(parts) + "."
    rows = reading(sentence(text), NOT_AFTER)
    assert sum(1 + len(row["embedded"]) for row in rows) == len(found(text, OPERATORS))
