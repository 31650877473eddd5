"""Lesson 5, One formula word by word: the verb, the holder, the words that fell out on the way."""

import polars as pl

from workbench.corpus import Corpus, read_operators, read_positions
from workbench.pairs import among
from workbench.seminar.task import Task, Wrong

FULL, DIGEST, REPORT = "vgp-2025", "vov-2025", "investor-2024"
STANCE, READINESS = "balanced and objective", "readiness"
WORDS = ("security", "safety", "freedom", "restraint", "force", "peaceful")
QUALIFIERS = {
    "balanced and objective": "that the stance is balanced and objective",
    "peaceful": "that means, or a solution, are peaceful",
    "principles together": "that the principles of the Charter belong together",
    "legitimate interests": "the legitimate interests of the parties concerned",
}
KINDS = {
    "change over time": "a change between two years",
    "editorial selection": "what an editor selected from one statement",
    "editions": "two editions of one text",
    "blocked": "neither: the two may stand side by side, no more",
}
VERBS = ("highly appreciate", "welcome", "note", "support", "affirm", "pledge")
VERB = "acknowledge"


def on_stance(corpus: Corpus, doc_id: str, what: str = STANCE) -> pl.DataFrame:
    """Give the coded position of a document on Viet Nam's stance on Ukraine, or its readiness."""
    rows = read_positions(corpus, "ukraine").filter(doc_id=doc_id)
    return rows.filter(pl.col("object").str.contains(what))


def rank(corpus: Corpus, doc_id: str, what: str = STANCE) -> int:
    """Give the rung of the verb in such a position."""
    ladder = read_operators(corpus.folder).operators
    return on_stance(corpus, doc_id, what).join(ladder, on="operator")["rank"].item()


def narrowed(corpus: Corpus, doc_id: str) -> set[str]:
    """Give the qualifiers of the position on the stance."""
    return set(on_stance(corpus, doc_id)["qualifiers"].item().to_list()) & set(QUALIFIERS)


def lost(corpus: Corpus) -> set[str]:
    """Give the qualifiers that the statement has and its digest has not."""
    return narrowed(corpus, FULL) - narrowed(corpus, DIGEST)


def kind(corpus: Corpus, left: str, right: str) -> set[str]:
    """Say what a difference between two documents can mean."""
    return set(among(corpus.comparability, [left], [right]).collect()["kind"])


def of_agreement(corpus: Corpus, doc_id: str) -> set[str]:
    """Give the words on the list that the agreement on the sea has in a document."""
    rows = read_positions(corpus, "east-sea").filter(doc_id=doc_id, operator="agree")
    said = " ".join(rows["object"])
    return {word for word in WORDS if word in said}


def same_kind(corpus: Corpus) -> set[str]:
    """Give the verbs on the list whose rank compares with that of *acknowledge*."""
    ladder = read_operators(corpus.folder).operators
    act = ladder.filter(operator=VERB)["class"].item()
    return set(ladder.filter(pl.col("class") == act)["operator"]) & set(VERBS)


def as_high(corpus: Corpus) -> set[str]:
    """Give the verbs on the list that stand on a rung of the same number, of whatever kind."""
    ladder = read_operators(corpus.folder).operators
    ranks = dict(ladder.select("operator", "rank").iter_rows())
    return {verb for verb in VERBS if ranks[verb] == ranks[VERB]}


RUNG = Task(
    name="lesson-5-a",
    about=(FULL, DIGEST),
    kind="number",
    question="On which rung of its ladder stands the verb with which the statement of 2025 itself speaks of Viet Nam's stance?",
    answer=lambda corpus: rank(corpus, FULL),
    wrong=(
        Wrong(lambda corpus: rank(corpus, DIGEST), "That is the rung of the digest's verb."),
        Wrong(
            lambda corpus: rank(corpus, FULL, READINESS),
            "That is the verb of the second half, on Viet Nam's readiness; the question is about its stance.",
        ),
    ),
    hints=(
        "The table has two witnesses. Which text of 2025 is not in it?",
        "Take the verb of the statement, then look for its rung.",
        "In the first cell write the document of the Viet Nam Government Portal (vgp-2025) in place of one digest, or look the verb up on the ladder in part 5.",
    ),
    why="The fall was from one newsroom to another.",
)

FELL_OUT = Task(
    name="lesson-5-b",
    about=(FULL, DIGEST),
    kind="choice",
    question="Which parts of the statement's sentence on Viet Nam's stance are not in its digest?",
    options=lambda _: QUALIFIERS,
    answer=lost,
    wrong=(
        Wrong(
            lambda corpus: narrowed(corpus, FULL),
            "That is all that the statement has; some of it the digest has as well.",
        ),
        Wrong(
            lambda corpus: narrowed(corpus, DIGEST),
            "You chose what the digest kept; the question asks for what it left out.",
        ),
    ),
    hints=(
        "A verb can be softened; what else can happen to a sentence on its way?",
        "Go through the sentence of the statement, part by part, and look for each in the digest.",
        "In the table of the witnesses, look for places where one column has words and VOVWORLD has none.",
    ),
    why="Whoever looked at the verb alone would have missed the larger loss.",
)

WHAT_PAIR = Task(
    name="lesson-5-c",
    about=(REPORT, FULL),
    kind="choice",
    question="Both nations in a report of 2024, Russia alone in the statement of 2025. What may a difference between these two documents be read as?",
    options=lambda _: KINDS,
    answer=lambda corpus: kind(corpus, REPORT, FULL),
    wrong=(
        Wrong(
            lambda _: {"change over time"},
            "What else differs between them, beside the year?",
        ),
        Wrong(
            lambda _: {"editorial selection"},
            "That needs two witnesses of one statement; these go back to two.",
        ),
        Wrong(
            lambda _: {"editions"},
            "Editions are two printings of one text; these are two texts.",
        ),
    ),
    hints=(
        "Compare kind of text, publisher and statement.",
        "Remember lesson 3: what must stay the same, so that a difference is one between years?",
        "A newsroom's report of one statement, and the full text of another: look them up in the matrix of lesson 3.",
    ),
    why="The difference is worth a question to an archive, and it is no answer.",
)

DROPPED = Task(
    name="lesson-5-d",
    about=(FULL, DIGEST),
    kind="choice",
    question="Which of these words does the statement's agreement on the sea have, and the digest's not?",
    options=lambda _: {word: word for word in WORDS},
    answer=lambda corpus: of_agreement(corpus, FULL) - of_agreement(corpus, DIGEST),
    wrong=(
        Wrong(
            lambda corpus: of_agreement(corpus, FULL),
            "These are all that the statement has; most of them are in the digest too.",
        ),
        Wrong(
            lambda corpus: of_agreement(corpus, DIGEST),
            "These are the words that both have.",
        ),
    ),
    hints=(
        "Read both sentences aloud: which of them takes longer, and where?",
        "Look at the beginning: what is to be ensured, and for what?",
        "In the table of the witnesses, read the places that are not alike, just after “ensure”.",
    ),
    why="The digest is right in each word that it has. What it does to a term of the law of the sea, one sees only beside the statement.",
)

COMPARABLE_VERBS = Task(
    name="lesson-5-e",
    kind="choice",
    question="Ranks compare inside one kind of act only. Which verbs may be called stronger or weaker than “acknowledge”?",
    options=lambda _: {verb: verb for verb in VERBS},
    answer=same_kind,
    wrong=(
        Wrong(
            lambda _: set(VERBS),
            "Each has a rank, but several are other kinds of act: what would “weaker” mean between praising and promising?",
        ),
        Wrong(
            as_high,
            "You chose by the number of the rung; ask first on which ladder it is.",
        ),
    ),
    hints=(
        "What does a state do when it acknowledges something: say, value, side, promise?",
        "Find the verb in the ladder, and the column “Kind of act”.",
        "Take all of the six that have the word “recognition” in that column.",
    ),
    why="The workbench never takes a mean over rungs: the steps are not of one length, and there are seven ladders.",
)

TASKS = (RUNG, FELL_OUT, WHAT_PAIR, DROPPED, COMPARABLE_VERBS)
