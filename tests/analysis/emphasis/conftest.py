"""A small codebook of made-up rules, and the shipped one with its mentions."""

import pytest

from workbench.analysis.emphasis import mentions
from workbench.corpus.coding import read_coding
from workbench.corpus.load import DATA
from workbench.corpus.topics import parse, read_topics


def rule(name, pattern, example, near_miss="nothing of it", **more):
    return {"rule": name, "pattern": pattern, "example": example, "near_miss": near_miss} | more


def topic(name, *rules):
    about = {"label": name.title(), "question": "How much?", "definition": "As it says."}
    return {"topic": name, **about, "rule": list(rules)}


def book_of(*topics, variants=None):
    head = {"name": "small", "about": "A test", "negators": ["not", "no"]}
    return parse({"codebook": head, "topic": list(topics)}, "f", variants or {})


@pytest.fixture(scope="session")
def small():
    return book_of(
        topic(
            "sea",
            rule("sea", "seas?", "the sea", "east sea summit", exclude="east sea summit"),
            rule("sea frost", "sea frost", "the sea frost"),
            rule("on sea", "the sea", "the sea"),
            rule("heading: sea", "sea", "Of the sea", scope="heading"),
        ),
        topic("fire", rule("fire", "fires?", "a fire"), rule("ash", "ash", "ash")),
        topic("snow", rule("snow", "snow", "snow")),
        variants={"Viet Nam": "vietnam"},
    )


@pytest.fixture(scope="session")
def book():
    return read_topics(DATA)


@pytest.fixture(scope="session")
def topics(book):
    return book.topics["topic"].to_list()


@pytest.fixture(scope="session")
def found(corpus, book):
    return mentions(corpus, book)


@pytest.fixture(scope="session")
def coding(corpus, topics):
    return read_coding(corpus.folder, corpus.paragraphs, topics)
