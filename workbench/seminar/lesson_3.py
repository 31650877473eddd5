"""Lesson 3, The same agency three years apart: what may be compared, and by which number."""

import polars as pl

from workbench.corpus import Corpus
from workbench.seminar.finding import of_document, printed, sentences_found
from workbench.seminar.lesson_1 import documents
from workbench.seminar.task import Task, Wrong

EARLY, LATE, FULL = "tass-2021", "tass-2024", "vgp-2025"
PER = 1000
VERBS = {
    "acknowledged": "acknowledged",
    "highly appreciates": "highly appreciates",
    "takes note of": "takes note of",
    "supports": "supports",
}
STANCE = "balanced and objective"
TWO_NEWSROOMS = "Two digests, two years, but also two newsrooms: a change of the witness cannot be told from a change of the states."
SELECTED = "These two go back to one statement: what differs was selected, and did not change."
WHOLE = ("title", "deck", "heading", "body")


def over_time(corpus: Corpus) -> set[str]:
    """Give the documents of the pairs that may be read as change over time."""
    rows = corpus.comparability.filter(kind="change over time").collect()
    return set(rows["left"]) | set(rows["right"])


def verb(corpus: Corpus) -> set[str]:
    """Give the verb in front of the stance on Ukraine in the full statement."""
    lines = corpus.sentences.filter(pl.col("text").str.contains(STANCE), doc_id=FULL)
    before = lines["text"].str.to_lowercase().str.split(STANCE).list.first().to_list()
    return {verb for verb in VERBS if any(verb in text for text in before)}


def rate(corpus: Corpus, doc_id: str) -> float:
    """Give the matches of “security” in a body per thousand words."""
    return PER * printed(corpus, "security")[doc_id] / of_document(corpus, doc_id, "n_words")


def third_parties(corpus: Corpus) -> pl.DataFrame:
    """Give the sentences with the promise not to act against anybody else."""
    found = sentences_found(corpus, "third (?:part(?:y|ies)|countr(?:y|ies)|sides?)")
    return found.filter(~pl.col("text").str.contains("disinformation"))


PAIR = Task(
    name="lesson-3-a",
    about=(EARLY, LATE),
    kind="choice",
    question="Which two documents may be read as change over time?",
    options=documents,
    answer=over_time,
    wrong=(
        Wrong(
            lambda _: {LATE, "vov-2025"},
            TWO_NEWSROOMS,
        ),
        Wrong(
            lambda _: {EARLY, "vov-2025"},
            TWO_NEWSROOMS,
        ),
        Wrong(
            lambda _: {FULL, "vov-2025"},
            SELECTED,
        ),
        Wrong(
            lambda _: {LATE, "investor-2024"},
            SELECTED,
        ),
        Wrong(
            lambda _: {EARLY, FULL},
            "A digest and a full text: what is new may only have been left out before.",
        ),
    ),
    hints=(
        "What must stay the same, so that a difference can be one between two years?",
        "The same kind of text, the same publisher, and two different statements.",
        "In the matrix, look for the words “change over time” and read the row and the column.",
    ),
    why="Even these are two digests: what is missing in the later one may only not have been chosen.",
)

WITNESS = Task(
    name="lesson-3-b",
    about=(FULL,),
    kind="choice",
    question="The statement of 2025 itself: with which verb does the Russian side speak of Viet Nam's balanced and objective position?",
    options=lambda _: VERBS,
    answer=verb,
    wrong=(
        Wrong(
            lambda _: {"acknowledged"},
            "That is the verb of the digest. Now look into the text that it reports.",
        ),
    ),
    hints=(
        "A digest chooses its own verbs. Which document is the statement?",
        "Find “balanced and objective” in the document of the Viet Nam Government Portal.",
        "Search for “balanced and objective” in the explorer and read what stands before it in each document.",
    ),
    why="The change from the digest of one year to that of the next was made by the witness.",
)

RATE = Task(
    name="lesson-3-c",
    about=(EARLY, LATE),
    kind="number",
    question="How often does TASS 2024 print “security” per 1,000 words of its body? (Two tenths more or less do not matter.)",
    answer=lambda corpus: rate(corpus, LATE),
    tolerance=0.2,
    wrong=(
        Wrong(
            lambda corpus: printed(corpus, "security")[LATE],
            "You gave the count; the question asks for a rate per 1,000 words.",
        ),
        Wrong(lambda corpus: rate(corpus, EARLY), "That is the rate of the earlier digest."),
        Wrong(
            lambda corpus: (
                PER
                * printed(corpus, "security", WHOLE)[LATE]
                / of_document(corpus, LATE, "n_words")
            ),
            "You counted a heading as well: the headings are the editor's.",
        ),
        Wrong(
            lambda corpus: rate(corpus, LATE) / 10,
            "You gave a rate per 100 words.",
        ),
    ),
    hints=(
        "The two digests are not of the same length; what must be divided by what?",
        "Take the hits in the body, divide by the words of the body, and take it times a thousand.",
        "The hits stand in the search table, row TASS 2024, column “In the body”; the words in the first frame of this section, column n_words.",
    ),
    why="The count fell to a quarter, the rate only to about half: the rest of the fall is the length of the digest.",
)

RULE = Task(
    name="lesson-3-d",
    about=(EARLY, "investor-2024", LATE, FULL),
    kind="rule",
    question="Write one rule that finds the promise not to act against anybody else, in the words of all documents that have it, and nothing but this promise.",
    answer=third_parties,
    wrong=(
        Wrong(
            lambda corpus: sentences_found(corpus, r"third \w+"),
            "You found the promise, and one sentence on information campaigns that is no promise.",
        ),
        Wrong(
            lambda corpus: sentences_found(corpus, "third part(?:y|ies)"),
            "Other documents have another noun for the same promise.",
        ),
        Wrong(
            lambda corpus: sentences_found(corpus, "third countr(?:y|ies)"),
            "Other documents have another noun for the same promise.",
        ),
    ),
    hints=(
        "How does each document call those against whom nothing is done?",
        "Three nouns, some of them in the singular and in the plural; and a verb or a preposition tells the promise from other sentences.",
        "Read the sentences with “third” one by one in the search: which words stand before it, and in which sentence is it no promise?",
    ),
    why="The promise is in four documents under three nouns. A rule for one noun would have seen a change that nobody made.",
)

TASKS = (PAIR, WITNESS, RATE, RULE)
