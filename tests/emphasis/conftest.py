"""A small codebook of made-up rules, corpora of a few lines, and the study of the shipped corpus."""

import pytest
from hypothesis import settings

import workbench as wb
from tests.made import made_corpus
from workbench.corpus.codebooks import parse

#: A busy machine is slow, not wrong.
settings.register_profile("busy", deadline=None)
settings.load_profile("busy")


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
    )


@pytest.fixture(scope="session")
def make(tmp_path_factory):
    """Make a corpus of texts by doc_id; columns are lists, one value per text, or one for all."""

    def made(texts, **columns):
        tables = {
            doc_id: {
                name: value[number] if isinstance(value, list) else value
                for name, value in columns.items()
            }
            for number, doc_id in enumerate(texts)
        }
        return wb.load(made_corpus(tmp_path_factory.mktemp("made") / "corpus", texts, tables))

    return made


@pytest.fixture(scope="session")
def study(corpus):
    return wb.Emphasis(corpus)
