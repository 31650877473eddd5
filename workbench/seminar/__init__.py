"""The seminar: tasks that check an answer and help, coding by hand.

`ask` shows a question with a box for the answer, `check` judges an answer that is given in code;
the answer is computed from the corpus meanwhile, and neither a notebook nor a saved widget holds it.
`code` opens the form for coding by hand, `coders` sets a class beside the shipped readers.
"""

from workbench.seminar.classroom import code, coders, everyone
from workbench.seminar.tasks import Feedback, Task, ask, check, progress, tasks

__all__ = ["Feedback", "Task", "ask", "check", "code", "coders", "everyone", "progress", "tasks"]
