"""Lesson 7, Can you defend your codebook? Rules, near misses, coders, and what κ says."""

import polars as pl

from workbench import analysis
from workbench.corpus import Corpus, read_topics, with_rule
from workbench.seminar.classroom import SHIPPED, shipped
from workbench.seminar.finding import SENTENCE, sentences_found
from workbench.seminar.lesson_1 import documents
from workbench.seminar.task import Task, Wrong

DIGEST = "vov-2025"
#: Ten passages, two coders: each gives one topic once, and not to the same passage.
LEFT = ("none",) * 8 + ("sea", "none")
RIGHT = ("none",) * 8 + ("none", "sea")
DEFENCE = {
    "examples": "Each rule comes with a phrase that it must match and one that it must not, and is held to both.",
    "recall": "The rules find all that their author coded; so they will find all in a new text.",
    "kappa": "κ is high, so the codes are right.",
    "differences": "Every passage on which the rules and a second reader differ can be read.",
    "numbers": "The rules were run by a machine, so nobody's judgment is in them.",
}
STRICT = {"rule": "navigation", "pattern": "navigation"}


def civil(corpus: Corpus) -> pl.DataFrame:
    """Give the sentences on the civil use of the atom."""
    found = sentences_found(corpus, "nuclear|atomic")
    arms = sentences_found(corpus, "nuclear weapons?")
    return found.join(arms, on=SENTENCE, how="anti", maintain_order="left")


def losers(corpus: Corpus) -> set[str]:
    """Give the documents that lose a passage under the strict rule for navigation."""
    codebook = read_topics(corpus.folder)
    changes = analysis.emphasis.trial(corpus, codebook, with_rule(codebook, STRICT))
    return set(changes.filter(change="lost")["doc_id"])


def named_sea(corpus: Corpus) -> set[str]:
    """Give the documents that have a passage on the sea."""
    codebook = read_topics(corpus.folder)
    return set(analysis.emphasis.mentions(corpus, codebook).filter(topic="sea")["doc_id"])


def readers(corpus: Corpus) -> pl.DataFrame:
    """Pair the primary topics that the two shipped readers gave the passages of the digest."""
    codebook = read_topics(corpus.folder)
    sides = [shipped(corpus, codebook, name) for name in SHIPPED]
    coders = [side["coder"][0] for side in sides]
    given = pl.concat(sides).filter(pl.col("doc_id").cast(pl.String) == DIGEST)
    return analysis.emphasis.pair_of(given, *coders)


def passages(corpus: Corpus) -> dict[str, str]:
    """Give the passages of the digest to choose from."""
    lines = corpus.paragraphs.filter(doc_id=DIGEST, zone="body")
    return {
        f"p{para_no}": f"¶ {para_no}: {' '.join(text.split()[:8])} …"
        for para_no, text in lines.select("para_no", "text").rows()
    }


def apart(corpus: Corpus, *, same: bool = False) -> set[str]:
    """Give the passages to which the two readers gave different topics, or else the same."""
    pairs = readers(corpus).filter((pl.col("left") == pl.col("right")) == same)
    return {f"p{para_no}" for para_no in pairs["para_no"]}


def kappa(_: Corpus) -> float:
    """Give κ of the two made-up coders."""
    value = analysis.emphasis.cohen_kappa(pl.DataFrame({"left": LEFT, "right": RIGHT}))
    return value if value is not None else 1.0


def alike(_: Corpus) -> float:
    """Give their share of passages coded alike."""
    return sum(left == right for left, right in zip(LEFT, RIGHT, strict=True)) / len(LEFT)


def by_chance(_: Corpus) -> float:
    """Give the share that chance alone would make alike."""
    rates = [(LEFT.count(value) * RIGHT.count(value)) for value in ("none", "sea")]
    return sum(rates) / len(LEFT) ** 2


def defended(corpus: Corpus) -> set[str]:
    """Give the sentences that hold for the shipped codebook."""
    rules = read_topics(corpus.folder).rules
    full = rules.filter((pl.col("example") == "") | (pl.col("near_miss") == "")).is_empty()
    return {"differences"} | ({"examples"} if full else set())


RULE = Task(
    name="lesson-7-a",
    about=("tass-2021",),
    kind="rule",
    question="Write one rule for the civil use of the atom: it finds every sentence on nuclear power, research or technology, and none on weapons.",
    answer=civil,
    wrong=(
        Wrong(
            lambda corpus: sentences_found(corpus, "nuclear|atomic"),
            "You found every sentence on the civil use, and one on weapons.",
        ),
        Wrong(
            lambda corpus: sentences_found(corpus, "nuclear"),
            "You thought of one word. One document has another word for the same, and this one also stands before weapons.",
        ),
        Wrong(
            lambda corpus: sentences_found(corpus, "nuclear (?:power|energy)|atomic energy"),
            "You have power and energy. What about research, technology, the centre?",
        ),
    ),
    hints=(
        "Which two words for the atom do the documents use?",
        "One of the two stands before weapons as well: say in the rule what may follow it.",
        "Read the list of hits: power, science, technology follow the one word; for the other ask the spelling that TASS has in 2021.",
    ),
    why="A rule is a definition. Yours says what you take for civil, and anybody can dispute it.",
)

LOST = Task(
    name="lesson-7-b",
    about=(DIGEST,),
    kind="choice",
    question="The rule for navigation is cut down to the single word “navigation”. Which documents lose a passage on the sea?",
    options=documents,
    answer=losers,
    wrong=(
        Wrong(
            named_sea,
            "These are all that have a passage on the sea; most of their passages are still found.",
        ),
        Wrong(
            lambda corpus: set(corpus.documents["doc_id"]) - named_sea(corpus),
            "These have no passage on the sea that could be lost.",
        ),
    ),
    hints=(
        "A passage that another rule of the topic finds as well is not lost.",
        "Read the list of the trial: what is under “lost”?",
        "Remember the sentence of lesson 5 from which a word had fallen out: what stands there in its place?",
    ),
    why="The strict rule loses just the passage in which an editor reworded. Rules learn the words of their source.",
)

APART = Task(
    name="lesson-7-c",
    about=(DIGEST,),
    kind="choice",
    question="Which passages of VOVWORLD's digest did the two shipped readers give different main topics?",
    options=passages,
    answer=apart,
    wrong=(
        Wrong(
            lambda corpus: apart(corpus, same=True),
            "On these they agree; the question asks for the others.",
        ),
        Wrong(
            lambda corpus: set(passages(corpus)),
            "They agree on most of them.",
        ),
    ),
    hints=(
        "Leave the rules and your own codes aside for this question: two readers only.",
        "The list of disputed passages says who gave which topic.",
        "In that list look for passages at which coder A and coder B stand beside different topics.",
    ),
    why="Neither is a slip: each of these passages is about two things, and “the main one” is a decision.",
)

KAPPA = Task(
    name="lesson-7-d",
    kind="number",
    question="Two coders, ten passages. Each says “sea” once, but not of the same passage; all else is “none”. How large is κ? (One hundredth more or less does not matter.)",
    answer=kappa,
    tolerance=0.012,
    wrong=(
        Wrong(alike, "That is the share coded alike; the part due to chance is still in it."),
        Wrong(by_chance, "That is the share that chance alone would give."),
        Wrong(
            lambda corpus: alike(corpus) - by_chance(corpus),
            "You took chance away; now divide by what was left to gain.",
        ),
        Wrong(
            lambda _: 0,
            "Nearly, but they do a little worse than chance would.",
        ),
    ),
    hints=(
        "How many passages are alike? And how many would be, if both gave “sea” once, blindly?",
        "By chance both say “none” with 9/10 × 9/10 and both say “sea” with 1/10 × 1/10.",
        "κ = (share alike − share by chance) / (1 − share by chance).",
    ),
    why="Alike to a high share, and no agreement at all on the one thing that was looked for.",
)

SAYING = Task(
    name="lesson-7-e",
    kind="choice",
    question="Which of these sentences are a fair defence of the shipped codebook?",
    options=lambda _: DEFENCE,
    answer=defended,
    wrong=(
        Wrong(
            lambda corpus: defended(corpus) | {"kappa"},
            "One of yours takes agreement for truth: two can be wrong together.",
        ),
        Wrong(
            lambda corpus: defended(corpus) | {"recall"},
            "One of yours concludes from texts that the author knew to texts that he did not.",
        ),
        Wrong(
            lambda _: set(DEFENCE),
            "You would sign all of them. Which one would an opponent take apart first?",
        ),
    ),
    hints=(
        "A defence shows how one could be proved wrong.",
        "Ask of each sentence: does it open the codebook to dispute, or close the dispute?",
        "Strike out what speaks of new texts, of being right, and of nobody.",
    ),
    why="A codebook is defended by making it easy to attack.",
)

TASKS = (RULE, LOST, APART, KAPPA, SAYING)
