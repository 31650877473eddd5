"""The seminar: tasks that check an answer and help, and copies of the lessons to hand out.

`check` judges an answer, `ask` shows the question with a box for it; `everyone` puts the codes of a
class together. The answer is computed from
the corpus while it is checked; neither a notebook nor a saved widget holds it.
"""

from workbench.seminar.ask import ask, check, task
from workbench.seminar.classroom import everyone
from workbench.seminar.copies import hand_out
from workbench.seminar.lessons import TASKS
from workbench.seminar.task import Feedback, Task, Wrong

__all__ = [
    "TASKS",
    "Feedback",
    "Task",
    "Wrong",
    "ask",
    "check",
    "everyone",
    "hand_out",
    "task",
]
