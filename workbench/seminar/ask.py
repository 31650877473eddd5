"""Put a task to a student, and check what comes back."""

from markupsafe import Markup

from workbench.corpus import Corpus
from workbench.errors import WorkbenchError
from workbench.explore.answer import answer_box
from workbench.explore.base import Explorer
from workbench.lacking import Lack, if_there
from workbench.seminar.judge import judge
from workbench.seminar.lessons import TASKS
from workbench.seminar.task import Feedback, Task


def task(name: str) -> Task:
    """Look up a task by its name.

    Examples
    --------
    >>> task("lesson-1-a").kind
    'number'
    """
    if name not in TASKS:
        raise WorkbenchError(f"No task {name!r}; choose {', '.join(TASKS)}.")
    return TASKS[name]


def missing(asked: Task, corpus: Corpus) -> Lack | None:
    """Say which documents a task is about and the corpus has not, if there are any.

    Examples
    --------
    >>> import workbench
    >>> missing(task("lesson-1-a"), workbench.load()) is None
    True
    """
    gone = sorted(set(asked.about) - set(corpus.documents["doc_id"]))
    if not gone:
        return None
    return Lack(f"Task {short(asked)} is about {', '.join(gone)}, so it is not asked.")


def unanswered(asked: Task, corpus: Corpus) -> Lack | None:
    """Say why a task has no answer in a corpus, if it has none.

    What it is about may be missing, or what its answer is computed from, or nothing is right.
    """
    gone = missing(asked, corpus)
    if gone is not None:
        return gone
    answer = if_there(asked.answer, corpus)
    if isinstance(answer, Lack):
        return answer
    if asked.kind != "number" and not len(answer):
        return Lack(
            f"Nothing here would be a right answer to task {short(asked)}, so it is not asked."
        )
    return None


def short(asked: Task) -> str:
    """Give the name of a task as students read it."""
    return asked.name.removeprefix("lesson-")


def check(corpus: Corpus, name: str, answer: object, tries: int = 1) -> Feedback | Lack:
    """Check an answer to a task: a number, a choice, a frame, or the pattern of a rule.

    ``tries`` says how often it has been tried, and so how much help is given (1 to 3). Raises
    `WorkbenchError` for an unknown task, or an answer that is not of the kind that is asked for.
    A corpus without a document that the task is about gives a `Lack`.

    Examples
    --------
    >>> import workbench
    >>> check(workbench.load(), "lesson-1-a", 2).right
    False
    """
    gone = missing(task(name), corpus)
    return judge(task(name), corpus, answer, tries) if gone is None else gone


def ask(corpus: Corpus, name: str) -> Explorer | Lack:
    """Show a task with a box for the answer; each wrong answer opens the next hint.

    A task that has no answer in this corpus is not asked: there is a `Lack` that says why.

    Examples
    --------
    >>> import workbench
    >>> box = ask(workbench.load(), "lesson-1-a")
    >>> box.state.written = "2"
    >>> "teasers" in box.state.said
    True
    """
    asked = task(name)
    if asked.kind == "frame":
        raise WorkbenchError(f"{name} asks for a frame; hand it to seminar.check.")

    lack = unanswered(asked, corpus)
    if lack is not None:
        return lack

    def judged(given: object, tries: int) -> tuple[bool, Markup]:
        feedback = judge(asked, corpus, given, tries)
        return feedback.right, feedback.html()

    return answer_box(f"Task {short(asked)}", asked.question, judged, asked.options(corpus))
