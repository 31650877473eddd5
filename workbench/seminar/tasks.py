"""Tasks: what is asked, how an answer is judged, and help in three steps.

The tasks are data (``lessons.toml``): a question, hints, what a typical wrong answer means. What is
said to a wrong answer never holds the right one: a choice is told how many of its parts do not
belong, a frame and a rule are shown one row that does not; what is missing is not named.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
from markupsafe import Markup
from msgspec import Meta, Struct

from workbench.corpus import Corpus
from workbench.corpus.books import Text, read
from workbench.errors import Missing, WorkbenchError
from workbench.explorer import Choices, Explorer, Form, choice, several, text
from workbench.figures import figure_or_sentence
from workbench.figures.texts import block, count, listed, spelled
from workbench.seminar import answers

#: A function of `answers` with its arguments.
Call = Annotated[list[Any], Meta(min_length=1)]
THOUSANDS = re.compile(r"(?<=\d)[,\s\u00a0\u202f](?=\d{3}\b)")
AT_ALL = 1e-9
SHOWN, QUOTED = 140, 40


class Wrong(Struct, forbid_unknown_fields=True, frozen=True):
    """A typical wrong answer, computed as somebody in error would; ``says`` names the error.

    It is the ``value``, or the right answer with ``also`` some choices.
    """

    says: Text
    value: list[Any] = []
    also: list[str] = []


class Task(Struct, forbid_unknown_fields=True, frozen=True):
    """One task of a lesson.

    A *choice* has ``options`` (value → label) or ``choose``, which computes them; ``one`` is set
    where only one can be chosen. ``answer`` computes the right answer: a number (which may be off
    by ``tolerance``), a set of values, a frame whose columns are its key, or the sentences that a
    rule should find. ``hints`` come one after another; ``why`` is said once the answer is right.
    ``about`` names documents without which there is no task.
    """

    name: Text
    kind: Literal["number", "choice", "frame", "rule"]
    question: Text
    answer: Call
    hints: Annotated[list[Text], Meta(min_length=3, max_length=3)]
    why: Text
    wrong: list[Wrong] = []
    tolerance: float = 0.0
    about: list[str] = []
    one: bool = False
    options: dict[str, str] = {}
    choose: list[Any] = []

    def __repr__(self) -> str:
        """Name the task, and nothing that would help to solve it."""
        return f"Task {self.name}: {self.question}"

    def right(self, corpus: Corpus) -> Any:  # noqa: ANN401 - number, set or frame
        """Compute the right answer; raises `Missing` where there is none."""
        gone = [doc_id for doc_id in self.about if doc_id not in corpus.labels]
        if gone:
            it = "it" if len(gone) == 1 else "them"
            raise Missing(f"{listed(gone)}. Task {self.name} is about {it}, so it is not asked.")
        value = called(corpus, *self.answer)
        if self.kind != "number" and not len(value):
            raise Missing(f"a right answer to task {self.name}, so it is not asked.")
        return value

    def mistaken(self, corpus: Corpus, wrong: Wrong) -> Any:  # noqa: ANN401
        """Compute a typical wrong answer."""
        return called(corpus, *wrong.value) if wrong.value else self.right(corpus) | set(wrong.also)

    def offered(self, corpus: Corpus) -> dict[str, str]:
        """Return what can be chosen: value → label."""
        return called(corpus, *self.choose) if self.choose else self.options


class Lessons(Struct, forbid_unknown_fields=True):
    """The shape of ``lessons.toml``."""

    task: list[Task]


@lru_cache(maxsize=256)
def called(corpus: Corpus, name: str, *given: Any) -> Any:  # noqa: ANN401
    """Call a function of `answers`; a corpus is asked once."""
    return getattr(answers, name)(corpus, *given)


@cache
def tasks() -> dict[str, Task]:
    """Return all tasks by name, in the order of the lessons."""
    every = read(Path(__file__).with_name("lessons.toml"), Lessons).task
    return {task.name: task for task in every}


def task(name: str) -> Task:
    """Return a task by its name.

    Examples
    --------
    >>> task("1-a").kind
    'number'
    """
    if name not in tasks():
        raise WorkbenchError(f"No task {name!r}; choose {', '.join(tasks())}.")
    return tasks()[name]


@dataclass(frozen=True)
class Feedback:
    """What is said to an answer, in plain words."""

    right: bool
    text: str

    def __repr__(self) -> str:
        """Return what is said."""
        return self.text

    def html(self) -> Markup:
        """Return it as HTML; a sign and a word, and not a colour alone, tell right from wrong."""
        verdict, _, rest = self.text.partition(".")
        sign, kind = ("✓", "wb-correct") if self.right else ("↻", "wb-not-yet")
        line = '<p class="{}" role="status"><strong>{} {}.</strong>{}</p>'
        return block(Markup(line).format(kind, sign, verdict, rest))  # noqa: S704 - a constant

    def _repr_html_(self) -> str:
        return str(self.html())


# --- ask and check ---

#: Of each task that was answered rightly in this session, at which try.
done: dict[tuple[str, str], int] = {}


def check(corpus: Corpus, name: str, answer: object, tries: int = 1) -> Feedback:
    """Check an answer to a task: a number, a choice, a frame, or the pattern of a rule.

    ``tries`` says how often it has been tried, and so how much help is given (1 to 3). Raises
    `WorkbenchError` for an unknown task or an answer of another kind than is asked for, and
    `Missing` where the corpus lacks what the task is about.

    Examples
    --------
    >>> import workbench as wb
    >>> wb.seminar.check(wb.load(), "1-a", 2).right
    False
    """
    asked = task(name)
    wanted = asked.right(corpus)
    right, detail = JUDGES[asked.kind](asked, corpus, wanted, answer)
    if right:
        done.setdefault((str(corpus.folder), name), tries)
        return Feedback(right=True, text=f"Right. {asked.why}")
    hint = asked.hints[min(max(tries, 1), len(asked.hints)) - 1]
    return Feedback(right=False, text=" ".join(filter(None, ["Not yet.", detail, hint])))


def progress(corpus: Corpus, lesson: str) -> str:
    """Say how far a lesson is.

    Examples
    --------
    >>> import workbench as wb
    >>> progress(wb.load(), "7")
    'Lesson 7: none of five tasks answered yet.'
    """
    names = [name for name in tasks() if name.partition("-")[0] == lesson]
    tries = [done[key] for name in names if (key := (str(corpus.folder), name)) in done]
    n, every, first = len(tries), spelled(len(names), "task"), tries.count(1)
    if not tries:
        return f"Lesson {lesson}: none of {every} answered yet."
    right_away = spelled(first) if first else "none"
    return f"Lesson {lesson}: {spelled(n)} of {every} answered, {right_away} at the first try."


@figure_or_sentence
def ask(corpus: Corpus, name: str) -> Explorer:
    """Show a task with a box for the answer; each wrong answer opens the next hint.

    A task that has no answer in this corpus is not asked, and a sentence says why.

    Examples
    --------
    >>> import workbench as wb
    >>> box = wb.seminar.ask(wb.load(), "1-a")
    >>> "teasers" in box.submit("main", "check", answer="2")
    True
    """
    asked = task(name)
    if asked.kind == "frame":
        raise WorkbenchError(f"Task {name} asks for a frame; give it to wb.seminar.check.")
    asked.right(corpus)
    tried: list[object] = []

    def judged(_: Choices, __: str, values: dict[str, Any]) -> Markup:
        given = values["answer"]
        if given in ("", (), None):
            raise WorkbenchError("Give an answer first, then check it.")
        wrong = [one for one in tried if one != given]
        said = check(corpus, name, given, len(wrong) + 1)
        if not said.right and given not in tried:
            tried.append(given)
        line = Markup("<p>{}</p>").format(progress(corpus, name.partition("-")[0]))
        return said.html() + block(line, style=False)

    head = Markup('<p class="wb-title" role="heading" aria-level="3">Task {}</p><p>{}</p>')
    shown = block(Markup('<div class="wb-task">{}</div>').format(head.format(name, asked.question)))
    form = Form({"answer": field_for(asked, corpus)}, {"check": "Check my answer"}, judged)
    return Explorer({}, lambda _: shown, form=form)


def field_for(asked: Task, corpus: Corpus) -> Any:  # noqa: ANN401 - a control
    """Return the control by which a task is answered."""
    options = {label: value for value, label in asked.offered(corpus).items()}
    if asked.one:
        return choice("Choose one", options, empty=True, keep=True)
    if asked.kind == "choice":
        return several("Choose all that apply", options, [], keep=True)
    hint = "a number" if asked.kind == "number" else "a pattern"
    return text("Your answer", hint=f"{hint}, then Enter", keep=True)


# --- how answers are read and judged ---

Judged = tuple[bool, str]


def named(asked: Task, corpus: Corpus, same: Callable[[Any], bool]) -> str:
    """Name the typical error that leads to this answer, if it is one."""
    return next((one.says for one in asked.wrong if same(asked.mistaken(corpus, one))), "")


def as_number(given: object, name: str) -> float:
    """Read a number: 1202, "1,202", "1 202", "51.8 %" and "51,8" are understood.

    Examples
    --------
    >>> as_number("1,202", "t"), as_number("51,8 %", "t")
    (1202.0, 51.8)
    """
    plain = THOUSANDS.sub("", str(given).strip().rstrip("%").strip())
    try:
        value = float(plain.replace(",", ".").replace("−", "-"))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise refusal(name, "a number, such as 12 or 3.5", given)
    return value


def refusal(name: str, wanted: str, given: object) -> WorkbenchError:
    """Say what a task asks for, and what was given in its place."""
    return WorkbenchError(f"Task {name} asks for {wanted}; you gave {str(given)[:QUOTED]!r}.")


def as_choices(given: object, options: dict[str, str], name: str) -> set[str]:
    """Read a set of choices, by value or by label; one text is a set of one.

    Examples
    --------
    >>> as_choices("TASS 2021", {"tass-2021": "TASS 2021"}, "t")
    {'tass-2021'}
    """
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, Iterable):
        raise refusal(name, "a choice", given)
    values = {label: value for value, label in options.items()}
    chosen = {values.get(str(one), str(one)) for one in given}
    unknown = sorted(chosen - set(options))
    if unknown:
        raise WorkbenchError(
            f"Task {name}: unknown choice {unknown[0]!r}; choose {', '.join(options)}."
        )
    if not chosen:
        raise WorkbenchError(f"Task {name}: choose at least one of {', '.join(options)}.")
    return chosen


def judge_number(asked: Task, corpus: Corpus, wanted: float, given: object) -> Judged:
    """Compare numbers, within the tolerance of the task."""
    value = as_number(given, asked.name)

    def near(other: float) -> bool:
        return abs(value - other) <= asked.tolerance + AT_ALL

    return (True, "") if near(wanted) else (False, named(asked, corpus, near))


def judge_choice(asked: Task, corpus: Corpus, wanted: set[str], given: object) -> Judged:
    """Compare sets; say how many do not belong, and that some are missing."""
    chosen = as_choices(given, asked.offered(corpus), asked.name)
    if chosen == wanted:
        return True, ""
    error = named(asked, corpus, lambda other: chosen == other)
    if error or len(wanted) == 1 == len(chosen):
        return False, error
    stray = len(chosen - wanted)
    told = [f"{stray} of your {len(chosen)} do not belong." if stray else ""]
    told.append("Something is missing." if wanted - chosen else "")
    return False, " ".join(filter(None, told))


def rows_given(asked: Task, corpus: Corpus, keys: list[str], given: object) -> pl.DataFrame:
    """Return the frame that was handed in, or the sentences that a rule finds."""
    if asked.kind == "rule":
        if not isinstance(given, str) or not given.strip():
            raise refusal(asked.name, "the pattern of a rule, such as 'seas?'", given)
        return answers.sentences(corpus, given.strip())
    if not isinstance(given, pl.DataFrame):
        raise refusal(asked.name, "a Polars frame", given)
    if missing := [column for column in keys if column not in given.columns]:
        raise WorkbenchError(
            f"Task {asked.name}: your frame lacks the column {missing[0]}; it has "
            f"{', '.join(given.columns)}."
        )
    return given


def judge_rows(asked: Task, corpus: Corpus, wanted: pl.DataFrame, given: object) -> Judged:
    """Compare the rows of a frame, or the sentences that a rule finds, whatever their order.

    Rows are known by their key: the columns of the right frame, or the place of a sentence.
    """
    keys = answers.SENTENCE if asked.kind == "rule" else wanted.columns
    found = rows_given(asked, corpus, keys, given)

    def keyed(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.select(pl.col(keys).cast(pl.String)).sort(keys)

    mine, right = keyed(found), keyed(wanted)
    if mine.equals(right):
        return True, ""
    if error := named(asked, corpus, lambda other: mine.equals(keyed(other))):
        return False, error
    places = found.with_columns(pl.col(keys).cast(pl.String))
    stray = places.join(right, on=keys, how="anti", maintain_order="left").head(1).to_dicts()
    if asked.kind == "rule":
        told = [f"Your rule matches in {count(found.height, 'sentence')} of the bodies."]
        for row in stray:
            place = f"{corpus.label(row['doc_id'])}, ¶ {row['para_no']}"
            told.append(f"One does not belong ({place}): “{row['text'][:SHOWN]} …”.")
    else:
        told = ["Your frame has a row twice."] if mine.is_duplicated().any() else []
        for row in stray:
            place = ", ".join(f"{name} {row[name]}" for name in keys)
            told.append(f"Your frame has rows that do not belong, for example {place}.")
    if right.join(mine, on=keys, how="anti").height:
        told.append("Something is missing.")
    return False, " ".join(told)


Judge = Callable[[Task, Corpus, Any, object], Judged]
JUDGES: dict[str, Judge] = {"number": judge_number, "choice": judge_choice}
JUDGES |= {"frame": judge_rows, "rule": judge_rows}
