"""Lesson 1, What is in the files? Files hold more than their text."""

import polars as pl

from workbench.corpus import Corpus
from workbench.display.naming import labels
from workbench.schemas import ZONES
from workbench.seminar.finding import naming, of_document, printed, silent, words_in
from workbench.seminar.task import Task, Wrong

REPORT = "investor-2024"


def documents(corpus: Corpus) -> dict[str, str]:
    """Give the documents to choose from."""
    return labels(corpus.documents)


def body_of_report(corpus: Corpus) -> pl.DataFrame:
    """Give the key of the lines that are the article itself."""
    return corpus.paragraphs.filter(doc_id=REPORT, zone="body").select("doc_id", "para_no")


BRICS = Task(
    name="lesson-1-a",
    about=(REPORT,),
    kind="number",
    question="How often does the article by The Investor itself, its body, print the word BRICS?",
    answer=lambda corpus: printed(corpus, "BRICS")[REPORT],
    wrong=(
        Wrong(
            lambda corpus: printed(corpus, "BRICS", ZONES)[REPORT],
            "You counted the teasers as well: headlines of other articles that stand under this one.",
        ),
        Wrong(
            lambda corpus: sum(printed(corpus, "BRICS").values()),
            "You counted another document.",
        ),
    ),
    hints=(
        "Is every place where the word stands a part of this article?",
        "Open the folded, tinted passages of the file: what are they, and who put them there?",
        "Look at the search hits for BRICS in the explorer: the column “In the body”, the row of The Investor.",
    ),
    why="Whoever counts the file finds BRICS in an article that is silent about it.",
)

LENGTH = Task(
    name="lesson-1-b",
    about=(REPORT, "tass-2024"),
    kind="number",
    question="How many words has the article by The Investor itself, without all that is cut? (Ten words more or less do not matter.)",
    answer=lambda corpus: of_document(corpus, REPORT, "n_words"),
    tolerance=10,
    wrong=(
        Wrong(
            lambda corpus: of_document(corpus, REPORT, "n_words_raw"),
            "You counted the whole file, teasers included.",
        ),
        Wrong(
            lambda corpus: words_in(corpus, REPORT, "boilerplate"),
            "You counted what is cut, not what is kept.",
        ),
        Wrong(
            lambda corpus: words_in(corpus, REPORT, "title", "deck", "body", "caption"),
            "You left the teasers out, but counted headline, summary and caption as well.",
        ),
        Wrong(
            lambda corpus: of_document(corpus, "tass-2024", "n_words"),
            "That is the length of the other text on the same statement, by TASS.",
        ),
    ),
    hints=(
        "Which part of the file did an author of this article write as its text?",
        "The cleaning ledger accounts for every word of the file; its rows add up to the whole.",
        "Find the row “kept as body” in the ledger of The Investor.",
    ),
    why="Nearly half of the words of this file belong to other articles.",
)

WHO_NAMES_BRICS = Task(
    name="lesson-1-c",
    about=(REPORT, "tass-2024"),
    kind="choice",
    question="Which documents print BRICS in their body?",
    options=documents,
    answer=lambda corpus: naming(corpus, "BRICS"),
    wrong=(
        Wrong(
            lambda corpus: naming(corpus, "BRICS", ZONES),
            "One of yours has the word only in teasers of other articles.",
        ),
        Wrong(
            lambda corpus: naming(corpus, "BRICS", ("boilerplate",)),
            "You chose by the teasers alone.",
        ),
    ),
    hints=(
        "Ask of each hit in which part of the file it stands.",
        "A hit in cut material is no hit in the document.",
        "Read the column “In the body” of the search hits for BRICS, row by row.",
    ),
    why="One document of five; the headings of its editor name BRICS as well, and are not counted either.",
)

SILENT = Task(
    name="lesson-1-d",
    kind="choice",
    question="Which documents say nothing at all about Ukraine in their body, in whatever form of the word?",
    options=documents,
    answer=lambda corpus: silent(corpus, "ukrain"),
    wrong=(
        Wrong(
            lambda corpus: silent(corpus, "ukraine"),
            "You searched for the noun; one of yours has the adjective only.",
        ),
        Wrong(
            lambda corpus: naming(corpus, "ukrain"),
            "These are the documents that do speak of it; the question asks for the others.",
        ),
    ),
    hints=(
        "In which forms can the word stand in English?",
        "Search for the beginning that all forms share.",
        "Search for “ukrain”, without an e at the end, and read who has no hit in the body.",
    ),
    why="Silence depends on what one asks for. And a digest that is silent does not make its statement silent.",
)

LINES = Task(
    name="lesson-1-e",
    about=(REPORT,),
    kind="frame",
    question="Hand in the lines of the article by The Investor itself, without what was cut.",
    answer=body_of_report,
    wrong=(
        Wrong(
            lambda corpus: corpus.paragraphs.filter(doc_id=REPORT),
            "These are all lines of the file: you handed in the teasers as well.",
        ),
        Wrong(
            lambda corpus: corpus.paragraphs.filter(zone="body"),
            "These are the bodies of all five documents.",
        ),
        Wrong(
            lambda corpus: corpus.paragraphs.filter(doc_id=REPORT, zone="boilerplate"),
            "These are the teasers, and nothing but the teasers.",
        ),
    ),
    hints=(
        "Every line has a zone that says what it is.",
        "A second condition inside the brackets of filter keeps one zone.",
        "Write the condition for the column zone after the one for doc_id, with a comma between.",
    ),
    why="Two conditions and no number typed: whoever runs the line again gets the same lines.",
)

TASKS = (BRICS, LENGTH, WHO_NAMES_BRICS, SILENT, LINES)
