"""Lesson 6, Readable for whom? What a readability formula counts, and who decides it."""

from workbench import analysis
from workbench.corpus import Corpus
from workbench.schemas import SPLITTERS
from workbench.seminar.lesson_1 import documents
from workbench.seminar.task import Task, Wrong

FULL, DIGEST = "vgp-2025", "vov-2025"
MEASURE = "Flesch–Kincaid grade"
FULL_STOP, SEMICOLON = SPLITTERS[:2]
TOP = 18
#: The formula of Kincaid et al. (1975): weight of words per sentence, of syllables per word, rest.
PER_SENTENCE, PER_WORD, REST = 0.39, 11.8, 15.59
SHORT = 20
CLAIMS = {
    "longer": "Cut at full stops, the sentences of the statement are longer on average than those of its digest.",
    "school": "To understand the statement one needs twenty-six years of school and university.",
    "semicolons": "Which of the two is harder, the statement or its digest, depends on what a semicolon is taken for.",
    "words": "The words of the statement are clearly longer than those of its digest.",
    "purpose": "The digest was written to be easier to read.",
}
#: Mean syllables per word that differ by less are no clear difference.
CLEARLY = 0.1


def counts(corpus: Corpus) -> dict[tuple[str, str], dict[str, float]]:
    """Give what the formulas count, and the scores, by document and way of cutting."""
    rows = analysis.readability.unit_counts(
        corpus.documents, corpus.paragraphs, corpus.clauses, corpus.quotes
    ).filter(unit="document")
    return {(str(row["doc_id"]), str(row["splitter"])): row for row in rows.iter_rows(named=True)}


def grade(corpus: Corpus, doc_id: str = FULL, splitter: str = FULL_STOP) -> float:
    """Give the grade of a document."""
    return counts(corpus)[doc_id, splitter][MEASURE]


def shortened(corpus: Corpus) -> float:
    """Give the grade that the words of the statement would have in short sentences."""
    per_word = counts(corpus)[FULL, FULL_STOP]["syllables_per_word"]
    return PER_SENTENCE * SHORT + PER_WORD * per_word - REST


def on_the_scale(corpus: Corpus) -> set[str]:
    """Give the documents whose grade is one that school and university have."""
    return {
        doc_id
        for (doc_id, splitter), row in counts(corpus).items()
        if splitter == FULL_STOP and row[MEASURE] is not None and 0 <= row[MEASURE] <= TOP
    }


def by_semicolon(corpus: Corpus) -> float:
    """Give the grades that the statement loses when a semicolon ends a sentence."""
    every = counts(corpus)
    return every[FULL, FULL_STOP][MEASURE] - every[FULL, SEMICOLON][MEASURE]


def harder(corpus: Corpus, *, digest: bool) -> set[str]:
    """Give the ways of cutting under which the digest, or else the statement, has the higher grade."""
    every = counts(corpus)
    return {
        splitter
        for splitter in SPLITTERS
        if (every[DIGEST, splitter][MEASURE] > every[FULL, splitter][MEASURE]) == digest
    }


def borne_out(corpus: Corpus) -> set[str]:
    """Give the claims that the figures bear out; purposes and readers they never measure."""
    every = counts(corpus)
    full, digest = (every[doc_id, FULL_STOP] for doc_id in (FULL, DIGEST))
    held = {"longer"} if full["words_per_sentence"] > digest["words_per_sentence"] else set()
    gap = full["syllables_per_word"] - digest["syllables_per_word"]
    held |= {"words"} if gap > CLEARLY else set()
    return held | ({"semicolons"} if harder(corpus, digest=True) - set(SPLITTERS[:1]) else set())


SCALE = Task(
    name="lesson-6-a",
    kind="choice",
    question="Which documents have a grade that a school or a university has (0 to 18), sentences being cut at full stops?",
    options=documents,
    answer=on_the_scale,
    wrong=(
        Wrong(
            lambda corpus: set(corpus.documents["doc_id"]) - on_the_scale(corpus),
            "These are beyond the scale; the question asks for the others.",
        ),
        Wrong(
            lambda corpus: set(corpus.documents["doc_id"]),
            "Look at the highest grade: is there such a year at a university?",
        ),
    ),
    hints=(
        "Where does the scale end?",
        "Twelve years of school and six of university make the upper end; what lies above is no year of study.",
        "In the figure, look for a filled mark among hollow ones.",
    ),
    why="Beyond the scale a grade is only another word for very long sentences.",
)

SHORTER = Task(
    name="lesson-6-b",
    about=(FULL,),
    kind="number",
    question="Cut the statement into sentences of 20 words and change no word: which grade does the formula give? (Three tenths more or less do not matter.)",
    answer=shortened,
    tolerance=0.3,
    wrong=(
        Wrong(grade, "That is the grade as it stands, with its long sentences."),
        Wrong(
            lambda corpus: shortened(corpus) + REST,
            "You forgot the last part of the formula: something is taken away.",
        ),
        Wrong(
            lambda _: PER_SENTENCE * SHORT,
            "You took the sentences alone; the words count as well.",
        ),
    ),
    hints=(
        "One number of the formula changes, the rest stays.",
        "Put the 20 in the place of the words per sentence, and leave the syllables as they are.",
        'In the cell above write 20 for row["words_per_sentence"] and run it; or take a calculator and the figure\'s bars.',
    ),
    why="Not one word became easier. The formula sees the full stop.",
)

BY_SEMICOLON = Task(
    name="lesson-6-c",
    about=(FULL, DIGEST),
    kind="number",
    question="How many grades does the statement of 2025 lose when a semicolon ends a sentence too, headings left out? (Two tenths more or less do not matter.)",
    answer=by_semicolon,
    tolerance=0.2,
    wrong=(
        Wrong(
            lambda corpus: grade(corpus, splitter=SEMICOLON),
            "That is the grade after the change; the question asks how much was lost.",
        ),
        Wrong(
            lambda corpus: grade(corpus) - grade(corpus, DIGEST),
            "That is the distance to the digest.",
        ),
        Wrong(
            lambda corpus: grade(corpus) - grade(corpus, splitter=SPLITTERS[2]),
            "You took the headings in; look at the semicolon.",
        ),
    ),
    hints=(
        "You need two grades of one document.",
        "Take the grade under “full stop and semicolon” from the grade under “full stop”.",
        "The data table under the figure has them: the rows of the Viet Nam Government Portal.",
    ),
    why="A decision on a punctuation mark moves the statement further than its digest is away from it.",
)

ORDER = Task(
    name="lesson-6-d",
    about=(FULL, DIGEST),
    kind="choice",
    question="Under which ways of cutting has the digest of 2025 a higher grade than the statement it digests?",
    options=lambda _: {splitter: splitter for splitter in SPLITTERS},
    answer=lambda corpus: harder(corpus, digest=True),
    wrong=(
        Wrong(
            lambda corpus: harder(corpus, digest=False),
            "There the statement is higher; the question asks for the digest.",
        ),
        Wrong(lambda _: set(SPLITTERS), "Look again: the two change places."),
    ),
    hints=(
        "Follow two of the marks from one way of cutting to the next.",
        "Compare VOVWORLD with the Viet Nam Government Portal four times.",
        "In the data table take the four rows of each and compare them one by one.",
    ),
    why="Two against two: the order of these two texts is made by whoever cuts them.",
)

CLAIM = Task(
    name="lesson-6-e",
    about=(FULL, DIGEST),
    kind="choice",
    question="Which of these sentences do the figures of this lesson bear out?",
    options=lambda _: CLAIMS,
    answer=borne_out,
    wrong=(
        Wrong(
            lambda corpus: borne_out(corpus) | {"school"},
            "One of yours takes a number beyond the scale for a number of years.",
        ),
        Wrong(
            lambda corpus: borne_out(corpus) | {"purpose"},
            "One of yours gives a purpose; a formula counts, and asks nobody.",
        ),
        Wrong(
            lambda _: {"longer"},
            "True. Something else was shown as well, and it is a warning.",
        ),
    ),
    hints=(
        "What was counted here, and what was not?",
        "Lengths of sentences and words were counted. No reader was asked, and no writer.",
        "Look at the bars of the two components, and at the places where the marks cross.",
    ),
    why="Both are sentences on the texts and on the method. None is on a reader.",
)

TASKS = (SCALE, SHORTER, BY_SEMICOLON, ORDER, CLAIM)
