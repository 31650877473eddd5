"""Lesson 4, Who is silent? What the silence of a press text says of its statement, and what not."""

import polars as pl

from workbench import analysis
from workbench.corpus import Corpus, read_issue
from workbench.seminar.finding import silent
from workbench.seminar.lesson_1 import documents
from workbench.seminar.lesson_2 import PRESS
from workbench.seminar.task import Task, Wrong

FULL, DIGEST = "vgp-2025", "vov-2025"
EARLY = "tass-2021"
SEA, UKRAINE = "east-sea", "ukraine"
FOLLOWS = {
    "of-the-text": "The one press text that we have of 2021 does not print the name.",
    "of-the-statement": "The joint statement of 2021 does not name these waters.",
    "of-the-states": "Russia and Viet Nam did not speak of these waters in 2021.",
    "of-the-agency": "The agency avoids these waters.",
}
BORNE_OUT = {
    "press-2021": "The digest of 2021 does not name Ukraine.",
    "text-2021": "The statement of 2021 does not name Ukraine.",
    "war-2025": "The statement of 2025, as published, does not speak of a war in Ukraine.",
    "told-2024": "A digest tells that the statement of 2024 speaks of Ukraine.",
    "choice-2024": "The agency left the waters out of its digest of 2024 because Russia wanted it so.",
}
ABSENT = {"not in this source": "press", "not in the statement": "text"}


def covered(corpus: Corpus, name: str) -> pl.DataFrame:
    """Give the coverage frame of an issue."""
    issue = read_issue(corpus.folder, name)
    return analysis.issues.coverage(
        corpus, issue, analysis.emphasis.mentions(corpus, issue.codebook)
    )


def spoken_of(corpus: Corpus, name: str) -> set[str]:
    """Give the documents that have at least one term of an issue."""
    return set(covered(corpus, name).filter(pl.col("n") > 0)["doc_id"])


def contradicted(corpus: Corpus, name: str) -> set[str]:
    """Give the documents silent on an issue of which another witness of their statement speaks."""
    spoken = spoken_of(corpus, name)
    pairs = corpus.documents.select("doc_id", "statement_id")
    told = set(pairs.filter(pl.col("doc_id").is_in(spoken))["statement_id"])
    rows = pairs.filter(pl.col("statement_id").is_in(told), ~pl.col("doc_id").is_in(spoken))
    return set(rows["doc_id"])


def never_naming(corpus: Corpus, name: str) -> set[str]:
    """Give the documents that have no term of an issue."""
    return set(corpus.documents["doc_id"]) - spoken_of(corpus, name)


def terms(corpus: Corpus, doc_id: str, *, there: bool) -> set[str]:
    """Give the terms on Ukraine that a document has, or lacks."""
    rows = covered(corpus, UKRAINE).filter(doc_id=doc_id)
    return set(rows.filter((pl.col("n") > 0) == there)["term"])


def left_out(corpus: Corpus) -> int:
    """Count the terms on Ukraine that the statement has and its digest has not."""
    return len(terms(corpus, FULL, there=True) & terms(corpus, DIGEST, there=False))


def what_follows(corpus: Corpus) -> set[str]:
    """Say how far a silence of the document of 2021 reaches."""
    press = set(corpus.documents.filter(pl.col("genre").is_in(PRESS))["doc_id"])
    return {"of-the-text" if EARLY in press & silent(corpus, "East Sea") else "of-the-statement"}


def borne_out(corpus: Corpus) -> set[str]:
    """Give the sentences that the coverage of Ukraine bears out; motives it never shows."""
    rows = covered(corpus, UKRAINE).with_columns(pl.col("doc_id", "status").cast(pl.String))
    status = {
        (doc, term): said for doc, term, said in rows.select("doc_id", "term", "status").rows()
    }
    silence = ABSENT.get(status[EARLY, UKRAINE], "none")
    war = ABSENT.get(status[FULL, "war"], "none")
    held = {f"{silence}-2021"}
    held |= {"war-2025"} if war == "text" else set()
    held |= {"told-2024"} if status["tass-2024", UKRAINE] == "reported" else set()
    return held & set(BORNE_OUT)


FOLLOWS_TASK = Task(
    name="lesson-4-a",
    about=(EARLY,),
    kind="choice",
    question="The search for East Sea finds nothing in 2021. What follows from that, and nothing more?",
    options=lambda _: FOLLOWS,
    answer=what_follows,
    wrong=(
        Wrong(
            lambda _: {"of-the-statement"},
            "You speak of a text that is not in the corpus.",
        ),
        Wrong(
            lambda _: {"of-the-states"},
            "You went from a search in one file to what two states said.",
        ),
        Wrong(
            lambda _: {"of-the-agency"},
            "You gave a motive; a search finds words, or finds none.",
        ),
    ),
    hints=(
        "What exactly was searched?",
        "Look at the kind of text that we have of 2021, and at who wrote it.",
        "In the chart of the documents, read the shape that stands at 2021.",
    ),
    why="Say no more than the file can: who is silent, on which word, in which text.",
)

SEA_SILENT = Task(
    name="lesson-4-b",
    about=("investor-2024", "tass-2024"),
    kind="choice",
    question="East Sea (South China Sea): which documents are silent although another witness of the same statement speaks?",
    options=documents,
    answer=lambda corpus: contradicted(corpus, SEA),
    wrong=(
        Wrong(
            lambda corpus: never_naming(corpus, SEA),
            "These are all that are silent. For one of them no other witness is here.",
        ),
        Wrong(
            lambda corpus: spoken_of(corpus, SEA),
            "These are the documents that do speak of it.",
        ),
    ),
    hints=(
        "Which statements have two witnesses in this corpus?",
        "For each such statement ask: does one of the two speak, and the other not?",
        "In the matrix, compare the two columns of 2024 and the two of 2025.",
    ),
    why="Here a silence is caught in the act: the statement was there to be reported, and this text did not.",
)

UKRAINE_SILENT = Task(
    name="lesson-4-c",
    about=("investor-2024", "tass-2024"),
    kind="choice",
    question="Ukraine: which documents are silent although another witness of the same statement speaks?",
    options=documents,
    answer=lambda corpus: contradicted(corpus, UKRAINE),
    wrong=(
        Wrong(
            lambda corpus: never_naming(corpus, UKRAINE),
            "These are all that are silent. For one of them no other witness is here.",
        ),
        Wrong(
            lambda corpus: contradicted(corpus, SEA),
            "That was so for the sea. Or did you search for the noun? Here the adjective stands.",
        ),
    ),
    hints=(
        "The same two witnesses as before, another matter.",
        "Read the columns of 2024 in the matrix on Ukraine.",
        "Look for a column that is empty from top to bottom, beside one of the same statement that is not.",
    ),
    why="Each of the two newsrooms left out what the other told. Together they know more than either.",
)

LEFT_OUT = Task(
    name="lesson-4-d",
    about=(FULL, DIGEST),
    kind="number",
    question="How many of the terms on Ukraine that the statement of 2025 has are missing in its digest?",
    answer=left_out,
    wrong=(
        Wrong(
            lambda corpus: len(terms(corpus, DIGEST, there=False)),
            "You counted every empty cell of the digest; some of these terms the statement lacks as well.",
        ),
        Wrong(
            lambda corpus: len(terms(corpus, FULL, there=False)),
            "You counted the terms that the statement lacks.",
        ),
        Wrong(
            lambda corpus: len(terms(corpus, DIGEST, there=True)),
            "You counted the terms that the digest has.",
        ),
        Wrong(
            lambda corpus: len(terms(corpus, FULL, there=True)),
            "You counted the terms that the statement has.",
        ),
    ),
    hints=(
        "You need two columns of the matrix, row by row.",
        "Count the rows in which the statement has a number and the digest says that it is not there.",
        "Go down the column of the Viet Nam Government Portal; at each number look to the right, at VOVWORLD.",
    ),
    why="These silences are an editor's choice, and here we can prove it: the statement lies beside its digest.",
)

BORNE = Task(
    name="lesson-4-e",
    about=(EARLY, "tass-2024", FULL),
    kind="choice",
    question="Which of these sentences do the files bear out?",
    options=lambda _: BORNE_OUT,
    answer=borne_out,
    wrong=(
        Wrong(
            lambda corpus: borne_out(corpus) | {"text-2021"},
            "One of yours speaks of a statement that is known from a digest alone.",
        ),
        Wrong(
            lambda _: set(BORNE_OUT),
            "You believe them all; at least one gives a motive.",
        ),
        Wrong(
            lambda _: {"press-2021"},
            "True, but you are too careful: more can be said.",
        ),
    ),
    hints=(
        "Ask of each sentence: silence or speech of which text, and do we have that text?",
        "One text is here in full; what is not in it can be said to be not in it, as published. Motives stand in no cell.",
        "Open the empty cells of the matrix: each says what its silence can mean.",
    ),
    why="A silence of a full text is a finding; a silence of a digest is a question.",
)

TASKS = (FOLLOWS_TASK, SEA_SILENT, UKRAINE_SILENT, LEFT_OUT, BORNE)
