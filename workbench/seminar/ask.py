"""Put a task to a student, and check what comes back."""

from markupsafe import Markup

from workbench.corpus import Corpus
from workbench.errors import WorkbenchError
from workbench.explore.answer import answer_box
from workbench.explore.base import Explorer
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


def check(corpus: Corpus, name: str, answer: object, tries: int = 1) -> Feedback:
    """Check an answer to a task: a number, a choice, a frame, or the pattern of a rule.

    ``tries`` says how often it has been tried, and so how much help is given (1 to 3). Raises
    `WorkbenchError` for an unknown task, or an answer that is not of the kind that is asked for.

    Examples
    --------
    >>> import workbench
    >>> check(workbench.load(), "lesson-1-a", 2).right
    False
    """
    return judge(task(name), corpus, answer, tries)


def ask(corpus: Corpus, name: str) -> Explorer:
    """Show a task with a box for the answer; each wrong answer opens the next hint.

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

    def judged(given: object, tries: int) -> tuple[bool, Markup]:
        feedback = judge(asked, corpus, given, tries)
        return feedback.right, feedback.html()

    return answer_box(
        f"Task {name.removeprefix('lesson-')}", asked.question, judged, asked.options(corpus)
    )
