"""Lesson 2, Stated, quoted or reported? Whose words a reader has before him."""

import polars as pl

from workbench import analysis
from workbench.corpus import Corpus
from workbench.seminar.finding import sentences_found
from workbench.seminar.lesson_1 import documents
from workbench.seminar.task import Task, Wrong

PER_CENT = 100
SPEAKERS = {
    "statement": "the joint statement, in its own words",
    "speaker": "one side alone, at the press conference",
    "newsroom": "the newsroom, in words of its own",
}
MARKED, UNMARKED = "tass-2021", "vov-2025"
PRESS = ("digest", "report")


def quoted(corpus: Corpus) -> dict[str, dict[str, float]]:
    """Give the row of each document in the count of quoted words."""
    rows = analysis.quoted_share(corpus.documents, corpus.tokens, corpus.quotes)
    return {row["doc_id"]: row for row in rows.iter_rows(named=True)}


def without_quotation(corpus: Corpus) -> set[str]:
    """Give the documents whose body has no quotation mark."""
    rows = quoted(corpus).items()
    return {doc_id for doc_id, row in rows if not row["n_passages"] + row["n_unpaired"]}


def witnesses(corpus: Corpus) -> set[str]:
    """Give the documents that report a statement and do not print it."""
    press = corpus.documents.filter(pl.col("genre").is_in(PRESS))
    return set(press["doc_id"])


def speaker(corpus: Corpus) -> set[str]:
    """Say whose words the first quotation by The Investor in the first person singular is."""
    said = corpus.quotes.filter(pl.col("text").str.contains(r"\bI\b"), doc_id="investor-2024")
    return {"speaker"} if said.height else {"newsroom"}


def attributions(corpus: Corpus) -> pl.DataFrame:
    """Give the sentences that name the document as the one who speaks."""
    return sentences_found(
        corpus, r"(?:document|statement) (?:says|underscores|reads|states|notes)"
    )


SHARE = Task(
    name="lesson-2-a",
    about=(MARKED, "tass-2024"),
    kind="number",
    question="How many per cent of the words of TASS 2021 stand between quotation marks? (One point more or less does not matter.)",
    answer=lambda corpus: PER_CENT * quoted(corpus)[MARKED]["share"],
    tolerance=1,
    wrong=(
        Wrong(
            lambda corpus: PER_CENT * (1 - quoted(corpus)[MARKED]["share"]),
            "That is the part that does not stand between quotation marks.",
        ),
        Wrong(
            lambda corpus: PER_CENT * quoted(corpus)["tass-2024"]["share"],
            "That is the other digest by the same agency.",
        ),
        Wrong(
            lambda corpus: quoted(corpus)[MARKED]["n_quoted"],
            "You gave words; the question asks for per cent of all words.",
        ),
        Wrong(
            lambda corpus: quoted(corpus)[MARKED]["n_passages"],
            "You gave the number of quotations; the question asks for per cent of all words.",
        ),
    ),
    hints=(
        "Which two numbers make this share, and which one stands below the line?",
        "Divide the words between quotation marks by the words of the body, and take it times a hundred.",
        "The chart of quoted words has a data table; read the row of TASS 2021.",
    ),
    why="The rest is told in words of the newsroom, or in words of the statement that nobody marked.",
)

NO_MARKS = Task(
    name="lesson-2-b",
    about=("vgp-2025", UNMARKED),
    kind="choice",
    question="Which documents have no quotation mark at all in their body?",
    options=documents,
    answer=without_quotation,
    wrong=(
        Wrong(
            lambda corpus: without_quotation(corpus) | {"vgp-2025"},
            "One of yours has a few marks: around names, so that nobody is quoted, but marks they are.",
        ),
        Wrong(
            lambda _: {"vgp-2025"},
            "It quotes nobody, but it has marks around a few names. Look for one with none.",
        ),
    ),
    hints=(
        "A low share is not the same as none.",
        "The data table of the chart counts the passages between marks, document by document.",
        "Look for the row in which passages and unpaired marks are both nought.",
    ),
    why="It may still repeat the statement word for word; it only never says where.",
)

WITNESSES = Task(
    name="lesson-2-c",
    about=(MARKED, "investor-2024", "tass-2024", UNMARKED),
    kind="choice",
    question="Which documents tell what a statement says, and are not themselves a statement?",
    options=documents,
    answer=witnesses,
    wrong=(
        Wrong(
            lambda corpus: set(corpus.documents.filter(genre="digest")["doc_id"]),
            "You chose the digests. There is one more kind of text that tells what a statement says.",
        ),
        Wrong(
            lambda corpus: set(corpus.documents.filter(genre="statement")["doc_id"]),
            "That is the full text itself.",
        ),
        Wrong(
            lambda corpus: set(corpus.documents["doc_id"]),
            "One of them is the full text itself.",
        ),
    ),
    hints=(
        "Whose text is it: that of two states, or that of a newsroom?",
        "The card of a document says whether it is a statement, a digest or a report.",
        "In the first chart, read the shapes: which of them stand for press texts?",
    ),
    why="For these, what is not there was perhaps only not chosen.",
)

WHOSE = Task(
    name="lesson-2-d",
    about=("investor-2024",),
    kind="choice",
    question="The Investor prints: “I emphasise that Russia values the Comprehensive Strategic Partnership …”. Whose words are these?",
    options=lambda _: SPEAKERS,
    answer=speaker,
    wrong=(
        Wrong(
            lambda _: {"statement"},
            "A joint statement speaks for both sides; would it say “I”?",
        ),
        Wrong(
            lambda _: {"newsroom"},
            "There are quotation marks around it: the newsroom says that somebody else said so.",
        ),
    ),
    hints=(
        "Who can say “I” here?",
        "Read the line before this quotation: where is it said, and on what occasion?",
        "Find the line that begins “At the press conference”, in the body of The Investor.",
    ),
    why="A report mixes the statement with what was said about it. Counted together, one side's praise becomes a promise of both.",
)

RULE = Task(
    name="lesson-2-e",
    about=(MARKED,),
    kind="rule",
    question="Write a rule that finds the sentences in which the “document” or the “statement” says, underscores, reads, states or notes something. (Small letters; a|b for either; (?:…) around alternatives.)",
    answer=attributions,
    wrong=(
        Wrong(
            lambda corpus: sentences_found(corpus, "document|statement"),
            "You found every sentence with either noun, also where nothing is attributed to it.",
        ),
        Wrong(
            lambda corpus: sentences_found(corpus, "says|underscores|reads|states|notes"),
            "You found every sentence with one of the verbs, and states are not only a verb here.",
        ),
        Wrong(
            lambda corpus: sentences_found(
                corpus, "statement (?:says|underscores|reads|states|notes)"
            ),
            "You thought of one noun; there is another.",
        ),
        Wrong(
            lambda corpus: sentences_found(
                corpus, "document (?:says|underscores|reads|states|notes)"
            ),
            "You thought of one noun; there is another.",
        ),
    ),
    hints=(
        "The noun and the verb must stand side by side.",
        "Put the nouns into one pair of brackets and the verbs into another, with a space between.",
        "Read the last sentence of the quotations in TASS 2021: how does each of them end?",
    ),
    why="All of them stand in one press text. A statement does not report itself, and other newsrooms do not say so at every step.",
)

TASKS = (SHARE, NO_MARKS, WITNESSES, WHOSE, RULE)
