"""What a task is: a question, how its answer is computed from the corpus, and help in three steps.

A task holds no answer. It holds a function that computes the answer from the corpus at the moment
an answer is checked, so that no notebook, output or saved widget carries it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from workbench.corpus import Corpus
from workbench.display.html import block

#: What an answer can be.
KINDS = ("number", "choice", "frame", "rule")
Solve = Callable[[Corpus], Any]


@dataclass(frozen=True, repr=False)
class Wrong:
    """A typical wrong answer, computed as somebody in error would; ``says`` names the error."""

    value: Solve
    says: str


@dataclass(frozen=True, repr=False)
class Task:
    """One task of a lesson.

    ``kind`` is one of `KINDS`; ``options`` gives the choices of a *choice* (value → label).
    ``answer`` computes the right answer: a number, a set of values, a frame whose first columns
    are its key, or the sentences that a rule should find. A number may be off by ``tolerance``.
    ``hints`` come one after another, from a nudge to the place to look at; ``why`` is said once
    the answer is right. ``about`` names documents without which there is no task.
    """

    name: str
    kind: str
    question: str
    answer: Solve
    hints: tuple[str, str, str]
    why: str
    wrong: tuple[Wrong, ...] = ()
    tolerance: float = 0.0
    about: tuple[str, ...] = ()
    options: Callable[[Corpus], dict[str, str]] = lambda _: {}

    def __repr__(self) -> str:
        """Name the task, and nothing that would help to solve it."""
        return f"Task {self.name}: {self.question}"


@dataclass(frozen=True)
class Feedback:
    """What is said to an answer, in plain words."""

    right: bool
    text: str

    def __repr__(self) -> str:
        """Say it."""
        return self.text

    def html(self) -> Markup:
        """Say it as HTML; a word, not a colour, tells right from wrong."""
        return block(Markup('<p role="status">{}</p>').format(self.text))

    def _repr_html_(self) -> str:
        return str(self.html())
