"""A made-up issue, and the shipped ones with their mentions and positions."""

import pytest

from workbench.analysis import issues
from workbench.analysis.emphasis import mentions
from workbench.corpus.issues import parse_issue, read_issue
from workbench.corpus.position_rules import read_position_rules
from workbench.corpus.positions import read_positions

SHIPPED = ("ukraine", "east-sea", "nuclear-energy")


def term(name, pattern, scope="text"):
    rule = {"rule": f"{name} {scope}", "pattern": pattern, "example": name, "near_miss": "nothing"}
    return {"term": name, "label": name, "definition": "x", "rule": [rule | {"scope": scope}]}


@pytest.fixture(scope="session")
def lake():
    """Give an issue: a lake with two names, a pact named after it, and two further terms."""
    head = {
        "label": "the lake",
        "question": "?",
        "about": "x",
        "core": ["blue lake", "grey lake", "pact"],
    }
    head |= {"names": {"Blue": ["blue lake"], "Grey": ["grey lake"], "titles": ["pact"]}}
    head |= {"titles": ["pact"], "negators": ["not"]}
    terms = [
        term("blue lake", "blue lake"),
        term("grey lake", "grey lake"),
        term("pact", "pact on (?:the )?(?:blue|grey) lake|pact"),
        term("fish", "fish"),
        term("law", "law"),
    ]
    terms[1]["rule"] += term("grey lake", "grey lake", "heading")["rule"]
    return parse_issue({"issue": head, "term": terms}, "lake", "f", {})


@pytest.fixture(scope="session")
def shipped(corpus):
    """Give each shipped issue with its mentions."""
    read = {name: read_issue(corpus.folder, name) for name in SHIPPED}
    return {name: (issue, mentions(corpus, issue.codebook)) for name, issue in read.items()}


@pytest.fixture(scope="session")
def position_rules(corpus):
    return read_position_rules(corpus.folder)


@pytest.fixture(scope="session")
def by_hand(corpus):
    return {name: read_positions(corpus, name) for name in SHIPPED}


@pytest.fixture(scope="session")
def by_rule(corpus, shipped, position_rules):
    return {
        name: issues.positions(corpus, issue, found, position_rules)
        for name, (issue, found) in shipped.items()
    }
