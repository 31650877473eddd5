import copy

import pytest

from tests.analysis.conftest import corpus_of
from workbench.analysis.emphasis import mentions
from workbench.corpus.check import check
from workbench.corpus.issues import issues, parse_issue, read_country_order, read_issue
from workbench.corpus.load import DATA
from workbench.errors import WorkbenchError

RULE = {"rule": "lake", "pattern": "lakes?", "example": "the lake", "near_miss": "to like"}
TERM = {"term": "lake", "label": "Lake", "definition": "Water.", "rule": [RULE]}
PACT = {"rule": "pact", "pattern": "lake pact", "example": "the Lake Pact", "near_miss": "a pack"}
ISSUE = {
    "issue": {
        "label": "the lake",
        "question": "What is said?",
        "about": "A test",
        "core": ["lake"],
        "names": {"Lake": ["lake"], "titles": ["pact"]},
        "titles": ["pact"],
        "negators": ["not"],
    },
    "term": [TERM, TERM | {"term": "pact", "rule": [PACT]}],
}


def made(term=None, **head):
    content = copy.deepcopy(ISSUE)
    content["issue"] |= head
    return content if term is None else content | {"term": term}


def test_an_issue_is_a_codebook_of_terms():
    issue = parse_issue(made(), "lake", "f", {})
    assert (issue.issue, issue.label, issue.core) == ("lake", "the lake", ("lake",))
    assert issue.names == {"Lake": ("lake",), "titles": ("pact",)}
    assert (issue.titles, issue.naming) == (("pact",), ("lake", "pact"))
    assert issue.codebook.topics["topic"].to_list() == ["lake", "pact"]
    assert issue.codebook.name == "lake"


def test_terms_that_overlap_are_told_in_a_sentence():
    assert parse_issue(made(), "lake", "f", {}).notices == (
        "f: rule 'lake' of lake also matches the example of 'pact' of pact.",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, r"f: needs \[issue\] with about, core, label, names, negators, question, titles"),
        (made(more=1), r"f: needs \[issue\]"),
        (made(label=" "), "label, question and about of"),
        (made(term=[]), r"f: needs at least one \[\[term\]\] table"),
        (made(term=[{"term": "x"}]), r"term 1 needs term, label, definition and \[\[term.rule\]\]"),
        (made(core=[]), "f: core: must be a list of terms, and not an empty one"),
        (made(core=["pond"]), "f: core: unknown term 'pond'; choose lake, pact"),
        (made(names={}), "names must be a table of names"),
        (made(names={"Lake": ["pond"]}), "f: names, Lake: unknown term 'pond'"),
        (made(names={"A": ["lake"], "B": ["lake"]}), "'lake' counts for two names"),
        (made(titles=["lakes"]), "f: titles: unknown term 'lakes'; choose lake, pact"),
        (made(titles="pact"), "f: titles: must be a list"),
        (made(negators="not"), "negators must be a list of words"),
        (made(term=[TERM | {"rule": [RULE | {"near_miss": "a lake"}]}]), "matches its near miss"),
    ],
)
def test_bad_issue_codebooks_get_one_sentence(content, message):
    with pytest.raises(WorkbenchError, match=message) as caught:
        parse_issue(content, "lake", "f", {})
    assert "\n" not in str(caught.value)


def test_an_unknown_issue_names_those_that_are_there(small):
    with pytest.raises(WorkbenchError) as caught:
        read_issue(DATA, "sea")
    assert str(caught.value) == "Unknown issue 'sea'; choose east-sea, nuclear-energy, ukraine."
    assert issues(small) == []
    with pytest.raises(WorkbenchError, match="this one has none"):
        read_issue(small, "sea")


def test_every_shipped_issue_has_competing_names_and_a_core():
    for name in issues(DATA):
        issue = read_issue(DATA, name)
        assert set(issue.core) <= set(issue.codebook.topics["topic"])
        assert len(issue.names) > 2


@pytest.mark.parametrize(
    ("issue", "text", "terms"),
    [
        ("east-sea", "They met in East Jerusalem and at the East Asia Summit.", ["ASEAN-led"]),
        ("east-sea", "He is chairman of the Maritime Board of the country.", []),
        ("east-sea", "They spoke of the East Sea and the South China Sea.", ["East Sea", "South China Sea"]),
        ("east-sea", "They spoke of the East Sea (South China Sea) for a day.", ["East Sea", "South China Sea", "both names"]),
        ("nuclear-energy", "States with nuclear weapons met the nuclear powers there.", []),
        ("nuclear-energy", "They spoke of a zone free of nuclear weapons for a day.", []),
        ("nuclear-energy", "They spoke of the Center for Nuclear Science and Technology.", ["centre"]),
        ("ukraine", "They spoke for a day of armed conflicts and of the end of World War II.", []),
        ("ukraine", "They spoke for a day of the Ukrainian crisis and of trade.", ["ukraine", "crisis"]),
    ],
)  # fmt: skip
def test_what_must_and_must_not_match(issue, text, terms):
    book = read_issue(DATA, issue).codebook
    found = mentions(corpus_of({"a": text}), book)
    assert sorted(set(found["topic"])) == sorted(terms)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The Russia–Viet Nam talks were held in the spring.", ["Russia first"]),
        ("Viet Nam and the Russian Federation held their talks in spring.", ["Viet Nam first"]),
        ("Russian and Vietnamese experts met Hanoi’s mayor in the spring.", ["Russia first"]),
        ("Russia thanked Viet Nam for the help and for the guests.", []),
    ],
)
def test_the_order_of_the_two_states(text, first):
    book = read_country_order(DATA).codebook
    assert mentions(corpus_of({"a": text}), book)["topic"].to_list() == first


def test_check_names_a_spoilt_issue_codebook(shipped_copy):
    path = shipped_copy / "codebook" / "issues" / "ukraine.toml"
    path.write_text(
        path.read_text("utf-8").replace('core = ["ukraine"]', 'core = ["kyiv"]'), "utf-8"
    )
    (finding,) = check(shipped_copy)
    assert finding.startswith("codebook/issues/ukraine.toml: core: unknown term 'kyiv'; choose ukr")


NEW = """
[issue]
label = "rail"
question = "What is said on railways?"
about = "Railways"
core = ["rail"]
titles = []
negators = ["not"]

[issue.names]
"railway" = ["rail"]

[[term]]
term = "rail"
label = "Railway"
definition = "Railways."

[[term.rule]]
rule = "rail"
pattern = 'railways?'
example = "a railway"
near_miss = "a rail strike"
"""


def test_a_new_issue_is_a_file_and_no_code(shipped_copy, corpus):
    (shipped_copy / "codebook" / "issues" / "rail.toml").write_text(NEW, "utf-8")
    assert check(shipped_copy) == []
    assert "rail" in issues(shipped_copy)
    found = mentions(corpus, read_issue(shipped_copy, "rail").codebook)
    assert found.select("doc_id", "match").rows() == [("vgp-2025", "railway")]
