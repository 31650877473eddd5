"""Judge an answer: right, wrong in a way that has a name, or wrong; and help step by step.

What is said to a wrong answer never holds the right one. A choice is told how many of its parts
do not belong, a frame and a rule are shown one row that does not; what is missing is not named.
"""

from collections.abc import Callable
from typing import Any

import polars as pl

from workbench.corpus import Corpus
from workbench.display.naming import count, labels
from workbench.seminar import answers
from workbench.seminar.finding import SENTENCE, sentences_found
from workbench.seminar.task import Feedback, Task

AT_ALL = 1e-9
QUOTED = 140
Judged = tuple[bool, str]


def judge(task: Task, corpus: Corpus, given: object, tries: int) -> Feedback:
    """Say what is to be said to the answer that is given at the n-th try.

    Raises `WorkbenchError` for an answer that cannot be read as one; such an answer is no try.
    """
    right, detail = JUDGES[task.kind](task, corpus, given)
    if right:
        return Feedback(right=True, text=f"Right. {task.why}")
    step = min(max(tries, 1), len(task.hints))
    return Feedback(
        right=False, text=" ".join(filter(None, ["Not yet.", detail, task.hints[step - 1]]))
    )


def named(task: Task, corpus: Corpus, same: Callable[[Any], bool]) -> str:
    """Name the typical error that leads to this answer, if it is one."""
    return next((wrong.says for wrong in task.wrong if same(wrong.value(corpus))), "")


def judge_number(task: Task, corpus: Corpus, given: object) -> Judged:
    """Compare numbers, within the tolerance of the task."""
    value = answers.number(given, task.name)
    if abs(value - task.answer(corpus)) <= task.tolerance + AT_ALL:
        return True, ""
    return False, named(task, corpus, lambda other: abs(value - other) <= task.tolerance + AT_ALL)


def judge_choice(task: Task, corpus: Corpus, given: object) -> Judged:
    """Compare sets; say how many do not belong, and that some are missing."""
    chosen = answers.choice(given, task.options(corpus), task.name)
    wanted = task.answer(corpus)
    if chosen == wanted:
        return True, ""
    error = named(task, corpus, lambda other: chosen == other)
    if error or len(wanted) == 1 == len(chosen):
        return False, error
    stray = len(chosen - wanted)
    told = [f"{stray} of your {len(chosen)} do not belong." if stray else ""]
    told.append("Something is missing." if wanted - chosen else "")
    return False, " ".join(filter(None, told))


def judge_frame(task: Task, corpus: Corpus, given: object) -> Judged:
    """Compare the rows of frames by their key, whatever their order and further columns."""
    wanted = task.answer(corpus)
    frame = answers.frame(given, wanted.columns, task.name)
    keys = [keyed(one, wanted.columns) for one in (frame, wanted)]
    if keys[0].height == keys[1].height and keys[0].equals(keys[1]):
        return True, ""
    error = named(task, corpus, lambda other: keys[0].equals(keyed(other, wanted.columns)))
    if error:
        return False, error
    stray = keys[0].join(keys[1], on=wanted.columns, how="anti")
    if stray.height:
        row = ", ".join(f"{name} {value}" for name, value in stray.row(0, named=True).items())
        return False, f"Your frame has rows that do not belong, for example {row}."
    return False, "Your frame has a row twice." if frame.height > keys[
        0
    ].unique().height else "Rows are missing."


def keyed(frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Give the key of each row as text, in order."""
    return frame.select(pl.col(columns).cast(pl.String)).sort(columns)


def judge_rule(task: Task, corpus: Corpus, given: object) -> Judged:
    """Compare the sentences that a rule finds with those that it should find."""
    found = sentences_found(corpus, answers.rule(given, task.name), task.name)
    wanted = task.answer(corpus)
    stray = found.join(wanted, on=SENTENCE, how="anti", maintain_order="left")
    missed = wanted.join(found, on=SENTENCE, how="anti", maintain_order="left")
    if stray.is_empty() and missed.is_empty():
        return True, ""
    error = named(task, corpus, lambda other: found.select(SENTENCE).equals(other.select(SENTENCE)))
    if error:
        return False, error
    told = [f"Your rule matches in {count(found.height, 'sentence')} of the bodies."]
    if stray.height:
        row = stray.row(0, named=True)
        name = labels(corpus.documents)[row["doc_id"]]
        told.append(
            f"One does not belong ({name}, ¶ {row['para_no']}): “{row['text'][:QUOTED]} …”."
        )
    told.append("It misses sentences that belong." if missed.height else "")
    return False, " ".join(filter(None, told))


JUDGES = {
    "number": judge_number,
    "choice": judge_choice,
    "frame": judge_frame,
    "rule": judge_rule,
}
